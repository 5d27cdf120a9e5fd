"""What people ask about the people of a team: to see them, and the forms to change them."""

from handlers import standing
from handlers.answer import Answer, Message, Open, Replace, Say, Update
from handlers.ask import Ask
from handlers.people import forms, reading, rules, saving, views
from handlers.permissions import Verb
from storage import action_lists, roles, teams


async def people(ask: Ask) -> Answer:
    """Show who is on the team, or open the form with those whom `add` names."""
    named = rules.read_named(ask.text)
    if named is None:
        return Say(await _roster(ask))
    standing.require(ask, Verb.ADD_PEOPLE)
    return Open(forms.add(ask.the_team, named))


async def turn(ask: Ask) -> Answer:
    """Show another page of who is on the team."""
    return Replace(await _roster(ask))


async def role(ask: Ask) -> Answer:
    """Show who holds the roles, or give one of them to somebody."""
    if ask.text.strip().casefold() == rules.HISTORY:
        return await history(ask)
    wanted = rules.read_role(ask.text)
    match wanted.role:
        case None:
            standing.require(ask, Verb.SEE_TEAM)
            holders = await ask.read(roles.holders, team=ask.the_team)
            return Say(views.roles(ask.the_team, holders, mends=standing.may(ask, Verb.CHANGE_OWNERS)))
        case "coordinator" if wanted.user_id:
            return Say(await saving.named(ask, "coordinator", wanted.user_id))
        case "coordinator":
            return await ask_coordinator(ask)
        case "sponsor":
            return await ask_sponsor(ask, wanted.user_id)
    return await ask_lead(ask, wanted.user_id)


async def history(ask: Ask) -> Answer:
    """Show who held what, the latest first."""
    return Say(await _history(ask))


async def turn_history(ask: Ask) -> Answer:
    """Show another page of who held what."""
    return Replace(await _history(ask))


async def ask_people(ask: Ask) -> Answer:
    """Open the form to add people."""
    standing.require(ask, Verb.ADD_PEOPLE)
    return Open(forms.add(ask.the_team, rules.Named((), "")))


async def ask_contact(ask: Ask) -> Answer:
    """Open the form to add somebody without an account, in place of an open one."""
    standing.require(ask, Verb.ADD_PEOPLE)
    view = forms.contact(ask.the_team)
    in_form = (ask.body.get("view") or {}).get("type") == "modal"
    return Update(view) if in_form else Open(view)


async def ask_sponsor(ask: Ask, chosen: str | None = None) -> Answer:
    """Open the form to add a sponsor."""
    standing.require(ask, Verb.CHANGE_OWNERS)
    return Open(forms.sponsor(ask.the_team, teams.today(ask.the_team, ask.now), chosen))


async def ask_lead(ask: Ask, chosen: str | None = None) -> Answer:
    """Open the form to hand the lead over."""
    standing.require(ask, Verb.CHANGE_OWNERS)
    return Open(forms.lead(ask.the_team, await reading.holder(ask, "team_leader"), chosen))


async def ask_coordinator(ask: Ask) -> Answer:
    """Open the form to name a coordinator."""
    standing.require(ask, Verb.CHANGE_OWNERS)
    return Open(forms.coordinator(ask.the_team, await reading.holder(ask, "coordinator")))


async def ask_change(ask: Ask) -> Answer:
    """Open the form about one person."""
    standing.require(ask, Verb.ADD_PEOPLE)
    return Open(forms.change(ask.the_team, await reading.entry(ask)))


async def ask_leave(ask: Ask) -> Answer:
    """Ask before somebody is taken off; the leader hands over first."""
    standing.require(ask, Verb.ADD_PEOPLE)
    entry = await reading.entry(ask)
    if "team_leader" in entry.roles:
        return Say(views.leads(ask.the_team, entry.person))
    items = await ask.read(action_lists.open_items, team=ask.the_team, person=entry.person)
    return Open(forms.leaving(ask.the_team, entry.person, items))


async def _roster(ask: Ask) -> Message:
    standing.require(ask, Verb.SEE_TEAM)
    found = await ask.read(reading.entries, team=ask.the_team)
    today = teams.today(ask.the_team, ask.now)
    mends = standing.may(ask, Verb.ADD_PEOPLE)
    away = await ask.read(reading.away, team=ask.the_team, today=today)
    return views.roster(ask.the_team, found, ask.ref.extra, today=today, mends=mends, away=away)


async def _history(ask: Ask) -> Message:
    standing.require(ask, Verb.SEE_TEAM)
    found = await ask.read(roles.history, team=ask.the_team)
    return views.history(ask.the_team, found, ask.ref.extra, teams.today(ask.the_team, ask.now))
