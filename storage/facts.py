"""Columns of a row as JSON and back: what the audit keeps of a step."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy.orm import class_mapper
from sqlalchemy.types import TypeEngine
from sqlmodel import SQLModel

from storage.types import Facts, UtcDateTime


def snapshot(row: SQLModel, columns: Iterable[str]) -> Facts:
    """Those columns of the row as JSON; moments (in UTC), dates and times as ISO text."""
    return {name: _frozen(getattr(row, name)) for name in columns}


def put_back(row: SQLModel, facts: Facts) -> None:
    """Sets the columns as a snapshot holds them."""
    columns = class_mapper(type(row)).columns
    for name, value in facts.items():
        setattr(row, name, _thawed(value, _kind(columns[name].type)))


def of_columns(row: SQLModel, facts: Facts) -> Facts:
    """Those of the facts that are columns: a noun may keep more, for people to read or for its own restore."""
    columns = class_mapper(type(row)).columns
    return {name: value for name, value in facts.items() if name in columns}


def differing(facts: Facts, others: Facts) -> Facts:
    """Those of `facts` that `others` lacks or has otherwise."""
    return {name: value for name, value in facts.items() if others.get(name, ...) != value}


def _frozen(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date | time) else value


def _kind(column: TypeEngine[Any]) -> type:
    """A decorated type does not say what it holds in Python."""
    return datetime if isinstance(column, UtcDateTime) else column.python_type


def _thawed(value: Any, kind: type) -> Any:
    return kind.fromisoformat(value) if isinstance(value, str) and issubclass(kind, _WRITTEN) else value


_WRITTEN = (date, time)  # a datetime is a date
