"""A day said in a sentence that is about something else, taken without stealing the sentence's own words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from handlers.dates import grammar, understanding
from handlers.dates.forms import Needs
from handlers.dates.vocabulary import GAP
from handlers.errors import UserError

# Stands, character for character, in place of words that something else understood already: a name, a workstream.
UNDERSTOOD = "\ue000"

_APART = f",;:([\u2013\u2014{UNDERSTOOD}"  # what sets off the words that follow
# What may stand between the last word of a text and its end, or before the first.
EDGES = f" \t\r\n\u00a0\u202f)].!?-{_APART}"
_WORD = re.compile(rf"(?<![^\s\]){re.escape(_APART)}])[^\s\]){re.escape(_APART)}]")
_THEN_APART = re.compile(rf"(?:{GAP})?(?:[\]){re.escape(_APART)}]|-\s|\Z)")
_BY = re.compile(rf"(?ai:(?<!\S)(?:by|no{GAP}later{GAP}than){GAP})")
_MISSPELT = re.compile(rf"(?ai:(?<!\S)(?:by|due|until){GAP}(?P<word>[a-z]{{5,12}})\Z)")
_FIRMLY = re.compile(rf"(?ai:(?<!\S)(?:by|due|until|till|(?:no|not){GAP}later{GAP}than){GAP})")
_MOST_TRIED = 4  # words that may be meant as a day, after "by" and up to the end
_LONGEST = 90  # characters, of a date with its "by" and its time

# "for Friday", "every Friday", "Monday and Friday", "the Friday": said of the thing, not of when it is due.
_OF_THE_THING = {
    *("about", "after", "at", "during", "for", "from", "in", "of", "since", "than", "to", "with"),
    *("a", "an", "and", "between", "each", "every", "last", "or", "per", "the"),
}


@dataclass(frozen=True)
class Found:
    """A due date said in a text, by the words between `start` and `end`.

    `stays`: the words say more than the day ("by Friday noon", "before Friday") and belong in the text. `on` is None
    where the words name no day that can be meant, and `problem` repeats them and says why and what to write.
    """

    start: int
    end: int
    words: str
    stays: bool = False
    on: date | None = None
    problem: UserError | None = None


def find(text: str, today: date) -> Found | None:
    return _at_end(text, today) or _at_start(text, today) or _inside(text, today) or _misspelt(text)


def tried(text: str, today: date) -> UserError | None:
    """Return why the words after the last "by", up to the end, are no day; None where nothing looks like a day meant."""
    end = len(text.rstrip(EDGES))
    markers = list(_FIRMLY.finditer(text, max(end - _LONGEST, 0), end))
    words = text[markers[-1].end() : end] if markers else ""
    if not words or UNDERSTOOD in words or len(words.split()) > _MOST_TRIED:
        return None
    try:
        understanding.understand(words, today)
    except UserError as problem:
        return problem
    return None


def _at_end(text: str, today: date) -> Found | None:
    end = len(text.rstrip(EDGES))
    for start in _word_starts(text, end):
        marker, phrase = _read(text, start, today)
        if phrase is None or phrase.end < end:
            continue
        apart = bool(marker) or _is_set_apart(text, start)
        if _is_date(phrase, apart=apart) and (apart or not _is_of_the_thing(text, start)):
            found = _found(text, start, marker, phrase, today)
            return found if found.on or (apart and not (marker and marker["on"])) else None
    return None


def _at_start(text: str, today: date) -> Found | None:
    start = len(text) - len(text.lstrip(EDGES))
    marker, phrase = _read(text, start, today)
    if phrase is None or not _is_date(phrase, apart=True):
        return None
    firm = marker and not marker["on"]
    if not firm and not _THEN_APART.match(text, phrase.end):
        return None
    found = _found(text, start, marker, phrase, today)
    return found if found.on or firm else None


def _inside(text: str, today: date) -> Found | None:
    for by in reversed(list(_BY.finditer(text))):
        phrase = grammar.read(text, by.end(), today)
        if phrase and _is_date(phrase, apart=True):
            return _found(text, by.start(), None, phrase, today, said=by.end())
    return None


def _misspelt(text: str) -> Found | None:
    end = len(text.rstrip(EDGES))
    tail = max(end - _LONGEST, 0)
    slip = _MISSPELT.search(text[tail:end])
    near = slip and understanding.nearest(slip["word"])
    if not slip or not near:
        return None
    problem = UserError(
        f"I could not read “{slip['word']}” as a day. Did you mean {near}? {understanding.HOW}"
    )
    return Found(tail + slip.start(), end, slip[0], problem=problem)


def _read(text: str, start: int, today: date) -> tuple[re.Match[str] | None, grammar.Phrase | None]:
    marker = grammar.MARKER.match(text, start)
    return marker, grammar.read(text, marker.end() if marker else start, today)


def _found(
    text: str,
    start: int,
    marker: re.Match[str] | None,
    phrase: grammar.Phrase,
    today: date,
    *,
    said: int | None = None,
) -> Found:
    """`said`: where the words that name the day begin, where not behind the marker."""
    words = text[start : phrase.end]
    stays = phrase.timed or bool(marker and marker["before"])
    try:
        on = understanding.allowed(grammar.meant(phrase, marker), today, words)
    except UserError as problem:
        named = text[said or (marker.end() if marker else start) : phrase.end]
        return Found(start, phrase.end, words, problem=_naming(named, problem))
    return Found(start, phrase.end, words, stays, on)


def _naming(words: str, problem: UserError) -> UserError:
    """Return the problem with all of the words in it: they leave the sentence, and must not be lost."""
    shown = " ".join(words.split())
    return problem if shown in problem.text else UserError(f"You wrote “{shown}”. {problem.text}")


def _word_starts(text: str, end: int) -> Iterator[int]:
    return (word.start() for word in _WORD.finditer(text, max(end - _LONGEST, 0), end))


def _is_date(phrase: grammar.Phrase, *, apart: bool) -> bool:
    return phrase.needs <= (Needs.A_BREAK if apart else Needs.NOTHING)


def _is_set_apart(text: str, start: int) -> bool:
    before = text[:start].rstrip()
    return not before or before[-1] in _APART or before.endswith(" -")


def _is_of_the_thing(text: str, start: int) -> bool:
    words = text[max(start - _LONGEST, 0) : start].split()
    return bool(words) and words[-1].lower() in _OF_THE_THING
