"""What a team is made of, and what may be typed for it. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar, get_args
from zoneinfo import ZoneInfo

from handlers import forms
from handlers.dates.vocabulary import WEEKDAYS
from handlers.errors import UserError
from handlers.teams import zones
from handlers.text import join_names, one_line
from storage import names
from storage.teams import Level, Settings, Team

T = TypeVar("T")

NAME, LEVEL, INNOVATION, ZONE = "name", "level", "innovation", "zone"
WEEKDAY, AT, MINUTES, STEPBACK = "weekday", "at", "minutes", "stepback"
LEADER, COORDINATOR, WORKSTREAMS, SHARED = "leader", "coordinator", "workstreams", "shared"

MOST_NAME = 80
MOST_INNOVATION = 200
MOST_WORKSTREAM = 60
MOST_WORKSTREAMS = 40
SHORTEST, LONGEST = 10, 240
"""Minutes of a weekly meeting."""
MOST_REASON = 300

PRESETS = ("assessment", "grading", "pacing", "scheduling", "coaching", "planning support", "training")
"""The seven strands that a leader of a curriculum change decides across."""

_OF_COMMANDS = {
    *(
        "add",
        "all",
        "backup",
        "blocked",
        "close",
        "done",
        "late",
        "list",
        "me",
        "mine",
        "new",
        "none",
        "open",
    ),
    *("overdue", "owner", "rename", "restore", "retire", "show", "today", "tomorrow", "week"),
}
"""Words that have a meaning of their own after `/steward workstream` and `/steward actions`."""


@dataclass(frozen=True)
class LevelWords:
    """What things are called on that level: the team, who appoints its sponsors, an example of its work."""

    name: str
    team: str
    officer: str
    example: str


LEVELS: Mapping[Level, LevelWords] = {
    "state": LevelWords(
        "State", "State Implementation Team", "the chief state school officer", "State reading framework"
    ),
    "regional": LevelWords(
        "Region", "Regional Implementation Team", "the regional director", "Coaching network"
    ),
    "district": LevelWords(
        "District", "District Implementation Team", "the superintendent", "New K-5 reading curriculum"
    ),
    "school": LevelWords(
        "School", "Building Implementation Team", "the principal", "Daily small-group reading"
    ),
    "other": LevelWords(
        "Something else", "Implementation team", "whoever appointed this team", "The change you carry"
    ),
}


@dataclass(frozen=True)
class Setup:
    """What a setup form says. `leader` and `coordinator` are Slack user ids."""

    settings: Settings
    workstreams: tuple[str, ...]
    leader: str
    coordinator: str | None


class Mistakes(dict[str, str]):
    """Sentences by field: one look at a long form shows all of them."""

    def note(self, read: Callable[[], T], otherwise: T) -> T:
        """Return what was read; what could not be read is noted at its field."""
        try:
            return read()
        except UserError as mistake:
            self[mistake.field or NAME] = mistake.text
            return otherwise


def read_setup(values: Mapping[str, Any], now: datetime) -> tuple[Setup, Mistakes]:
    """Return what the form says, and every mistake in it by field."""
    settings, mistakes = read_settings(values, now)
    none: tuple[str, ...] = ()
    workstreams = mistakes.note(lambda: read_workstreams(values), none)
    leader = mistakes.note(lambda: _leader(values), "")
    coordinator = values.get(COORDINATOR) or None
    if coordinator and coordinator == leader:
        mistakes[COORDINATOR] = (
            "The leader and the coordinator are two people. Leave this empty until you know who helps."
        )
    if values.get(SHARED) == []:
        mistakes[SHARED] = "Please tick this first: people of another organisation read this channel too."
    return Setup(settings, workstreams, leader, coordinator), mistakes


def read_settings(values: Mapping[str, Any], now: datetime) -> tuple[Settings, Mistakes]:
    """Return the settings that the form says, and every mistake in them by field."""
    wrong = Mistakes()
    zone = wrong.note(lambda: _zone(values), "UTC")
    settings = Settings(
        name=wrong.note(lambda: names.tidy(forms.words(values, NAME, "Team name", most=MOST_NAME)), ""),
        level=wrong.note(lambda: _level(values), "other"),
        innovation=wrong.note(
            lambda: forms.words(values, INNOVATION, "What is being implemented", most=MOST_INNOVATION), ""
        ),
        zone=zone,
        weekly_weekday=wrong.note(lambda: _weekday(values), 0),
        weekly_at=wrong.note(lambda: _at(values), time()),
        weekly_minutes=wrong.note(lambda: _minutes(values), 0),
        first_stepback_on=wrong.note(lambda: _stepback(values, now.astimezone(ZoneInfo(zone)).date()), None),
    )
    return settings, wrong


def read_workstreams(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names, one a line; marks of a list before them do not count. None at all is allowed."""
    typed = [
        names.tidy(line.strip().lstrip("-•*").strip())
        for line in (values.get(WORKSTREAMS) or "").splitlines()
    ]
    found = [name for name in typed if name]
    if len(found) > MOST_WORKSTREAMS:
        raise UserError(
            f"{len(found)} workstreams; {MOST_WORKSTREAMS} fit. Fewer are easier to keep.", WORKSTREAMS
        )
    seen: dict[str, str] = {}
    for name in found:
        workstream_name(name, WORKSTREAMS)
        if names.key(name) in seen:
            raise UserError(f"“{name}” stands here twice. Please take one out or rename it.", WORKSTREAMS)
        seen[names.key(name)] = name
    return tuple(found)


def workstream_name(name: str, field: str | None = None) -> str:
    """Return the name of a workstream, tidied. Raises UserError: none, too long, a word of commands."""
    tidy = names.tidy(name)
    if not tidy:
        raise UserError("Please give the workstream a name.", field)
    if len(tidy) > MOST_WORKSTREAM:
        shown = one_line(tidy, 40)
        raise UserError(
            f"“{shown}” has {len(tidy)} characters; {MOST_WORKSTREAM} fit. Please shorten it.", field
        )
    if names.key(tidy) in _OF_COMMANDS:
        raise UserError(f"“{tidy}” has a meaning of its own in commands. Choose another name.", field)
    return tidy


def name_from_channel(channel: str) -> str:
    """Return a team's name as its channel suggests it."""
    said = channel.replace("-", " ").replace("_", " ").strip()
    return one_line(said[:1].upper() + said[1:], MOST_NAME)


def next_meeting(team: Team, now: datetime) -> datetime:
    """Return when the team meets next, in its zone, a meeting under way counting as next.

    A wall time that does not exist on that day reads as `ZoneInfo` reads it; the agenda's own schedule decides.
    """
    zone = ZoneInfo(team.zone)
    today = now.astimezone(zone).date()
    first = today + timedelta(days=(team.weekly_weekday - today.weekday()) % 7)
    begins = (datetime.combine(first + timedelta(weeks=week), team.weekly_at, zone) for week in (0, 1))
    return next(at for at in begins if at + timedelta(minutes=team.weekly_minutes) > now)


def _leader(values: Mapping[str, Any]) -> str:
    if not values.get(LEADER):
        raise UserError(
            "A team has exactly one leader. Please choose one; it can be handed over later.", LEADER
        )
    return str(values[LEADER])


def _zone(values: Mapping[str, Any]) -> str:
    typed = str(values.get(ZONE) or "")
    if zones.or_utc(typed) != typed:
        near = join_names([label for _, label in zones.search(typed)[:3]], "or")
        meant = f" Nearest: {near}." if near else ""
        raise UserError(
            f"Please choose the time zone from the list: type a city, such as “New York”.{meant}", ZONE
        )
    return str(values[ZONE])


def _level(values: Mapping[str, Any]) -> Level:
    level: Level
    for level in get_args(Level):
        if values.get(LEVEL) == level:
            return level
    raise UserError("Please choose a level.", LEVEL)


def _weekday(values: Mapping[str, Any]) -> int:
    day = str(values.get(WEEKDAY))
    if day not in map(str, range(len(WEEKDAYS))):
        raise UserError("Please choose the day you meet.", WEEKDAY)
    return int(day)


def _at(values: Mapping[str, Any]) -> time:
    try:
        return time.fromisoformat(values.get(AT) or "")
    except ValueError:
        raise UserError("Please choose the time you meet.", AT) from None


def _minutes(values: Mapping[str, Any]) -> int:
    typed = str(values.get(MINUTES) or "")
    if not typed.isdecimal() or not SHORTEST <= int(typed) <= LONGEST:
        raise UserError(f"Please give whole minutes from {SHORTEST} to {LONGEST}; 45 is usual.", MINUTES)
    return int(typed)


def _stepback(values: Mapping[str, Any], today: date) -> date | None:
    on = forms.picked_day(values, STEPBACK)
    if on and on < today:
        raise UserError("This day is past. Choose a day to come, or leave it empty for now.", STEPBACK)
    return on
