"""When a person may be written to without being disturbed: outside their quiet hours, on a day on which they work."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from storage import recurrence
from storage.working_days import WorkingDays

_NEXT_DAY = timedelta(days=1)


def calm(at: datetime, zone: ZoneInfo, quiet_from: time, quiet_until: time, days: WorkingDays) -> datetime:
    """Return the first moment at or after `at`, aware, that is outside quiet hours and days off.

    Quiet hours are wall time in `zone`; they may span midnight, and are none where they begin when they end. Raises
    what `WorkingDays` raises where no working day is in sight, as in a pause without an end.
    """
    local = at.astimezone(zone)
    day, clock = local.date(), local.time()
    works = days.is_working(day)
    if works and not _is_quiet(clock, quiet_from, quiet_until):
        return at
    if works and clock < quiet_until:
        return recurrence.moment(day, quiet_until, zone)
    opens = quiet_until if _is_quiet(time.min, quiet_from, quiet_until) else time.min
    return recurrence.moment(days.on_or_after(day + _NEXT_DAY), opens, zone)


def _is_quiet(clock: time, quiet_from: time, quiet_until: time) -> bool:
    if quiet_from <= quiet_until:
        return quiet_from <= clock < quiet_until
    return clock >= quiet_from or clock < quiet_until
