"""Calls that only look."""

from sandbox.acts import scenes
from sandbox.control import results
from sandbox.control.asking import Ask
from sandbox.records import Channel, Json, Person
from sandbox.shapes import channels, files, users


async def state(ask: Ask) -> Json:
    """Everybody and everything; with `user`, the channels that person is in or could look into."""
    sandbox = ask.sandbox
    viewer = ask.person() if ask.get("user") else None
    workspace_id = viewer.workspace_id if viewer else ask.workspace_id
    world = sandbox.world
    people = [person for person in world.people_of(workspace_id) if not person.is_bot]
    rows = [c for c in world.channels.values() if workspace_id in ("", c.workspace_id) and open_to(viewer, c)]
    return {
        "people": [person_facts(ask, person) for person in people],
        "channels": [channel_facts(ask, channel, viewer) for channel in rows],
        "workspaces": [
            {"id": w.id, "name": w.name, "domain": w.domain, "plan": w.plan}
            for w in world.workspaces.values()
        ],
        "apps": [app_facts(ask, app_id) for app_id in world.apps],
        "clock": await clock(ask),
    }


def open_to(viewer: Person | None, channel: Channel) -> bool:
    if viewer is None:
        return True
    if viewer.id in channel.members:
        return True
    return not (viewer.is_guest or viewer.is_stranger or channel.is_private or channel.is_im)


def person_facts(ask: Ask, person: Person) -> Json:
    return {
        "id": person.id,
        "name": person.name,
        "real_name": person.real_name,
        "workspace": person.workspace_id,
        **users.zone(person.tz, ask.sandbox.clock.now()),
        "is_admin": person.is_admin,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": person.is_ultra_restricted,
        "is_stranger": person.is_stranger,
        "deleted": person.deleted,
    }


def channel_facts(ask: Ask, channel: Channel, viewer: Person | None) -> Json:
    name = channel.name
    if channel.is_im:
        partner_id = channels.partner(channel, viewer.id if viewer else channel.members[0])
        name = ask.sandbox.world.people[partner_id].real_name
    return {
        "id": channel.id,
        "name": name,
        "workspace": channel.workspace_id,
        "is_private": channel.is_private,
        "is_im": channel.is_im,
        "is_mpim": channel.is_mpim,
        "is_archived": channel.is_archived,
        "is_ext_shared": channel.is_ext_shared,
        "members": list(channel.members),
        "pins": list(channel.pins),
        "canvas": channel.canvas_id,
    }


def app_facts(ask: Ask, app_id: str) -> Json:
    """An app and where it is installed; not its tokens, which only the program that started this has."""
    app = ask.sandbox.app(app_id)
    installs = [install for install in ask.sandbox.world.installs if install.app_id == app_id]
    return {
        "id": app.id,
        "name": app.name,
        "socket_mode": app.socket_mode,
        "connections": len(ask.sandbox.sockets.of(app.id)),
        "commands": [
            {"command": row.command, "description": row.description, "usage_hint": row.usage_hint}
            for row in app.commands
        ],
        "shortcuts": [
            {"name": row.name, "callback_id": row.callback_id, "type": row.type} for row in app.shortcuts
        ],
        "installs": [
            {"workspace": row.workspace_id, "bot_user": row.bot_user_id, "bot_id": row.bot_id}
            for row in installs
        ],
    }


async def clock(ask: Ask) -> Json:
    due = await ask.sandbox.clock.next_due()
    now = ask.sandbox.clock.now()
    return {"now": now.isoformat(), "running": ask.sandbox.clock.running, "next_due": due and due.isoformat()}


async def messages(ask: Ask) -> Json:
    """What this person sees in a channel, oldest first."""
    person = ask.person()
    channel = ask.place(person)
    rows = ask.sandbox.world.visible(person.id, channel.id)
    return {"channel": channel.id, "messages": [results.message(ask.sandbox, row) for row in rows]}


async def view(ask: Ask) -> Json:
    """The form in front of this person, or null; `stack` is what lies under it, the lowest first."""
    person = ask.person()
    stack = ask.sandbox.world.stacks.get(person.id, [])
    return {"view": results.modal(ask.sandbox, person), "stack": list(stack)}


async def home(ask: Ask) -> Json:
    """What an app published for this person, or null. Looking does not tell the app; open_home does."""
    person = ask.person()
    install = ask.install(person.workspace_id)
    shown = ask.sandbox.world.home_of(person.id, install.app_id)
    return {"view": results.view(ask.sandbox, shown)}


async def canvas(ask: Ask) -> Json:
    """A canvas by its id, or the one in a channel's tab."""
    world = ask.sandbox.world
    canvas_id = ask.get("canvas") or scenes.place(ask.sandbox, ask.person(), ask.get("channel")).canvas_id
    found = world.canvases.get(canvas_id)
    return {"canvas": found and files.canvas(found)}


async def calls(ask: Ask) -> Json:
    """The Web API calls apps made, oldest first."""
    method = ask.get("method")
    rows = [row for row in ask.sandbox.calls if method in ("", row.method)]
    return {
        "calls": [
            {
                "method": row.method,
                "at": row.at.isoformat(),
                "arguments": dict(row.arguments),
                "status": row.status,
                "ok": bool(row.answer.get("ok")),
                "error": row.answer.get("error"),
                "ms": round(row.milliseconds, 1),
            }
            for row in rows
        ]
    }


async def deliveries(ask: Ask) -> Json:
    """What apps were sent, oldest first."""
    return {
        "deliveries": [
            {
                "id": row.id,
                "app": row.app_id,
                "kind": row.kind,
                "type": type_of(row.payload),
                "at": row.at.isoformat(),
                "ack_ms": row.ack_milliseconds and round(row.ack_milliseconds, 1),
                "error": row.error,
                "payload": row.payload,
            }
            for row in ask.sandbox.deliveries
        ]
    }


def type_of(payload: Json) -> str:
    """slash_command, an event's or an interaction's type."""
    if "command" in payload:
        return "slash_command"
    return str(payload["event"]["type"] if "event" in payload else payload["type"])


async def suggestions(ask: Ask) -> Json:
    world = ask.sandbox.world
    return {
        "suggestions": [
            {
                "title": row.title,
                "why": row.why,
                "user": row.user_id,
                "channel": row.channel_id,
                "command": row.command,
                "home": row.home,
            }
            for row in world.suggestions
            if world.people[row.user_id].workspace_id
            == (ask.workspace_id or world.people[row.user_id].workspace_id)
        ]
    }
