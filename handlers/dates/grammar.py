"""Reading a day out of a text: the longest form that fits, and the time people write beside it."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from handlers.dates import vocabulary
from handlers.dates.forms import END, END_OF_DAY, FORMS, Form, Needs
from handlers.dates.vocabulary import GAP
from handlers.errors import UserError

_CLOCK = rf"(?:\d{{1,2}}(?::\d\d)?(?:{GAP})?[ap]\.?m\.?|\d{{1,2}}:\d\d|noon|midday|midnight)"
_PART = r"(?:morning|lunchtime|lunch|afternoon|evening|night)"
_BEFORE = re.compile(rf"(?ai:(?:(?P<time>{_CLOCK})|{END_OF_DAY})(?:{GAP}(?:on|of))?,?{GAP})")
_AFTER = re.compile(
    rf"(?ai:,?{GAP}(?:(?P<time>(?:(?:at|by){GAP})?(?:{_CLOCK}|{_PART})|at{GAP}\d{{1,2}})|(?:by{GAP})?{END_OF_DAY}|at{GAP}the{GAP}(?:very{GAP})?latest)){END}"
)
MARKER = re.compile(
    rf"(?ai:(?:(?P<firm>due(?:{GAP}(?:by|on|date))?|deadline|by|until|till|til|(?:no|not){GAP}later{GAP}than"
    rf"|on{GAP}or{GAP}before)|(?P<before>before)|(?P<on>on))(?::(?:{GAP})?|{GAP}))"
)


@dataclass(frozen=True)
class Phrase:
    """Words that name a day, up to `end` in the text they stand in.

    `timed`: they say a time too, which a day does not keep. `on` is None where they name no day that exists, and
    `problem` says so.
    """

    end: int
    needs: Needs
    timed: bool
    on: date | None = None
    problem: UserError | None = None


def read(text: str, start: int, today: date) -> Phrase | None:
    """Read the longest phrase at `start` that names a day, with the time beside it. None where there is none."""
    before = _BEFORE.match(text, start)
    if before and (phrase := _read(text, before.end(), today)):
        return replace(phrase, timed=phrase.timed or bool(before["time"]))
    return _read(text, start, today)


def meant(phrase: Phrase, marker: re.Match[str] | None) -> date:
    """Return the day, which is the one before for "before Friday". Raises the phrase's problem."""
    if phrase.on is None:
        raise phrase.problem or AssertionError("a phrase without a day has a problem")
    return phrase.on - timedelta(days=1) if marker and marker["before"] else phrase.on


def _read(text: str, start: int, today: date) -> Phrase | None:
    found = [(match, form) for form in FORMS if (match := form.pattern.match(text, start))]
    if not found:
        return None
    match, form = max(found, key=lambda pair: pair[0].end())
    after = _AFTER.match(text, match.end())
    end, timed = (after.end(), bool(after["time"])) if after else (match.end(), False)
    try:
        return Phrase(end, form.needs, timed, on=_mean(match, form, today))
    except UserError as problem:
        return Phrase(end, form.needs, timed, problem=problem)


def _mean(match: re.Match[str], form: Form, today: date) -> date:
    try:
        day = form.meaning(match, today)
    except (OverflowError, ValueError):  # counted beyond the last day of the calendar
        raise UserError(f"“{match[0]}” is too far away. Choose a day within the next ten years.") from None
    if day is None:
        raise UserError(f"“{match[0]}” is not a day of the calendar. Check the day and the month.")
    named = match.groupdict().get("weekday")
    if named and vocabulary.weekday(named) != day.weekday():
        right, wrong = vocabulary.WEEKDAYS[day.weekday()], vocabulary.WEEKDAYS[vocabulary.weekday(named)]
        raise UserError(
            f"“{match[0]}” is a {right}, not a {wrong}. Write the weekday alone, or the date alone."
        )
    return day
