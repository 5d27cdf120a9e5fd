"""One step of one row: its values, its version, its audit entry, always together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel
from sqlmodel.sql.expression import SelectOfScalar

from storage import audit
from storage.audit import TeamRow
from storage.types import Facts, Numbered

Row = TypeVar("Row", bound=SQLModel)


@dataclass(frozen=True)
class Act:
    """Who does it in which team, when and why; `by` None is Steward itself.

    `part`: it belongs to another step of the same transaction, and is undone with that one alone.
    """

    team: TeamRow
    by: Numbered | None
    now: datetime
    why: str | None = None
    part: bool = False


def fresh(query: SelectOfScalar[Row]) -> SelectOfScalar[Row]:
    """The query, for rows as they stand now, ours to change until the transaction ends.

    PostgreSQL locks them; SQLite has one writer. What the caller holds may be stale: only what this finds counts.
    NO KEY leaves room for rows that refer to these. Give several an order, so that no two writers wait in a ring.
    """
    return query.with_for_update(key_share=True).execution_options(populate_existing=True)


def locked(session: Session, query: SelectOfScalar[Row]) -> Row | None:
    """The one row of a `fresh` query; None when there is none."""
    return session.exec(fresh(query)).one_or_none()


def take(
    session: Session,
    act: Act,
    *,
    item_kind: str,
    row: Any,
    verb: str,
    values: Mapping[str, Any],
    undo_more: Facts | None = None,
) -> None:
    """Sets `values` and records the step, to be undone by putting back what stood before.

    Values that stand already are no step: nothing is written. `undo_more`: what the noun's own restore needs.
    """
    if all(getattr(row, name) == value for name, value in values.items()):
        return
    before = audit.snapshot(row, values)
    _set(row, values, act.now)
    after = audit.snapshot(row, values)
    undo_to = None if act.part else before | (undo_more or {})
    _record(
        session, act, item_kind=item_kind, row=row, verb=verb, before=before, after=after, undo_to=undo_to
    )
    session.add(row)


def begin(
    session: Session,
    act: Act,
    *,
    item_kind: str,
    row: Any,
    columns: Iterable[str],
    verb: str,
    undo_to: Facts,
    before: Facts | None = None,
) -> None:
    """Adds the row and records its first step. Undone by `undo_to`, for nothing is ever deleted."""
    session.add(row)
    session.flush()
    after = audit.snapshot(row, columns)
    _record(
        session,
        act,
        item_kind=item_kind,
        row=row,
        verb=verb,
        before=before or {},
        after=after,
        undo_to=undo_to,
    )


def _record(session: Session, act: Act, *, row: Any, **facts: Any) -> None:
    audit.record(session, team=act.team, item=row, by=act.by, now=act.now, why=act.why, **facts)


def _set(row: Any, values: Mapping[str, Any], now: datetime) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    if hasattr(row, "version"):
        row.version += 1
    if hasattr(row, "touched_at"):
        row.touched_at = now
