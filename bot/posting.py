"""One message, one attempt: send it, update it, or look whether it arrived."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import structlog
from prometheus_client import Counter
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import Session

from bot import troubles
from bot.pacing import Pace
from bot.slack import error_name, retry_after, status_of
from storage import outbox_outcomes
from storage.database import Database
from storage.outbox import OutboxMessage
from storage.people import Person
from storage.workspaces import Workspace

log = structlog.get_logger()

EVENT_TYPE = "steward_message"
OUTCOMES = Counter("steward_messages", "Attempts by what became of them", ["outcome"])
SERVER_ERROR = 500
# Slack may or may not have done it: "it's possible some aspect of the operation succeeded" (chat.postMessage, Errors).
UNCERTAIN = frozenset({"", "internal_error", "fatal_error", "request_timeout", "service_unavailable"})
LATER = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
UNREACHABLE = timedelta(seconds=5)
SLACK_CLOCKS_DIFFER = timedelta(minutes=1)
PAGES = 5
"""Of 15 messages, the most that apps outside the Marketplace get at once (conversations.history)."""


class Posting:
    """Turns what Slack answers into what the outbox then knows."""

    def __init__(
        self,
        db: Database,
        client: Callable[[Workspace], AsyncWebClient],
        pace: Pace,
        *,
        now: Callable[[], datetime],
    ) -> None:
        self._db = db
        self._client = client
        self._pace = pace
        self._now = now
        self._dms: dict[int, str] = {}

    async def send(self, message: OutboxMessage) -> None:
        """Make the one attempt that this claim allows."""
        workspace, person = await self._db.read(_address, message=message)
        client = self._client(workspace)
        try:
            # Until the post itself, nothing can have been shown: every failure is certain.
            channel_id = await self._channel(client, message, person)
            await self._pace.turn(message.workspace_id, channel_id)
        except (SlackApiError, aiohttp.ClientError, OSError, TimeoutError) as error:
            await self._refused(message, error)
            return
        try:
            shown = await client.chat_postMessage(**_post(message, channel_id))
        except (SlackApiError, aiohttp.ClientError, OSError, TimeoutError) as error:
            if _may_have_arrived(error):
                await self._uncertain(message, error)
            else:
                await self._refused(message, error)
            return
        OUTCOMES.labels("posted").inc()
        await self._db.write(
            outbox_outcomes.posted,
            message=message,
            ts=shown["ts"],
            channel_id=shown["channel"],
            now=self._now(),
        )

    async def update(self, message: OutboxMessage) -> None:
        """Give a shown message its latest words. Doing it twice is doing it once, so it may be tried again."""
        workspace, _ = await self._db.read(_address, message=message)
        try:
            await self._client(workspace).chat_update(
                channel=message.posted_channel_id or "",
                ts=message.ts or "",
                text=message.text,
                blocks=message.blocks,
            )
        except (SlackApiError, aiohttp.ClientError, OSError, TimeoutError) as error:
            again = self._again_at(error) or (self._now() + UNREACHABLE if _may_have_arrived(error) else None)
            await self._db.write(
                outbox_outcomes.not_shown, message=message, error=_name(error), retry_at=again
            )
            return
        OUTCOMES.labels("updated").inc()
        await self._db.write(outbox_outcomes.shown, message=message)

    async def look_up(self, message: OutboxMessage) -> None:
        """Look among the channel's latest messages for the key that an uncertain one carries."""
        workspace, person = await self._db.read(_address, message=message)
        client = self._client(workspace)
        try:
            channel_id = await self._channel(client, message, person)
            ts = await self._find(client, message, channel_id)
        except SlackApiError as error:
            if error_name(error) in LATER or status_of(error) >= SERVER_ERROR:
                return  # its lease runs out, and it is looked up again
            await self._db.write(_cannot_tell, message=message, error=error_name(error), now=self._now())
            return
        if ts is None:
            await self._db.write(outbox_outcomes.absent, message=message, now=self._now())
            return
        OUTCOMES.labels("found").inc()
        await self._db.write(
            outbox_outcomes.found, message=message, ts=ts, channel_id=channel_id, now=self._now()
        )

    async def _channel(self, client: AsyncWebClient, message: OutboxMessage, person: Person | None) -> str:
        """The channel, or the person's DM with Steward, opened when it is first needed."""
        if message.channel_id:
            return message.channel_id
        assert message.person_id is not None
        if message.person_id not in self._dms:
            opened = await client.conversations_open(users=(person.slack_user_id if person else None) or "")
            self._dms[message.person_id] = opened["channel"]["id"]
        return self._dms[message.person_id]

    async def _find(self, client: AsyncWebClient, message: OutboxMessage, channel_id: str) -> str | None:
        assert message.attempt_at is not None
        query: dict[str, Any] = {
            "channel": channel_id,
            "oldest": f"{(message.attempt_at - SLACK_CLOCKS_DIFFER).timestamp():.6f}",
            "limit": 15,
            "include_all_metadata": True,
        }
        for _ in range(PAGES):
            if message.thread_ts:
                page = await client.conversations_replies(ts=message.thread_ts, **query)
            else:
                page = await client.conversations_history(**query)
            for seen in page["messages"]:
                if _key(seen) == message.key:
                    return str(seen["ts"])
            query["cursor"] = (page.get("response_metadata") or {}).get("next_cursor")
            if not query["cursor"]:
                break
        return None

    async def _refused(self, message: OutboxMessage, error: Exception) -> None:
        OUTCOMES.labels("refused").inc()
        await self._db.write(
            _refused, message=message, error=_name(error), retry_at=self._again_at(error), now=self._now()
        )

    async def _uncertain(self, message: OutboxMessage, error: Exception) -> None:
        OUTCOMES.labels("uncertain").inc()
        log.warning(
            "Slack may or may not have posted; it will be looked up", key=message.key, error=_name(error)
        )
        await self._db.write(outbox_outcomes.uncertain, message=message, error=_name(error), now=self._now())

    def _again_at(self, error: Exception) -> datetime | None:
        """When to try again what certainly did not arrive; None: never."""
        if not isinstance(error, SlackApiError):
            return self._now() + UNREACHABLE
        if error_name(error) in LATER:
            return self._now() + timedelta(seconds=retry_after(error))
        return self._now() + UNREACHABLE if status_of(error) >= SERVER_ERROR else None


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


def _key(seen: dict[str, Any]) -> str | None:
    metadata = seen.get("metadata") or {}
    return metadata.get("event_payload", {}).get("key") if metadata.get("event_type") == EVENT_TYPE else None


def _may_have_arrived(error: Exception) -> bool:
    """Only a refusal by Slack, or no connection at all, is certain."""
    if isinstance(error, SlackApiError):
        return status_of(error) >= SERVER_ERROR or error_name(error) in UNCERTAIN
    return not isinstance(error, aiohttp.ClientConnectorError)


def _name(error: Exception) -> str:
    if isinstance(error, SlackApiError):
        return error_name(error) or f"status {status_of(error)}"
    return type(error).__name__


def _address(session: Session, *, message: OutboxMessage) -> tuple[Workspace, Person | None]:
    workspace = session.get_one(Workspace, message.workspace_id)
    return workspace, session.get(Person, message.person_id) if message.person_id else None


def _refused(
    session: Session, *, message: OutboxMessage, error: str, retry_at: datetime | None, now: datetime
) -> None:
    failed = outbox_outcomes.refused(session, message=message, error=error, retry_at=retry_at)
    if failed and retry_at is None:
        troubles.tell(session, message=message, error=error, now=now)
        outbox_outcomes.told(session, message=message, now=now)


def _cannot_tell(session: Session, *, message: OutboxMessage, error: str, now: datetime) -> None:
    if outbox_outcomes.cannot_tell(session, message=message, error=error):
        troubles.tell(session, message=message, error="ambiguous", now=now)
        outbox_outcomes.told(session, message=message, now=now)
