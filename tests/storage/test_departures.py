from datetime import timedelta

import pytest
from sqlmodel import Session

from storage import audit, departures, errors, members, roles
from storage.members import Membership
from tests.storage import harbor_glen
from tests.storage.harbor_glen import D0, NOW, District
from tests.storage.undoing import undo_last


@pytest.fixture
def here(session: Session) -> District:
    found = harbor_glen.district(session)
    harbor_glen.take_up_roles(session, found)
    return found


def _held(session: Session, here: District, name: str) -> list[tuple[str, int | None]]:
    held = roles.roles_of(session, team=here.team, person=here.people[name])
    return [(assignment.role, assignment.workstream_id) for assignment in held]


def _leave(session: Session, here: District, name: str) -> Membership:
    left = departures.leave(
        session,
        team=here.team,
        person=here.people[name],
        by=here.maya,
        now=NOW + timedelta(days=11),
        why="A new post",
    )
    assert left is not None
    return left


def test_who_leaves_holds_nothing_and_the_history_stays(session: Session, here: District) -> None:
    left = _leave(session, here, "Priya")

    assert left.to_on == D0 + timedelta(days=11)
    assert members.current(session, team=here.team, person=here.priya) is None
    assert _held(session, here, "Priya") == []
    told = [holder for holder in roles.history(session, team=here.team) if holder.person == here.priya]
    assert {holder.assignment.to_on for holder in told} == {D0 + timedelta(days=11)}


def test_leaving_twice_is_leaving_once(session: Session, here: District) -> None:
    _leave(session, here, "Hannah")

    assert departures.leave(session, team=here.team, person=here.hannah, by=here.maya, now=NOW) is None


def test_leaving_undone_brings_the_roles_back_and_redone_ends_them_again(
    session: Session, here: District
) -> None:
    before = _held(session, here, "Priya")
    left = _leave(session, here, "Priya")

    undo_last(session, here, "membership", left)
    assert (left.to_on, _held(session, here, "Priya")) == (None, before)
    undo_last(session, here, "membership", left)
    assert (left.to_on, _held(session, here, "Priya")) == (D0 + timedelta(days=11), [])
    undo_last(session, here, "membership", left)
    assert _held(session, here, "Priya") == before


def test_a_role_that_somebody_took_meanwhile_stays_with_them(session: Session, here: District) -> None:
    left = _leave(session, here, "Hannah")
    training = here.workstreams["training"]
    roles.assign(
        session,
        team=here.team,
        role="workstream_owner",
        person=here.joy,
        workstream=training,
        by=here.maya,
        now=NOW,
    )

    undo_last(session, here, "membership", left)
    assert _held(session, here, "Hannah") == []
    assert ("workstream_owner", training.id) in _held(session, here, "Joy")


def test_the_end_of_a_role_by_leaving_is_undone_with_the_leaving_alone(
    session: Session, here: District
) -> None:
    [held] = roles.roles_of(session, team=here.team, person=here.hannah)
    _leave(session, here, "Hannah")
    assert held.id is not None
    ended = audit.latest(session, team=here.team, item_kind="role", item_id=held.id)
    assert ended is not None
    assert (ended.verb, ended.why) == ("release", "A new post")
    assert ended.id is not None

    with pytest.raises(errors.Refused, match="cannot_be_undone"):
        audit.undo(session, team=here.team, entry_id=ended.id, by=here.maya, now=NOW)


def test_the_leader_hands_over_first(session: Session, here: District) -> None:
    with pytest.raises(errors.Refused, match="team_needs_a_leader"):
        departures.leave(session, team=here.team, person=here.maya, by=here.maya, now=NOW)

    roles.assign(session, team=here.team, role="team_leader", person=here.tom, by=here.maya, now=NOW)
    assert _leave(session, here, "Maya").to_on is not None


def test_a_joining_is_not_undone_under_a_leader(session: Session, here: District) -> None:
    membership = members.current(session, team=here.team, person=here.maya)
    assert membership is not None

    with pytest.raises(errors.Refused, match="team_needs_a_leader"):
        undo_last(session, here, "membership", membership)
    assert members.current(session, team=here.team, person=here.maya) is not None
