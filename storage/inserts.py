"""Inserting what may be there already, without a second look and without losing to another writer."""

from typing import Any, TypeVar

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

Row = TypeVar("Row", bound=SQLModel)


def new(session: Session, table: type[Row], **values: Any) -> Row | None:
    """The row, kept now; None where a row with the same unique values is there.

    Another transaction that is inserting the same now is waited for.
    """
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    return session.scalars(
        insert(table).values(**values).on_conflict_do_nothing().returning(table)
    ).one_or_none()
