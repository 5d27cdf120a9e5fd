"""Settling a topic before the meeting: keep it, drop it, make it an action, or give it other words."""

from handlers import deeds, standing, who
from handlers.actions import entries, rules
from handlers.actions.listeners import answers
from handlers.agenda import changes
from handlers.agenda.listeners import adding
from handlers.agenda.views import forms, topics
from handlers.answer import Answer, Close, Errors, Open, Say
from handlers.ask import Ask
from handlers.errors import UserError
from handlers.permissions import Verb
from storage import topics as kept
from storage import workstreams
from storage.topics import Topic


async def menu(ask: Ask) -> Answer:
    """Do what was chosen in a topic's menu."""
    match ask.ref.extra:
        case "change":
            return Open(forms.change(ask.the_team, await _meant(ask)))
        case "action":
            return await ask_make_action(ask)
    return await drop(ask)


async def keep(ask: Ask) -> Answer:
    """Leave a topic on the agenda."""
    return Say(topics.kept(await _meant(ask)))


async def drop(ask: Ask) -> Answer:
    """Take a topic off the agenda."""
    topic = await _meant(ask, gone=True)
    return Say(topics.dropped(ask.the_team, await deeds.do(ask, changes.drop, topic.id or 0)))


async def reopen(ask: Ask) -> Answer:
    """Put a topic back on the agenda."""
    topic = await _meant(ask, gone=True)
    return Say(topics.reopened(await deeds.do(ask, changes.reopen, topic.id or 0)))


async def change(ask: Ask) -> Answer:
    """Give a topic the words that the form says."""
    words = adding.read(ask)
    topic = await _meant(ask)
    return Close(topics.changed(await deeds.do(ask, changes.change, topic.id or 0, words)))


async def ask_make_action(ask: Ask) -> Answer:
    """Open the form of an action with the topic's words."""
    standing.require(ask, Verb.ADD_ACTION)
    topic = await _meant(ask)
    live = await ask.read(workstreams.live, team=ask.the_team)
    return Open(forms.make_action(ask.the_team, topic, live))


async def make_action(ask: Ask) -> Answer:
    """Make an action of the topic, as the form says."""
    topic = await _meant(ask)
    try:
        entry = entries.read(ask.values, ask.today)
    except entries.Mistakes as mistakes:
        return Errors(mistakes.fields)
    members = await who.find(ask, [entry.owner.user_id], field=rules.OWNER) if entry.owner.user_id else []
    topic, outcome = await answers.write(
        ask, changes.make_action, topic_id=topic.id or 0, entry=entry, members=members
    )
    return Close(topics.made_action(topic, outcome.told.action.number))


async def _meant(ask: Ask, *, gone: bool = False) -> Topic:
    """The topic that the button or the form names, for who may settle it. `gone`: it may be off the agenda already."""
    topic = await ask.read(
        kept.get, team=ask.the_team, topic_id=ask.ref.number or ask.metadata.get("number") or 0
    )
    standing.require(ask, Verb.SETTLE_TOPIC, owner_id=topic.added_by)
    if topic.state != "open" and not gone:
        raise UserError(
            f"“{topic.text}” is not on the agenda any more. `/steward agenda topics` shows what is queued."
        )
    return topic
