"""The eight sections of a weekly meeting and how long each takes. Pure data; the template is our own (C1).

The minutes are those of a meeting of 45 and of 60 minutes; any other length takes its share of them.
"""

from dataclasses import dataclass

OPEN, GOOD_NEWS, ACTIONS, WORKSTREAMS = "open", "good_news", "actions", "workstreams"
STUCK, DECISIONS, TELLING, CLOSE = "stuck", "decisions", "telling", "close"

SHORT, LONG = 45, 60
"""Minutes of the two meetings that the template describes."""


@dataclass(frozen=True)
class Section:
    """A part of the meeting. `short` and `long`: its minutes in a meeting of 45 and of 60."""

    key: str
    title: str
    short: int
    long: int


SECTIONS = (
    Section(OPEN, "Open", 2, 2),
    Section(GOOD_NEWS, "Good news", 3, 3),
    Section(ACTIONS, "Actions", 8, 10),
    Section(WORKSTREAMS, "Workstreams by exception", 7, 10),
    Section(STUCK, "Stuck points and topics", 15, 22),
    Section(DECISIONS, "Decisions", 4, 6),
    Section(TELLING, "Who tells whom", 3, 4),
    Section(CLOSE, "Close", 3, 3),
)
KEYS = tuple(section.key for section in SECTIONS)


def by_key(key: str) -> Section:
    """Return the section of that key. Raises KeyError."""
    return {section.key: section for section in SECTIONS}[key]


def minutes(length: int) -> dict[str, int]:
    """Return the minutes of each section, by key; together they are exactly the meeting's length.

    Each has a minute at least where the meeting has one for each. What is left over by rounding goes to those that
    lost most by it, as seats go to parties; the earlier first.
    """
    shares = _shares(length)
    least = 1 if length >= len(SECTIONS) else 0
    whole = {key: max(int(share), least) for key, share in shares.items()}
    lost = sorted(SECTIONS, key=lambda section: whole[section.key] - shares[section.key])
    step = 1 if sum(whole.values()) < length else -1
    order = lost if step > 0 else [one for one in lost[::-1] if whole[one.key] > least]
    for section in order[: abs(length - sum(whole.values()))]:
        whole[section.key] += step
    return whole


def _shares(length: int) -> dict[str, float]:
    towards = min(max((length - SHORT) / (LONG - SHORT), 0.0), 1.0)
    weights = {one.key: one.short + (one.long - one.short) * towards for one in SECTIONS}
    whole = sum(weights.values())
    return {key: weight * length / whole for key, weight in weights.items()}
