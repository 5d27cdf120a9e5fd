"""Counting what a function asks of the database, and asking how the database would find it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, text
from sqlmodel import Session


@contextmanager
def statements(session: Session) -> Iterator[list[tuple[str, Any]]]:
    """Every statement sent meanwhile with its parameters, savepoints left out."""
    asked: list[tuple[str, Any]] = []
    connection = session.connection()

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if "SAVEPOINT" not in statement:
            asked.append((statement, parameters))

    session.flush()
    event.listen(connection, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(connection, "before_cursor_execute", note)


def plan(session: Session, statement: tuple[str, Any]) -> str:
    """How the database would answer, were its tables large."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        explain = "EXPLAIN QUERY PLAN"
    else:
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        explain = "EXPLAIN"
    rows = connection.exec_driver_sql(f"{explain} {statement[0]}", statement[1]).all()
    return "\n".join(str(row[-1]) for row in rows)
