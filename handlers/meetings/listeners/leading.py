"""Leading a meeting: starting it, who is here, from place to place, closing it."""

from functools import partial

import structlog
from slack_sdk.errors import SlackApiError

from handlers import deeds, who
from handlers.answer import Answer, Close, FollowUp, Message, Nothing, Open, Say
from handlers.ask import Ask
from handlers.errors import UserError
from handlers.feature import Listener
from handlers.meetings import closing, posting, rights, running
from handlers.meetings.facts import Facts
from handlers.meetings.listeners import meant
from handlers.meetings.running import Become
from handlers.meetings.views import acks, forms, overview
from handlers.permissions import Verb
from handlers.text import join_names
from storage import outbox
from storage.meeting_rows import Meeting

log = structlog.get_logger()


async def start(ask: Ask) -> Answer:
    """Begin the meeting; long before its time only when asked twice."""
    facts = await meant.facts(ask)
    meeting = facts.meeting
    if meeting.state == "planned" and meeting.starts_at - ask.now > running.EARLY:
        rights.require(meant.stands(ask), Verb.START_MEETING, facts)
        return Say(overview.early(ask.the_team, meeting, facts.zone, ask.now))
    return await start_early(ask)


async def start_early(ask: Ask) -> Answer:
    """Begin the meeting now."""
    began = await deeds.do(ask, running.start, meant.stands(ask), ask.ref.number)
    mine = began.by is not None and began.by.id == ask.actor.id
    said = overview.started(
        ask.the_team, began.meeting, began.by, is_new=began.is_new, mine=mine, now=ask.now
    )
    return Say(said, then=None if began.is_new else _link(ask, began.meeting))


async def here(ask: Ask) -> Answer:
    """I am here."""
    facts = await meant.facts(ask)
    after = await deeds.do(ask, running.here, facts.meeting.id or 0)
    return Say(acks.here(after, ask.actor))


async def ask_attendance(ask: Ask) -> Answer:
    """Open the form of who is here."""
    facts = await meant.facts(ask)
    if facts.meeting.state != "running":
        raise running.not_running(facts.meeting)
    rights.require(meant.stands(ask), Verb.WRITE_IN_MEETING, facts)
    there = [*facts.here, *facts.also_here]
    return Open(forms.attendance(facts, [one.slack_user_id for one in there if one.slack_user_id]))


async def save_attendance(ask: Ask) -> Answer:
    """Keep who is here, as the form has it."""
    chosen = list(ask.values.get(forms.HERE) or ())
    return Close(await _attendance(ask, chosen, only_add=False))


async def attendance(ask: Ask, user_ids: tuple[str, ...], unknown: tuple[str, ...]) -> Answer:
    """Who is here, by a command; who is not named stays as they were."""
    if unknown:
        raise UserError(
            f"I could not find {join_names([*unknown])}. Type @ and choose the person from Slack's list; nobody was "
            "marked yet."
        )
    if not user_ids:
        return await ask_attendance(ask)
    return Say(await _attendance(ask, list(user_ids), only_add=True))


async def next_(ask: Ask) -> Answer:
    """Go on to the next place."""
    await deeds.do(ask, running.go, meant.stands(ask), ask.ref.number or 0, ask.ref.extra, back=False)
    return Nothing()


async def back(ask: Ask) -> Answer:
    """Go back to the place before."""
    await deeds.do(ask, running.go, meant.stands(ask), ask.ref.number or 0, ask.ref.extra, back=True)
    return Nothing()


def settling(become: Become) -> Listener:
    """Return what answers a button that says what becomes of a topic."""
    return partial(_settle, become=become)


async def close(ask: Ask) -> Answer:
    """Close the meeting."""
    meeting, is_new = await deeds.do(ask, closing.close, meant.stands(ask), ask.ref.number)
    by = posting.taken_of(meeting)["closed_by"]
    return Say(acks.closed(ask.the_team, meeting, is_new=is_new, by=by, now=ask.now))


async def _settle(ask: Ask, *, become: Become) -> Answer:
    await deeds.do(ask, running.settle, meant.stands(ask), ask.ref.number or 0, ask.ref.extra, become=become)
    return Nothing()


async def _attendance(ask: Ask, user_ids: list[str], *, only_add: bool) -> Message:
    facts = await meant.facts(ask)
    members = await who.find(ask, user_ids, field=forms.HERE)
    after: Facts = await deeds.do(
        ask,
        running.set_attendance,
        meant.stands(ask),
        facts.meeting.id or 0,
        members,
        only_add=only_add,
    )
    team = await ask.read(running.on_team, team=ask.the_team)
    return acks.attendance(after, [one for one in after.also_here if one.id not in team])


def _link(ask: Ask, meeting: Meeting) -> FollowUp:
    """Return what asks Slack for the address of the board, for whoever came second."""

    async def follow() -> Answer | None:
        key = posting.board_key(meeting)
        found = await ask.read(outbox.by_key, workspace=ask.workspace, key=key)
        if found is None or not (found.ts and found.posted_channel_id):
            return None
        try:
            answer = await ask.deps.slack(ask.workspace).chat_getPermalink(
                channel=found.posted_channel_id, message_ts=found.ts
            )
        except SlackApiError as error:
            log.info("No link to a board", error=error.response.get("error"))
            return None
        return Say(Message(f"Open the board: {answer['permalink']}"))

    return follow
