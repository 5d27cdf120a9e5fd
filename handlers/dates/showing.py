"""Days as people read them. Written out here and not by the system's locale, which differs between machines."""

from datetime import date

from handlers.dates.vocabulary import MONTHS, WEEKDAYS

_SOON = 7


def day(on: date, today: date) -> str:
    """Return "Fri 20 Nov", with the year when it is not this one. Understood back as the same day until it passes."""
    year = "" if on.year == today.year else f" {on.year:04}"
    return f"{WEEKDAYS[on.weekday()][:3]} {on.day} {MONTHS[on.month - 1][:3]}{year}"


def full(on: date, today: date) -> str:
    """Return "Friday 27 November", with the year when it is not this one: for a day that must not be mistaken."""
    year = "" if on.year == today.year else f" {on.year:04}"
    return f"{WEEKDAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]}{year}"


def show(on: date, today: date) -> str:
    """Return a due date: "Fri 20 Nov", and how near it is: ", tomorrow", ", in 5 days", ", 3 days late"."""
    return ", ".join(filter(None, (day(on, today), _near((on - today).days))))


def _near(days: int) -> str:
    match days:
        case 0:
            return "today"
        case 1:
            return "tomorrow"
        case -1:
            return "1 day late"
    if days < 0:
        return f"{-days} days late"
    return f"in {days} days" if days <= _SOON else ""
