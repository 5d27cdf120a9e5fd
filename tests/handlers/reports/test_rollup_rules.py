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
from storage.working_days import Break, WorkingDays
from tests.handlers.digest.mornings import absence
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
    ("due", "told"),
    [
        (date(2026, 11, 13), None),  # Friday: the Monday is the first working day since
        (date(2026, 11, 11), None),  # Wednesday: three working days
        (date(2026, 11, 10), "late"),
        (date(2026, 11, 14), None),  # what is due on a Saturday is due on the Monday
        (date(2026, 11, 7), "late"),
        (date(2026, 11, 3), "late"),
        (date(2026, 11, 2), "long_late"),  # ten working days
        (date(2026, 11, 20), None),
    ],
)
def test_late_is_more_than_three_working_days_and_long_late_from_ten_on(due: date, told: str | None) -> None:
    found = needs(listed(1, (due - MONDAY).days))
    assert [name for name in ("late", "long_late") if getattr(found, name)] == ([told] if told else [])


def test_days_off_of_the_team_do_not_count() -> None:
    days = WorkingDays(
        frozenset(range(5)), breaks=(Break(date(2026, 11, 9), date(2026, 11, 13), "Fall break"),)
    )
    assert not needs(listed(1, -10), days=days).count
    assert needs(listed(1, -13), days=days).late


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 60))
def test_what_is_late_today_is_late_tomorrow_and_what_is_due_is_not(due: date, days: int) -> None:
    row, found = listed(1, (due - MONDAY).days), Situation(team=TEAM, leader=MAYA, coordinator=DANIEL)
    late = [rules.late(found, row, due + timedelta(days=days + more)) for more in (0, 1)]
    assert late[0] <= late[1] <= days + 1


def test_whoever_is_away_is_not_late_and_what_they_owe_is_left_out_where_somebody_looks_after_it() -> None:
    rows = [listed(number, -20) for number in (1, 2)]
    rows += [listed(3, 9, state="blocked"), listed(4, 9, accepted="asked"), listed(5, 9)]
    strand = overview(said=timedelta(days=12))
    found = needs(*rows, away={1: absence(1, cover=2)}, workstreams=(strand,))
    assert found.count == 0
    alone = needs(*rows, away={1: absence(1)}, workstreams=(strand,))
    assert numbers(alone.unattended) == [1, 2, 3, 4]
    assert alone.count == 4


def test_a_workstream_that_nobody_owns_is_told_once() -> None:
    found = needs(workstreams=(overview(owner=None, said=None),))
    assert len(found.no_owner) == found.count == 1


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
    def recipient(leader: Person | None, coordinator: Person | None, **more: Any) -> Person | None:
        return rules.recipient(Situation(team=TEAM, leader=leader, coordinator=coordinator, **more))

    stands_in = person(7, "Priya Nair")
    away = {2: absence(2, cover=7)}
    contact = person(6, "A contact", slack_user_id=None)
    assert recipient(MAYA, DANIEL) is MAYA
    assert recipient(MAYA, DANIEL, away=away, stand_in=stands_in) is stands_in
    assert recipient(MAYA, DANIEL, away=away) is DANIEL
    assert recipient(MAYA, None, away=away) is None
    assert recipient(LEFT, DANIEL) is DANIEL
    assert recipient(contact, DANIEL) is DANIEL
    assert recipient(LEFT, None) is None
    assert recipient(LEFT, LEFT) is None


def test_a_leader_who_left_is_an_exception_by_themselves() -> None:
    assert needs(leader=LEFT).count == 1
    assert needs(leader=LEFT).leader_gone


@pytest.mark.parametrize(("back", "quiet"), [(0, 0), (-6, 0), (-7, 1), (7, 1), (None, 1)])
def test_in_the_week_after_a_pause_no_workstream_is_called_quiet(back: int | None, quiet: int) -> None:
    """Nobody was asked for an update while the team paused. `back`: the first day back, from the Monday on."""
    last_on = None if back is None else MONDAY + timedelta(days=back - 1)
    pause = Break(MONDAY - timedelta(days=30), last_on, "Testing", is_season=True)
    strand = overview(said=timedelta(days=40))
    days = WorkingDays(frozenset(range(5)), breaks=(pause,))

    assert len(needs(workstreams=(strand,), days=days).quiet) == quiet


def test_after_a_holiday_a_quiet_workstream_is_told_all_the_same() -> None:
    week_off = Break(MONDAY - timedelta(days=7), MONDAY - timedelta(days=1), "Fall break")
    days = WorkingDays(frozenset(range(5)), breaks=(week_off,))

    assert needs(workstreams=(overview(said=timedelta(days=12)),), days=days).quiet
