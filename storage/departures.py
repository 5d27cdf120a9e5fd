"""Leaving a team: the membership ends, and with it every role; and coming back when that was a mistake."""

from datetime import date, datetime

from sqlmodel import Session

from storage import assignments, audit, errors, facts, members, steps, teams
from storage.members import Membership
from storage.people import Person
from storage.steps import Act
from storage.teams import Team
from storage.types import Facts, Numbered


def leave(
    session: Session, *, team: Team, person: Person, by: Person, now: datetime, why: str | None = None
) -> Membership | None:
    """Ends the membership and every role in the team; None when they are no member.

    What they own stays theirs until it is handed over (`action_lists.open_items`). Undone as one: they hold their
    roles again, save those that others hold by then. Raises Refused for the leader, who hands over first, and on
    a closed team.
    """
    fresh = teams.locked(session, team)
    teams.check(fresh, person, by)
    membership = members.current(session, team=fresh, person=person)
    if membership is None:
        return None
    on = teams.today(fresh, now)
    ended = _end_roles(session, Act(fresh, by, now, why, part=True), membership, on)
    steps.take(
        session,
        Act(fresh, by, now, why),
        item_kind="membership",
        row=membership,
        verb="leave",
        values={"to_on": on},
        undo_more={"roles": ended},
    )
    return membership


def restore(session: Session, *, row: Membership, undo_to: Facts, by: Numbered, now: datetime) -> Facts:
    """A membership's undo: whoever is out again holds nothing; whoever is back holds what they held."""
    columns = facts.of_columns(row, undo_to)
    redo = audit.snapshot(row, columns)
    facts.put_back(row, columns)
    session.flush()
    act = Act(session.get_one(Team, row.team_id), by, now, part=True)
    if "to_on" in columns and row.to_on is not None:
        redo["roles"] = _end_roles(session, act, row, row.to_on)
    for assignment_id in undo_to.get("roles", []):
        assignments.resume(session, act, assignment_id)
    return redo


def _end_roles(session: Session, act: Act, membership: Membership, on: date) -> list[int | None]:
    held = assignments.held_by(session, team=act.team, person_id=membership.person_id)
    if any(assignment.role == "team_leader" for assignment in held):
        raise errors.Refused("team_needs_a_leader", team_id=membership.team_id)
    for assignment in held:
        assignments.close(session, act, assignment, on)
    return [assignment.id for assignment in held]


audit.register("membership", Membership, restore)
