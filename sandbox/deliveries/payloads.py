"""Every payload an app is sent, in Slack's documented shape. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.apps import App
from sandbox.records import Channel, Install, Json, Message, Person, View, Workspace
from sandbox.shapes import channels, messages, users, views
from sandbox.world import World


@dataclass(frozen=True, slots=True)
class Scene:
    """Who acts, where, on which app."""

    app: App
    install: Install
    workspace: Workspace
    person: Person


@dataclass(frozen=True, slots=True)
class Place:
    """Where an interaction happened: in a message (with its channel) or in a view."""

    channel: Channel | None = None
    message: Message | None = None
    view: View | None = None


def common(scene: Scene, kind: str) -> Json:
    return {
        "type": kind,
        "team": users.team(scene.workspace),
        "user": users.interactor(scene.person),
        "api_app_id": scene.app.id,
        "token": scene.app.verification_token,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def slash_command(
    scene: Scene, channel: Channel, command: str, text: str, *, response_url: str, trigger_id: str
) -> Json:
    """All values are text: Slack sends it as a form."""
    return {
        "token": scene.app.verification_token,
        "team_id": scene.workspace.id,
        "team_domain": scene.workspace.domain,
        "channel_id": channel.id,
        "channel_name": channels.spoken_name(channel),
        "user_id": scene.person.id,
        "user_name": scene.person.name,
        "command": command,
        "text": text,
        "api_app_id": scene.app.id,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def container(place: Place) -> Json:
    if place.view is not None:
        return {"type": "view", "view_id": place.view.id}
    assert place.message is not None
    facts: Json = {
        "type": "message",
        "message_ts": place.message.ts,
        "channel_id": place.message.channel_id,
        "is_ephemeral": bool(place.message.ephemeral_to),
    }
    return facts | ({"thread_ts": place.message.thread_ts} if place.message.thread_ts else {})


def surroundings(world: World, scene: Scene, place: Place) -> Json:
    """The view, or the channel and message. An ephemeral message is not sent along, as Slack keeps none."""
    if place.view is not None:
        return {"view": views.view(place.view, scene.install.bot_id)}
    assert place.message is not None
    assert place.channel is not None
    facts: Json = {"channel": {"id": place.channel.id, "name": channels.spoken_name(place.channel)}}
    if not place.message.ephemeral_to:
        facts["message"] = messages.message(world, place.message, metadata=True)
    return facts


def block_actions(
    world: World, scene: Scene, place: Place, actions: Sequence[Json], *, trigger_id: str, response_url: str
) -> Json:
    """`response_url` is empty for views: they have none."""
    facts = common(scene, "block_actions") | {"container": container(place), "trigger_id": trigger_id}
    facts |= surroundings(world, scene, place)
    if place.message is not None:
        facts |= {"state": {"values": place.message.values}, "response_url": response_url}
    return facts | {"actions": list(actions)}


def block_suggestion(world: World, scene: Scene, place: Place, asked: Mapping[str, str]) -> Json:
    """`asked` is action_id, block_id and value (what was typed so far)."""
    facts = common(scene, "block_suggestion") | {"container": container(place)} | dict(asked)
    return facts | surroundings(world, scene, place)


def view_submission(scene: Scene, view: View, *, trigger_id: str, response_urls: Sequence[Json]) -> Json:
    return common(scene, "view_submission") | {
        "trigger_id": trigger_id,
        "view": views.view(view, scene.install.bot_id),
        "response_urls": list(response_urls),
    }


def view_closed(scene: Scene, view: View, *, is_cleared: bool) -> Json:
    return common(scene, "view_closed") | {
        "view": views.view(view, scene.install.bot_id),
        "is_cleared": is_cleared,
        "response_urls": [],
    }


def global_shortcut(scene: Scene, callback_id: str, *, trigger_id: str, action_ts: str) -> Json:
    facts = common(scene, "shortcut") | {
        "callback_id": callback_id,
        "trigger_id": trigger_id,
        "action_ts": action_ts,
    }
    del facts["api_app_id"]  # Slack leaves it out of shortcuts
    del facts["user"]["name"]
    return facts


def message_shortcut(
    world: World, scene: Scene, place: Place, callback_id: str, passes: Mapping[str, str]
) -> Json:
    """`passes` is trigger_id, action_ts and response_url."""
    assert place.message is not None
    facts = common(scene, "message_action") | surroundings(world, scene, place)
    del facts["api_app_id"]  # Slack leaves it out of shortcuts
    return facts | {"callback_id": callback_id, "message_ts": place.message.ts, **passes}


def event(app: App, install: Install, body: Json, *, event_id: str, event_time: int, shared: bool) -> Json:
    """An Events API request around one event."""
    return {
        "token": app.verification_token,
        "team_id": install.workspace_id,
        "context_team_id": install.workspace_id,
        "context_enterprise_id": None,
        "api_app_id": app.id,
        "event": body,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": event_time,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": install.workspace_id,
                "user_id": install.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": shared,
        "event_context": f"4-{event_id}",
    }


def url_verification(app: App, challenge: str) -> dict[str, Any]:
    return {"token": app.verification_token, "challenge": challenge, "type": "url_verification"}
