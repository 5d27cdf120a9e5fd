"""What the app has under way here: the calls it makes, and what it was sent and has not acknowledged."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta


class Activity:
    def __init__(self) -> None:
        self.begun = 0
        self._under_way = 0
        self._ended_at = time.monotonic()
        self._idle = asyncio.Event()
        self._idle.set()

    def begin(self) -> None:
        self.begun += 1
        self._under_way += 1
        self._idle.clear()

    def end(self) -> None:
        self._under_way -= 1
        self._ended_at = time.monotonic()
        if not self._under_way:
            self._idle.set()

    @contextmanager
    def busy(self) -> Iterator[None]:
        self.begin()
        try:
            yield
        finally:
            self.end()

    async def idle(self, quiet: timedelta) -> None:
        """Return when nothing is under way and nothing was for a quiet time."""
        while True:
            await self._idle.wait()
            rest = self._ended_at + quiet.total_seconds() - time.monotonic()
            if rest <= 0:
                return
            await asyncio.sleep(rest)
