"""Who changed what, when and why; and taking it back.

Every transition of a noun records itself here, from its own module. What can be taken back says so in `undo_to`:
the columns as they shall stand afterwards. A noun whose undo is more than columns registers its own way.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol, cast

from sqlalchemy import Index
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, Session, SQLModel, col, select

from storage import errors, facts, types
from storage.types import Facts

Numbered = types.Numbered


class TeamRow(Numbered, Protocol):
    """The team, as its own module's table has it."""

    @property
    def workspace_id(self) -> int: ...

    @property
    def zone(self) -> str: ...


class Restore(Protocol):
    """Puts `undo_to` in place on `row` and returns the facts that would take it back again."""

    def __call__(
        self, session: Session, *, row: Any, undo_to: Facts, by: Numbered, now: datetime
    ) -> Facts: ...


class AuditEntry(SQLModel, table=True):
    """One step of one item. `before` and `after` hold the columns that differ, as JSON; None in `undo_to`: for good."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_item", "team_id", "item_kind", "item_id", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id", ondelete="CASCADE", index=True)
    team_id: int = Field(foreign_key="team.id", ondelete="CASCADE")
    item_kind: str
    item_id: int
    item_number: int | None = None
    verb: str
    at: datetime = Field(sa_type=types.UtcDateTime)
    by_person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="SET NULL")
    why: str | None = None
    before: Facts = Field(sa_type=types.Json, nullable=False)
    after: Facts = Field(sa_type=types.Json, nullable=False)
    undo_to: Facts | None = Field(default=None, sa_type=types.Json)
    undone_by_entry_id: int | None = Field(default=None, foreign_key="audit_entry.id", ondelete="SET NULL")


snapshot = facts.snapshot


def record(
    session: Session,
    *,
    team: TeamRow,
    item_kind: str,
    item: Numbered,
    verb: str,
    by: Numbered | None,
    now: datetime,
    before: Facts,
    after: Facts,
    undo_to: Facts | None = None,
    why: str | None = None,
) -> AuditEntry:
    """Keeps a step; `by` None is Steward itself.

    Give whole snapshots: only what differs is kept, also of `undo_to`, so that an undo touches nothing else. A new
    item is flushed for its id.
    """
    if item.id is None:
        session.flush()
    entry = AuditEntry(
        workspace_id=team.workspace_id,
        team_id=types.id_of(team),
        item_kind=item_kind,
        item_id=types.id_of(item),
        item_number=getattr(item, "number", None),
        verb=verb,
        at=now,
        by_person_id=by.id if by else None,
        why=why,
        before=facts.differing(before, after),
        after=facts.differing(after, before),
        undo_to=None if undo_to is None else facts.differing(undo_to, after),
    )
    session.add(entry)
    return entry


def history(
    session: Session,
    *,
    team: TeamRow,
    item_kind: str,
    item_id: int | None = None,
    item_number: int | None = None,
) -> Sequence[AuditEntry]:
    """Every step of one item, the first one first. Name the item by its id or by the number people type."""
    query = select(AuditEntry).where(AuditEntry.team_id == team.id, AuditEntry.item_kind == item_kind)
    if item_id is not None:
        query = query.where(AuditEntry.item_id == item_id)
    if item_number is not None:
        query = query.where(AuditEntry.item_number == item_number)
    return session.exec(query.order_by(col(AuditEntry.id))).all()


def latest(session: Session, *, team: TeamRow, item_kind: str, item_id: int) -> AuditEntry | None:
    """The item's last step: what an Undo button beside it would take back."""
    query = select(AuditEntry).where(AuditEntry.team_id == team.id, AuditEntry.item_kind == item_kind)
    return session.exec(
        query.where(AuditEntry.item_id == item_id).order_by(col(AuditEntry.id).desc())
    ).first()


def register(item_kind: str, model: type[SQLModel], restore: Restore | None = None) -> None:
    """Makes steps of this kind undoable, by putting columns back unless `restore` knows better."""
    _kinds[item_kind] = _Kind(model, restore or put_back)


def put_back(session: Session, *, row: SQLModel, undo_to: Facts, by: Numbered, now: datetime) -> Facts:  # noqa: ARG001  (a Restore)
    """The columns of `undo_to`, as they were."""
    redo = snapshot(row, tuple(undo_to))
    facts.put_back(row, undo_to)
    return redo


def undo(session: Session, *, team: TeamRow, entry_id: int, by: Numbered, now: datetime) -> AuditEntry:
    """Takes one step back and returns the entry that says so, which can itself be undone.

    1. The step must be this team's, else NotFound; and one that can be undone, else Refused.
    2. What the step changed must still stand as it left it, and nobody may have undone it, else Changed.
    3. `undo_to` is put back, the row's `version` goes up, its `touched_at` is now, where it has these.
    4. When something took its place meanwhile (a name, a role), Refused.
    """
    entry = _undoable(session, team, entry_id)
    kind = _kinds[entry.item_kind]
    row = session.get(kind.model, entry.item_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise errors.NotFound(entry.item_kind, entry.item_number or entry.item_id)
    left = facts.of_columns(row, entry.after)
    stood = snapshot(row, tuple(left))
    if stood != left:
        raise _changed_since(session, entry, tuple(facts.differing(stood, left)))
    redo = _restored(session, kind.restore, row=row, undo_to=entry.undo_to or {}, by=by, now=now)
    before = stood | facts.of_columns(row, redo)
    undone = record(
        session,
        team=team,
        item_kind=entry.item_kind,
        item=cast("Numbered", row),
        verb="undo",
        by=by,
        now=now,
        before=before,
        after=snapshot(row, tuple(before)),
        undo_to=redo,
    )
    session.flush()
    entry.undone_by_entry_id = undone.id
    return undone


class _Kind(NamedTuple):
    model: type[SQLModel]
    restore: Restore


_kinds: dict[str, _Kind] = {}


def _undoable(session: Session, team: TeamRow, entry_id: int) -> AuditEntry:
    query = select(AuditEntry).where(AuditEntry.id == entry_id, AuditEntry.team_id == team.id)
    entry = session.exec(query.with_for_update()).one_or_none()
    if entry is None:
        raise errors.NotFound("audit_entry", entry_id)
    if entry.undo_to is None:
        raise errors.Refused("cannot_be_undone", verb=entry.verb)
    if entry.undone_by_entry_id is not None:
        raise _changed_since(session, entry, tuple(entry.after))
    return entry


def _changed_since(session: Session, entry: AuditEntry, columns: tuple[str, ...]) -> errors.Changed:
    """Who to name: the last step that touched one of those columns; the entry itself when nobody wrote it down."""
    query = select(AuditEntry).where(
        AuditEntry.team_id == entry.team_id,
        AuditEntry.item_kind == entry.item_kind,
        AuditEntry.item_id == entry.item_id,
        col(AuditEntry.id) > entry.id,
    )
    later = session.exec(query.order_by(col(AuditEntry.id).desc())).all()
    by = next((step for step in later if set(columns) & set(step.after)), entry)
    return errors.Changed(verb=by.verb, by_person_id=by.by_person_id, at=by.at, columns=columns)


def _restored(
    session: Session, restore: Restore, *, row: SQLModel, undo_to: Facts, by: Numbered, now: datetime
) -> Facts:
    try:
        with session.begin_nested():
            redo = restore(session, row=row, undo_to=undo_to, by=by, now=now)
            _stamp(row, now)
    except IntegrityError as taken:
        raise errors.Refused("place_taken", columns=tuple(undo_to)) from taken
    return redo


def _stamp(row: Any, now: datetime) -> None:
    if hasattr(row, "version"):
        row.version += 1
    if hasattr(row, "touched_at"):
        row.touched_at = now
