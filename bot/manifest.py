"""The app manifest, derived from the features: https://docs.slack.dev/reference/app-manifest."""

from collections.abc import Iterable
from typing import Any

from handlers.feature import Feature

COMMAND = "/steward"
ALIASES = ("action", "actions")
"""Words that people may want as a command of their own. Off unless asked for: command names are shared by all apps."""

SCOPES = (
    "app_mentions:read",  # to answer when mentioned
    "canvases:write",  # minutes in the channel's canvas
    "channels:read",  # whether a channel is archived, shared, or has Steward in it
    "chat:write",  # cards, agendas, minutes, digests
    "commands",  # /steward and the message menu
    "files:read",  # the calendar file that somebody puts into a form, and no other
    "groups:read",  # the same for private channels that invited Steward
    "im:history",  # to answer direct messages
    "im:write",  # to open a direct message with an owner
    "team:read",  # the workspace's name
    "users:read",  # names, time zones, who is a guest, who has left
)
LOOK_UP_SCOPES = ("canvases:read", "channels:history", "groups:history", "metadata.message:read")
"""To look up whether a post arrived when Slack's answer was lost. Without them a person is asked instead."""

EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "channel_unarchive",
    "group_unarchive",
    "member_joined_channel",
    "message.im",
    "team_join",
    "tokens_revoked",
    "user_change",
)


def build(
    features: Iterable[Feature], *, public_url: str | None = None, aliases: bool = False, look_up: bool = True
) -> dict[str, Any]:
    """Return the manifest as JSON-able data.

    With `public_url` Slack sends signed requests there; without it the app uses Socket Mode.
    """
    doors = f"{public_url.rstrip('/')}/slack/events" if public_url else None
    return {
        "display_information": {
            "name": "Steward",
            "description": "Keeps an implementation team's promises",
            "background_color": "#1f4d4a",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Steward", "always_online": True},
            "slash_commands": [_command(name, hint, doors) for name, hint in _commands(aliases)],
            "shortcuts": [
                {
                    "name": shortcut.name,
                    "type": shortcut.kind,
                    "callback_id": shortcut.callback_id,
                    "description": shortcut.description,
                }
                for feature in features
                for shortcut in feature.shortcuts
            ],
        },
        "oauth_config": {
            "scopes": {"bot": sorted((*SCOPES, *(LOOK_UP_SCOPES if look_up else ())))},
            **({"redirect_urls": [f"{public_url.rstrip('/')}/slack/oauth_redirect"]} if public_url else {}),
        },
        "settings": {
            "event_subscriptions": {**_url(doors), "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **_url(doors), **_url(doors, "message_menu_options_url")},
            "org_deploy_enabled": False,
            "socket_mode_enabled": doors is None,
            "token_rotation_enabled": False,
        },
    }


def _commands(aliases: bool) -> list[tuple[str, str]]:
    own = [(COMMAND, "action, status, workstream, help …")]
    return own + [(f"/{word}", f"the same as {COMMAND} {word}") for word in ALIASES if aliases]


def _command(name: str, hint: str, doors: str | None) -> dict[str, Any]:
    return {
        "command": name,
        "description": "Your team's promises: who, what, by when",
        "usage_hint": hint,
        "should_escape": True,
        **_url(doors, "url"),
    }


def _url(doors: str | None, key: str = "request_url") -> dict[str, str]:
    return {key: doors} if doors else {}
