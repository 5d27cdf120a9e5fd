"""Long lists come in pages: `limit`, `cursor` and `response_metadata.next_cursor`."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any, TypeVar

from sandbox.webapi.call import Call, SlackError

Row = TypeVar("Row")

MOST = 1_000


def page(call: Call, rows: Sequence[Row], *, default: int = 100) -> tuple[Sequence[Row], dict[str, Any]]:
    """The asked-for part of the rows, and `response_metadata` to go on with. Raises SlackError."""
    limit = wanted(call, default)
    start = position(call.get("cursor"))
    more = start + limit < len(rows)
    cursor = base64.b64encode(f"next:{start + limit}".encode()).decode() if more else ""
    return rows[start : start + limit], {"response_metadata": {"next_cursor": cursor}}


def wanted(call: Call, default: int) -> int:
    text = call.get("limit")
    if not text or text == "0":
        return default
    if not text.isdigit() or int(text) > MOST:
        raise SlackError("invalid_limit")
    return int(text)


def position(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        _, _, number = base64.b64decode(cursor, validate=True).decode().partition("next:")
        return int(number)
    except (binascii.Error, ValueError):
        raise SlackError("invalid_cursor") from None
