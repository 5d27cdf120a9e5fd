"""Who is on a team as what, and what may be typed about it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.errors import UserError
from handlers.people import rules
from handlers.people.rules import Entry, Held, Joining, Named, Wanted
from storage.assignments import Role, RoleAssignment
from storage.members import Kind, Membership
from storage.people import Person
from storage.roles import Holder
from tests.handlers.home.rows import HOSTILE, MAYA, MONDAY, TOM, person

DANIEL, HELEN, BEN = person(3, "Daniel Reyes"), person(4, "Helen Marsh"), person(5, "Ben Adler")


def member(who: Person, kind: Kind = "core") -> tuple[Membership, Person]:
    return Membership(team_id=1, person_id=who.id or 0, kind=kind, from_on=MONDAY), who


def holder(role: Role, who: Person, id_: int = 1) -> Holder:
    return Holder(
        RoleAssignment(id=id_, team_id=1, person_id=who.id or 0, role=role, from_on=MONDAY), who, None
    )


def test_the_roster_names_everyone_once_the_leader_first() -> None:
    members = [member(BEN, "invited"), member(TOM), member(DANIEL), member(MAYA)]
    holders = [
        holder("sponsor", HELEN),
        holder("coordinator", DANIEL),
        holder("sponsor", MAYA),
        holder("team_leader", MAYA),
    ]

    found = rules.roster(members, holders)

    assert [one.person.name for one in found] == [
        "Maya Okafor",
        "Daniel Reyes",
        "Tom Whitaker",
        "Ben Adler",
        "Helen Marsh",
    ]
    assert [held.assignment.role for held in found[0].held] == ["team_leader", "sponsor"]
    assert found[-1].membership is None


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("", Wanted(None, None)),
        ("leader", Wanted("team_leader", None)),
        ("Team  Leader <@U0002|maya>", Wanted("team_leader", "U0002")),
        ("coordinator <@U0003>", Wanted("coordinator", "U0003")),
        ("SPONSOR <@W0004|helen> please", Wanted("sponsor", "W0004")),
    ],
)
def test_a_role_is_read_with_whom_it_is_for(typed: str, wanted: Wanted) -> None:
    assert rules.read_role(typed) == wanted


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("cordinator", "Did you mean “coordinator”?"),
        ("qqq", "There are leader, coordinator and sponsor"),
        ("coordinator @daniel", "I do not know anybody called “@daniel”"),
        ("owner <@U0002|maya>", "`/steward workstream`"),
    ],
)
def test_a_role_that_is_not_known_is_answered_with_those_there_are(typed: str, said: str) -> None:
    with pytest.raises(UserError) as mistake:
        rules.read_role(typed)

    assert said in mistake.value.text


@given(HOSTILE)
def test_whatever_is_typed_for_a_role_is_answered_briefly(typed: str) -> None:
    with pytest.raises(UserError) as mistake:
        rules.read_role(f"qqq {typed}")

    assert len(mistake.value.text) < 400


@pytest.mark.parametrize(
    ("typed", "share"),
    [
        ("", None),
        (None, None),
        ("0.5", 0.5),
        (".5", 0.5),
        ("0,5", 0.5),
        ("50%", 0.5),
        ("50 %", 0.5),
        ("1", 1.0),
    ],
)
def test_agreed_time_is_a_share_of_a_week(typed: str | None, share: float | None) -> None:
    assert rules.read_fte(typed) == share


@pytest.mark.parametrize("typed", ["half", "0", "-1", "1.5", "120%", "nan", "inf", "%"])
def test_what_is_no_share_is_said_at_its_field(typed: str) -> None:
    with pytest.raises(UserError) as mistake:
        rules.read_fte(typed)

    assert mistake.value.field == rules.FTE


@given(st.floats(0.001, 1))
def test_a_share_is_read_back_as_it_is_shown(share: float) -> None:
    kept = rules.read_fte(f"{share:.3f}")

    assert kept is not None
    assert rules.read_fte(f"{kept:g}") == kept


def test_how_somebody_belongs_is_read_from_the_form() -> None:
    values = {
        rules.KIND: "invited",
        rules.PURPOSE: " Report cards ",
        rules.UNTIL: "2026-11-27",
        rules.FTE: "20%",
    }

    assert rules.read_joining(values, MONDAY) == Joining("invited", "Report cards", date(2026, 11, 27), 0.2)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({rules.UNTIL: "2026-11-15"}, rules.UNTIL),
        ({rules.UNTIL: "soon"}, rules.UNTIL),
        ({rules.PURPOSE: "x" * 201}, rules.PURPOSE),
        ({rules.FTE: "lots"}, rules.FTE),
    ],
)
def test_what_cannot_be_is_said_at_its_field(values: dict[str, Any], field: str) -> None:
    with pytest.raises(UserError) as mistake:
        rules.read_joining(values, MONDAY)

    assert mistake.value.field == field


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "choose a person here"),
        ({rules.PERSON: "U1", rules.CONTACT: "Ruth Calder"}, "not both"),
    ],
)
def test_a_sponsor_is_chosen_or_named_and_not_both(values: dict[str, str], said: str) -> None:
    with pytest.raises(UserError, match=said):
        rules.chosen_or_named(values)


def test_only_roles_whose_tick_was_taken_away_end() -> None:
    held = tuple(Held(holder("sponsor", HELEN, id_).assignment, None) for id_ in (7, 8, 9))
    entry = Entry(HELEN, None, held)

    ended = rules.ended(entry, offered=[7, 8], kept=["8"])

    assert [one.assignment.id for one in ended] == [7]
    assert rules.ended(entry, offered=None, kept=None) == []


def test_the_lead_is_handed_over_and_never_ended() -> None:
    entry = rules.roster([member(MAYA)], [holder("team_leader", MAYA)])[0]

    assert rules.endable(entry) == []


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("", None),
        ("2", None),
        ("added", None),
        ("add", Named((), "")),
        ("Add <@U1|ruth>, <@U2> and <@U1>", Named(("U1", "U2"), "")),
        ("add @ruth", Named((), "@ruth")),
        ("add <@U1|ruth> and @andy", Named(("U1",), "@andy")),
        ("add <@U1|ruth> for report cards", Named(("U1",), "for report cards")),
    ],
)
def test_who_is_added_is_read_and_nothing_typed_is_lost(typed: str, named: Named | None) -> None:
    assert rules.read_named(typed) == named
