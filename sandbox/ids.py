"""Ids that look like Slack's: a letter that says what it is, then a number. Unique over all workspaces."""

import secrets

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FIRST = 36**7  # so that every id is eight characters after its letter, like Slack's older ones
STEP = 48_271  # consecutive ids differ in more than their last character, so they are easier to tell apart


class Ids:
    def __init__(self) -> None:
        self._count = 0

    def new(self, prefix: str) -> str:
        """`prefix` and eight characters: "U1000B3T". The same order of calls gives the same ids."""
        self._count += 1
        number, text = FIRST + self._count * STEP, ""
        while number:
            number, digit = divmod(number, 36)
            text = DIGITS[digit] + text
        return prefix + text


def secret(prefix: str = "") -> str:
    return prefix + secrets.token_hex(16)
