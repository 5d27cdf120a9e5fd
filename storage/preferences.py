"""What one person wants otherwise than their teams: when the digest comes, working days, quiet hours."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Protocol, TypedDict, Unpack

from sqlmodel import Field, Session, SQLModel

from storage.types import Numbered

DIGEST = "digest"
"""The kind of a person's own morning."""
DIGEST_AT = time(8, 30)
DIGEST_GRACE = timedelta(hours=4)


class Someone(Numbered, Protocol):
    """A person, as their own module's table has them."""

    @property
    def zone(self) -> str | None: ...

    @property
    def slack_user_id(self) -> str | None: ...


class Preference(SQLModel, table=True):
    """None: as the team has it, and the digest at DIGEST_AT. Times are wall time in the person's own zone.

    `weekdays` are digits, 0 for Monday.
    """

    __tablename__ = "preference"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", unique=True)
    digest_at: time | None = None
    digest_off: bool = False
    weekdays: str | None = None
    quiet_from: time | None = None
    quiet_until: time | None = None


class PreferenceFacts(TypedDict, total=False):
    """Those of a preference that change."""

    digest_at: time | None
    digest_off: bool
    weekdays: str | None
    quiet_from: time | None
    quiet_until: time | None


def of_person(session: Session, *, person: Numbered) -> Preference:
    """What they chose; where they never did, a row of defaults that is not kept."""
    raise NotImplementedError


def of_people(session: Session, *, people: Iterable[Numbered]) -> dict[int, Preference]:
    """By person id, with defaults for those who never chose; one statement."""
    raise NotImplementedError


def change(
    session: Session, *, person: Someone, now: datetime, **facts: Unpack[PreferenceFacts]
) -> Preference:
    """Only what is given changes; the person's digest follows. Raises Refused `no_working_days`."""
    raise NotImplementedError


def keep_mornings(session: Session, *, person: Someone, zone: str, now: datetime) -> None:
    """Makes their daily digest exist, in their own zone or else the given one; one statement where it does.

    Whoever has no account gets none: nothing can be sent to them.
    """
    raise NotImplementedError


def follow_zone(session: Session, *, person: Someone, now: datetime) -> None:
    """Their mornings move to the zone they are in now."""
    raise NotImplementedError
