"""The parts of `Draft the pacing guide @ana by Friday in pacing`, each found wherever it stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from handlers import dates
from handlers.actions.sentence import Sentence
from handlers.dates import Found
from handlers.errors import UserError
from handlers.text import Mention
from handlers.workstreams import rules as workstreams

_IN = re.compile(r"(?i:(?<![\w-])in\s+)")
_WORKSTREAM_WORD = re.compile(r"(?i:(?:the\s+)?workstream\s+(?P<after>.+)|(?P<before>.+)\s+workstream)")
_UP_TO_BREAK = re.compile(rf"[^:,\n{dates.UNDERSTOOD}]{{1,60}}(?=[:,{dates.UNDERSTOOD}])")
_LONGEST = 60  # characters, of "in the ... workstream"
_MOST_WORDS = 4  # of a name that is asked about

_AT_ME = re.compile(r"(?i:(?<![\w@.])@(me))(?![\w-])")
_AT_NAME = re.compile(r"(?<![\w@.+/-])@(?=[^\W\d])\w(?:[\w.'\u2019-]*\w)?")
_ME_LAST = re.compile(r"(?i:(?<![\w@'\u2019-])me)\Z")
_ME_FIRST = re.compile(rf"(?i:me)(?=\s*[:,{dates.UNDERSTOOD}])")
_OWNER_WORD = re.compile(r"(?i:\b(?:owner|owned\s+by|assigned?\s+to):?\s*)\Z")
_TO = re.compile(r"(?i:\s*,?\s*(?:to|will)(?=\s))")

# "Send it to @ben", "call me": the person belongs to the words.
_JOINS = {
    *(
        "about",
        "after",
        "and",
        "as",
        "at",
        "before",
        "behind",
        "by",
        "for",
        "from",
        "in",
        "like",
        "near",
        "of",
    ),
    *("on", "or", "over", "than", "to", "under", "via", "with", "without", "&", "+"),
}
_DONE_TO_ME = {
    *(
        "ask",
        "brief",
        "bring",
        "call",
        "cc",
        "contact",
        "copy",
        "email",
        "give",
        "help",
        "inform",
        "invite",
        "join",
    ),
    *(
        "keep",
        "let",
        "meet",
        "message",
        "notify",
        "phone",
        "ping",
        "remind",
        "replace",
        "see",
        "send",
        "show",
    ),
    *("support", "teach", "tell", "text", "update"),
}


@dataclass(frozen=True)
class Workstream:
    """Where the sentence says "in ...": the name that is meant, or the question which one is."""

    name: str | None
    doubt: int
    problem: UserError | None = None


def due(sentence: Sentence, zone: tzinfo, now: datetime) -> tuple[Sentence, Found | None]:
    """Read when it is due. A day that cannot be meant leaves the text too: its problem repeats the words."""
    found = dates.find(sentence.unread, zone, now)
    if found is None:
        return sentence, None
    read = sentence.mark if found.stays else sentence.take
    return read(found.start, found.end), found


def workstream(sentence: Sentence, live: Sequence[str]) -> tuple[Sentence, Workstream | None]:
    """Read "in pacing" at the end, or at the start before a colon, a comma or another part.

    Only a name of the team's counts: "in the library" is text. What is nearly one of its names is asked about.
    """
    readings = [
        (start, end, read)
        for start, end, words in (*_in_at_end(sentence), *_in_at_start(sentence))
        if (read := _named(words, live))
    ]
    if not readings:
        return sentence, None
    start, end, read = min(readings, key=lambda reading: reading[2].doubt)
    return (sentence.mark if read.problem else sentence.take)(start, end), read


def workstream_behind(
    sentence: Sentence, due: Found, live: Sequence[str]
) -> tuple[Sentence, Workstream | None]:
    """Ask about a name the team does not have, where it ends the sentence behind the date: "by Friday in zoology".

    There it can hardly belong to the words; "in the library" still does.
    """
    end = sentence.end
    for start, _, words in _in_at_end(sentence):
        behind = due.end <= start and not sentence.unread[due.end : start].strip(dates.EDGES)
        if live and behind and len(words.split()) <= _MOST_WORDS and not _is_text(words):
            problem = workstreams.unknown(words, workstreams.match(words, live).nearest)
            return sentence.mark(start, end), Workstream(None, doubt=2, problem=problem)
    return sentence, None


def _is_text(words: str) -> bool:
    return words.lower().split()[:1] == ["the"]


def _in_at_end(sentence: Sentence) -> list[tuple[int, int, str]]:
    end = sentence.end
    found = _IN.finditer(sentence.unread, max(end - _LONGEST, 0), end)
    return [(each.start(), end, sentence.unread[each.end() : end]) for each in found]


def _in_at_start(sentence: Sentence) -> list[tuple[int, int, str]]:
    found = _IN.match(sentence.unread, sentence.start)
    words = found and _UP_TO_BREAK.match(sentence.unread, found.end())
    return [(found.start(), words.end(), words[0])] if found and words else []


def _named(words: str, live: Sequence[str]) -> Workstream | None:
    said = _WORKSTREAM_WORD.fullmatch(words)
    name = (said["after"] or said["before"]) if said else words
    match = workstreams.match(name, live)
    if match.exact:
        return Workstream(match.name, doubt=0)
    if not said and not _could_be(words, match.nearest):
        return None
    if match.name:
        return Workstream(match.name, doubt=1)
    if said or match.akin:
        return Workstream(None, doubt=2, problem=workstreams.unknown(name, match.nearest))
    return None


def _could_be(words: str, nearest: Sequence[str]) -> bool:
    """Say no to "in the plan", which is not "planning support", and to more words than the name has."""
    return not _is_text(words) and any(len(words.split()) <= len(name.split()) for name in nearest)


def at_me(sentence: Sentence, user_id: str) -> list[Mention]:
    """Return where `@me` stands, as a mention of the person who typed it."""
    return [Mention(user_id, me[1], me.start(), me.end()) for me in _AT_ME.finditer(sentence.unread)]


def me(sentence: Sentence) -> tuple[Sentence, bool]:
    """Read a lone "me" as the owner: at the end, or at the start before a colon, a comma or another part."""
    last = _ME_LAST.search(sentence.unread, max(sentence.end - 3, 0), sentence.end)
    if last and _word_before(sentence, last.start()) not in _JOINS | _DONE_TO_ME:
        return sentence.take(*last.span()), True
    first = _ME_FIRST.match(sentence.unread, sentence.start)
    if first:
        return sentence.take(*first.span()), True
    return sentence, False


def unknown_names(sentence: Sentence) -> tuple[Sentence, tuple[str, ...]]:
    """Read names that were typed with @ and that Slack does not know as people. They stay in the text."""
    names: dict[str, None] = {}
    for name in _AT_NAME.finditer(sentence.unread):
        sentence = sentence.mark(*name.span())
        names[name[0]] = None
    return sentence, tuple(names)


def take_mention(sentence: Sentence, mention: Mention) -> Sentence:
    """Take a mention out of the text when it only says who owns the action; "Ask @ben for it" keeps its words.

    To be called when every other part is read, so that what is left around the mention is the action's text.
    """
    before, after = sentence.unread[: mention.start], sentence.unread[mention.end :]
    if not before.strip(dates.EDGES):
        to = _TO.match(after)
        return sentence.take(mention.start, mention.end + (to.end() if to else 0))
    owner = _OWNER_WORD.search(before)
    bracketed = before.rstrip().endswith("(") and after.lstrip().startswith(")")
    at_end = not after.strip(dates.EDGES) and _word_before(sentence, mention.start) not in _JOINS
    if owner or bracketed or at_end:
        return sentence.take(owner.start() if owner else mention.start, mention.end)
    return sentence


def _word_before(sentence: Sentence, end: int) -> str:
    """Return the unread word right before, in lower case; empty where something else stands between."""
    before = sentence.unread[max(end - _LONGEST, 0) : end].rstrip()
    return "" if not before or before[-1] in dates.EDGES else before.split()[-1].strip(dates.EDGES).lower()
