"""The practice workspace's time. It runs or stands still, and moves forward by playing what is due in order."""

import inspect
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from sandbox.companions import Companion

PATIENCE = 100  # how often a companion may be due again at the same moment before it counts as stuck


class ClockError(Exception):
    """The clock cannot be moved as asked; the message says why, and what to do."""


class Clock:
    """`at` is an aware datetime (default: the real time). A clock that is not `running` moves only when told.

    `after_each` is awaited after every due moment; `on_move` is told whenever the time was changed by hand.
    """

    def __init__(self, at: datetime | None = None, running: bool = True) -> None:
        self._at = (at or real_now()).astimezone(UTC)
        self._since = time.monotonic()
        self.running = running
        self.companions: list[Companion] = []
        self.after_each: Callable[[], Awaitable[object]] | None = None
        self.on_move: Callable[[], None] = lambda: None
        self._last_stamp = 0

    def now(self) -> datetime:
        """The time here, in UTC."""
        if not self.running:
            return self._at
        return self._at + timedelta(seconds=time.monotonic() - self._since)

    def stamp(self) -> str:
        """Now as a Slack `ts` ("1767600000.000100"): unique and increasing, also while the clock stands still."""
        micros = int(self.now().timestamp()) * 1_000_000 + self.now().microsecond
        self._last_stamp = max(micros, self._last_stamp + 100)
        return f"{self._last_stamp // 1_000_000}.{self._last_stamp % 1_000_000:06}"

    def attach(self, companion: Companion) -> None:
        self.companions.append(companion)

    def detach(self, companion: Companion) -> None:
        self.companions.remove(companion)

    async def forward(self, by: timedelta) -> None:
        """Move on by a span, playing every due moment in order. Raises ClockError if it is negative."""
        await self.to(self.now() + by)

    async def to(self, at: datetime) -> None:
        """Move on to a moment (aware), playing every moment due until then, in order.

        Raises ClockError if it is past, or if a companion stays due at the same moment whatever it is played.
        """
        if at < self.now() - timedelta(seconds=1):
            raise ClockError(
                f"The clock only moves forward; here it is already {self.now():%Y-%m-%d %H:%M:%S} UTC. Give a later time."
            )
        played, last = 0, None
        while found := await self._earliest():
            due, companion = found
            if due > at:
                break
            played = played + 1 if due == last else 1
            last = due
            if played > PATIENCE:
                raise ClockError(
                    f"Something is still due at {due.isoformat()} after being played {PATIENCE} times. "
                    "Look for a job that does not move its own next time on."
                )
            await self._play(companion, due)
        self._set(at)

    async def to_next(self) -> datetime | None:
        """Move on to the next due moment of any companion and play it; its time, or None if nothing is due."""
        found = await self._earliest()
        if found is None:
            return None
        await self.to(max(found[0], self.now()))
        return found[0]

    async def next_due(self) -> datetime | None:
        """The next due moment of any companion, in UTC."""
        found = await self._earliest()
        return found and found[0]

    async def _earliest(self) -> tuple[datetime, Companion] | None:
        found = [(due, companion) for companion in self.companions if (due := await due_of(companion))]
        return min(found, key=lambda pair: pair[0], default=None)

    async def _play(self, companion: Companion, due: datetime) -> None:
        self._set(due)
        await companion.run_due(self.now())
        if self.after_each is not None:
            await self.after_each()

    def _set(self, at: datetime) -> None:
        self._at = max(at.astimezone(UTC), self.now())
        self._since = time.monotonic()
        self.on_move()


async def due_of(companion: Companion) -> datetime | None:
    due = companion.next_due()
    if inspect.isawaitable(due):
        due = await due
    return due and due.astimezone(UTC)


def real_now() -> datetime:
    """The real time in UTC: for a clock that was not told another, and for signatures, which Slack dates so."""
    return datetime.now(UTC)  # noqa: TID251 - this is the edge where the practice workspace reads the time
