"""What else must follow a change: said by features upstairs, called by the features downstairs that make it.

A feature may not import one that stands higher; yet the agenda shows what a workstream's owner just said. So whoever
makes a change drops it here, in its own transaction, and every feature that named the kind in `Feature.follows` is
called. `handlers/__init__.py` wires it, once, in the order of the floors.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from sqlmodel import Session

from storage.people import Person
from storage.teams import Team

Kind = Literal["action", "update", "team", "people", "workstreams", "calendar", "absence", "meeting"]


@dataclass(frozen=True, kw_only=True)
class Ripple:
    """A change of a team that was just written. `number`: the action, where it is one; `person`: whom it is about.

    `told`: whoever makes it says so in the channel, so that nobody else needs to.
    """

    session: Session
    team: Team
    now: datetime
    by: Person | None = None
    number: int | None = None
    person: Person | None = None
    told: bool = False


Follow = Callable[[Ripple], None]


class _Follows(Protocol):
    @property
    def follows(self) -> Mapping[Kind, Follow]: ...


_FOLLOWING: dict[Kind, list[Follow]] = {}


def wire(features: Iterable[_Follows]) -> None:
    """Remember who follows what; what was wired before is forgotten."""
    _FOLLOWING.clear()
    for feature in features:
        for kind, follow in feature.follows.items():
            _FOLLOWING.setdefault(kind, []).append(follow)


def drop(kind: Kind, ripple: Ripple) -> None:
    """Call everybody who follows this kind of change, in this same transaction."""
    for follow in _FOLLOWING.get(kind, ()):
        follow(ripple)
