"""The forms in which people write a day, each with its meaning: the table in `handlers.dates`, row by row."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from handlers.dates import arithmetic, vocabulary
from handlers.dates.vocabulary import ANCHOR, DAY, GAP, MONTH, NTH, SPANS, WEEKDAY, WEEKDAY_ONLY, YEAR
from handlers.errors import UserError

# A day, or None for one that no calendar has. Raises UserError when it could be two days, OverflowError or
# ValueError beyond the last day there is.
Meaning = Callable[[re.Match[str], date], date | None]

# A date is not the beginning of something longer: "Friday's", "3/14ths", "14:30", "2026-11-27T09:00".
END = r"(?![\w/%]|['\u2019.,:-]\w)"
END_OF_DAY = (
    rf"(?:(?:the{GAP})?(?:end{GAP}of{GAP}(?:the{GAP})?(?:day|business)|close{GAP}of{GAP}business)|eod|cob)"
)


class Needs(IntEnum):
    """What must surround the words in a sentence before they are a date and not words of the sentence."""

    NOTHING = 0  # "Draft the guide tomorrow"
    A_BREAK = 1  # "by 3/14", "on the 14th", "Draft the guide, 3/14", but not "Read pages 3/4"
    A_QUESTION = 2  # "10 days" answers "when?", but "Shorten Unit 3 by 10 days" says no date


@dataclass(frozen=True)
class Form:
    """A way to write a day, what it means, and what it needs around it."""

    pattern: re.Pattern[str]
    meaning: Meaning
    needs: Needs


def _year_first(match: re.Match[str], _: date) -> date | None:
    return arithmetic.existing(int(match["year"]), int(match["month"]), int(match["day"]))


def _numbers(match: re.Match[str], today: date) -> date | None:
    dotted = match["separator"] == "."
    first, second = int(match["first"]), int(match["second"])
    month, day = (second, first) if dotted else (first, second)
    year = match.groupdict().get("year")
    meant = _dated(today, year, month, day)
    if meant is None and (other := _dated(today, year, day, month)):
        shown = f"{other.day} {vocabulary.MONTHS[other.month - 1]}" + (f" {other.year}" if year else "")
        comes = "day" if dotted else "month"
        raise UserError(
            f"“{match[0]}” is not a day when the {comes} comes first. If you mean {shown}, write that."
        )
    return meant


def _dated(today: date, year: str | None, month: int, day: int) -> date | None:
    if year is None:
        return arithmetic.without_year(today, month, day)
    return arithmetic.existing(int(year) if len(year) > 2 else 2000 + int(year), month, day)  # noqa: PLR2004 - "27"


def _named_month(match: re.Match[str], today: date) -> date | None:
    return _dated(today, match["year"], vocabulary.month(match["month"]), int(match["day"]))


def _start_of_named_month(match: re.Match[str], today: date) -> date | None:
    return _dated(today, match["year"], vocabulary.month(match["month"]), 1)


def _end_of_named_month(match: re.Match[str], today: date) -> date | None:
    month = vocabulary.month(match["month"])
    if match["year"] is None:
        return arithmetic.end_of_named_month(today, month)
    return arithmetic.end_of_month(date(int(match["year"]), month, 1))


def _nth(match: re.Match[str], today: date) -> date | None:
    return arithmetic.nth(today, int(match["day"]))


def _nth_of_month(match: re.Match[str], today: date) -> date | None:
    month = arithmetic.start_of_month(today, 1 if match["which"].lower() == "next" else 0)
    return arithmetic.existing(month.year, month.month, int(match["day"]))


def _counted(match: re.Match[str], today: date) -> date:
    day = _anchor(match.groupdict().get("anchor") or "today", today)
    for count, unit in vocabulary.spans(match["spans"]):
        day = arithmetic.add(day, count, unit)
    return day


def _anchor(word: str, today: date) -> date:
    match word.lower():
        case "today" | "now":
            return today
        case "tomorrow":
            return arithmetic.add(today, 1, "day")
        case name:
            return arithmetic.coming(today, vocabulary.weekday(name))


def _ago(match: re.Match[str], today: date) -> date:
    for count, unit in vocabulary.spans(match["spans"]):
        today = arithmetic.add(today, -count, unit)
    return today


def _later(days: int) -> Meaning:
    return lambda _, today: arithmetic.add(today, days, "day")


def _weekday(match: re.Match[str], today: date) -> date:
    return arithmetic.coming(today, vocabulary.weekday(match["weekday"]))


def _this_weekday(match: re.Match[str], today: date) -> date:
    return arithmetic.coming_or_today(today, vocabulary.weekday(match["weekday"]))


def _last_weekday(match: re.Match[str], today: date) -> date:
    return arithmetic.latest(today, vocabulary.weekday(match["weekday"]))


def _week_after_weekday(match: re.Match[str], today: date) -> date:
    return arithmetic.add(_weekday(match, today), 1, "week")


def _weekday_in_week(weeks: int) -> Meaning:
    return lambda match, today: arithmetic.in_week(today, vocabulary.weekday(match["weekday"]), weeks)


def _end_of_week(weeks: int) -> Meaning:
    return lambda _, today: arithmetic.end_of_week(today, weeks)


def _end_of_month(months: int) -> Meaning:
    return lambda _, today: arithmetic.end_of_month(today, months)


def _form(pattern: str, meaning: Meaning, needs: Needs = Needs.NOTHING) -> Form:
    return Form(re.compile(f"(?ai:{pattern}){END}"), meaning, needs)


_THE = rf"(?:the{GAP})?"
_WITH_WEEKDAY = rf"(?:{WEEKDAY},?{GAP})?"
_NUMBERS = r"(?P<first>\d{1,2})(?P<separator>[-/.])(?P<second>\d{1,2})(?P=separator)"
_START_OF = rf"{_THE}(?:start|beginning){GAP}of{GAP}"
_END_OF = rf"{_THE}end{GAP}of{GAP}"

FORMS = (
    _form(rf"{YEAR}(?P<separator>[-/.])(?P<month>\d{{1,2}})(?P=separator){DAY}", _year_first),
    _form(rf"{_NUMBERS}{YEAR}", _numbers),
    _form(rf"{_NUMBERS}(?P<year>\d\d)", _numbers, Needs.A_BREAK),
    _form(r"(?P<first>\d{1,2})(?P<separator>/)(?P<second>\d{1,2})", _numbers, Needs.A_BREAK),
    _form(
        rf"{_WITH_WEEKDAY}{_THE}{DAY}{NTH}?\.?(?:{GAP}of{GAP}|{GAP}|-)?{MONTH}(?:(?:,?{GAP}|-){YEAR})?",
        _named_month,
    ),
    _form(rf"{_WITH_WEEKDAY}{MONTH}{GAP}{_THE}{DAY}{NTH}?(?:,?{GAP}{YEAR})?", _named_month),
    _form(rf"{_THE}{DAY}{NTH}", _nth, Needs.A_BREAK),
    _form(rf"{WEEKDAY},?{GAP}{_THE}{DAY}{NTH}", _nth),
    _form(rf"{WEEKDAY},?{GAP}{DAY}(?!{GAP}[ap]\.?m)", _nth, Needs.A_BREAK),
    _form(rf"{_THE}{DAY}{NTH}{GAP}of{GAP}(?P<which>the|this|next){GAP}month", _nth_of_month),
    _form(rf"today|tonight|{END_OF_DAY}|this{GAP}(?:morning|afternoon|evening)", _later(0)),
    _form(r"tomorrow|tomorow|tommorow|tommorrow|tmrw|tmr", _later(1)),
    _form(rf"{_THE}day{GAP}after{GAP}tomorrow", _later(2)),
    _form(r"yesterday", _later(-1)),
    _form(WEEKDAY_ONLY, _weekday),
    _form(WEEKDAY, _weekday, Needs.A_BREAK),
    _form(rf"(?:this{GAP})?coming{GAP}{WEEKDAY}", _weekday),
    _form(rf"this{GAP}{WEEKDAY}", _this_weekday),
    _form(rf"last{GAP}{WEEKDAY}", _last_weekday),
    _form(rf"{WEEKDAY}{GAP}week", _week_after_weekday),
    _form(rf"{WEEKDAY}{GAP}(?:of{GAP})?this{GAP}week", _weekday_in_week(0)),
    _form(rf"next{GAP}{WEEKDAY}", _weekday_in_week(1)),
    _form(rf"{WEEKDAY}{GAP}(?:of{GAP})?next{GAP}week", _weekday_in_week(1)),
    _form(rf"next{GAP}week,?{GAP}(?:on{GAP})?{WEEKDAY}", _weekday_in_week(1)),
    _form(rf"eow|{_END_OF}(?:the{GAP}|this{GAP})?week|this{GAP}week", _end_of_week(0)),
    _form(rf"(?:{_END_OF})?next{GAP}week", _end_of_week(1)),
    _form(rf"{_THE}week{GAP}after{GAP}next", _end_of_week(2)),
    _form(rf"{_START_OF}next{GAP}week", lambda _, today: arithmetic.in_week(today, 0, 1)),
    _form(rf"eom|{_END_OF}(?:the{GAP}|this{GAP})?month|month{GAP}end|this{GAP}month", _end_of_month(0)),
    _form(rf"(?:{_END_OF})?next{GAP}month", _end_of_month(1)),
    _form(rf"{_START_OF}next{GAP}month", lambda _, today: arithmetic.start_of_month(today, 1)),
    _form(rf"{_START_OF}{MONTH}(?:,?{GAP}{YEAR})?", _start_of_named_month),
    _form(rf"{_END_OF}{MONTH}(?:,?{GAP}{YEAR})?", _end_of_named_month),
    _form(rf"(?P<spans>in{GAP}an?{GAP}(?:day|year))", _counted, Needs.A_BREAK),  # "how much is done in a day"
    _form(rf"(?:in|within){GAP}(?:the{GAP}next{GAP})?{SPANS}(?:['\u2019]?s?['\u2019]?{GAP}time)?", _counted),
    _form(rf"{SPANS}{GAP}(?:from|after|on){GAP}{ANCHOR}", _counted),
    _form(SPANS, _counted, Needs.A_QUESTION),
    _form(rf"{SPANS}{GAP}ago", _ago),
)
