"""A person types: a message, or a slash command."""

from dataclasses import dataclass, field

from sandbox import membership, posting
from sandbox.acts import mentions, replies, scenes
from sandbox.acts.refusals import RefusedError
from sandbox.core import Core
from sandbox.deliveries import dispatch, payloads
from sandbox.deliveries.dispatch import Answer
from sandbox.deliveries.payloads import Scene
from sandbox.posting import Content, Manner
from sandbox.records import Channel, Message, Person


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the app took it; `problems` says in words what was wrong with its answer."""

    answer: Answer = field(default_factory=Answer)
    problems: list[str] = field(default_factory=list)


def say(core: Core, person: Person, channel: Channel, text: str, thread_ts: str = "") -> Message:
    """Post what a person typed. Raises RefusedError if it is empty."""
    if not text.strip():
        raise RefusedError("Say something: the text is empty.")
    found = mentions.pieces(core.world, channel.workspace_id, text)
    content = Content(text=mentions.message_text(found), blocks=mentions.rich_text(found))
    return posting.post(core, channel, person, content, Manner(thread_ts=thread_ts))


async def command(core: Core, person: Person, channel: Channel, text: str) -> Outcome:
    """Send a typed command to the app that owns it. Raises RefusedError if nobody does."""
    name, _, rest = text.strip().partition(" ")
    if name in OWN:
        OWN[name](core, person, channel, rest.strip())
        return Outcome()
    scene = owner(core, person, name)
    declared = scene.app.command(name)
    found = mentions.pieces(core.world, channel.workspace_id, rest.strip())
    payload = payloads.slash_command(
        scene,
        channel,
        name,
        mentions.command_text(found, escaped=bool(declared and declared.should_escape)),
        response_url=response_url(core, scene, channel),
        trigger_id=core.passes.new_trigger(scene.app.id, person.id, scene.workspace.id),
    )
    answer = await dispatch.deliver(core, scene.app, "slash_commands", payload)
    return Outcome(answer, replies.to_command(core, scene, channel, name, answer))


def owner(core: Core, person: Person, name: str) -> Scene:
    """The app whose command it is; if several have it, the one installed last. Raises RefusedError."""
    if not name.startswith("/"):
        raise RefusedError("A command starts with a slash, like /help. To say something, POST /control/say.")
    for install in reversed(core.world.installs_in(person.workspace_id)):
        if core.app(install.app_id).command(name) is not None:
            return scenes.scene(core, person, install)
    raise RefusedError(f"{name} is not a command of any app here. {known(core, person)}")


def known(core: Core, person: Person) -> str:
    found = [
        row.command
        for install in core.world.installs_in(person.workspace_id)
        for row in core.app(install.app_id).commands
    ]
    return f"There are: {', '.join([*found, *OWN])}."


def response_url(core: Core, scene: Scene, channel: Channel, source: Message | None = None) -> str:
    key = core.passes.new_response_url(scene.app.id, scene.person.id, scene.workspace.id, channel.id, source)
    return f"{core.world.base_url}/response/{scene.workspace.id}/{key}"


# Slack's own commands, as far as practising needs them


def invite(core: Core, person: Person, channel: Channel, text: str) -> None:
    for user_id in named(core, channel, text):
        membership.join(core, channel, user_id, inviter=person.id)


def remove(core: Core, _person: Person, channel: Channel, text: str) -> None:
    for user_id in named(core, channel, text):
        membership.leave(core, channel, user_id)


def leave(core: Core, person: Person, channel: Channel, _text: str) -> None:
    membership.leave(core, channel, person.id)


def named(core: Core, channel: Channel, text: str) -> list[str]:
    """The people mentioned. Raises RefusedError if there are none, or this is a DM."""
    if channel.is_im or channel.is_mpim:
        raise RefusedError("Nobody can be added to a DM. Do it in a channel.")
    found = mentions.pieces(core.world, channel.workspace_id, text)
    ids = [piece.value for piece in found if piece.kind == "user"]
    if not ids:
        raise RefusedError("Say whom, with @: for example /invite @somebody.")
    return ids


OWN = {"/invite": invite, "/remove": remove, "/leave": leave}
