from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session

from storage import action_lists, actions, teams
from storage.action_lists import Counts, Listed, Which
from storage.types import Page
from tests.storage import harbor_glen
from tests.storage.counting import plan, statements
from tests.storage.harbor_glen import D0, NOW, District


@pytest.fixture
def here(session: Session) -> District:
    found = harbor_glen.district(session)
    harbor_glen.take_up_roles(session, found)
    harbor_glen.promise(session, found)
    return found


def _numbers(page: Page[Listed]) -> list[int]:
    return [listed.action.number for listed in page.rows]


def test_the_district_counts_as_it_should(session: Session, here: District) -> None:
    with statements(session) as asked:
        counts = action_lists.counts(session, team=here.team, today=D0)

    assert counts == Counts(
        total=25, done=8, dropped=0, open=17, blocked=2, overdue=5, due_this_week=7, later=5
    )
    assert len(asked) == 1


def test_a_team_without_actions_counts_nothing(session: Session, here: District) -> None:
    other = harbor_glen.team(session, here.workspace, dict(here.people), "COTHER")

    assert action_lists.counts(session, team=other.team, today=D0) == Counts(0, 0, 0, 0, 0, 0, 0, 0)
    assert action_lists.counts_by_person(session, team=other.team, today=D0) == []


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        ("open", [16, 6, 10, 13, 2, 21, 9, 7, 24, 3, 15, 25, 18, 4, 19, 12, 22]),
        ("overdue", [16, 6, 10, 13, 2]),
        ("done_lately", [23, 20, 17, 14, 11, 8, 5, 1]),
        ("all", list(range(1, 26))),
    ],
)
def test_a_list_is_one_statement_in_its_order(
    session: Session, here: District, which: Which, expected: list[int]
) -> None:
    with statements(session) as asked:
        page = action_lists.of_team(session, team=here.team, today=D0, which=which, limit=50)

    assert _numbers(page) == expected
    assert page.total == len(expected)
    assert len(asked) == 1


def test_what_was_done_long_ago_is_not_done_lately(session: Session, here: District) -> None:
    day = D0 + action_lists.LATELY + timedelta(days=1)

    assert action_lists.of_team(session, team=here.team, today=day, which="done_lately").total == 0
    assert (
        action_lists.of_team(
            session, team=here.team, today=day - timedelta(days=1), which="done_lately"
        ).total
        == 8
    )


def test_each_row_brings_its_names(session: Session, here: District) -> None:
    page = action_lists.of_team(session, team=here.team, today=D0, which="all", limit=25)

    rows = {listed.action.number: listed for listed in page.rows}
    assert (rows[2].owner, rows[2].team, rows[2].workstream) == (
        here.priya,
        here.team,
        here.workstreams["assessment"],
    )
    assert (rows[23].owner, rows[23].workstream) == (here.ben, None)


def test_a_list_is_narrowed_to_a_workstream_or_a_person(session: Session, here: District) -> None:
    coaching = action_lists.of_team(
        session, team=here.team, today=D0, workstream=here.workstreams["coaching"]
    )
    assert _numbers(coaching) == [16, 15]

    hannahs = action_lists.of_team(session, team=here.team, today=D0, which="all", person=here.hannah)
    assert _numbers(hannahs) == [20, 21, 22]

    both = action_lists.of_team(
        session,
        team=here.team,
        today=D0,
        which="overdue",
        workstream=here.workstreams["scheduling"],
        person=here.omar,
    )
    assert _numbers(both) == [13]


def test_pages_join_without_gap_or_double_and_know_the_total(session: Session, here: District) -> None:
    pages = [
        action_lists.of_team(session, team=here.team, today=D0, limit=5, offset=offset)
        for offset in (0, 5, 10, 15, 20)
    ]
    whole = action_lists.of_team(session, team=here.team, today=D0, limit=50)

    assert [number for page in pages for number in _numbers(page)] == _numbers(whole)
    assert [page.total for page in pages] == [17] * 5
    assert pages[-1].rows == []


def test_what_a_person_owes_is_gathered_across_teams(session: Session, here: District) -> None:
    other = harbor_glen.team(session, here.workspace, dict(here.people), "COTHER")
    actions.add(
        session,
        team=other.team,
        text="Bring the data",
        owner=here.daniel,
        due_on=D0,
        by=here.maya,
        now=NOW,
    )
    with statements(session) as asked:
        page = action_lists.of_person(session, workspace=here.workspace, person=here.daniel, today=D0)

    assert [(listed.team.channel_id, listed.action.number) for listed in page.rows] == [
        ("COTHER", 1),
        ("CELA", 25),
    ]
    assert len(asked) == 1
    teams.close(session, team=other.team, by=here.maya, now=NOW, reason="Merged")
    page = action_lists.of_person(session, workspace=here.workspace, person=here.daniel, today=D0)
    assert [listed.team.channel_id for listed in page.rows] == ["CELA"]


def test_everyones_counts_put_the_most_overdue_first_in_one_statement(
    session: Session, here: District
) -> None:
    with statements(session) as asked:
        counts = action_lists.counts_by_person(session, team=here.team, today=D0)

    assert [(count.person.name.split()[0], count.open, count.overdue) for count in counts] == [
        ("Priya", 3, 1),
        ("Renee", 2, 1),
        ("Samir", 2, 1),
        ("Tom", 2, 1),
        ("Omar", 1, 1),
        ("Hannah", 2, 0),
        ("Ben", 1, 0),
        ("Daniel", 1, 0),
        ("Grace", 1, 0),
        ("Joy", 1, 0),
        ("Lucia", 1, 0),
    ]
    assert len(asked) == 1


def test_what_a_leaver_holds_is_two_statements(session: Session, here: District) -> None:
    with statements(session) as asked:
        items = action_lists.open_items(session, team=here.team, person=here.hannah)

    assert [listed.action.number for listed in items.actions] == [21, 22]
    assert [holder.workstream for holder in items.roles] == [here.workstreams["training"]]
    assert len(asked) == 2


HOT: dict[str, Callable[[Session, District], object]] = {
    "of_team": lambda session, here: action_lists.of_team(session, team=here.team, today=D0),
    "overdue": lambda session, here: action_lists.of_team(session, team=here.team, today=D0, which="overdue"),
    "done_lately": lambda session, here: action_lists.of_team(
        session, team=here.team, today=D0, which="done_lately"
    ),
    "of_person": lambda session, here: action_lists.of_person(
        session, workspace=here.workspace, person=here.priya, today=D0
    ),
    "by_workstream": lambda session, here: action_lists.of_team(
        session, team=here.team, today=D0, workstream=here.workstreams["pacing"]
    ),
    "counts": lambda session, here: action_lists.counts(session, team=here.team, today=D0),
}


@pytest.mark.parametrize("name", HOT)
def test_the_hot_lists_find_their_actions_by_an_index(session: Session, here: District, name: str) -> None:
    with statements(session) as asked:
        HOT[name](session, here)

    [only] = asked
    found = plan(session, only)
    assert "ix_action_" in found or "uq_action_" in found
    assert "Seq Scan on action" not in found
    assert "SCAN action" not in found
