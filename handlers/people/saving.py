"""Keeping what a form or a command says of a team's people."""

from collections.abc import Sequence
from datetime import date

from handlers import appointing, deeds, standing, text, who
from handlers import forms as fields
from handlers.answer import Answer, Close, Message
from handlers.ask import Ask
from handlers.deps import Member
from handlers.errors import UserError
from handlers.people import changes, reading, rules, views
from handlers.people.changes import Change, Contact
from handlers.permissions import Verb
from handlers.teams import views as team_views
from storage import teams
from storage.assignments import Role


async def add(ask: Ask) -> Answer:
    """Add the chosen people."""
    standing.require(ask, Verb.ADD_PEOPLE)
    user_ids = ask.values.get(rules.PEOPLE) or []
    if not user_ids:
        raise UserError("Please choose at least one person.", rules.PEOPLE)
    if len(user_ids) > rules.MOST_PEOPLE:
        raise UserError(f"{len(user_ids)} people; at most {rules.MOST_PEOPLE} at once.", rules.PEOPLE)
    joining = rules.read_joining(ask.values, _today(ask))
    chosen = await who.find(ask, user_ids, field=rules.PEOPLE)
    if joining.kind == "core":
        who.refuse_outsiders(chosen, "core members; they can be invited for a purpose", field=rules.PEOPLE)
    return await _added(ask, chosen, joining)


async def add_contact(ask: Ask) -> Answer:
    """Add somebody without an account."""
    standing.require(ask, Verb.ADD_PEOPLE)
    contact = Contact(
        fields.words(ask.values, rules.CONTACT, "Name", most=rules.MOST_NAME),
        fields.optional_words(ask.values, rules.OFFICE, "Office"),
        fields.optional_words(ask.values, rules.POST, "Post"),
    )
    return await _added(ask, [contact], rules.read_joining(ask.values, _today(ask)))


async def add_sponsor(ask: Ask) -> Answer:
    """Name a sponsor."""
    standing.require(ask, Verb.CHANGE_OWNERS)
    user_id, name = rules.chosen_or_named(ask.values)
    office = fields.words(ask.values, rules.OFFICE, "Office")
    appointed_by = fields.words(ask.values, rules.APPOINTED_BY, "Appointed by")
    appointed_on = fields.picked_day(ask.values, rules.APPOINTED_ON)
    chosen = Contact(name, office) if name else (await who.find(ask, [user_id or ""], field=rules.PERSON))[0]
    person, steps = await deeds.do(
        ask,
        changes.add_sponsor,
        chosen=chosen,
        appointment={"office": office, "appointed_by": appointed_by, "appointed_on": appointed_on},
    )
    said = f"{team_views.person(person)} is a sponsor of {team_views.name(ask.the_team.name)} for {text.escape(office)}."
    return Close(views.done(ask.the_team, said, steps))


async def hand_over_lead(ask: Ask) -> Answer:
    """Hand the lead over."""
    why = fields.optional_words(ask.values, rules.WHY, "Reason")
    return Close(await named(ask, "team_leader", _person(ask), why=why))


async def name_coordinator(ask: Ask) -> Answer:
    """Name a coordinator."""
    return Close(await named(ask, "coordinator", _person(ask)))


async def named(ask: Ask, role: Role, user_id: str, *, why: str | None = None) -> Message:
    """Give somebody a role that one person of the team holds, and return what is said of it."""
    standing.require(ask, Verb.CHANGE_OWNERS)
    chosen = await who.find(ask, [user_id], field=rules.PERSON)
    who.refuse_outsiders(chosen, team_views.role(role), field=rules.PERSON)
    team = ask.the_team
    person, steps = await deeds.do(ask, changes.name, role=role, chosen=chosen[0], why=why)
    if not steps:
        return views.done(
            team, f"{team_views.person(person)} is {team_views.role(role)} already. Nothing was changed.", []
        )
    said = f"{team_views.person(person)} is {team_views.role(role)} of {team_views.name(team.name)} now."
    joined = appointing.now_core(await ask.read(appointing.joined, steps=steps))
    told = "Who gains or loses the role is told by direct message."
    return views.done(team, " ".join(filter(None, (said, joined, told))), steps)


async def change(ask: Ask) -> Answer:
    """Keep what the form says of one person."""
    standing.require(ask, Verb.ADD_PEOPLE)
    entry = await reading.entry(ask)
    steps = await deeds.do(ask, changes.change, entry=entry, wanted=_wanted(ask, entry))
    return Close(
        views.done(ask.the_team, f"Saved what you changed about {team_views.person(entry.person)}.", steps)
    )


async def leave(ask: Ask) -> Answer:
    """Take somebody off the team."""
    standing.require(ask, Verb.ADD_PEOPLE)
    entry = await reading.entry(ask)
    if "team_leader" in entry.roles:
        raise UserError(
            "They lead the team. Hand the lead over first: close this and type /steward role leader."
        )
    items, steps = await deeds.do(
        ask, changes.leave, entry=entry, why=fields.optional_words(ask.values, rules.WHY, "Reason")
    )
    return Close(views.left(ask.the_team, entry.person, items, steps))


async def _added(ask: Ask, chosen: Sequence[Member | Contact], joining: rules.Joining) -> Answer:
    team = ask.the_team
    added, steps = await deeds.do(ask, changes.add, chosen=chosen, joining=joining)
    if not steps:
        return Close(
            views.done(
                team,
                f"Nothing was changed: this is how they belong already ({team_views.people(added)}).",
                [],
            )
        )
    kind = rules.KINDS[joining.kind].lower()
    said = f"Added to {team_views.name(team.name)} as {kind}: {team_views.people(added)}."
    told = "Who is new on the team is told by direct message."
    if not any(person.slack_user_id for person in added):
        told = "Without an account they cannot be told here; please tell them yourself."
    return Close(views.done(team, f"{said} {told}", steps))


def _wanted(ask: Ask, entry: rules.Entry) -> Change:
    is_contact = entry.person.slack_user_id is None
    return Change(
        name=fields.words(ask.values, rules.CONTACT, "Name", most=rules.MOST_NAME) if is_contact else None,
        office=fields.optional_words(ask.values, rules.OFFICE, "Office"),
        post=fields.optional_words(ask.values, rules.POST, "Post"),
        joining=rules.read_joining(ask.values, _today(ask)) if entry.membership else None,
        ends=rules.ended(entry, offered=ask.metadata.get(rules.ROLES), kept=ask.values.get(rules.ROLES)),
    )


def _person(ask: Ask) -> str:
    user_id = ask.values.get(rules.PERSON)
    if not user_id:
        raise UserError("Please choose a person.", rules.PERSON)
    return str(user_id)


def _today(ask: Ask) -> date:
    return teams.today(ask.the_team, ask.now)
