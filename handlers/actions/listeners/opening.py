"""Opening the forms of an action: everything is read before, so that they open at once."""

from handlers.actions import changes
from handlers.actions.listeners import answers
from handlers.actions.views import forms, small_forms
from handlers.answer import Answer, Open
from handlers.ask import Ask
from handlers.permissions import Verb
from storage import workstreams
from storage.action_rows import LIVE
from storage.stories import Story


async def new_date(ask: Ask) -> Answer:
    return Open(small_forms.new_date(await _live(ask, Verb.ANSWER_ACTION), ask.today, answers.place_of(ask)))


async def block(ask: Ask) -> Answer:
    return Open(small_forms.block(await _live(ask, Verb.ANSWER_ACTION), answers.place_of(ask)))


async def hand_over(ask: Ask) -> Answer:
    return Open(small_forms.hand_over(await _live(ask, Verb.EDIT_ACTION), answers.place_of(ask)))


async def drop(ask: Ask) -> Answer:
    return Open(small_forms.drop(await _live(ask, Verb.EDIT_ACTION), answers.place_of(ask)))


async def split(ask: Ask) -> Answer:
    told = await _live(ask, Verb.EDIT_ACTION)
    return Open(small_forms.split(told, ask.today, answers.place_of(ask)))


async def change(ask: Ask) -> Answer:
    told = await _live(ask, Verb.EDIT_ACTION)
    live = await ask.read(workstreams.live, team=ask.the_team)
    return Open(forms.change(told, live, ask.today))


async def not_mine(ask: Ask) -> Answer:
    told = await _live(ask, Verb.ANSWER_ACTION)
    changes.require_owner(told, ask.actor)
    back_to = await ask.read(changes.back_to, told=told)
    return Open(small_forms.not_mine(told, back_to, answers.place_of(ask)))


async def _live(ask: Ask, verb: Verb) -> Story:
    """Return the action. Raises UserError where they may not, or it is closed: a form would only be refused later."""
    told = await answers.found(ask, ask.ref.number, verb)
    if told.action.state not in LIVE:
        raise changes.refused(told)
    return told
