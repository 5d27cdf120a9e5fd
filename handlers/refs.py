"""What a button, a choice or a form remembers of the thing it is about.

A reference names a team by id and a thing in it by its number. It is never trusted: the edge looks the team
up inside the actor's workspace and asks whether the actor may see it, and numbers are resolved inside it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Ref:
    """A team, a number in it (None: the team itself) and a word that the feature gave."""

    team_id: int | None = None
    number: int | None = None
    extra: str = ""


def pack(team_id: int | None, number: int | None = None, extra: str = "") -> str:
    """Write a reference as a button's or an option's value.

    Slack allows an option 150 characters: https://docs.slack.dev/reference/block-kit/composition-objects
    """
    return f"{team_id or ''}.{number or ''}:{extra}"


def unpack(value: str) -> Ref:
    """Read what `pack` wrote; anything else becomes a reference with only `extra`."""
    head, colon, extra = value.partition(":")
    team, dot, number = head.partition(".")
    if not (colon and dot and (team == "" or team.isdecimal()) and (number == "" or number.isdecimal())):
        return Ref(extra=value)
    return Ref(int(team) if team else None, int(number) if number else None, extra)


def metadata(team_id: int | None = None, number: int | None = None, **more: Any) -> str:
    """Write a form's private metadata: ids only, since the person's own Slack client holds it."""
    kept = {"team": team_id, "number": number, **more}
    return json.dumps({key: value for key, value in kept.items() if value is not None}, separators=(",", ":"))


def read_metadata(text: str) -> Mapping[str, Any]:
    """Read what `metadata` wrote. Empty for text that is not ours."""
    try:
        kept = json.loads(text or "{}")
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}
