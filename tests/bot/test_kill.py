"""`kill -9` at any moment: what was acknowledged is kept, and nothing is posted twice."""

import asyncio
import multiprocessing
import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess

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

    async def connected(self, *, heard: bool = True) -> None:
        """Return when it hears; or, of one that was killed, when the workspace has noticed that it is gone."""
        for _ in range(3000):
            if bool(self.town.sandbox.sockets.of()) is heard:
                return
            await asyncio.sleep(0.01)  # another process comes or goes in its own time
        raise AssertionError("it did not start" if heard else "it did not go")


@pytest.fixture
async def killable(town: Town) -> Killable:
    """The town's own Steward stops; others take its place, on the same database."""
    multiprocessing.get_context("forkserver").set_forkserver_preload(
        ["bot.program", "handlers", "tests.bot.test_kill"]
    )
    town.sandbox.detach(town.program)
    await town.program.__aexit__(None, None, None)
    town.sandbox.clock.running = True
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
        # What he sees by then may answer an earlier command too.
        said = (words(message) for message in answer["responses"])
        return any("is saved" in told and _number(told) == number for told in said)
    return False


@pytest.mark.usefixtures("team")
async def test_fifty_kills_lose_nothing_that_was_acknowledged_and_post_nothing_twice(
    killable: Killable,
) -> None:
    town, dice = killable.town, random.Random(50)
    whole = await _undisturbed(killable)
    adding = []
    for number in range(1, KILLS + 1):
        with killable.alive() as process:
            await killable.connected()
            adding.append(asyncio.create_task(_adds(town, number)))
            # From before it is read until after its card is posted: the moment of the kill is what is tried here.
            await asyncio.sleep(dice.uniform(0, 1.3 * whole))
            process.kill()
            assert process.exitcode in {None, -signal.SIGKILL}
            await killable.connected(heard=False)
    # What the killed one did not acknowledge was sent again, to the next: either may answer, and one does it.
    told = await asyncio.gather(*adding)
    promised = {0, *(number for number, was_told in enumerate(told, start=1) if was_told)}
    with killable.alive(ahead=timedelta(minutes=10)):
        await killable.connected()
        kept = await _kept(killable.settings)
        cards = await _cards(town, at_least=len(kept))

    assert promised <= set(kept), "acknowledged, and lost"
    assert len(kept) == len(set(kept)), "done twice"
    assert sorted(cards) == sorted(kept), "a card is missing, or was posted twice"
    assert len(kept) > KILLS / 5, "nearly every kill came before its command was heard: little was tried"


async def _undisturbed(killable: Killable) -> float:
    """Add one action and let it be posted; the seconds that it took, on this machine, now."""
    with killable.alive():
        await killable.connected()
        began = time.monotonic()
        await _adds(killable.town, 0)
        await _cards(killable.town, at_least=1)
        whole = time.monotonic() - began
    await killable.connected(heard=False)
    return whole


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
    for _ in range(1200):
        found = [_number(words(seen)) for seen in await maya.sees() if "Killed number" in words(seen)]
        if len(found) >= at_least:
            break
        await asyncio.sleep(0.05)  # another process is at work; there is nothing of ours to wait on
    return found


def _number(said: str) -> int:
    return int(said.split("Killed number ", 1)[1].split(maxsplit=1)[0])
