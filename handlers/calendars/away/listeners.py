"""What people ask about being away: to say it, to see it, to be back."""

from datetime import date

from handlers import permissions, standing, who
from handlers.answer import Answer, Close, Message, Open, Replace, Say
from handlers.ask import Ask
from handlers.calendars.away import changes, forms, reading, sentence, views
from handlers.calendars.away.sentence import Wanted
from handlers.calendars.away.views import Away
from handlers.errors import UserError
from handlers.permissions import Verb
from storage import members, people, roles
from storage.people import Person
from storage.teams import Team


async def away(ask: Ask) -> Answer:
    """Do what the words after `/steward away` want; without days, show how it stands or ask."""
    wanted = sentence.parse(ask.text, ask.zone, ask.now)
    person = await _person(ask, wanted.person_id)
    if wanted.is_back:
        return Say(await _end(ask, person))
    if wanted.from_on:
        return Say(await _set(ask, person, wanted))
    if wanted == Wanted():
        stands = await _theirs(ask, person)
        if stands:
            return Say(views.stands(stands, ask.today))
    return _form(ask, wanted)


async def save(ask: Ask) -> Answer:
    """Keep what the form says."""
    wanted = forms.read(ask.values, ask.today)
    try:
        person = await _person(ask, wanted.person_id)
    except UserError as problem:
        raise problem.at(forms.PERSON) from problem
    return Close(await _set(ask, person, wanted))


async def change(ask: Ask) -> Answer:
    """Open the form with how it stands now."""
    person = await _of_button(ask)
    found = await _theirs(ask, person)
    other = None if person.id == ask.actor.id else person.slack_user_id
    if found is None:
        return _form(ask, Wanted(person_id=other))
    absence = found.absence
    cover = found.cover.slack_user_id if found.cover else None
    return _form(ask, Wanted(other, cover, max(absence.from_on, ask.today), absence.until_on, absence.reason))


async def back(ask: Ask) -> Answer:
    """Be here again; from the command, or for somebody else by name."""
    wanted = sentence.parse(ask.text, ask.zone, ask.now)
    return Say(await _end(ask, await _person(ask, wanted.person_id)))


async def click_back(ask: Ask) -> Answer:
    """Be here again; the message becomes the record of it."""
    return Replace(await _end(ask, await _of_button(ask), only=_number(ask)))


async def take_back(ask: Ask) -> Answer:
    """Take back what was just said; the message becomes the record of it."""
    return Replace(await _end(ask, await _of_button(ask), only=_number(ask), undone=True))


async def again(ask: Ask) -> Answer:
    """Take being back back."""
    person = await _of_button(ask)
    absence_id, _, until = ask.ref.extra.partition(",")
    away = await ask.write(
        changes.again,
        workspace=ask.workspace,
        person=person,
        absence_id=int(absence_id) if absence_id.isdecimal() else 0,
        until_on=date.fromisoformat(until) if until else None,
        by=ask.actor,
        today=ask.today,
        now=ask.now,
    )
    return Replace(views.said(away, by=ask.actor, team=ask.team, today=ask.today))


async def _set(ask: Ask, person: Person, wanted: Wanted) -> Message:
    cover = await who.find(ask, [wanted.cover_id] if wanted.cover_id else [], field=forms.COVER)
    who.refuse_outsiders(cover, "cover", field=forms.COVER)
    found = await ask.write(
        changes.set_away,
        workspace=ask.workspace,
        person=person,
        wanted=wanted,
        cover=cover[0] if cover else None,
        by=ask.actor,
        today=ask.today,
        now=ask.now,
    )
    return views.said(found, by=ask.actor, team=ask.team, today=ask.today)


async def _end(ask: Ask, person: Person, *, only: int | None = None, undone: bool = False) -> Message:
    ended = await ask.write(
        changes.end,
        workspace=ask.workspace,
        person=person,
        by=ask.actor,
        today=ask.today,
        now=ask.now,
        only=only,
    )
    if ended is None:
        return views.not_away(person, own=person.id == ask.actor.id)
    return views.welcome(ended, by=ask.actor, team=ask.team, today=ask.today, undone=undone)


def _number(ask: Ask) -> int | None:
    """The absence that the button was drawn for."""
    return int(ask.ref.extra) if ask.ref.extra.isdecimal() else None


def _form(ask: Ask, wanted: Wanted) -> Answer:
    others = ask.team is not None and standing.may(ask, Verb.SET_AWAY)
    return Open(forms.form(ask.team, wanted, ask.today, others=others))


async def _theirs(ask: Ask, person: Person) -> Away | None:
    return await ask.read(reading.theirs, workspace=ask.workspace, person=person, today=ask.today)


async def _person(ask: Ask, user_id: str | None) -> Person:
    """Whom it is about: the actor, or somebody of the team where the actor may say it for others."""
    if user_id is None or user_id == ask.actor.slack_user_id:
        return ask.actor
    standing.require(ask, Verb.SET_AWAY)
    [member] = await who.find(ask, [user_id])
    known = await ask.read(people.by_slack_ids, workspace=ask.workspace, slack_user_ids=[user_id])
    found = known.get(user_id)
    if found is None or not await _is_on(ask, ask.the_team, found):
        raise UserError(
            f"{member.name} is not on the team {ask.the_team.name}. `/steward people` shows who is, and adds people."
        )
    return found


async def _of_button(ask: Ask) -> Person:
    """Whom the button is about. Raises UserError for somebody else's, unless the actor may say it for others."""
    if ask.ref.number in (None, ask.actor.id):
        return ask.actor
    permissions.require(standing.of(ask.actor, ask.seat), Verb.SET_AWAY)
    found = await ask.read(people.by_id, workspace=ask.workspace, person_id=ask.ref.number or 0)
    if found is None or not await _is_on(ask, ask.the_team, found):
        raise UserError("They are not on this team any more. Nothing was changed.")
    return found


async def _is_on(ask: Ask, team: Team, person: Person) -> bool:
    membership = await ask.read(members.current, team=team, person=person)
    return membership is not None or bool(await ask.read(roles.roles_of, team=team, person=person))
