"""What every table is made of: moments in UTC, JSON, names for constraints, pages of rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import JSON, text
from sqlmodel import SQLModel
from sqlmodel.sql import sqltypes

T = TypeVar("T")

# Named constraints can be dropped and changed by a migration on both databases. Set before any table is declared.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

UtcDateTime = sqltypes.UTCDateTime  # refuses a naive moment with ValueError, hands back UTC on both databases

Facts = dict[str, Any]


class Json(JSON):
    """A JSON column in which None is NULL. Replace the value to change it: what is mutated in place is not saved."""

    cache_ok = True

    def __init__(self) -> None:
        super().__init__(none_as_null=True)


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some rows of a list, and how many there are in all."""

    rows: Sequence[T]
    total: int


class Numbered(Protocol):
    """A row that has its id, or has it once flushed."""

    @property
    def id(self) -> int | None: ...


def id_of(row: Numbered) -> int:
    """Its id; raises ValueError when the row was never kept."""
    if row.id is None:
        raise ValueError(f"{type(row).__name__} is not kept yet: it has no id")
    return row.id


def where(condition: str) -> dict[str, Any]:
    """What makes an Index a partial one, on both databases."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}
