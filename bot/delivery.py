"""Empties the outbox into Slack, each message once.

1. A row is claimed and committed as `sending` before its one HTTP attempt.
2. Slack's yes makes it `posted`; a certain no makes it wait (429) or fail (and be told); anything else is
   uncertain, and nothing uncertain is sent again before it has been looked up.
3. A crash while sending leaves a lease that runs out; then the row is uncertain too.
4. The look-up reads the channel's latest messages and compares the key that rides in their metadata. Found is
   posted. Not found twice is sent again. Not allowed to look is told to a person, and not sent again.
"""

import asyncio
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.pacing import Pace
from bot.slack import error_name
from storage import outbox
from storage.database import Database
from storage.outbox import OutboxMessage

log = structlog.get_logger()

EVENT_TYPE = "steward_message"
AT_ONCE = 32
RETRY_UNREACHABLE = timedelta(seconds=5)
