"""The form of a new action: for the team it is about, or first of all asking which team that is."""

from handlers import standing
from handlers.actions.views import forms
from handlers.actions.views.forms import Draft
from handlers.answer import Answer, Open
from handlers.ask import Ask
from handlers.permissions import Verb
from storage import workstreams
from storage.teams import Team


async def form(ask: Ask, draft: Draft) -> Answer:
    """Open the form with that in it. Raises UserError as `team` does."""
    meant = team(ask)
    if meant is None:
        return Open(forms.which_team(draft, [seat.team for seat in ask.seats]))
    return Open(forms.new(meant, draft, await ask.read(workstreams.live, team=meant)))


def team(ask: Ask) -> Team | None:
    """Return the team that is meant, None where it may be any of theirs.

    Raises UserError where they have none, or may not add to the one that is meant.
    """
    if ask.team is None and len(ask.seats) > 1:
        return None
    meant = ask.the_team
    standing.require(ask, Verb.ADD_ACTION)
    return meant


async def empty(ask: Ask) -> Answer:
    """The form with nothing in it."""
    return await form(ask, Draft())
