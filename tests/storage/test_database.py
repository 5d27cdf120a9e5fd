"""One function, one transaction: what is told as done is on disk, and what failed left nothing."""

import asyncio
import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session, select

from storage import errors, receipts
from storage.database import Database
from storage.receipts import Receipt

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


async def test_what_was_written_is_read_and_its_row_is_still_readable(database: Database) -> None:
    receipt = await database.write(add, key="a")

    assert (receipt.key, receipt.at) == ("a", NOW)
    assert await database.read(keys) == ["a"]


async def test_a_failing_function_leaves_nothing_and_its_error_is_its_own(database: Database) -> None:
    with pytest.raises(errors.Refused, match="no"):
        await database.write(fail, key="a")

    assert await database.read(keys) == []


async def test_what_the_database_refuses_is_told_to_the_one_who_asked(database: Database) -> None:
    await database.write(add, key="a")
    with pytest.raises(IntegrityError):
        await database.write(add, key="a")


async def test_those_that_wait_together_fail_alone(database: Database) -> None:
    works: list[Callable[..., object]] = [add, fail, add, add, fail, add]
    outcomes = await asyncio.gather(
        *(database.write(work, key=f"k{number}") for number, work in enumerate(works)), return_exceptions=True
    )

    assert [isinstance(outcome, errors.Refused) for outcome in outcomes] == [work is fail for work in works]
    assert await database.read(keys) == ["k0", "k2", "k3", "k5"]


async def test_a_failing_flush_fails_alone_too(database: Database) -> None:
    outcomes = await asyncio.gather(
        *(database.write(add, key=key) for key in ("a", "b", "a", "c")), return_exceptions=True
    )

    assert sum(isinstance(outcome, IntegrityError) for outcome in outcomes) == 1
    assert await database.read(keys) == ["a", "b", "c"]


async def test_a_read_cannot_write(database: Database) -> None:
    with pytest.raises(DBAPIError, match=r"readonly|read-only"):
        await database.read(add, key="a")

    assert await database.read(keys) == []


async def test_a_read_sees_one_unmoving_picture(database: Database) -> None:
    begun, written = threading.Event(), threading.Event()

    def look_twice(session: Session) -> tuple[list[str], list[str]]:
        first = keys(session)
        begun.set()
        written.wait(10)
        return first, keys(session)

    looking = asyncio.create_task(database.read(look_twice))
    await asyncio.to_thread(begun.wait, 10)
    await database.write(add, key="a")
    written.set()

    assert await looking == ([], [])
    assert await database.read(keys) == ["a"]


async def test_a_receipt_lets_a_thing_be_done_once(database: Database) -> None:
    def press(session: Session, *, now: datetime) -> str:
        receipts.keep_answer(session, key="press-1", answer={"said": "Done.", "at": now.isoformat()})
        return "done"

    assert await database.write(press, once="press-1", now=NOW) == "done"
    with pytest.raises(errors.AlreadyDone) as again:
        await database.write(press, once="press-1", now=NOW)

    assert again.value.key == "press-1"
    assert await database.read(receipts.answer_of, key="press-1") == {"said": "Done.", "at": NOW.isoformat()}


async def test_pressed_many_times_at_once_it_is_done_once(database: Database) -> None:
    def press(session: Session, *, now: datetime, key: str) -> Receipt:
        return add(session, key=key)

    outcomes = await asyncio.gather(
        *(database.write(press, once="press", now=NOW, key=f"done-{number}") for number in range(12)),
        return_exceptions=True,
    )

    assert sum(isinstance(outcome, errors.AlreadyDone) for outcome in outcomes) == 11
    assert len(await database.read(keys)) == 2


async def test_a_press_that_failed_may_be_tried_again(database: Database) -> None:
    def press(session: Session, *, now: datetime, works: bool) -> bool:
        if not works:
            raise errors.Refused("not_now")
        return works

    with pytest.raises(errors.Refused):
        await database.write(press, once="press", now=NOW, works=False)

    assert await database.write(press, once="press", now=NOW, works=True)


async def test_a_cancelled_task_leaves_its_transaction_to_finish_whole(url: str) -> None:
    database = Database.open(url)
    begun, go_on = threading.Event(), threading.Event()

    def slow(session: Session, *, key: str) -> None:
        begun.set()
        go_on.wait(10)
        add(session, key=key)

    running = asyncio.create_task(database.write(slow, key="begun"))
    await asyncio.to_thread(begun.wait, 10)
    waiting = asyncio.create_task(database.write(add, key="waiting"))
    await asyncio.sleep(0)
    for task in (running, waiting):
        task.cancel()
    assert [type(end) for end in await asyncio.gather(running, waiting, return_exceptions=True)] == [
        asyncio.CancelledError,
        asyncio.CancelledError,
    ]
    go_on.set()
    await database.write(add, key="after")
    await database.close()
    reopened = Database.open(url)

    assert await reopened.read(keys) == ["after", "begun", "waiting"]
    await reopened.close()


async def test_closing_finishes_what_is_in_flight_and_takes_nothing_new(url: str) -> None:
    database = Database.open(url)
    writes = [asyncio.create_task(database.write(add, key=f"k{number}")) for number in range(20)]
    await asyncio.sleep(0)
    await database.close()
    await asyncio.gather(*writes)
    with pytest.raises(errors.DatabaseClosed):
        await database.write(add, key="late")
    with pytest.raises(errors.DatabaseClosed):
        await database.read(keys)
    await database.close()

    reopened = Database.open(url)
    assert len(await reopened.read(keys)) == 20
    await reopened.close()


async def test_commits_wake_those_who_listen_on_their_own_loop(database: Database) -> None:
    woken = asyncio.Event()
    threads: list[int] = []

    def wake() -> None:
        threads.append(threading.get_ident())
        woken.set()

    database.on_commit(wake)
    await database.read(keys)
    assert not woken.is_set()

    await database.write(add, key="a")
    await asyncio.wait_for(woken.wait(), 10)

    assert set(threads) == {threading.get_ident()}


async def test_a_listener_is_not_woken_by_what_was_rolled_back(database: Database) -> None:
    woken: list[str] = []
    database.on_commit(lambda: woken.append("woken"))
    with pytest.raises(errors.Refused):
        await database.write(fail, key="a")
    assert woken == []

    await database.write(add, key="b")
    assert woken == ["woken"]


def test_a_listener_whose_loop_is_gone_disturbs_nobody(url: str) -> None:
    database = Database.open(url)

    async def listen_and_leave() -> None:
        database.on_commit(lambda: None)

    asyncio.run(listen_and_leave())
    assert asyncio.run(write_and_close(database)) == "a"


async def write_and_close(database: Database) -> str:
    receipt = await database.write(add, key="a")
    await database.close()
    return receipt.key
