"""`kill -9` at any moment: what was acknowledged is kept, and nothing is posted twice."""

import asyncio
import multiprocessing
import random
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from typing import Any

import aiohttp
import pytest
from sqlmodel import Session, col, select

from bot.program import Program
from bot.settings import Settings
from handlers import FEATURES
from storage.action_rows import Action
from storage.database import Database
from tests.support.people import words
from tests.support.town import Town

KILLS = 50
AT_LEAST = 0.0
AT_MOST = 0.25
"""Seconds between a command and the kill: from before it is read until after it is posted."""


@pytest.fixture
def way_in() -> str:
    return "socket"


def live(settings: Settings, ahead: timedelta) -> None:
    """A Steward of its own, as `python -m bot run` has it, its clock ahead of ours by a span."""

    def now() -> datetime:
        return datetime.now(UTC) + ahead  # noqa: TID251 - this is that process's edge

    async def run() -> None:
        async with Program(settings, FEATURES, now=now):
            await asyncio.Event().wait()

    with suppress(KeyboardInterrupt):
        asyncio.run(run())


@dataclass
class Killable:
    """Starts Stewards quickly, from a process that has everything imported, and kills them."""

    settings: Settings
    town: Town

    @contextmanager
    def alive(self, ahead: timedelta = timedelta(0)) -> Iterator[BaseProcess]:
        """One that lives until the block ends, at the latest."""
        context = multiprocessing.get_context("forkserver")
        here = self.town.sandbox.clock.now() - datetime.now(UTC)  # noqa: TID251 - two processes share this clock
        process = context.Process(target=live, args=(self.settings, here + ahead), daemon=True)
        process.start()
        try:
            yield process
        finally:
            process.kill()
            process.join()

    async def connected(self) -> None:
        """Return when it hears."""
        for _ in range(3000):
            if self.town.sandbox.sockets.of():
                return
            await asyncio.sleep(0.01)  # it starts in its own time; there is nothing of ours to wait on
        raise AssertionError("it did not start")


@pytest.fixture
async def killable(town: Town) -> Killable:
    """The town's own Steward stops; others take its place, on the same database."""
    multiprocessing.get_context("forkserver").set_forkserver_preload(
        ["bot.program", "handlers", "tests.bot.test_kill"]
    )
    town.sandbox.detach(town.program)
    await town.program.__aexit__(None, None, None)
    town.sandbox.clock.running = True
    town.sandbox.ack_limit = timedelta(seconds=1)  # whoever was killed will not answer: no need to wait three
    return Killable(town.program.settings, town)


async def _adds(town: Town, number: int) -> bool:
    """Daniel adds an action; whether he was told that it is saved."""
    body = {
        "user": town.place.people["daniel"].id,
        "channel": town.place.channel.id,
        "text": f"/steward action Killed number {number} @Priya Nair by 2026-12-18",
    }
    with suppress(AssertionError, aiohttp.ClientError):
        answer = await town.room.post("command", **body)
        return "is saved" in " ".join(words(message) for message in answer["responses"])
    return False


@pytest.mark.usefixtures("team")
async def test_fifty_kills_lose_nothing_that_was_acknowledged_and_post_nothing_twice(
    killable: Killable,
) -> None:
    town, dice = killable.town, random.Random(50)
    promised = []
    for number in range(KILLS):
        with killable.alive() as process:
            await killable.connected()
            adding = asyncio.create_task(_adds(town, number))
            await asyncio.sleep(
                dice.uniform(AT_LEAST, AT_MOST)
            )  # the moment of the kill is what is tried here
            process.kill()
            assert process.exitcode in {None, -signal.SIGKILL}
            if await adding:
                promised.append(number)
    with killable.alive(ahead=timedelta(minutes=10)):
        await killable.connected()
        kept = await _kept(killable.settings)
        cards = await _cards(town, at_least=len(kept))

    assert promised, "every kill came before its command was heard: nothing was tried"
    assert set(promised) <= set(kept), "acknowledged, and lost"
    assert len(kept) == len(set(kept)), "done twice"
    assert sorted(cards) == sorted(kept), "a card is missing, or was posted twice"


async def _kept(settings: Settings) -> list[int]:
    db = Database.open(settings.database_url)

    def numbers(session: Session) -> list[int]:
        texts = session.exec(select(Action.text).order_by(col(Action.number))).all()
        return [int(text.rsplit(" ", 1)[1]) for text in texts]

    found = await db.read(numbers)
    await db.close()
    return found


async def _cards(town: Town, at_least: int) -> list[int]:
    """The numbers on the cards in the channel, once no more of them come."""
    maya = town.someone("maya")
    found: list[int] = []
    for _ in range(200):
        found = [_number(message) for message in await maya.sees() if "Killed number" in words(message)]
        if len(found) >= at_least:
            break
        await asyncio.sleep(0.05)  # another process is at work; there is nothing of ours to wait on
    return found


def _number(message: dict[str, Any]) -> int:
    return int(words(message).split("Killed number ", 1)[1].split()[0])
