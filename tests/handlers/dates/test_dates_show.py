from datetime import date, timedelta

import pytest

from handlers import dates

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("days", "shown"),
    [
        (0, "Fri 20 Nov, today"),
        (1, "Sat 21 Nov, tomorrow"),
        (2, "Sun 22 Nov, in 2 days"),
        (7, "Fri 27 Nov, in 7 days"),
        (8, "Sat 28 Nov"),
        (42, "Fri 1 Jan 2027"),
        (-1, "Thu 19 Nov, 1 day late"),
        (-3, "Tue 17 Nov, 3 days late"),
        (-400, "Thu 16 Oct 2025, 400 days late"),
    ],
)
def test_a_due_date_says_how_near_it_is(days: int, shown: str) -> None:
    assert dates.show(FRIDAY + timedelta(days=days), FRIDAY) == shown


@pytest.mark.parametrize(
    ("on", "shown"),
    [(FRIDAY, "Fri 20 Nov"), (date(2027, 3, 14), "Sun 14 Mar 2027"), (date(926, 1, 1), "Tue 1 Jan 0926")],
)
def test_a_day_says_its_year_when_it_is_another(on: date, shown: str) -> None:
    assert dates.day(on, FRIDAY) == shown
