"""When a schedule happens: its rule, its pause, its team's calendar. Pure."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from storage import recurrence
from storage.recurrence import Moment
from storage.schedule_rows import Schedule
from storage.shifting import Shift
from storage.working_days import WorkingDays

UNTIL_RESUMED = date.max
"""A pause whose end nobody has said yet."""


def next_at(
    schedule: Schedule, now: datetime, days: WorkingDays | None, passed: Collection[date] = ()
) -> datetime | None:
    """The first moment later than `now` on a date that is not in `passed`; None: never, as things stand."""
    found = next(to_come(schedule, now, days, passed), None)
    return found.at if found else None


def to_come(
    schedule: Schedule, now: datetime, days: WorkingDays | None, passed: Collection[date] = ()
) -> Iterator[Moment]:
    """Every moment later than `now`, in order, without those on dates in `passed`."""
    if schedule.ended_at is not None or schedule.paused_until == UNTIL_RESUMED:
        return
    zone, after = ZoneInfo(schedule.zone), now
    if schedule.paused_until is not None:
        reopens = recurrence.moment(schedule.paused_until, time(), zone)
        after = max(now, reopens - datetime.resolution)
    found = recurrence.moments(
        schedule.rrule,
        schedule.local_time,
        zone,
        starts_on=schedule.starts_on,
        near=after,
        shift=_shift(schedule, days),
    )
    yield from (one for one in found if one.at > after and one.local_date not in passed)


def latest(
    schedule: Schedule, days: WorkingDays | None, *, since: datetime, until: datetime
) -> Moment | None:
    """The last moment from `since` to `until`, both included."""
    return recurrence.latest_moment(
        schedule.rrule,
        schedule.local_time,
        ZoneInfo(schedule.zone),
        since=since,
        until=until,
        starts_on=schedule.starts_on,
        shift=_shift(schedule, days),
    )


def _shift(schedule: Schedule, days: WorkingDays | None) -> Shift | None:
    return Shift(schedule.on_holiday, days) if days else None
