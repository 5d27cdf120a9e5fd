"""An action with all that happened to it, and everyone and everything that its steps name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from storage import actions, audit
from storage.action_rows import Action
from storage.audit import AuditEntry
from storage.people import Person
from storage.teams import Team
from storage.workstreams import Workstream


@dataclass(frozen=True, kw_only=True)
class Story:
    """As it stood when it was read: what changes after does not show in it.

    `steps`: the first one first. `people` and `workstreams` by id, retired ones and leavers among them.
    """

    team: Team
    action: Action
    steps: Sequence[AuditEntry]
    people: Mapping[int, Person]
    workstreams: Mapping[int, Workstream]


def of_action(session: Session, *, team: Team, number: int) -> Story:
    """Four statements at most, however long the story. Raises NotFound."""
    action = actions.get(session, team=team, number=number)
    steps = audit.history(session, team=team, item_kind="action", item_number=number)
    of_people = {action.owner_id, action.created_by, *_named(steps, "owner_id")}
    of_people |= {step.by_person_id for step in steps if step.by_person_id is not None}
    of_workstreams = {
        id_ for id_ in (action.workstream_id, *_named(steps, "workstream_id")) if id_ is not None
    }
    people = session.exec(select(Person).where(col(Person.id).in_(of_people)))
    strands = (
        session.exec(select(Workstream).where(col(Workstream.id).in_(of_workstreams)))
        if of_workstreams
        else ()
    )
    return Story(
        team=team,
        action=Action(**action.model_dump()),
        steps=steps,
        people={person.id: person for person in people if person.id is not None},
        workstreams={strand.id: strand for strand in strands if strand.id is not None},
    )


def last_step_of(session: Session, *, team: Team, person: Person) -> AuditEntry | None:
    """The latest step that they took in the team and that can still be taken back; what an undo did is not one."""
    query = select(AuditEntry).where(
        AuditEntry.team_id == team.id,
        AuditEntry.by_person_id == person.id,
        AuditEntry.verb != "undo",
        col(AuditEntry.undo_to).is_not(None),
        col(AuditEntry.undone_by_entry_id).is_(None),
    )
    return session.exec(query.order_by(col(AuditEntry.id).desc()).limit(1)).first()


def _named(steps: Sequence[AuditEntry], column: str) -> Iterator[int]:
    for step in steps:
        yield from (facts[column] for facts in (step.before, step.after) if facts.get(column) is not None)
