"""What an app's acknowledgement says to the person who acted."""

from collections.abc import Mapping
from typing import Any

from sandbox import posting
from sandbox.core import Core
from sandbox.deliveries.dispatch import Answer
from sandbox.deliveries.payloads import Scene
from sandbox.posting import Content, Manner
from sandbox.records import Channel
from sandbox.webapi import responses
from sandbox.webapi.call import SlackError

SLACK = "Slackbot"


def to_command(core: Core, scene: Scene, channel: Channel, command: str, answer: Answer) -> list[str]:
    """Show the acknowledgement of a command; what is wrong with it, if anything."""
    if answer.error:
        failure(core, scene, channel, f"{command} failed with the error “{answer.error}”.")
        return [f"{scene.app.name} did not acknowledge the command in time, or not with 200."]
    if not isinstance(answer.body, Mapping) or not answer.body:
        return []
    body: dict[str, Any] = dict(answer.body)
    bot = core.world.people[scene.install.bot_user_id]
    try:
        content = responses.content_of(body)
    except SlackError as error:
        failure(core, scene, channel, f"{command} failed with the error “invalid_command_response”.")
        return [str(error), *error.answer.get("errors", [])]
    public = body.get("response_type") == "in_channel"
    posting.post(core, channel, bot, content, Manner(ephemeral_to="" if public else scene.person.id))
    return []


def failure(core: Core, scene: Scene, channel: Channel, text: str) -> None:
    """Slack's own word to one person, in the place where they typed."""
    manner = Manner(ephemeral_to=scene.person.id, username=SLACK)
    posting.post(core, channel, scene.person, Content(text=text), manner)
