"""How an answer travels: in the acknowledgement where Slack allows it, else right after it.

Slash commands and forms take an answer in the acknowledgement; a click on a button does not, so its answer goes
to the `response_url`, or into a form where there is none (App Home).
https://docs.slack.dev/interactivity/handling-user-interaction
"""

from collections.abc import Mapping
from typing import Any

import aiohttp
import structlog
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import SectionBlock
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.followups import FollowUps
from bot.knock import Knock
from bot.slack import SlackApi, error_name, when_known
from handlers import messages, refs
from handlers.answer import (
    Answer,
    Choices,
    Close,
    Errors,
    Message,
    Nothing,
    Open,
    Replace,
    Say,
    ShowHome,
    Update,
)
from handlers.ask import Ask
from storage import outbox

log = structlog.get_logger()

TOO_LATE = {"expired_trigger_id", "exchanged_trigger_id", "trigger_expired"}
MOST_BLOCKS = 50
"""In a message: https://docs.slack.dev/reference/block-kit/blocks. The SDK does not count them."""


class Replies:
    """Carries answers to the person who asked."""

    def __init__(self, slack: SlackApi, followups: FollowUps) -> None:
        self._slack = slack
        self._followups = followups

    async def give(self, answer: Answer, knock: Knock, ask: Ask, ack: AsyncAck) -> None:
        """Acknowledge with the answer; start what must come after."""
        await ack(**acknowledgement(answer, knock))
        self._followups.start(self.follow(answer, knock, ask), name=f"after {knock.kind}")

    async def follow(self, answer: Answer, knock: Knock, ask: Ask, *, late: bool = False) -> None:
        """Do what the acknowledgement could not carry; nothing of what comes `late` was in it."""
        client = ask.deps.slack(ask.workspace)
        match answer:
            case Open() if knock.kind != "form":
                await self._open(client, answer.view, knock, ask)
            case Update() if knock.kind != "form" and knock.view:
                view = with_origin(answer.view, knock)
                await when_known(
                    client.views_update(view=view, view_id=knock.view["id"], hash=knock.view.get("hash"))
                )
            case ShowHome():
                await when_known(
                    client.views_publish(user_id=knock.slack_user_id, view=answer.view.to_dict())
                )
            case Replace() if knock.response_url:
                await self._slack.respond(
                    knock.response_url, {"replace_original": True, **payload(answer.message)}
                )
            case Say() | Replace() if late or knock.kind != "command":
                await self._tell(client, answer.message, knock, ask)
            case Close(message=Message() as message):
                await self._tell(client, message, knock, ask)
            case _:
                pass
        later = (
            await answer.then()
            if isinstance(answer, Nothing | Say | Replace | Close) and answer.then
            else None
        )
        if later is not None:
            await self.follow(later, knock, ask, late=True)

    async def _open(self, client: AsyncWebClient, view: View, knock: Knock, ask: Ask) -> None:
        if knock.trigger_id is None:
            words = (
                f"That needs a form, and Slack opens one only from a command. Type `/steward {knock.text}`."
            )
            await self._tell(client, Message(words), knock, ask)
            return
        opening = client.views_push if knock.in_form else client.views_open
        try:
            await when_known(opening(trigger_id=knock.trigger_id, view=with_origin(view, knock)))
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
            log.warning("A form did not open", error=str(error))
            said = unopened(error, knock)
            if knock.response_url:
                await self._tell(client, said, knock, ask)
            else:  # App Home would say it in a window, and that would not open either
                await when_known(client.chat_postMessage(channel=knock.slack_user_id, **payload(said)))

    async def _tell(self, client: AsyncWebClient, message: Message, knock: Knock, ask: Ask) -> None:
        """Tell the actor alone: where they clicked, else in a small window, else in the channel, else by DM."""
        if knock.response_url:
            quiet = {"response_type": "ephemeral", "replace_original": False}
            await self._slack.respond(knock.response_url, {**quiet, **payload(message)})
        elif knock.kind == "button" and knock.trigger_id:
            await self._open(client, notice(message), knock, ask)
        elif knock.kind == "talk" and knock.in_dm:
            await ask.deps.db.write(
                outbox.put,
                workspace=ask.workspace,
                key=knock.receipt,
                kind="reply",
                person=ask.actor,
                now=ask.now,
                **messages.shown(message),
            )
        elif ask.channel_id and await self._whisper(client, ask.channel_id, knock.slack_user_id, message):
            return
        else:
            await when_known(client.chat_postMessage(channel=knock.slack_user_id, **payload(message)))

    async def _whisper(self, client: AsyncWebClient, channel_id: str, user_id: str, message: Message) -> bool:
        try:
            await client.chat_postEphemeral(channel=channel_id, user=user_id, **payload(message))
        except SlackApiError as error:
            # Steward is not in that channel, or the person is not any more.
            log.info("Told by direct message instead", channel=channel_id, error=error_name(error))
            return False
        return True


def acknowledgement(answer: Answer, knock: Knock) -> dict[str, Any]:
    """Return the arguments of Bolt's `ack` that carry this answer as far as Slack lets them."""
    carried: dict[str, Any] = {}
    match knock.kind, answer:
        case "command", Say(message=message) | Replace(message=message):
            carried = {"response_type": "ephemeral", **payload(message)}
        case "form", Errors(fields=fields):
            carried = {"response_action": "errors", "errors": dict(fields)}
        case "form", Update(view=view):
            carried = {"response_action": "update", "view": with_origin(view, knock)}
        case "form", Open(view=view):
            carried = {"response_action": "push", "view": with_origin(view, knock)}
        case "form", Close():
            carried = {"response_action": "clear"}
        case "search", Choices(options=options):
            carried = {"options": [_option(value, label) for value, label in options[:100]]}
    return carried


def payload(message: Message) -> dict[str, Any]:
    """Return the message as the Web API takes it. Raises ValueError over 50 blocks."""
    if len(message.blocks) > MOST_BLOCKS:
        raise ValueError(f"{len(message.blocks)} blocks in a message; Slack takes {MOST_BLOCKS}")
    blocks = [block.to_dict() for block in message.blocks]
    return {"text": message.text, **({"blocks": blocks} if blocks else {})}


def with_origin(view: View, knock: Knock) -> dict[str, Any]:
    """Return the form, remembering where it was opened, so that what follows is said there."""
    kept = dict(refs.read_metadata(view.private_metadata or ""))
    kept.setdefault("channel", knock.channel_id or knock.metadata.get("channel"))
    kept.setdefault("from", "home" if knock.from_home else None)
    known = {key: value for key, value in kept.items() if value is not None}
    return {
        **view.to_dict(),
        "private_metadata": refs.metadata(**{"team_id": known.pop("team", None), **known}),
    }


def notice(message: Message) -> View:
    """Return a small window that says it: App Home has no place for an answer of its own."""
    return View(
        type="modal",
        title="Steward",
        close="Close",
        blocks=list(message.blocks) or [SectionBlock(text=message.text)],
    )


def unopened(error: Exception, knock: Knock) -> Message:
    """Return what is said where a form did not open, with what was typed, so that nobody has to type it again."""
    late = isinstance(error, SlackApiError) and error_name(error) in TOO_LATE
    why = (
        "That took a moment too long, and Slack no longer let me open the form."
        if late
        else "Slack did not let me open the form just now."
    )
    return Message(f"{why} Nothing was changed. Please try again.{knock.typed_again}")


def _option(value: str, label: str) -> Mapping[str, Any]:
    return {"text": {"type": "plain_text", "text": label[:75]}, "value": value}
