"""What follows the answer to a new action: the link to its message, and a word when its card cannot be shown."""

import structlog
from slack_sdk.errors import SlackApiError

from handlers.actions import changes
from handlers.actions.changes import Outcome
from handlers.actions.listeners import answers
from handlers.actions.views import acks
from handlers.answer import Answer, FollowUp, Say
from handlers.ask import Ask

log = structlog.get_logger()


def new_action(ask: Ask, outcome: Outcome) -> FollowUp:
    """Return what is to be done when the person has their answer: Slack is asked, and nothing depends on it."""

    async def follow() -> Answer | None:
        await _link(ask, outcome)
        if _hears_of_trouble(ask) or await _is_in_channel(ask):
            return None
        return Say(acks.not_in_channel(outcome.told))

    return follow


async def _link(ask: Ask, outcome: Outcome) -> None:
    action = outcome.told.action
    if not action.source_channel_id or not action.source_ts:
        return
    client = ask.deps.slack(ask.workspace)
    try:
        answer = await client.chat_getPermalink(channel=action.source_channel_id, message_ts=action.source_ts)
    except SlackApiError as error:
        # Steward need not be where the message is; its words are kept, and they are what counts.
        log.info("No link to a message", channel=action.source_channel_id, error=error.response.get("error"))
        return
    facts = {"doing": answers.doing(ask), "number": action.number, "address": answer["permalink"]}
    await ask.deps.db.write(changes.link, **facts)


def _hears_of_trouble(ask: Ask) -> bool:
    """Whether a direct message tells them that the card did not arrive: the team leader gets one."""
    return ask.seat is not None and any(held.role == "team_leader" for held in ask.seat.roles)


async def _is_in_channel(ask: Ask) -> bool:
    client = ask.deps.slack(ask.workspace)
    try:
        answer = await client.conversations_info(channel=ask.the_team.channel_id)
    except SlackApiError as error:
        return str(error.response.get("error")) != "channel_not_found"  # what Slack says of a private one
    return bool((answer.get("channel") or {}).get("is_member", True))
