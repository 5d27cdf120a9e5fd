"""Slack's pace for posting: one message a second a channel. Enforced only when asked to."""

import math
import time

SPACING = 1.0


class Pace:
    """In real time, as an app paces itself, whatever the clock here shows."""

    def __init__(self, strict: bool) -> None:
        self.strict = strict
        self._next: dict[str, float] = {}

    def wait(self, channel_id: str) -> int:
        """Whole seconds to wait before this channel takes a message; 0 means it was taken now."""
        now = time.monotonic()
        due = self._next.get(channel_id, now)
        if self.strict and due > now:
            return math.ceil(due - now)
        self._next[channel_id] = now + SPACING
        return 0
