"""Looking: one action, its history, lists; turning their pages; what a menu beside an action offers."""

from collections.abc import Mapping
from dataclasses import replace

from handlers import standing
from handlers.actions import listing, numbers
from handlers.actions.listeners import answers, opening, steps
from handlers.actions.listing import Listing
from handlers.actions.views import history
from handlers.answer import Answer, Message, Say
from handlers.ask import Ask
from handlers.errors import UserError
from handlers.feature import Listener
from handlers.permissions import Verb
from storage import people, workstreams


async def by_number(ask: Ask) -> Answer:
    """`/steward A-12`, and for those who go on typing, `/steward A-12 done` and `/steward A-12 history`."""
    number, _, rest = ask.text.partition(" ")
    on_it: Mapping[str, Listener] = {"done": steps.done_by_number, "history": history_by_number}
    if also := on_it.get(rest.strip().lower()):
        return await also(replace(ask, text=number))
    return Say(await answers.full(ask, await answers.found(ask, numbers.read(number, "/steward A-12"))))


async def show(ask: Ask) -> Answer:
    """The whole action, beside where it was clicked."""
    whole = await answers.full(ask, await answers.found(ask, ask.ref.number))
    return answers.instead(ask, whole) if answers.in_window(ask) else Say(whole)


async def history_by_number(ask: Ask) -> Answer:
    """`/steward history A-12`."""
    return Say(await _history(ask, numbers.read(ask.text, "/steward history A-12")))


async def history_of(ask: Ask) -> Answer:
    """The history of the action that a button is on."""
    shown = await _history(ask, ask.ref.number or 0)
    return answers.instead(ask, shown) if answers.in_window(ask) else Say(shown)


async def turn_history(ask: Ask) -> Answer:
    """Another page of the history, in place of the one shown."""
    page = int(ask.ref.extra) if ask.ref.extra.isdecimal() else 0
    return answers.instead(ask, await _history(ask, ask.ref.number or 0, page))


async def list_(ask: Ask) -> Answer:
    """`/steward actions [mine|all|overdue|done|WORKSTREAM|@person]`."""
    live = await ask.read(workstreams.live, team=ask.the_team)
    wanted = listing.read(ask.text, actor_id=ask.actor.slack_user_id or "", live=live)
    chosen = await _of_person(ask, wanted.user_id) if wanted.user_id else wanted.listing
    return Say(await answers.listed(ask, _allowed(ask, chosen)))


async def turn(ask: Ask) -> Answer:
    """Another list, or another page of it, in place of the one shown."""
    return answers.instead(ask, await answers.listed(ask, _allowed(ask, listing.unpack(ask.ref.extra))))


async def menu(ask: Ask) -> Answer:
    """An entry of the menu beside an action."""
    chosen = _MENU.get(ask.ref.extra.partition("/")[0])
    if chosen is None:
        raise UserError("This menu is from before a change of mine. Type `/steward actions` for a fresh one.")
    return await chosen(ask)


async def _history(ask: Ask, number: int, page: int = 0) -> Message:
    told = await answers.found(ask, number)
    last = told.steps[-1] if told.steps and told.steps[-1].undo_to is not None else None
    may_undo = last is not None and (last.by_person_id == ask.actor.id or answers.rights(ask, told).edit)
    return history.page(told, ask.zone, ask.now, number=page, undo=last if may_undo else None)


async def _of_person(ask: Ask, user_id: str) -> Listing:
    known = await ask.read(people.by_slack_ids, workspace=ask.workspace, slack_user_ids=[user_id])
    if user_id not in known:
        raise UserError("They own nothing in this team. `/steward actions` shows what the team has open.")
    return Listing("mine") if known[user_id].id == ask.actor.id else Listing("person", known[user_id].id)


def _allowed(ask: Ask, wanted: Listing) -> Listing:
    """Guests and people of other organisations see what is theirs."""
    if wanted in (Listing(), Listing("mine", page=wanted.page)) and not standing.may(ask, Verb.SEE_TEAM):
        return Listing("mine", page=wanted.page)
    standing.require(ask, Verb.SEE_TEAM)
    return wanted


_MENU: Mapping[str, Listener] = {
    "done": steps.done,
    "new_date": opening.new_date,
    "show": show,
    "start": steps.start,
    "not_mine": opening.not_mine,
    "drop": opening.drop,
    "split": opening.split,
    "history": history_of,
}
