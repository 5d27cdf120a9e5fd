"""What `/steward meeting …` wants, and when a time that was typed really is. Pure.

| typed | is |
|---|---|
| nothing | the meeting that runs, or the next one |
| `start`, `close` (also `end`) | begin it, end it |
| `here` | I am here |
| `attendance @ana @ben` | who is here; without names the form |
| `skip because …`, `unskip` | let the next one go, and take that back |
| `move to Thursday 14:00 because …` | a day, a time or both; what is not said stays |
| `pause until 6 January because …`, also `pause 15 June to 20 August`; `resume` | no meetings for a while |
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from typing import Literal

from rapidfuzz import fuzz, process

from handlers import dates, text
from handlers.errors import UserError

Verb = Literal[
    "show", "start", "close", "here", "attendance", "skip", "unskip", "move", "pause", "resume", "minutes"
]

LONGEST_REASON = 300
LONGEST_NOTE = 1000
LONGEST_CHOICE = 300
LONGEST_WHY = 600
SCORES = range(1, 6)
"""How useful a meeting was: 1 not at all, 5 very."""

_VERBS: Mapping[str, Verb] = {
    "start": "start",
    "begin": "start",
    "open": "start",
    "close": "close",
    "end": "close",
    "stop": "close",
    "here": "here",
    "attendance": "attendance",
    "present": "attendance",
    "skip": "skip",
    "cancel": "skip",
    "unskip": "unskip",
    "move": "move",
    "shift": "move",
    "reschedule": "move",
    "pause": "pause",
    "resume": "resume",
    "minutes": "minutes",
    "status": "show",
    "show": "show",
}
_ALIKE = 70
_WHY = re.compile(r"(?is)(?:\A|[\s,;:-]+)because\b[\s:]*(?P<why>.*)\Z")
_LEAD = re.compile(r"(?i)\A(?:to|until|till|on)\b\s*|\s*\b(?:to|at|on)\Z")
_CLOCK = re.compile(
    r"(?ix)(?<![\w:/.-]) (?:(?:at|@)\s+)?"
    r"(?: (?P<noon>noon|midday)"
    r"  | (?P<hour>\d{1,2}) (?: :(?P<minute>\d{2}) )? \s* (?P<half>[ap])\.?m\.?"
    r"  | (?P<hour24>\d{1,2}) :(?P<minute24>\d{2}) (?:\s*(?:h|o'?clock))?"
    r") (?![\w:/-])"
)
_FIRST_MORNING_HOUR = 7
_HALF_A_DAY = 12
HOW = "Write the time like 14:00 or 2:30 pm."


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What was typed, taken apart. `words`: what is left after the verb and without the reason."""

    verb: Verb
    words: str = ""
    why: str | None = None
    user_ids: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Moved:
    """The day and the time that were typed; None: the one that it has."""

    on: date | None
    at: time | None


def parse(delivered: str) -> Wanted:
    """Return what is wanted. Raises UserError, with the nearest word, for a verb that there is not."""
    typed = text.typed(delivered)
    word, _, rest = typed.text.strip().partition(" ")
    if not word:
        return Wanted(verb="show")
    verb = _VERBS.get(word.lower().rstrip(".,;:"))
    if verb is None:
        raise _no_verb(word)
    found = _WHY.search(rest)
    words, why = (rest[: found.start()], found["why"].strip()) if found else (rest, "")
    if not found and verb == "skip":  # there is nothing else that can be said of it
        words, why = "", rest.strip(" ,;:-")
    mentions = tuple(dict.fromkeys(mention.user_id for mention in typed.mentions))
    labels = {mention.label for mention in typed.mentions}
    return Wanted(
        verb=verb,
        words=" ".join(words.split()),
        why=reason(why),
        user_ids=mentions,
        unknown=_unknown(words, labels),
    )


def reason(typed: str | None) -> str | None:
    """Return a reason without white space around it, None for none. Raises UserError when it is too long."""
    said = (typed or "").strip()
    if len(said) > LONGEST_REASON:
        raise UserError(
            f"The reason has {len(said)} characters, and {LONGEST_REASON} fit. Please shorten it.", "reason"
        )
    return said or None


def moved(words: str, zone: tzinfo, now: datetime) -> Moved:
    """Return the day and the time that the words name. Raises UserError for words that name neither."""
    clocks = list(_CLOCK.finditer(words))
    at = clock(clocks[-1][0]) if clocks else None
    left = f"{words[: clocks[-1].start()]} {words[clocks[-1].end() :]}" if clocks else words
    day = _LEAD.sub("", _LEAD.sub("", " ".join(left.split()))).strip(" ,;")
    return Moved(dates.understand(day, zone, now) if day else None, at)


def clock(typed: str) -> time:
    """Return the time of day: "14:00", "2 pm", "2:30pm", "noon". Raises UserError for what is none."""
    words = " ".join(typed.split())
    found = _CLOCK.fullmatch(words)
    if found is None:
        raise UserError(f"I could not read “{text.one_line(words, 40)}” as a time. {HOW}", "time")
    if found["noon"]:
        return time(12)
    if found["half"]:
        return _twelve(found, words)
    hour, minute = int(found["hour24"]), int(found["minute24"])
    if hour < _FIRST_MORNING_HOUR and not found["hour24"].startswith("0"):
        raise UserError(
            f"Is {words} in the afternoon? Write {hour + _HALF_A_DAY}:{minute:02}, or {hour:02}:{minute:02} for the night.",
            "time",
        )
    return _existing(hour, minute, words)


def score(extra: str) -> int:
    """Return the rating that a button carries. Raises UserError for what is none."""
    if extra.isdecimal() and int(extra) in SCORES:
        return int(extra)
    raise UserError("A rating is a number from 1 to 5. Press one of the five buttons.")


def _twelve(found: re.Match[str], words: str) -> time:
    hour = int(found["hour"])
    if not 1 <= hour <= _HALF_A_DAY:
        raise UserError(f"{words} is no time of day. {HOW}", "time")
    return _existing(
        hour % _HALF_A_DAY + (_HALF_A_DAY if found["half"].lower() == "p" else 0),
        int(found["minute"] or 0),
        words,
    )


def _existing(hour: int, minute: int, words: str) -> time:
    try:
        return time(hour, minute)
    except ValueError:
        raise UserError(f"{words} is no time of day. {HOW}", "time") from None


def _unknown(words: str, labels: set[str]) -> tuple[str, ...]:
    """Names after an @ that Slack did not recognise as a person."""
    left = words
    for label in sorted(labels, key=len, reverse=True):
        left = left.replace(f"@{label}", " ")
    return tuple(re.findall(r"@\S+", left))


def _no_verb(word: str) -> UserError:
    near = process.extractOne(word.lower(), list(_VERBS), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    hint = f"Did you mean `/steward meeting {near[0]}`? " if near else ""
    return UserError(
        f"I do not know “{text.escape(text.one_line(word, 40))}” of a meeting. {hint}There are start, close, here, "
        "attendance, skip, unskip, move, pause and resume. `/steward meeting` alone shows the next one."
    )
