"""Who does what in a meeting, and who was there."""

from typing import Any

import pytest
from sqlmodel import Session

from storage import audit, errors, meeting_people, people
from storage.meeting_rows import Meeting, MeetingRole
from tests.storage import harbor_glen, meeting_up
from tests.storage.counting import statements
from tests.storage.harbor_glen import NOW, District
from tests.storage.meeting_up import step
from tests.storage.undoing import undo_last


@pytest.fixture
def here(session: Session) -> District:
    return meeting_up.weekly(session)


@pytest.fixture
def meeting(session: Session, here: District) -> Meeting:
    return meeting_up.running(session, here)


def give(
    session: Session, here: District, meeting: Meeting, role: str, name: str, **facts: Any
) -> MeetingRole:
    known: dict[str, Any] = {"team": here.team, "meeting": meeting, "role": role, "now": NOW}
    return meeting_people.set_role(session, person=here.people[name], **known, **facts)


def roles(session: Session, here: District, meeting: Meeting) -> list[tuple[str, str, str | None]]:
    found = meeting_people.roles_of(session, team=here.team, meeting=meeting)
    return [
        (one.role.role, one.person.name.split()[0], one.backup.name.split()[0] if one.backup else None)
        for one in found
    ]


def say(session: Session, here: District, meeting: Meeting, name: str, **facts: Any) -> None:
    known: dict[str, Any] = {"team": here.team, "meeting": meeting, "by": here.maya, "now": NOW}
    meeting_people.attend(session, person=here.people[name], **(known | {"is_present": True} | facts))


def there(session: Session, here: District, meeting: Meeting) -> list[tuple[str, bool, bool | None]]:
    found = meeting_people.attendance(session, team=here.team, meeting=meeting)
    return [
        (one.person.name.split()[0], one.is_core, one.attendance.is_present if one.attendance else None)
        for one in found
    ]


def test_roles_are_told_in_their_order_with_their_backups_in_one_statement(
    session: Session, here: District, meeting: Meeting
) -> None:
    give(session, here, meeting, "timekeeper", "Lucia")
    give(session, here, meeting, "facilitator", "Tom", backup=here.priya)
    give(session, here, meeting, "note_taker", "Daniel", by=here.maya)

    with statements(session) as asked:
        found = roles(session, here, meeting)
    assert found == [
        ("facilitator", "Tom", "Priya"),
        ("note_taker", "Daniel", None),
        ("timekeeper", "Lucia", None),
    ]
    assert len(asked) == 1


def test_a_role_changes_hands_and_goes_back(session: Session, here: District, meeting: Meeting) -> None:
    first = give(session, here, meeting, "facilitator", "Tom", backup=here.priya)
    again = give(session, here, meeting, "facilitator", "Lucia", by=here.maya)
    assert (again.id, roles(session, here, meeting)) == (first.id, [("facilitator", "Lucia", None)])

    undo_last(session, here, "meeting_role", again)
    assert roles(session, here, meeting) == [("facilitator", "Tom", "Priya")]


def test_the_same_role_again_is_no_step(session: Session, here: District, meeting: Meeting) -> None:
    for _ in range(3):
        role = give(session, here, meeting, "facilitator", "Tom")
    session.flush()
    steps = audit.history(session, team=here.team, item_kind="meeting_role", item_id=role.id)
    assert [(step.verb, step.by_person_id) for step in steps] == [("set_role", None)]


def test_a_meeting_that_is_closed_gives_no_roles(session: Session, here: District, meeting: Meeting) -> None:
    step(session, here, "close", meeting)
    with pytest.raises(errors.Refused, match="meeting_state"):
        give(session, here, meeting, "facilitator", "Tom")


def test_whose_turn_it_was_is_read_of_the_meetings_that_were_held(session: Session, here: District) -> None:
    names, now = ["Tom", "Lucia", "Priya"], NOW
    for name in names:
        one = meeting_up.planned(session, here, now)
        give(session, here, one, "note_taker", "Daniel")
        give(session, here, one, "facilitator", name)
        now = meeting_up.held(session, here, now).ends_at
    give(session, here, meeting_up.planned(session, here, now), "facilitator", "Maya")

    def turns(limit: int) -> list[tuple[str, int]]:
        found = meeting_people.role_history(session, team=here.team, limit=limit)
        return [(role.role, role.person_id) for _, role in found]

    with statements(session) as asked:
        found = turns(2)
    assert len(asked) == 1
    assert found == [
        ("facilitator", here.priya.id),
        ("note_taker", here.daniel.id),
        ("facilitator", here.lucia.id),
        ("note_taker", here.daniel.id),
    ]
    assert len(turns(10)) == 6


def test_everyone_of_the_core_is_asked_for_and_guests_are_told_after_them(
    session: Session, here: District, meeting: Meeting
) -> None:
    say(session, here, meeting, "Tom")
    say(session, here, meeting, "Priya", is_present=False)
    say(session, here, meeting, "Omar")

    with statements(session) as asked:
        found = there(session, here, meeting)
    assert found == [
        ("Daniel", True, None),
        ("Lucia", True, None),
        ("Maya", True, None),
        ("Priya", True, False),
        ("Tom", True, True),
        ("Omar", False, True),
    ]
    assert len(asked) == 1


def test_what_was_said_last_of_somebody_counts(session: Session, here: District, meeting: Meeting) -> None:
    say(session, here, meeting, "Tom", is_present=False)
    say(session, here, meeting, "Tom", by=here.tom)
    say(session, here, meeting, "Tom", by=here.daniel)

    (tom,) = (
        one for one in meeting_people.attendance(session, team=here.team, meeting=meeting) if one.attendance
    )
    assert tom.attendance
    assert (tom.attendance.is_present, tom.attendance.by_id) == (True, here.tom.id)


def test_whose_account_is_no_more_is_told_only_where_they_were_there(
    session: Session, here: District, meeting: Meeting
) -> None:
    say(session, here, meeting, "Tom")
    for person in (here.tom, here.lucia):
        people.deactivate(session, workspace=here.workspace, person=person, now=NOW)

    names = [name for name, *_ in there(session, here, meeting)]
    assert names == ["Daniel", "Maya", "Priya", "Tom"]


def test_who_was_there_is_said_while_the_meeting_runs(
    session: Session, here: District, meeting: Meeting
) -> None:
    step(session, here, "close", meeting)
    with pytest.raises(errors.Refused, match="meeting_state"):
        say(session, here, meeting, "Tom")


def test_another_teams_meeting_names_nobody(session: Session, here: District, meeting: Meeting) -> None:
    give(session, here, meeting, "facilitator", "Tom")
    say(session, here, meeting, "Omar")
    other = harbor_glen.team(session, here.workspace, dict(here.people), "COTHER")

    assert roles(session, other, meeting) == []
    assert meeting_people.role_history(session, team=other.team, limit=5) == []
    with pytest.raises(errors.NotFound):
        give(session, other, meeting, "facilitator", "Tom")
    with pytest.raises(errors.NotFound):
        say(session, other, meeting, "Tom")
