"""An action with all that happened to it, and everyone and everything that its steps name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from storage import actions, audit
from storage.action_lists import Listed
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
    people, strands = _named_in(session, [action], steps)
    return Story(
        team=team, action=Action(**action.model_dump()), steps=steps, people=people, workstreams=strands
    )


def of_listed(session: Session, *, teams: Sequence[Team], listed: Sequence[Listed]) -> Sequence[Story]:
    """The stories of several actions of these teams, in their order; three statements at most."""
    of_teams = {team.id: team for team in teams}
    found = [row.action for row in listed if row.action.team_id in of_teams]
    query = select(AuditEntry).where(
        col(AuditEntry.team_id).in_(of_teams),
        AuditEntry.item_kind == "action",
        col(AuditEntry.item_id).in_([action.id for action in found]),
    )
    steps = session.exec(query.order_by(col(AuditEntry.id))).all()
    people, strands = _named_in(session, found, steps)
    return [
        Story(
            team=of_teams[action.team_id],
            action=Action(**action.model_dump()),
            steps=[step for step in steps if step.item_id == action.id],
            people=people,
            workstreams=strands,
        )
        for action in found
    ]


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


def _named_in(
    session: Session, found: Sequence[Action], steps: Sequence[AuditEntry]
) -> tuple[dict[int, Person], dict[int, Workstream]]:
    of_people = {id_ for action in found for id_ in (action.owner_id, action.created_by)}
    of_people |= {*_named(steps, "owner_id")} | {
        step.by_person_id for step in steps if step.by_person_id is not None
    }
    of_workstreams = {
        *(action.workstream_id for action in found if action.workstream_id is not None),
        *_named(steps, "workstream_id"),
    }
    people = session.exec(select(Person).where(col(Person.id).in_(of_people)))
    strands = (
        session.exec(select(Workstream).where(col(Workstream.id).in_(of_workstreams)))
        if of_workstreams
        else ()
    )
    return (
        {person.id: person for person in people if person.id is not None},
        {strand.id: strand for strand in strands if strand.id is not None},
    )


def _named(steps: Sequence[AuditEntry], column: str) -> Iterator[int]:
    for step in steps:
        yield from (facts[column] for facts in (step.before, step.after) if facts.get(column) is not None)
