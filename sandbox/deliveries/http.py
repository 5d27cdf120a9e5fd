"""Signed HTTP: requests to an app's request URL, signed as Slack signs them."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import aiohttp

from sandbox import clock

Json = dict[str, Any]

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
SUCCESS = range(200, 300)
USER_AGENT = "Slackbot 1.0 (practice)"


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back. `failure` is http_timeout, connection_failed or http_error; empty if it was a 2xx."""

    failure: str = ""
    status: int = 0
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Slack's v0 signature over "v0:timestamp:body"."""
    digest = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256)
    return f"v0={digest.hexdigest()}"


def encoded(kind: str, payload: Json) -> tuple[bytes, str]:
    """The body and its content type: commands as a form, interactions as a form with JSON in it, events as JSON."""
    if kind == "slash_commands":
        return urlencode(payload).encode(), FORM
    if kind == "interactive":
        return urlencode({"payload": json.dumps(payload)}).encode(), FORM
    return json.dumps(payload).encode(), JSON


def signed(secret: str, body: bytes) -> dict[str, str]:
    """The headers that vouch for a body, dated with the real time, whatever the clock here shows: apps check its age."""
    timestamp = str(int(clock.real_now().timestamp()))
    return {
        "User-Agent": USER_AGENT,
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature(secret, timestamp, body),
    }


async def post(
    session: aiohttp.ClientSession,
    url: str,
    secret: str,
    content: tuple[bytes, str],
    *,
    limit: timedelta,
    extra: Mapping[str, str] | None = None,
) -> Reply:
    """One signed request; what came back, or why nothing did."""
    body, content_type = content
    headers = signed(secret, body) | {"Content-Type": content_type} | dict(extra or {})
    timeout = aiohttp.ClientTimeout(total=limit.total_seconds())
    try:
        async with session.post(
            url, data=body, headers=headers, timeout=timeout, allow_redirects=False
        ) as response:
            text = await response.text(errors="replace")
            failure = "" if response.status in SUCCESS else "http_error"
            return Reply(
                failure, response.status, parsed(text, response.content_type), dict(response.headers)
            )
    except TimeoutError:
        return Reply("http_timeout")
    except (aiohttp.ClientError, OSError):
        return Reply("connection_failed")


def parsed(text: str, content_type: str) -> Any:
    """JSON as JSON; other text as a message's text; nothing as None."""
    if not text.strip():
        return None
    if content_type == JSON:
        try:
            return json.loads(text)
        except ValueError:
            return {"text": text}
    return {"text": text}
