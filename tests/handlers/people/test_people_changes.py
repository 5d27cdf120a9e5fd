"""What changes about a team's people, and who is told of it, on both databases."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from sqlmodel import Session

from handlers.deeds import Deed
from handlers.deps import Member
from handlers.people import changes, reading
from handlers.people.changes import Change, Contact
from handlers.people.rules import Entry, Joining
from handlers.permissions import Standing
from handlers.teams import undo
from storage import actions, errors, members, outbox, people, roles
from storage.people import Person
from storage.roles import Appointment
from tests.storage.harbor_glen import D0, NOW, District, district, take_up_roles

CORE = Joining("core", None, None, 0.5)
INVITED = Joining("invited", "Report cards", date(2026, 12, 18), None)
OFFICE: Appointment = {"office": "Operations", "appointed_by": "Ruth Calder", "appointed_on": D0}


def deed(session: Session, here: District) -> Deed:
    return Deed(session, here.workspace, here.team, here.maya, NOW)


def member(person: Person) -> Member:
    return Member(person.slack_user_id or "", person.name, "America/New_York")


def told(session: Session, here: District) -> dict[int | None, str]:
    """What each person is told, by their id."""
    return {
        one.person_id: one.text for one in outbox.ledger(session, workspace=here.workspace, limit=99).rows
    }


def entry(session: Session, here: District, who: Person) -> Entry:
    return next(one for one in reading.entries(session, team=here.team) if one.person.id == who.id)


def take_back(session: Session, here: District, steps: Sequence[int | None]) -> None:
    undo.take_back(
        session,
        workspace=here.workspace,
        team=here.team,
        entry_ids=[step for step in steps if step],
        by=here.maya,
        stands=Standing(person_id=here.maya.id or 0),
        now=NOW + timedelta(hours=1),
    )


def test_people_are_added_once_and_told_once(session: Session) -> None:
    here = district(session)
    newcomer = Member("UNEW", "Ruth Calder", "America/New_York")

    added, steps = changes.add(deed(session, here), [member(here.samir), newcomer], INVITED)

    assert [person.name for person in added] == ["Samir Patel", "Ruth Calder"]
    assert len(steps) == 2
    assert "as an invited member for Report cards, until Fri 18 Dec" in told(session, here)[here.samir.id]
    assert changes.add(deed(session, here), [member(here.samir)], INVITED)[1] == []

    _, changed = changes.add(deed(session, here), [member(here.samir)], CORE)

    assert len(changed) == 1
    assert len(told(session, here)) == 2
    membership = members.current(session, team=here.team, person=here.samir)
    assert membership is not None
    assert (membership.kind, membership.fte) == ("core", 0.5)


def test_an_added_person_is_taken_back_as_if_never_there(session: Session) -> None:
    here = district(session)
    _, steps = changes.add(deed(session, here), [member(here.ben)], CORE)

    take_back(session, here, steps)

    assert members.current(session, team=here.team, person=here.ben) is None


def test_a_contact_without_an_account_is_kept_and_never_told(session: Session) -> None:
    here = district(session)
    contact = Contact("Ruth Calder", "Superintendent's office", "Superintendent")

    [ruth], _ = changes.add(deed(session, here), [contact], INVITED)
    [again], steps = changes.add(deed(session, here), [Contact("ruth  calder")], INVITED)

    assert (ruth.office, ruth.post, ruth.slack_user_id) == ("Superintendent's office", "Superintendent", None)
    assert (again.id, steps) == (ruth.id, [])
    assert told(session, here) == {}


def test_a_sponsor_of_another_office_is_it_for_that_one_from_now_on(session: Session) -> None:
    here = district(session)
    changes.add_sponsor(deed(session, here), member(here.victor), {**OFFICE, "office": "Finance"})

    victor, steps = changes.add_sponsor(deed(session, here), member(here.victor), OFFICE)

    assert [one.office for one in roles.roles_of(session, team=here.team, person=victor)] == ["Operations"]
    assert [one.assignment.office for one in roles.history(session, team=here.team)][:2] == [
        "Operations",
        "Finance",
    ]
    assert changes.add_sponsor(deed(session, here), member(here.victor), OFFICE)[1] == []

    take_back(session, here, steps)

    assert [one.office for one in roles.roles_of(session, team=here.team, person=victor)] == ["Finance"]


def test_a_sponsor_may_be_a_contact(session: Session) -> None:
    here = district(session)

    ruth, _ = changes.add_sponsor(
        deed(session, here), Contact("Ruth Calder", "Superintendent's office"), OFFICE
    )

    assert ruth.slack_user_id is None
    assert [one.role for one in roles.roles_of(session, team=here.team, person=ruth)] == ["sponsor"]


def test_the_lead_is_handed_over_to_one_and_both_know(session: Session) -> None:
    here = district(session)
    by_daniel = Deed(session, here.workspace, here.team, here.daniel, NOW)

    person, steps = changes.name(by_daniel, "team_leader", member(here.priya), "Maya is away this term")

    assert person.id == here.priya.id
    leaders = [
        one.person.id
        for one in roles.holders(session, team=here.team)
        if one.assignment.role == "team_leader"
    ]
    assert leaders == [here.priya.id]
    heard = told(session, here)
    assert (
        "made you team leader in *Northlight ELA*. Reason: “Maya is away this term”." in heard[here.priya.id]
    )
    assert "made <@UPRIYA> team leader in *Northlight ELA*. You are not any more" in heard[here.maya.id]
    assert len(steps) == 1
    assert changes.name(by_daniel, "team_leader", member(here.priya))[1] == []


def test_what_is_kept_of_a_person_changes_and_a_role_ends(session: Session) -> None:
    here = district(session)
    take_up_roles(session, here)
    tom = entry(session, here, here.tom)
    wanted = Change(name=None, office="Coaching", post="Lead coach", joining=CORE, ends=tom.held)

    steps = changes.change(deed(session, here), tom, wanted)

    assert len(steps) == 2
    assert (here.tom.office, here.tom.post) == ("Coaching", "Lead coach")
    assert roles.roles_of(session, team=here.team, person=here.tom) == []
    assert "noted that you are not owner of *coaching*" in told(session, here)[here.tom.id]


def test_a_contact_is_renamed_and_an_account_is_not(session: Session) -> None:
    here = district(session)
    [contact], _ = changes.add(deed(session, here), [Contact("R. Calder")], INVITED)
    wanted = Change(name="Ruth Calder", office=None, post=None, joining=None, ends=[])

    changes.change(deed(session, here), entry(session, here, contact), wanted)

    assert contact.name == "Ruth Calder"


def test_who_leaves_holds_nothing_and_what_they_owned_is_listed(session: Session) -> None:
    here = district(session)
    take_up_roles(session, here)
    actions.add(
        session, team=here.team, text="Try the note", owner=here.tom, due_on=D0, by=here.maya, now=NOW
    )

    items, steps = changes.leave(deed(session, here), entry(session, here, here.tom), "A new post")

    assert [listed.action.text for listed in items.actions] == ["Try the note"]
    assert [one.assignment.role for one in items.roles] == ["workstream_owner"]
    assert members.current(session, team=here.team, person=here.tom) is None
    assert roles.roles_of(session, team=here.team, person=here.tom) == []
    assert "took you off *Northlight ELA*. Reason: “A new post”." in told(session, here)[here.tom.id]

    take_back(session, here, steps)

    assert [one.role for one in roles.roles_of(session, team=here.team, person=here.tom)] == [
        "workstream_owner"
    ]


def test_a_sponsor_who_is_no_member_can_be_taken_off_too(session: Session) -> None:
    here = district(session)
    take_up_roles(session, here)

    _, steps = changes.leave(deed(session, here), entry(session, here, here.helen), None)

    assert len(steps) == 1
    assert roles.roles_of(session, team=here.team, person=here.helen) == []
    assert "took you off" in told(session, here)[here.helen.id]


def test_the_leader_is_never_taken_off(session: Session) -> None:
    here = district(session)

    with pytest.raises(errors.Refused):
        changes.leave(deed(session, here), entry(session, here, here.maya), None)


def test_the_people_of_two_workspaces_never_mix(session: Session) -> None:
    here, there = district(session), district(session, slack_team_id="TELSEWHERE")

    changes.add(deed(session, here), [member(here.ben)], CORE)

    assert members.current(session, team=there.team, person=there.ben) is None
    assert told(session, there) == {}
    known = people.by_slack_id(session, workspace=there.workspace, slack_user_id="UBEN")
    assert known is not None
    assert known.id != here.ben.id
