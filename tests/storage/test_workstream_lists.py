import pytest
from sqlmodel import Session

from storage import workstream_lists, workstreams
from tests.storage import harbor_glen
from tests.storage.counting import statements
from tests.storage.harbor_glen import D0, NOW, District


@pytest.fixture
def here(session: Session) -> District:
    found = harbor_glen.district(session)
    harbor_glen.take_up_roles(session, found)
    harbor_glen.promise(session, found)
    return found


def test_the_overview_says_who_and_how_much_in_one_statement(session: Session, here: District) -> None:
    with statements(session) as asked:
        lines = workstream_lists.overview(session, team=here.team, today=D0)

    assert [
        (
            line.workstream.name,
            line.owner and line.owner.name.split()[0],
            line.backup and line.backup.name.split()[0],
            line.open_count,
            line.overdue_count,
        )
        for line in lines
    ] == [
        ("assessment", "Priya", "Daniel", 3, 1),
        ("grading", "Samir", "Priya", 2, 1),
        ("pacing", "Renee", None, 2, 1),
        ("scheduling", "Grace", "Omar", 2, 1),
        ("coaching", "Tom", "Maya", 2, 1),
        ("planning support", "Lucia", "Joy", 2, 0),
        ("training", "Hannah", None, 2, 0),
    ]
    assert len(asked) == 1


def test_the_overview_shows_the_update_that_stands(session: Session, here: District) -> None:
    said = [
        workstreams.give_update(
            session,
            team=here.team,
            workstream=here.workstreams["coaching"],
            state="at_risk",
            line=line,
            by=here.tom,
            now=NOW,
        )
        for line in ("One coach short", "Two coaches short")
    ]

    lines = {
        line.workstream.name: line for line in workstream_lists.overview(session, team=here.team, today=D0)
    }
    assert lines["coaching"].last_update == said[-1]
    assert lines["pacing"].last_update is None


def test_a_retired_workstream_is_not_in_the_overview(session: Session, here: District) -> None:
    workstreams.retire(
        session,
        team=here.team,
        workstream=here.workstreams["pacing"],
        reason="Done",
        by=here.maya,
        now=NOW,
    )

    names = [line.workstream.name for line in workstream_lists.overview(session, team=here.team, today=D0)]
    assert "pacing" not in names


def test_a_new_teams_overview_is_empty_lines(session: Session, here: District) -> None:
    other = harbor_glen.team(session, here.workspace, dict(here.people), "COTHER")

    lines = workstream_lists.overview(session, team=other.team, today=D0)
    assert {(line.owner, line.backup, line.open_count, line.last_update) for line in lines} == {
        (None, None, 0, None)
    }
