"""Whose public holidays are known: countries and their regions, for a form to offer. Pure."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import holidays
from holidays.registry import COUNTRIES


class Place(NamedTuple):
    """A country or a region of one, by its code and its English name."""

    code: str
    name: str


@cache
def countries() -> Sequence[Place]:
    """The countries whose holidays are known, by name."""
    listed = (Place(codes[1], _title(name)) for name, codes in COUNTRIES.items())
    return tuple(sorted(listed, key=lambda place: place.name))


@cache
def subdivisions(country: str) -> Sequence[Place]:
    """The country's regions that have holidays of their own, by name; none for a country nobody knows."""
    if not is_known(country):
        return ()
    known = holidays.country_holidays(country)
    names = known.get_subdivision_aliases()
    listed = (Place(code, next(iter(names.get(code, ())), code)) for code in known.subdivisions)
    return tuple(sorted(listed, key=lambda place: place.name))


def is_known(country: str, subdivision: str | None = None) -> bool:
    """Whether these are codes of a country, and of a region of it."""
    if country not in (place.code for place in countries()):
        return False
    return subdivision is None or subdivision in (place.code for place in subdivisions(country))


def _title(name: str) -> str:
    """`isle_of_man` as people write it."""
    words = (word if word in _SMALL else word.title() for word in name.split("_"))
    return _OTHERWISE.get(name, " ".join(words))


_SMALL = ("and", "of", "the")
_OTHERWISE = {
    "dr_congo": "DR Congo",
    "guinea_bissau": "Guinea-Bissau",
    "hongkong": "Hong Kong",
    "timor_leste": "Timor-Leste",
}
