"""What planning makes of holidays, breaks and pauses, and of what people decide by hand."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session

from storage import calendars, meetings, schedules
from storage.working_days import Break
from tests.storage import meeting_up
from tests.storage.harbor_glen import NOW, District
from tests.storage.meeting_up import at, claim, due, every, plan, planned, step, told
from tests.storage.undoing import undo_last


@pytest.fixture
def here(session: Session) -> District:
    return meeting_up.weekly(session)


def keep(session: Session, here: District, **facts: Any) -> None:
    calendars.change(session, team=here.team, by=here.maya, now=NOW, **facts)


def off(session: Session, here: District, first_on: date, last_on: date, name: str = "School break") -> None:
    calendars.add_breaks(
        session,
        team=here.team,
        breaks=[Break(first_on, last_on, name)],
        source="pasted",
        by=here.maya,
        now=NOW,
    )


@pytest.mark.parametrize(
    ("on_holiday", "expected"),
    [
        ("skip", [("24 Nov 15:30", "skipped", "Fall break"), ("01 Dec 15:30", "planned", None)]),
        ("before", [("23 Nov 15:30", "planned", "Fall break")]),
        ("after", [("26 Nov 15:30", "planned", "Fall break")]),
    ],
)
def test_a_holiday_skips_or_moves_the_meeting(
    session: Session, here: District, on_holiday: str, expected: list[Any]
) -> None:
    keep(session, here, on_holiday=on_holiday)
    off(session, here, date(2026, 11, 24), date(2026, 11, 25), "Fall break")
    now = at("18 Nov 08:00")

    meeting = planned(session, here, now)
    assert every(session) == expected
    assert told(meeting.starts_at) == expected[-1][0]
    assert meeting.moved_from == (None if on_holiday == "skip" else at("24 Nov 15:30"))


def test_of_a_meeting_skipped_for_a_holiday_the_channel_hears_when_the_agenda_would_have_come(
    session: Session, here: District
) -> None:
    off(session, here, date(2026, 11, 24), date(2026, 11, 25))
    planned(session, here, at("18 Nov 08:00"))

    skipped = meetings.on(session, team=here.team, day=date(2026, 11, 24))
    assert skipped is not None
    assert due(session, skipped) == {"agenda": "23 Nov 15:30"}


def test_of_a_break_of_weeks_the_channel_hears_once(session: Session, here: District) -> None:
    off(session, here, date(2026, 11, 23), date(2026, 12, 11))
    planned(session, here, at("18 Nov 08:00"))
    assert [one for one in claim(session, at("20 Nov 15:30")) if one[0] == "agenda"] == [("agenda", "run")]

    for now in ("20 Nov 16:00", "24 Nov 15:30", "1 Dec 15:30", "8 Dec 16:00"):
        assert told(planned(session, here, at(now)).starts_at) == "15 Dec 15:30"
        assert not [one for one in claim(session, at(now)) if one[0] == "agenda"]


def test_a_holiday_that_comes_late_changes_the_meeting_that_was_planned_and_going_changes_it_back(
    session: Session, here: District
) -> None:
    now = at("18 Nov 08:00")
    meeting = planned(session, here, now)
    off(session, here, date(2026, 11, 24), date(2026, 11, 24), "Snow day")
    assert told(planned(session, here, now).starts_at) == "01 Dec 15:30"
    assert (meeting.state, meeting.holiday, list(due(session, meeting))) == (
        "skipped",
        "Snow day",
        ["agenda"],
    )

    (gone,) = calendars.breaks(session, team=here.team)
    assert gone.id is not None
    calendars.remove_break(session, team=here.team, break_id=gone.id, by=here.maya, now=now)
    assert planned(session, here, now) is meeting
    assert (meeting.state, meeting.holiday, len(due(session, meeting))) == ("planned", None, 4)


def test_a_meeting_moved_to_a_day_before_that_has_passed_is_skipped(session: Session, here: District) -> None:
    keep(session, here, on_holiday="before")
    planned(session, here, at("18 Nov 08:00"))
    off(session, here, date(2026, 11, 24), date(2026, 11, 24), "Snow day")

    planned(session, here, at("23 Nov 18:00"))
    assert every(session) == [("24 Nov 15:30", "skipped", "Snow day"), ("01 Dec 15:30", "planned", None)]


def test_during_a_seasons_pause_there_is_no_meeting_and_after_it_there_is(
    session: Session, here: District
) -> None:
    now = at("18 Nov 08:00")
    meeting = planned(session, here, now)
    facts: dict[str, Any] = {"team": here.team, "by": here.maya, "now": now}
    calendars.pause(session, from_on=date(2026, 11, 20), until_on=None, reason="Summer", **facts)
    assert plan(session, here, now) is None
    assert (meeting.state, due(session, meeting)) == ("skipped", {})
    assert meetings.upcoming(session, team=here.team, now=now) is None

    calendars.resume(session, **facts)
    calendars.pause(session, from_on=date(2026, 11, 20), until_on=date(2027, 1, 11), reason="Winter", **facts)
    assert told(planned(session, here, now).starts_at) == "12 Jan 15:30"

    calendars.resume(session, **facts)
    assert told(planned(session, here, now).starts_at) == "24 Nov 15:30"


def test_a_series_that_pauses_has_no_meeting_until_then(session: Session, here: District) -> None:
    series = schedules.of_kind(session, team=here.team, kind="weekly")
    assert series is not None
    schedules.pause(session, schedule=series, until=date(2026, 12, 2), now=NOW)

    assert told(planned(session, here).starts_at) == "08 Dec 15:30"


def test_a_meeting_held_in_spite_of_the_holiday_is_held(session: Session, here: District) -> None:
    now = at("18 Nov 08:00")
    off(session, here, date(2026, 11, 24), date(2026, 11, 25))
    planned(session, here, now)
    skipped = meetings.on(session, team=here.team, day=date(2026, 11, 24))
    assert skipped is not None
    step(session, here, "unskip", skipped, now=now)

    assert planned(session, here, now) is skipped
    assert len(due(session, skipped)) == 4


def test_a_meeting_moved_by_hand_stays_and_takes_what_is_due_along(session: Session, here: District) -> None:
    now = at("18 Nov 08:00")
    meeting = planned(session, here, now)
    step(session, here, "move", meeting, to=at("25 Nov 10:00"), now=now)
    keep(session, here, country="US")

    assert planned(session, here, now) is meeting
    assert told(meeting.starts_at) == "25 Nov 10:00"
    assert due(session, meeting) == {
        "update_form": "23 Nov 09:00",
        "update_nudge": "23 Nov 15:00",
        "agenda": "24 Nov 10:00",
        "meeting_end": "25 Nov 11:15",
    }


def test_a_meeting_moved_behind_the_next_one_does_not_stand_in_for_it(
    session: Session, here: District
) -> None:
    now = at("18 Nov 08:00")
    moved = planned(session, here, now)
    step(session, here, "move", moved, to=at("02 Dec 15:30"), now=now)

    assert told(planned(session, here, now).starts_at) == "01 Dec 15:30"
    assert moved.state == "planned"


def test_a_meeting_skipped_by_hand_stays_skipped_and_the_next_one_is_planned(
    session: Session, here: District
) -> None:
    now = at("18 Nov 08:00")
    meeting = planned(session, here, now)
    step(session, here, "skip", meeting, now=now)

    assert told(planned(session, here, now).starts_at) == "01 Dec 15:30"
    assert (meeting.state, due(session, meeting)) == ("skipped", {})


def test_what_is_undone_planning_puts_in_its_place_again(session: Session, here: District) -> None:
    now = at("18 Nov 08:00")
    meeting = planned(session, here, now)
    before = due(session, meeting)
    step(session, here, "move", meeting, to=at("25 Nov 10:00"), now=now)
    undo_last(session, here, "meeting", meeting)

    assert (told(meeting.starts_at), due(session, meeting)) == ("24 Nov 15:30", before)
    assert planned(session, here, now) is meeting
    assert due(session, meeting) == before
