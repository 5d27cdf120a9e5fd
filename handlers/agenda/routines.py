"""What comes by itself: the agenda, before each weekly meeting."""

from datetime import datetime

from sqlmodel import Session

from handlers.agenda import gathering, news
from handlers.agenda.views import page
from handlers.answer import Message
from storage import meetings
from storage.people import Person
from storage.schedules import Occurrence, Schedule
from storage.teams import Team


def agenda(session: Session, team: Team, schedule: Schedule, _occurrence: Occurrence, now: datetime) -> None:
    """Post the agenda of the meeting that the moment belongs to."""
    assert schedule.meeting_id is not None, "the moment of an agenda belongs to a meeting"
    meeting = meetings.by_id(session, team=team, meeting_id=schedule.meeting_id)
    news.post(session, team=team, meeting=meeting, now=now)


def preview(session: Session, team: Team, _person: Person, now: datetime) -> Message | None:
    """Return the agenda of the next meeting as it would be now; None where no meeting is planned."""
    meeting = meetings.upcoming(session, team=team, now=now)
    if meeting is None:
        return None
    return page.preview(gathering.facts(session, team=team, meeting=meeting, now=now))
