"""What is shown of a team's people: all of it fits, and nothing that people wrote comes alive."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from hypothesis import given, settings
from slack_sdk.models.views import View

from handlers import appointing
from handlers.answer import Message
from handlers.people import forms, rules, views
from handlers.people.rules import Entry, Joining, Named
from storage.action_lists import OpenItems
from storage.assignments import Role, RoleAssignment
from storage.members import Membership
from storage.people import Person
from storage.roles import Holder
from storage.workstreams import Workstream
from tests.handlers.home.rows import (
    HOSTILE,
    MAYA,
    MONDAY,
    TEAM,
    TOM,
    labels,
    listed,
    person,
    problems,
    team,
    workstream,
)

DANIEL, BEN = person(3, "Daniel Reyes"), person(5, "Ben Adler")
HELEN = person(4, "Helen Marsh", slack_user_id=None, post="Chief of Teaching", office="Teaching and Learning")


def holder(role: Role, who: Person, strand: Workstream | None = None, **more: Any) -> Holder:
    given = {"from_on": MONDAY, "workstream_id": strand and strand.id, **more}
    assignment = RoleAssignment(id=who.id, team_id=1, person_id=who.id or 0, role=role, **given)
    return Holder(assignment, who, strand)


def entries(*holders: Holder, invited: Sequence[Person] = (), **more: Any) -> list[Entry]:
    core = {one.person.id: one.person for one in holders if one.assignment.role != "sponsor"}.values()
    members = [
        (Membership(team_id=1, person_id=who.id or 0, kind="core", from_on=MONDAY), who) for who in core
    ]
    members += [
        (Membership(team_id=1, person_id=who.id or 0, kind="invited", from_on=MONDAY, **more), who)
        for who in invited
    ]
    return rules.roster(members, holders)


def everything(words: str) -> Iterator[Message | View]:
    """Every message and form of this feature, with these words wherever people may write."""
    of = team(name=words)
    who = person(1, words, slack_user_id=None, post=words, office=words)
    strand = workstream(1, words)
    held = [
        holder("team_leader", who, office=words),
        holder("workstream_owner", who, strand),
        holder("sponsor", who, office=words, appointed_by=words, appointed_on=MONDAY),
    ]
    found = entries(*held, invited=[person(n, words) for n in range(2, 30)], purpose=words, until_on=MONDAY)
    joining = Joining("invited", words, MONDAY, 0.5)
    items = OpenItems([listed(n, text=words, owner=who, team=of) for n in range(1, 30)], held)
    for mends in (True, False):
        yield views.roster(of, found, "0", today=MONDAY, mends=mends)
        yield views.roles(of, held, mends=mends)
    yield views.history(of, held * 9, "1", MONDAY)
    yield views.done(of, "Saved.", [1, 2])
    yield views.added(of, joining, by=who, today=MONDAY)
    yield views.taken_off(of, by=who, why=words)
    yield views.left(of, who, items, [1])
    yield views.leads(of, who)
    yield appointing.gained(of, "workstream_owner", strand, by=who, why=words)
    yield appointing.lost(of, "backup", strand, to=who, by=who)
    yield appointing.over(of, "sponsor", None, by=who)
    yield forms.add(of, Named(("U1", "U2"), words))
    yield forms.contact(of)
    yield forms.sponsor(of, MONDAY)
    yield forms.lead(of, who)
    yield forms.coordinator(of, who)
    yield forms.coordinator(of, None)
    yield forms.change(of, found[0])
    yield forms.change(of, found[-1])
    yield forms.leaving(of, who, items)


@settings(max_examples=30, deadline=None)
@given(HOSTILE)
def test_whatever_people_write_is_shown_as_written_and_fits(words: str) -> None:
    for shown in everything(words):
        assert problems(shown) == []


def test_the_roster_shows_role_then_name_and_how_they_belong() -> None:
    pacing = workstream(1, "pacing")
    found = entries(
        holder("team_leader", MAYA),
        holder("backup", MAYA, pacing),
        holder(
            "sponsor", HELEN, office="Teaching and Learning", appointed_by="Ruth Calder", appointed_on=MONDAY
        ),
        invited=[BEN],
        purpose="family messages",
        until_on=date(2026, 11, 27),
        fte=0.2,
    )
    shown = views.roster(TEAM, found, "", today=MONDAY, mends=True)

    assert "*Team leader and backup of pacing*: <@U0002>\ncore · no agreed time yet" in shown.text
    assert (
        "*Sponsor for Teaching and Learning*: Helen Marsh\nappointed by Ruth Calder on Mon 16 Nov · "
        "Chief of Teaching · Teaching and Learning · without a Slack account"
    ) in shown.text
    assert (
        "*Invited for a purpose*: <@U0005>\ninvited for family messages · until Fri 27 Nov · 0.2 of a week"
        in shown.text
    )
    assert "The core team has 1 member. Three to five carry a change best." in shown.text
    assert labels(shown)[:3] == ["Change", "Change", "Change"]


def test_who_may_not_change_it_sees_no_such_buttons() -> None:
    shown = views.roster(TEAM, entries(holder("team_leader", MAYA)), "", today=MONDAY, mends=False)

    assert labels(shown) == ["Who held what"]
    assert labels(views.roles(TEAM, [], mends=False)) == ["Who held what"]


def test_a_long_roster_has_pages() -> None:
    found = entries(holder("team_leader", MAYA), invited=[person(n, f"Guest {n}") for n in range(10, 25)])

    assert "Next" in labels(views.roster(TEAM, found, "", today=MONDAY, mends=False))
    assert "Previous" in labels(views.roster(TEAM, found, "1", today=MONDAY, mends=False))


def test_history_says_from_when_to_when() -> None:
    before = holder("coordinator", TOM, from_on=date(2026, 6, 1), to_on=MONDAY)
    shown = views.history(TEAM, [holder("coordinator", DANIEL), before], "", MONDAY)

    assert (
        "Coordinator: <@U0003>, since Mon 16 Nov\nCoordinator: <@U0001>, Mon 1 Jun to Mon 16 Nov"
        in shown.text
    )
    assert "Nobody has held a role yet." in views.history(TEAM, [], "", MONDAY).text


def test_what_is_still_theirs_comes_with_the_next_step() -> None:
    items = OpenItems(
        [listed(n, text=f"Action {n}") for n in range(1, 11)], [holder("workstream_owner", TOM, workstream())]
    )
    shown = views.left(TEAM, TOM, items, [7])

    assert "They hold: owner of *coaching*. This ends with their leaving." in shown.text
    assert "10 open actions stay theirs until handed over" in shown.text
    assert "`A-1` Action 1" in shown.text
    assert "and 2 more" in shown.text
    assert labels(shown) == ["Name the owners", "Undo"]
    assert views.still_theirs(OpenItems([], [])) == "They own nothing open here."
