import pytest
from sqlmodel import Session

from storage import departures, members, people, roles, team_lists, teams, workstreams
from tests.storage import harbor_glen
from tests.storage.counting import plan, statements
from tests.storage.harbor_glen import NOW, District


@pytest.fixture
def here(session: Session) -> District:
    found = harbor_glen.district(session)
    harbor_glen.take_up_roles(session, found)
    return found


def test_a_persons_teams_come_with_what_they_are_in_each_in_one_statement(
    session: Session, here: District
) -> None:
    harbor_glen.team(session, here.workspace, dict(here.people), "COTHER")
    with statements(session) as asked:
        seats = team_lists.of_person(session, workspace=here.workspace, person=here.priya)

    [seat] = seats
    assert seat.team == here.team
    assert seat.membership is not None
    assert seat.membership.kind == "core"
    assert [role.role for role in seat.roles] == ["workstream_owner", "backup"]
    assert len(team_lists.of_person(session, workspace=here.workspace, person=here.maya)) == 2
    assert len(asked) == 1


def test_a_sponsor_has_a_seat_without_being_a_member(session: Session, here: District) -> None:
    [seat] = team_lists.of_person(session, workspace=here.workspace, person=here.helen)

    assert (seat.membership, [role.role for role in seat.roles]) == (None, ["sponsor"])


def test_a_member_without_a_role_has_a_seat(session: Session, here: District) -> None:
    [seat] = team_lists.of_person(session, workspace=here.workspace, person=here.ben)

    assert seat.membership is not None
    assert seat.roles == ()


def test_who_left_and_what_is_closed_gives_no_seat(session: Session, here: District) -> None:
    departures.leave(session, team=here.team, person=here.hannah, by=here.maya, now=NOW)
    assert team_lists.of_person(session, workspace=here.workspace, person=here.hannah) == []

    teams.close(session, team=here.team, by=here.maya, now=NOW, reason="Merged")
    assert team_lists.of_person(session, workspace=here.workspace, person=here.maya) == []


def test_a_seat_in_one_team_is_one_statement_also_for_a_stranger(session: Session, here: District) -> None:
    ruth = people.add_contact(session, workspace=here.workspace, name="Ruth Calder", now=NOW)
    with statements(session) as asked:
        none = team_lists.seat(session, team=here.team, person=ruth)
        tom = team_lists.seat(session, team=here.team, person=here.tom)

    assert (none.membership, none.roles) == (None, ())
    assert [role.role for role in tom.roles] == ["workstream_owner"]
    assert len(asked) == 2


def test_a_persons_teams_are_found_by_an_index(session: Session, here: District) -> None:
    with statements(session) as asked:
        team_lists.of_person(session, workspace=here.workspace, person=here.priya)

    [only] = asked
    found = plan(session, only)
    assert "membership_person" in found or "membership_current" in found
    assert "role_assignment_person" in found
    assert "Seq Scan" not in found


def test_gaps_are_what_lacks_an_owner_or_a_backup(session: Session, here: District) -> None:
    with statements(session) as asked:
        gaps = team_lists.gaps(session, team=here.team)

    assert [(gap.workstream.name, gap.no_owner, gap.no_backup) for gap in gaps] == [
        ("pacing", False, True),
        ("training", False, True),
    ]
    assert len(asked) == 1


def test_someone_deactivated_leaves_a_gap(session: Session, here: District) -> None:
    people.deactivate(session, workspace=here.workspace, person=here.grace, now=NOW)

    assert ("scheduling", True, False) in [
        (gap.workstream.name, gap.no_owner, gap.no_backup) for gap in team_lists.gaps(session, team=here.team)
    ]


def test_an_owner_is_not_their_own_backup(session: Session, here: District) -> None:
    coaching = here.workstreams["coaching"]
    roles.assign(
        session, team=here.team, role="backup", person=here.tom, workstream=coaching, by=here.maya, now=NOW
    )

    assert ("coaching", False, True) in [
        (gap.workstream.name, gap.no_owner, gap.no_backup) for gap in team_lists.gaps(session, team=here.team)
    ]


def test_a_retired_workstream_is_no_gap(session: Session, here: District) -> None:
    for name in ("pacing", "training"):
        workstreams.retire(
            session,
            team=here.team,
            workstream=here.workstreams[name],
            reason="Done",
            by=here.maya,
            now=NOW,
        )

    assert team_lists.gaps(session, team=here.team) == []


def test_gaps_of_a_new_team_are_all_of_its_workstreams(session: Session, here: District) -> None:
    other = harbor_glen.team(session, here.workspace, dict(here.people), "COTHER")

    gaps = team_lists.gaps(session, team=other.team)
    assert [gap.workstream.name for gap in gaps] == list(harbor_glen.WORKSTREAMS)
    assert all(gap.no_owner and gap.no_backup for gap in gaps)
    assert members.roster(session, team=other.team)
