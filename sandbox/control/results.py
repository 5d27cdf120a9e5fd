"""What a control call answers: how the app took it, and what the person sees now."""

from typing import Any

from sandbox.deliveries.dispatch import Answer
from sandbox.practice import Sandbox
from sandbox.records import Json, Message, Person, View
from sandbox.shapes import messages, views


def message(sandbox: Sandbox, message: Message) -> Json:
    """A message as Slack's JSON shows it, with its channel, and whether only one person sees it."""
    facts = messages.message(sandbox.world, message, metadata=True) | {"channel": message.channel_id}
    if message.values:
        facts["state"] = {"values": message.values}
    return facts | ({"is_ephemeral": True} if message.ephemeral_to else {})


def view(sandbox: Sandbox, view: View | None) -> Json | None:
    if view is None:
        return None
    install = sandbox.world.install_of(view.app_id, view.workspace_id)
    return views.view(view, install.bot_id if install else "")


def modal(sandbox: Sandbox, person: Person) -> Json | None:
    """The form in front of this person."""
    return view(sandbox, sandbox.world.modal_of(person.id))


def seen_since(sandbox: Sandbox, person: Person, revision: int) -> list[Json]:
    """What apps (or Slack itself) posted or changed since, as far as this person sees it; oldest first."""
    found = [
        seen
        for channel in sandbox.world.channels_of(person.id)
        for seen in sandbox.world.visible(person.id, channel.id)
        if seen.revision > revision and (seen.bot_id or seen.ephemeral_to)
    ]
    return [message(sandbox, row) for row in sorted(found, key=lambda row: row.revision)]


async def outcome(
    sandbox: Sandbox, person: Person, since: int, answer: Answer, problems: list[str] | None = None
) -> Json:
    """After the app has settled: {ack_ms, responses, view, settled}, and error and problems if there are."""
    settled = await sandbox.settled()
    facts: dict[str, Any] = {
        "ack_ms": None if answer.milliseconds is None else round(answer.milliseconds, 1),
        "responses": seen_since(sandbox, person, since),
        "view": modal(sandbox, person),
        "settled": settled,
    }
    if answer.error:
        facts["error"] = answer.error
    return facts | ({"problems": problems} if problems else {})
