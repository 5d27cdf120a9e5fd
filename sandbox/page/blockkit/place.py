"""Where blocks stand, and what is already filled in there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sandbox.page.blockkit.reader import Reader

Json = Mapping[str, Any]
SPACE = re.compile(r"\s")
Values = Mapping[str, Mapping[str, Json]]  # as Slack writes state.values: block_id -> action_id -> state


@dataclass(frozen=True)
class Place:
    """A message, a form or a Home tab. `name` makes the ids in its HTML unique on the page."""

    reader: Reader
    name: str
    values: Values = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)  # block_id -> what is wrong there
    base_url: str = ""  # pictures under this address are our own and are shown at once

    def id(self, *parts: object) -> str:
        """Return an HTML id for something in this place: no spaces, the same on every rendering."""
        return SPACE.sub("_", "-".join([self.name, *map(str, parts)]))


@dataclass(frozen=True)
class Spot:
    """One element's spot in a place."""

    place: Place
    block_id: str
    number: int | str = 0
    acts: bool = True  # the app hears of each change at once
    labelled_by: str = ""
    described_by: str = ""
    required: bool = False

    @property
    def reader(self) -> Reader:
        return self.place.reader

    def id(self, *parts: object) -> str:
        return self.place.id(self.block_id, self.number, *parts)

    def at(self, number: int | str) -> "Spot":
        return replace(self, number=number)

    def state(self, element: Json) -> Json:
        """Return what was typed or chosen here so far, or nothing."""
        return self.place.values.get(self.block_id, {}).get(str(element.get("action_id", "")), {})
