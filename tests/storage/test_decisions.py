"""What was decided, under the team's number."""

from typing import Any

import pytest
from sqlmodel import Session

from storage import decisions, errors, teams, topics
from storage.decisions import Decision
from tests.storage import harbor_glen, meeting_up
from tests.storage.harbor_glen import NOW, District
from tests.storage.undoing import undo_last


@pytest.fixture
def here(session: Session) -> District:
    return meeting_up.weekly(session)


def record(session: Session, here: District, choice: str = "No grades from Unit 1", **facts: Any) -> Decision:
    usual: dict[str, Any] = {"by": here.maya, "now": NOW}
    return decisions.record(session, team=here.team, choice=choice, **(usual | facts))


def test_decisions_are_numbered_apart_from_actions(session: Session, here: District) -> None:
    harbor_glen.promise(session, here)

    assert [record(session, here).number for _ in range(3)] == [1, 2, 3]
    assert decisions.get(session, team=here.team, number=2).choice == "No grades from Unit 1"
    assert teams.next_number(session, team=here.team, kind="action") == 26


def test_a_decision_says_why_who_approved_it_and_where_it_was_taken(session: Session, here: District) -> None:
    meeting = meeting_up.running(session, here)
    topic = topics.add(session, team=here.team, text="Grades", by=here.tom, now=NOW)
    taken = record(
        session, here, why="They measure nothing yet", approver=here.helen, meeting=meeting, topic=topic
    )

    assert (taken.why, taken.approver_id) == ("They measure nothing yet", here.helen.id)
    assert (taken.meeting_id, taken.topic_id, taken.recorded_by) == (meeting.id, topic.id, here.maya.id)
    assert decisions.of_meeting(session, team=here.team, meeting=meeting) == [taken]


def test_a_decision_recorded_by_mistake_keeps_its_number(session: Session, here: District) -> None:
    meeting = meeting_up.running(session, here)
    wrong = record(session, here, meeting=meeting)
    facts: dict[str, Any] = {"team": here.team, "number": wrong.number, "by": here.maya, "now": NOW}
    decisions.withdraw(session, **facts)
    decisions.withdraw(session, **facts)
    right = record(session, here, meeting=meeting)

    assert (wrong.withdrawn_at, wrong.version, right.number) == (NOW, 2, 2)
    assert decisions.of_meeting(session, team=here.team, meeting=meeting) == [right]
    undo_last(session, here, "decision", wrong)
    assert decisions.of_meeting(session, team=here.team, meeting=meeting) == [wrong, right]


def test_recording_a_decision_is_undone_by_withdrawing_it(session: Session, here: District) -> None:
    taken = record(session, here)
    undo_last(session, here, "decision", taken)
    assert taken.withdrawn_at == NOW


def test_a_closed_team_decides_nothing(session: Session, here: District) -> None:
    teams.close(session, team=here.team, by=here.maya, now=NOW, reason="Done")
    with pytest.raises(errors.Refused, match="team_closed"):
        record(session, here)


def test_what_belongs_to_another_team_is_not_found(session: Session, here: District) -> None:
    taken, meeting = record(session, here), meeting_up.running(session, here)
    topic = topics.add(session, team=here.team, text="Grades", by=here.tom, now=NOW)
    other = harbor_glen.team(session, here.workspace, dict(here.people), "COTHER")

    with pytest.raises(errors.NotFound):
        decisions.get(session, team=other.team, number=taken.number)
    with pytest.raises(errors.NotFound):
        decisions.withdraw(session, team=other.team, number=taken.number, by=here.maya, now=NOW)
    with pytest.raises(errors.NotFound):
        record(session, other, meeting=meeting)
    with pytest.raises(errors.NotFound):
        record(session, other, topic=topic)
