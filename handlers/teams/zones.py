"""Time zones as people look for them: by city, by country's old names, by what the zone is called in talk."""

from functools import cache
from zoneinfo import available_timezones

from rapidfuzz import fuzz, process

MOST = 50
"""Shown for one search; Slack takes 100."""
NEAR = 75

_SAID = {
    "America/New_York": "Eastern",
    "America/Chicago": "Central",
    "America/Denver": "Mountain",
    "America/Phoenix": "Arizona",
    "America/Los_Angeles": "Pacific",
    "America/Anchorage": "Alaska",
    "Pacific/Honolulu": "Hawaii",
    "America/Halifax": "Atlantic",
    "Europe/London": "United Kingdom",
    "UTC": "Universal time, GMT",
}
"""What people call the zones that most teams are in; offered first."""
_AREAS = (
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)


@cache
def _every() -> frozenset[str]:
    # Kept: it walks through the folders of the time zone database.
    return frozenset(available_timezones())


def or_utc(zone: str) -> str:
    """Return the zone, or UTC where this machine knows none of that name."""
    return zone if zone in _every() else "UTC"


def label(zone: str) -> str:
    """Return `New York (America/New_York)`, with what people call it before: `Eastern: New York (…)`."""
    city = zone.rpartition("/")[2].replace("_", " ")
    said = _SAID.get(zone)
    return f"{said}: {city} ({zone})" if said and said != city else f"{city} ({zone})"


def search(typed: str) -> list[tuple[str, str]]:
    """Return zones with their labels: those that contain what was typed, then those that are nearly it.

    Nothing typed: those that people look for most.
    """
    wanted = _plain(typed)
    if not wanted:
        return [(zone, label(zone)) for zone in _SAID]
    held = sorted(
        (zone for zone in _labels() if wanted in _labels()[zone]),
        key=lambda zone: (not _starts(zone, wanted), zone not in _SAID, zone),
    )
    near = process.extract(wanted, _labels(), scorer=fuzz.partial_ratio, score_cutoff=NEAR, limit=MOST)
    found = dict.fromkeys([*held, *(zone for _, _, zone in near)])
    return [(zone, label(zone)) for zone in list(found)[:MOST]]


@cache
def _labels() -> dict[str, str]:
    """The zones that are offered, places and UTC, with what they are found by."""
    offered = {zone for zone in _every() if zone.partition("/")[0] in _AREAS} | {"UTC"}
    return {zone: _plain(f"{label(zone)} {zone}") for zone in sorted(offered)}


def _starts(zone: str, wanted: str) -> bool:
    return _plain(label(zone)).startswith(wanted) or _plain(zone.rpartition("/")[2]).startswith(wanted)


def _plain(words: str) -> str:
    return " ".join(words.casefold().replace("_", " ").split())
