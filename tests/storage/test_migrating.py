"""What the revisions make is what the tables say, on both databases; and starting twice at once is safe."""

import asyncio
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from psycopg import sql
from sqlalchemy import text
from sqlmodel import Session, select

from storage import engines, errors, migrating, tables
from storage.database import Database
from storage.migrations import __main__ as drafting
from storage.schedules import Schedule
from tests.support import databases

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.sqlite3"
    else:
        server = request.getfixturevalue("postgres")
        databases.on_server(server, sql.SQL("CREATE DATABASE empty"))
        yield databases.named(server, "empty")
        databases.on_server(server, sql.SQL("DROP DATABASE empty WITH (FORCE)"))


@pytest.fixture
def empty(empty_url: str) -> Iterator[engines.Engines]:
    opened = engines.connect(empty_url)
    yield opened
    opened.dispose()


SHAPES = {
    "sqlite": (
        """SELECT name, sql FROM sqlite_master
           WHERE sql IS NOT NULL AND name NOT LIKE 'alembic%' AND name NOT LIKE 'sqlite%'""",
    ),
    "postgresql": (
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
        """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
           WHERE connamespace = 'public'::regnamespace""",
        """SELECT table_name, column_name, data_type, is_nullable, coalesce(column_default, '')
           FROM information_schema.columns WHERE table_schema = 'public'""",
    ),
}


def shape(opened: engines.Engines) -> set[tuple[str, ...]]:
    """Every table, column, index and constraint, as the database itself writes it down."""
    with opened.migrate.connect() as connection:
        asked = SHAPES[connection.dialect.name]
        rows = [tuple(map(str, row)) for query in asked for row in connection.execute(text(query))]
    return {tidy(row) for row in rows if "alembic" not in " ".join(row)}


def tidy(row: tuple[str, ...]) -> tuple[str, ...]:
    """Without line ends and quotes, and a table's constraints in the order of their names."""
    *named, defined = (re.sub(r'[\s"]+', " ", told).removesuffix(" )") for told in row)
    return (*named, *sorted(re.split(", (?=CONSTRAINT)", defined)))


def create_all(opened: engines.Engines) -> set[tuple[str, ...]]:
    with opened.migrate.begin() as connection:
        tables.METADATA.create_all(connection)
    created = shape(opened)
    with opened.migrate.begin() as connection:
        tables.METADATA.drop_all(connection)
    return created


def test_the_revisions_make_exactly_the_tables_that_the_code_has(empty: engines.Engines) -> None:
    declared = create_all(empty)
    migrating.upgrade(empty.migrate)

    assert shape(empty) == declared
    with empty.migrate.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.METADATA) == []


def test_the_revisions_go_up_and_down_and_up_again(empty: engines.Engines) -> None:
    migrating.upgrade(empty.migrate)
    up = shape(empty)
    with empty.migrate.begin() as connection:
        command.downgrade(migrating.config(connection), "base")
    assert shape(empty) == set()

    migrating.upgrade(empty.migrate)
    assert shape(empty) == up


def test_migrating_again_changes_nothing(url: str) -> None:
    database = Database.open(url)
    database.migrate()
    asyncio.run(database.close())


PROGRAM = """
import sys
from storage.database import Database
print("ready", flush=True)
sys.stdin.read()
Database.open(sys.argv[1]).migrate()
"""


def started(url: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, url],
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def test_programs_that_start_at_once_migrate_once(empty_url: str) -> None:
    with ExitStack() as running:
        programs = [running.enter_context(started(empty_url)) for _ in range(3)]
        for program in programs:
            assert program.stdout is not None
            assert program.stdout.readline() == "ready\n"
        for program in programs:
            assert program.stdin is not None
            program.stdin.close()
        said = [program.stdout.read() for program in programs if program.stdout]

    assert [program.returncode for program in programs] == [0, 0, 0], said
    opened = engines.connect(empty_url)
    with opened.read.connect() as connection:
        assert MigrationContext.configure(connection).get_current_revision() is not None
    opened.dispose()


def test_a_database_that_a_later_version_migrated_is_left_alone(url: str) -> None:
    database = Database.open(url)
    with databases.transaction(url) as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(errors.DatabaseTooNew, match="9999") as refusal:
        database.migrate()
    assert refusal.value.found == "9999"
    assert refusal.value.known in str(refusal.value)
    with databases.transaction(url) as session:
        session.execute(text("DELETE FROM alembic_version"))
        session.execute(text("INSERT INTO alembic_version VALUES (:known)"), {"known": refusal.value.known})
    asyncio.run(database.close())


def test_a_migration_that_would_leave_rows_pointing_nowhere_is_taken_back_whole(tmp_path: Path) -> None:
    opened = engines.connect(f"sqlite:///{tmp_path}/stray.sqlite3")
    with opened.migrate.begin() as connection:  # foreign keys are off here
        connection.execute(text("CREATE TABLE stray (workspace_id INTEGER REFERENCES workspace(id))"))
        connection.execute(text("INSERT INTO stray VALUES (12)"))

    with pytest.raises(errors.StorageError, match="stray"):
        migrating.upgrade(opened.migrate)
    assert [name for name, _ in shape(opened)] == ["stray"]
    opened.dispose()


def test_the_next_revision_is_drafted_from_what_the_tables_have_and_the_last_one_lacks(
    tmp_path: Path,
) -> None:
    home = tmp_path / "migrations"
    shutil.copytree(migrating.HOME, home, ignore=shutil.ignore_patterns("__pycache__", "0*_*.py"))
    drafting.draft("The first tables", home=home)
    first = (home / "versions" / "0001_the_first_tables.py").read_text()
    drafting.draft("Nothing new", home=home)
    second = (home / "versions" / "0002_nothing_new.py").read_text()

    assert all(f'op.create_table("{name}"' in first.replace("'", '"') for name in tables.METADATA.tables)
    assert {"sqlmodel", "storage"}.isdisjoint(re.findall(r"\w+", first))
    assert "down_revision = '0001'" in second
    assert "op." not in second.replace("from alembic import op", "")


def test_a_roll_up_of_before_gives_way_to_days_off(empty: engines.Engines) -> None:
    with empty.migrate.begin() as connection:
        command.upgrade(migrating.config(connection), "0001")
        for statement in BEFORE_THE_WEEK:
            connection.execute(text(statement))
    migrating.upgrade(empty.migrate)

    with Session(empty.write) as session:
        kept = session.exec(select(Schedule)).one()
        assert (kept.kind, kept.team_id, kept.person_id, kept.on_holiday) == ("rollup", 1, None, "after")
        session.rollback()


BEFORE_THE_WEEK = (
    """INSERT INTO workspace (id, slack_team_id, name, domain, bot_user_id, scopes, installed_at)
       VALUES (1, 'TNORTH', 'Harbor Glen', '', 'U0', '', '2026-11-01 00:00:00.000000')""",
    """INSERT INTO person (id, workspace_id, slack_user_id, name, name_key, is_guest, is_external, is_admin, created_at)
       SELECT number, 1, CASE number WHEN 1 THEN 'U1' END, 'Maya', 'maya', 1 = 0, 1 = 0, 1 = 0,
           workspace.installed_at FROM workspace, (SELECT 1 AS number UNION SELECT 2) AS numbers""",
    """INSERT INTO team (id, workspace_id, channel_id, name, level, innovation, zone, weekly_weekday, weekly_at,
           weekly_minutes, last_number_action, version, created_by, created_at)
       SELECT 1, 1, 'C1', 'ELA', 'district', 'ELA', 'America/New_York', 1, '15:30:00.000000', 45, 0, 1, 1,
           installed_at FROM workspace""",
    """INSERT INTO membership (team_id, person_id, kind, from_on)
       SELECT 1, id, 'core', '2026-11-01' FROM person""",
    """INSERT INTO schedule (team_id, kind, slot, local_time, zone, rrule, starts_on, grace_minutes)
       VALUES (1, 'rollup', '', '08:00:00.000000', 'America/New_York', 'FREQ=WEEKLY;BYDAY=MO', '2026-11-01', 240)""",
)
