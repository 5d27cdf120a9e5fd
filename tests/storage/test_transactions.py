"""SQLite's one writer: what waits together commits together, and nobody hears of success too early."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from storage import engines, errors
from storage.database import Database
from storage.receipts import Receipt
from tests.support import databases

NOW = datetime(2026, 9, 7, 12, 0, tzinfo=UTC)


def add(session: Session, *, key: str) -> Receipt:
    receipt = Receipt(key=key, at=NOW)
    session.add(receipt)
    return receipt


def keys(session: Session) -> list[str]:
    return sorted(session.exec(select(Receipt.key)).all())


def fail(session: Session, *, key: str) -> None:
    add(session, key=key)
    session.flush()
    raise errors.Refused("no", key=key)


@contextmanager
def writer_held_up(url: str) -> Iterator[None]:
    """Another program writes: what is asked for meanwhile waits, and then commits together."""
    other = engines.connect(url)
    with other.write.begin() as connection:
        connection.execute(text("SELECT 1"))
        yield
    other.dispose()


async def test_sqlite_commits_together_what_waited_together(sqlite_url: str) -> None:
    database = Database.open(sqlite_url)
    commits: list[None] = []
    database.on_commit(lambda: commits.append(None))
    with writer_held_up(sqlite_url):
        first = asyncio.create_task(database.write(add, key="first"))
        others = [asyncio.create_task(database.write(add, key=f"k{number}")) for number in range(20)]
        await asyncio.sleep(0)
    await asyncio.gather(first, *others)
    await database.close()

    assert len(commits) <= 2  # the first may have gone ahead alone


async def test_when_sqlite_cannot_commit_all_of_them_hear_it(sqlite_url: str) -> None:
    database = Database.open(sqlite_url)
    with databases.transaction(sqlite_url) as session:
        session.execute(
            text("CREATE TABLE child (parent REFERENCES receipt(key) DEFERRABLE INITIALLY DEFERRED)")
        )

    def orphan(session: Session, *, key: str) -> None:
        session.execute(text("INSERT INTO child VALUES (:key)"), {"key": key})

    with writer_held_up(sqlite_url):
        first = asyncio.create_task(database.write(add, key="first"))
        works: list[Callable[..., object]] = [add, orphan, fail]
        others = [asyncio.create_task(database.write(work, key=work.__name__)) for work in works]
        await asyncio.sleep(0)
    outcomes = await asyncio.gather(first, *others, return_exceptions=True)
    kept = await database.read(keys)
    await database.close()

    assert all(isinstance(outcome, IntegrityError) for outcome in outcomes[1:])
    assert kept == ["first"] * (not isinstance(outcomes[0], Exception))


async def test_a_transaction_that_sqlite_threw_away_is_not_told_as_done(sqlite_url: str) -> None:
    database = Database.open(sqlite_url)
    await database.write(add, key="there")

    def throw_away(session: Session, *, key: str) -> None:
        session.execute(text("INSERT OR ROLLBACK INTO receipt (key, at) VALUES (:key, 'x')"), {"key": key})

    with writer_held_up(sqlite_url):
        first = asyncio.create_task(database.write(add, key="first"))
        before = asyncio.create_task(database.write(add, key="before"))
        thrown = asyncio.create_task(database.write(throw_away, key="there"))
        behind = asyncio.create_task(database.write(add, key="behind"))
        await asyncio.sleep(0)
    outcomes = await asyncio.gather(first, before, thrown, behind, return_exceptions=True)
    kept = await database.read(keys)
    await database.close()

    told = [
        key for key, outcome in zip(["first", "before", "", "behind"], outcomes, strict=True) if good(outcome)
    ]
    assert kept == sorted(["there", *told])
    assert not good(outcomes[1])


def good(outcome: object) -> bool:
    return not isinstance(outcome, BaseException)


async def test_sqlite_waits_for_another_program_that_writes(sqlite_url: str) -> None:
    database = Database.open(sqlite_url)
    with writer_held_up(sqlite_url):
        writing = asyncio.create_task(database.write(add, key="a"))
        assert await database.read(keys) == []
    assert (await writing).key == "a"
    await database.close()
