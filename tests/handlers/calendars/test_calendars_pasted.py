"""Days off as they are pasted: every usual way to write them, and what comes back where they are not understood."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.calendars.days import pasted
from storage.working_days import Break

TODAY = date(2026, 11, 16)
WINTER = (date(2026, 12, 21), date(2027, 1, 1))
THANKSGIVING = (date(2026, 11, 26), date(2026, 11, 27))


@pytest.mark.parametrize(
    ("line", "days", "name"),
    [
        ("21 Dec 2026 - 1 Jan 2027 Winter break", WINTER, "Winter break"),
        ("Winter break: Dec 21, 2026 - Jan 1, 2027", WINTER, "Winter break"),
        ("Dec 21 - Jan 1 Winter break", WINTER, "Winter break"),
        ("21 Dec - 1 Jan 2027 Winter break", WINTER, "Winter break"),
        ("12/21 - 1/1/2027 Winter break", WINTER, "Winter break"),
        ("2026-12-21 - 2027-01-01 Winter break", WINTER, "Winter break"),
        ("2026-12-21/2027-01-01 Winter break", WINTER, "Winter break"),
        ("12/21/26 - 1/1/27 Winter break", WINTER, "Winter break"),
        ("December 21, 2026-January 1, 2027 Winter break", WINTER, "Winter break"),
        ("21 December 2026\u20131 January 2027", WINTER, "Day off"),
        ("Mon 21 Dec 2026 \u2013 Fri 1 Jan 2027 \u2013 Winter break", WINTER, "Winter break"),
        ("26-27 Nov 2026 Thanksgiving", THANKSGIVING, "Thanksgiving"),
        ("Nov 26\u201327, 2026 Thanksgiving", THANKSGIVING, "Thanksgiving"),
        ("Thanksgiving\t11/26/2026-11/27/2026", THANKSGIVING, "Thanksgiving"),
        ("• 11/26-11/27 Thanksgiving", THANKSGIVING, "Thanksgiving"),
        ("26 Nov through 27 Nov (Thanksgiving)", THANKSGIVING, "Thanksgiving"),
        ("Good Friday 2 April 2027", (date(2027, 4, 2), date(2027, 4, 2)), "Good Friday"),
        ("Presidents' Day (February 15, 2027)", (date(2027, 2, 15), date(2027, 2, 15)), "Presidents' Day"),
        ("31.12.2026 New Year's Eve", (date(2026, 12, 31), date(2026, 12, 31)), "New Year's Eve"),
        ("15 Feb - 19 Feb 2028 Mid-winter", (date(2028, 2, 15), date(2028, 2, 19)), "Mid-winter"),
        ("<!channel> 1 Dec", (date(2026, 12, 1), date(2026, 12, 1)), "<!channel>"),
    ],
)
def test_a_line_is_understood_however_it_is_written(line: str, days: tuple[date, date], name: str) -> None:
    found = pasted.read(line, TODAY)

    assert found == pasted.Found((Break(*days, name),))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Labor Day", "I see no date in it"),
        ("30 Feb 2027 Leap", "not a day of the calendar"),
        ("21/12/2026 - 1/1/2027 Winter break", "If you mean 21 December 2026"),
        ("Fri 3 April 2027 Easter", "is a Saturday"),
        ("20 Dec 2026 - 10 Dec 2026 Backward", "ends before it begins"),
        ("1 Dec 2026 - 1 Dec 2028 For ever", "732 days. A break has at most 120"),
        ("10 Dec 2029 Far away", "more than two years ahead"),
        ("1 Dec, 2 Dec and 5 Dec", "I see 3 dates"),
        ("1 Dec 2026, 3 Dec 2026 Two days", "I see 2 dates"),
    ],
)
def test_a_line_that_is_not_understood_comes_back_with_why(line: str, why: str) -> None:
    found = pasted.read(f"{line}\n26 Nov 2026 Thanksgiving", TODAY)

    [unread] = found.unread
    assert unread.line == line
    assert why in unread.why
    assert len(found.breaks) == 1


def test_what_is_over_is_counted_and_what_stands_twice_is_once() -> None:
    found = pasted.read("7 Sep 2026 Labor Day\n\n26 Nov 2026 Rest\n 26 Nov 2026 Rest \n---", TODAY)

    assert (len(found.breaks), found.over, found.unread) == (1, 1, ())


def test_more_lines_than_fit_come_back_untouched() -> None:
    found = pasted.read("\n".join(["26 Nov 2026 Rest"] * (pasted.MOST_LINES + 3)), TODAY)

    assert len(found.unread) == 3


@given(st.text(max_size=300))
def test_whatever_is_pasted_is_taken_counted_or_given_back(words: str) -> None:
    found = pasted.read(words, TODAY)

    for one in found.breaks:
        assert one.last_on is not None
        assert one.first_on <= one.last_on <= one.first_on + pasted.LONGEST
        assert one.last_on >= TODAY
        assert 0 < len(one.name) <= pasted.MOST_NAME


@given(st.dates(TODAY, TODAY + timedelta(days=600)), st.integers(0, 60))
def test_a_break_written_in_full_reads_back_as_itself(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    line = f"{first.isoformat()} - {last.isoformat()} Rest"

    assert pasted.read(line, TODAY).breaks == (Break(first, last, "Rest"),)
