"""How often an event is sent again: at once, after a minute, after five minutes; then Slack gives up."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sandbox.apps import App
from sandbox.records import Json

WAITS = (timedelta(0), timedelta(minutes=1), timedelta(minutes=5))


@dataclass(frozen=True, slots=True)
class Retry:
    """Which retry this is (0: the first try), and why.

    `reason` is http_timeout, http_error or connection_failed; over Socket Mode timeout.
    """

    number: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Pending:
    """An event to send again when the clock says so."""

    due: datetime
    app: App
    payload: Json
    retry: Retry
