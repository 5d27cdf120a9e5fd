"""Which meeting is next, which runs, which was held, which was on that day."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from storage import errors, meetings
from tests.storage import harbor_glen, meeting_up
from tests.storage.harbor_glen import NOW, District
from tests.storage.meeting_up import at, step


@pytest.fixture
def here(session: Session) -> District:
    return meeting_up.weekly(session)


def test_a_new_team_has_none(session: Session, here: District) -> None:
    assert meetings.upcoming(session, team=here.team, now=NOW) is None
    assert meetings.running(session, team=here.team) is None
    assert meetings.latest(session, team=here.team) is None


def test_the_next_one_is_next_until_it_is_over(session: Session, here: District) -> None:
    meeting = meeting_up.planned(session, here)
    nearly = meeting.ends_at - timedelta(minutes=1)

    assert meetings.upcoming(session, team=here.team, now=nearly) is meeting
    assert meetings.upcoming(session, team=here.team, now=meeting.ends_at) is None


def test_of_two_that_are_planned_the_earlier_is_next(session: Session, here: District) -> None:
    first = meeting_up.planned(session, here)
    meeting_up.plan(session, here, first.starts_at)
    second = meetings.on(session, team=here.team, day=date(2026, 11, 24))
    assert second is not None
    step(session, here, "move", second, to=at("18 Nov 09:00"), now=first.starts_at)

    assert meetings.upcoming(session, team=here.team, now=NOW) is first
    assert meetings.upcoming(session, team=here.team, now=first.ends_at) is second


def test_one_runs_and_is_then_the_latest(session: Session, here: District) -> None:
    meeting = meeting_up.running(session, here)
    assert meetings.running(session, team=here.team) is meeting

    step(session, here, "close", meeting, now=meeting.ends_at)
    assert meetings.running(session, team=here.team) is None
    second = meeting_up.held(session, here, meeting.ends_at)
    assert meetings.latest(session, team=here.team) is second
    assert meetings.held(session, team=here.team, limit=5) == [second, meeting]
    assert meetings.held(session, team=here.team, limit=1) == [second]


def test_a_day_has_the_meeting_that_takes_place_on_it_or_the_one_that_left_it(
    session: Session, here: District
) -> None:
    meeting = meeting_up.planned(session, here)
    assert meetings.on(session, team=here.team, day=date(2026, 11, 17)) is meeting

    step(session, here, "move", meeting, to=at("18 Nov 23:30"))
    assert meetings.on(session, team=here.team, day=date(2026, 11, 17)) is meeting
    assert meetings.on(session, team=here.team, day=date(2026, 11, 18)) is meeting
    assert meetings.on(session, team=here.team, day=date(2026, 11, 19)) is None


def test_a_meeting_is_found_in_its_team_alone(session: Session, here: District) -> None:
    meeting = meeting_up.planned(session, here)
    other = harbor_glen.team(session, here.workspace, dict(here.people), "COTHER")

    assert meetings.by_id(session, team=here.team, meeting_id=meeting.id or 0) is meeting
    with pytest.raises(errors.NotFound):
        meetings.by_id(session, team=other.team, meeting_id=meeting.id or 0)


def test_a_meeting_is_announced_until_a_day_after_it(session: Session, here: District) -> None:
    meeting = meeting_up.held(session, here)
    following = meetings.on(session, team=here.team, day=date(2026, 11, 24))
    later = meeting.ends_at + timedelta(days=1)

    now = later - timedelta(minutes=1)
    assert meetings.announced(session, team=here.team, now=now) == [meeting, following]
    assert meetings.announced(session, team=here.team, now=later) == [following]
