"""Meetings: begun, walked through, written down by everybody at once, closed with minutes; skipped, moved, paused."""
