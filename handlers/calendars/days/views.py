"""What a team's calendar looks like: its working days, its holidays, its breaks, what comes next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from slack_sdk.models.blocks import ButtonElement

from handlers import dates, messages, text
from handlers.answer import Message
from handlers.dates.vocabulary import WEEKDAYS
from handlers.teams import views as team_views
from storage import calendars
from storage.calendars import CalendarBreak, OnHoliday, TeamCalendar
from storage.people import Person
from storage.teams import Team
from storage.working_days import Break, WorkingDays

SHOW = "calendars.show"
SETTINGS = "calendars.settings"
ADD = "calendars.add"
UPLOAD = "calendars.upload"
PAUSE = "calendars.pause"
RESUME = "calendars.resume"
REMOVE = "calendars.remove"
UNDO = "calendars.undo"
OTHERS = "calendars.others"
PREVIOUS, NEXT = "calendars.previous", "calendars.next"

ON_HOLIDAY: Mapping[OnHoliday, str] = {
    "skip": "is left out",
    "before": "moves to the working day before",
    "after": "moves to the working day after",
}
MOST_COMING = 6
MOST_LISTED = 10
_YEAR = 366
_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the screen is made of. `away`: who is away now, with until when and who covers."""

    team: Team
    calendar: TeamCalendar
    breaks: Sequence[CalendarBreak]
    days: WorkingDays
    away: Sequence[tuple[date | None, Person, Person | None]] = ()

    def season(self, today: date) -> CalendarBreak | None:
        """The season's pause that runs or comes."""
        return next((one for one in self.breaks if one.source == "season" and not _is_over(one, today)), None)


def screen(found: Facts, page: str, *, today: date, mends: bool) -> Message:
    """Return the team's calendar; `mends`: the reader may change it."""
    team = found.team
    own = [one for one in found.breaks if one.source != "season" and not _is_over(one, today)]
    shown = messages.page(own, page)
    rows: list[messages.Part] = [
        messages.Row(
            days_off(one, today), messages.button("Remove", REMOVE, team.id, one.id, str(shown.number))
        )
        if mends
        else days_off(one, today)
        for one in shown.rows
    ]
    return messages.of(
        f"*Calendar of {text.escape(team.name)}*",
        "\n".join([*_habits(found), *_season(found, today)]),
        _coming(found.days, today),
        _away(found, today),
        "*Breaks and days off of its own*"
        if own
        else "No breaks of its own yet: school breaks, teacher days.",
        *rows,
        shown.words,
        messages.turning(shown, PREVIOUS, NEXT, team.id),
        _ways(found, today) if mends else [],
    )


def place(calendar: TeamCalendar) -> str:
    """Return whose holidays a team keeps, as plain text: `United States, Massachusetts`; empty for nobody's."""
    if not calendar.country:
        return ""
    country = next(
        (one.name for one in calendars.countries() if one.code == calendar.country), calendar.country
    )
    region = next(
        (one.name for one in calendars.subdivisions(calendar.country) if one.code == calendar.subdivision),
        calendar.subdivision or "",
    )
    return f"{country}, {region}" if region else country


def weekdays(digits: str) -> str:
    """Return `Monday to Friday`, or the days one by one."""
    numbers = sorted(map(int, digits))
    names = [WEEKDAYS[number] for number in numbers]
    in_a_row = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return f"{names[0]} to {names[-1]}" if in_a_row and len(names) > 2 else text.join_names(names)  # noqa: PLR2004 - two days are "and"


def hours(quiet_from: time, quiet_until: time) -> str:
    """Return `17:30 to 07:30`, or that there are none."""
    return f"{quiet_from:%H:%M} to {quiet_until:%H:%M}" if quiet_from != quiet_until else "none"


def span(first_on: date, last_on: date | None, today: date) -> str:
    """Return `Mon 21 Dec through Fri 1 Jan 2027`, both ends included."""
    if last_on is None:
        return f"from {dates.day(first_on, today)} until further notice"
    if first_on == last_on:
        return dates.day(first_on, today)
    return f"{dates.day(first_on, today)} through {dates.day(last_on, today)}"


def coming(days: WorkingDays, today: date) -> Iterator[Break]:
    """Yield named days off of the coming year on which somebody would work, those in a row under one name as one."""
    day, ends = today, today + _DAY * _YEAR
    while day <= ends:
        name = days.named(day)
        first = day
        while name and day < ends and days.named(day + _DAY) == name:
            day += _DAY
        if name and any(
            (first + _DAY * number).weekday() in days.weekdays for number in range((day - first).days + 1)
        ):
            yield Break(first, day, name)
        day += _DAY


def _habits(found: Facts) -> list[str]:
    calendar = found.calendar
    where = place(calendar)
    holidays = (
        f"Holidays: {text.escape(where)}. A weekly meeting on a day off {ON_HOLIDAY[calendar.on_holiday]}."
        if where
        else "Holidays: none chosen yet, so holidays are ordinary days."
    )
    return [
        f"Working days: {weekdays(calendar.weekdays)}",
        f"Quiet hours: {hours(calendar.quiet_from, calendar.quiet_until)} ({text.escape(found.team.zone)})",
        holidays,
    ]


def _season(found: Facts, today: date) -> list[str]:
    season = found.season(today)
    if season is None:
        return []
    stands = "Paused now" if season.first_on <= today else "A pause comes"
    return [f"{stands}: “{text.escape(season.name)}”, {span(season.first_on, season.last_on, today)}."]


def _coming(days: WorkingDays, today: date) -> str:
    found = [one for one, _ in zip(coming(days, today), range(MOST_COMING), strict=False)]
    listed = "\n".join(
        f"• {span(one.first_on, one.last_on, today)}: {text.escape(one.name)}" for one in found
    )
    return f"*Next days off*\n{listed}" if found else ""


def _away(found: Facts, today: date) -> str:
    lines = [
        f"• {team_views.person(who)}: {team_views.away(until_on, cover, today)}"
        for until_on, who, cover in found.away[:MOST_LISTED]
    ]
    return "\n".join(["*Away*", *lines]) if lines else ""


def days_off(row: CalendarBreak, today: date) -> str:
    """Return a break in a line: when, and what it is called."""
    return f"{span(row.first_on, row.last_on, today)}: {text.escape(row.name)}"


def _ways(found: Facts, today: date) -> list[ButtonElement]:
    team = found.team
    season = found.season(today)
    pause = (
        messages.button(
            "End the pause" if season.first_on <= today else "Call the pause off", RESUME, team.id
        )
        if season
        else messages.button("Pause for a season …", PAUSE, team.id)
    )
    return [
        messages.button("Holidays and hours …", SETTINGS, team.id),
        messages.button("Add dates …", ADD, team.id),
        messages.button("Upload a calendar file …", UPLOAD, team.id),
        pause,
    ]


def _is_over(row: CalendarBreak, today: date) -> bool:
    return row.last_on is not None and row.last_on < today
