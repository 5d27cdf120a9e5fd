import asyncio
from datetime import timedelta

import pytest
from sqlmodel import Session

from storage import errors, people
from storage.database import Database
from storage.workspaces import Workspace
from tests.storage import harbor_glen
from tests.storage.counting import statements
from tests.storage.harbor_glen import NOW


@pytest.fixture
def home(session: Session) -> Workspace:
    return harbor_glen.workspace(session)


def test_a_person_met_again_is_the_same_person_with_newer_facts(session: Session, home: Workspace) -> None:
    maya = people.meet(session, workspace=home, slack_user_id="UMAYA", name="Maya Okafor", now=NOW)
    again = people.meet(
        session,
        workspace=home,
        slack_user_id="UMAYA",
        name="  Maya   O. Okafor ",
        zone="America/New_York",
        is_admin=True,
        now=NOW,
    )

    assert again.id == maya.id
    assert (again.name, again.zone, again.is_admin) == ("Maya O. Okafor", "America/New_York", True)


def test_a_zone_once_known_is_not_forgotten(session: Session, home: Workspace) -> None:
    people.meet(session, workspace=home, slack_user_id="U1", name="Maya", zone="Asia/Kathmandu", now=NOW)
    maya = people.meet(session, workspace=home, slack_user_id="U1", name="Maya", now=NOW)

    assert maya.zone == "Asia/Kathmandu"


def test_meeting_someone_unchanged_costs_one_statement(session: Session, home: Workspace) -> None:
    people.meet(session, workspace=home, slack_user_id="U1", name="Maya Okafor", now=NOW)

    with statements(session) as asked:
        people.meet(session, workspace=home, slack_user_id="U1", name="Maya Okafor", now=NOW)

    assert len(asked) == 1


def test_someone_deactivated_keeps_the_moment_and_can_come_back(session: Session, home: Workspace) -> None:
    hannah = people.meet(session, workspace=home, slack_user_id="U1", name="Hannah Lee", now=NOW)
    people.deactivate(session, workspace=home, person=hannah, now=NOW)
    later = NOW + timedelta(days=1)

    assert people.deactivate(session, workspace=home, person=hannah, now=later).deactivated_at == NOW
    gone = people.meet(
        session, workspace=home, slack_user_id="U1", name="Hannah Lee", deactivated=True, now=later
    )
    assert gone.deactivated_at == NOW
    back = people.meet(session, workspace=home, slack_user_id="U1", name="Hannah Lee", now=later)
    assert back.deactivated_at is None


def test_several_people_are_found_in_one_statement_by_their_slack_ids(
    session: Session, home: Workspace
) -> None:
    harbor_glen.everyone(session, home)

    with statements(session) as asked:
        found = people.by_slack_ids(session, workspace=home, slack_user_ids=["UMAYA", "UTOM", "UNOBODY"])

    assert {slack_id: person.name for slack_id, person in found.items()} == {
        "UMAYA": "Maya Okafor",
        "UTOM": "Tom Whitaker",
    }
    assert len(asked) == 1


def test_a_contact_named_twice_is_one_contact(session: Session, home: Workspace) -> None:
    ruth = people.add_contact(session, workspace=home, name="Ruth Calder", post="Superintendent", now=NOW)
    again = people.add_contact(session, workspace=home, name=" ruth  CALDER ", now=NOW)

    assert (again.id, again.name, again.post) == (ruth.id, "Ruth Calder", "Superintendent")
    assert [contact.name for contact in people.contacts(session, workspace=home)] == ["Ruth Calder"]


def test_a_contact_may_have_a_members_name(session: Session, home: Workspace) -> None:
    maya = people.meet(session, workspace=home, slack_user_id="U1", name="Maya Okafor", now=NOW)

    assert people.add_contact(session, workspace=home, name="Maya Okafor", now=NOW).id != maya.id


def test_office_and_post_are_what_slack_does_not_say(session: Session, home: Workspace) -> None:
    helen = people.meet(session, workspace=home, slack_user_id="U1", name="Helen Marsh", now=NOW)
    people.describe(session, workspace=home, person=helen, office="Teaching and Learning", post="Chief")
    met = people.meet(session, workspace=home, slack_user_id="U1", name="Helen Marsh", now=NOW)

    assert (met.office, met.post) == ("Teaching and Learning", "Chief")


def test_a_contact_can_be_renamed_but_not_to_anothers_name(session: Session, home: Workspace) -> None:
    ruth = people.add_contact(session, workspace=home, name="Ruth Calder", now=NOW)
    people.add_contact(session, workspace=home, name="Victor Osei", now=NOW)

    assert people.rename(session, workspace=home, person=ruth, name="Ruth A. Calder").name == "Ruth A. Calder"
    with pytest.raises(errors.Refused, match="name_taken"):
        people.rename(session, workspace=home, person=ruth, name="victor osei")
    assert [contact.name for contact in people.contacts(session, workspace=home)] == [
        "Ruth A. Calder",
        "Victor Osei",
    ]


def test_an_accounts_name_is_slacks(session: Session, home: Workspace) -> None:
    maya = people.meet(session, workspace=home, slack_user_id="U1", name="Maya Okafor", now=NOW)

    with pytest.raises(errors.Refused, match="name_is_slacks"):
        people.rename(session, workspace=home, person=maya, name="Somebody Else")


def test_another_workspaces_person_is_not_found(session: Session, home: Workspace) -> None:
    other = harbor_glen.workspace(session, "TOTHER")
    maya = people.meet(session, workspace=home, slack_user_id="U1", name="Maya Okafor", now=NOW)
    assert maya.id is not None

    assert people.by_id(session, workspace=home, person_id=maya.id) == maya
    assert people.by_id(session, workspace=other, person_id=maya.id) is None
    with pytest.raises(errors.NotFound):
        people.deactivate(session, workspace=other, person=maya, now=NOW)


async def test_a_person_met_by_many_at_once_is_one_person(database: Database) -> None:
    home = await database.write(harbor_glen.workspace)

    met = await asyncio.gather(
        *(
            database.write(people.meet, workspace=home, slack_user_id="UMAYA", name=f"Maya {count}", now=NOW)
            for count in range(12)
        )
    )

    assert len({person.id for person in met}) == 1


async def test_a_contact_named_by_many_at_once_is_one_contact(database: Database) -> None:
    home = await database.write(harbor_glen.workspace)

    named = await asyncio.gather(
        *(database.write(people.add_contact, workspace=home, name="Ruth Calder", now=NOW) for _ in range(12))
    )

    assert len({person.id for person in named}) == 1
