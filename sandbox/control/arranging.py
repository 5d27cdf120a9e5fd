"""Calls that arrange the workspace: people, channels, apps, who is where."""

from zoneinfo import ZoneInfo

from sandbox import installs, membership
from sandbox.acts.refusals import RefusedError
from sandbox.control import watching
from sandbox.control.asking import Ask
from sandbox.records import Json

TEXTS = ("name", "real_name", "tz", "title", "email", "locale")
FLAGS = ("is_admin", "is_restricted", "is_ultra_restricted", "is_stranger")


async def settled(ask: Ask, facts: Json) -> Json:
    return facts | {"settled": await ask.sandbox.settled()}


async def add_workspace(ask: Ask) -> Json:
    name = ask.need("name")
    domain = ask.get("domain") or "".join(c for c in name.lower() if c.isalnum())
    made = ask.sandbox.add_workspace(name, domain, plan=ask.get("plan") or "paid")
    return {"id": made.id}


async def add_person(ask: Ask) -> Json:
    check_zone(ask)
    made = ask.sandbox.add_person(
        ask.workspace(),
        ask.need("name"),
        ask.get("real_name") or ask.need("name"),
        tz=ask.get("tz") or "America/New_York",
        is_admin=ask.flag("is_admin"),
        is_restricted=ask.flag("is_restricted"),
        is_ultra_restricted=ask.flag("is_ultra_restricted"),
        is_stranger=ask.flag("is_stranger"),
    )
    return await settled(ask, {"id": made.id})


async def change_person(ask: Ask) -> Json:
    """Change a person's zone, name, role or guest state; apps hear user_change."""
    person = ask.person()
    check_zone(ask)
    for name in TEXTS:
        if ask.get(name):
            setattr(person, name, ask.get(name))
    for name in FLAGS:
        if name in ask.arguments:
            setattr(person, name, ask.flag(name))
    membership.person_changed(ask.sandbox, person)
    return await settled(ask, watching.person_facts(ask, person))


def check_zone(ask: Ask) -> None:
    try:
        ZoneInfo(ask.get("tz") or "UTC")
    except (KeyError, ValueError):
        raise RefusedError(f"“{ask.get('tz')}” is no time zone. Write it like America/New_York.") from None


async def deactivate(ask: Ask) -> Json:
    person = ask.person()
    membership.deactivate(ask.sandbox, person)
    return await settled(ask, {"id": person.id})


async def add_channel(ask: Ask) -> Json:
    workspace = ask.workspace()
    refs = ask.arguments.get("members") or []
    names = refs if isinstance(refs, list) else str(refs).split(",")
    members = [ask.sandbox.world.person(str(name), workspace.id) for name in names]
    made = ask.sandbox.add_channel(
        workspace,
        ask.need("name").removeprefix("#"),
        members=members,
        is_private=ask.flag("is_private"),
        is_archived=ask.flag("is_archived"),
        is_ext_shared=ask.flag("is_ext_shared"),
    )
    return await settled(ask, {"id": made.id})


async def join(ask: Ask) -> Json:
    """Put a person, or a bot by its name, into a channel."""
    channel = ask.channel()
    person = ask.sandbox.world.person(ask.need("user"), channel.workspace_id)
    news = membership.join(ask.sandbox, channel, person.id)
    return await settled(ask, {"joined": news})


async def leave(ask: Ask) -> Json:
    channel = ask.channel()
    person = ask.sandbox.world.person(ask.need("user"), channel.workspace_id)
    return await settled(ask, {"left": membership.leave(ask.sandbox, channel, person.id)})


async def archive(ask: Ask) -> Json:
    channel = ask.channel()
    membership.archive(ask.sandbox, channel, archived=True)
    return await settled(ask, {"id": channel.id, "is_archived": True})


async def unarchive(ask: Ask) -> Json:
    channel = ask.channel()
    membership.archive(ask.sandbox, channel, archived=False)
    return await settled(ask, {"id": channel.id, "is_archived": False})


async def rename(ask: Ask) -> Json:
    channel = ask.channel()
    membership.rename(ask.sandbox, channel, ask.need("name").removeprefix("#"))
    return await settled(ask, {"id": channel.id, "name": channel.name})


async def install(ask: Ask) -> Json:
    """Install a known app in a workspace; its new token and bot user."""
    wanted = ask.get("app")
    apps = ask.sandbox.world.apps.values()
    found = next(
        (app for app in apps if wanted.casefold() in ("", app.id.casefold(), app.name.casefold())), None
    )
    if found is None:
        raise RefusedError(f"There is no app “{wanted}”. Look at /control/state.")
    made = ask.sandbox.install(found, ask.workspace())
    return {"app": found.id, "bot_token": made.bot_token, "bot_user": made.bot_user_id}


async def uninstall(ask: Ask) -> Json:
    found = ask.install(ask.workspace().id)
    installs.uninstall(ask.sandbox, found)
    return await settled(ask, {"app": found.app_id})


async def suggest(ask: Ask) -> Json:
    user = ask.person()
    channel = ask.place(user) if ask.get("channel") else None
    ask.sandbox.suggest(
        title=ask.need("title"),
        why=ask.get("why"),
        user=user,
        channel=channel,
        command=ask.get("command"),
        home=ask.flag("home"),
    )
    return await watching.suggestions(ask)
