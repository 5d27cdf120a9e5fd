"""What a meeting has in its channel: the board, its minutes, a line when it was skipped or moved. Written with the facts."""

from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers import messages
from handlers.answer import Message
from handlers.meetings import gathering
from handlers.meetings.facts import Facts
from handlers.meetings.taken import Taken
from handlers.meetings.views import board, minutes
from handlers.meetings.views.minutes import After
from storage import outbox
from storage.meeting_rows import Correction, Meeting
from storage.people import Person
from storage.teams import Team
from storage.workspaces import Workspace

BOARD, MINUTES, NEWS = "meeting_board", "minutes", "meeting_news"


def board_key(meeting: Meeting) -> str:
    return f"meeting:{meeting.id}:board"


def minutes_key(meeting: Meeting) -> str:
    return f"meeting:{meeting.id}:minutes"


def put_board(session: Session, team: Team, meeting: Meeting, now: datetime) -> None:
    """Put the board into the channel, once a meeting."""
    facts = gathering.with_agenda(session, team=team, meeting=meeting, now=now)
    _put(session, team, board.board(facts, now), key=board_key(meeting), kind=BOARD, now=now)


def keep_board(session: Session, team: Team, meeting: Meeting, now: datetime) -> Facts:
    """Draw the board anew, from the facts as they stand, and return them.

    Hold the meeting first: then nobody writes meanwhile.
    """
    facts = gathering.with_agenda(session, team=team, meeting=meeting, now=now)
    shown = board.closed(facts, now) if meeting.state == "closed" else board.board(facts, now)
    _revise(session, team, shown, key=board_key(meeting), now=now)
    return facts


def put_minutes(session: Session, team: Team, meeting: Meeting, now: datetime) -> None:
    """Put the minutes into the channel, what does not fit into their thread, and a copy into the canvas."""
    taken, zone = taken_of(meeting), ZoneInfo(team.zone)
    first, key = minutes.message(team, meeting, taken, After(), now), minutes_key(meeting)
    _put(session, team, first, key=key, kind=MINUTES, now=now)
    for page, more in enumerate(minutes.rest(taken, zone), 2):
        _put(session, team, more, key=f"{key}:{page}", kind=MINUTES, now=now, thread_of=key)
    outbox.put(
        session,
        workspace=_workspace(session, team),
        team=team,
        key=f"{key}:canvas",
        kind=MINUTES,
        channel_id=team.channel_id,
        text=minutes.canvas(taken, zone),
        blocks=[],
        now=now,
        medium="canvas",
    )


def keep_minutes(session: Session, team: Team, meeting: Meeting, now: datetime) -> None:
    """Draw what stands below the minutes anew: corrections and the rating."""
    after = gathering.later(session, team=team, meeting=meeting)
    shown = minutes.message(team, meeting, taken_of(meeting), after, now)
    _revise(session, team, shown, key=minutes_key(meeting), now=now)


def put_correction(
    session: Session, team: Team, meeting: Meeting, *, found: Correction, by: Person, now: datetime
) -> None:
    """Put one correction into the thread of the minutes, and below them."""
    said = minutes.correction(found, by, ZoneInfo(team.zone), now)
    key = minutes_key(meeting)
    there = outbox.by_key(session, workspace=_workspace(session, team), key=key)
    thread = key if there else None
    _put(session, team, said, key=f"{key}:correction:{found.id}", kind=MINUTES, now=now, thread_of=thread)
    keep_minutes(session, team, meeting, now)


def put_news(
    session: Session, team: Team, meeting: Meeting, *, step_id: int | None, said: Message, now: datetime
) -> None:
    """Put a line into the channel, once a step."""
    _put(session, team, said, key=f"meeting:{meeting.id}:news:{step_id}", kind=NEWS, now=now)


def withdraw_news(session: Session, team: Team, meeting: Meeting, step_id: int | None) -> bool:
    """Take back the line of that step while nobody has it. Return whether the channel may have read it."""
    workspace, key = _workspace(session, team), f"meeting:{meeting.id}:news:{step_id}"
    if outbox.by_key(session, workspace=workspace, key=key) is None:
        return False
    return not outbox.skip(session, workspace=workspace, key=key, reason="taken back")


def taken_of(meeting: Meeting) -> Taken:
    """Return what was taken at closing."""
    assert meeting.minutes_taken is not None, "minutes are taken with the closing"
    return cast("Taken", meeting.minutes_taken)


def _put(
    session: Session,
    team: Team,
    said: Message,
    *,
    key: str,
    kind: str,
    now: datetime,
    thread_of: str | None = None,
) -> None:
    outbox.put(
        session,
        workspace=_workspace(session, team),
        team=team,
        key=key,
        kind=kind,
        channel_id=team.channel_id,
        thread_of=thread_of,
        now=now,
        **messages.shown(said),
    )


def _revise(session: Session, team: Team, said: Message, *, key: str, now: datetime) -> None:
    workspace = _workspace(session, team)
    if outbox.by_key(session, workspace=workspace, key=key):
        outbox.revise(session, workspace=workspace, key=key, now=now, **messages.shown(said))


def _workspace(session: Session, team: Team) -> Workspace:
    return session.get_one(Workspace, team.workspace_id)
