"""What became of an attempt, as certain as it is known. `message` is the row as its worker claimed it.

Each function returns the row as it now stands, or None when the news came too late to count.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col

from storage.outbox import OutboxMessage, State, standing
from storage.types import Numbered

# Slack may show a message a while after it lost our connection, and absence is weak proof: wait, look, wait, look.
FIRST_LOOK_AFTER = timedelta(seconds=30)
NEXT_LOOK_AFTER = timedelta(seconds=60)
LOOKS = 2

_AT_REST: dict[str, Any] = {"lease_by": None, "lease_until": None, "retry_at": None}


def posted(
    session: Session, *, message: OutboxMessage, ts: str, channel_id: str, now: datetime
) -> OutboxMessage | None:
    """Slack showed it: true whatever was believed meanwhile. None when it is known under another `ts`: a duplicate."""
    return _changed(
        session,
        message,
        col(OutboxMessage.ts).is_(None) | (col(OutboxMessage.ts) == ts),
        **_AT_REST,
        state="posted",
        ts=ts,
        posted_channel_id=channel_id,
        posted_at=now,
        shown_revision=message.shown_revision,
        error=None,
    )


def refused(
    session: Session, *, message: OutboxMessage, error: str, retry_at: datetime | None = None
) -> OutboxMessage | None:
    """Slack certainly did not show it. It waits for `retry_at`; without one it has failed."""
    state: State = "pending" if retry_at else "failed"
    values = _AT_REST | {"retry_at": retry_at}
    return _changed(
        session, message, _this_attempt(message, "sending", "ambiguous"), state=state, error=error, **values
    )


def skipped(session: Session, *, message: OutboxMessage, reason: str) -> OutboxMessage | None:
    """It certainly did not arrive, and need not: it was an extra that is not to be had here."""
    attempt = _this_attempt(message, "sending", "ambiguous")
    return _changed(session, message, attempt, state="skipped", error=reason, **_AT_REST)


def uncertain(session: Session, *, message: OutboxMessage, error: str, now: datetime) -> OutboxMessage | None:
    """A time-out, a lost connection, a 5xx: it may be shown. It is looked up before anything is sent again."""
    values = _AT_REST | {"retry_at": now + FIRST_LOOK_AFTER}
    attempt = _this_attempt(message, "sending")
    return _changed(session, message, attempt, state="ambiguous", lookups=0, error=error, **values)


def found(
    session: Session, *, message: OutboxMessage, ts: str, channel_id: str, now: datetime
) -> OutboxMessage | None:
    """The look-up saw it."""
    return posted(session, message=message, ts=ts, channel_id=channel_id, now=now)


def absent(session: Session, *, message: OutboxMessage, now: datetime) -> OutboxMessage | None:
    """The look-up did not see it. Once is not enough; after the last look it may be sent again."""
    mine = (_this_attempt(message, "ambiguous"), col(OutboxMessage.lookups) == message.lookups)
    looks = message.lookups + 1
    if looks < LOOKS:
        values = _AT_REST | {"retry_at": now + NEXT_LOOK_AFTER}
        return _changed(session, message, *mine, lookups=looks, **values)
    return _changed(session, message, *mine, state="pending", lookups=looks, **_AT_REST)


def look_later(session: Session, *, message: OutboxMessage, retry_at: datetime) -> OutboxMessage | None:
    """It could not be looked up just now; that says nothing of the message."""
    values = _AT_REST | {"retry_at": retry_at}
    return _changed(session, message, _this_attempt(message, "ambiguous"), **values)


def cannot_tell(session: Session, *, message: OutboxMessage, error: str) -> OutboxMessage | None:
    """It cannot be looked up. It stays ambiguous and is not sent again; the caller tells a person."""
    return _changed(session, message, _this_attempt(message, "ambiguous"), error=error, **_AT_REST)


def shown(session: Session, *, message: OutboxMessage) -> OutboxMessage | None:
    """The update with the words of `message.revision` went through.

    Also when a later one did: who came last on the wire nobody knows, and one update more puts it right.
    """
    posted_ = col(OutboxMessage.state) == "posted"
    return _changed(session, message, posted_, shown_revision=message.revision, **_AT_REST)


def not_shown(
    session: Session, *, message: OutboxMessage, error: str, retry_at: datetime | None = None
) -> OutboxMessage | None:
    """The update did not go through. It waits for `retry_at`; without one the old words stay."""
    values = _AT_REST | {"retry_at": retry_at, "error": error}
    if retry_at is None:
        values["shown_revision"] = message.revision
    return _changed(session, message, col(OutboxMessage.state) == "posted", **values)


def again(
    session: Session,
    *,
    workspace: Numbered,
    channel_id: str,
    errors: Collection[str],
    since: datetime,
    now: datetime,
) -> int:
    """What failed in this channel for one of these reasons is sent after all: the reason is gone.

    Only what was due `since` then and has not expired, with its latest words. Returns how many.
    """
    here = (
        col(OutboxMessage.workspace_id) == workspace.id,
        col(OutboxMessage.channel_id) == channel_id,
        col(OutboxMessage.medium) == "message",
        standing("failed"),
    )
    current = col(OutboxMessage.expires_at).is_(None) | (col(OutboxMessage.expires_at) > now)
    fitting = (col(OutboxMessage.error).in_(errors), col(OutboxMessage.due_at) >= since, current)
    again_ = update(OutboxMessage).where(*here, *fitting).values(state="pending", **_AT_REST)
    return session.exec(again_.execution_options(synchronize_session=False)).rowcount


def told(session: Session, *, message: OutboxMessage, now: datetime) -> OutboxMessage | None:
    """A person knows that it failed, expired or may not have arrived."""
    return _changed(session, message, told_at=now)


def _this_attempt(message: OutboxMessage, *states: State) -> ColumnElement[bool]:
    return col(OutboxMessage.state).in_(states) & (col(OutboxMessage.attempts) == message.attempts)


def _changed(
    session: Session, message: OutboxMessage, *conditions: ColumnElement[bool], **values: Any
) -> OutboxMessage | None:
    mine = col(OutboxMessage.id) == message.id
    statement = update(OutboxMessage).where(mine, *conditions).values(**values).returning(OutboxMessage)
    options = {"synchronize_session": False, "populate_existing": True}
    return session.scalars(statement, execution_options=options).one_or_none()
