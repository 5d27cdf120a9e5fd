"""Alembic's way in. The connection is always given: migrating.py opens it, holds the lock and commits."""

from alembic import context

from storage import tables
from storage.migrations import rendering

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables.METADATA,
    render_as_batch=True,  # SQLite changes a table by copying it
    render_item=rendering.plain,
)
with context.begin_transaction():
    context.run_migrations()
