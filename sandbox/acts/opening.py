"""A person opens an app's Home, its messages, or one of its shortcuts."""

from sandbox.acts import saying, scenes
from sandbox.acts.refusals import RefusedError
from sandbox.apps import Shortcut
from sandbox.core import Core
from sandbox.deliveries import dispatch, events, payloads
from sandbox.deliveries.dispatch import Answer
from sandbox.deliveries.payloads import Place, Scene
from sandbox.records import Channel, Install, Message, Person
from sandbox.world import listed


def home(core: Core, person: Person, install: Install, tab: str = "home") -> None:
    """Look at an app's Home (or, with the tab "messages", its DM); the app is told."""
    channel = core.world.im(person.id, install.bot_user_id)
    view = core.world.home_of(person.id, install.app_id)
    events.home_opened(core, install, person, tab=tab, channel=channel, view=view)


async def global_shortcut(core: Core, person: Person, name: str) -> Answer:
    scene, shortcut = declared(core, person, name, "global")
    payload = payloads.global_shortcut(
        scene, shortcut.callback_id, trigger_id=trigger(core, scene), action_ts=core.clock.stamp()
    )
    return await dispatch.deliver(core, scene.app, "interactive", payload)


async def message_shortcut(
    core: Core, person: Person, name: str, channel: Channel, message: Message
) -> Answer:
    if message.ephemeral_to:
        raise RefusedError("A message only one person sees has no shortcuts. Choose another message.")
    scene, shortcut = declared(core, person, name, "message")
    passes = {
        "trigger_id": trigger(core, scene),
        "action_ts": core.clock.stamp(),
        "response_url": saying.response_url(core, scene, channel, message),
    }
    place = Place(channel=channel, message=message)
    payload = payloads.message_shortcut(core.world, scene, place, shortcut.callback_id, passes)
    return await dispatch.deliver(core, scene.app, "interactive", payload)


def trigger(core: Core, scene: Scene) -> str:
    return core.passes.new_trigger(scene.app.id, scene.person.id, scene.workspace.id)


def declared(core: Core, person: Person, name: str, kind: str) -> tuple[Scene, Shortcut]:
    """The shortcut of this name or callback_id; a permissive app has any. Raises RefusedError."""
    if person.is_stranger:
        raise RefusedError("People from other organisations cannot use this workspace's shortcuts.")
    names: list[str] = []
    for install in reversed(core.world.installs_in(person.workspace_id)):
        app = core.app(install.app_id)
        shortcuts = [row for row in app.shortcuts if row.type == kind]
        shortcuts += [Shortcut(name, name, kind)] if app.permissive else []
        for shortcut in shortcuts:
            if name.casefold() in (shortcut.name.casefold(), shortcut.callback_id.casefold()):
                return scenes.scene(core, person, install), shortcut
        names += [row.name for row in shortcuts]
    raise RefusedError(f"There is no {kind} shortcut “{name}”. {listed(names)}")
