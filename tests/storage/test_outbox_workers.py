"""Many workers, and many programs, at one outbox at once."""

import asyncio
from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlmodel import Session

from storage import outbox_claims, outbox_outcomes
from storage.database import Database
from storage.outbox import OutboxMessage
from tests.storage import posting
from tests.storage.harbor_glen import NOW
from tests.storage.posting import claimed, put
from tests.support import databases


async def test_many_workers_at_once_send_each_message_once(database: Database) -> None:
    def fill(session: Session) -> None:
        for workspace in range(3):
            home = posting.home(session, f"T{workspace}")
            for number in range(40):
                put(session, home, f"m{number}", to=f"C{number % 10}")

    def take(session: Session, *, worker: str) -> list[OutboxMessage]:
        return list(posting.claim(session, worker=worker, limit=4))

    def finish(session: Session, *, message: OutboxMessage) -> None:
        ts = f"{message.id}.1"
        outbox_outcomes.posted(session, message=message, ts=ts, channel_id=message.lane, now=NOW)

    sent: Counter[int | None] = Counter()
    in_flight: set[tuple[int, str]] = set()

    async def work(worker: str) -> None:
        while await database.read(outbox_claims.next_due) is not None:
            for message in await database.write(take, worker=worker):
                lane = (message.workspace_id, message.lane)
                assert lane not in in_flight
                in_flight.add(lane)
                await asyncio.sleep(0)
                sent[message.id] += 1
                in_flight.remove(lane)
                await database.write(finish, message=message)

    await database.write(fill)
    await asyncio.wait_for(asyncio.gather(*(work(f"worker {number}") for number in range(6))), 60)

    assert len(sent) == 120
    assert set(sent.values()) == {1}


async def test_an_older_message_that_comes_up_meanwhile_waits_for_the_lane(postgres_url: str) -> None:
    """Only where several may write at once: one claims, an older message is committed, another claims."""
    database = Database.open(postgres_url)

    def fill(session: Session, *, key: str, due_at: datetime) -> None:
        put(session, posting.home(session), key, due_at=due_at)

    def take(session: Session, *, worker: str) -> list[str]:
        return claimed(session, worker=worker)

    await database.write(fill, key="newer", due_at=NOW)
    with databases.transaction(postgres_url) as first:
        assert claimed(first) == ["newer"]
        await database.write(fill, key="older", due_at=NOW - timedelta(minutes=1))
        second = asyncio.create_task(database.write(take, worker="two"))
        while not await database.read(somebody_waits):
            pass
    assert await second == []
    with databases.transaction(postgres_url) as session:
        session.execute(text("TRUNCATE workspace CASCADE"))
    await database.close()


def somebody_waits(session: Session) -> bool:
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    return bool(session.execute(text(waiting)).scalar_one())


async def test_two_programs_on_one_database_share_the_work(url: str) -> None:
    programs = [Database.open(url), Database.open(url)]

    def fill(session: Session) -> None:
        home = posting.home(session)
        for number in range(30):
            put(session, home, f"m{number}", to=f"C{number}")

    def take(session: Session, *, worker: str) -> list[str]:
        return claimed(session, worker=worker, limit=3)

    await programs[0].write(fill)
    rounds = await asyncio.gather(
        *(program.write(take, worker=str(number)) for number, program in enumerate(programs * 12))
    )
    for program in programs:
        await program.close()

    keys = [key for found in rounds for key in found]
    assert len(keys) == len(set(keys))
    assert 3 <= len(keys) <= 30
