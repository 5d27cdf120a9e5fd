"""What can be done to a meeting in which state, one step at a time."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from storage import audit, errors, meeting_steps, meetings, teams
from storage.meeting_rows import Meeting
from tests.storage import harbor_glen, meeting_up
from tests.storage.harbor_glen import NOW, District
from tests.storage.meeting_up import at, due, step, told
from tests.storage.undoing import last, undo_last

LATE = timedelta(minutes=5)


@pytest.fixture
def here(session: Session) -> District:
    return meeting_up.weekly(session)


@pytest.fixture
def meeting(session: Session, here: District) -> Meeting:
    """The one of 17 November, planned."""
    return meeting_up.planned(session, here)


def bring(session: Session, here: District, meeting: Meeting, state: str) -> Meeting:
    """The meeting in that state."""
    if state == "skipped":
        step(session, here, "skip", meeting)
    if state in ("running", "closed"):
        step(session, here, "start", meeting)
    if state == "closed":
        step(session, here, "close", meeting)
    assert meeting.state == state
    return meeting


@pytest.mark.parametrize(
    ("state", "verb", "becomes"),
    [
        ("planned", "skip", "skipped"),
        ("planned", "unskip", "planned"),
        ("planned", "move", "planned"),
        ("planned", "start", "running"),
        ("planned", "close", None),
        ("planned", "go_to", None),
        ("skipped", "skip", "skipped"),
        ("skipped", "unskip", "planned"),
        ("skipped", "move", "planned"),
        ("skipped", "start", None),
        ("skipped", "close", None),
        ("skipped", "go_to", None),
        ("running", "skip", None),
        ("running", "unskip", None),
        ("running", "move", None),
        ("running", "start", "running"),
        ("running", "close", "closed"),
        ("running", "go_to", "running"),
        ("closed", "skip", None),
        ("closed", "unskip", None),
        ("closed", "move", None),
        ("closed", "start", None),
        ("closed", "close", "closed"),
        ("closed", "go_to", None),
    ],
)
def test_each_state_has_its_steps(
    session: Session, here: District, meeting: Meeting, state: str, verb: str, becomes: str | None
) -> None:
    bring(session, here, meeting, state)
    before = meeting.model_dump()
    if becomes is None:
        with pytest.raises(errors.Refused) as refused:
            step(session, here, verb, meeting)
        assert refused.value.reason == ("never_started" if verb == "close" else "meeting_state")
        assert refused.value.facts["from_state"] == state
        assert meeting.model_dump() == before
    else:
        assert step(session, here, verb, meeting).state == becomes


@pytest.mark.parametrize(("state", "verb"), [("skipped", "skip"), ("running", "start"), ("closed", "close")])
def test_a_step_said_twice_is_taken_once(
    session: Session, here: District, meeting: Meeting, state: str, verb: str
) -> None:
    bring(session, here, meeting, state)
    version, steps = meeting.version, history(session, here, meeting)

    step(session, here, verb, meeting, now=NOW + LATE)
    assert (meeting.version, history(session, here, meeting)) == (version, steps)


def test_a_meeting_says_who_started_and_closed_it_and_when(
    session: Session, here: District, meeting: Meeting
) -> None:
    step(session, here, "start", meeting, by=here.tom, now=meeting.starts_at)
    step(session, here, "close", meeting, by=None, now=meeting.ends_at, snapshot={"present": ["Tom"]})

    assert (meeting.started_at, meeting.started_by) == (meeting.starts_at, here.tom.id)
    assert (meeting.closed_at, meeting.closed_by) == (meeting.ends_at, None)
    assert meeting.minutes_taken == {"present": ["Tom"]}
    assert meetings.latest(session, team=here.team) is meeting


def test_minutes_that_were_taken_stay(session: Session, here: District, meeting: Meeting) -> None:
    bring(session, here, meeting, "running")
    step(session, here, "close", meeting, snapshot={"present": ["Tom"]})
    step(session, here, "close", meeting, snapshot={"present": []})
    assert meeting.minutes_taken == {"present": ["Tom"]}


def test_who_starts_a_meeting_that_runs_already_hears_who_did_and_when(
    session: Session, here: District, meeting: Meeting
) -> None:
    step(session, here, "start", meeting, by=here.tom)
    with pytest.raises(errors.Refused) as refused:
        step(session, here, "start", meeting, by=here.priya, now=NOW + LATE)

    assert refused.value.reason == "already_running"
    assert refused.value.facts == {"meeting_id": meeting.id, "by_person_id": here.tom.id, "at": NOW}


def test_a_team_runs_one_meeting_at_a_time(session: Session, here: District, meeting: Meeting) -> None:
    step(session, here, "start", meeting)
    following = meeting_up.planned(session, here)
    with pytest.raises(errors.Refused) as refused:
        step(session, here, "start", following)

    assert (refused.value.reason, refused.value.facts["meeting_id"]) == ("already_running", meeting.id)


def test_a_meeting_that_was_started_early_is_no_longer_prepared(
    session: Session, here: District, meeting: Meeting
) -> None:
    step(session, here, "start", meeting)
    assert due(session, meeting) == {"meeting_end": "17 Nov 16:45"}

    step(session, here, "close", meeting)
    assert due(session, meeting) == {}


def test_a_moved_meeting_keeps_when_it_would_have_been(
    session: Session, here: District, meeting: Meeting
) -> None:
    step(session, here, "move", meeting, to=at("18 Nov 09:00"))
    step(session, here, "move", meeting, to=at("19 Nov 09:00"), reason="Tom is ill", by=here.daniel)

    assert (told(meeting.starts_at), meeting.moved_from) == ("19 Nov 09:00", at("17 Nov 15:30"))
    assert (meeting.reason, meeting.reason_by) == ("Tom is ill", here.daniel.id)


def test_moving_it_to_where_it_is_changes_nothing(session: Session, here: District, meeting: Meeting) -> None:
    step(session, here, "move", meeting, to=meeting.starts_at)
    assert (meeting.version, meeting.moved_from, meeting.reason_by) == (1, None, None)


def test_nothing_moves_into_the_past(session: Session, here: District, meeting: Meeting) -> None:
    with pytest.raises(errors.Refused) as refused:
        step(session, here, "move", meeting, to=NOW)
    assert refused.value.reason == "in_the_past"


def test_a_meeting_whose_time_is_over_takes_place_no_more(
    session: Session, here: District, meeting: Meeting
) -> None:
    step(session, here, "skip", meeting)
    with pytest.raises(errors.Refused) as refused:
        step(session, here, "unskip", meeting, now=meeting.ends_at)
    assert refused.value.reason == "in_the_past"


@pytest.mark.parametrize("verb", ["skip", "unskip", "move", "start"])
def test_in_a_closed_team_nothing_begins(
    session: Session, here: District, meeting: Meeting, verb: str
) -> None:
    teams.close(session, team=here.team, by=here.maya, now=NOW, reason="Done")
    with pytest.raises(errors.Refused) as refused:
        step(session, here, verb, meeting)
    assert refused.value.reason == "team_closed"


def test_a_meeting_that_runs_in_a_team_that_was_closed_can_be_closed(
    session: Session, here: District, meeting: Meeting
) -> None:
    step(session, here, "start", meeting)
    teams.close(session, team=here.team, by=here.maya, now=NOW, reason="Done")
    assert step(session, here, "close", meeting).state == "closed"


def test_the_agenda_is_posted_once(session: Session, here: District, meeting: Meeting) -> None:
    posted: dict[str, Any] = {"team": here.team, "meeting": meeting}
    meeting_steps.agenda_posted(session, now=NOW, **posted)
    meeting_steps.agenda_posted(session, now=NOW + LATE, **posted)

    assert meeting.agenda_posted_at == NOW
    assert "agenda" not in due(session, meeting)


def test_the_last_to_say_where_the_meeting_is_has_it(
    session: Session, here: District, meeting: Meeting
) -> None:
    step(session, here, "start", meeting)
    steps = history(session, here, meeting)
    for current in ("section:actions", "topic:12", None, "section:close"):
        assert step(session, here, "go_to", meeting, current=current).current == current
    assert history(session, here, meeting) == steps


@pytest.mark.parametrize("verb", ["skip", "move", "start"])
def test_a_step_is_undone_with_all_that_was_due(
    session: Session, here: District, meeting: Meeting, verb: str
) -> None:
    before, prepared = meeting.model_dump(exclude={"version"}), due(session, meeting)
    step(session, here, verb, meeting)
    entry = last(session, here, "meeting", meeting)
    assert entry.by_person_id == here.maya.id
    undo_last(session, here, "meeting", meeting)

    assert meeting.model_dump(exclude={"version"}) == before
    assert due(session, meeting) == prepared
    undo_last(session, here, "meeting", meeting)
    assert meeting.model_dump(exclude={"version"}) != before


def test_closing_is_for_good(session: Session, here: District, meeting: Meeting) -> None:
    bring(session, here, meeting, "closed")
    with pytest.raises(errors.Refused, match="cannot_be_undone"):
        undo_last(session, here, "meeting", meeting)


@pytest.mark.parametrize("verb", ["skip", "unskip", "move", "start", "close", "go_to", "hold"])
def test_another_teams_meeting_is_not_found(
    session: Session, here: District, meeting: Meeting, verb: str
) -> None:
    other = harbor_glen.team(session, here.workspace, dict(here.people), "COTHER")
    with pytest.raises(errors.NotFound):
        step(session, other, verb, meeting)


def test_a_team_that_is_gone_is_not_found(session: Session, here: District, meeting: Meeting) -> None:
    gone = here.team.model_copy(update={"id": 999})
    facts: dict[str, Any] = {"team": gone, "meeting": meeting}
    with pytest.raises(errors.NotFound):
        meeting_steps.hold(session, **facts)


def history(session: Session, here: District, meeting: Meeting) -> int:
    session.flush()
    return len(audit.history(session, team=here.team, item_kind="meeting", item_id=meeting.id))
