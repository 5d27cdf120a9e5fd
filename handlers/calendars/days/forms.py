"""The forms of a team's calendar: holidays and hours, dates that are pasted, a file, a pause for a season."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    ExternalDataSelectElement,
    InputBlock,
    TimePickerElement,
)
from slack_sdk.models.blocks.block_elements import FileInputElement
from slack_sdk.models.views import View

from handlers import forms, messages, refs, text
from handlers.calendars.away import sentence
from handlers.calendars.days import acks, pasted, views
from handlers.dates.vocabulary import WEEKDAYS
from handlers.errors import UserError
from storage import calendars
from storage.calendars import CalendarFacts, TeamCalendar
from storage.teams import Team

SETTINGS = "calendars.settings_form"
ADD = "calendars.add_form"
UPLOAD = "calendars.upload_form"
PAUSE = "calendars.pause_form"
COUNTRY = "calendars.country"
REGION = "calendars.region"
COUNTRY_FIELD, REGION_FIELD = "country", "region"
DATES, FILE = "dates", "file"
MOST_PASTED = 3000
ON_HOLIDAY, WORKS, QUIET_FROM, QUIET_UNTIL = "on_holiday", "works", "quiet_from", "quiet_until"
FROM, UNTIL, REASON = "from", "until", "reason"
RETURNS = (
    "What comes back: on the first working day after it, at 09:00, one message in the channel says what is open, which "
    "dates fell into the pause and when the next meeting is."
)
NOWHERE = "none"
"""An option for no country, or for no region: a field that searches cannot be emptied again in Slack."""


def settings(team: Team, calendar: TeamCalendar, country: str | None) -> View:
    """Return the form of holidays and hours; `country` is the one that is chosen in it now, else the calendar's."""
    region = calendar.subdivision if country == calendar.country else None
    holidays = {key: f"It {words}" for key, words in views.ON_HOLIDAY.items()}
    blocks: list[Block] = [
        _country(country),
        *([_region(country, region)] if country and calendars.subdivisions(country) else []),
        forms.choice(
            ON_HOLIDAY,
            "A weekly meeting that falls on a day off",
            {str(key): words for key, words in holidays.items()},
            calendar.on_holiday,
        ),
        works(calendar.weekdays),
        _time(QUIET_FROM, "Quiet hours begin", calendar.quiet_from),
        _time(
            QUIET_UNTIL,
            "Quiet hours end",
            calendar.quiet_until,
            hint="In the team's time zone. The same time twice: no quiet hours. Everybody may choose their own in /steward preferences.",
        ),
        forms.note("What comes by itself follows it at once. Nobody is told."),
    ]
    kept = refs.metadata(team.id, country=country)
    return forms.form(SETTINGS, "Holidays and hours", "Save", blocks, metadata=kept)


def read_settings(values: Mapping[str, Any]) -> CalendarFacts:
    """Return what the form says. Raises UserError at the field."""
    digits = "".join(sorted(values.get(WORKS) or ()))
    if not digits:
        raise UserError("Please choose at least one working day.", WORKS)
    country, region = values.get(COUNTRY_FIELD), values.get(REGION_FIELD)
    return CalendarFacts(
        country=None if country in (None, NOWHERE) else str(country),
        subdivision=None if region in (None, NOWHERE) or country in (None, NOWHERE) else str(region),
        on_holiday=values.get(ON_HOLIDAY) or "skip",
        weekdays=digits,
        quiet_from=clock(values, QUIET_FROM),
        quiet_until=clock(values, QUIET_UNTIL),
    )


def add(team: Team, typed: str = "", problem: str = "") -> View:
    """Return the form for dates that are pasted; with what was typed, and why it was not understood."""
    blocks: list[Block] = [
        *messages.blocks(text.escape(problem)),
        messages.section(
            "One break a line, as a school calendar lists them. Both days of a range are days off.\n"
            "`21 Dec 2026 - 1 Jan 2027 Winter break`\n`26 Nov 2026 Thanksgiving`\n`3/29 - 4/2 Spring break`"
        ),
        forms.line(DATES, "Dates", typed, hint="The text of an .ics file may be pasted here too.", many=True),
        forms.note("Nobody is told. Each break can be taken off again in /steward calendar."),
    ]
    return forms.form(ADD, "Add dates", "Add", blocks, metadata=refs.metadata(team.id))


def upload(team: Team) -> View:
    """Return the form for a calendar file."""
    element = FileInputElement(filetypes=["ics"], max_files=1)
    blocks: list[Block] = [
        forms.field(
            FILE,
            "Calendar file",
            element,
            hint="An .ics file, as school calendars export it. Whole days of the next two years that sound like days off are taken; events with hours never are.",
        ),
        forms.note(
            "Steward reads this one file, and keeps only names and dates. Where your workspace does not let it read "
            "files, paste the dates, or the file's text, with Add dates."
        ),
    ]
    return forms.form(UPLOAD, "Upload a calendar", "Read it", blocks, metadata=refs.metadata(team.id))


@dataclass(frozen=True)
class Pause:
    """A pause for a season. `last_on`: its last day; None: not known yet."""

    first_on: date
    last_on: date | None
    reason: str


def pause(team: Team, today: date, wanted: sentence.Wanted | None = None) -> View:
    """Return the form of a pause for a season, filled with what was understood."""
    filled = wanted or sentence.Wanted()
    blocks: list[Block] = [
        messages.section(f"{acks.STOPS}\n{RETURNS}"),
        forms.day(FROM, "First day of the pause", filled.from_on or today),
        forms.day(
            UNTIL,
            "Last day of the pause",
            filled.until_on,
            hint="That day is included. Leave it empty when it is not known yet, and end the pause by hand.",
            optional=True,
        ),
        forms.line(REASON, "Reason", filled.reason, placeholder="Summer"),
        forms.note("The channel is told with one message now, and one on return."),
    ]
    return forms.form(PAUSE, "Pause for a season", "Pause", blocks, metadata=refs.metadata(team.id))


def read_pause(values: Mapping[str, Any], today: date) -> Pause:
    """Return what the form says. Raises UserError at the field."""
    first_on = forms.picked_day(values, FROM)
    if first_on is None:
        raise UserError("Please choose the first day of the pause.", FROM)
    last_on = forms.picked_day(values, UNTIL)
    sentence.check(first_on, last_on, today, fields=(FROM, UNTIL))
    return Pause(first_on, last_on, forms.words(values, REASON, "Reason", most=pasted.MOST_NAME))


def works(digits: str | None, *, optional: bool = False, hint: str | None = None) -> InputBlock:
    """Return the field of working days, ticked as the digits say."""
    options = {str(number): forms.option(str(number), day) for number, day in enumerate(WEEKDAYS)}
    ticked = [options[digit] for digit in digits or ()] or None
    element = CheckboxesElement(options=list(options.values()), initial_options=ticked)
    return forms.field(WORKS, "Working days", element, hint=hint, optional=optional)


def clock(values: Mapping[str, Any], name: str) -> time:
    """Return the time that was picked. Raises UserError at the field."""
    try:
        return time.fromisoformat(str(values.get(name)))
    except ValueError:
        raise UserError("Please choose a time, like 17:30.", name) from None


def _time(name: str, label: str, value: time, *, hint: str | None = None) -> InputBlock:
    return forms.field(name, label, TimePickerElement(initial_time=f"{value:%H:%M}"), hint=hint)


def _country(chosen: str | None) -> InputBlock:
    named = next((one.name for one in calendars.countries() if one.code == chosen), "No public holidays")
    element = ExternalDataSelectElement(
        action_id=COUNTRY,
        initial_option=forms.option(chosen or NOWHERE, named),
        min_query_length=0,
        placeholder="Type a country",
    )
    return forms.field(COUNTRY_FIELD, "Country, for its public holidays", element, dispatch=True)


def _region(country: str, chosen: str | None) -> InputBlock:
    named = next(
        (one.name for one in calendars.subdivisions(country) if one.code == chosen), "The whole country"
    )
    element = ExternalDataSelectElement(
        action_id=REGION,
        initial_option=forms.option(chosen or NOWHERE, named),
        min_query_length=0,
        placeholder="Type a state or region",
    )
    return forms.field(REGION_FIELD, "Region", element, hint="Some holidays are kept only in some regions.")
