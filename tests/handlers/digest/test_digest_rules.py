"""What stands in a digest, why, in which order, and when there is none."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.digest import rules
from storage.absences import Absence
from storage.preferences import Preference
from storage.working_days import Break, WorkingDays
from tests.handlers.digest.mornings import (
    COACHING,
    LONG_AGO,
    MONDAY,
    NOW,
    PRIYA,
    TOM,
    absence,
    morning,
    promise,
    reasons,
    theirs,
)
from tests.handlers.home.rows import overview, person, team, workstream

FRIDAY = MONDAY + timedelta(days=4)
BREAK = Break(MONDAY, MONDAY + timedelta(days=2), "Fall break")
FALL = WorkingDays(frozenset(range(5)), breaks=(BREAK,))


@pytest.mark.parametrize(
    ("due", "why"),
    [
        (-7, "overdue"),
        (-3, "overdue"),
        (-2, "today"),
        (-1, "today"),
        (0, "today"),
        (1, "next"),
        (2, None),
        (9, None),
    ],
)
def test_an_action_stands_there_by_its_date_in_working_days(due: int, why: str | None) -> None:
    """Friday's is a working day late on Monday; what was due on Saturday is due on Monday."""
    assert reasons(morning(promise(1, due))).get(1) == why


def test_on_friday_what_is_due_by_monday_is_next() -> None:
    rows = [promise(number, due) for number, due in ((1, 4), (2, 5), (3, 6), (4, 7), (5, 8))]
    assert reasons(morning(*rows, today=FRIDAY)) == {1: "today", 2: "next", 3: "next", 4: "next"}


def test_a_break_without_an_end_ahead_leaves_tomorrow_as_the_next_day() -> None:
    ahead = WorkingDays(frozenset(range(5)), breaks=(Break(MONDAY + timedelta(days=1), None, "Summer"),))
    assert reasons(morning(promise(1, 1), promise(2, 2), days=ahead)) == {1: "next"}


@pytest.mark.parametrize("today", [MONDAY + timedelta(days=5), MONDAY + timedelta(days=6)])
def test_nothing_is_said_at_the_weekend(today: date) -> None:
    assert rules.items(morning(promise(1, -9), today=today)) == []


def test_a_team_that_has_the_day_off_stays_out_and_the_other_does_not() -> None:
    other = team(2, "Math")
    found = morning(promise(1, -9), promise(2, -9, team=other), days=FALL)
    assert rules.items(found) == []
    works = {**found.days, 2: WorkingDays(frozenset(range(5)))}
    assert reasons(morning(promise(1, -9), promise(2, -9, team=other))) == {1: "overdue", 2: "overdue"}
    only = rules.items(rules.Morning(**{**vars(found), "days": works}))
    assert [(item.team_id, item.number) for item in only] == [(2, 2)]


def test_what_was_touched_within_a_day_is_left_in_peace() -> None:
    fresh, old = NOW - timedelta(hours=23), NOW - timedelta(hours=24)
    found = morning(
        promise(1, -5, touched_at=fresh), promise(2, -5, touched_at=old), promise(3, -5, touched_at=None)
    )
    assert reasons(found) == {2: "overdue", 3: "overdue"}


@given(
    st.lists(
        st.tuples(
            st.integers(-40, 40), st.integers(0, 72), st.sampled_from(["open", "blocked", "in_progress"])
        ),
        max_size=12,
    ),
    st.integers(0, 13),
)
def test_it_never_shows_what_was_touched_within_a_day_nor_anything_twice(
    drawn: list[tuple[int, int, str]], day: int
) -> None:
    today = MONDAY + timedelta(days=day)
    now = NOW + timedelta(days=day)
    rows = [
        promise(number, due, touched_at=now - timedelta(hours=hours), state=state)
        for number, (due, hours, state) in enumerate(drawn, 1)
    ]
    others = [
        theirs(
            100 + number,
            due,
            touched_at=now - timedelta(hours=hours),
            state=state,
            waiting_for="Tom Whitaker",
        )
        for number, (due, hours, state) in enumerate(drawn, 1)
    ]
    found = morning(*rows, watched=others, today=today, backing=frozenset({1}), leading=frozenset({1}))
    shown = [item.number for item in rules.items(found)]
    assert len(shown) == len(set(shown))
    fresh = {number for number, (_, hours, _) in enumerate(drawn, 1) if hours < 24}
    assert not {number % 100 for number in shown if number} & fresh
    assert not shown or today.weekday() < 5


def test_what_waits_for_a_yes_is_asked_however_late_and_what_was_refused_is_not() -> None:
    found = morning(promise(1, 40, accepted="asked"), promise(2, -9, accepted="asked"))
    assert reasons(found) == {1: "accept", 2: "accept"}


@pytest.mark.parametrize(
    ("carried", "due", "carried_on", "why"),
    [
        (3, -5, -1, "carried"),
        (2, -5, -1, "overdue"),
        (3, 1, -1, "next"),
        (4, -1, -1, "today"),
        (3, 30, -1, None),
    ],
)
def test_what_was_carried_three_times_must_be_answered_until_it_has_a_new_date(
    carried: int, due: int, carried_on: int, why: str | None
) -> None:
    on = MONDAY + timedelta(days=carried_on)
    assert reasons(morning(promise(1, due, carried=carried, carried_on=on))).get(1) == why


@pytest.mark.parametrize(
    ("waiting_for", "is_on_me"),
    [
        ("the list from Tom Whitaker", True),
        ("tom  whitaker's list", True),
        ("@Tom Whitaker", True),
        ("<@U0001> to answer", True),
        ("<@U0001|tom>", True),
        ("<@U00012>", False),
        ("Tom Whitakers", False),
        ("the team", False),
        ("Tom", False),
        ("", False),
    ],
)
def test_what_waits_for_me_by_name_or_mention_is_blocked_on_me(waiting_for: str, is_on_me: bool) -> None:
    found = morning(watched=[theirs(1, 9, state="blocked", waiting_for=waiting_for)])
    assert reasons(found) == ({1: "blocked_on_me"} if is_on_me else {})


def test_what_names_me_and_is_not_blocked_is_not_on_me() -> None:
    assert reasons(morning(watched=[theirs(1, 9, waiting_for="Tom Whitaker")])) == {}


@pytest.mark.parametrize(("due", "late"), [(-3, 1), (-4, 2), (-5, 3), (-6, 4)])
def test_the_backup_sees_it_three_working_days_late(due: int, late: int) -> None:
    found = morning(watched=[theirs(1, due)], backing=frozenset({1}))
    assert reasons(found) == ({1: "backup"} if late >= rules.TO_BACKUP else {})
    assert reasons(morning(watched=[theirs(1, due)])) == {}


def test_the_leader_is_told_on_the_tenth_working_day_and_from_then_on_only_beside_something_else() -> None:
    tenth, later, own = theirs(1, -14), theirs(2, -17), promise(3, 0)
    assert reasons(morning(watched=[theirs(4, -13)], leading=frozenset({1}))) == {}
    assert reasons(morning(watched=[tenth], leading=frozenset({1}))) == {1: "leader"}
    assert reasons(morning(watched=[later], leading=frozenset({1}))) == {}
    assert reasons(morning(own, watched=[later], leading=frozenset({1}))) == {3: "today", 2: "leader"}


def test_whoever_is_away_is_late_to_nobody() -> None:
    covered = {8: absence(cover=3)}
    found = morning(watched=[theirs(1, -20)], backing=frozenset({1}), leading=frozenset({1}), away=covered)
    assert reasons(found) == {}


@pytest.mark.parametrize("away", [absence(), None])
def test_without_a_cover_the_backup_looks_after_what_falls_due(away: Absence | None) -> None:
    rows = [theirs(1, -1), theirs(2, 0), theirs(3, 1), theirs(4, 9), theirs(5, 0, accepted="asked")]
    found = morning(watched=rows, backing=frozenset({1}), away={8: away})
    assert reasons(found) == {1: "today", 2: "today", 3: "next"}
    assert {item.away_id for item in rules.items(found)} == {8}
    assert {item.away_until for item in rules.items(found)} == {away.until_on if away else None}


def test_the_cover_gets_what_the_owner_would_and_not_what_only_the_owner_can_answer() -> None:
    rows = [promise(1, 0), theirs(2, -5), theirs(3, 0), theirs(4, 20), theirs(5, 0, accepted="asked")]
    found = morning(*rows, covered={8: absence(cover=1)})
    assert reasons(found) == {1: "today", 2: "overdue", 3: "today"}
    assert [item.away_id for item in rules.items(found)] == [None, 8, 8]


def test_the_cover_sees_nothing_of_a_team_that_is_not_theirs() -> None:
    other = team(2, "Math")
    found = morning(theirs(1, 0, team=other), promise(2, 0, team=other), covered={8: absence(cover=1)})
    assert reasons(found) == {2: "today"}


def test_their_own_come_first_then_those_they_look_after_then_what_they_watch() -> None:
    rows = [
        promise(1, 1),
        promise(2, 0),
        promise(3, -5),
        promise(4, -5, carried=3, carried_on=MONDAY),
        promise(5, 3, accepted="asked"),
        theirs(6, 0),
    ]
    strand = overview(workstream(1, "coaching"), owner=TOM)
    late = person(9, "Samir Patel")
    watched = [theirs(7, 9, state="blocked", waiting_for="Tom Whitaker"), theirs(8, -14, owner=late)]
    watched += [theirs(9, -14, owner=late, workstream=None)]
    found = morning(
        *rows,
        watched=watched,
        owed=(strand,),
        covered={} | {8: absence(cover=1)},
        backing=frozenset({1}),
        leading=frozenset({1}),
    )
    shown = [(item.why, item.number) for item in rules.items(found)]
    assert shown == [
        ("accept", 5),
        ("carried", 4),
        ("update", None),
        ("overdue", 3),
        ("today", 2),
        ("next", 1),
        ("today", 6),
        ("backup", 8),
        ("leader", 9),
    ]


def test_an_update_is_owed_by_the_owner_or_in_the_place_of_one_who_is_away() -> None:
    mine, hers = overview(COACHING, owner=TOM), overview(workstream(2, "pacing"), owner=PRIYA)
    nobodys = overview(workstream(3, "grading"), owner=None)
    found = rules.items(morning(owed=(mine, hers, nobodys), away={8: absence()}))
    assert [(item.workstream_id, item.away_id, item.away_until) for item in found] == [
        (1, None, None),
        (2, 8, FRIDAY),
    ]
    assert rules.items(morning(owed=(mine,), days=FALL)) == []


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({}, True),
        ({"slack_user_id": None}, False),
        ({"deactivated_at": LONG_AGO}, False),
        ({"is_guest": True}, False),
        ({"is_external": True}, False),
    ],
)
def test_guests_contacts_and_who_has_left_get_none(facts: dict[str, object], told: bool) -> None:
    assert rules.can_be_told(person(5, "Ana Sousa", **facts)) is told


@pytest.mark.parametrize(
    ("preference", "wanted"),
    [
        (Preference(person_id=1), True),
        (Preference(person_id=1, digest_off=True), False),
        (Preference(person_id=1, weekdays="1234"), False),
        (Preference(person_id=1, weekdays="0"), True),
    ],
)
def test_none_comes_where_it_is_switched_off_or_on_their_own_day_off(
    preference: Preference, wanted: bool
) -> None:
    assert rules.wants(preference, MONDAY) is wanted
