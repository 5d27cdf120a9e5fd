"""How fast Steward may ask, and for how long it must not.

Slack counts by method and workspace, and takes one message a second in a channel:
https://docs.slack.dev/apis/web-api/rate-limits
"""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime, timedelta

MOST_REMEMBERED = 10_000
BURST = 10
"""How many calls may go at once after a quiet while."""

TIER_2, TIER_3, TIER_4 = 20, 50, 100
"""Calls a minute, of one method in one workspace."""
A_MINUTE = {
    "chat.postMessage": 300,  # "several hundred messages per minute", beside one a second in a channel
    "chat.update": TIER_3,
    "conversations.canvases.create": TIER_2,
    "conversations.history": TIER_3,
    "conversations.info": TIER_3,
    "conversations.open": TIER_3,
    "conversations.replies": TIER_3,
    "canvases.edit": TIER_3,
    "canvases.sections.lookup": TIER_3,
}


class HeldError(Exception):
    """Slack asked not to be called before `until`; nothing was sent."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"held until {until:%H:%M:%S}")
        self.until = until


class Pace:
    """Lets calls through in their turn. Turns pass in the machine's time; what Slack asks for, in `now`'s."""

    def __init__(self, interval: timedelta, *, now: Callable[[], datetime]) -> None:
        self._interval = interval.total_seconds()
        self._now = now
        self._free_at: dict[tuple[int, str], float] = {}
        self._held: dict[tuple[int, str], datetime] = {}

    async def turn(self, workspace_id: int, method: str, channel_id: str = "") -> None:
        """Return when this method may be called there, and this channel may take its next message.

        Raises HeldError where Slack asked to wait: whoever asks comes back then, and keeps nobody waiting.
        """
        until = self._held.get((workspace_id, method))
        if until is not None and until > self._now():
            raise HeldError(until)
        if not self._interval:
            return
        now = time.monotonic()
        waits = [self._take(now, (workspace_id, method), 60 / A_MINUTE.get(method, TIER_4), BURST)]
        if channel_id:
            waits.append(self._take(now, (workspace_id, channel_id), self._interval, 1))
        self._forget_idle(now)
        await asyncio.sleep(max(waits))

    def hold(self, workspace_id: int, method: str, until: datetime) -> None:
        """Slack answered 429: nobody calls this method in this workspace before then. Others go on."""
        self._held[workspace_id, method] = until

    def _take(self, now: float, what: tuple[int, str], interval: float, burst: int) -> float:
        """Take the next free place; the seconds until it comes."""
        free_at = max(self._free_at.get(what, 0.0), now - (burst - 1) * interval)
        self._free_at[what] = free_at + interval
        return max(free_at - now, 0.0)

    def _forget_idle(self, now: float) -> None:
        if len(self._free_at) > MOST_REMEMBERED:
            self._free_at = {what: at for what, at in self._free_at.items() if at > now}
