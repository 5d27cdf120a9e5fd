"""The next meeting, kept in line with all that decides about it: the series, the calendar, what people did by hand."""

from datetime import datetime

from sqlmodel import Session

from handlers import ripples
from handlers.ripples import Ripple
from storage import planning
from storage.meeting_rows import Meeting
from storage.people import Person
from storage.schedules import Occurrence, Schedule
from storage.teams import Team


def replan(
    session: Session, *, team: Team, now: datetime, by: Person | None = None, told: bool = False
) -> Meeting | None:
    """Plan the next meeting anew, and let what shows it follow. Return it; None: there is none.

    `told`: the channel hears of what changed from who asks.
    """
    meeting = planning.plan(session, team=team, now=now)
    ripples.drop("meeting", Ripple(session=session, team=team, now=now, by=by, told=told))
    return meeting


def follow(ripple: Ripple) -> None:
    """The team or its calendar was changed."""
    replan(ripple.session, team=ripple.team, now=ripple.now, by=ripple.by)


def weekly(session: Session, team: Team, schedule: Schedule, occurrence: Occurrence, now: datetime) -> None:  # noqa: ARG001 - a routine
    """The hour of the series has come: the meeting after this one is planned, where it is not yet."""
    replan(session, team=team, now=now)
