"""The forms of an action, sent: the change is made, or each mistake is said at its field and all that was typed stays."""

from functools import partial
from typing import Any

from handlers import who
from handlers.actions import changes, entries, rules, splitting
from handlers.actions.changes import Outcome
from handlers.actions.entries import Owner
from handlers.actions.listeners import answers
from handlers.actions.views import acks, buttons, forms, small_forms
from handlers.answer import Answer, Close, Errors
from handlers.ask import Ask
from handlers.deps import Member
from handlers.permissions import Verb
from storage import actions


async def new_date(ask: Ask) -> Answer:
    due, why = entries.due(ask.values, ask.today), entries.optional_reason(ask.values)
    return _said(ask, await answers.write(ask, changes.redate, number=_number(ask), due=due, why=why))


async def block(ask: Ask) -> Answer:
    why = entries.reason(ask.values, small_forms.WAITING_LABEL)
    return await _take(ask, Verb.ANSWER_ACTION, actions.block, why=why)


async def drop(ask: Ask) -> Answer:
    reason = entries.reason(ask.values, forms.REASON_LABEL)
    return await _take(ask, Verb.EDIT_ACTION, actions.drop, reason=reason)


async def hand_over(ask: Ask) -> Answer:
    owner, note = entries.owner(ask.values), entries.optional_reason(ask.values)
    members = await _members(ask, owner)
    return _said(
        ask,
        await answers.write(
            ask, changes.hand_over, number=_number(ask), owner=owner, members=members, note=note
        ),
    )


async def not_mine(ask: Ask) -> Answer:
    reason = entries.reason(ask.values, forms.REASON_LABEL)
    return _said(ask, await answers.write(ask, changes.give_back, number=_number(ask), reason=reason))


async def split(ask: Ask) -> Answer:
    try:
        parts = splitting.read(ask.values, ask.today)
    except entries.Mistakes as mistakes:
        return Errors(mistakes.fields)
    outcome, added = await answers.write(ask, splitting.split, number=_number(ask), parts=parts)
    if ask.metadata.get("at") == buttons.KEPT:
        return Close()
    return Close(acks.split(outcome.told, added, ask.today))


async def change(ask: Ask) -> Answer:
    told = await answers.found(ask, _number(ask), Verb.EDIT_ACTION)
    try:
        entry = entries.read(ask.values, ask.today, was_due=told.action.due_on)
    except entries.Mistakes as mistakes:
        return Errors(mistakes.fields)
    outcome = await answers.write(
        ask,
        changes.change,
        number=_number(ask),
        entry=entry,
        members=await _members(ask, entry.owner),
        keeps_workstream=rules.WORKSTREAM not in ask.values,
    )
    return _said(ask, outcome)


async def _take(ask: Ask, verb: Verb, step: changes.Step, **reasons: Any) -> Answer:
    outcome = await answers.write(
        ask, changes.take, number=_number(ask), verb=verb, step=partial(step, **reasons)
    )
    return _said(ask, outcome)


def _said(ask: Ask, outcome: Outcome) -> Answer:
    """Say what became of it, unless the message that the form was opened from shows it and nobody else is told."""
    shown = ask.metadata.get("at") == buttons.KEPT and outcome.step is not None
    return Close() if shown and not outcome.concerned else Close(answers.told(ask, outcome))


async def _members(ask: Ask, owner: Owner) -> list[Member]:
    return await who.find(ask, [owner.user_id], field=rules.OWNER) if owner.user_id else []


def _number(ask: Ask) -> int:
    return ask.ref.number or 0
