"""What a leader hears of on Monday: exceptions, each once."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.reports import rules
from handlers.reports.gathering import Situation
from handlers.reports.rules import Exceptions
from storage.action_lists import Listed
from storage.people import Person
from tests.handlers.home.rows import MAYA, MONDAY, NOW, TEAM, listed, overview, person, team, workstream

DANIEL = person(3, "Daniel Reyes")
LEFT = person(4, "Hannah Lee", deactivated_at=NOW)


def needs(*actions: Listed, now: datetime = NOW, **found: Any) -> Exceptions:
    given = {"team": TEAM, "leader": MAYA, "coordinator": DANIEL, **found}
    return rules.exceptions(Situation(open=actions, **given), now)


def numbers(rows: Any) -> list[int]:
    return [row.action.number for row in rows]


def test_a_team_in_which_all_goes_as_planned_needs_nothing() -> None:
    assert needs(listed(1, -1), listed(2, 4), workstreams=(overview(),)).count == 0


@pytest.mark.parametrize(
    ("due", "late"),
    [
        (date(2026, 11, 13), False),  # Friday: the Monday is the first working day since
        (date(2026, 11, 12), False),
        (date(2026, 11, 11), False),  # Wednesday: three working days
        (date(2026, 11, 10), True),
        (date(2026, 11, 14), False),  # a Saturday counts like the Friday before it
        (date(2026, 11, 7), True),
        (date(2026, 11, 20), False),
    ],
)
def test_late_is_more_than_three_working_days(due: date, late: bool) -> None:
    assert rules.is_late(due, MONDAY) is late


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 60))
def test_what_is_late_today_is_late_tomorrow_and_what_is_due_is_not(due: date, days: int) -> None:
    today = due + timedelta(days=days)
    if rules.is_late(due, today):
        assert rules.is_late(due, today + timedelta(days=1))
        assert days > 3
    if days > 7:
        assert rules.is_late(due, today)


def test_an_action_stands_once_in_the_first_list_that_it_fits() -> None:
    found = needs(
        listed(1, -9, accepted="asked", state="blocked", carried=4),
        listed(2, -9, state="blocked", carried=4),
        listed(3, -9, carried=3),
        listed(4, -9, carried=2),
        listed(5, 9, accepted="declined"),
    )
    assert numbers(found.unaccepted) == [1, 5]
    assert numbers(found.blocked) == [2]
    assert numbers(found.carried) == [3]
    assert numbers(found.late) == [4]
    assert found.count == 5


def test_an_open_action_whose_owner_has_left_is_told_though_it_is_not_late() -> None:
    found = needs(listed(21, 1, owner=LEFT), listed(22, 15, owner=LEFT, state="blocked"), listed(3, 4))

    assert numbers(found.left_behind) == [21, 22]
    assert found.count == 2


def test_the_demo_district_has_these_exceptions_on_its_monday() -> None:
    """Harbor Glen at D0: A-6 and A-16 are blocked, A-10 was carried three times, A-13 is not accepted."""
    found = needs(
        listed(2, -3, carried=1),
        listed(6, -6, state="blocked", carried=2),
        listed(10, -5, carried=3),
        listed(13, -4, accepted="asked", carried=1),
        listed(16, -7, state="blocked", carried=2),
        workstreams=(
            overview(workstream(3, "pacing"), backup=None, said=timedelta(days=12)),
            overview(workstream(7, "training"), backup=None),
        ),
    )
    assert numbers(found.unaccepted) == [13]
    assert numbers(found.blocked) == [6, 16]
    assert numbers(found.carried) == [10]
    assert found.late == []
    assert [row.workstream.name for row in found.no_backup] == ["pacing", "training"]
    assert [row.workstream.name for row in found.quiet] == ["pacing"]
    assert found.count == 7


@pytest.mark.parametrize(
    ("coordinator", "days", "missing"),
    [(None, 8, True), (None, 6, False), (LEFT, 8, True), (DANIEL, 8, False)],
)
def test_a_coordinator_is_missed_a_week_after_the_start(
    coordinator: Person | None, days: int, missing: bool
) -> None:
    started = team(created_at=NOW - timedelta(days=days))
    assert needs(team=started, coordinator=coordinator).no_coordinator is missing


def test_a_workstream_is_quiet_when_its_last_update_is_over_a_week_ago() -> None:
    fresh, old = timedelta(days=7), timedelta(days=7, minutes=1)
    assert not needs(workstreams=(overview(said=fresh),)).quiet
    assert needs(workstreams=(overview(said=old),)).quiet


def test_a_workstream_that_is_off_track_is_told_once_quiet_or_not() -> None:
    found = needs(
        workstreams=(
            overview(workstream(1, "grading", state="off_track")),
            overview(workstream(2, "pacing", state="off_track"), said=timedelta(days=12)),
            overview(workstream(3, "coaching", state="at_risk")),
        )
    )
    assert [row.workstream.name for row in found.off_track] == ["grading", "pacing"]
    assert not found.quiet
    assert found.count == 2


def test_a_new_workstream_has_a_week_for_its_first_update() -> None:
    new = workstream(created_at=NOW - timedelta(days=2))
    assert not needs(workstreams=(overview(new, said=None),)).quiet
    assert needs(workstreams=(overview(said=None),)).quiet


def test_it_goes_to_the_leader_else_to_the_coordinator_else_to_nobody() -> None:
    def recipient(leader: Person | None, coordinator: Person | None) -> Person | None:
        return rules.recipient(Situation(team=TEAM, leader=leader, coordinator=coordinator))

    contact = person(6, "A contact", slack_user_id=None)
    assert recipient(MAYA, DANIEL) is MAYA
    assert recipient(LEFT, DANIEL) is DANIEL
    assert recipient(contact, DANIEL) is DANIEL
    assert recipient(LEFT, None) is None
    assert recipient(LEFT, LEFT) is None


def test_a_leader_who_left_is_an_exception_by_themselves() -> None:
    assert needs(leader=LEFT).count == 1
    assert needs(leader=LEFT).leader_gone
