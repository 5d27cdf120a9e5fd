"""What a person wants of the agenda, read from the words after `/steward agenda`. Pure."""

import re
from dataclasses import dataclass
from typing import Literal

from handlers import text
from handlers.agenda.rules import LONGEST_DETAILS, LONGEST_TOPIC
from handlers.errors import UserError

Verb = Literal["show", "add", "topics"]
_ADD = re.compile(r"add\b[:\s]*(?:topic\b[:\s]*)?", re.IGNORECASE)
_TOPICS = frozenset({"topics", "topic", "list", "queue"})
_SETTLES = re.compile(r"(?:remove|delete|drop|park|settle|keep)\b", re.IGNORECASE)
_FORM_HOLDS = 3000
"""Characters: https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element"""


@dataclass(frozen=True)
class Wanted:
    """`topic`: the words after "add", as typed."""

    verb: Verb
    topic: str = ""


def parse(typed: str) -> Wanted:
    """Read the words. Raises UserError for what is neither; it may well be a topic, so it says how to add one."""
    words = typed.strip()
    if not words:
        return Wanted("show")
    if words.casefold() in _TOPICS:
        return Wanted("topics")
    add = _ADD.match(words)
    if add is None:
        shown = text.one_line(words, 60)
        if _SETTLES.match(words):
            raise UserError(
                "Each topic has its own menu, with what can become of it: `/steward agenda topics` shows them all. To "
                f"add “{shown}” as a topic: `/steward agenda add {shown}`."
            )
        raise UserError(
            f"I did not understand “{shown}”. To add a topic: `/steward agenda add {shown}`. "
            "`/steward agenda` alone shows the agenda."
        )
    return Wanted("add", words[add.end() :].strip())


def too_long(words: str, most: int = LONGEST_TOPIC) -> str:
    """Return what is wrong with a topic's length and what to do, or nothing."""
    if len(words) <= most:
        return ""
    rest = " The rest can go into Details." if most == LONGEST_TOPIC and len(words) <= LONGEST_DETAILS else ""
    return f"A topic has room for {most} characters, and this has {len(words)}. Please shorten it.{rest}"


def fits_form(words: str) -> bool:
    """Return whether a form can hold the words, so that nothing is lost."""
    return len(words) <= _FORM_HOLDS
