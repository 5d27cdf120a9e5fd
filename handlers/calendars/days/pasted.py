"""Days off as people paste them: a line each, such as `21 Dec 2026 - 1 Jan 2027 Winter break`. Pure.

A day is written as `handlers.dates` understands it; the name stands before or after it, or nowhere. Of a range both
ends are days off. What was not understood comes back with its line, so that nothing is lost.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from handlers import text
from handlers.dates import arithmetic, grammar
from handlers.dates.vocabulary import GAP, MONTH, NTH, WEEKDAY
from handlers.errors import UserError
from storage.working_days import Break

MOST_NAME = 80
MOST_LINES = 200
LONGEST = timedelta(days=120)
"""Of a break that is pasted or read from a file. A pause for a season has its own button."""
AHEAD = relativedelta(years=2)
NO_NAME = "Day off"
HOW = "Write it like “21 Dec 2026 - 1 Jan 2027 Winter break”, or “26 Nov 2026 Thanksgiving”."

_BARE_MONTH = re.sub(r"\?P<\w+>", "?:", MONTH)
_BARE_WEEKDAY = re.sub(r"\?P<\w+>", "?:", WEEKDAY)
_WITH_WEEKDAY = rf"(?:(?<!good )(?<!black )(?<!ash ){_BARE_WEEKDAY},?{GAP})?"
_NAMED = rf"\d{{1,2}}{NTH}?\.?(?:{GAP}of)?[\s-]?(?:{GAP})?{_BARE_MONTH}(?:(?:,?{GAP}|-)\d{{4}})?"
_MONTH_FIRST = rf"{_BARE_MONTH}{GAP}\d{{1,2}}{NTH}?(?:,?{GAP}\d{{4}})?"
_NUMBERS = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}([-/.])\d{1,2}\1(?:\d{4}|\d{2})|\d{1,2}/\d{1,2}"
_DAY = re.compile(rf"(?i)(?<![\w/.-]){_WITH_WEEKDAY}(?:{_NUMBERS}|{_NAMED}|{_MONTH_FIRST})(?![\w/])")
_BETWEEN = re.compile(rf"(?i)\A(?:{GAP})?(?:-|to|till?|until|through|thru|and){GAP}\Z|\A-\Z")
_SAME_MONTH = re.compile(
    rf"(?i)(?<![\w/])(?P<first>\d{{1,2}}){NTH}?\s*(?:-|to|and|&)\s*(?P<last>\d{{1,2}}){NTH}?"
    rf"{GAP}(?P<month>{_BARE_MONTH})(?P<year>,?{GAP}\d{{4}})?(?!\w)"
)
_MONTH_THEN_DAYS = re.compile(
    rf"(?i)(?<!\w)(?P<month>{_BARE_MONTH}){GAP}(?P<first>\d{{1,2}}){NTH}?\s*(?:-|to|and|&)\s*"
    rf"(?P<last>\d{{1,2}}){NTH}?(?P<year>,?{GAP}\d{{4}})?(?![\w/]|\.\d)"
)
_TWO_NUMBERS = re.compile(r"(?<![\w/-])(\d{1,2}/\d{1,2}(?:/\d{2,4})?)\s*-\s*(?=\d{1,2}/)")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_YEAR = re.compile(r"\d{4}|[-/.]\d{1,2}[-/.]\d{2}\Z")
_AROUND = ' \t,;:.-*•|()[]"“”'


@dataclass(frozen=True)
class Unread:
    """A line that was not taken, as it was written, and why, with the next step."""

    line: str
    why: str


@dataclass(frozen=True)
class Found:
    """What was understood of what was pasted, in order, and what was not. `over`: how many lines are past already."""

    breaks: tuple[Break, ...]
    unread: tuple[Unread, ...] = ()
    over: int = 0


def read(pasted: str, today: date) -> Found:
    """Read every line that is not empty. A day without a year is this year's, or next year's when it is long past."""
    lines = [line.strip() for line in pasted.splitlines() if line.strip(_AROUND)]
    breaks: list[Break] = []
    unread = [Unread(line, f"More than {MOST_LINES} lines at once.") for line in lines[MOST_LINES:]]
    over = 0
    for line in lines[:MOST_LINES]:
        try:
            found = checked(_line(line, today), today)
        except UserError as problem:
            unread.append(Unread(line, problem.text))
            continue
        if found is None:
            over += 1
        else:
            breaks.append(found)
    return Found(tuple(dict.fromkeys(breaks)), tuple(unread), over)


def checked(found: Break, today: date) -> Break | None:
    """Return the break, None where it is over. Raises UserError for one that cannot be meant."""
    last = found.last_on or found.first_on
    if last < found.first_on:
        raise UserError("It ends before it begins. Check the two days.")
    if last - found.first_on > LONGEST:
        days = (last - found.first_on).days + 1
        raise UserError(
            f"That is {days} days. A break has at most {LONGEST.days}; use “Pause for a season” for longer."
        )
    if found.first_on > today + AHEAD:
        raise UserError("That is more than two years ahead. Add it when it is nearer.")
    return None if last < today else found


def name(words: str) -> str:
    """Return what a break is called, in one line that fits."""
    return text.one_line(words.strip(_AROUND), MOST_NAME).strip(_AROUND) or NO_NAME


def left(unread: Iterable[Unread]) -> str:
    """Return the lines that were not taken, to stand in the form again."""
    return "\n".join(one.line for one in unread)


def _line(line: str, today: date) -> Break:
    plain = _spelled_out(line)
    days = list(_DAY.finditer(plain))
    if not days:
        raise UserError(f"I see no date in it. {HOW}")
    first, *others = days
    if not others:
        on = _meant(first[0], today)
        return Break(on, on, name(plain[: first.start()] + " " + plain[first.end() :]))
    last = others[0]
    if len(others) > 1 or not _BETWEEN.match(plain[first.end() : last.start()]):
        raise UserError(f"I see {len(days)} dates and cannot tell what they say. One break a line. {HOW}")
    first_on, last_on = _range(first[0], last[0], today)
    return Break(first_on, last_on, name(plain[: first.start()] + " " + plain[last.end() :]))


def _spelled_out(line: str) -> str:
    """`21-25 Dec 2026` and `Dec 21-25, 2026` as two whole days; every dash as a hyphen."""
    plain = _DASHES.sub("-", " ".join(line.split()))
    plain = re.sub(r"(?<=-\d\d)/(?=\d{4}-)", " - ", plain)
    plain = _TWO_NUMBERS.sub(r"\1 - ", plain)
    for form in (_SAME_MONTH, _MONTH_THEN_DAYS):
        plain = form.sub(_two_days, plain)
    return re.sub(r"(?<=\d)-(?=[A-Za-z]{3,9}\.? \d)", " - ", re.sub(r"(?<=\d{4})-(?=\d{1,2} )", " - ", plain))


def _two_days(found: re.Match[str]) -> str:
    year = (found["year"] or "").strip(", ")
    return " - ".join(f"{found[day]} {found['month']} {year}".strip() for day in ("first", "last"))


def _range(first: str, last: str, today: date) -> tuple[date, date]:
    """Both days. One without a year takes the other's: `21 Dec - 1 Jan 2027` begins in 2026."""
    if not _YEAR.search(first) and _YEAR.search(last):
        last_on = _meant(last, today)
        first_on = _meant(f"{first} {last_on.year}" if "/" not in first else f"{first}/{last_on.year}", today)
        return (first_on if first_on <= last_on else first_on - relativedelta(years=1)), last_on
    first_on = _meant(first, today)
    last_on = _meant(last, first_on)
    if not _YEAR.search(last) and last_on < first_on and last_on + arithmetic.GONE < first_on:
        last_on += relativedelta(years=1)
    return first_on, last_on


def _meant(words: str, today: date) -> date:
    phrase = grammar.read(words, 0, today)
    if phrase is None or phrase.end < len(words):
        raise UserError(f"I could not read “{words}” as a day. {HOW}")
    return grammar.meant(phrase, None)
