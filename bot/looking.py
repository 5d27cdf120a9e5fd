"""Looks among a channel's latest messages for one that carries our key."""

from datetime import timedelta
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.pacing import Pace
from storage.outbox import OutboxMessage

SLACK_CLOCKS_DIFFER = timedelta(minutes=1)
PAGES = 5
"""Of 15 messages, the most that apps outside the Marketplace get at once (conversations.history)."""


class Looking:
    """Finds messages by the key in their metadata, of our event type."""

    def __init__(self, pace: Pace, event_type: str) -> None:
        self._pace = pace
        self._event_type = event_type

    async def find(self, client: AsyncWebClient, message: OutboxMessage, channel_id: str) -> str | None:
        """Return the `ts` under which Slack shows it. Raises slack_sdk.errors.SlackApiError, HeldError."""
        assert message.attempt_at is not None
        query: dict[str, Any] = {
            "channel": channel_id,
            "oldest": f"{(message.attempt_at - SLACK_CLOCKS_DIFFER).timestamp():.6f}",
            "limit": 15,
            "include_all_metadata": True,
        }
        method = "conversations.replies" if message.thread_ts else "conversations.history"
        for _ in range(PAGES):
            await self._pace.turn(message.workspace_id, method)
            if message.thread_ts:
                page = await client.conversations_replies(ts=message.thread_ts, **query)
            else:
                page = await client.conversations_history(**query)
            for seen in page["messages"]:
                if self._key(seen) == message.key:
                    return str(seen["ts"])
            query["cursor"] = (page.get("response_metadata") or {}).get("next_cursor")
            if not query["cursor"]:
                break
        return None

    def _key(self, seen: dict[str, Any]) -> str | None:
        metadata = seen.get("metadata") or {}
        if metadata.get("event_type") != self._event_type:
            return None
        key = metadata.get("event_payload", {}).get("key")
        return None if key is None else str(key)
