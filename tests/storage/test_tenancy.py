"""No function that is given a team or a workspace sees or touches another's rows, however alike they are.

The functions are found and called by the names of their parameters: a new one is held to this by itself, and one
with a parameter that nobody knows yet fails until ARGUMENTS knows it.
"""

import importlib
import inspect
import pkgutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, time, timedelta
from functools import partial
from typing import Any

from sqlmodel import Session

import storage
from storage import action_lists, actions, audit, errors
from storage.calendars import CalendarBreak
from storage.meeting_rows import Meeting, MeetingNote
from storage.schedules import Schedule
from storage.topics import Topic
from storage.types import id_of
from storage.working_days import Break
from tests.storage import everywhere, harbor_glen
from tests.storage.counting import statements
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
# They find both of the workspace's teams once there are two.
OF_THE_WORKSPACE = {
    "action_lists.of_person",
    "digest_lists.owned",
    "team_lists.of_person",
    "teams.live",
    "located.locate",
    "outbox.ledger",
}
# A workspace that is installed is not purged, and an account's name is Slack's: both have their own tests.
REFUSED = {"workspaces.purge", "people.rename"}
# An owner's role needs a workstream, a schedule a team, and then they write; what is in the timetable already is not
# set again.
FIND_NOTHING = REFUSED | {
    "roles.release",
    "schedules.add",
    "meeting_moments.keep",
    "schedules.recompute",
}


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


def attempt(
    session: Session, name: str, arguments: dict[str, Any], look: Callable[[Any, bool], None]
) -> bool:
    """Whether the function did what it was asked; `look` sees what it found and whether it wrote, then all of it
    is rolled back.
    """
    with session.begin_nested() as savepoint:
        found, done = None, False
        with suppress(errors.NotFound, errors.Refused, ValueError), statements(session) as asked:
            found = FUNCTIONS[name](session, **arguments)
            session.flush()
            done = True
        look(found, any(not statement.startswith("SELECT") for statement, _ in asked))
        savepoint.rollback()
    return done


class Elsewhere:
    """What the others have, as it stood before."""

    def __init__(self, session: Session, here: District) -> None:
        self.session, self.here = session, here
        self.sibling, self.stranger, _ = everywhere.others(session, here)
        self._siblings, self._strangers = self._kept()

    def untouched(self, name: str) -> bool:
        siblings, strangers = self._kept()
        return strangers == self._strangers and (not about_a_team(name) or siblings == self._siblings)

    def shown(self, name: str, found: Any) -> bool:
        """Whether a row in what the function returned is not ours."""
        whole = not about_a_team(name)
        rows = everywhere.rows_in(found)
        return not all(everywhere.is_of(self.session, row, self.here, whole_workspace=whole) for row in rows)

    def leaks(self, name: str, found: Any, wrote: bool) -> bool:
        return self.shown(name, found) or (wrote and not self.untouched(name))

    def _kept(self) -> tuple[everywhere.Rows, everywhere.Rows]:
        return (
            everywhere.kept_of(self.session, self.sibling, whole_workspace=False),
            everywhere.kept_of(self.session, self.stranger, whole_workspace=True),
        )


def run_all(session: Session, here: District, look: Callable[[str, Any, bool], None]) -> set[str]:
    """The functions that did what they were asked, at least in one of the ways to ask."""
    done = set()
    for name in FUNCTIONS:
        for arguments in calls(session, name, here):
            if attempt(session, name, arguments, partial(look, name)):
                done.add(name)
    return done


def test_every_function_touches_its_own_team_alone(session: Session) -> None:
    elsewhere = Elsewhere(session, everywhere.first(session))
    leaks = set()

    def look(name: str, found: Any, wrote: bool) -> None:
        if elsewhere.leaks(name, found, wrote):
            leaks.add(name)

    done = run_all(session, elsewhere.here, look)
    assert leaks == set()
    assert set(FUNCTIONS) - done == REFUSED


def test_what_a_function_finds_is_the_same_when_the_others_come(session: Session) -> None:
    here = everywhere.first(session)
    alone: dict[str, list[Any]] = defaultdict(list)
    among_others: dict[str, list[Any]] = defaultdict(list)

    def look_into(finds: dict[str, list[Any]]) -> Callable[[str, Any, bool], None]:
        def look(name: str, found: Any, wrote: bool) -> None:
            if not wrote and name not in OF_THE_WORKSPACE:
                finds[name].append(everywhere.plain(found))

        return look

    run_all(session, here, look_into(alone))
    everywhere.others(session, here)
    run_all(session, here, look_into(among_others))

    assert alone == among_others
    assert {name for name, found in alone.items() if not any(found)} == FIND_NOTHING


def test_rows_from_elsewhere_open_nothing_and_change_nothing(session: Session) -> None:
    elsewhere = Elsewhere(session, everywhere.first(session))
    here, stranger = elsewhere.here, elsewhere.stranger
    leaks = set()

    def look(name: str, found: Any, wrote: bool) -> None:
        if elsewhere.leaks(name, found, wrote):
            leaks.add(name)

    for name in FUNCTIONS:
        for workstreams, people in ((elsewhere.sibling, here), (stranger, stranger)):
            smuggled = District(here.workspace, here.team, people.people, workstreams.workstreams)
            *_, arguments = calls(session, name, smuggled)
            attempt(session, name, arguments, partial(look, name))

    assert leaks == set()
