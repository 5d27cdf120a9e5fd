"""The outbox: every message that others will see is written here with the facts it tells, and delivered from here.

States: pending -> sending -> posted | failed | ambiguous | skipped. `sending` is on disk before the one attempt.
Ambiguous means that Slack may or may not have shown it; it is looked up before anything is sent again. Claims are in
outbox_claims.py, what became of an attempt in outbox_outcomes.py.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Index,
    String,
    UniqueConstraint,
    func,
    literal,
    update,
)
from sqlmodel import Field, Session, SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import errors, inserts, types
from storage.types import Numbered, Page

State = Literal["pending", "sending", "posted", "failed", "ambiguous", "skipped"]
Medium = Literal["message", "canvas"]
Blocks = list[dict[str, Any]]

_LANES: dict[Medium, str] = {"message": "", "canvas": "canvas:"}


class OutboxMessage(SQLModel, table=True):
    """One message. `lane` is what it must not crowd: its channel, or its person until their DM is opened.

    `revision` counts the words it was given, `shown_revision` is the one that the last attempt carried. `retry_at`
    is the next moment to try, to look, or to update again; None on an ambiguous row: a person was asked instead.
    `thread_key` is the key of the message it replies to. `medium` 'canvas': `text` is markdown for the channel's
    canvas, and `ts` the canvas' id once it is there.
    """

    __tablename__ = "outbox_message"
    __table_args__ = (
        CheckConstraint(
            "state IN ('pending', 'sending', 'posted', 'failed', 'ambiguous', 'skipped')", name="state"
        ),
        CheckConstraint("(channel_id IS NULL) <> (person_id IS NULL)", name="addressed"),
        CheckConstraint(
            "medium = 'message' OR (medium = 'canvas' AND channel_id IS NOT NULL)", name="medium"
        ),
        UniqueConstraint("workspace_id", "key"),
        Index(
            "uq_outbox_message_in_flight",
            "workspace_id",
            "lane",
            unique=True,
            **types.where("state = 'sending'"),
        ),
        Index("ix_outbox_message_due", "due_at", "id", **types.where("state = 'pending'")),
        Index("ix_outbox_message_ambiguous", "retry_at", **types.where("state = 'ambiguous'")),
        Index(
            "ix_outbox_message_unshown", "id", **types.where("state = 'posted' AND revision > shown_revision")
        ),
        Index("ix_outbox_message_ledger", "workspace_id", "id"),
        Index("ix_outbox_message_team", "team_id", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id", ondelete="CASCADE")
    team_id: int | None = Field(default=None, foreign_key="team.id", ondelete="CASCADE")
    key: str
    kind: str
    lane: str
    channel_id: str | None = None
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="CASCADE", index=True)
    thread_key: str | None = None
    thread_ts: str | None = None
    text: str
    blocks: Blocks = Field(sa_type=types.Json, nullable=False)
    due_at: datetime = Field(sa_type=types.UtcDateTime)
    expires_at: datetime | None = Field(default=None, sa_type=types.UtcDateTime)
    state: State = Field(default="pending", sa_type=String)
    revision: int = 1
    shown_revision: int = 0
    revised_at: datetime | None = Field(default=None, sa_type=types.UtcDateTime)
    attempts: int = 0
    attempt_at: datetime | None = Field(default=None, sa_type=types.UtcDateTime)
    lookups: int = 0
    lease_by: str | None = None
    lease_until: datetime | None = Field(default=None, sa_type=types.UtcDateTime)
    retry_at: datetime | None = Field(default=None, sa_type=types.UtcDateTime)
    ts: str | None = None
    posted_channel_id: str | None = None
    posted_at: datetime | None = Field(default=None, sa_type=types.UtcDateTime)
    error: str | None = None
    told_at: datetime | None = Field(default=None, sa_type=types.UtcDateTime)
    created_at: datetime = Field(sa_type=types.UtcDateTime)
    medium: Medium = Field(default="message", sa_type=String)


def put(
    session: Session,
    *,
    workspace: Numbered,
    key: str,
    kind: str,
    text: str,
    blocks: Blocks,
    now: datetime,
    channel_id: str | None = None,
    person: Numbered | None = None,
    due_at: datetime | None = None,
    expires_at: datetime | None = None,
    team: Numbered | None = None,
    thread_of: str | None = None,
    thread_ts: str | None = None,
    medium: Medium = "message",
) -> OutboxMessage:
    """The message, to be delivered from `due_at` (default now) on, and never from `expires_at` on.

    To a channel or to a person. `thread_of` is the key of an earlier message (NotFound without one): this one waits
    until that one is shown and joins its thread; where that one never is, it stands by itself. A second put of a
    key returns the first message and changes nothing.

    A canvas entry goes to a channel's canvas, once; its markdown must begin with a heading of its own (ValueError
    without one): by that it is found again when nobody knows whether it arrived.
    """
    if medium == "canvas" and not text.startswith("#"):
        raise ValueError("what goes into a canvas begins with a heading of its own")
    if thread_of is not None and by_key(session, workspace=workspace, key=thread_of) is None:
        raise errors.NotFound("message", thread_of)  # a reply comes later, so no two wait for each other
    message = inserts.new(
        session,
        OutboxMessage,
        workspace_id=types.id_of(workspace),
        team_id=team.id if team else None,
        key=key,
        kind=kind,
        lane=f"person:{person.id}" if person else f"{_LANES[medium]}{channel_id}",
        medium=medium,
        channel_id=channel_id,
        person_id=person.id if person else None,
        thread_key=thread_of,
        thread_ts=thread_ts,
        text=text,
        blocks=blocks,
        due_at=due_at or now,
        expires_at=expires_at,
        created_at=now,
    )
    return message or session.exec(_keyed(workspace, key)).one()


def revise(
    session: Session, *, workspace: Numbered, key: str, text: str, blocks: Blocks, now: datetime
) -> OutboxMessage:
    """Gives it new words; the same words again change nothing. Raises NotFound.

    Not shown yet: they replace the old ones. Shown: it is updated in place, with the latest words only.
    """
    message = session.exec(_keyed(workspace, key).with_for_update()).one_or_none()
    if message is None:
        raise errors.NotFound("message", key)
    if (message.text, message.blocks) != (text, blocks):
        message.text, message.blocks = text, blocks
        message.revision += 1
        message.revised_at = now
    return message


def skip(session: Session, *, workspace: Numbered, key: str, reason: str) -> bool:
    """Withdraws a message that nobody has begun to send; False when it is too late for that, or there is none."""
    mine = (col(OutboxMessage.workspace_id) == workspace.id, col(OutboxMessage.key) == key)
    statement = update(OutboxMessage).where(*mine, standing("pending")).values(state="skipped", error=reason)
    return session.exec(statement).rowcount == 1


def by_key(session: Session, *, workspace: Numbered, key: str) -> OutboxMessage | None:
    return session.exec(_keyed(workspace, key)).one_or_none()


def of_prefix(session: Session, *, team: Numbered, prefix: str) -> Sequence[OutboxMessage]:
    """The team's messages whose key begins so, in the order in which they were written."""
    query = select(OutboxMessage).where(
        OutboxMessage.team_id == team.id, col(OutboxMessage.key).startswith(prefix, autoescape=True)
    )
    return session.exec(query.order_by(col(OutboxMessage.id))).all()


def ledger(
    session: Session,
    *,
    workspace: Numbered,
    limit: int,
    offset: int = 0,
    team: Numbered | None = None,
    person: Numbered | None = None,
    states: Collection[State] | None = None,
) -> Page[OutboxMessage]:
    """What was sent, what waits and what could not be, the latest first.

    Of the workspace or of one team; only what goes to `person` alone, or only what is in one of `states`.
    """
    scope: list[ColumnElement[bool]] = [col(OutboxMessage.workspace_id) == workspace.id]
    if team is not None:
        scope.append(col(OutboxMessage.team_id) == team.id)
    if person is not None:
        scope.append(col(OutboxMessage.person_id) == person.id)
    if states is not None:
        scope.append(col(OutboxMessage.state).in_(states))
    query = select(OutboxMessage).where(*scope).order_by(col(OutboxMessage.id).desc())
    total = session.exec(select(func.count()).select_from(OutboxMessage).where(*scope)).one()
    return Page(session.exec(query.limit(limit).offset(offset)).all(), total)


def standing(state: State, *, of: type[OutboxMessage] = OutboxMessage) -> ColumnElement[bool]:
    """That a message is in that state; written out, for a partial index serves only a condition it can read."""
    return col(of.state) == literal(state, literal_execute=True)


def _keyed(workspace: Numbered, key: str) -> SelectOfScalar[OutboxMessage]:
    mine = (OutboxMessage.workspace_id == workspace.id, OutboxMessage.key == key)
    return select(OutboxMessage).where(*mine).execution_options(populate_existing=True)
