"""People as the page names them: their roles in words, their initials, a colour of their own."""

import zlib

from sandbox.records import Person

TINTS = 8  # .t0 to .t7 in the style sheet


def roles(person: Person) -> list[str]:
    """Return what distinguishes a person, in words."""
    told = {
        "deactivated": person.deleted,
        "admin": person.is_admin,
        "single-channel guest": person.is_ultra_restricted,
        "guest": person.is_restricted and not person.is_ultra_restricted,
        "from another organisation": person.is_stranger,
        "app": person.is_bot,
    }
    return [word for word, holds in told.items() if holds]


def initials(name: str) -> str:
    """Return up to two letters."""
    words = [word for word in name.split() if word[0].isalnum()] or ["?"]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def tint(name: str) -> int:
    """Return the number of a person's colour: always the same for the same name."""
    return zlib.crc32(name.encode()) % TINTS
