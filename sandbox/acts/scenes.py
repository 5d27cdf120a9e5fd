"""Finding what a person means: the app, the place, the message."""

from sandbox.acts.refusals import RefusedError
from sandbox.core import Core
from sandbox.deliveries.payloads import Scene
from sandbox.records import Channel, Install, Message, Person
from sandbox.world import NotFoundError, listed


def scene(core: Core, person: Person, install: Install) -> Scene:
    workspace = core.world.workspaces[install.workspace_id]
    return Scene(core.app(install.app_id), install, workspace, person)


def the_install(core: Core, workspace_id: str, ref: str = "") -> Install:
    """The app of this name or id, or the one installed last. Raises RefusedError."""
    found = core.world.installs_in(workspace_id)
    for install in reversed(found):
        app = core.app(install.app_id)
        if not ref or ref.casefold() in (app.id.casefold(), app.name.casefold(), app.bot_name.casefold()):
            return install
    if not found:
        raise RefusedError("No app is installed in this workspace. Install one first: POST /control/install.")
    raise RefusedError(f"There is no app “{ref}”. {listed(core.app(i.app_id).name for i in found)}")


def place(core: Core, person: Person, ref: str) -> Channel:
    """A channel by id or name, or with @name the DM with that person or bot.

    Raises NotFoundError, and RefusedError if it is closed to this person.
    """
    world = core.world
    if not ref:
        raise RefusedError("Say which channel: its name, its id, or @somebody for a DM.")
    if ref.startswith("@"):
        return world.im(person.id, world.person(ref, person.workspace_id).id)
    try:
        channel = world.channel(ref, person.workspace_id)
    except NotFoundError:
        partner = next((p for p in world.people_of(person.workspace_id) if p.real_name == ref), None)
        if partner is None:
            raise
        return world.im(person.id, partner.id)
    closed = channel.is_private or channel.is_im or person.is_guest or person.is_stranger
    if closed and person.id not in channel.members:
        raise RefusedError(
            f"{person.real_name} cannot look into {shown(channel)}. Add them first: POST /control/join."
        )
    return channel


def standing_in(core: Core, person: Person, ref: str, *, archived: bool = False) -> Channel:
    """A channel where this person may type. Raises NotFoundError or RefusedError.

    `archived`: one that was archived will do, for a command that crosses with its archiving on the way.
    """
    channel = place(core, person, ref)
    if person.id not in channel.members:
        raise RefusedError(
            f"{person.real_name} is not in {shown(channel)}. Add them first: POST /control/join."
        )
    if channel.is_archived and not archived:
        raise RefusedError(f"{shown(channel)} is archived. Open it again first: POST /control/unarchive.")
    return channel


def shown(channel: Channel) -> str:
    return f"#{channel.name}" if channel.name else "this DM"


def seen_message(core: Core, person: Person, channel: Channel, ts: str) -> Message:
    """A message this person sees. Raises RefusedError."""
    message = core.world.message(channel.id, ts)
    if message is None or message.ephemeral_to not in ("", person.id):
        raise RefusedError(
            f"{person.real_name} sees no message {ts} in {shown(channel)}. Look at /control/messages."
        )
    return message
