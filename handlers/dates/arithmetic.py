"""Days counted on the calendar of one person, from their own today. Dates have no zones: no hour is lost or added."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

_FRIDAY, _SATURDAY = 4, 5
GONE = timedelta(days=60)  # a day without a year that passed longer ago than this means next year's


def coming(today: date, weekday: int) -> date:
    """Return the next such weekday (0 is Monday) after today, never today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def coming_or_today(today: date, weekday: int) -> date:
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def latest(today: date, weekday: int) -> date:
    """Return the last such weekday before today."""
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)


def in_week(today: date, weekday: int, weeks: int) -> date:
    """Return that weekday of the week which lies `weeks` after this one. Weeks run from Monday to Sunday."""
    return today + timedelta(days=weekday - today.weekday(), weeks=weeks)


def end_of_week(today: date, weeks: int = 0) -> date:
    """Return that week's Friday; at the weekend this week's has passed, so the coming one."""
    return in_week(today, _FRIDAY, weeks) if weeks else coming_or_today(today, _FRIDAY)


def start_of_month(today: date, months: int) -> date:
    return today.replace(day=1) + relativedelta(months=months)


def end_of_month(today: date, months: int = 0) -> date:
    return start_of_month(today, months + 1) - timedelta(days=1)


def existing(year: int, month: int, day: int) -> date | None:
    """Return the day, or None when the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def without_year(today: date, month: int, day: int) -> date | None:
    """Return this year's such day, even when it passed lately, else next year's. None where neither exists."""
    this = existing(today.year, month, day)
    if this and this >= today - GONE:
        return this
    return existing(today.year + 1, month, day)


def end_of_named_month(today: date, month: int) -> date:
    """Return that month's last day: this year's, even when it passed lately, else next year's."""
    this = end_of_month(date(today.year, month, 1))
    return this if this >= today - GONE else end_of_month(date(today.year + 1, month, 1))


def nth(today: date, day: int) -> date | None:
    """Return the next such day of a month, today included; months that are too short are passed over."""
    months = (start_of_month(today, ahead) for ahead in range(3))
    days = (existing(month.year, month.month, day) for month in months)
    return next((found for found in days if found and found >= today), None)


def add(start: date, count: int, unit: str) -> date:
    """Return the day that many units later; a month without such a day gives its last one.

    Raises ValueError or OverflowError beyond the calendar.
    """
    match unit:
        case "working day":
            return _add_working_days(start, count)
        case "day":
            return start + timedelta(days=count)
        case "week":
            return start + timedelta(weeks=count)
        case "fortnight":
            return start + timedelta(weeks=2 * count)
        case "month":
            return start + relativedelta(months=count)
        case _:
            return start + relativedelta(years=count)


def _add_working_days(start: date, count: int) -> date:
    if count == 0:
        return start
    # From a weekend the count starts as from the Friday before it: Monday is one working day away.
    friday = start - timedelta(days=max(start.weekday() - _FRIDAY, 0))
    weeks, days = divmod(count, 5)
    over_weekend = 2 if friday.weekday() + days >= _SATURDAY else 0
    return friday + timedelta(weeks=weeks, days=days + over_weekend)
