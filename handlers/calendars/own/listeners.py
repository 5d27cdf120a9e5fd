"""What people ask about their own preferences: to see them, to change them, to take that back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers.answer import Answer, Close, Message, Open, Replace, Say
from handlers.ask import Ask
from handlers.calendars.away import reading
from handlers.calendars.own import rules, views
from storage import calendars, preferences
from storage.calendars import TeamCalendar
from storage.people import Person
from storage.preferences import Preference, PreferenceFacts
from storage.team_lists import Seat
from storage.working_days import WorkingDays
from storage.workspaces import Workspace


@dataclass(frozen=True)
class Facts:
    """A person's own word, and what holds where they said none."""

    own: Preference
    calendar: TeamCalendar
    days: WorkingDays
    away: tuple[date, date | None] | None


async def preferences_(ask: Ask) -> Answer:
    """Open the form, or change what the words after `/steward preferences` say."""
    wanted = rules.read_typed(ask.text)
    if wanted is not None:
        return Say(await _changed(ask, wanted))
    found = await _facts(ask)
    return Open(views.form(rules.stands(found.own, found.calendar), ask.zone))


async def show(ask: Ask) -> Answer:
    """Open the form, from a button."""
    found = await _facts(ask)
    return Open(views.form(rules.stands(found.own, found.calendar), ask.zone))


async def save(ask: Ask) -> Answer:
    """Keep what the form says."""
    wanted = views.read(ask.values)
    found = await _facts(ask)
    return Close(await _changed(ask, rules.facts(wanted, found.calendar)))


async def undo(ask: Ask) -> Answer:
    """Put back what held before."""
    before = views.unpacked(ask.ref.extra)
    facts = PreferenceFacts(
        digest_at=before.digest_at,
        digest_off=before.digest_off,
        weekdays=before.weekdays,
        quiet_from=before.quiet_from,
        quiet_until=before.quiet_until,
    )
    return Replace(await _changed(ask, facts))


def read(
    session: Session, *, workspace: Workspace, person: Person, seats: Sequence[Seat], today: date
) -> Facts:
    """Read what holds for the person; of several teams the first one's calendar is theirs."""
    calendar = calendars.of_team(session, team=seats[0].team) if seats else TeamCalendar(team_id=0)
    away = reading.theirs(session, workspace=workspace, person=person, today=today)
    return Facts(
        Preference(**preferences.of_person(session, person=person).model_dump()),
        calendar,
        reading.days_of(session, person=person, seats=seats),
        (away.absence.from_on, away.absence.until_on) if away else None,
    )


async def _changed(ask: Ask, facts: PreferenceFacts) -> Message:
    before = await _facts(ask)
    await ask.write(_change, person=ask.actor, zone=ask.zone, facts=facts, now=ask.now)
    after = await _facts(ask)
    stands = rules.stands(after.own, after.calendar)
    next_at = rules.next_digest(stands.digest_at, ask.zone, after.days, now=ask.now, away=after.away)
    return views.saved(stands, before.own, ask.zone, next_at=next_at, now=ask.now)


def _change(
    session: Session, *, person: Person, zone: ZoneInfo, facts: PreferenceFacts, now: datetime
) -> None:
    preferences.keep_mornings(session, person=person, zone=zone.key, now=now)
    preferences.change(session, person=person, now=now, **facts)


async def _facts(ask: Ask) -> Facts:
    return await ask.read(read, workspace=ask.workspace, person=ask.actor, seats=ask.seats, today=ask.today)
