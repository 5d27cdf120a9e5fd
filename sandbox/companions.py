"""Programs that live by the practice workspace's clock, so that moving it plays their day."""

from collections.abc import Awaitable
from datetime import datetime
from typing import Protocol


class Companion(Protocol):
    """An app whose timetable the clock plays.

    `next_due` is its next moment (aware) or None, and may be a coroutine; `run_due` does what is due at
    `now`; `settled` returns when everything it began in answer to whatever it was sent is finished.
    """

    def next_due(self) -> datetime | Awaitable[datetime | None] | None: ...
    async def run_due(self, now: datetime, /) -> None: ...
    async def settled(self) -> None: ...
