"""What a person wants of a workstream, read from the words after `/steward workstream`. Pure."""

import re
from dataclasses import dataclass
from typing import Literal

from handlers import text
from handlers.errors import UserError
from handlers.text import Typed

Verb = Literal["list", "show", "add", "rename", "retire", "restore", "name", "hands"]
NOBODY = ""
"""In place of a Slack user id: the role is to be empty."""

_VERBS: dict[str, Verb] = {
    "add": "add",
    "new": "add",
    "rename": "rename",
    "retire": "retire",
    "close": "retire",
    "restore": "restore",
    "show": "show",
    "list": "list",
}
_ROLE = re.compile(r"(?:(?<=\s)|\A)(?P<role>owner|backup)(?:\s+is|\s*[:=])?(?:\s+|\Z)", re.IGNORECASE)
_NOBODY = re.compile(r"(?:none|nobody|no one)(?=\s|\Z)", re.IGNORECASE)
_ME = re.compile(r"@?me(?=\s|\Z)", re.IGNORECASE)
_AT = re.compile(r"@\S+")
_TO = re.compile(r"\s+(?:to|as|into)(?:\s+|\Z)|\s*(?:->|→)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Wanted:
    """`name` as typed. `owner` and `backup`: a Slack user id, NOBODY, or None where nothing is said of it.

    `hands`: the roles were named and the people were not, so a form asks for them.
    """

    verb: Verb
    name: str = ""
    new_name: str = ""
    owner: str | None = None
    backup: str | None = None


def parse(delivered: str, *, actor_id: str) -> Wanted:
    """Read the words, as Slack delivers them. Raises UserError for two owners, unknown people, words left over."""
    typed = text.typed(delivered)
    first, _, rest = typed.text.strip().partition(" ")
    verb = _VERBS.get(first.casefold())
    if not typed.text.strip() or (verb == "list" and not rest):
        return Wanted("list")
    if verb == "rename":
        name, new_name = _renaming(rest.strip())
        return Wanted("rename", name, new_name)
    if verb is not None and verb in {"retire", "restore"}:
        return Wanted(verb, rest.strip())
    return _named(typed, verb, actor_id)


def _named(typed: Typed, verb: Verb | None, actor_id: str) -> Wanted:
    """`[add|show] NAME [owner @a] [backup @b]`."""
    people, starts = _people(typed, actor_id)
    head = typed.text[: min(starts, default=len(typed.text))].strip()
    name = head.partition(" ")[2].strip() if verb in {"add", "show"} else head
    if verb == "add":
        return Wanted("add", name, **people)
    if people:
        return Wanted("name", name, **people)
    bare = _ROLE.search(typed.text)
    if bare and not typed.text[bare.end() :].strip() and bare.start():
        return Wanted("hands", typed.text[: bare.start()].strip())
    if typed.mentions:
        label = typed.text[typed.mentions[0].start : typed.mentions[0].end]
        raise UserError(f"Say what {label} is to be: “owner {label}” or “backup {label}”.")
    return Wanted("show", name)


def _people(typed: Typed, actor_id: str) -> tuple[dict[str, str], list[int]]:
    """Who is named for which role, and where each role's words start."""
    found: dict[str, str] = {}
    starts: list[int] = []
    end = 0
    for role in _ROLE.finditer(typed.text):
        who, after = _who(typed, role.end(), actor_id)
        if who is None:
            continue
        if starts and typed.text[end : role.start()].strip(" ,;&") not in {"", "and"}:
            raise _left_over(typed.text[end : role.start()])
        key = role["role"].casefold()
        if key in found:
            raise UserError(f"A workstream has one {key}. Please name one person.")
        found[key], end = who, after
        starts.append(role.start())
    if starts:
        _nothing_more(typed, end)
    return found, starts


def _who(typed: Typed, at: int, actor_id: str) -> tuple[str | None, int]:
    """Who is named at that place, and where the words about it end; None where nobody is."""
    mention = next((one for one in typed.mentions if one.start == at), None)
    if mention:
        return mention.user_id, mention.end
    for pattern, who in ((_NOBODY, NOBODY), (_ME, actor_id)):
        said = pattern.match(typed.text, at)
        if said:
            return who, said.end()
    unknown = _AT.match(typed.text, at)
    if unknown:
        raise UserError(
            f"I do not know anybody called “{unknown[0]}”. Type @ and pick the person from the list that Slack shows."
        )
    return None, at


def _nothing_more(typed: Typed, end: int) -> None:
    another = next((one for one in typed.mentions if one.start >= end), None)
    if another:
        label = typed.text[another.start : another.end]
        raise UserError(
            f"A workstream has one owner and one backup. Say which {label} is to be: “backup {label}”."
        )
    if typed.text[end:].strip():
        raise _left_over(typed.text[end:])


def _left_over(words: str) -> UserError:
    shown = text.one_line(words, 60)
    return UserError(
        f"I did not understand “{shown}”. Say it like this: `/steward workstream pacing owner @ana backup @ben`."
    )


def _renaming(words: str) -> tuple[str, str]:
    parts = _TO.split(words, maxsplit=1)
    return (parts[0].strip(), parts[1].strip()) if len(parts) > 1 else (words, "")
