"""What planning makes of a team's series, its changes, sleep and the clock."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from storage import audit, meetings, planning, schedules, teams
from tests.storage import meeting_up
from tests.storage.counting import statements
from tests.storage.harbor_glen import NOW, District
from tests.storage.meeting_up import at, claim, due, every, plan, planned, step, told


@pytest.fixture
def here(session: Session) -> District:
    return meeting_up.weekly(session)


def test_the_next_meeting_is_planned_with_all_that_is_due_for_it(session: Session, here: District) -> None:
    meeting = planned(session, here, at("18 Nov 08:00"))

    assert (told(meeting.starts_at), meeting.minutes, meeting.state) == ("24 Nov 15:30", 45, "planned")
    assert meeting.series_on == date(2026, 11, 24)
    assert due(session, meeting) == {
        "update_form": "20 Nov 09:00",
        "update_nudge": "23 Nov 09:00",
        "agenda": "23 Nov 15:30",
        "meeting_end": "24 Nov 16:45",
    }
    assert meetings.upcoming(session, team=here.team, now=NOW) is meeting


def test_a_team_without_a_series_has_no_meetings(session: Session, here: District) -> None:
    series = schedules.of_kind(session, team=here.team, kind="weekly")
    assert series is not None
    meeting = planned(session, here)
    schedules.end(session, schedule=series, now=NOW)

    assert plan(session, here) is None
    assert (meeting.state, due(session, meeting)) == ("skipped", {})


def test_a_team_set_up_three_hours_before_its_meeting_has_its_agenda_at_once(session: Session) -> None:
    here = meeting_up.weekly(session, starts_on=date(2026, 11, 17))
    now = at("17 Nov 12:30")

    assert told(planned(session, here, now).starts_at) == "17 Nov 15:30"
    assert claim(session, now) == [("agenda", "run")]
    assert claim(session, at("17 Nov 16:45")) == [("weekly", "skipped_late"), ("meeting_end", "run")]


def test_a_team_set_up_ten_minutes_before_its_meeting_has_no_agenda_of_it(
    session: Session, here: District
) -> None:
    meeting = planned(session, here, at("17 Nov 15:20"))
    assert due(session, meeting) == {"meeting_end": "17 Nov 16:45"}


def test_owners_are_asked_at_once_where_updates_are_still_open_and_not_nudged_an_hour_later(
    session: Session, here: District
) -> None:
    now = at("16 Nov 08:00")
    meeting = planned(session, here, now)

    assert due(session, meeting) == {
        "update_form": "13 Nov 09:00",
        "agenda": "16 Nov 15:30",
        "meeting_end": "17 Nov 16:45",
    }
    assert claim(session, now) == [("update_form", "run")]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"rrule": "FREQ=WEEKLY;BYDAY=TH"}, "19 Nov 15:30"),
        ({"rrule": "FREQ=WEEKLY;BYDAY=TU", "local_time": time(9)}, "24 Nov 09:00"),
        ({"zone": "America/Los_Angeles"}, "24 Nov 18:30"),
        ({"rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "starts_on": date(2026, 11, 17)}, "01 Dec 15:30"),
        ({"rrule": "FREQ=MONTHLY;BYDAY=1TU"}, "01 Dec 15:30"),
        ({"rrule": "FREQ=WEEKLY;INTERVAL=13;BYDAY=TU", "starts_on": date(2026, 11, 17)}, "16 Feb 15:30"),
    ],
)
def test_the_meeting_goes_along_when_the_series_changes(
    session: Session, here: District, changes: dict[str, Any], expected: str
) -> None:
    now = at("18 Nov 08:00")
    meeting = planned(session, here, now)
    series = schedules.of_kind(session, team=here.team, kind="weekly")
    assert series is not None
    schedules.change(session, schedule=series, now=now, **changes)

    assert planned(session, here, now) is meeting
    assert every(session) == [(expected, "planned", None)]
    assert due(session, meeting)["meeting_end"] == told(meeting.ends_at + timedelta(minutes=30))


def test_an_hour_that_has_passed_today_leads_to_the_next_week(session: Session, here: District) -> None:
    meeting = planned(session, here, at("17 Nov 11:00"))
    series = schedules.of_kind(session, team=here.team, kind="weekly")
    assert series is not None
    schedules.change(session, schedule=series, now=NOW, local_time=time(10))

    assert planned(session, here, at("17 Nov 11:00")) is meeting
    assert told(meeting.starts_at) == "24 Nov 10:00"


def test_a_meeting_in_a_gap_of_the_clocks_is_at_the_first_moment_after_it(session: Session) -> None:
    here = meeting_up.weekly(session, rrule="FREQ=WEEKLY;BYDAY=SU", local_time=time(2, 30))

    meeting = planned(session, here, at("13 Mar 08:00"))
    assert told(meeting.starts_at) == "14 Mar 03:00"
    assert due(session, meeting)["agenda"] == "12 Mar 03:00"


def test_after_three_weeks_asleep_the_next_meeting_is_planned_and_the_last_one_lapses(
    session: Session, here: District
) -> None:
    missed = planned(session, here, at("18 Nov 08:00"))
    now = at("10 Dec 08:00")

    assert told(planned(session, here, now).starts_at) == "15 Dec 15:30"
    assert every(session) == [("24 Nov 15:30", "skipped", None), ("15 Dec 15:30", "planned", None)]
    assert due(session, missed) == {}
    assert planned(session, here, now).version == 1


def test_a_meeting_that_was_started_is_closed_however_late(session: Session, here: District) -> None:
    meeting = meeting_up.running(session, here)
    now = at("10 Dec 08:00")
    planned(session, here, now)

    assert meeting.state == "running"
    assert ("meeting_end", "run") in claim(session, now)


def test_while_a_meeting_goes_on_the_one_after_it_is_planned_already(
    session: Session, here: District
) -> None:
    meeting = planned(session, here)
    assert planned(session, here, at("17 Nov 15:40")) is meeting
    assert [state for _, state, _ in every(session)] == ["planned", "planned"]

    step(session, here, "start", meeting, now=at("17 Nov 15:41"))
    assert told(planned(session, here, at("17 Nov 15:45")).starts_at) == "24 Nov 15:30"
    assert planned(session, here, at("17 Nov 15:45")).version == 1


def test_a_closed_team_has_no_meeting_and_a_reopened_one_has_its_own_again(
    session: Session, here: District
) -> None:
    now = at("18 Nov 08:00")
    meeting = planned(session, here, now)
    teams.close(session, team=here.team, by=here.maya, now=now, reason="Done")
    assert plan(session, here, now) is None
    assert (meeting.state, due(session, meeting)) == ("skipped", {})

    teams.reopen(session, team=here.team, by=here.maya, now=now)
    assert planned(session, here, now) is meeting
    assert len(due(session, meeting)) == 4


def test_what_came_once_does_not_come_again(session: Session, here: District) -> None:
    planned(session, here, at("18 Nov 08:00"))
    seen: list[tuple[str, str]] = []
    now = at("18 Nov 08:00")
    while now < at("25 Nov 08:00"):
        seen += claim(session, now)
        plan(session, here, now)
        now += timedelta(minutes=45)

    assert [kind for kind, _ in seen if kind != "weekly"] == [
        "update_form",
        "update_nudge",
        "agenda",
        "meeting_end",
    ]


def test_planning_again_changes_nothing_and_asks_little(session: Session, here: District) -> None:
    now = at("18 Nov 08:00")
    meeting = planned(session, here, now)
    session.flush()
    with statements(session) as asked:
        assert planned(session, here, now) is meeting
        session.flush()

    assert [statement for statement, _ in asked if not statement.startswith("SELECT")] == []
    assert len(asked) <= 8


def test_planning_writes_down_what_it_did(session: Session, here: District) -> None:
    meeting = planned(session, here)
    (entry,) = audit.history(session, team=here.team, item_kind="meeting", item_id=meeting.id)

    assert (entry.verb, entry.by_person_id, entry.undo_to) == ("plan", None, None)
    assert entry.after["series_on"] == "2026-11-17"


def test_a_meeting_that_nobody_started_lapses_when_its_grace_is_over(
    session: Session, here: District
) -> None:
    meeting = planned(session, here)
    over = meeting.ends_at + timedelta(minutes=30)
    planned(session, here, over - timedelta.resolution)
    assert meeting.state == "planned"

    assert told(planned(session, here, over).starts_at) == "24 Nov 15:30"
    assert (meeting.state, due(session, meeting)) == ("skipped", {})


def test_of_a_team_that_is_gone_nothing_is_planned(session: Session, here: District) -> None:
    gone = here.team.model_copy(update={"id": 999})
    assert planning.plan(session, team=gone, now=NOW) is None
