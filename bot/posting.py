"""One message, one attempt: send it, update it, or look whether it arrived."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import structlog
from prometheus_client import Counter, Histogram
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from bot import addresses, outcomes, troubles
from bot.addresses import Address
from bot.canvases import Canvases
from bot.looking import Looking
from bot.outcomes import FAILURES
from bot.pacing import Pace
from storage import outbox_outcomes
from storage.database import Database
from storage.outbox import OutboxMessage
from storage.workspaces import Workspace

log = structlog.get_logger()

EVENT_TYPE = "steward_message"
OUTCOMES = Counter("steward_messages", "Attempts by what became of them", ["outcome"])
LAG = Histogram(
    "steward_lag_seconds",
    "From the moment a message was due until Slack took it",
    buckets=(0.1, 0.25, 0.5, 1, 2, 5, 15, 60, 300, 3600),
)

Attempt = Callable[[], Awaitable[tuple[str, str]]]
"""Makes the one attempt; returns the message's `ts` (the canvas' id) and the channel it is in."""


class Posting:
    """Turns what Slack answers into what the outbox then knows."""

    def __init__(
        self,
        db: Database,
        client: Callable[[Workspace], AsyncWebClient],
        pace: Pace,
        *,
        lease: timedelta,
        now: Callable[[], datetime],
    ) -> None:
        self._db = db
        self._client = client
        self._pace = pace
        # Waiting for our turn and finding out where to must leave the lease time for the attempt itself.
        self._patience = lease.total_seconds() / 2
        self._now = now
        self._canvases = Canvases(pace)
        self._looking = Looking(pace, EVENT_TYPE)
        self._dms: dict[int, str] = {}

    async def send(self, message: OutboxMessage) -> None:
        """Make the one attempt that this claim allows."""
        try:
            # Until the attempt itself nothing can have been shown: every failure is certain.
            async with asyncio.timeout(self._patience):
                attempt = await self._ready(message)
        except FAILURES as error:
            await self._refused(message, error)
            return
        try:
            ts, channel_id = await attempt()
        except FAILURES as error:
            await (self._uncertain if outcomes.may_have_arrived(error) else self._refused)(message, error)
            return
        now = self._now()
        OUTCOMES.labels("posted").inc()
        LAG.observe(max(now - message.due_at, timedelta(0)).total_seconds())
        await self._db.write(outbox_outcomes.posted, message=message, ts=ts, channel_id=channel_id, now=now)

    async def update(self, message: OutboxMessage) -> None:
        """Give a shown message its latest words. Doing it twice is doing it once, so it may be tried again."""
        address = await self._db.read(addresses.of, message=message)
        try:
            if message.medium == "message":  # an entry in a canvas stays as it was written
                await self._update(self._client(address.workspace), message)
        except FAILURES as error:
            self._hold_if_limited(message, error)
            again = self._again_soon(error)
            await self._db.write(
                outbox_outcomes.not_shown, message=message, error=outcomes.name(error), retry_at=again
            )
            return
        OUTCOMES.labels("updated").inc()
        await self._db.write(outbox_outcomes.shown, message=message)

    async def look_up(self, message: OutboxMessage) -> None:
        """Look for an uncertain message where it would be, by the key or the heading that it carries."""
        address = await self._db.read(addresses.of, message=message)
        client = self._client(address.workspace)
        try:
            channel_id = await self._channel(client, message, address)
            look = self._canvases.look_up(client, message) if message.medium == "canvas" else None
            ts = await (look or self._looking.find(client, message, channel_id))
        except FAILURES as error:
            await self._not_looked_up(message, error)
            return
        if ts is None:
            await self._db.write(outbox_outcomes.absent, message=message, now=self._now())
            return
        OUTCOMES.labels("found").inc()
        await self._db.write(
            outbox_outcomes.found, message=message, ts=ts, channel_id=channel_id, now=self._now()
        )

    async def _ready(self, message: OutboxMessage) -> Attempt:
        """Find out where to, and wait for our turn; what is returned makes the attempt."""
        address = await self._db.read(addresses.of, message=message)
        client = self._client(address.workspace)
        channel_id = await self._channel(client, message, address)
        if message.medium == "canvas":
            canvas_id = await self._canvases.ready(client, message)

            async def written() -> tuple[str, str]:
                return await self._canvases.add(client, message, canvas_id), channel_id

            return written
        await self._pace.turn(message.workspace_id, "chat.postMessage", channel_id)

        async def posted() -> tuple[str, str]:
            shown = await client.chat_postMessage(**_post(message, channel_id))
            return str(shown["ts"]), str(shown["channel"])

        return posted

    async def _update(self, client: AsyncWebClient, message: OutboxMessage) -> None:
        await self._pace.turn(message.workspace_id, "chat.update")
        await client.chat_update(
            channel=message.posted_channel_id or "",
            ts=message.ts or "",
            text=message.text,
            blocks=message.blocks,
        )

    async def _channel(self, client: AsyncWebClient, message: OutboxMessage, address: Address) -> str:
        """The channel, or the person's DM with Steward, opened when it is first needed."""
        if message.channel_id:
            return message.channel_id
        assert message.person_id is not None
        if address.dm:
            return address.dm
        if message.person_id not in self._dms:
            await self._pace.turn(message.workspace_id, "conversations.open")
            whom = (address.person.slack_user_id if address.person else None) or ""
            opened = await client.conversations_open(users=whom)
            self._dms[message.person_id] = opened["channel"]["id"]
        return self._dms[message.person_id]

    async def _refused(self, message: OutboxMessage, error: Exception) -> None:
        OUTCOMES.labels("refused").inc()
        self._hold_if_limited(message, error)
        again = outcomes.again_at(error, self._now())
        await self._db.write(
            _refused, message=message, error=outcomes.name(error), retry_at=again, now=self._now()
        )

    async def _uncertain(self, message: OutboxMessage, error: Exception) -> None:
        OUTCOMES.labels("uncertain").inc()
        name = outcomes.name(error)
        log.warning("Slack may or may not have posted; it will be looked up", key=message.key, error=name)
        await self._db.write(outbox_outcomes.uncertain, message=message, error=name, now=self._now())

    async def _not_looked_up(self, message: OutboxMessage, error: Exception) -> None:
        """Looking twice does no harm: only where it is not allowed is a person asked."""
        self._hold_if_limited(message, error)
        again = self._again_soon(error)
        if again is None:
            await self._db.write(_cannot_tell, message=message, error=outcomes.name(error), now=self._now())
        else:
            await self._db.write(outbox_outcomes.look_later, message=message, retry_at=again)

    def _again_soon(self, error: Exception) -> datetime | None:
        """When to do again what does no harm when it is done twice; None: it is refused for good."""
        again = outcomes.again_at(error, self._now())
        if again is None and outcomes.may_have_arrived(error):
            return self._now() + outcomes.UNREACHABLE
        return again

    def _hold_if_limited(self, message: OutboxMessage, error: Exception) -> None:
        until = outcomes.again_at(error, self._now())
        if until and isinstance(error, SlackApiError) and outcomes.is_limited(error):
            OUTCOMES.labels("limited").inc()
            self._pace.hold(message.workspace_id, outcomes.method(error), until)


def _post(message: OutboxMessage, channel_id: str) -> dict[str, Any]:
    return {
        "channel": channel_id,
        "text": message.text,
        "blocks": message.blocks or None,
        "thread_ts": message.thread_ts,
        "metadata": {"event_type": EVENT_TYPE, "event_payload": {"key": message.key}},
        "unfurl_links": False,
        "unfurl_media": False,
    }


def _refused(
    session: Session, *, message: OutboxMessage, error: str, retry_at: datetime | None, now: datetime
) -> None:
    if message.medium == "canvas" and retry_at is None:
        # The channel was told the same in a message; where there are no canvases nobody need hear of it.
        outbox_outcomes.skipped(session, message=message, reason=error)
        return
    failed = outbox_outcomes.refused(session, message=message, error=error, retry_at=retry_at)
    if failed and retry_at is None:
        troubles.tell(session, message=message, error=error, now=now)
        outbox_outcomes.told(session, message=message, now=now)


def _cannot_tell(session: Session, *, message: OutboxMessage, error: str, now: datetime) -> None:
    if message.medium == "canvas":
        outbox_outcomes.skipped(session, message=message, reason=error)
    elif outbox_outcomes.cannot_tell(session, message=message, error=error):
        troubles.tell(session, message=message, error="ambiguous", now=now)
        outbox_outcomes.told(session, message=message, now=now)
