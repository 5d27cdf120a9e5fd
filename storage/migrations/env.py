"""Alembic's way in. The connection is always given: migrating.py opens it, holds the lock and commits."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import DateTime

from storage import tables, types


def render(kind: str, item: Any, _autogenerate: Any) -> str | Literal[False]:
    """A revision names plain SQLAlchemy types: it must still run when our classes have moved on."""
    if kind == "type" and isinstance(item, types.UtcDateTime):
        return repr(DateTime(timezone=True)).replace("DateTime", "sa.DateTime", 1)
    if kind == "type" and isinstance(item, types.Json):
        return "sa.JSON()"
    if kind == "type" and type(item).__name__ == "AutoString":
        return "sa.String()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables.METADATA,
    render_as_batch=True,  # SQLite changes a table by copying it
    render_item=render,
)
with context.begin_transaction():
    context.run_migrations()
