"""Ids that look like Slack's: a letter that says what it is, then a number. Unique over all workspaces."""

import hashlib
import secrets

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FIRST = 36**7  # so that every id is eight characters after its letter, like Slack's older ones
STEP = 48_271  # consecutive ids differ in more than their last character, so they are easier to tell apart


class Ids:
    """The same order of calls gives the same ids; with a `seed` also the same secrets."""

    def __init__(self, seed: str = "") -> None:
        self._seed = seed
        self._count = 0

    def new(self, prefix: str) -> str:
        """`prefix` and eight characters: "U1000B3T"."""
        self._count += 1
        number, text = FIRST + self._count * STEP, ""
        while number:
            number, digit = divmod(number, 36)
            text = DIGITS[digit] + text
        return prefix + text

    def secret(self, prefix: str = "") -> str:
        """`prefix` and 32 characters nobody can guess (anybody who knows the seed, with a seed)."""
        self._count += 1
        if not self._seed:
            return prefix + secrets.token_hex(16)
        return prefix + hashlib.sha256(f"{self._seed}/{self._count}".encode()).hexdigest()[:32]
