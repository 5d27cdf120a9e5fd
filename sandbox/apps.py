"""An app as its manifest declares it (Slack's app manifest, JSON)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Command:
    command: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """`type` is "message" or "global"."""

    name: str
    callback_id: str
    type: str
    description: str = ""


@dataclass(slots=True)
class App:
    """A Slack app. Without a manifest it is permissive: every event, any slash command, Socket Mode.

    `request_url`, when set, is where everything is sent, whatever the manifest's addresses say.
    """

    id: str
    name: str
    app_token: str
    signing_secret: str
    client_id: str
    client_secret: str
    verification_token: str
    manifest: Json | None = None
    request_url: str = ""

    @property
    def permissive(self) -> bool:
        return self.manifest is None

    def part(self, *path: str) -> Any:
        """What the manifest says under these keys, or None."""
        found: Any = self.manifest
        for key in path:
            found = found.get(key) if isinstance(found, Mapping) else None
        return found

    @property
    def socket_mode(self) -> bool:
        if self.request_url:
            return False
        return self.permissive or bool(self.part("settings", "socket_mode_enabled"))

    @property
    def bot_name(self) -> str:
        return str(self.part("features", "bot_user", "display_name") or self.name)

    @property
    def scopes(self) -> tuple[str, ...]:
        return tuple(self.part("oauth_config", "scopes", "bot") or ())

    @property
    def redirect_urls(self) -> list[str]:
        return list(self.part("oauth_config", "redirect_urls") or ())

    @property
    def commands(self) -> list[Command]:
        return [
            Command(
                command=row["command"],
                description=row.get("description", ""),
                usage_hint=row.get("usage_hint", ""),
                should_escape=bool(row.get("should_escape")),
                url=row.get("url", ""),
            )
            for row in self.part("features", "slash_commands") or ()
        ]

    def command(self, name: str) -> Command | None:
        """The command of this name ("/remind"); a permissive app has any command."""
        if self.permissive:
            return Command(command=name, should_escape=True)
        return next((found for found in self.commands if found.command == name), None)

    @property
    def shortcuts(self) -> list[Shortcut]:
        return [
            Shortcut(row["name"], row["callback_id"], row["type"], row.get("description", ""))
            for row in self.part("features", "shortcuts") or ()
        ]

    def hears(self, event_name: str) -> bool:
        """Whether the app subscribed to this bot event ("app_mention", "message.channels")."""
        return self.permissive or event_name in (
            self.part("settings", "event_subscriptions", "bot_events") or ()
        )

    @property
    def has_home(self) -> bool:
        return self.permissive or bool(self.part("features", "app_home", "home_tab_enabled"))

    @property
    def events_url(self) -> str:
        return self.request_url or str(self.part("settings", "event_subscriptions", "request_url") or "")

    @property
    def interactivity_url(self) -> str:
        return self.request_url or str(self.part("settings", "interactivity", "request_url") or "")

    @property
    def options_url(self) -> str:
        options = self.part("settings", "interactivity", "message_menu_options_url")
        return self.request_url or str(options or "") or self.interactivity_url
