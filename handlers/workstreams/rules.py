"""Names of workstreams: which are good, and which one is meant. And which update of one still counts."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rapidfuzz import fuzz, process

from handlers import text
from handlers.errors import UserError
from handlers.teams import rules as teams
from storage import names
from storage.workstream_lists import Overview

NAME = "name"  # block id of a form's name field
WORKSTREAM = "workstream"  # block id of a form's workstream field

_PREFIX = 4  # letters: with fewer, ordinary words begin a workstream's name too often
_ALIKE = 85  # of 100, as rapidfuzz counts: a letter swapped, lost or doubled
_AKIN = 70  # the same, for names that are worth asking about
_NEAREST = 3
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Match:
    """`name`: the one meant, as it is stored; None when none is, or several may be.

    `nearest`: at most three to ask about, the likeliest first. `akin`: one of them may well be meant.
    """

    name: str | None
    exact: bool = False
    nearest: tuple[str, ...] = ()
    akin: bool = False


def name(typed: str, taken: Collection[str] = ()) -> str:
    """Return the name tidied. Raises UserError when it is empty, too long, a command's word or taken already."""
    tidy = teams.workstream_name(typed, NAME)
    key = names.key(tidy)
    if twin := next((other for other in taken if names.key(other) == key), None):
        raise UserError(f"There is a workstream called “{twin}” already. Choose another name.", NAME)
    return tidy


def match(typed: str, live: Sequence[str]) -> Match:
    """Say which of the `live` names is meant: the same, the only one that begins so, or the only one much alike.

    Case, width and spacing do not count, nor a leading "the" or a trailing "workstream".
    """
    key = _key(typed)
    keys = {names.key(name): name for name in live}
    if key in keys:
        return Match(keys[key], exact=True, nearest=(keys[key],), akin=True)
    begin = [name for other, name in keys.items() if len(key) >= _PREFIX and other.startswith(key)]
    alike = [name for other, name in keys.items() if fuzz.ratio(key, other) >= _ALIKE]
    ranked = process.extract(key, list(keys), scorer=fuzz.WRatio, limit=_NEAREST)
    meant = begin or alike
    if len(meant) == 1:
        return Match(meant[0], nearest=(meant[0],), akin=True)
    nearest = (*meant, *(keys[other] for other, _, _ in ranked if keys[other] not in meant))
    akin = bool(meant) or any(fuzz.ratio(key, other) >= _AKIN for other in keys)
    return Match(None, nearest=nearest[:_NEAREST], akin=akin)


def find(typed: str, live: Sequence[str]) -> str:
    """Return the name that is meant. Raises UserError, with the nearest three, when that is not certain."""
    found = match(typed, live)
    if found.name is None:
        raise unknown(typed, found.nearest)
    return found.name


def fresh_since(starts_at: datetime, last_closed_at: datetime | None, within: timedelta = _WEEK) -> datetime:
    """Return from when on an update is one for this meeting.

    That is since the last meeting, and `within` what lies at most between two by the team's own rhythm.
    """
    earliest = starts_at - within
    return max(last_closed_at, earliest) if last_closed_at else earliest


def is_fresh(row: Overview, since: datetime) -> bool:
    """Return whether somebody has said since then how the workstream stands."""
    return row.last_update is not None and row.last_update.at >= since


def unknown(typed: str, nearest: Sequence[str]) -> UserError:
    """Say that no workstream is called so, and which ones are."""
    if not nearest:
        return UserError(
            "This team has no workstreams yet. Add one with `/steward workstream add NAME`.", WORKSTREAM
        )
    asked = text.join_names([f"“{name}”" for name in nearest], last="or")
    shown = text.one_line(re.sub(r"(?i:\Athe\s+(?=\S))", "", typed), teams.MOST_WORKSTREAM)
    return UserError(f"There is no workstream called “{shown}” here. Did you mean {asked}?", WORKSTREAM)


def _key(typed: str) -> str:
    key = names.key(typed)
    return key.removeprefix("the ").removesuffix(" workstream") if key != "the workstream" else key
