"""Who is asked how a workstream stands."""

from handlers.updates import rules
from storage.absences import Absence
from storage.people import Person
from tests.handlers.home.rows import MONDAY, NOW, overview, person

PRIYA, DANIEL, SAMIR = person(3, "Priya Nair"), person(4, "Daniel Reyes"), person(5, "Samir Patel")
CORE = frozenset({3, 4})


def away(who: Person, cover: Person | None = None) -> dict[int, Absence]:
    absence = Absence(
        workspace_id=1,
        person_id=who.id or 0,
        from_on=MONDAY,
        cover_id=cover.id if cover else None,
        created_at=NOW,
    )
    return {who.id or 0: absence}


def asked(
    owner: Person | None,
    backup: Person | None = None,
    gone: dict[int, Absence] | None = None,
    core: frozenset[int] = CORE,
) -> Person | None:
    people = {one.id or 0: one for one in (PRIYA, DANIEL, SAMIR)}
    found = rules.asked(overview(owner=owner, backup=backup), core=core, away=gone or {}, people=people)
    if found and found.person is not owner:
        assert found.instead_of is owner
    return found.person if found else None


def test_the_owner_is_asked_and_nobody_where_there_is_none() -> None:
    assert asked(PRIYA, DANIEL) is PRIYA
    assert asked(None, DANIEL) is None


def test_invited_members_and_guests_are_never_asked() -> None:
    assert asked(SAMIR, DANIEL) is None
    assert asked(person(6, "Ana Sousa", is_guest=True), core=frozenset({6})) is None
    assert asked(person(6, "Ana Sousa", is_external=True), core=frozenset({6})) is None


def test_who_is_away_is_covered_by_their_cover_else_by_the_backup() -> None:
    assert asked(PRIYA, None, away(PRIYA, DANIEL)) is DANIEL
    assert asked(PRIYA, DANIEL, away(PRIYA)) is DANIEL
    assert asked(PRIYA, DANIEL, away(PRIYA, SAMIR)) is DANIEL  # an invited cover gets no form
    assert asked(PRIYA, None, away(PRIYA)) is None
    assert asked(PRIYA, PRIYA, away(PRIYA)) is None
    assert asked(PRIYA, DANIEL, away(PRIYA) | away(DANIEL)) is None


def test_who_left_or_has_no_account_is_stood_in_for_by_the_backup() -> None:
    assert asked(person(3, "Priya Nair", deactivated_at=NOW), DANIEL) is DANIEL
    assert asked(person(3, "Priya Nair", slack_user_id=None), DANIEL) is DANIEL
