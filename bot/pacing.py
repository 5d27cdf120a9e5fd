"""How fast messages may go: one a second a channel, and never before a `Retry-After` has passed.

https://docs.slack.dev/apis/web-api/rate-limits
"""

import asyncio
import time
from datetime import timedelta

MOST_REMEMBERED = 10_000


class Pace:
    """Lets one message a channel through per interval. Time is the machine's, not the workspace's."""

    def __init__(self, interval: timedelta) -> None:
        self._interval = interval.total_seconds()
        self._free_at: dict[tuple[int, str], float] = {}

    async def turn(self, workspace_id: int, channel_id: str) -> None:
        """Return when this channel may take its next message."""
        if not self._interval:
            return
        now = time.monotonic()
        free_at = max(now, self._free_at.get((workspace_id, channel_id), now))
        self._free_at[workspace_id, channel_id] = free_at + self._interval
        self._forget_idle(now)
        await asyncio.sleep(free_at - now)

    def _forget_idle(self, now: float) -> None:
        if len(self._free_at) > MOST_REMEMBERED:
            self._free_at = {channel: at for channel, at in self._free_at.items() if at > now}
