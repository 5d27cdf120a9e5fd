"""Connections to SQLite and PostgreSQL, each set up so that what is committed stays and what waits, waits in line."""

import sqlite3
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url

READERS = 4
WRITERS = 8  # PostgreSQL only: SQLite has one writer
_BUSY_MS = 10_000
_MIGRATION_BUSY_MS = 120_000
_WAL_TRIES = 40


@dataclass(frozen=True)
class Engines:
    """One database, three ways: to write, to read one unmoving picture, to change its tables."""

    write: Engine
    read: Engine
    migrate: Engine

    def dispose(self) -> None:
        """Closes every connection; the last one out of SQLite folds its journal into the file."""
        for engine in (self.read, self.migrate, self.write):
            engine.dispose()


def connect(url: str) -> Engines:
    """Engines for `sqlite:///path` or `postgresql://…`; raises ValueError for anything else."""
    parsed = make_url(url)
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        return _sqlite(parsed)
    if backend in ("postgresql", "postgres"):
        return _postgresql(parsed.set(drivername="postgresql+psycopg"))
    raise ValueError(f"a database url starts with sqlite:/// or postgresql://, not {parsed.drivername}://")


def _sqlite(url: URL) -> Engines:
    if url.database in (None, "", ":memory:"):
        raise ValueError("give SQLite a file, as in sqlite:///data/steward.sqlite3: memory forgets")
    Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    url = url.set(drivername="sqlite+pysqlite")
    engines = Engines(
        write=_sqlite_engine(url, begin="BEGIN IMMEDIATE"),
        read=_sqlite_engine(url, "query_only=ON", begin="BEGIN", pool_size=READERS),
        migrate=_sqlite_engine(
            url,
            # A batch migration drops and renames tables: with foreign keys on that would cascade. The migration
            # checks them at its end instead.
            "foreign_keys=OFF",
            f"busy_timeout={_MIGRATION_BUSY_MS}",
            begin="BEGIN IMMEDIATE",
            poolclass=NullPool,
        ),
    )
    _use_wal(engines.migrate)
    return engines


def _sqlite_engine(url: URL, *pragmas: str, begin: str, **options: Any) -> Engine:
    # isolation_level None: the driver begins nothing by itself, so that BEGIN says what kind and DDL rolls back.
    engine = create_engine(url, connect_args={"isolation_level": None}, **options)
    settings = (f"busy_timeout={_BUSY_MS}", "foreign_keys=ON", "synchronous=FULL", *pragmas)

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        for setting in settings:
            connection.execute(f"PRAGMA {setting}")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _use_wal(engine: Engine) -> None:
    """Once for the file's whole life. Two programs starting at once collide here, and SQLite does not wait for us."""
    for _ in range(_WAL_TRIES):
        with suppress(sqlite3.OperationalError):
            return _set_wal(engine)
        time.sleep(0.05)
    return _set_wal(engine)


def _set_wal(engine: Engine) -> None:
    with engine.connect() as connection:
        driver: Any = connection.connection.dbapi_connection  # past SQLAlchemy: no transaction may be open
        driver.execute("PRAGMA journal_mode=WAL")


def _postgresql(url: URL) -> Engines:
    write = create_engine(
        url,
        isolation_level="READ COMMITTED",
        pool_size=READERS + WRITERS,
        max_overflow=READERS,
        pool_pre_ping=True,  # a server that restarted costs a reconnect, not a person's command
    )
    read = write.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Engines(write=write, read=read, migrate=write)
