"""Changing a team's settings, closing it and bringing it back."""

from handlers import forms as fields
from handlers import permissions, standing, timetable
from handlers.answer import Answer, Close, Errors, Open, Say, Update
from handlers.ask import Ask
from handlers.errors import UserError
from handlers.permissions import Verb
from handlers.teams import changes, forms, hello, rhythm, rules
from handlers.teams.rhythm import Rhythm
from handlers.teams.rules import Mistakes
from storage import schedules
from storage.teams import Settings


async def show(ask: Ask) -> Answer:
    """Open the settings, filled."""
    standing.require(ask, Verb.CHANGE_SETTINGS)
    series = await ask.read(schedules.of_kind, team=ask.the_team, kind=timetable.WEEKLY)
    return Open(forms.settings(ask.the_team, forms.current(ask.the_team, series, ask.now)))


async def rhythm_chosen(ask: Ask) -> Answer:
    """Let the open form ask in which week it begins, where that matters; what was typed stays."""
    settings, _ = rules.read_settings(ask.values, ask.now)
    offered = rhythm.first_on(settings, ask.now).isoformat()
    return Update(forms.settings(ask.the_team, {rhythm.START: offered, **ask.values}))


async def save(ask: Ask) -> Answer:
    """Keep what was changed, or say at each field what is wrong."""
    standing.require(ask, Verb.CHANGE_SETTINGS)
    settings, mistakes = rules.read_settings(ask.values, ask.now)
    wanted = _rhythm(ask, settings, mistakes)
    if mistakes:
        return Errors(mistakes)
    team, differences, steps = await ask.write(
        changes.change, team=ask.the_team, settings=settings, wanted=wanted, by=ask.actor, now=ask.now
    )
    return Close(hello.changed(team, differences, steps))


def _rhythm(ask: Ask, settings: Settings, mistakes: Mistakes) -> Rhythm | None:
    """How often they meet; not read where the day, the hour or the zone that it depends on cannot be."""
    if mistakes.keys() & {rules.WEEKDAY, rules.AT, rules.ZONE}:
        return None
    return mistakes.note(lambda: rhythm.read(ask.values, settings, ask.now), None)


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
