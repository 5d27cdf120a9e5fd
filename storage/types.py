"""What every table is made of: moments in UTC, JSON, names for constraints, pages of rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import JSON
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
