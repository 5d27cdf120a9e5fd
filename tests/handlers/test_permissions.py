from typing import Literal

import pytest

from handlers import permissions
from handlers.errors import UserError
from handlers.permissions import Allowed, Refusal, Standing, Verb

ME, SOMEBODY = 1, 2
PACING, TRAINING = 10, 20

# Everybody as they stand to a team; the workstream owner owns or backs up pacing.
PEOPLE = {
    "leader": Standing(person_id=ME, roles=frozenset({"team_leader"}), membership="core"),
    "coordinator": Standing(person_id=ME, roles=frozenset({"coordinator"}), membership="core"),
    "workstream owner": Standing(
        person_id=ME,
        roles=frozenset({"workstream_owner"}),
        workstream_ids=frozenset({PACING}),
        membership="core",
    ),
    "core": Standing(person_id=ME, membership="core"),
    "invited": Standing(person_id=ME, membership="invited"),
    "sponsor": Standing(person_id=ME, roles=frozenset({"sponsor"})),
    "admin": Standing(person_id=ME, is_admin=True),
    "colleague": Standing(person_id=ME),
    "guest": Standing(person_id=ME, membership="invited", is_guest=True),
    "external": Standing(person_id=ME, roles=frozenset({"team_leader"}), is_external=True),
}
Whose = Literal["", "mine", "others", "others in my workstream", "others in another workstream"]
ITEM: dict[Whose, tuple[int | None, int | None]] = {
    "": (None, None),
    "mine": (ME, None),
    "others": (SOMEBODY, None),
    "others in my workstream": (SOMEBODY, PACING),
    "others in another workstream": (SOMEBODY, TRAINING),
}
LEADS = {"leader", "coordinator", "admin"}
INSIDE = set(PEOPLE) - {"guest", "external"}

# A row for each verb, and each kind of item it can be about: who may. All others may not.
TABLE: list[tuple[Verb, Whose, set[str]]] = [
    (Verb.SET_UP, "", INSIDE),
    (Verb.SEE_TEAM, "", INSIDE),
    (Verb.CHANGE_SETTINGS, "", LEADS),
    (Verb.CHANGE_TIMETABLE, "", LEADS),
    (Verb.CHANGE_CALENDAR, "", LEADS),
    (Verb.SET_AWAY, "", LEADS),
    (Verb.CHANGE_WORKSTREAMS, "", LEADS),
    (Verb.GIVE_UPDATE, "others in my workstream", LEADS | {"workstream owner"}),
    (Verb.GIVE_UPDATE, "others in another workstream", LEADS),
    (Verb.CHANGE_OWNERS, "", LEADS),
    (Verb.ADD_PEOPLE, "", LEADS),
    (Verb.CLOSE_TEAM, "", {"leader", "admin"}),
    (Verb.ADD_ACTION, "", INSIDE - {"colleague"}),
    (Verb.SEE_ACTION, "mine", set(PEOPLE)),
    (Verb.SEE_ACTION, "others", INSIDE),
    (Verb.ANSWER_ACTION, "mine", set(PEOPLE)),
    (Verb.ANSWER_ACTION, "others", LEADS),
    (Verb.ANSWER_ACTION, "others in my workstream", LEADS | {"workstream owner"}),
    (Verb.ANSWER_ACTION, "others in another workstream", LEADS),
    (Verb.EDIT_ACTION, "mine", LEADS | {"workstream owner", "core"}),
    (Verb.EDIT_ACTION, "others", LEADS),
    (Verb.EDIT_ACTION, "others in my workstream", LEADS | {"workstream owner"}),
    (Verb.EDIT_ACTION, "others in another workstream", LEADS),
    (Verb.ADD_TOPIC, "", INSIDE),
    (Verb.SETTLE_TOPIC, "mine", set(PEOPLE)),
    (Verb.SETTLE_TOPIC, "others", INSIDE - {"colleague"}),
    (Verb.START_MEETING, "", LEADS | {"core", "workstream owner"}),
    (Verb.START_MEETING, "mine", INSIDE),
    (Verb.RUN_MEETING, "", LEADS),
    (Verb.RUN_MEETING, "mine", INSIDE),
    (Verb.WRITE_IN_MEETING, "", LEADS | {"core", "workstream owner"}),
    (Verb.WRITE_IN_MEETING, "mine", INSIDE),
]


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize(("verb", "whose", "who_may"), TABLE)
def test_the_table_says_who_may(verb: Verb, whose: Whose, who_may: set[str], person: str) -> None:
    owner_id, workstream_id = ITEM[whose]

    answer = permissions.may(PEOPLE[person], verb, owner_id=owner_id, workstream_id=workstream_id)

    assert bool(answer) == (person in who_may)


def test_every_verb_has_a_row() -> None:
    assert {verb for verb, _, _ in TABLE} == set(Verb) == set(permissions.TABLE)


@pytest.mark.parametrize(
    ("person", "verb", "said"),
    [
        (
            "core",
            Verb.CHANGE_OWNERS,
            (
                "Only the team leader, the coordinator or a workspace admin can change who holds a role or owns a "
                "workstream. Ask one of them to do it."
            ),
        ),
        (
            "coordinator",
            Verb.CLOSE_TEAM,
            "Only the team leader or a workspace admin can close the team. Ask one of them to do it.",
        ),
        (
            "colleague",
            Verb.ADD_ACTION,
            "Only a member of the team or a workspace admin can add actions. Ask the team leader to add you.",
        ),
        (
            "guest",
            Verb.ADD_ACTION,
            "Guests can see and answer what is theirs here, and cannot add actions. The team leader can do it for you.",
        ),
        (
            "external",
            Verb.SET_UP,
            (
                "People from another organisation can see and answer what is theirs here, and cannot set up a team. "
                "A full member of this workspace can do it for you."
            ),
        ),
    ],
)
def test_a_refusal_says_who_may_and_what_to_do(person: str, verb: Verb, said: str) -> None:
    assert permissions.may(PEOPLE[person], verb) == Refusal(said)


def test_what_is_not_allowed_can_be_refused_on_the_spot() -> None:
    permissions.require(PEOPLE["leader"], Verb.CLOSE_TEAM)

    with pytest.raises(UserError, match="Only the team leader or a workspace admin can close the team"):
        permissions.require(PEOPLE["core"], Verb.CLOSE_TEAM)
    assert permissions.may(PEOPLE["core"], Verb.ADD_ACTION) == Allowed()
