"""What a person's latest digest shows: its rows, so that each of them can be brought up to date in that message.

Of every person only the latest is kept: an earlier one is a record by then, and the ledger has its words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, delete, insert
from sqlmodel import Field, Session, SQLModel, col, select

from storage import types
from storage.people import Person
from storage.teams import Team
from storage.workspaces import Workspace


class Digest(SQLModel, table=True):
    """The latest one of a person. `local_date` is theirs; `more`: so many rows did not fit."""

    __tablename__ = "digest"
    __table_args__ = (UniqueConstraint("person_id"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE")
    local_date: date
    sent_at: datetime = Field(sa_type=types.UtcDateTime)
    more: int = 0


class DigestItem(SQLModel, table=True):
    """One row, from the top: an action of a team by its `number`, or a workstream whose update is owed.

    `why` it stands there and how many working days `late` it was, as the digest said that morning. `away_id`: in
    place of whom, who is away through `away_until` (None: until they say, or for good).
    """

    __tablename__ = "digest_item"
    __table_args__ = (
        CheckConstraint("(number IS NULL) <> (workstream_id IS NULL)", name="about"),
        UniqueConstraint("digest_id", "position"),
        Index("ix_digest_item_team", "team_id", "number"),
    )

    id: int | None = Field(default=None, primary_key=True)
    digest_id: int = Field(foreign_key="digest.id", ondelete="CASCADE")
    position: int
    team_id: int = Field(foreign_key="team.id", ondelete="CASCADE")
    number: int | None = None
    workstream_id: int | None = Field(default=None, foreign_key="workstream.id", ondelete="CASCADE")
    why: str
    late: int = 0
    away_id: int | None = Field(default=None, foreign_key="person.id", ondelete="CASCADE")
    away_until: date | None = None


@dataclass(frozen=True)
class Item:
    """A row before it is kept; see `DigestItem`."""

    team_id: int
    why: str
    number: int | None = None
    workstream_id: int | None = None
    late: int = 0
    away_id: int | None = None
    away_until: date | None = None


@dataclass(frozen=True)
class Kept:
    """A digest and its rows, from the top; the teams and the absent people that they name, by id."""

    digest: Digest
    items: Sequence[DigestItem]
    teams: Mapping[int, Team]
    away: Mapping[int, Person]


def keep(
    session: Session, *, person: Person, local_date: date, items: Sequence[Item], more: int, now: datetime
) -> None:
    """The person's latest digest from now on; what the one before showed is forgotten."""
    before = session.exec(select(Digest.id).where(Digest.person_id == person.id)).one_or_none()
    if before is not None:
        # Rows of ours are forgotten by the session too, since SQLite gives their ids out again.
        session.execute(delete(DigestItem).where(col(DigestItem.digest_id) == before))
        session.execute(delete(Digest).where(col(Digest.id) == before))
    digest = Digest(person_id=types.id_of(person), local_date=local_date, sent_at=now, more=more)
    session.add(digest)
    session.flush()
    rows = [
        {"digest_id": digest.id, "position": position, **vars(item)} for position, item in enumerate(items)
    ]
    if rows:
        session.execute(insert(DigestItem), rows)


def latest(session: Session, *, person: Person) -> Kept | None:
    """The person's latest digest; None where there was none yet. Four statements at most."""
    digest = session.exec(select(Digest).where(Digest.person_id == person.id)).one_or_none()
    if digest is None:
        return None
    query = select(DigestItem).where(DigestItem.digest_id == digest.id).order_by(col(DigestItem.position))
    items = session.exec(query).all()
    away_ids = {item.away_id for item in items if item.away_id is not None}
    teams = session.exec(select(Team).where(col(Team.id).in_({item.team_id for item in items})))
    away = session.exec(select(Person).where(col(Person.id).in_(away_ids))) if away_ids else ()
    return Kept(
        digest,
        items,
        teams={types.id_of(team): team for team in teams},
        away={types.id_of(person): person for person in away},
    )


def showing(
    session: Session, *, workspace: Workspace, team: Team, number: int | None = None
) -> Sequence[Person]:
    """Whose latest digest shows that action of the team; without a number: an update of one of its workstreams."""
    about = DigestItem.number == number if number is not None else col(DigestItem.workstream_id).is_not(None)
    shown = (
        select(Digest.person_id)
        .join(DigestItem, col(DigestItem.digest_id) == Digest.id)
        .where(DigestItem.team_id == team.id, about)
    )
    query = select(Person).where(Person.workspace_id == workspace.id, col(Person.id).in_(shown))
    return session.exec(query.order_by(col(Person.id))).all()
