"""What every listener of actions needs: who is doing this, what they may, and how a step is answered where it was taken."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from slack_sdk.models.views import View
from sqlmodel import Session

from handlers import standing
from handlers.actions import covering, reads, whose
from handlers.actions.changes import Outcome
from handlers.actions.listing import Listing, unpack
from handlers.actions.news import Doing
from handlers.actions.views import acks, buttons, card, layout, lists, story, words
from handlers.actions.views.buttons import Rights
from handlers.answer import Answer, Message, Nothing, Replace, Say, Update
from handlers.ask import Ask
from handlers.errors import UserError
from handlers.permissions import Refusal, Verb, may
from storage import calendars, errors, stories
from storage.action_lists import Listed
from storage.stories import Story

T = TypeVar("T")


def doing(ask: Ask) -> Doing:
    return Doing(
        workspace=ask.workspace,
        team=ask.the_team,
        by=ask.actor,
        stands=standing.of(ask.actor, ask.seat),
        now=ask.now,
    )


async def write(ask: Ask, change: Callable[..., T], **facts: Any) -> T:
    """Make one change in one transaction, at most once for what was delivered."""

    def once(session: Session, *, now: datetime) -> T:  # noqa: ARG001 - the moment is the receipt's
        return change(session, doing=doing(ask), **facts)

    return await ask.write(once, now=ask.now)


async def found(ask: Ask, number: int | None, verb: Verb | None = None) -> Story:
    """Return the action of that number in the team. Raises UserError: there is none, or they may not."""
    try:
        told = await ask.read(stories.of_action, team=ask.the_team, number=number or 0)
    except errors.NotFound:
        raise UserError(
            f"There is no {words.code(number or 0)} in {ask.the_team.name}. `/steward actions all` lists what there is."
        ) from None
    about = whose.of(told.action, story.owner(told))
    for needed in (Verb.SEE_ACTION, verb):
        if needed is not None and not await _in_place_of_owner(ask, told, needed):
            standing.require(ask, needed, **about)
    return told


async def _in_place_of_owner(ask: Ask, told: Story, verb: Verb) -> bool:
    """Whether they may answer only because its owner is away and named them."""
    about = whose.of(told.action, story.owner(told))
    if verb is not Verb.ANSWER_ACTION or standing.may(ask, verb, **about):
        return False
    return await ask.read(
        covering.stands_in, workspace=ask.workspace, told=told, person=ask.actor, now=ask.now
    )


def rights(ask: Ask, told: Story) -> Rights:
    """What the actor may do with it."""
    giver, mine = story.assigned_by(told), told.action.owner_id == ask.actor.id
    about = whose.of(told.action, story.owner(told))
    return Rights(
        answer=standing.may(ask, Verb.ANSWER_ACTION, **about),
        edit=standing.may(ask, Verb.EDIT_ACTION, **about),
        decline=mine and giver is not None and giver.id != ask.actor.id,
    )


def rights_in_row(ask: Ask, listed: Listed) -> Rights:
    about = whose.of(listed.action, listed.owner)
    return Rights(answer=standing.may(ask, Verb.ANSWER_ACTION, **about), edit=False)


async def full(ask: Ask, told: Story) -> Message:
    """The whole action, with what the actor may do."""
    about = whose.of(told.action, story.owner(told))
    allowed = may(standing.of(ask.actor, ask.seat), Verb.ANSWER_ACTION, **about)
    who_may = words.shown(allowed.text) if isinstance(allowed, Refusal) else ""
    days = await ask.read(calendars.working_days, team=told.team)
    return card.full(told, ask.today, rights(ask, told), days=days, who_may=who_may)


async def listed(ask: Ask, listing: Listing, notice: Message | None = None) -> Message:
    """The list, with what was just done on top of it."""
    shown = await ask.read(
        reads.shown,
        workspace=ask.workspace,
        team=ask.the_team,
        listing=listing,
        reader=ask.actor,
        today=ask.today,
        zone=ask.zone,
    )
    above = notice.blocks if notice else ()
    return lists.page(shown, lambda row: rights_in_row(ask, row), *above)


async def to_click(ask: Ask, outcome: Outcome) -> Answer:
    """Answer a button where it was clicked: in its list, on the action that was asked for, else beside the message.

    A message that is kept up to date shows it by itself.
    """
    place = place_of(ask)
    if place == buttons.KEPT:
        return Nothing() if outcome.step else Say(told(ask, outcome))
    said = told(ask, outcome, place)
    if place == card.WHOLE:
        whole = await full(ask, outcome.told)
        return instead(ask, layout.message(*said.blocks, *whole.blocks))
    if place:
        return instead(ask, await listed(ask, unpack(place), said))
    return instead(ask, said)


def instead(ask: Ask, message: Message) -> Answer:
    """Show it in place of what was clicked, when only they see that; else beside it."""
    if in_window(ask):
        return Update(window(message))
    return Replace(message) if _is_theirs_alone(ask) else Say(message)


def told(ask: Ask, outcome: Outcome, place: str = "") -> Message:
    """What became of it, with the way back."""
    if outcome.step is None:
        return acks.unchanged(outcome.told, ask.zone, ask.now)
    return acks.changed(outcome.told, outcome.step, ask.today, messaged=outcome.concerned, at=place)


def place_of(ask: Ask) -> str:
    """Where the clicked button stands, as it says itself after the stroke: a list, the whole action, or nothing."""
    return ask.ref.extra.partition("/")[2]


def window(said: Message) -> View:
    """A window that only says something."""
    return View(type="modal", title="Steward", close="Close", blocks=list(said.blocks))


def _is_theirs_alone(ask: Ask) -> bool:
    return bool((ask.body.get("container") or {}).get("is_ephemeral"))


def in_window(ask: Ask) -> bool:
    return (ask.body.get("view") or {}).get("type") == "modal"
