"""The words that dates are made of, as pieces of regular expressions, and what they stand for."""

import re

GAP = r"[\s\u00a0\u202f]+"  # Slack's clients type no-break spaces now and then
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WRITTEN_OUT = "|".join(WEEKDAYS).lower()
_SHORT_ONLY = "mon|tues|tue|weds|thurs|thur|thu|fri"
_SHORT = f"{_SHORT_ONLY}|wed|sat|sun"
_DOT = r"(?:(?<![a-z]{6})\.)?"  # of a short form; after a name written out it ends the sentence
WEEKDAY = rf"(?P<weekday>{_WRITTEN_OUT}|{_SHORT}){_DOT}"
WEEKDAY_ONLY = (
    rf"(?P<weekday>{_WRITTEN_OUT}|{_SHORT_ONLY}){_DOT}"  # "wed", "sat" and "sun" mean other things too
)
ANCHOR = rf"(?P<anchor>today|now|tomorrow|{_WRITTEN_OUT}|{_SHORT}){_DOT}"
MONTH = (
    r"(?P<month>january|jan|february|feb|march|mar|april|apr|may|june|jun|july|jul|august|aug"
    r"|september|sept|sep|october|oct|november|nov|december|dec)\.?"
)
DAY = r"(?P<day>\d{1,2})"
YEAR = r"(?P<year>\d{4})"
NTH = r"(?:st|nd|rd|th)"

_NUMBERS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_OTHER_NUMBERS = {"a": 1, "an": 1, "couple of": 2, "a couple of": 2, "twenty": 20, "thirty": 30, "sixty": 60}
_AMOUNT = {**{word: number for number, word in enumerate(_NUMBERS)}, **_OTHER_NUMBERS, "ninety": 90}
_COUNT = r"(?:\d{1,4}|" + "|".join(sorted(_AMOUNT, key=len, reverse=True)).replace(" ", GAP) + ")"
_UNIT = rf"(?:(?:working|business|school){GAP}days?|days?|weeks?|wks?|fortnights?|months?|years?)"
_SPAN = rf"{_COUNT}{GAP}{_UNIT}"
SPANS = rf"(?P<spans>{_SPAN}(?:(?:,|{GAP}and)?{GAP}{_SPAN})?)"
_ONE_SPAN = re.compile(rf"(?ai:({_COUNT}){GAP}({_UNIT}))")


def weekday(word: str) -> int:
    """Return 0 for Monday, whether it was written out or short."""
    return [name[:3].lower() for name in WEEKDAYS].index(word[:3].lower())


def month(word: str) -> int:
    """Return 1 for January, whether it was written out or short."""
    return [name[:3].lower() for name in MONTHS].index(word[:3].lower()) + 1


def spans(words: str) -> list[tuple[int, str]]:
    """Return the counts and units in words that `SPANS` matched: "a week and 2 days" is a week, then two days."""
    return [(_amount(count), _unit(unit)) for count, unit in _ONE_SPAN.findall(words)]


def _amount(count: str) -> int:
    word = " ".join(count.lower().split())
    return int(word) if word.isdecimal() else _AMOUNT[word]


def _unit(unit: str) -> str:
    word = unit.lower().removesuffix("s")
    if word.startswith(("working", "business", "school")):
        return "working day"
    return "week" if word == "wk" else word
