"""People's mornings in Harbor Glen: played on a day, and read."""

from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from sqlmodel import Session

from handlers import standing
from handlers.actions import changes
from handlers.actions.changes import Outcome, Step
from handlers.actions.news import Doing
from handlers.digest import FEATURE, routines
from handlers.permissions import Verb
from storage import outbox, team_lists
from storage.outbox import OutboxMessage
from storage.people import Person
from storage.schedules import Occurrence, Schedule
from tests.storage.harbor_glen import D0, NOW, District

TUESDAY = 1
[MORNING] = FEATURE.mornings


def at(day: int) -> datetime:
    """08:30 in Harbor Glen, so many days after Monday."""
    return NOW + timedelta(days=day, minutes=30)


def play(session: Session, person: Person, day: int = TUESDAY) -> OutboxMessage | None:
    """Let that person's morning come; their digest of the day, if they got one."""
    on = D0 + timedelta(days=day)
    schedule = Schedule(
        id=1,
        person_id=person.id,
        kind="digest",
        grace_minutes=240,
        local_time=time(8, 30),
        zone="America/New_York",
        rrule="FREQ=DAILY",
        starts_on=D0,
    )
    occurrence = Occurrence(
        schedule_id=1, local_date=on, slot="", due_at=at(day), claimed_at=at(day), outcome="run"
    )
    MORNING.run(session, person, schedule, occurrence, at(day))
    return of(session, person, on)


def of(session: Session, person: Person, on: date) -> OutboxMessage | None:
    key = routines.key(person, on)
    found = [row for row in everything(session, person) if row.key == key]
    return found[0] if found else None


def everything(session: Session, person: Person) -> list[OutboxMessage]:
    """Every digest that was ever written."""
    workspace: Any = type("Workspace", (), {"id": person.workspace_id})
    rows = outbox.ledger(session, workspace=workspace, limit=500).rows
    return [row for row in rows if row.kind == "digest"]


def labels(message: OutboxMessage) -> list[str]:
    """Its buttons, in order."""
    return [
        element["text"]["text"]
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
    ]


def doing(session: Session, here: District, name: str, day: int = TUESDAY, minutes: int = 5) -> Doing:
    person = here.people[name]
    stands = standing.of(person, team_lists.seat(session, team=here.team, person=person))
    now = at(day) + timedelta(minutes=minutes)
    return Doing(workspace=here.workspace, team=here.team, by=person, stands=stands, now=now)


def take(session: Session, by: Doing, number: int, step: Step, **facts: Any) -> Outcome:
    return changes.take(
        session, doing=by, number=number, verb=Verb.ANSWER_ACTION, step=partial(step, **facts)
    )
