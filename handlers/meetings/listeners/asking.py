"""`/steward meeting …`: the meeting that runs or is next, and everything that can be done about it in words."""

from dataclasses import replace

from handlers import messages, standing, text
from handlers.answer import Answer, Open, Say
from handlers.ask import Ask
from handlers.calendars.away import sentence
from handlers.calendars.days import acks as calendar_acks
from handlers.calendars.days import forms as calendar_forms
from handlers.calendars.days import views as calendar_views
from handlers.meetings import gathering, rights, rules
from handlers.meetings.listeners import arranging, leading, meant, minutes
from handlers.meetings.rules import Wanted
from handlers.meetings.views import overview
from handlers.meetings.views.overview import Rights
from handlers.permissions import Verb
from storage import calendars, teams


async def meeting(ask: Ask) -> Answer:
    """Do what the words after `/steward meeting` want."""
    assert ask.the_team
    wanted = rules.parse(ask.text)
    match wanted.verb:
        case "start":
            return await leading.start(ask)
        case "close":
            return await leading.close(ask)
        case "here":
            return await leading.here(ask)
        case "attendance":
            return await leading.attendance(ask, wanted.user_ids, wanted.unknown)
        case "minutes":
            return await minutes.show(ask)
    return await _about(ask, wanted)


async def _about(ask: Ask, wanted: Wanted) -> Answer:
    match wanted.verb:
        case "skip":
            return await arranging.ask_skip(ask, wanted.why)
        case "unskip":
            return await arranging.unskip(ask)
        case "move":
            asked = rules.moved(wanted.words, gathering.zone(ask.the_team), ask.now)
            named = asked if asked.on or asked.at else None
            return await arranging.ask_move(ask, named, wanted.why)
        case "pause":
            return _pause(ask, wanted)
        case "resume":
            return await _resume(ask)
    return await show(ask)


async def show(ask: Ask) -> Answer:
    """Show the meeting that runs or is next, with its buttons."""
    standing.require(ask, Verb.SEE_TEAM)
    facts = await meant.now_on(ask)
    around = await ask.read(gathering.around, team=ask.the_team, now=ask.now)
    pauses = standing.may(ask, Verb.CHANGE_SETTINGS)
    if facts is None:
        return Say(
            overview.none(ask.the_team, around, Rights(start=False, run=pauses, pause=pauses), ask.now)
        )
    stands = meant.stands(ask)
    may = Rights(
        start=rights.may(stands, Verb.START_MEETING, facts),
        run=rights.may(stands, Verb.RUN_MEETING, facts),
        pause=pauses,
    )
    return Say(overview.overview(facts, around, may, ask.zone, ask.now))


def _pause(ask: Ask, wanted: Wanted) -> Answer:
    """The calendar's own form of a pause, filled with what was understood."""
    standing.require(ask, Verb.CHANGE_SETTINGS)
    team = ask.the_team
    understood = sentence.parse(text.escape(wanted.words), gathering.zone(team), ask.now)
    filled = replace(understood, reason=wanted.why)
    return Open(calendar_forms.pause(team, teams.today(team, ask.now), filled))


async def _resume(ask: Ask) -> Answer:
    """The calendar's own button, where there is a pause to end."""
    standing.require(ask, Verb.CHANGE_SETTINGS)
    season = await ask.read(calendars.season, team=ask.the_team, on=teams.today(ask.the_team, ask.now))
    if season is None:
        return Say(messages.of(calendar_acks.NO_PAUSE))
    end = messages.button("End the pause", calendar_views.RESUME, ask.the_team.id)
    return Say(
        messages.of("Shall the meetings go on? The channel gets one message that says what is open.", [end])
    )
