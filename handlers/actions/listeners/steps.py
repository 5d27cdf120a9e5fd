"""One tap: done, started, not blocked any more, open again, accepted; and taking a step back."""

from handlers.actions import changes, numbers, undoing
from handlers.actions.changes import Outcome, Step
from handlers.actions.listeners import answers
from handlers.actions.views import words
from handlers.answer import Answer, Say
from handlers.ask import Ask
from handlers.errors import UserError
from handlers.feature import Listener
from handlers.permissions import Verb
from storage import actions, stories


async def done_by_number(ask: Ask) -> Answer:
    """`/steward done A-12`."""
    number = numbers.read(ask.text, "/steward done A-12")
    await answers.found(ask, number)
    outcome = await _take(ask, number, Verb.ANSWER_ACTION, actions.complete)
    return Say(answers.told(ask, outcome))


def _on_click(step: Step, verb: Verb = Verb.ANSWER_ACTION) -> Listener:
    async def clicked(ask: Ask) -> Answer:
        return await answers.to_click(ask, await _take(ask, _number(ask), verb, step))

    return clicked


done = _on_click(actions.complete)
start = _on_click(actions.start)
reopen = _on_click(actions.reopen)


async def unblock(ask: Ask) -> Answer:
    """Whoever it waited for may say so too."""
    return await answers.to_click(ask, await answers.write(ask, changes.unblock, number=_number(ask)))


async def accept(ask: Ask) -> Answer:
    """Only the owner can accept what they were asked; others are told who that is."""
    told = await answers.found(ask, _number(ask))
    if told.action.owner_id != ask.actor.id:
        owner = told.people[told.action.owner_id]
        code = words.code(told.action.number)
        raise UserError(
            f"{code} is with {owner.name} now, so only they can accept it. Nothing needed from you."
        )
    return await answers.to_click(ask, await _take(ask, _number(ask), Verb.ANSWER_ACTION, actions.accept))


async def undo(ask: Ask) -> Answer:
    """The step that the button names."""
    step_id = ask.ref.extra.partition("/")[0]
    outcome = await _undo(ask, _number(ask), int(step_id) if step_id.isdecimal() else 0)
    return await answers.to_click(ask, outcome)


async def undo_my_last(ask: Ask) -> Answer:
    """`/steward undo`: the latest step that the actor took in this team and that still stands."""
    step = await ask.read(stories.last_step_of, team=ask.the_team, person=ask.actor)
    if step is None:
        raise UserError("There is no change of yours here that could be taken back. Nothing needed.")
    if step.item_kind != "action" or step.item_number is None or step.id is None:
        raise UserError(
            "Your latest change here was not to an action. The message that told you of it has a button to take it "
            "back. For an earlier step of an action, type `/steward history A-12`."
        )
    return Say(answers.told(ask, await _undo(ask, step.item_number, step.id)))


async def _take(ask: Ask, number: int, verb: Verb, step: Step) -> Outcome:
    return await answers.write(ask, changes.take, number=number, verb=verb, step=step)


async def _undo(ask: Ask, number: int, step_id: int) -> Outcome:
    return await answers.write(ask, undoing.undo, number=number, step_id=step_id, zone=ask.zone)


def _number(ask: Ask) -> int:
    return ask.ref.number or 0
