"""Brings a database's tables to what this version of Steward knows."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from storage import errors

HOME = Path(__file__).parent / "migrations"
_LOCK = 0x57E3A2D  # ours among a PostgreSQL server's advisory locks


def upgrade(engine: Engine) -> None:
    """To the newest revision, all in one transaction that one program holds at a time.

    Raises DatabaseTooNew when the database is at a revision that this version does not know.
    """
    with engine.begin() as connection:  # SQLite: BEGIN IMMEDIATE, so a second program waits here
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        settings = config(connection)
        if not _is_newest(connection, ScriptDirectory.from_config(settings)):
            command.upgrade(settings, "head")
            _check_foreign_keys(connection)


def config(connection: Connection, *, home: Path = HOME) -> Config:
    """Alembic's settings for work on that connection; there is no alembic.ini."""
    settings = Config(attributes={"connection": connection})
    settings.set_main_option("script_location", str(home).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    return settings


def _is_newest(connection: Connection, known: ScriptDirectory) -> bool:
    found, head = MigrationContext.configure(connection).get_current_revision(), known.get_current_head()
    if found is not None and found not in {script.revision for script in known.walk_revisions()}:
        raise errors.DatabaseTooNew(found=found, known=str(head))
    return found == head


def _check_foreign_keys(connection: Connection) -> None:
    """SQLite does not check them while a migration copies tables; PostgreSQL never stops."""
    if connection.dialect.name == "sqlite" and (
        broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    ):
        raise errors.StorageError(f"a migration would leave rows that point nowhere: {broken[:5]}")
