"""Days that people type, row by row of the documented table."""

import re
import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from handlers import dates
from handlers.errors import UserError

NEW_YORK = ZoneInfo("America/New_York")
FRIDAY = datetime(2026, 11, 20, 9, 30, tzinfo=NEW_YORK)


def day(month: int, day: int, year: int = 2026) -> date:
    return date(year, month, day)


def noon(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 12, tzinfo=NEW_YORK)


UNDERSTOOD = {
    "today": day(11, 20),
    "tonight": day(11, 20),
    "this afternoon": day(11, 20),
    "eod": day(11, 20),
    "end of day": day(11, 20),
    "close of business": day(11, 20),
    "cob": day(11, 20),
    "tomorrow": day(11, 21),
    "tommorow": day(11, 21),
    "day after tomorrow": day(11, 22),
    "the day after tomorrow": day(11, 22),
    "Friday": day(11, 27),
    "fri": day(11, 27),
    "Fri.": day(11, 27),
    "Tues": day(11, 24),
    "sun": day(11, 22),
    "coming Friday": day(11, 27),
    "this coming Friday": day(11, 27),
    "this Friday": day(11, 20),
    "this Tue": day(11, 24),
    "next Tue": day(11, 24),
    "Tuesday next week": day(11, 24),
    "next week Tuesday": day(11, 24),
    "next week on Tuesday": day(11, 24),
    "next Friday": day(11, 27),
    "Friday week": day(12, 4),
    "Friday this week": day(11, 20),
    "Sunday of this week": day(11, 22),
    "in 3 days": day(11, 23),
    "in the next 3 days": day(11, 23),
    "in two weeks": day(12, 4),
    "In  Two\u00a0Weeks": day(12, 4),
    "in a couple of weeks": day(12, 4),
    "in a fortnight": day(12, 4),
    "in a week's time": day(11, 27),
    "within a month": day(12, 20),
    "in a year": day(11, 20, 2027),
    "2 weeks from Friday": day(12, 11),
    "a week on Friday": day(12, 4),
    "2 weeks from now": day(12, 4),
    "3 days from tomorrow": day(11, 24),
    "10 days": day(11, 30),
    "a week and 2 days": day(11, 29),
    "1 month, 2 weeks": day(1, 3, 2027),
    "in 0 days": day(11, 20),
    "in 3 working days": day(11, 25),
    "in 5 business days": day(11, 27),
    "in 1 school day": day(11, 23),
    "this week": day(11, 20),
    "eow": day(11, 20),
    "end of week": day(11, 20),
    "the end of this week": day(11, 20),
    "next week": day(11, 27),
    "end of next week": day(11, 27),
    "week after next": day(12, 4),
    "start of next week": day(11, 23),
    "this month": day(11, 30),
    "eom": day(11, 30),
    "end of the month": day(11, 30),
    "month end": day(11, 30),
    "next month": day(12, 31),
    "the end of next month": day(12, 31),
    "end of March": day(3, 31, 2027),
    "end of November": day(11, 30),
    "end of Feb 2028": day(2, 29, 2028),
    "start of next month": day(12, 1),
    "beginning of March": day(3, 1, 2027),
    "start of March": day(3, 1, 2027),
    "start of March 2028": day(3, 1, 2028),
    "the 14th": day(12, 14),
    "14th": day(12, 14),
    "the 20th": day(11, 20),
    "31st": day(12, 31),
    "the 14th of next month": day(12, 14),
    "the 30th of this month": day(11, 30),
    "14 March": day(3, 14, 2027),
    "14th of Mar.": day(3, 14, 2027),
    "March 14": day(3, 14, 2027),
    "March 14th": day(3, 14, 2027),
    "Mar. the 14th": day(3, 14, 2027),
    "3/14": day(3, 14, 2027),
    "11/20": day(11, 20),
    "12/1": day(12, 1),
    "14 March 2027": day(3, 14, 2027),
    "March 14, 2027": day(3, 14, 2027),
    "14-Mar-2027": day(3, 14, 2027),
    "3/14/27": day(3, 14, 2027),
    "3/14/2027": day(3, 14, 2027),
    "3-14-2027": day(3, 14, 2027),
    "2027-03-14": day(3, 14, 2027),
    "2027/3/14": day(3, 14, 2027),
    "14.3.2027": day(3, 14, 2027),
    "5.12.2026": day(12, 5),
    "Fri 27 Nov": day(11, 27),
    "Friday, November 27": day(11, 27),
    "Friday the 27th": day(11, 27),
    "Friday 27": day(11, 27),
    "Sun 14 Mar 2027": day(3, 14, 2027),
    "29 February 2028": day(2, 29, 2028),
    "before Friday": day(11, 26),
    "before tomorrow": day(11, 20),
    "Friday 5pm": day(11, 27),
    "Friday 5 pm": day(11, 27),
    "Friday at 17:00": day(11, 27),
    "Friday morning": day(11, 27),
    "5pm on Friday": day(11, 27),
    "noon tomorrow": day(11, 21),
    "eod Friday": day(11, 27),
    "end of day Friday": day(11, 27),
    "Friday eod": day(11, 27),
    "by Friday at the latest": day(11, 27),
    "by Friday": day(11, 27),
    "due Friday": day(11, 27),
    "due: Friday": day(11, 27),
    "until Friday": day(11, 27),
    "no later than Friday": day(11, 27),
    "on Friday.": day(11, 27),
    "Wed 25 Nov, in 5 days": day(11, 25),
    # As the library reads them.
    "Nov 30 at 5pm EST": day(11, 30),
    "Dec 5, '26": day(12, 5),
    "december 5th, 2026 (sat)": day(12, 5),
    "Dec 26 (5pm)": day(12, 26),
    "at 8am march 14 utc": day(3, 14, 2027),
}

REFUSED = {
    "": "No day was written.",
    " . ": "No day was written.",
    "14/3": "“14/3” is not a day when the month comes first. If you mean 14 March, write that.",
    "3.14.2027": "“3.14.2027” is not a day when the day comes first. If you mean 14 March 2027, write that.",
    "2/30": "“2/30” is not a day of the calendar. Check the day and the month.",
    "the 45th": "“the 45th” is not a day of the calendar.",
    "the 31st of this month": "“the 31st of this month” is not a day of the calendar.",
    "31 February": "“31 February” is not a day of the calendar.",
    "29 February": "“29 February” is not a day of the calendar.",
    "2027-13-01": "“2027-13-01” is not a day of the calendar.",
    "0000-01-01": "“0000-01-01” is not a day of the calendar.",
    "Sat 27 Nov": "“Sat 27 Nov” is a Friday, not a Saturday. Write the weekday alone, or the date alone.",
    "yesterday": "“yesterday” is Thu 19 Nov, which has passed. Choose today or a later day.",
    "last Friday": "“last Friday” is Fri 13 Nov, which has passed.",
    "2 days ago": "“2 days ago” is Wed 18 Nov, which has passed.",
    "11/2": "“11/2” is Mon 2 Nov, which has passed.",
    "end of October": "“end of October” is Sat 31 Oct, which has passed.",
    "Tuesday this week": "“Tuesday this week” is Tue 17 Nov, which has passed.",
    "before today": "“before today” is Thu 19 Nov, which has passed.",
    "3/14/1999": "“3/14/1999” is Sun 14 Mar 1999, which has passed.",
    "November 3, '26 at noon": "which has passed",
    "3/14/99": "more than ten years away. Check the year.",
    "in 600 weeks": "more than ten years away.",
    "in 9999 years": "“in 9999 years” is too far away. Choose a day within the next ten years.",
    "9999 years ago": "“9999 years ago” is too far away.",
    "March": "I could not read “March” as a day. Say which day, like “14 March” or “end of March”.",
    "end of year": "Schools and calendars end at different times, so name the day, like “12 June”.",
    "end of term": "Schools and calendars end at different times",
    "end of the quarter": "Schools and calendars end at different times",
    "fridya": "I could not read “fridya” as a day. Did you mean Friday? Write it like “Friday”,",
    "tomorroww": "Did you mean tomorrow?",
    "soon": "I could not read “soon” as a day. Write it like “Friday”, “in two weeks”, “3/14” or “2027-03-14”.",
    "3 days late": "I could not read “3 days late” as a day.",
    "Friday or Monday": "I could not read “Friday or Monday” as a day.",
    "14 lessons": "I could not read “14 lessons” as a day.",
    "½ week": "I could not read “½ week” as a day.",
    "1.5": "I could not read “1.5” as a day.",
    "march a 2027": "I could not read “march a 2027” as a day.",
    "the march of 4 penguins and 3 seals at noon today": "I could not read",
    "٣/١٤": "I could not read “٣/١٤” as a day.",
    "x" * 3000: f"I could not read “{'x' * 59}…” as a day.",
}


@pytest.mark.parametrize(("typed", "expected"), UNDERSTOOD.items())
def test_a_day_is_understood(typed: str, expected: date) -> None:
    assert dates.understand(typed, NEW_YORK, FRIDAY) == expected


@pytest.mark.parametrize(("typed", "expected"), UNDERSTOOD.items())
def test_case_does_not_matter(typed: str, expected: date) -> None:
    assert dates.understand(typed.upper(), NEW_YORK, FRIDAY) == expected


@pytest.mark.parametrize(("typed", "said"), REFUSED.items())
def test_a_day_that_cannot_be_meant_is_refused_with_what_was_tried(typed: str, said: str) -> None:
    with pytest.raises(UserError) as refused:
        dates.understand(typed, NEW_YORK, FRIDAY)

    assert said in refused.value.text


def test_every_form_in_the_documented_table_is_tried_here() -> None:
    rows = [line.split("|")[1] for line in (dates.__doc__ or "").splitlines() if line.startswith("| ")]
    documented = {form for row in rows for form in re.findall("`(.+?)`", row)}

    assert documented - UNDERSTOOD.keys() - REFUSED.keys() - {"quarter"} == set()
    assert len(documented) > 60


@pytest.mark.parametrize(
    ("typed", "on_saturday"),
    [
        ("this week", day(11, 27)),
        ("eow", day(11, 27)),
        ("next week", day(11, 27)),
        ("next Monday", day(11, 23)),
        ("Monday", day(11, 23)),
        ("Saturday", day(11, 28)),
        ("this Saturday", day(11, 21)),
        ("in 1 working day", day(11, 23)),
        ("in 6 working days", day(11, 30)),
        ("in 0 working days", day(11, 21)),
    ],
)
def test_at_the_weekend_the_week_that_comes_is_meant(typed: str, on_saturday: date) -> None:
    assert dates.understand(typed, NEW_YORK, FRIDAY + timedelta(days=1)) == on_saturday


@pytest.mark.parametrize(
    ("now", "typed", "expected"),
    [
        (day(1, 31), "in a month", day(2, 28)),
        (day(1, 31, 2028), "in a month", day(2, 29, 2028)),
        (day(2, 29, 2028), "in a year", day(2, 28, 2029)),
        (day(1, 30), "31st", day(1, 31)),
        (day(2, 1), "31st", day(3, 31)),
        (day(2, 1), "the 30th", day(3, 30)),
        (day(12, 31), "end of month", day(12, 31)),
        (day(12, 31), "next month", day(1, 31, 2027)),
        (day(12, 20), "1/5", day(1, 5, 2027)),
        (day(12, 31), "end of October", day(10, 31, 2027)),
        (day(6, 1, 2027), "29 February", day(2, 29, 2028)),
    ],
)
def test_months_and_years_turn(now: date, typed: str, expected: date) -> None:
    assert dates.understand(typed, NEW_YORK, noon(now)) == expected


def test_a_day_without_a_year_is_next_years_once_it_passed_over_sixty_days_ago() -> None:
    with pytest.raises(UserError, match="has passed"):
        dates.understand("11/1", NEW_YORK, noon(day(12, 31)))

    assert dates.understand("10/31", NEW_YORK, noon(day(12, 31))) == day(10, 31, 2027)


def test_today_is_the_persons_own() -> None:
    now = datetime(2026, 11, 20, 11, tzinfo=UTC)

    assert dates.today(ZoneInfo("Pacific/Apia"), now) == day(11, 21)
    assert dates.understand("tomorrow", ZoneInfo("Pacific/Apia"), now) == day(11, 22)
    assert dates.understand("tomorrow", ZoneInfo("Pacific/Pago_Pago"), now) == day(11, 21)


@pytest.mark.parametrize(
    "typed",
    [
        "1 " * 30,
        "march " * 6 + "1",
        "in " * 20,
        "1 day and " * 6,
        " ".join(["may 1 2 3"] * 4),
        "1/" * 30,
        "é" * 60,
    ],
)
def test_no_phrase_takes_long(typed: str) -> None:
    with pytest.raises(UserError):
        dates.understand("mayday 1", NEW_YORK, FRIDAY)  # the library reads its tables once
    began = time.process_time()
    with pytest.raises(UserError):
        dates.understand(typed, NEW_YORK, FRIDAY)

    assert time.process_time() - began < 0.2


def test_a_day_copied_from_a_list_is_understood_with_its_lateness() -> None:
    assert dates.understand("Fri 20 Nov, 1 working day late", NEW_YORK, FRIDAY) == day(11, 20)
