"""A day typed where a day is asked for: the whole of it must be understood."""

import re
from datetime import date, datetime, time

import dateparser
from dateutil.relativedelta import relativedelta
from rapidfuzz import fuzz, process

from handlers import text
from handlers.dates import arithmetic, grammar, showing, vocabulary
from handlers.dates.vocabulary import GAP, MONTH
from handlers.errors import UserError

FARTHEST = relativedelta(years=10)
HOW = "Write it like “Friday”, “in two weeks”, “3/14” or “2027-03-14”."

_LONGEST = 60
_LONGEST_FOR_LIBRARY = 40  # it takes milliseconds a word, and guesses the more the longer the phrase
_ALIKE = 80  # of 100, as rapidfuzz counts: a letter swapped, lost or doubled
_SHOWN_NEARNESS = re.compile(r"(?i:, (?:today|tomorrow|in \d+ days|\d+ (?:working )?days? late))\Z")
_NAMES = (*vocabulary.WEEKDAYS, "tomorrow")
_MONTH_ALONE = re.compile(rf"(?ai:(?:in{GAP})?{MONTH}(?:{GAP}\d{{4}})?)")
_SCHOOL_PERIOD = re.compile(r"(?ai:\b(?:year|quarter|term|semester|trimester|eoy|eoq)\b)")


def understand(typed: str, today: date) -> date:
    words = " ".join(typed.split()).strip(" .,;:!?")
    if not words:
        raise UserError(f"No day was written. {HOW}")
    if len(words) <= _LONGEST and (day := _by_rule(words, today) or _by_library(words, today)):
        return allowed(day, today, words)
    raise UserError(f"I could not read “{text.one_line(words, _LONGEST)}” as a day. {_advice(words)}")


def allowed(day: date, today: date, words: str) -> date:
    """Return the day. Raises UserError when it has passed, or is too far away to be meant."""
    shown = showing.day(day, today)
    if day < today:
        raise UserError(f"“{words}” is {shown}, which has passed. Choose today or a later day.")
    if day > today + FARTHEST:
        raise UserError(f"“{words}” is {shown}, more than ten years away. Check the year.")
    return day


def nearest(word: str) -> str | None:
    """Return the name of a weekday (or "tomorrow") that `word` is a slip away from."""
    found = process.extractOne(word, _NAMES, scorer=fuzz.ratio, processor=str.lower, score_cutoff=_ALIKE)
    return found[0] if found else None


def _by_rule(words: str, today: date) -> date | None:
    words = _SHOWN_NEARNESS.sub("", words)
    marker = grammar.MARKER.match(words)
    phrase = grammar.read(words, marker.end() if marker else 0, today)
    if phrase is None or phrase.end < len(words):
        return None
    return grammar.meant(phrase, marker)


def _by_library(words: str, today: date) -> date | None:
    """Trust the library with the month and the day that are in the words, and with nothing it made up."""
    numbers = re.findall(r"\d+", words)
    month = re.search(rf"(?ai:\b{MONTH})", words)
    if len(words) > _LONGEST_FOR_LIBRARY or not numbers or not month:
        return None
    base = datetime.combine(today, time.min)  # the library wants it naive; only its date counts
    settings = {"PREFER_DATES_FROM": "future", "RELATIVE_BASE": base, "RETURN_AS_TIMEZONE_AWARE": False}
    found = dateparser.parse(
        words, languages=["en"], settings={**settings, "REQUIRE_PARTS": ["day", "month"]}
    )
    if not found or str(found.day) not in numbers or found.month != vocabulary.month(month["month"]):
        return None
    numbers.remove(str(found.day))
    if str(found.year) in numbers:
        return found.date()
    if f"{found.year % 100:02}" in numbers:
        return arithmetic.existing(2000 + found.year % 100, found.month, found.day)
    return arithmetic.without_year(today, found.month, found.day)


def _advice(words: str) -> str:
    if _MONTH_ALONE.fullmatch(words):
        return f"Say which day, like “14 {words}” or “end of {words}”."
    if _SCHOOL_PERIOD.search(words):
        return "Schools and calendars end at different times, so name the day, like “12 June”."
    near = nearest(words)
    return f"Did you mean {near}? {HOW}" if near else HOW
