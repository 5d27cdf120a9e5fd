"""Changing a team's settings, closing it and bringing it back."""

from handlers import forms as fields
from handlers import permissions, standing
from handlers.answer import Answer, Close, Errors, Open, Say
from handlers.ask import Ask
from handlers.errors import UserError
from handlers.permissions import Verb
from handlers.teams import changes, forms, hello, rules


async def show(ask: Ask) -> Answer:
    """Open the settings, filled."""
    standing.require(ask, Verb.CHANGE_SETTINGS)
    return Open(forms.settings(ask.the_team, forms.current(ask.the_team)))


async def save(ask: Ask) -> Answer:
    """Keep what was changed, or say at each field what is wrong."""
    standing.require(ask, Verb.CHANGE_SETTINGS)
    settings, mistakes = rules.read_settings(ask.values, ask.now)
    if mistakes:
        return Errors(mistakes)
    team, differences, step = await ask.write(
        changes.change, team=ask.the_team, settings=settings, by=ask.actor, now=ask.now
    )
    return Close(hello.changed(team, differences, step))


async def ask_close(ask: Ask) -> Answer:
    """Ask why, and say what closing means, before anything is closed."""
    standing.require(ask, Verb.CLOSE_TEAM)
    return Open(forms.closing(ask.the_team))


async def close(ask: Ask) -> Answer:
    """Close the team."""
    standing.require(ask, Verb.CLOSE_TEAM)
    reason = fields.words(ask.values, forms.REASON, "Reason", most=rules.MOST_REASON)
    team = await ask.write(
        changes.close, workspace=ask.workspace, team=ask.the_team, reason=reason, by=ask.actor, now=ask.now
    )
    return Close(hello.closed_by_you(team))


async def bring_back(ask: Ask) -> Answer:
    """Reopen the closed team that the button names."""
    if ask.team is None:
        raise UserError("That team is not here any more. Type /steward setup to start a new one.")
    permissions.require(standing.of(ask.actor, ask.seat), Verb.CLOSE_TEAM)
    team = await ask.write(changes.reopen, workspace=ask.workspace, team=ask.team, by=ask.actor, now=ask.now)
    return Say(hello.back(team))
