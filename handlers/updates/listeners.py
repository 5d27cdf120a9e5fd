"""An owner says how a workstream stands, from the question in their direct messages."""

from collections.abc import Mapping
from typing import Any, get_args

from handlers import deeds, forms, ripples, standing
from handlers.answer import Answer, Close, Open
from handlers.ask import Ask
from handlers.deeds import Deed
from handlers.errors import UserError
from handlers.permissions import Verb
from handlers.ripples import Ripple
from handlers.updates import gathering, views
from storage import teams, workstream_lists
from storage import workstreams as strands
from storage.workstream_lists import Overview
from storage.workstreams import State, Workstream


async def say(ask: Ask) -> Answer:
    """Open the short form with the state that was tapped."""
    row = await _meant(ask)
    return Open(views.form(ask.the_team, row.workstream, _state(ask.ref.extra)))


async def change(ask: Ask) -> Answer:
    """Open the form with what was said."""
    row = await _meant(ask)
    return Open(views.form(ask.the_team, row.workstream, row.workstream.state, row))


async def save(ask: Ask) -> Answer:
    """Keep what the form says. The question that it was opened from shows it, so nothing more is said."""
    row = await _meant(ask)
    said = {
        "state": _state(str(ask.values.get(views.STATE))),
        "line": forms.words(ask.values, views.LINE, "In one line", most=views.MOST_LINE),
        "next_step": forms.optional_words(ask.values, views.NEXT_STEP, "Next step", most=views.MOST_LINE),
        "help": forms.optional_words(ask.values, views.HELP, "Help wanted", most=views.MOST_LINE),
    }
    await deeds.do(ask, _give, row.workstream, said)
    return Close()


def _give(deed: Deed, workstream: Workstream, said: Mapping[str, Any]) -> None:
    strands.give_update(deed.session, team=deed.team, workstream=workstream, by=deed.by, now=deed.now, **said)
    ripples.drop("update", Ripple(session=deed.session, team=deed.team, now=deed.now, by=deed.by))


async def _meant(ask: Ask) -> Overview:
    """The workstream that the button or the form names, for who may give its update: cover for its owner, too."""
    today = teams.today(ask.the_team, ask.now)
    rows = await ask.read(workstream_lists.overview, team=ask.the_team, today=today)
    row = next((row for row in rows if row.workstream.id == ask.ref.number), None)
    if row is None:
        raise UserError(
            "This workstream was retired meanwhile, so nothing is asked of it any more. Nothing needed."
        )
    covers = await ask.read(
        gathering.covers_today, workspace=ask.workspace, owner=row.owner, person=ask.actor, today=today
    )
    if not covers:
        standing.require(ask, Verb.GIVE_UPDATE, workstream_id=row.workstream.id)
    return row


def _state(said: str) -> State:
    state: State
    for state in get_args(State):
        if said == state:
            return state
    raise UserError("Please choose how it stands.", views.STATE)
