"""When something is due for a meeting. Wall times in New York; Thanksgiving is Thursday, 26 November 2026."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from storage import meeting_moments
from storage.meeting_rows import Meeting
from storage.working_days import EVERY_DAY, Break, Holidays, WorkingDays

ZONE = ZoneInfo("America/New_York")
SCHOOL = WorkingDays(frozenset(range(5)), Holidays("US"))


def at(words: str) -> datetime:
    """`24 Nov 15:30`."""
    return datetime.strptime(f"2026 {words}", "%Y %d %b %H:%M").replace(tzinfo=ZONE).astimezone(UTC)


def meeting(starts: str, **facts: Any) -> Meeting:
    return Meeting(**{"team_id": 1, "starts_at": at(starts), "minutes": 45, "state": "planned", **facts})


def due(one: Meeting, days: WorkingDays = SCHOOL) -> dict[str, str]:
    found = meeting_moments.of_meeting(one, zone=ZONE, days=days)
    return {moment.kind: f"{moment.at.astimezone(ZONE):%a %d %b %H:%M}" for moment in found}


@pytest.mark.parametrize(
    ("starts", "form", "nudge", "agenda"),
    [
        pytest.param(
            "24 Nov 15:30", "Fri 20 Nov 09:00", "Mon 23 Nov 09:00", "Mon 23 Nov 15:30", id="on a Tuesday"
        ),
        pytest.param(
            "23 Nov 15:30",
            "Thu 19 Nov 09:00",
            "Fri 20 Nov 09:00",
            "Fri 20 Nov 15:30",
            id="on a Monday: nothing on Sunday",
        ),
        pytest.param(
            "27 Nov 10:00",
            "Tue 24 Nov 09:00",
            "Tue 24 Nov 15:00",
            "Wed 25 Nov 10:00",
            id="in the morning after a holiday: nudged the same afternoon",
        ),
        pytest.param(
            "24 Nov 11:00",
            "Fri 20 Nov 09:00",
            "Fri 20 Nov 15:00",
            "Mon 23 Nov 11:00",
            id="updates close at nine: too late for a morning's nudge",
        ),
        pytest.param(
            "28 Nov 15:30",
            "Wed 25 Nov 09:00",
            "Fri 27 Nov 09:00",
            "Fri 27 Nov 15:30",
            id="on a Saturday, after a holiday between",
        ),
    ],
)
def test_a_planned_meeting_is_prepared_on_working_days(
    starts: str, form: str, nudge: str, agenda: str
) -> None:
    end = at(starts) + timedelta(minutes=75)

    assert due(meeting(starts)) == {
        "update_form": form,
        "update_nudge": nudge,
        "agenda": agenda,
        "meeting_end": f"{end.astimezone(ZONE):%a %d %b %H:%M}",
    }


def test_where_every_day_is_a_working_day_two_days_are_two_days() -> None:
    assert due(meeting("23 Nov 15:30"), EVERY_DAY)["update_form"] == "Sat 21 Nov 09:00"
    assert due(meeting("23 Nov 15:30"), EVERY_DAY)["agenda"] == "Sun 22 Nov 15:30"


def test_in_the_middle_of_a_break_of_years_every_day_is_a_working_day() -> None:
    away = Break(date(2020, 1, 1), date(2030, 1, 1), "Rebuilding")
    days = WorkingDays(frozenset(range(5)), None, (away,))

    assert due(meeting("23 Nov 15:30"), days) == due(meeting("23 Nov 15:30"), EVERY_DAY)


@pytest.mark.parametrize(
    ("starts", "prepared"),
    [
        pytest.param(
            "07 Sep 15:30",
            {"agenda": "Mon 07 Sep 09:00"},
            id="on the first day back: nobody is asked in June, and the agenda is of that morning",
        ),
        pytest.param("07 Sep 09:30", {"agenda": "Mon 07 Sep 08:30"}, id="early on the first day back"),
        pytest.param(
            "08 Sep 15:30",
            {"update_form": "Mon 07 Sep 09:00", "agenda": "Mon 07 Sep 15:30"},
            id="on the second: asked the morning before",
        ),
        pytest.param("08 Sep 10:00", {"agenda": "Mon 07 Sep 10:00"}, id="early on the second"),
        pytest.param(
            "09 Sep 15:30",
            {
                "update_form": "Mon 07 Sep 09:00",
                "update_nudge": "Tue 08 Sep 09:00",
                "agenda": "Tue 08 Sep 15:30",
            },
            id="on the third: as ever",
        ),
    ],
)
def test_nothing_of_a_meeting_behind_a_season_off_comes_before_it(
    starts: str, prepared: dict[str, str]
) -> None:
    summer = Break(date(2026, 6, 15), date(2026, 9, 6), "Summer")
    found = due(meeting(starts), WorkingDays(frozenset(range(5)), None, (summer,)))

    assert {kind: moment for kind, moment in found.items() if kind != "meeting_end"} == prepared


def test_the_agenda_of_a_meeting_behind_the_change_of_clocks_is_at_the_same_wall_time() -> None:
    assert due(meeting("02 Nov 15:30"))["agenda"] == "Fri 30 Oct 15:30"


def test_updates_close_two_hours_before_the_agenda() -> None:
    one = meeting("24 Nov 15:30")
    assert meeting_moments.updates_close_at(one, zone=ZONE, days=SCHOOL) == at("23 Nov 13:30")


def test_an_agenda_that_was_posted_is_due_no_more() -> None:
    assert "agenda" not in due(meeting("24 Nov 15:30", agenda_posted_at=at("23 Nov 15:30")))


def test_of_a_meeting_skipped_for_a_holiday_only_the_agendas_moment_stays() -> None:
    assert due(meeting("26 Nov 15:30", state="skipped", holiday="Thanksgiving Day")) == {
        "agenda": "Wed 25 Nov 15:30"
    }


@pytest.mark.parametrize(
    "facts",
    [
        {"reason": "Testing week", "reason_by": 1},
        {"holiday": "Thanksgiving Day", "reason_by": 1},
        {"holiday": "Thanksgiving Day", "moved_from": at("26 Nov 15:30")},
        {},
    ],
)
def test_nothing_is_due_for_a_meeting_that_was_skipped_by_hand_or_lapsed(facts: dict[str, Any]) -> None:
    assert due(meeting("27 Nov 15:30", state="skipped", **facts)) == {}


@pytest.mark.parametrize(
    ("started", "closes"),
    [("24 Nov 15:25", "Tue 24 Nov 16:45"), ("24 Nov 15:50", "Tue 24 Nov 17:05")],
)
def test_a_running_meeting_only_ends_and_one_that_began_late_has_its_whole_time(
    started: str, closes: str
) -> None:
    one = meeting("24 Nov 15:30", state="running", started_at=at(started))
    assert due(one) == {"meeting_end": closes}
