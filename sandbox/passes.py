"""Passes of a short life: trigger ids to open one form, response URLs to answer with, OAuth codes."""

import secrets
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from sandbox.clock import Clock
from sandbox.records import Message

TRIGGER_LIFE = timedelta(seconds=3)
RESPONSE_LIFE = timedelta(minutes=30)
RESPONSE_USES = 5
CODE_LIFE = timedelta(minutes=10)


@dataclass(slots=True)
class Trigger:
    """`view_id` is the form it came from, if any: only such a trigger can push another form on it."""

    app_id: str
    user_id: str
    workspace_id: str
    view_id: str
    given_at: datetime
    given: float
    used: bool = False


@dataclass(slots=True)
class ResponseUrl:
    """`source` is the message that was acted on; a slash command has none."""

    app_id: str
    user_id: str
    workspace_id: str
    channel_id: str
    expires_at: datetime
    source: Message | None = None
    uses_left: int = RESPONSE_USES


@dataclass(slots=True)
class Grant:
    """What a person allowed an app: an OAuth code stands for it until it is exchanged."""

    app_id: str
    workspace_id: str
    user_id: str
    redirect_uri: str
    scopes: tuple[str, ...]
    expires_at: datetime
    used: bool = False


class Passes:
    """A trigger expires after its life of real time, or when the clock here has moved that far on."""

    def __init__(self, clock: Clock, trigger_life: timedelta = TRIGGER_LIFE) -> None:
        self._clock = clock
        self._trigger_life = trigger_life
        self._triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.grants: dict[str, Grant] = {}

    def new_trigger(self, app_id: str, user_id: str, workspace_id: str, view_id: str = "") -> str:
        number = len(self._triggers) + 1
        trigger_id = f"{number}.{time.monotonic_ns()}.{secrets.token_hex(16)}"
        self._triggers[trigger_id] = Trigger(
            app_id, user_id, workspace_id, view_id, self._clock.now(), time.monotonic()
        )
        return trigger_id

    def new_response_url(
        self, app_id: str, user_id: str, workspace_id: str, channel_id: str, source: Message | None = None
    ) -> str:
        """Its key: the last part of the URL."""
        key = secrets.token_hex(12)
        expires_at = self._clock.now() + RESPONSE_LIFE
        self.response_urls[key] = ResponseUrl(app_id, user_id, workspace_id, channel_id, expires_at, source)
        return key

    def new_code(
        self, app_id: str, workspace_id: str, user_id: str, redirect_uri: str, scopes: tuple[str, ...]
    ) -> str:
        """An OAuth code, good for ten minutes."""
        code = secrets.token_hex(16)
        expires_at = self._clock.now() + CODE_LIFE
        self.grants[code] = Grant(app_id, workspace_id, user_id, redirect_uri, scopes, expires_at)
        return code

    def exchange(self, trigger_id: str, app_id: str) -> Trigger | str:
        """The trigger, used up; or the name of Slack's error."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None or trigger.app_id != app_id:
            return "invalid_trigger_id"
        if trigger.used:
            return "exchanged_trigger_id"
        real_age = timedelta(seconds=time.monotonic() - trigger.given)
        if max(real_age, self._clock.now() - trigger.given_at) > self._trigger_life:
            return "expired_trigger_id"
        trigger.used = True
        return trigger
