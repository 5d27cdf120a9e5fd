"""Brings a database's tables to what this version of Steward knows."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from storage import errors

_HOME = Path(__file__).parent / "migrations"
_LOCK = 0x57E3A2D  # ours among a PostgreSQL server's advisory locks


def upgrade(engine: Engine) -> None:
    """To the newest revision, all in one transaction that one program holds at a time.

    Raises DatabaseTooNew when the database is at a revision that this version does not know.
    """
    with engine.begin() as connection:  # SQLite: BEGIN IMMEDIATE, so a second program waits here
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        settings = config(connection)
        _refuse_newer(connection, ScriptDirectory.from_config(settings))
        command.upgrade(settings, "head")
        if connection.dialect.name == "sqlite":
            _check_foreign_keys(connection)


def config(connection: Connection) -> Config:
    """Alembic's settings for work on that connection; there is no alembic.ini."""
    settings = Config(attributes={"connection": connection})
    settings.set_main_option("script_location", str(_HOME).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    return settings


def _refuse_newer(connection: Connection, known: ScriptDirectory) -> None:
    found = MigrationContext.configure(connection).get_current_revision()
    if found is not None and found not in {script.revision for script in known.walk_revisions()}:
        raise errors.DatabaseTooNew(found=found, known=str(known.get_current_head()))


def _check_foreign_keys(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise errors.StorageError(f"a migration would leave rows that point nowhere: {broken[:5]}")
