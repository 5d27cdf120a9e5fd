"""Days off read from an iCal file (RFC 5545): all-day events of the next two years that sound like days off. Pure.

A calendar of a school holds much else, so an event with hours is never a day off, and one without them is only when
its words say so; the others are counted and named, to be taken by one more click. `DTEND` of an all-day event is the
day after its last one (RFC 5545, 3.6.1). What recurs is counted out; what was cancelled is left out.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

import icalendar
from dateutil import rrule

from handlers.calendars.days import pasted
from handlers.errors import UserError
from storage.working_days import Break

LARGEST = 10_000_000
"""Bytes: Slack takes no larger file in a form. https://docs.slack.dev/reference/block-kit/block-elements/file-input-element"""
MOST_RECURRING = 500
"""Rules that are counted out of one file, and dates of one rule."""
MOST_OTHERS = 400
"""Whole days that are taken at once although they do not sound like days off."""
NO_CALENDAR = (
    "This is not an iCal file: it has no calendar in it that I can read. Export the calendar as .ics and try again, "
    "or paste the dates, one a line."
)
EMPTY = (
    "There was nothing in that calendar file: no event at all, so nothing was added. Check which calendar was exported, "
    "or paste the dates, one a line."
)

Event = (
    Any  # the library says of each property that it may be of any kind; what it is not is caught in `read`
)

_DAY = timedelta(days=1)
_SOUNDS_OFF = re.compile(
    r"(?i)\b(?:no school|no classes|schools? (?:is |are )?closed|(?:district|offices?|buildings?) closed|closure"
    r"|break|holidays?|recess|vacation|days? off|intersession|winterferien|ferien"
    r"|thanksgiving|christmas|new year\W?s?(?: day| eve)?|labou?r day|memorial day|independence day|juneteenth"
    r"|veterans\W? day|president\W?s\W? day|presidents|martin luther king|mlk|columbus day|indigenous peoples?"
    r"|good friday|easter monday|boxing day|bank holiday)\b"
)
_FREQUENCIES = re.compile(r"(?i)FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)\b")
_NEVER_ENDS_SOON = re.compile(r"(?i)INTERVAL=0|BY(?:HOUR|MINUTE|SECOND)=")
_UNTIL = re.compile(r"(?i)(UNTIL=\d{8})T\d{6}Z?")


@dataclass(frozen=True)
class Found:
    """What a file holds. `others`: all-day events that do not sound like days off; the rest are counts of events."""

    breaks: tuple[Break, ...] = ()
    others: tuple[Break, ...] = ()
    timed: int = 0
    over: int = 0
    broken: int = 0


def looks_like_one(words: str) -> bool:
    """Return whether what was pasted is a calendar's text, and not lines that people wrote."""
    return "BEGIN:VCALENDAR" in words.upper() or "BEGIN:VEVENT" in words.upper()


def read(content: bytes | str, today: date) -> Found:
    """Return the days off of the next two years, each once. Raises UserError for what is no calendar."""
    events = _events(content)
    moved = _moved(events)
    breaks: dict[Break, None] = {}
    others: dict[Break, None] = {}
    timed = over = broken = 0
    for event in _countable(events):
        try:
            if not _is_all_day(event):
                timed += 1
                continue
            days = list(_within(event, moved, today))
        except (UserError, ValueError, TypeError, AttributeError, KeyError, OverflowError):
            broken += 1  # a line of the file that means no day; the other events are fine
            continue
        over += not days
        for one in days:
            (breaks if _SOUNDS_OFF.search(one.name) else others)[one] = None
    return Found(_in_order(breaks), _in_order(others), timed, over, broken)


def _events(content: bytes | str) -> list[Event]:
    words = content.decode("utf-8-sig", "replace") if isinstance(content, bytes) else content
    if not words.strip():
        raise UserError(EMPTY)
    if not looks_like_one(words):
        raise UserError(NO_CALENDAR)
    try:
        calendars = icalendar.Calendar.from_ical(words.strip(), multiple=True)
        events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise UserError(NO_CALENDAR) from error
    if not calendars:  # it stops before its end
        raise UserError(NO_CALENDAR)
    if not events:
        raise UserError(EMPTY)
    return [event for event in events if str(event.get("STATUS", "")).upper() != "CANCELLED"]


def _countable(events: Iterable[Event]) -> Iterator[Event]:
    """Those beyond the most rules that are counted out come without a beginning, so count as broken."""
    rules = 0
    for event in events:
        rules += "RRULE" in event
        yield event if rules <= MOST_RECURRING or "RRULE" not in event else {}


def _in_order(found: Iterable[Break]) -> tuple[Break, ...]:
    """By their first day; days of one name that touch are one break, as people would have written it."""
    whole: list[Break] = []
    for one in sorted(found, key=lambda one: (one.name, one.first_on)):
        before = whole[-1] if whole and whole[-1].name == one.name else None
        if before and before.last_on and one.last_on and one.first_on <= before.last_on + _DAY:
            whole[-1] = Break(before.first_on, max(before.last_on, one.last_on), one.name)
        else:
            whole.append(one)
    return tuple(sorted(whole, key=lambda one: (one.first_on, one.name)))


def _is_all_day(event: Event) -> bool:
    """An event of days; or one from midnight to midnight, which is how some programs write it."""
    start, end = event["DTSTART"].dt, _end(event)
    if not isinstance(start, datetime):
        return True
    if not isinstance(end, datetime) or start.time() != time.min or end.time() != time.min:
        return False
    return end.date() > start.date()


def _end(event: Event) -> Any:
    if "DTEND" in event:
        return event["DTEND"].dt
    return event["DTSTART"].dt + event["DURATION"].dt if "DURATION" in event else None


def _within(event: Event, moved: set[tuple[str, date]], today: date) -> Iterator[Break]:
    """Every occurrence that is not over and begins within two years."""
    first_on = _date(event["DTSTART"].dt)
    end = _end(event)
    span = max((_date(end) - first_on - _DAY) if end is not None else timedelta(), timedelta())
    if end is not None and _date(end) < first_on:
        raise ValueError("an event that ends before it begins")
    called = pasted.name(str(event.get("SUMMARY", "")))
    left_out = set(_exceptions(event))
    uid = str(event.get("UID", ""))
    if "RECURRENCE-ID" not in event:
        left_out |= {day for of, day in moved if of == uid}
    for day in _begins(event, first_on, today - span, today + pasted.AHEAD):
        if day not in left_out and day <= today + pasted.AHEAD:
            found = pasted.checked(Break(day, day + span, called), today)
            if found:
                yield found


def _begins(event: Event, first_on: date, since: date, until: date) -> Iterator[date]:
    if "RRULE" not in event:
        yield first_on
        return
    rule = _UNTIL.sub(r"\1", event["RRULE"].to_ical().decode())
    if not _FREQUENCIES.search(rule) or _NEVER_ENDS_SOON.search(rule):
        raise ValueError(f"a rule that counts no days: {rule}")
    counted = rrule.rrulestr(rule, dtstart=datetime.combine(first_on, time()))
    for at in islice(counted.xafter(datetime.combine(since, time()), inc=True), MOST_RECURRING):
        if at.date() > until:
            return
        yield at.date()


def _exceptions(event: Event) -> Iterator[date]:
    lists = event.get("EXDATE", [])
    for dates in lists if isinstance(lists, list) else [lists]:
        for one in dates.dts:
            yield _date(one.dt)


def _moved(events: Iterable[Event]) -> set[tuple[str, date]]:
    """Which dates of which rules stand elsewhere in the file, changed."""
    found = set()
    for event in events:
        moment = getattr(event.get("RECURRENCE-ID"), "dt", None)
        if isinstance(moment, date):
            found.add((str(event.get("UID", "")), _date(moment)))
    return found


def _date(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
