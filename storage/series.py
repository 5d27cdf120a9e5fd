"""The dates of a series of meetings, and what days off make of them. Pure: no clock, no database."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from storage import recurrence
from storage.working_days import WorkingDays

OnHoliday = Literal["skip", "before", "after"]

_DAY = timedelta(days=1)
_LONGEST = timedelta(days=62)  # between two dates of a series that a day off can push together


@dataclass(frozen=True)
class Series:
    """The rule counts dates from `starts_on`; `at` is wall time in `zone`. Before `paused_until` there is none."""

    rule: str
    starts_on: date
    at: time
    zone: ZoneInfo
    paused_until: date | None = None


@dataclass(frozen=True)
class Planned:
    """What becomes of one date of the rule. `holiday`: the day off for which it is skipped, or moved from its time."""

    series_on: date
    starts_at: datetime
    moved_from: datetime | None = None
    holiday: str | None = None
    is_skipped: bool = False


def planned(
    series: Series, days: WorkingDays, on_holiday: OnHoliday, *, since: date, until: date
) -> Iterator[Planned]:
    """What becomes of the rule's dates from `since` to `until`; pauses leave theirs out.

    A date on a holiday or in a break moves to the working day before or after it, where that is not as far as its
    neighbour in the series; else it is skipped. A weekday on which nobody else works is no holiday.
    """
    found = recurrence.dates(series.rule, starts_on=series.starts_on, since=since - _LONGEST)
    before: date | None = None
    day = next(found, None)
    while day is not None and day <= until:
        after = next(found, None)
        if day >= since and not _pauses(series, days, day):
            yield _planned(series, days, on_holiday, day, neighbours=(before, after))
        before, day = day, after


def _pauses(series: Series, days: WorkingDays, day: date) -> bool:
    return days.in_season_pause(day) or (series.paused_until is not None and day < series.paused_until)


def _planned(
    series: Series,
    days: WorkingDays,
    on_holiday: OnHoliday,
    day: date,
    *,
    neighbours: tuple[date | None, date | None],
) -> Planned:
    at = recurrence.moment(day, series.at, series.zone)
    holiday = days.named(day)
    if holiday is None:
        return Planned(day, at)
    before, after = neighbours
    other = _other_day(days, on_holiday, day)
    if other is None or (before and other <= before) or (after and other >= after):
        return Planned(day, at, holiday=holiday, is_skipped=True)
    return Planned(day, recurrence.moment(other, series.at, series.zone), moved_from=at, holiday=holiday)


def _other_day(days: WorkingDays, on_holiday: OnHoliday, day: date) -> date | None:
    """The working day that the calendar chooses; None: the date is skipped."""
    if on_holiday == "skip":
        return None
    try:
        return days.on_or_before(day - _DAY) if on_holiday == "before" else days.on_or_after(day + _DAY)
    except ValueError:  # a break without an end
        return None
