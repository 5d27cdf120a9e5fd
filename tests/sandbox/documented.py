"""Which keys Slack documents for what it sends an app, and of which type their values are.

A name ending in "?" may be missing; None in a tuple of types may stand for a value. Gathered from
docs.slack.dev (interaction payloads, slash commands, events, Socket Mode) and from the payloads in the tests
of Slack's own libraries.
"""

from collections.abc import Mapping
from typing import Any

Shape = dict[str, Any]

TEXT = str
MAYBE = (str, type(None))
ANY = object

TEAM: Shape = {"id": str, "domain": str, "enterprise_id?": str, "enterprise_name?": str}
USER: Shape = {"id": str, "username": str, "name": str, "team_id": str}
CHANNEL: Shape = {"id": str, "name": str}
PLAIN: Shape = {"type": str, "text": str, "emoji?": bool}

VIEW: Shape = {
    "id": str,
    "team_id": str,
    "type": str,
    "blocks": list,
    "private_metadata": str,
    "callback_id": str,
    "state": {"values": dict},
    "hash": str,
    "title": PLAIN,
    "clear_on_close": bool,
    "notify_on_close": bool,
    "close": (dict, type(None)),
    "submit": (dict, type(None)),
    "previous_view_id": MAYBE,
    "root_view_id": str,
    "app_id": str,
    "external_id": str,
    "app_installed_team_id": str,
    "bot_id": str,
}

MESSAGE: Shape = {
    "type": str,
    "user": str,
    "text": str,
    "ts": str,
    "team": str,
    "client_msg_id?": str,
    "blocks?": list,
    "attachments?": list,
    "bot_id?": str,
    "app_id?": str,
    "bot_profile?": dict,
    "thread_ts?": str,
    "parent_user_id?": str,
    "reply_count?": int,
    "reply_users_count?": int,
    "latest_reply?": str,
    "reply_users?": list,
    "is_locked?": bool,
    "subscribed?": bool,
    "edited?": {"user": str, "ts": str},
    "reactions?": list,
    "files?": list,
    "metadata?": dict,
    "subtype?": str,
    "username?": str,
}

INTERACTION: Shape = {
    "type": str,
    "team": TEAM,
    "user": USER,
    "token": str,
    "enterprise": (dict, type(None)),
    "is_enterprise_install": bool,
}

SLASH_COMMAND: Shape = {
    "token": str,
    "team_id": str,
    "team_domain": str,
    "channel_id": str,
    "channel_name": str,
    "user_id": str,
    "user_name": str,
    "command": str,
    "text": str,
    "api_app_id": str,
    "is_enterprise_install": str,
    "response_url": str,
    "trigger_id": str,
}

ACTION: Shape = {
    "type": str,
    "block_id": str,
    "action_id": str,
    "action_ts": str,
    "text?": PLAIN,
    "value?": ANY,
    "style?": str,
    "placeholder?": PLAIN,
    "confirm?": dict,
    "selected_option?": (dict, type(None)),
    "selected_options?": list,
    "selected_user?": MAYBE,
    "selected_users?": list,
    "selected_conversation?": MAYBE,
    "selected_conversations?": list,
    "selected_channel?": MAYBE,
    "selected_channels?": list,
    "selected_date?": MAYBE,
    "selected_time?": MAYBE,
    "selected_date_time?": (int, type(None)),
    "rich_text_value?": (dict, type(None)),
    "initial_option?": dict,
    "initial_date?": str,
}

IN_MESSAGE: Shape = {
    "type": str,
    "message_ts": str,
    "channel_id": str,
    "is_ephemeral": bool,
    "thread_ts?": str,
}
IN_VIEW: Shape = {"type": str, "view_id": str}

BLOCK_ACTIONS_IN_A_MESSAGE: Shape = INTERACTION | {
    "api_app_id": str,
    "container": IN_MESSAGE,
    "trigger_id": str,
    "channel": CHANNEL,
    "message": MESSAGE,
    "state": {"values": dict},
    "response_url": str,
    "actions": [ACTION],
}
BLOCK_ACTIONS_IN_AN_EPHEMERAL: Shape = {
    key: value for key, value in BLOCK_ACTIONS_IN_A_MESSAGE.items() if key != "message"
}
BLOCK_ACTIONS_IN_A_VIEW: Shape = INTERACTION | {
    "api_app_id": str,
    "container": IN_VIEW,
    "trigger_id": str,
    "view": VIEW,
    "actions": [ACTION],
}
BLOCK_SUGGESTION: Shape = INTERACTION | {
    "api_app_id": str,
    "container": IN_VIEW,
    "action_id": str,
    "block_id": str,
    "value": str,
    "view": VIEW,
}
VIEW_SUBMISSION: Shape = INTERACTION | {
    "api_app_id": str,
    "trigger_id": str,
    "view": VIEW,
    "response_urls": list,
}
VIEW_CLOSED: Shape = INTERACTION | {
    "api_app_id": str,
    "view": VIEW,
    "is_cleared": bool,
    "response_urls": list,
}
GLOBAL_SHORTCUT: Shape = INTERACTION | {
    "user": {"id": str, "username": str, "team_id": str},
    "callback_id": str,
    "trigger_id": str,
    "action_ts": str,
}
MESSAGE_SHORTCUT: Shape = INTERACTION | {
    "callback_id": str,
    "trigger_id": str,
    "action_ts": str,
    "channel": CHANNEL,
    "message_ts": str,
    "message": MESSAGE,
    "response_url": str,
}

AUTHORIZATION: Shape = {
    "enterprise_id": MAYBE,
    "team_id": str,
    "user_id": str,
    "is_bot": bool,
    "is_enterprise_install": bool,
}
PROFILE_TEXTS = """title phone skype real_name real_name_normalized display_name display_name_normalized status_text
status_emoji avatar_hash first_name last_name team image_24 image_32 image_48 image_72 image_192 image_512"""
PROFILE: Shape = {
    **dict.fromkeys(PROFILE_TEXTS.split(), str),
    "status_expiration": int,
    "email?": str,
    "bot_id?": str,
    "api_app_id?": str,
    "always_active?": bool,
}
SLACK_USER: Shape = {
    "id": str,
    "team_id": str,
    "name": str,
    "deleted": bool,
    "color?": str,
    "real_name?": str,
    "tz?": str,
    "tz_label?": str,
    "tz_offset?": int,
    "profile": PROFILE,
    "is_admin?": bool,
    "is_owner?": bool,
    "is_primary_owner?": bool,
    "is_restricted?": bool,
    "is_ultra_restricted?": bool,
    "is_bot": bool,
    "is_app_user": bool,
    "is_stranger?": bool,
    "updated": int,
    "is_email_confirmed?": bool,
    "who_can_share_contact_card?": str,
    "locale?": str,
}

EVENTS: Mapping[str, Shape] = {
    "app_mention": MESSAGE | {"channel": str, "event_ts": str},
    "message": MESSAGE | {"channel": str, "event_ts": str, "channel_type": str},
    "app_home_opened": {"type": str, "user": str, "channel": str, "tab": str, "event_ts": str, "view?": VIEW},
    "member_joined_channel": {
        "type": str,
        "user": str,
        "channel": str,
        "channel_type": str,
        "team": str,
        "event_ts": str,
        "inviter?": str,
    },
    "member_left_channel": {
        "type": str,
        "user": str,
        "channel": str,
        "channel_type": str,
        "team": str,
        "event_ts": str,
    },
    "user_change": {"type": str, "user": SLACK_USER, "cache_ts": int, "event_ts": str},
    "team_join": {"type": str, "user": SLACK_USER, "cache_ts": int, "event_ts": str},
    "app_uninstalled": {"type": str},
    "tokens_revoked": {"type": str, "tokens": {"oauth": list, "bot": list}},
    "channel_archive": {"type": str, "channel": str, "user": str, "event_ts": str},
    "channel_unarchive": {"type": str, "channel": str, "user": str, "event_ts": str},
    "channel_rename": {
        "type": str,
        "channel": {"id": str, "name": str, "created": int},
        "event_ts": str,
    },
    "reaction_added": {
        "type": str,
        "user": str,
        "reaction": str,
        "item": {"type": str, "channel": str, "ts": str},
        "item_user": str,
        "event_ts": str,
    },
    "message_metadata_posted": {
        "type": str,
        "app_id": str,
        "bot_id": str,
        "user_id": str,
        "team_id": str,
        "channel_id": str,
        "metadata": dict,
        "message_ts": str,
        "event_ts": str,
    },
}
EVENTS = {**EVENTS, "reaction_removed": EVENTS["reaction_added"]}

MESSAGE_CHANGED: Shape = {
    "type": str,
    "subtype": str,
    "message": MESSAGE,
    "previous_message": MESSAGE,
    "channel": str,
    "hidden": bool,
    "ts": str,
    "event_ts": str,
    "channel_type": str,
}
MESSAGE_DELETED: Shape = {key: value for key, value in MESSAGE_CHANGED.items() if key != "message"} | {
    "deleted_ts": str
}


def event_callback(event: Shape) -> Shape:
    return {
        "token": str,
        "team_id": str,
        "context_team_id": str,
        "context_enterprise_id": MAYBE,
        "api_app_id": str,
        "event": event,
        "type": str,
        "event_id": str,
        "event_time": int,
        "authorizations": [AUTHORIZATION],
        "is_ext_shared_channel": bool,
        "event_context": str,
    }


ENVELOPE: Shape = {
    "envelope_id": str,
    "payload": dict,
    "type": str,
    "accepts_response_payload": bool,
    "retry_attempt?": int,
    "retry_reason?": str,
}
HELLO: Shape = {
    "type": str,
    "num_connections": int,
    "connection_info": {"app_id": str},
    "debug_info": {"host": str, "build_number": int, "approximate_connection_time": int},
}
DISCONNECT: Shape = {"type": str, "reason": str, "debug_info": {"host": str}}


def differences(value: Any, shape: Any, at: str = "") -> list[str]:
    """What is missing, too much or of another type; nothing if the value has the documented shape."""
    if isinstance(shape, list):
        if not isinstance(value, list):
            return [f"{at}: is no list"]
        return [
            line for number, row in enumerate(value) for line in differences(row, shape[0], f"{at}[{number}]")
        ]
    if not isinstance(shape, Mapping):
        return [] if isinstance(value, shape) else [f"{at}: {value!r} is no {shape}"]
    if not isinstance(value, Mapping):
        return [f"{at}: is no object"]
    names = {name.removesuffix("?"): part for name, part in shape.items()}
    lines = [f"{at}.{name}: is not documented" for name in value if name not in names]
    lines += [f"{at}.{name}: is missing" for name in shape if not name.endswith("?") and name not in value]
    for name, part in names.items():
        if name in value:
            lines += differences(value[name], part, f"{at}.{name}")
    return lines
