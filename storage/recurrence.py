"""When something recurs: dates by an RFC 5545 rule, then wall time in a zone, then UTC. Pure, no clock, no database.

The rule counts dates only; the wall clock of the zone says when. A time that a zone leaps over happens once, at the
first moment after it; a time that a zone has twice happens the first time. A date that a zone leaps over (Apia,
30 December 2011) happens at the first moment after it too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil import rrule

from storage import working_days
from storage.shifting import Shift

_DAYS = {"DAILY": 1, "WEEKLY": 7}
_FREQUENCIES = {*_DAYS, "MONTHLY", "YEARLY"}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ONE_DAY = re.compile(r"[+-]?\d?(MO|TU|WE|TH|FR|SA|SU)")
_TIMES = {"BYHOUR", "BYMINUTE", "BYSECOND"}
# How far from its date in UTC a moment may fall: zones reach 14 hours, and one leap was a whole day.
_REACH = timedelta(days=3)


@dataclass(frozen=True)
class Moment:
    """When a date of the rule happens, in UTC. The date is the rule's, also where the zone leapt over it.

    `off`: the day off that the rule's date fell on; `shifted`: because of it `local_date` is another date than the
    rule's. Both need a calendar to be known.
    """

    at: datetime
    local_date: date
    off: str | None = None
    shifted: bool = False


def check(rule: str) -> None:
    """Raises ValueError unless the rule is one we keep: RRULE text that counts dates and says nothing of hours."""
    parts = _parts(rule)
    if parts.get("FREQ") not in _FREQUENCIES or parts.keys() & _TIMES:
        raise ValueError(f"a rule counts dates; the time of day is kept beside it: {rule}")
    rrule.rrulestr(rule, dtstart=datetime(2000, 1, 1))  # noqa: DTZ001  (dates have no zone)


def weekly(weekday: int) -> str:
    """The rule of every week on that day, 0 for Monday."""
    return f"FREQ=WEEKLY;BYDAY={_WEEKDAYS[weekday]}"


def on_weekday(rule: str, weekday: int) -> str:
    """The same rhythm on another day of the week; a rule that names no one weekday stays as it is."""
    named = _parts(rule).get("BYDAY", "")
    if not _ONE_DAY.fullmatch(named):
        return rule
    return rule.upper().replace(f"BYDAY={named}", f"BYDAY={named[:-2]}{_WEEKDAYS[weekday]}")


def latest_moment(
    rule: str,
    local_time: time,
    zone: ZoneInfo,
    *,
    since: datetime,
    until: datetime,
    starts_on: date,
    shift: Shift | None = None,
) -> Moment | None:
    """The last moment from `since` to `until`, both included; None when there is none."""
    latest = None
    for found in moments(rule, local_time, zone, starts_on=starts_on, near=since, shift=shift):
        if found.at > until:
            break
        latest = found if found.at >= since else None
    return latest


def moments(
    rule: str,
    local_time: time,
    zone: ZoneInfo,
    *,
    starts_on: date,
    near: datetime,
    shift: Shift | None = None,
) -> Iterator[Moment]:
    """In order, beginning a little before `near`; never two on one date.

    A leapt-over midnight and the next one are one instant, two dates. Where a calendar lets nothing happen for
    years on end, it is the end.
    """
    since = near.astimezone(UTC).date() - _REACH
    latest = None
    for day in dates(rule, starts_on=starts_on, since=shift.first_for(since) if shift else since):
        lands_on = shift.lands_on(day) if shift else day
        if lands_on is None and day > max(since, starts_on) + working_days.REACH:
            return
        if lands_on is not None and lands_on != latest:
            off = shift.days.off(day) if shift else None
            yield Moment(moment(lands_on, local_time, zone), lands_on, off, shifted=lands_on != day)
            latest = lands_on


def moment(day: date, local_time: time, zone: ZoneInfo) -> datetime:
    """The first instant, in UTC, at which the zone's clock shows that time of that day or has leapt past it."""
    wanted = datetime.combine(day, local_time)
    first = wanted.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if _shown(first, zone) == wanted:
        return first
    # A gap. Read with the offset after it the time lies before the leap, with the offset before it after the leap.
    before, after = wanted.replace(tzinfo=zone, fold=1).astimezone(UTC), first
    while after - before > timedelta.resolution:
        middle = before + (after - before) / 2
        before, after = (before, middle) if _shown(middle, zone) >= wanted else (middle, after)
    return after


def dates(rule: str, *, starts_on: date, since: date) -> Iterator[date]:
    """The rule's dates from `since` on, in order."""
    start = datetime.combine(_nearer(rule, starts_on, since), time())
    for day in rrule.rrulestr(rule, dtstart=start).xafter(datetime.combine(since, time()), inc=True):
        yield day.date()


def _shown(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None, fold=0)


def _nearer(rule: str, starts_on: date, since: date) -> date:
    """A start that gives the same dates from `since` on, without counting through the years before."""
    parts = _parts(rule)
    period = _DAYS.get(parts["FREQ"], 0) * int(parts.get("INTERVAL", "1"))
    if not period or "COUNT" in parts or since <= starts_on:
        return starts_on
    return starts_on + timedelta(days=(since - starts_on).days // period * period)


def _parts(rule: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in rule.upper().removeprefix("RRULE:").split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs}
