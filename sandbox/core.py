"""What every room of the practice workspace works with: the world, the clock, and what is on its way."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import aiohttp
from starlette.datastructures import Address

from sandbox import activity, faults, pacing, passes
from sandbox.apps import App
from sandbox.clock import Clock
from sandbox.companions import Companion
from sandbox.deliveries import socket
from sandbox.deliveries.patience import Pending
from sandbox.records import Install, Json
from sandbox.world import World

REMEMBERED = 5_000
QUIET = timedelta(milliseconds=150)  # how long an app without a companion must do nothing to count as settled


@dataclass(slots=True)
class LoggedCall:
    """One Web API call (or `response_url`) of an app, for whoever wants to know what it did."""

    method: str
    at: datetime
    arguments: Mapping[str, Any]
    status: int = 0
    answer: Json = field(default_factory=dict)
    milliseconds: float = 0


@dataclass(slots=True)
class LoggedDelivery:
    """One thing an app was sent. `error` is empty if it was acknowledged."""

    id: str
    app_id: str
    kind: str
    payload: Json
    at: datetime
    ack_milliseconds: float | None = None
    answer: Any = None
    error: str = ""


class Core:
    def __init__(self, *, clock: Clock, strict_rate: bool, ack_limit: timedelta, seed: str = "") -> None:
        self.clock = clock
        self.world = World(clock, seed)
        self.ack_limit = ack_limit
        self.activity = activity.Activity()
        self.passes = passes.Passes(clock, max(passes.TRIGGER_LIFE, ack_limit))
        self.faults = faults.Faults()
        self.pace = pacing.Pace(strict_rate)
        self.sockets = socket.Sockets()
        self.companions: list[Companion] = []
        self.calls: deque[LoggedCall] = deque(maxlen=REMEMBERED)
        self.deliveries: deque[LoggedDelivery] = deque(maxlen=REMEMBERED)
        self.pending: list[Pending] = []
        self.dead_tokens: dict[str, str] = {}
        self.session: aiohttp.ClientSession | None = None
        self.drop_connection: Callable[[Address | None], None] = lambda _client: None
        self._tasks: set[asyncio.Task[Any]] = set()

    @property
    def serving(self) -> bool:
        return self.session is not None

    def app(self, app_id: str) -> App:
        return self.world.apps[app_id]

    def install_by_token(self, token: str) -> Install | None:
        return next((i for i in self.world.installs if i.bot_token == token), None)

    def start(self, coroutine: Coroutine[Any, Any, Any]) -> None:
        """Run something beside the caller, counted as under way; it ends with the server at the latest."""
        self.activity.begin()
        task = asyncio.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        self.activity.end()

    async def stop_tasks(self) -> None:
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def settled(self, limit: timedelta = timedelta(seconds=10)) -> bool:
        """Wait until the app has finished what it began; False if it has not within the limit.

        With companions their word counts; without any, that no call came for a short while.
        """
        try:
            async with asyncio.timeout(limit.total_seconds()):
                await self._settle(timedelta() if self.companions else QUIET)
        except TimeoutError:
            return False
        return True

    async def _settle(self, quiet: timedelta) -> None:
        while True:
            begun = self.activity.begun
            await self.activity.idle(quiet)
            for companion in self.companions:
                await companion.settled()
            await self.activity.idle(quiet)
            if self.activity.begun == begun:
                return
