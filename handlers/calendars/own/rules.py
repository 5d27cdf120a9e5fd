"""What one person wants for themself: when the digest comes, on which days, when it is quiet. Pure."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers import text
from handlers.errors import UserError
from storage import recurrence
from storage.calendars import TeamCalendar
from storage.preferences import DIGEST_AT, Preference, PreferenceFacts
from storage.working_days import WorkingDays

AHEAD = 366
_DAY = timedelta(days=1)
_DIGEST = re.compile(r"(?i)(?:my )?(?:digest|morning)(?: (?:at|to|is))? (?P<what>off|on|never|stop|\S+)")
_CLOCK = re.compile(r"(?i)(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\s?(?P<half>am|pm)?")
_NOON, _MIDNIGHT = 12, 24


@dataclass(frozen=True)
class Stands:
    """How it stands for a person, whatever is their own choice and what is their team's."""

    digest_at: time
    digest_off: bool
    weekdays: str
    quiet_from: time
    quiet_until: time


def stands(own: Preference, calendar: TeamCalendar) -> Stands:
    """Return what holds for the person: their own word, else their team's calendar."""
    return Stands(
        own.digest_at or DIGEST_AT,
        own.digest_off,
        own.weekdays or calendar.weekdays,
        calendar.quiet_from if own.quiet_from is None else own.quiet_from,
        calendar.quiet_until if own.quiet_until is None else own.quiet_until,
    )


def facts(wanted: Stands, calendar: TeamCalendar) -> PreferenceFacts:
    """Return what is kept as the person's own; what is as the team has it follows the team from then on."""
    quiet = (wanted.quiet_from, wanted.quiet_until)
    own_hours = quiet != (calendar.quiet_from, calendar.quiet_until)
    return PreferenceFacts(
        digest_at=None if wanted.digest_at == DIGEST_AT else wanted.digest_at,
        digest_off=wanted.digest_off,
        weekdays=None if wanted.weekdays == calendar.weekdays else wanted.weekdays,
        quiet_from=wanted.quiet_from if own_hours else None,
        quiet_until=wanted.quiet_until if own_hours else None,
    )


def next_digest(
    at: time, zone: ZoneInfo, days: WorkingDays, *, now: datetime, away: tuple[date, date | None] | None
) -> datetime | None:
    """Return when the next digest would come: the next of their mornings that is a working day, outside an absence."""
    today = now.astimezone(zone).date()
    for day in (today + _DAY * number for number in range(AHEAD)):
        gone = away is not None and away[0] <= day and (away[1] is None or day <= away[1])
        moment = recurrence.moment(day, at, zone)
        if moment > now and days.is_working(day) and not gone:
            return moment
    return None


def read_typed(typed: str) -> PreferenceFacts | None:
    """Read `digest off`, `digest on` or `digest 7:45`; None for nothing typed. Raises UserError for anything else."""
    words = " ".join(text.typed(typed).text.split())
    if not words:
        return None
    found = _DIGEST.fullmatch(words)
    match found["what"].casefold() if found else "":
        case "off" | "never" | "stop":
            return PreferenceFacts(digest_off=True)
        case "on":
            return PreferenceFacts(digest_off=False)
        case "":
            raise UserError(
                f"I do not know “{text.one_line(words, 60)}” here. Say “digest 07:45”, “digest off” or “digest on”; "
                "/steward preferences alone opens all of it."
            )
        case what:
            return PreferenceFacts(digest_at=clock(what), digest_off=False)


def clock(typed: str) -> time:
    """Read `7:45`, `07.45` or `8am`. Raises UserError."""
    found = _CLOCK.fullmatch(typed)
    hour, minute = (int(found["hour"]), int(found["minute"] or 0)) if found else (_MIDNIGHT, 0)
    if found and found["half"]:
        hour = hour % _NOON + (_NOON if found["half"].casefold() == "pm" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise UserError(
            f"“{text.one_line(typed, 40)}” is not a time of day. Write it like 07:45 or 8am."
        ) from None
