"""One thing that a person asked for: who they are, where they stand, what they typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers.deps import Deps
from handlers.errors import UserError
from handlers.refs import Ref
from storage.people import Person
from storage.team_lists import Seat
from storage.teams import Team
from storage.workspaces import Workspace

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Source:
    """The message that a shortcut was used on, its words kept as they were."""

    channel_id: str
    ts: str
    text: str
    author_id: str | None


@dataclass(frozen=True, kw_only=True)
class Ask:
    """What came in, understood as far as every feature needs it.

    `now` is aware UTC, read once. `team` is the one that the button or form names, else the channel's, else
    the person's only one; `seat` is what the actor is in it, `seats` what they are in all of theirs. `values` holds a form's fields by block id: text, a list of ids, a date as typed.
    `receipt` is the same for a delivery that Slack sends again, so that one request has one result.
    """

    deps: Deps
    now: datetime
    workspace: Workspace
    actor: Person
    receipt: str
    team: Team | None = None
    seat: Seat | None = None
    seats: tuple[Seat, ...] = ()
    channel_id: str | None = None
    text: str = ""
    trigger_id: str | None = None
    ref: Ref = field(default_factory=Ref)
    values: Mapping[str, Any] = field(default_factory=dict)
    metadata: Mapping[str, Any] = field(default_factory=dict)
    source: Source | None = None
    body: Mapping[str, Any] = field(default_factory=dict)

    @property
    def the_team(self) -> Team:
        """The team this is about. Raises UserError where there is none, or it is closed."""
        if self.team is None:
            raise UserError(
                "There is no team here yet. Type `/steward setup` in the team's channel to start one."
            )
        if self.team.closed_at is not None:
            raise UserError(
                f"The team {self.team.name} is closed. Type `/steward setup` in its channel to bring it back."
            )
        return self.team

    @property
    def zone(self) -> ZoneInfo:
        """The actor's own zone, else the team's."""
        return ZoneInfo(self.actor.zone or (self.team.zone if self.team else "UTC"))

    @property
    def today(self) -> date:
        """The actor's own calendar day."""
        return self.now.astimezone(self.zone).date()

    async def read(self, query: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what the query returns, from a reader."""
        return await self.deps.db.read(query, *args, **kwargs)

    async def write(
        self, change: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Make one change in one transaction, at most once for this receipt. On disk when it returns."""
        return await self.deps.db.write(change, *args, once=self.receipt, **kwargs)
