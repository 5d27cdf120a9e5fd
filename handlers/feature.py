"""What a feature says of itself. Declared once; the help, the manifest and the wiring are derived from it."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from sqlmodel import Session

from handlers.answer import Answer, Message
from handlers.ask import Ask
from handlers.ripples import Follow, Kind
from storage.people import Person
from storage.schedules import Occurrence, Schedule
from storage.teams import Team

Listener = Callable[[Ask], Awaitable[Answer]]


@dataclass(frozen=True)
class Command:
    """A word after `/steward`. `pattern` lets a number such as `A-12` stand where a word would."""

    word: str
    usage: str
    help: str
    listener: Listener
    aliases: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None
    needs_team: bool = True


@dataclass(frozen=True)
class Shortcut:
    """An entry in Slack's menu, on any message or everywhere. Its name starts with a verb (Slack's guideline)."""

    callback_id: str
    name: str
    description: str
    listener: Listener
    kind: Literal["message", "global"] = "message"


@dataclass(frozen=True)
class Routine:
    """What Steward does when a moment of a team comes: writes facts and outbox rows, in the transaction that claimed it.

    `title` is shown in the ledger and in the hello ("what will be posted when"). `missed` runs instead where it is
    too late for the moment; the team leader is told of it, unless the routine is `quiet` about that. `preview` is
    what it would say now, in the eyes of the person who asks for a test; None: nothing would be said.
    """

    kind: str
    title: str
    run: Callable[[Session, Team, Schedule, Occurrence, datetime], None]
    missed: Callable[[Session, Team, Schedule, Occurrence, datetime], None] | None = None
    preview: Callable[[Session, Team, Person, datetime], Message | None] | None = None
    quiet: bool = False


@dataclass(frozen=True)
class Morning:
    """What Steward does when a moment of one person comes, across all their teams. Too late for it: nothing is said."""

    kind: str
    title: str
    run: Callable[[Session, Person, Schedule, Occurrence, datetime], None]
    preview: Callable[[Session, Person, datetime], Message | None] | None = None


@dataclass(frozen=True)
class Feature:
    """One room of the bot and all its doors."""

    name: str
    commands: tuple[Command, ...] = ()
    buttons: Mapping[str, Listener] = field(default_factory=dict)
    forms: Mapping[str, Listener] = field(default_factory=dict)
    searches: Mapping[str, Listener] = field(default_factory=dict)
    shortcuts: tuple[Shortcut, ...] = ()
    events: Mapping[str, Listener] = field(default_factory=dict)
    routines: tuple[Routine, ...] = ()
    mornings: tuple[Morning, ...] = ()
    follows: Mapping[Kind, Follow] = field(default_factory=dict)
    home: Listener | None = None
