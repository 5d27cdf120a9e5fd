"""How SQLite and PostgreSQL are connected to."""

import asyncio
import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError, OperationalError

from storage import engines
from storage.database import Database
from storage.receipts import Receipt
from tests.support import databases


def test_sqlite_is_set_to_lose_nothing(sqlite_url: str) -> None:
    opened = engines.connect(sqlite_url)
    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    with opened.write.connect() as connection:
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]
    opened.dispose()

    assert found == ["wal", 2, 1, 10_000]  # 2 is FULL


def test_a_new_file_that_another_program_is_writing_is_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "steward.sqlite3"
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    opened: list[engines.Engines] = []
    opening = threading.Thread(target=lambda: opened.append(engines.connect(f"sqlite:///{file}")))
    opening.start()
    opening.join(0.2)
    assert opening.is_alive()
    other.execute("COMMIT")
    other.close()
    opening.join(30)

    [found] = opened
    with found.read.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    found.dispose()


def test_closing_folds_sqlites_journal_into_its_one_file(sqlite_url: str, tmp_path: Path) -> None:
    with databases.transaction(sqlite_url) as session:
        session.add(Receipt(key="a", at=datetime(2026, 9, 7, tzinfo=UTC)))

    assert [file.name for file in tmp_path.iterdir()] == ["steward.sqlite3"]


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://localhost/steward"])
def test_what_would_forget_or_is_not_known_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="sqlite:///"):
        Database.open(url)


def test_the_url_that_hosts_hand_out_is_understood() -> None:
    opened = engines.connect("postgres://steward@localhost:1/steward")

    assert opened.write.url.drivername == "postgresql+psycopg"
    opened.dispose()


def test_sqlite_makes_the_folder_of_its_file(tmp_path: Path) -> None:
    asyncio.run(Database.open(f"sqlite:///{tmp_path}/data/deep/steward.sqlite3").close())

    assert (tmp_path / "data/deep/steward.sqlite3").exists()


def test_a_file_that_is_no_database_says_so(tmp_path: Path) -> None:
    (tmp_path / "steward.sqlite3").write_text("not a database, by any measure" * 100)

    with pytest.raises(DBAPIError, match="not a database"):
        Database.open(f"sqlite:///{tmp_path}/steward.sqlite3")


def test_a_folder_that_nobody_may_write_says_so(tmp_path: Path) -> None:
    (tmp_path / "steward.sqlite3").mkdir()

    with pytest.raises(OperationalError, match="unable to open"):
        Database.open(f"sqlite:///{tmp_path}/steward.sqlite3")
