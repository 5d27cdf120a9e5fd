"""Views as Slack's JSON shows them."""

from sandbox.records import Json, View


def view(view: View, bot_id: str) -> Json:
    """Slack's view object, with what was typed or chosen so far in `state`."""
    content = view.content
    return {
        "id": view.id,
        "team_id": view.workspace_id,
        "type": view.kind,
        "blocks": view.blocks,
        "private_metadata": content.get("private_metadata", ""),
        "callback_id": content.get("callback_id", ""),
        "state": {"values": view.values},
        "hash": view.hash,
        "title": content.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
        "clear_on_close": bool(content.get("clear_on_close")),
        "notify_on_close": bool(content.get("notify_on_close")),
        "close": content.get("close"),
        "submit": content.get("submit"),
        "previous_view_id": view.previous_id or None,
        "root_view_id": view.root_id,
        "app_id": view.app_id,
        "external_id": content.get("external_id", ""),
        "app_installed_team_id": view.workspace_id,
        "bot_id": bot_id,
    }
