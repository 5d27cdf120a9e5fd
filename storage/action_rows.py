"""An action as it is kept: one promise, one owner, one date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy import CheckConstraint, ColumnElement, Index, String, UniqueConstraint
from sqlmodel import Field, SQLModel, and_, col, false, or_

from storage import types

State = Literal["open", "in_progress", "blocked", "done", "dropped"]
Accepted = Literal["not_needed", "asked", "accepted", "declined"]

LIVE: tuple[State, ...] = ("open", "in_progress", "blocked")


@dataclass(frozen=True, kw_only=True)
class Source:
    """The message an action came from, with its words: links die, words stay."""

    channel_id: str
    ts: str
    link: str | None = None
    text: str | None = None
    author: str | None = None


class Action(SQLModel, table=True):
    """`number` is the team's (`A-12`). `original_due_on` never changes.

    `waiting_for` says why it is blocked, and only then; `closed_at` is set when done or dropped, and only then.
    `carried_on` is the latest meeting that counted in `carried`: a meeting counts once.
    """

    __tablename__ = "action"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'in_progress', 'blocked', 'done', 'dropped')", name="state"),
        CheckConstraint("(state IN ('done', 'dropped')) = (closed_at IS NOT NULL)", name="closed"),
        CheckConstraint("accepted IN ('not_needed', 'asked', 'accepted', 'declined')", name="accepted"),
        UniqueConstraint("team_id", "number"),
        Index("ix_action_team_due", "team_id", "state", "due_on"),
        Index("ix_action_team_closed", "team_id", "closed_at"),
        Index("ix_action_owner", "owner_id", "state", "due_on"),
        Index("ix_action_workstream", "workstream_id", "state"),
    )

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="team.id")
    number: int
    text: str
    owner_id: int = Field(foreign_key="person.id")
    due_on: date
    original_due_on: date
    state: State = Field(default="open", sa_type=String)
    waiting_for: str | None = None
    drop_reason: str | None = None
    carried: int = 0
    carried_on: date | None = None
    workstream_id: int | None = Field(default=None, foreign_key="workstream.id")
    accepted: Accepted = Field(default="not_needed", sa_type=String)
    decline_reason: str | None = None
    source_channel_id: str | None = None
    source_ts: str | None = None
    source_link: str | None = None
    source_text: str | None = None
    source_author: str | None = None
    created_by: int = Field(foreign_key="person.id")
    created_at: datetime = Field(sa_type=types.UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=types.UtcDateTime)
    touched_at: datetime = Field(sa_type=types.UtcDateTime)
    version: int = 1


# What the audit keeps; the rest is given once, or follows.
AUDITED = (
    "text",
    "owner_id",
    "due_on",
    "original_due_on",
    "state",
    "waiting_for",
    "drop_reason",
    "carried",
    "carried_on",
    "workstream_id",
    "accepted",
    "decline_reason",
    "closed_at",
)


def past_due(before: date | Mapping[int, date]) -> ColumnElement[bool]:
    """Whether an action is due before that day, or before the day that stands there for its team; none for no day."""
    if isinstance(before, date):
        return col(Action.due_on) < before
    teams_of: dict[date, list[int]] = {}
    for team_id, day in before.items():
        teams_of.setdefault(day, []).append(team_id)
    return or_(
        false(),
        *(
            and_(col(Action.team_id).in_(team_ids), col(Action.due_on) < day)
            for day, team_ids in teams_of.items()
        ),
    )
