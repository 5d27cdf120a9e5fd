"""Planning: the next meeting of a team's series, brought in line with its rule, its calendar and its pauses."""

from datetime import datetime

from sqlmodel import Session

from storage.meeting_rows import Meeting
from storage.teams import Team


def plan(session: Session, *, team: Team, now: datetime) -> Meeting | None:
    """The team's next meeting, made or changed where need be, with its moments in the timetable; None: there is none.

    Once is as good as often: asked again, by whomever, at the same moment or later, it changes nothing.

    1. The series is the team's schedule of kind WEEKLY; a team without one meets weekly as its settings say.
    2. A date on a day off is skipped, or moved to the working day before or after, as the team's calendar says; a
       weekday on which nobody else works is none of these. It is skipped where moving would reach the next one.
    3. During a season's pause there is none; a closed team has none.
    4. What was skipped, moved or kept by hand stays so. Whoever changes the series takes the meeting along.
    5. A meeting that nobody started and whose time is over lapses.
    """
    raise NotImplementedError
