"""Which meeting is meant, and what it is made of, before anything is changed."""

from datetime import datetime

from sqlmodel import Session

from handlers import standing
from handlers.ask import Ask
from handlers.errors import UserError
from handlers.meetings import gathering
from handlers.meetings.facts import Facts
from handlers.permissions import Standing
from storage import errors, meetings
from storage.meeting_rows import Meeting
from storage.teams import Team

NONE = "There is no meeting planned. `/steward meeting` says why."
GONE = "I do not find this meeting any more. `/steward meeting` shows the next one."


def stands(ask: Ask) -> Standing:
    """What who asks is in the team."""
    return standing.of(ask.actor, ask.seat)


async def facts(ask: Ask) -> Facts:
    """Return the meeting that a button or a form names, else the one that runs or is next. Raises UserError."""
    found = await ask.read(_facts, team=ask.the_team, meeting_id=ask.ref.number, now=ask.now)
    if found is None:
        raise UserError(GONE if ask.ref.number else NONE)
    return found


async def now_on(ask: Ask) -> Facts | None:
    """Return the meeting that runs or is next."""
    return await ask.read(_facts, team=ask.the_team, meeting_id=None, now=ask.now)


def _facts(session: Session, *, team: Team, meeting_id: int | None, now: datetime) -> Facts | None:
    meeting: Meeting | None
    if meeting_id:
        try:
            meeting = meetings.by_id(session, team=team, meeting_id=meeting_id)
        except errors.NotFound:
            return None
    else:
        meeting = gathering.now_on(session, team=team, now=now)
    return gathering.facts(session, team=team, meeting=meeting) if meeting else None
