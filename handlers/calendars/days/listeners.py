"""What people ask about their team's calendar: to see it, to change it, to pause for a season."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers import dates, deeds, standing
from handlers import forms as fields
from handlers.answer import Answer, Choices, Close, Message, Open, Replace, Say, Update
from handlers.ask import Ask
from handlers.calendars.away.sentence import Wanted
from handlers.calendars.days import acks, changes, forms, ical, pasted, sentence, views
from handlers.errors import UserError
from handlers.permissions import Verb
from storage import absences, calendars, teams
from storage.calendars import Source
from storage.places import Place
from storage.teams import Team
from storage.working_days import Break

MOST_CHOICES = 100
MOST_SHOWN = 3


async def calendar(ask: Ask) -> Answer:
    """Do what the words after `/steward calendar` want."""
    wanted = sentence.parse(ask.text, ZoneInfo(ask.the_team.zone), ask.now)
    match wanted.what:
        case "add":
            return await _add_typed(ask, wanted.typed)
        case "pause":
            return await _pause(ask, wanted.pause)
        case "resume":
            return await resume(ask)
        case "settings":
            return await ask_settings(ask)
        case "upload":
            return await ask_upload(ask)
    return Say(await _screen(ask))


async def show(ask: Ask) -> Answer:
    """Show the calendar, from a button."""
    return Say(await _screen(ask))


async def turn(ask: Ask) -> Answer:
    """Show another page of it."""
    return Replace(await _screen(ask))


async def ask_settings(ask: Ask) -> Answer:
    """Open the form of holidays and hours."""
    standing.require(ask, Verb.CHANGE_CALENDAR)
    kept = await ask.read(calendars.of_team, team=ask.the_team)
    return Open(forms.settings(ask.the_team, kept, kept.country))


async def country_chosen(ask: Ask) -> Answer:
    """Offer the regions of the country that was chosen."""
    kept = await ask.read(calendars.of_team, team=ask.the_team)
    chosen = ask.values.get(forms.COUNTRY_FIELD)
    return Update(forms.settings(ask.the_team, kept, None if chosen in {None, forms.NOWHERE} else chosen))


async def search_country(ask: Ask) -> Answer:
    """Offer countries that contain what was typed."""
    return Choices([(forms.NOWHERE, "No public holidays"), *_matching(calendars.countries(), ask.text)])


async def search_region(ask: Ask) -> Answer:
    """Offer regions of the form's country that contain what was typed."""
    regions = calendars.subdivisions(str(ask.metadata.get("country") or ""))
    return Choices([(forms.NOWHERE, "The whole country"), *_matching(regions, ask.text)])


async def save_settings(ask: Ask) -> Answer:
    """Keep holidays and hours."""
    standing.require(ask, Verb.CHANGE_CALENDAR)
    differences, steps = await deeds.do(ask, changes.change, forms.read_settings(ask.values))
    return Close(acks.changed(ask.the_team, differences, steps))


async def ask_add(ask: Ask) -> Answer:
    """Open the form to paste dates."""
    standing.require(ask, Verb.CHANGE_CALENDAR)
    return Open(forms.add(ask.the_team))


async def add(ask: Ask) -> Answer:
    """Add the dates that were pasted; all or none, so that nothing of them is lost."""
    standing.require(ask, Verb.CHANGE_CALENDAR)
    typed = fields.words(ask.values, forms.DATES, "Dates", most=forms.MOST_PASTED)
    breaks, over, source = _read(ask, typed)
    return Close(await _added(ask, breaks, over, source))


async def ask_upload(ask: Ask) -> Answer:
    """Open the form for a calendar file."""
    standing.require(ask, Verb.CHANGE_CALENDAR)
    return Open(forms.upload(ask.the_team))


async def remove(ask: Ask) -> Answer:
    """Take a break off."""
    standing.require(ask, Verb.CHANGE_CALENDAR)
    row, steps = await deeds.do(ask, changes.remove, ask.ref.number or 0)
    return Say(acks.removed(ask.the_team, row, steps, _today(ask)))


async def ask_pause(ask: Ask) -> Answer:
    """Open the form of a pause for a season."""
    return await _pause(ask, None)


async def save_pause(ask: Ask) -> Answer:
    """Pause the team."""
    return Close(await _paused(ask, forms.read_pause(ask.values, _today(ask))))


async def resume(ask: Ask) -> Answer:
    """End the pause that runs or comes."""
    standing.require(ask, Verb.CHANGE_CALENDAR)
    ended = await deeds.do(ask, changes.resume)
    if ended is None:
        return Say(Message(acks.NO_PAUSE))
    row, at, steps = ended
    return Say(acks.resumed(ask.the_team, row, _told_at(ask, at), steps, _today(ask)))


async def undo(ask: Ask) -> Answer:
    """Take steps of the calendar back; the message becomes the record of it."""
    steps = acks.unpacked(ask.ref.extra)
    undone = await deeds.do(ask, changes.take_back, steps, standing.of(ask.actor, ask.seat))
    return Replace(acks.taken_back(ask.the_team, undone))


async def _screen(ask: Ask) -> Message:
    standing.require(ask, Verb.SEE_TEAM)
    today = _today(ask)
    found = await ask.read(facts, team=ask.the_team, today=today)
    return views.screen(found, ask.ref.extra, today=today, mends=standing.may(ask, Verb.CHANGE_CALENDAR))


def facts(session: Session, *, team: Team, today: date) -> views.Facts:
    """Read what the calendar's screen is made of."""
    away = absences.coming(session, team=team, from_on=today, until_on=today)
    return views.Facts(
        team=team,
        calendar=calendars.of_team(session, team=team),
        breaks=calendars.breaks(session, team=team),
        days=calendars.working_days(session, team=team),
        away=[(absence.until_on, person, cover) for absence, person, cover in away],
    )


async def _add_typed(ask: Ask, typed: str) -> Answer:
    standing.require(ask, Verb.CHANGE_CALENDAR)
    if not typed:
        return Open(forms.add(ask.the_team))
    try:
        breaks, over, source = _read(ask, typed)
    except UserError as problem:
        return Open(forms.add(ask.the_team, typed, problem.text))
    return Say(await _added(ask, breaks, over, source))


def _read(ask: Ask, typed: str) -> tuple[Sequence[Break], int, Source]:
    """What was pasted: lines that people wrote, or the text of a calendar file."""
    today = _today(ask)
    if ical.looks_like_one(typed):
        try:
            file = ical.read(typed, today)
        except UserError as problem:
            raise problem.at(forms.DATES) from problem
        return [*file.breaks, *file.others], file.over, "ical"
    found = pasted.read(typed, today)
    if found.unread:
        raise UserError(_unread(found), forms.DATES)
    return found.breaks, found.over, "pasted"


def _unread(found: pasted.Found) -> str:
    shown = [f"“{one.line[:120]}”: {one.why}" for one in found.unread[:MOST_SHOWN]]
    more = len(found.unread) - len(shown)
    rest = f" And {more} more like it." if more else ""
    others = " The other lines are fine; nothing was added yet." if found.breaks or found.over else ""
    return f"{' '.join(shown)}{rest} Mend these lines or take them out, and send it again.{others}"


async def _added(ask: Ask, breaks: Sequence[Break], over: int, source: Source) -> Message:
    new = await deeds.do(ask, changes.add, breaks, source)
    return acks.added(ask.the_team, new, over=over, today=_today(ask))


async def _pause(ask: Ask, wanted: Wanted | None) -> Answer:
    standing.require(ask, Verb.CHANGE_CALENDAR)
    if wanted is None or wanted.from_on is None or wanted.reason is None:
        return Open(forms.pause(ask.the_team, _today(ask), wanted))
    reason = _name(wanted.reason)
    return Say(await _paused(ask, forms.Pause(wanted.from_on, wanted.until_on, reason)))


def _name(reason: str) -> str:
    """The reason as the pause is called by it: `summer` is called Summer."""
    if len(reason) > pasted.MOST_NAME:
        raise UserError(
            f"The reason has {len(reason)} characters, {pasted.MOST_NAME} fit. Please shorten it: the channel reads it."
        )
    return reason[:1].upper() + reason[1:]


async def _paused(ask: Ask, wanted: forms.Pause) -> Message:
    standing.require(ask, Verb.CHANGE_CALENDAR)
    row, back, steps = await deeds.do(ask, changes.pause, wanted)
    return acks.paused(ask.the_team, row, back, steps, _today(ask))


def _told_at(ask: Ask, at: datetime | None) -> str:
    if at is None:
        return ""
    local = at.astimezone(ZoneInfo(ask.the_team.zone))
    when = "now" if at <= ask.now else f"on {dates.full(local.date(), _today(ask))} at {local:%H:%M}"
    return f"The channel is told {when} what is open and when the next meeting is; from then on all comes as before."


def _matching(places: Sequence[Place], typed: str) -> list[tuple[str, str]]:
    wanted = typed.casefold().strip()
    found = [one for one in places if wanted in one.name.casefold() or wanted == one.code.casefold()]
    found.sort(key=lambda one: not one.name.casefold().startswith(wanted))
    return [(one.code, one.name) for one in found[: MOST_CHOICES - 1]]


def _today(ask: Ask) -> date:
    return teams.today(ask.the_team, ask.now)
