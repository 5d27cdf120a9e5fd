"""A small language for saying which JSON Slack takes. The catalogue of blocks is written in it.

The sentences are those of Slack's own open schema checker (slackhq/hack-json-schema, src/Constraints), which
is why they read as they do in `response_metadata.messages`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

Surface = Literal["message", "modal", "home"]
EVERYWHERE: frozenset[Surface] = frozenset(("message", "modal", "home"))


def surfaces(*names: Surface) -> frozenset[Surface]:
    return frozenset(names)


@dataclass(frozen=True)
class Place:
    """Where in a payload we are, and which surface will show it."""

    surface: Surface
    pointer: str = ""

    def __truediv__(self, step: str | int) -> "Place":
        return Place(self.surface, f"{self.pointer}/{step}")

    def says(self, sentence: str) -> str:
        """One line of `response_metadata.messages`."""
        return f"[ERROR] {sentence} [json-pointer:{self.pointer}]"


Rule = Callable[[Mapping[str, Any], Place], Iterator[str]]


class Kind(Protocol):
    """What a value may be. Never raises, whatever JSON it is shown."""

    def problems(self, value: object, at: Place) -> Iterator[str]: ...


@dataclass(frozen=True)
class String:
    least: int = 0
    most: int | None = None
    pattern: str | None = None

    def problems(self, value: object, at: Place) -> Iterator[str]:
        if not isinstance(value, str):
            yield at.says("must provide a string")
        elif len(value) < self.least:
            yield at.says(f"must be more than {self.least - 1} characters")
        elif self.most is not None and len(value) > self.most:
            yield at.says(f"must be less than {self.most + 1} characters")
        elif self.pattern is not None and not re.search(self.pattern, value):
            yield at.says(f"input must match regex pattern: {self.pattern}")


@dataclass(frozen=True)
class Format:
    """A string that must read as something: a date, a time."""

    name: str
    reads: Callable[[str], bool]

    def problems(self, value: object, at: Place) -> Iterator[str]:
        if not isinstance(value, str):
            yield at.says("must provide a string")
        elif not self.reads(value):
            yield at.says(f"input must be a valid: {self.name}")


class Choice:
    """One of a few words."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def problems(self, value: object, at: Place) -> Iterator[str]:
        if not isinstance(value, str):
            yield at.says("must provide a string")
        elif value not in self.words:
            yield at.says("must be a valid enum value")


@dataclass(frozen=True)
class Flag:
    def problems(self, value: object, at: Place) -> Iterator[str]:
        if not isinstance(value, bool):
            yield at.says("must be a boolean")


@dataclass(frozen=True)
class Number:
    least: float | None = None
    most: float | None = None
    above: float | None = None
    whole: bool = False

    def problems(self, value: object, at: Place) -> Iterator[str]:
        if isinstance(value, bool) or not isinstance(value, int if self.whole else int | float):
            yield at.says("must provide an integer" if self.whole else "must provide a number")
        elif self.least is not None and value < self.least:
            yield at.says(f"must be greater than {self.least}")
        elif self.above is not None and value <= self.above:
            yield at.says(f"must be greater than {self.above}")
        elif self.most is not None and value > self.most:
            yield at.says(f"must be less than {self.most}")


def integer(least: int | None = None, most: int | None = None) -> Number:
    return Number(least=least, most=most, whole=True)


@dataclass(frozen=True)
class Anything:
    """Slack keeps it and asks nothing of it."""

    def problems(self, value: object, at: Place) -> Iterator[str]:  # noqa: ARG002 - a Kind that never looks
        yield from ()


@dataclass(frozen=True)
class AnyObject:
    """An object of whatever the app likes."""

    def problems(self, value: object, at: Place) -> Iterator[str]:
        if not isinstance(value, Mapping):
            yield at.says("must provide an object")


@dataclass(frozen=True)
class Array:
    item: Kind
    least: int = 0
    most: int | None = None

    def problems(self, value: object, at: Place) -> Iterator[str]:
        if not isinstance(value, list | tuple):
            yield at.says("must provide an array")
            return
        if len(value) < self.least:
            yield at.says(f"must provide at least {self.least} items")
        if self.most is not None and len(value) > self.most:
            yield at.says(f"no more than {self.most} items allowed")
        for number, item in enumerate(value):
            yield from self.item.problems(item, at / number)


@dataclass(frozen=True)
class Nullable:
    kind: Kind

    def problems(self, value: object, at: Place) -> Iterator[str]:
        if value is not None:
            yield from self.kind.problems(value, at)


@dataclass(frozen=True)
class Shape:
    """An object with these fields and no others.

    `rules` speak of several fields together. They are asked only when every field is right by itself, so they
    may trust what they are given.
    """

    required: Mapping[str, Kind] = field(default_factory=dict)
    optional: Mapping[str, Kind] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    on: frozenset[Surface] = EVERYWHERE

    def problems(self, value: object, at: Place) -> Iterator[str]:
        if not isinstance(value, Mapping):
            yield at.says("must provide an object")
            return
        found = list(self._field_problems(value, at))
        yield from found or (problem for rule in self.rules for problem in rule(value, at))

    def _field_problems(self, value: Mapping[str, Any], at: Place) -> Iterator[str]:
        known = {**self.required, **self.optional}
        for name in self.required:
            if name not in value:
                yield at.says(f"missing required field: {name}")
        for name, content in value.items():
            if name in known:
                yield from known[name].problems(content, at / name)
            else:
                yield at.says(f"invalid additional property: {name}")


@dataclass(frozen=True)
class Variants:
    """An object whose `type` says which shape it has; only some shapes may stand on a surface."""

    shapes: Mapping[str, Shape]

    def problems(self, value: object, at: Place) -> Iterator[str]:
        if not isinstance(value, Mapping):
            yield at.says("must provide an object")
        elif "type" not in value:
            yield at.says("missing required field: type")
        elif not isinstance(name := value["type"], str):
            yield (at / "type").says("must provide a string")
        elif (shape := self.shapes.get(name)) is None or at.surface not in shape.on:
            yield (at / "type").says(f"unsupported type: {name}")
        else:
            yield from shape.problems({key: value[key] for key in value if key != "type"}, at)

    def only(self, *names: str) -> "Variants":
        return Variants({name: self.shapes[name] for name in names})


@dataclass(frozen=True)
class Combined:
    """A kind that Slack builds from several schemas; it says so before it says what is wrong."""

    kind: Kind

    def problems(self, value: object, at: Place) -> Iterator[str]:
        found = list(self.kind.problems(value, at))
        if found:
            yield at.says("failed to match all allowed schemas")
        yield from found
