"""What an answer of Slack means for a message: it certainly did not arrive, it may have, or it may be tried again."""

from datetime import datetime, timedelta

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.pacing import HeldError
from bot.slack import error_name, retry_after, status_of

FAILURES = (SlackApiError, aiohttp.ClientError, OSError, TimeoutError, HeldError)
SERVER_ERROR = 500
# Slack may or may not have done it: "it's possible some aspect of the operation succeeded" (chat.postMessage, Errors).
UNCERTAIN = frozenset({"", "internal_error", "fatal_error", "request_timeout", "service_unavailable"})
LIMITED = frozenset({"ratelimited", "rate_limited"})
UNREACHABLE = timedelta(seconds=5)
AGAIN_AFTER = {
    "channel_canvas_already_exists": UNREACHABLE,  # somebody made it between our looking and our making it
    "message_limit_exceeded": timedelta(minutes=10),  # a free workspace's members send too many messages
}


def may_have_arrived(error: Exception) -> bool:
    """Only a refusal by Slack, no connection at all, or our own waiting is certain."""
    if isinstance(error, SlackApiError):
        return status_of(error) >= SERVER_ERROR or error_name(error) in UNCERTAIN
    return not isinstance(error, aiohttp.ClientConnectorError | HeldError)


def is_limited(error: Exception) -> bool:
    """Whether Slack answered 429."""
    return isinstance(error, SlackApiError) and error_name(error) in LIMITED


def again_at(error: Exception, now: datetime) -> datetime | None:
    """Return when to try again what certainly did not arrive; None: never."""
    if isinstance(error, HeldError):
        return error.until
    if not isinstance(error, SlackApiError):
        return now + UNREACHABLE
    if is_limited(error):
        return now + timedelta(seconds=retry_after(error))
    if status_of(error) >= SERVER_ERROR:
        return now + UNREACHABLE
    wait = AGAIN_AFTER.get(error_name(error))
    return now + wait if wait else None


def name(error: Exception) -> str:
    """Return Slack's name for it, or what else can be said of it in a word or two."""
    if isinstance(error, SlackApiError):
        return error_name(error) or f"status {status_of(error)}"
    return type(error).__name__


def method(error: SlackApiError) -> str:
    """Return the method that was called."""
    return str(getattr(error.response, "api_url", "")).rsplit("/", 1)[-1]
