"""Days that people type and days they are shown, on the calendar of the person's own zone.

A due date is a day; hours beside it ("Friday 5pm") are understood and not kept. The zone decides what "today"
is, and nothing else. What is understood is never in the past and at most ten years ahead. Weeks run from Monday to
Sunday. Case, no-break spaces and a leading "by", "due", "until" or "on" do not matter.

| typed | is |
|---|---|
| `today`, `tonight`, `eod`, `end of day`, `cob` | today |
| `tomorrow`, `day after tomorrow` | one and two days on |
| `Friday`, `fri`, `coming Friday` | the next such day after today: on a Friday, in seven days |
| `this Friday` | the same, but on a Friday it is today |
| `next Tue`, `Tuesday next week` | that day of the next week, also when this week's is still to come |
| `Friday week` | the next such day, and a week on |
| `Friday this week` | that day of this week |
| `in 3 days`, `in two weeks`, `within a month`, `2 weeks from Friday`, `10 days`, `a week and 2 days` | counted |
| ... months and years | the same day of the month, or its last day when it is shorter |
| `in 3 working days` (or business, school) | Mondays to Fridays counted, holidays not known here |
| `this week`, `eow`, `end of week` | Friday; at the weekend the coming Friday |
| `next week`, `week after next` | its Friday: the last day that is still in it |
| `start of next week` | its Monday |
| `this month`, `eom`, `next month`, `end of March` | the month's last day |
| `start of next month`, `start of March` | the first |
| `the 14th`, `14th` | the next 14th, today included; `31st` passes over shorter months |
| `the 14th of next month` | as it says |
| `14 March`, `March 14`, `14th of Mar.`, `3/14` | this year's; next year's when it passed over 60 days ago; when it passed lately it is in the past |
| `14 March 2027`, `3/14/27`, `3-14-2027`, `2027-03-14`, `2027/3/14` | as it says: numbers are month first (US), unless the year leads |
| `14.3.2027` | with dots the day is first |
| `14/3`, `3.14.2027` | no such month: asks whether 14 March is meant |
| `Fri 27 Nov`, `Friday the 27th` | as it says; another weekday than that date's is asked about |
| `before Friday` | the day before |
| `2/30`, `the 45th`, `yesterday`, `last Friday`, `2 days ago`, a year that is gone or over ten years away | refused, with why |
| `March` alone, `end of year`, `end of term`, `quarter` | refused: which day is not certain (school year or calendar year) |
| anything else with a month's name and a day | what the dateparser library reads, when it agrees with the numbers typed |
"""

from datetime import date, datetime, tzinfo

from handlers.dates import sentences, understanding
from handlers.dates.sentences import EDGES, UNDERSTOOD, Found
from handlers.dates.showing import day, full, show
from handlers.errors import UserError

__all__ = ["EDGES", "UNDERSTOOD", "Found", "day", "find", "full", "show", "today", "tried", "understand"]


def today(zone: tzinfo, now: datetime) -> date:
    """Return the date on the wall calendar of `zone` at `now`, which is aware."""
    return now.astimezone(zone).date()


def understand(typed: str, zone: tzinfo, now: datetime) -> date:
    """Return the day that the whole of `typed` names. Raises UserError with what was tried and how to write it."""
    return understanding.understand(typed, today(zone, now))


def find(text: str, zone: tzinfo, now: datetime) -> Found | None:
    """Return the due date said in a sentence, and the words that said it. None where there is none.

    In this order: at the end ("... by Friday", "... due 3/14", "... tomorrow"), at the start ("By Friday, ...",
    "Friday: ..."), and after "by" anywhere, the last one first. So "Read the Friday memo by Monday" is Monday, and
    words that only look like a date ("may", "sat", "pages 3/4", "for Friday", "Friday's") stay words. A day that
    cannot be meant ("by 2/30", "by yesterday", "by Fridya") is found with its problem.
    """
    return sentences.find(text, today(zone, now))


def tried(text: str, zone: tzinfo, now: datetime) -> UserError | None:
    """Return why the words after "by" at a sentence's end are no day ("by when possible"); None where there are none.

    To be asked where `find` finds no day and one is needed: "Ask by mail" is a fine sentence all the same.
    """
    return sentences.tried(text, today(zone, now))
