"""Stewards in processes of their own, started and killed without a word. Only what was started here is killed."""

import asyncio
import logging
import multiprocessing
import os
from contextlib import suppress
from multiprocessing.process import BaseProcess
from pathlib import Path

import structlog

from bot.program import Program
from bot.settings import Settings
from handlers import FEATURES
from tests.support.chaos import weekly
from tests.support.chaos.hands import Hands

_PRELOAD = ["bot.program", "handlers", "tests.support.chaos.workers"]


def live(settings: Settings, clock: Path, is_whole: bool) -> None:
    """A Steward as `python -m bot run` has it, but for the clock that it reads; `is_whole`: with all its features."""
    # What it would log is what is being done to it on purpose.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    logging.disable(logging.CRITICAL)
    hands = Hands(clock)
    features = (*FEATURES, weekly.FEATURE) if is_whole else (weekly.FEATURE,)

    async def run() -> None:
        async with Program(settings, features, now=hands.now):
            await asyncio.Event().wait()

    with suppress(KeyboardInterrupt):
        asyncio.run(run())


class Workers:
    """Some Stewards at once on one database; whoever is killed is replaced at once."""

    def __init__(self, settings: Settings, clock: Path, count: int, *, is_whole: bool) -> None:
        self._asked = (settings, clock, is_whole)
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(_PRELOAD)
        self._running: list[BaseProcess] = []
        self._count = count
        self.kills = 0

    def start(self) -> None:
        while len(self._running) < self._count:
            process = self._context.Process(target=live, args=self._asked, daemon=True)
            process.start()
            self._running.append(process)

    def kill(self, number: int) -> None:
        """`kill -9`, and another takes its place."""
        self._end(self._running.pop(number % self._count))
        self.kills += 1
        self.start()

    def stop(self) -> None:
        while self._running:
            self._end(self._running.pop())

    def are_alive(self, lease_by: str) -> bool:
        """Whether it is one of these who holds the lease: a worker's name begins with its process' number."""
        pid = int(lease_by.partition(".")[0])
        return any(process.pid == pid and process.is_alive() for process in self._running)

    def _end(self, process: BaseProcess) -> None:
        process.kill()
        process.join()
        assert process.pid != os.getpid()
