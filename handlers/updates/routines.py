"""What comes by itself: the weekly question to owners, and one reminder."""

from datetime import datetime

from sqlmodel import Session

from handlers.answer import Message
from handlers.updates import gathering, news, views
from storage import meetings
from storage.people import Person
from storage.schedules import Occurrence, Schedule
from storage.teams import Team


def form(session: Session, team: Team, schedule: Schedule, _occurrence: Occurrence, now: datetime) -> None:
    """Ask owners who have not said this week how their workstream stands."""
    _ask(session, team, schedule, now, again=False)


def nudge(session: Session, team: Team, schedule: Schedule, _occurrence: Occurrence, now: datetime) -> None:
    """Remind those who were asked and have not answered; once."""
    _ask(session, team, schedule, now, again=True)


def preview(session: Session, team: Team, person: Person, now: datetime) -> Message | None:
    """Return the question as that person would get it now, or as the first who would; None where nobody would."""
    return _preview(session, team, person, now, again=False)


def preview_nudge(session: Session, team: Team, person: Person, now: datetime) -> Message | None:
    """Return the reminder in the same way."""
    return _preview(session, team, person, now, again=True)


def _preview(session: Session, team: Team, person: Person, now: datetime, *, again: bool) -> Message | None:
    meeting = meetings.upcoming(session, team=team, now=now)
    if meeting is None:
        return None
    found = gathering.facts(session, team=team, meeting=meeting, now=now)
    whose = next((one for one in (person, *found.owing) if found.of(one)), None)
    return views.request(found, whose, again=again) if whose else None


def _ask(session: Session, team: Team, schedule: Schedule, now: datetime, *, again: bool) -> None:
    assert schedule.meeting_id is not None, "the moment of an update belongs to a meeting"
    meeting = meetings.by_id(session, team=team, meeting_id=schedule.meeting_id)
    news.ask(session, team=team, meeting=meeting, now=now, again=again)
