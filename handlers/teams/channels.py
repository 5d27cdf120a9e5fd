"""What Slack says of the channel that is to become a team, and whether it can."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.errors import UserError

INVITE = "Type /invite @Steward in it, and then /steward setup again."


@dataclass(frozen=True)
class Channel:
    """What setup needs to know of it. `shared`: with another organisation. `general`: everyone is in it."""

    name: str = ""
    shared: bool = False
    general: bool = False


async def look(client: AsyncWebClient, channel_id: str) -> Channel:
    """Ask Slack about the channel. Raises UserError where no team can live in it, or Slack does not answer."""
    try:
        answer = await client.conversations_info(channel=channel_id)
    except SlackApiError as error:
        return _refused(error)
    except (ClientError, TimeoutError) as lost:
        raise UserError(
            "Slack did not answer just now. Nothing was changed; please type /steward setup again."
        ) from lost
    return read(answer["channel"])


def read(info: Mapping[str, Any]) -> Channel:
    """Read a conversation object. Raises UserError for one that cannot be a team's home.

    https://docs.slack.dev/reference/objects/conversation-object
    """
    if info.get("is_im") or info.get("is_mpim"):
        raise in_private()
    if info.get("is_archived"):
        raise UserError(
            "This channel is archived, so nothing can be posted in it. Unarchive it, or use another channel."
        )
    if not info.get("is_member"):
        raise UserError(f"I am not in this channel yet. {INVITE}")
    shared = any(info.get(flag) for flag in ("is_ext_shared", "is_pending_ext_shared"))
    return Channel(str(info.get("name") or ""), shared, bool(info.get("is_general")))


def in_private() -> UserError:
    """Say that a direct message is no place for a team."""
    return UserError(
        "A team lives in a channel, where its people can see what was promised. Go to the team's channel (or make "
        "one) and type /steward setup there."
    )


def _refused(error: SlackApiError) -> Channel:
    """What Slack's own word for it means. A server that knows no such method is taken at the person's word."""
    match error.response.get("error"):
        case "unknown_method":
            return Channel()
        case "channel_not_found" | "missing_scope" | "not_in_channel":
            raise UserError(
                f"I cannot see this channel: it is private and I am not in it yet. {INVITE}"
            ) from error
    raise UserError(
        "Slack did not tell me about this channel. Nothing was changed; please try again."
    ) from error
