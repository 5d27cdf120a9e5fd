"""Doing something in Harbor Glen: who does it, what they take on, what waits to be sent."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session

from handlers import standing
from handlers.actions import changes
from handlers.actions.changes import Outcome
from handlers.actions.entries import Entry, Owner
from handlers.actions.news import Doing
from handlers.deps import Member
from handlers.permissions import Verb
from storage import outbox, team_lists
from storage.outbox import OutboxMessage
from tests.storage.harbor_glen import D0, NOW, District

FRIDAY = D0 + timedelta(days=4)
ANSWER, EDIT = Verb.ANSWER_ACTION, Verb.EDIT_ACTION


def by(session: Session, here: District, name: str, minutes: int = 0) -> Doing:
    person = here.people[name]
    stands = standing.of(person, team_lists.seat(session, team=here.team, person=person))
    now = NOW + timedelta(minutes=minutes)
    return Doing(workspace=here.workspace, team=here.team, by=person, stands=stands, now=now)


def member(name: str) -> list[Member]:
    return [Member(f"U{name.upper()}", name, "America/New_York")]


def add(session: Session, here: District, owner: str = "Priya", giver: str = "Maya", **more: Any) -> Outcome:
    entry = Entry(text="Draft the guide", owner=Owner(user_id=f"U{owner.upper()}"), due=FRIDAY)
    return changes.add(session, doing=by(session, here, giver), entry=entry, members=member(owner), **more)


def take(session: Session, doing: Doing, step: changes.Step, verb: Verb = ANSWER, number: int = 1) -> Outcome:
    return changes.take(session, doing=doing, number=number, verb=verb, step=step)


def messages(session: Session, here: District) -> dict[str, OutboxMessage]:
    """What waits in the outbox, by what it is and for whom."""
    names = {person.id: name for name, person in here.people.items()}
    rows = outbox.ledger(session, workspace=here.workspace, limit=99).rows
    return {
        f"{row.kind} {names.get(row.person_id or 0, '')}".strip(): row for row in rows if "action" in row.kind
    }


def id_of(outcome: Outcome) -> int:
    assert outcome.step is not None
    assert outcome.step.id is not None
    return outcome.step.id
