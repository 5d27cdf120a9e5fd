"""Writes into a channel's canvas: a copy for those who look things up, of what the channel was told.

https://docs.slack.dev/reference/methods/canvases.edit: markdown only, one change a call.
"""

from slack_sdk.web.async_client import AsyncWebClient

from bot.pacing import Pace
from storage.outbox import OutboxMessage


class Canvases:
    """Finds a channel's canvas, adds to its end, and looks for what was added.

    Each may raise slack_sdk.errors.SlackApiError and, except `add`, HeldError.
    """

    def __init__(self, pace: Pace) -> None:
        self._pace = pace

    async def find(self, client: AsyncWebClient, message: OutboxMessage) -> str | None:
        """Return the id of the channel's canvas; None where it has none yet. Changes nothing."""
        await self._pace.turn(message.workspace_id, "conversations.info")
        info = await client.conversations_info(channel=message.channel_id or "")
        canvas = (info["channel"].get("properties") or {}).get("canvas") or {}
        return canvas.get("file_id") or None

    async def ready(self, client: AsyncWebClient, message: OutboxMessage) -> str | None:
        """Return what `find` does, when it is our turn to `add`."""
        canvas_id = await self.find(client, message)
        method = "canvases.edit" if canvas_id else "conversations.canvases.create"
        await self._pace.turn(message.workspace_id, method)
        return canvas_id

    async def add(self, client: AsyncWebClient, message: OutboxMessage, canvas_id: str | None) -> str:
        """Write the entry: at the end, so that what people wrote there stays where it is. Return the canvas' id."""
        content = {"type": "markdown", "markdown": message.text}
        if canvas_id is None:
            made = await client.conversations_canvases_create(
                channel_id=message.channel_id or "", document_content=content
            )
            return str(made["canvas_id"])
        change = {"operation": "insert_at_end", "document_content": content}
        await client.canvases_edit(canvas_id=canvas_id, changes=[change])
        return canvas_id

    async def look_up(self, client: AsyncWebClient, message: OutboxMessage) -> str | None:
        """Return the canvas' id if the entry's heading is in it; None where it is not."""
        canvas_id = await self.find(client, message)
        if canvas_id is None:
            return None
        await self._pace.turn(message.workspace_id, "canvases.sections.lookup")
        found = await client.canvases_sections_lookup(
            canvas_id=canvas_id,
            criteria={"section_types": ["any_header"], "contains_text": heading(message.text)},
        )
        return canvas_id if found["sections"] else None


def heading(markdown: str) -> str:
    """Return the words of the first heading."""
    return markdown.split("\n", 1)[0].lstrip("#").strip()
