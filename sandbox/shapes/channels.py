"""Conversations as Slack's JSON shows them."""

from sandbox.records import Channel, Json


def channel(channel: Channel, viewer_id: str, *, count: bool = False) -> Json:
    """Slack's conversation object, as `viewer_id` sees it; `count` adds the number of members."""
    if channel.is_im:
        return direct(channel, viewer_id)
    facts: Json = {
        "id": channel.id,
        "name": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private and not channel.is_mpim,
        "is_im": False,
        "is_mpim": channel.is_mpim,
        "is_private": channel.is_private,
        "created": int(channel.created_at.timestamp()),
        "is_archived": channel.is_archived,
        "is_general": channel.name == "general",
        "unlinked": 0,
        "name_normalized": channel.name,
        **sharing(channel),
        "updated": int(channel.created_at.timestamp() * 1000),
        "creator": channel.creator,
        "is_member": viewer_id in channel.members,
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": channel.purpose, "creator": "", "last_set": 0},
        "previous_names": [],
        "properties": properties(channel),
    }
    return facts | ({"num_members": len(channel.members)} if count else {})


def sharing(channel: Channel) -> Json:
    return {
        "is_shared": channel.is_ext_shared,
        "is_org_shared": False,
        "is_ext_shared": channel.is_ext_shared,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "pending_connected_team_ids": [],
        "context_team_id": channel.workspace_id,
        "shared_team_ids": [channel.workspace_id],
        "parent_conversation": None,
    }


def direct(channel: Channel, viewer_id: str) -> Json:
    return {
        "id": channel.id,
        "created": int(channel.created_at.timestamp()),
        "is_archived": False,
        "is_im": True,
        "is_org_shared": False,
        "context_team_id": channel.workspace_id,
        "updated": int(channel.created_at.timestamp() * 1000),
        "user": partner(channel, viewer_id),
        "is_user_deleted": False,
        "is_open": True,
        "priority": 0,
    }


def partner(channel: Channel, viewer_id: str) -> str:
    """The other person of a DM; oneself, in a DM to oneself."""
    return next((user_id for user_id in channel.members if user_id != viewer_id), viewer_id)


def properties(channel: Channel) -> Json:
    if not channel.canvas_id:
        return {}
    return {"canvas": {"file_id": channel.canvas_id, "is_empty": False, "quip_thread_id": ""}}


def kind(channel: Channel) -> str:
    """Slack's `channel_type` in message events: channel, group, im or mpim."""
    if channel.is_im:
        return "im"
    if channel.is_mpim:
        return "mpim"
    return "group" if channel.is_private else "channel"


def spoken_name(channel: Channel) -> str:
    """The name as commands and interactions carry it: DMs and private channels are not named."""
    return {"im": "directmessage", "mpim": channel.name, "group": "privategroup"}.get(
        kind(channel), channel.name
    )
