"""Every public storage function that is told whose rows it is about, and what it is asked with.

The functions are found and called by the names of their parameters.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from functools import partial
from typing import Any

from sqlmodel import Session

import storage
from storage import action_lists, actions, audit
from storage.calendars import CalendarBreak
from storage.meeting_rows import Meeting, MeetingNote
from storage.schedules import Schedule
from storage.topics import Topic
from storage.types import id_of
from storage.working_days import Break
from tests.storage import everywhere, harbor_glen
from tests.storage.harbor_glen import D0, NOW, District

TENANT = {"team", "teams", "workspace", "slack_team_id"}
ROWS: dict[str, Callable[[Session, District], Any]] = {
    "team": lambda _, here: here.team,
    "teams": lambda _, here: (here.team,),
    "workspace": lambda _, here: here.workspace,
    "slack_team_id": lambda _, here: here.workspace.slack_team_id,
    "team_id": lambda _, here: here.team.id,
    "channel_id": lambda _, here: here.team.channel_id,
    "person": lambda _, here: here.priya,
    "person_id": lambda _, here: here.priya.id,
    "slack_user_id": lambda _, here: here.priya.slack_user_id,
    "slack_user_ids": lambda _, here: [person.slack_user_id for person in here.people.values()],
    "held_by": lambda _, here: here.priya,
    "owner": lambda _, here: here.samir,
    "to": lambda _, here: here.samir,
    "people": lambda _, here: list(here.people.values()),
    "listed": lambda session, here: action_lists.of_team(session, team=here.team, today=D0).rows,
    "by": lambda _, here: here.daniel,
    "leader": lambda _, here: here.samir,
    "coordinator": lambda _, here: here.priya,
    "workstream": lambda _, here: here.workstreams["pacing"],
    "workstream_id": lambda _, here: here.workstreams["pacing"].id,
    "item": lambda session, here: actions.get(session, team=here.team, number=1),
    "item_id": lambda session, here: id_of(actions.get(session, team=here.team, number=1)),
    "entry_id": lambda session, here: (
        audit.history(session, team=here.team, item_kind="action", item_number=1)[0].id
    ),
    "key": lambda _, here: f"hello in {here.team.channel_id}",
    "cover": lambda _, here: here.helen,
    "break_id": lambda session, here: (
        everywhere.first_of(session, CalendarBreak, CalendarBreak.team_id == here.team.id).id
    ),
    "schedule_id": lambda session, here: (
        everywhere.first_of(session, Schedule, Schedule.team_id == here.team.id).id
    ),
    # Of the team whose workstreams are at hand: another's, where rows from elsewhere are tried.
    "meeting": lambda session, here: everywhere.meeting(session, strands_of(here), "running"),
    "meeting_id": lambda session, here: everywhere.meeting(session, strands_of(here), "running").id,
    "meetings": lambda session, here: [everywhere.meeting(session, strands_of(here), "running")],
    "topic": lambda session, here: everywhere.first_of(session, Topic, Topic.team_id == strands_of(here)),
    "topic_id": lambda session, here: (
        everywhere.first_of(session, Topic, Topic.team_id == strands_of(here)).id
    ),
    "note_id": lambda session, here: (
        everywhere.first_of(
            session,
            MeetingNote,
            MeetingNote.meeting_id == everywhere.meeting(session, strands_of(here), "running").id,
        ).id
    ),
}
WORDS: dict[str, Any] = {
    "role": "workstream_owner",
    "number": 1,
    "item_kind": "action",
    "verb": "look",
    "kind": "core",
    "name": "pacing",
    "bot_user_id": "USTEWARD",
    "text": "Ask the grade leads",
    "blocks": [],
    "line": "Grade 3 is behind",
    "link": "https://example.com",
    "state": "at_risk",
    "why": "half term",
    "reason": "half term",
    "office": "Operations",
    "post": "Chief",
    "before": {},
    "after": {},
    "due_on": D0 + timedelta(days=20),
    "meeting_on": D0,
    "today": D0,
    "limit": 50,
    "now": NOW,
    "local_time": time(9),
    "zone": "America/New_York",
    "rrule": "FREQ=DAILY",
    "starts_on": date(2026, 11, 1),
    "grace": timedelta(days=1),
    "until": D0 + timedelta(days=30),
    "late_since": D0,
    "backing": (),
    "leading": (),
    "numbers": (1,),
    "day": date(2026, 11, 17),
    "current": "section:actions",
    "details": "Since Monday",
    "choice": "No grades from Unit 1",
    "score": 3,
    "is_present": False,
    "verbs": ("add", "complete"),
    "since": NOW - timedelta(days=1),
    "from_on": D0,
    "until_on": D0 + timedelta(days=4),
    "on": D0,
    "at": NOW + timedelta(days=1),
    "breaks": (Break(D0, D0, "Snow day"),),
    "source": "pasted",
    "prefix": "hello",
    "errors": ("not_in_channel",),
}
# Where a function needs a meeting in another state than running.
STATES = {
    "meeting_steps.move": "planned",
    "meeting_steps.skip": "planned",
    "meeting_steps.unskip": "skipped",
    "meeting_notes.correct": "closed",
    "meeting_notes.corrections": "closed",
}
# Where a function needs another word than the rest, or a fact that its signature does not name.
OWN: dict[str, dict[str, Any]] = {
    "teams.next_number": {"kind": "action"},
    "team_setup.set_up": {"channel_id": "CNEW", **harbor_glen.SETTINGS},
    "workspaces.purge": {"now": NOW + timedelta(days=400)},
    "outbox.put": {"channel_id": "CELA"},
    "workstreams.rename": {"name": "Speed"},
    "workstreams.add": {"name": "Speed"},
    "people.meet": {"name": "Priya Nair"},
    "meeting_steps.move": {"to": NOW + timedelta(days=30)},
    "meeting_people.set_role": {"role": "note_taker"},
    "meeting_notes.note": {"kind": "good_news"},
    "topics.settle": {"state": "parked"},
    "meeting_happenings.action_steps": {"until": NOW},
    "schedules.of_kind": {"kind": "agenda"},
    "schedule_lists.rules_of": {"kind": "agenda"},
    "schedule_lists.last_series": {"kind": "agenda"},
    "schedule_lists.coming": {"until": NOW + timedelta(days=30)},
}
OPTIONAL = {
    "workstream",
    "person",
    "team",
    "held_by",
    "coordinator",
    "item_id",
    "channel_id",
    "meeting",
    "topic",
    "cover",
}
# A message is to a channel or to a person; a schedule is a team's or a person's.
NEVER_BOTH = {"outbox.put": {"person"}, "schedules.add": {"person"}}


def functions() -> dict[str, Callable[..., Any]]:
    """Every public storage function that is told whose rows it is about."""
    found = {}
    for module in pkgutil.iter_modules(storage.__path__):
        loaded = importlib.import_module(f"storage.{module.name}") if not module.ispkg else None
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            own = function.__module__ == f"storage.{module.name}" and not name.startswith("_")
            if own and TENANT & inspect.signature(function).parameters.keys():
                found[f"{module.name}.{name}"] = function
    return {name: one for name, one in found.items() if "session" in inspect.signature(one).parameters}


FUNCTIONS = functions()


def strands_of(here: District) -> int:
    return here.workstreams["pacing"].team_id


def in_state(state: str, session: Session, here: District) -> Meeting:
    return everywhere.meeting(session, strands_of(here), state)


def calls(session: Session, name: str, here: District) -> Iterator[dict[str, Any]]:
    """The function's arguments: what it must be given, then all that it may be given."""
    _, *parameters = inspect.signature(FUNCTIONS[name]).parameters.values()
    for may in (set(), OPTIONAL - NEVER_BOTH.get(name, set())):
        given = {}
        for parameter in parameters:
            must = parameter.default is parameter.empty and parameter.kind is not parameter.VAR_KEYWORD
            if must or parameter.name in may:
                row = ROWS.get(parameter.name)
                if parameter.name == "meeting" and name in STATES:
                    row = partial(in_state, STATES[name])
                given[parameter.name] = row(session, here) if row else WORDS[parameter.name]
        yield given | OWN.get(name, {})


def about_a_team(name: str) -> bool:
    return bool({"team", "teams"} & inspect.signature(FUNCTIONS[name]).parameters.keys())
