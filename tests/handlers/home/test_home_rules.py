from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.home import rules
from handlers.home.rules import When
from storage.action_lists import Listed
from tests.handlers.home.rows import MONDAY, listed


@pytest.mark.parametrize(
    ("days", "when"),
    [
        (-400, "overdue"),
        (-1, "overdue"),
        (0, "soon"),
        (1, "soon"),
        (2, "week"),
        (6, "week"),
        (7, "later"),
        (365, "later"),
    ],
)
def test_a_date_is_late_soon_this_week_or_later(days: int, when: When) -> None:
    assert rules.due(MONDAY + timedelta(days=days), MONDAY) == when


def test_what_waits_for_an_answer_or_got_a_no_is_not_counted_as_owed() -> None:
    owed = rules.sort_out(
        [
            listed(1, -4, accepted="asked"),
            listed(2, -3),
            listed(3, 0, state="blocked", waiting_for="the committee"),
            listed(4, 3, accepted="declined"),
            listed(5, 9, accepted="accepted"),
        ],
        MONDAY,
    )
    assert [row.action.number for row in owed.asked] == [1]
    assert [row.action.number for row in owed.refused] == [4]
    assert [row.action.number for row in owed.due] == [2, 3, 5]
    assert (owed.count("overdue"), owed.count("soon"), owed.count("week"), owed.count("later")) == (
        1,
        1,
        0,
        1,
    )
    assert owed.blocked == 1


@pytest.mark.parametrize(
    ("rows", "nothing"),
    [
        ([], True),
        ([listed(1, 2)], True),
        ([listed(1, 1)], False),
        ([listed(1, -1)], False),
        ([listed(1, 30, accepted="asked")], False),
        ([listed(1, -9, accepted="declined")], True),
    ],
)
def test_nothing_is_needed_today_unless_something_is_late_soon_or_asked(
    rows: list[Listed], nothing: bool
) -> None:
    assert rules.sort_out(rows, MONDAY).nothing_today is nothing


@given(st.lists(st.integers(-500, 500), max_size=30))
def test_everything_due_is_counted_once(days: list[int]) -> None:
    owed = rules.sort_out([listed(number + 1, due) for number, due in enumerate(days)], MONDAY)
    whens: tuple[When, ...] = ("overdue", "soon", "week", "later")
    assert sum(owed.count(when) for when in whens) == len(days)
