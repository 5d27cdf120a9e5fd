"""The number of an action as people type it: `A-12`, `a12`, `12`. Pure."""

import re

from handlers.errors import UserError
from handlers.text import one_line

PATTERN = re.compile(r"[Aa]-?\d{1,9}")
"""At most nine digits: more is no number of ours, and no database could hold it."""
_ALONE = re.compile(r"(?:[Aa]-?)?(\d{1,9})[.,]?")


def read(typed: str, usage: str) -> int:
    """Return the number. Raises UserError with how to write it; `usage` is the command with an example."""
    found = _ALONE.fullmatch(typed.strip())
    if found:
        return int(found[1])
    shown = one_line(typed, 60)
    what = f"“{shown}” is not the number of one action." if shown else "Which action do you mean?"
    raise UserError(f"{what} Type it like this: `{usage}`. `/steward actions mine` lists yours.")
