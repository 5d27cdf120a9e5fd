from datetime import timedelta

import pytest
from sqlmodel import Session

from storage import audit, errors, members, roles
from tests.storage import harbor_glen, holding
from tests.storage.harbor_glen import D0, NOW, District
from tests.storage.undoing import undo_last

LATER = NOW + timedelta(days=3)


@pytest.fixture
def here(session: Session) -> District:
    return harbor_glen.district(session)


def test_a_team_is_never_without_a_leader(session: Session, here: District) -> None:
    with pytest.raises(errors.Refused, match="team_needs_a_leader"):
        roles.release(session, team=here.team, role="team_leader", person=here.maya, by=here.daniel, now=NOW)
    [first] = roles.roles_of(session, team=here.team, person=here.maya)
    with pytest.raises(errors.Refused, match="team_needs_a_leader"):
        undo_last(session, here, "role", first)


def test_an_owner_change_undone_gives_it_back_and_redone_takes_it_again(
    session: Session, here: District
) -> None:
    renee = holding.own(session, here, "Renee")
    hannah = holding.own(session, here, "Hannah")

    undo_last(session, here, "role", hannah)
    assert (renee.to_on, hannah.mistaken) == (None, True)
    assert members.current(session, team=here.team, person=here.hannah) is None
    assert ("workstream_owner", "Renee Dubois", "pacing") in holding.holders(session, here)

    undo_last(session, here, "role", hannah)
    assert (renee.to_on, hannah.mistaken, hannah.to_on) == (D0 + timedelta(days=3), False, None)
    assert members.current(session, team=here.team, person=here.hannah) is not None

    undo_last(session, here, "role", hannah)
    assert ("workstream_owner", "Renee Dubois", "pacing") in holding.holders(session, here)


def test_a_first_owner_undone_leaves_none(session: Session, here: District) -> None:
    undo_last(session, here, "role", holding.own(session, here, "Renee"))

    assert [role for role, _, _ in holding.holders(session, here)] == ["team_leader", "coordinator"]
    assert members.current(session, team=here.team, person=here.renee) is None


def test_who_has_another_role_by_now_stays_a_member_when_the_first_is_undone(
    session: Session, here: District
) -> None:
    owner = holding.own(session, here, "Renee")
    holding.own(session, here, "Renee", "backup")
    undo_last(session, here, "role", owner)

    assert members.current(session, team=here.team, person=here.renee) is not None


def test_who_was_a_member_before_stays_one_when_the_role_is_undone(session: Session, here: District) -> None:
    members.join(session, team=here.team, person=here.samir, kind="invited", by=here.maya, now=NOW)
    owner = holding.own(session, here, "Samir")
    undo_last(session, here, "role", owner)
    assert members.current(session, team=here.team, person=here.samir) is not None

    undo_last(session, here, "role", owner)
    assert ("workstream_owner", "Samir Patel", "pacing") in holding.holders(session, here)


def test_who_joined_anew_meanwhile_stays_that_member_when_the_role_is_given_again(
    session: Session, here: District
) -> None:
    owner = holding.own(session, here, "Hannah")
    undo_last(session, here, "role", owner)
    anew = members.join(session, team=here.team, person=here.hannah, kind="invited", by=here.maya, now=LATER)

    undo_last(session, here, "role", owner)
    assert members.current(session, team=here.team, person=here.hannah) == anew


def test_an_undone_owner_cannot_come_back_over_a_third(session: Session, here: District) -> None:
    holding.own(session, here, "Renee")
    hannah = holding.own(session, here, "Hannah")
    undo_last(session, here, "role", hannah)
    holding.own(session, here, "Joy")

    with pytest.raises(errors.Refused, match="place_taken"):
        undo_last(session, here, "role", hannah)


def test_an_owner_change_is_not_undone_once_the_role_moved_on(session: Session, here: District) -> None:
    hannah = holding.own(session, here, "Hannah")
    [given] = audit.history(session, team=here.team, item_kind="role", item_id=hannah.id)
    holding.own(session, here, "Joy")
    assert given.id is not None

    with pytest.raises(errors.Changed):
        audit.undo(session, team=here.team, entry_id=given.id, by=here.maya, now=LATER)


def test_the_audit_says_who_had_it_before(session: Session, here: District) -> None:
    holding.own(session, here, "Renee")
    hannah = holding.own(session, here, "Hannah")
    [given] = audit.history(session, team=here.team, item_kind="role", item_id=hannah.id)

    assert (given.verb, given.before["person_id"], given.after["person_id"]) == (
        "assign",
        here.renee.id,
        here.hannah.id,
    )


def test_the_history_leaves_out_what_was_given_by_mistake(session: Session, here: District) -> None:
    holding.own(session, here, "Renee")
    undo_last(session, here, "role", holding.own(session, here, "Hannah"))
    holding.own(session, here, "Joy")

    told = [holder.person.name for holder in roles.history(session, team=here.team)]
    assert told == ["Joy Mensah", "Renee Dubois", "Daniel Reyes", "Maya Okafor"]
