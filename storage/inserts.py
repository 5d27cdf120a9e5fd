"""Inserting what may be there already, without a second look and without losing to another writer."""

from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import class_mapper, make_transient_to_detached
from sqlmodel import Session, SQLModel

Row = TypeVar("Row", bound=SQLModel)

_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def new(session: Session, kind: type[Row], /, **values: Any) -> Row | None:
    """The row, kept now and the session's own; None where a row with the same unique values is there.

    Another transaction that is inserting the same now is waited for.
    """
    row = kind(**values)
    table = class_mapper(kind).local_table
    assert isinstance(table, Table)
    columns = {column: getattr(row, column.key) for column in table.columns}
    given = {column.key: it for column, it in columns.items() if it is not None or not column.primary_key}
    session.flush()  # what was done before happens before
    inserting = _statement(table, session.get_bind().dialect.name)
    keys = session.connection().execute(inserting, given).one_or_none()
    if keys is None:
        return None
    for column, value in zip(table.primary_key, keys, strict=True):
        setattr(row, column.key, value)
    make_transient_to_detached(row)
    session.add(row)
    return row


@cache
def _statement(table: Table, dialect: str) -> Any:
    """Built once: building it costs more than asking it does."""
    return _INSERTS[dialect](table).on_conflict_do_nothing().returning(*table.primary_key)
