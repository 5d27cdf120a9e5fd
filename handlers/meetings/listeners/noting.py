"""Writing in a meeting: notes, actions, decisions, and taking one's own back."""

from handlers import deeds, who
from handlers import forms as fields
from handlers.actions import entries
from handlers.actions import rules as action_rules
from handlers.answer import Answer, Close, Errors, Open, Replace
from handlers.ask import Ask
from handlers.meetings import posting, rights, rules, running, walk, writing
from handlers.meetings.facts import Facts
from handlers.meetings.listeners import meant
from handlers.meetings.views import acks, forms
from handlers.meetings.walk import Place
from handlers.meetings.writing import Choice, Written
from handlers.permissions import Verb
from storage import workstreams


async def ask_note(ask: Ask) -> Answer:
    """Open the form of a note."""
    facts, place = await _at(ask)
    return Open(forms.note(facts, place))


async def ask_action(ask: Ask) -> Answer:
    """Open the form of an action."""
    facts, place = await _at(ask)
    live = await ask.read(workstreams.live, team=ask.the_team)
    return Open(forms.action(facts, place, live))


async def ask_decision(ask: Ask) -> Answer:
    """Open the form of a decision."""
    facts, place = await _at(ask)
    return Open(forms.decision(facts, place))


async def note(ask: Ask) -> Answer:
    """Keep a note."""
    said = fields.words(ask.values, forms.NOTE, "What was said", most=rules.LONGEST_NOTE)
    good = ask.values.get(forms.KIND) == "good_news"
    written = await deeds.do(
        ask,
        writing.note,
        meant.stands(ask),
        ask.ref.number or 0,
        _place(ask),
        kind="good_news" if good else "note",
        text=said,
    )
    return _answer(ask, written)


async def action(ask: Ask) -> Answer:
    """Keep an action."""
    try:
        entry = entries.read(ask.values, ask.today)
    except entries.Mistakes as mistakes:
        return Errors(mistakes.fields)
    owner = entry.owner.user_id
    members = await who.find(ask, [owner], field=action_rules.OWNER) if owner else []
    written = await deeds.do(
        ask,
        writing.action,
        meant.stands(ask),
        ask.ref.number or 0,
        _place(ask),
        entry=entry,
        members=members,
    )
    return _answer(ask, written)


async def decision(ask: Ask) -> Answer:
    """Record a decision."""
    choice = fields.words(ask.values, forms.CHOICE, "What was decided", most=rules.LONGEST_CHOICE)
    why = fields.optional_words(ask.values, forms.WHY, "Why", most=rules.LONGEST_WHY)
    approver = ask.values.get(forms.APPROVER)
    members = await who.find(ask, [approver], field=forms.APPROVER) if approver else []
    written = await deeds.do(
        ask,
        writing.decision,
        meant.stands(ask),
        ask.ref.number or 0,
        _place(ask),
        made=Choice(choice=choice, why=why, approver=members),
    )
    return _answer(ask, written)


async def strike(ask: Ask) -> Answer:
    """Take back what was just written."""
    note_id = int(ask.ref.extra) if ask.ref.extra.isdecimal() else 0
    await deeds.do(ask, writing.strike, meant.stands(ask), ask.ref.number or 0, note_id)
    return Replace(acks.struck())


async def _at(ask: Ask) -> tuple[Facts, Place]:
    """The meeting and the place that the reader saw. Raises UserError for one that does not run, or for who may not."""
    facts = await meant.facts(ask)
    if facts.meeting.state != "running":
        raise running.not_running(facts.meeting)
    rights.require(meant.stands(ask), Verb.WRITE_IN_MEETING, facts)
    return facts, walk.at(facts.walk, ask.ref.extra or facts.meeting.current)


def _place(ask: Ask) -> str:
    """The place that was chosen in the form, else the one that it was opened at."""
    return str(ask.values.get(forms.PLACE) or ask.metadata.get("place") or "")


def _answer(ask: Ask, written: Written) -> Answer:
    taken = posting.taken_of(written.meeting) if written.note is None else None
    return Close(acks.written(ask.the_team, written, taken["closed_by"] if taken else None))
