"""Taking a step back: of a team, its people, its roles or its workstreams. Who was told of it is told again."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlmodel import Session

from handlers import messages, permissions, ripples, standing, timetable
from handlers.answer import Answer, Message, Replace
from handlers.ask import Ask
from handlers.deeds import Deed
from handlers.errors import UserError
from handlers.permissions import Standing, Verb
from handlers.ripples import Ripple
from handlers.teams import views
from storage import audit
from storage.assignments import RoleAssignment, Slot
from storage.audit import AuditEntry
from storage.members import Membership
from storage.people import Person
from storage.teams import Team
from storage.workspaces import Workspace
from storage.workstreams import Workstream

VERBS = {
    "team": Verb.CHANGE_SETTINGS,
    "role": Verb.CHANGE_OWNERS,
    "membership": Verb.ADD_PEOPLE,
    "workstream": Verb.CHANGE_WORKSTREAMS,
    "schedule": Verb.CHANGE_TIMETABLE,
}


async def undo(ask: Ask) -> Answer:
    """Take back what the button names; the message becomes a record of it, with a way to do it again."""
    team = ask.the_team
    undone = await ask.write(
        take_back,
        workspace=ask.workspace,
        team=team,
        entry_ids=[int(entry) for entry in ask.ref.extra.split(",") if entry.isdecimal()],
        by=ask.actor,
        stands=standing.of(ask.actor, ask.seat),
        now=ask.now,
    )
    return Replace(taken_back(team, undone))


def take_back(
    session: Session,
    *,
    workspace: Workspace,
    team: Team,
    entry_ids: Sequence[int],
    by: Person,
    stands: Standing,
    now: datetime,
) -> list[AuditEntry]:
    """Undo these steps, the last one first, all or none; return the steps that did it.

    Who made a step may take it back; others need the right to make such a step. Raises UserError, and storage's
    NotFound, Refused and Changed.
    """
    deed = Deed(session, workspace, team, by, now)
    undone = []
    for entry_id in sorted(entry_ids, reverse=True):
        done = audit.undo(session, team=team, entry_id=entry_id, by=by, now=now)
        entry = _step(session, team, done, entry_id)
        if done.item_kind not in VERBS:
            raise UserError("This cannot be taken back here. Its own message has a button for it.")
        if entry.by_person_id != by.id:
            permissions.require(stands, VERBS[done.item_kind])
        for person_id, stand in _concerned(session, entry, done):
            person = session.get_one(Person, person_id)
            if not deed.withdraw(entry, person):
                deed.tell(done, person, told_back(team, stand, by=by))
        undone.append(done)
    if any(done.item_kind in {"membership", "role"} for done in undone):
        ripples.drop("people", Ripple(session=session, team=team, now=now, by=by))
    if any(done.item_kind == "workstream" for done in undone):
        ripples.drop("workstreams", Ripple(session=session, team=team, now=now, by=by))
    if any(done.item_kind in {"team", "schedule"} for done in undone):
        fresh = session.get_one(Team, team.id)
        timetable.keep(session, team=fresh, by=by, now=now)
        ripples.drop("team", Ripple(session=session, team=fresh, now=now, by=by))
    return undone


def taken_back(team: Team, undone: Sequence[AuditEntry]) -> Message:
    """Return the record that stands in place of the message whose button was clicked."""
    return messages.of(
        "Taken back: it stands as it did before. Whoever was told of it is told again.",
        [views.undo(team, *(entry.id for entry in undone), label="Do it again")],
    )


def told_back(team: Team, stand: str, *, by: Person) -> Message:
    """Return what somebody is told whose place in the team was taken back."""
    return messages.of(
        f"{views.person(by)} took a change back in {views.name(team.name)}: you are {stand} now. Nothing needed."
    )


def _step(session: Session, team: Team, done: AuditEntry, entry_id: int) -> AuditEntry:
    steps = audit.history(session, team=team, item_kind=done.item_kind, item_id=done.item_id)
    return next(step for step in steps if step.id == entry_id)


def _concerned(session: Session, entry: AuditEntry, done: AuditEntry) -> Iterator[tuple[int, str]]:
    """Whom the step concerns, by person id, with what they are now that it was taken back."""
    if done.item_kind == "membership":
        membership = session.get_one(Membership, done.item_id)
        yield membership.person_id, "on the team" if membership.to_on is None else "not on the team"
    if done.item_kind == "role":
        given = session.get_one(RoleAssignment, done.item_id)
        holder = Slot.of(given).holder(session)
        replaced = session.get(RoleAssignment, (entry.undo_to or {}).get("replaced") or 0)
        workstream = session.get(Workstream, given.workstream_id or 0)
        for assignment in (given, replaced):
            if assignment is not None:
                holds = holder is not None and holder.person_id == assignment.person_id
                said = views.role(given.role, workstream)
                yield assignment.person_id, said if holds else f"not {said}"
