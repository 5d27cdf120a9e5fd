"""Days off out of an iCal file: what is a day off, what recurs, what is no calendar at all."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.calendars.days import ical
from handlers.errors import UserError
from storage.working_days import Break

TODAY = date(2026, 11, 16)


def calendar(*events: str) -> str:
    rows = "".join(
        f"BEGIN:VEVENT\r\nUID:{number}@harborglen\r\nDTSTAMP:20260801T000000Z\r\n{event.strip()}\r\nEND:VEVENT\r\n"
        for number, event in enumerate(events)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Harbor Glen//EN\r\n{rows}END:VCALENDAR\r\n"


def days(*events: str) -> list[tuple[str, str, str]]:
    """First day, last day and name of each day off."""
    found = ical.read(calendar(*events), TODAY).breaks
    return [(str(one.first_on), str(one.last_on), one.name) for one in found]


def event(name: str, *lines: str) -> str:
    return "\r\n".join([*lines, f"SUMMARY:{name}"])


@pytest.mark.parametrize(
    ("lines", "first", "last"),
    [
        (("DTSTART;VALUE=DATE:20261221", "DTEND;VALUE=DATE:20270102"), "2026-12-21", "2027-01-01"),
        (("DTSTART;VALUE=DATE:20261126",), "2026-11-26", "2026-11-26"),
        (("DTSTART;VALUE=DATE:20261126", "DTEND;VALUE=DATE:20261126"), "2026-11-26", "2026-11-26"),
        (("DTSTART;VALUE=DATE:20261126", "DURATION:P2D"), "2026-11-26", "2026-11-27"),
        (("DTSTART:20261126T000000", "DTEND:20261128T000000"), "2026-11-26", "2026-11-27"),
        (("DTSTART;VALUE=DATE:20261109", "DTEND;VALUE=DATE:20261121"), "2026-11-09", "2026-11-20"),
    ],
)
def test_the_end_of_an_all_day_event_is_the_day_after_its_last(
    lines: tuple[str, ...], first: str, last: str
) -> None:
    assert days(event("Fall break", *lines)) == [(first, last, "Fall break")]


def test_days_of_one_name_that_touch_are_one_break() -> None:
    daily = event("Winter break", "DTSTART;VALUE=DATE:20261221", "RRULE:FREQ=DAILY;COUNT=12")
    after = event("No school", "DTSTART;VALUE=DATE:20270102")
    later = event("Winter break", "DTSTART;VALUE=DATE:20270104")

    assert days(daily, after, later) == [
        ("2026-12-21", "2027-01-01", "Winter break"),
        ("2027-01-02", "2027-01-02", "No school"),
        ("2027-01-04", "2027-01-04", "Winter break"),
    ]


def test_an_event_with_hours_is_never_a_day_off() -> None:
    found = ical.read(
        calendar(
            event("Winter break concert", "DTSTART:20261210T180000", "DTEND:20261210T200000"),
            event("Holiday lunch", "DTSTART;TZID=America/New_York:20261211T120000"),
        ),
        TODAY,
    )

    assert (found.breaks, found.others, found.timed) == ((), (), 2)


def test_only_what_sounds_like_a_day_off_is_one() -> None:
    found = ical.read(
        calendar(
            event("No School - Teacher Institute", "DTSTART;VALUE=DATE:20270118"),
            event("Picture Day", "DTSTART;VALUE=DATE:20261203"),
            event("Spirit Week", "DTSTART;VALUE=DATE:20261207", "DTEND;VALUE=DATE:20261212"),
            event("Breakfast with books", "DTSTART;VALUE=DATE:20261204"),
        ),
        TODAY,
    )

    assert [one.name for one in found.breaks] == ["No School - Teacher Institute"]
    assert [one.name for one in found.others] == ["Picture Day", "Breakfast with books", "Spirit Week"]


def test_what_recurs_is_counted_out_for_two_years() -> None:
    yearly = event("Independence Day", "DTSTART;VALUE=DATE:20200704", "RRULE:FREQ=YEARLY")

    assert [first for first, _, _ in days(yearly)] == ["2027-07-04", "2028-07-04"]


def test_a_rule_keeps_its_end_its_exceptions_and_what_was_moved() -> None:
    until = event("Day off", "DTSTART;VALUE=DATE:20261120", "RRULE:FREQ=WEEKLY;UNTIL=20261211T235959Z")
    without = event(
        "Day off", "DTSTART;VALUE=DATE:20261120", "RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;VALUE=DATE:20261127"
    )
    moved = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
        "BEGIN:VEVENT\r\nUID:a\r\nDTSTART;VALUE=DATE:20261120\r\nRRULE:FREQ=WEEKLY;COUNT=2\r\nSUMMARY:Day off\r\nEND:VEVENT\r\n"
        "BEGIN:VEVENT\r\nUID:a\r\nRECURRENCE-ID;VALUE=DATE:20261127\r\nDTSTART;VALUE=DATE:20261130\r\nSUMMARY:Day off\r\n"
        "END:VEVENT\r\nEND:VCALENDAR"
    )

    assert [first for first, _, _ in days(until)] == ["2026-11-20", "2026-11-27", "2026-12-04", "2026-12-11"]
    assert [first for first, _, _ in days(without)] == ["2026-11-20", "2026-12-04"]
    assert [one.first_on for one in ical.read(moved, TODAY).breaks] == [
        date(2026, 11, 20),
        date(2026, 11, 30),
    ]


def test_what_is_over_cancelled_or_broken_is_no_day_off_and_spoils_nothing() -> None:
    found = ical.read(
        calendar(
            event("Labor Day", "DTSTART;VALUE=DATE:20260907"),
            event("Snow break", "DTSTART;VALUE=DATE:20261207", "STATUS:CANCELLED"),
            event("Odd break", "DTSTART;VALUE=DATE:20261399"),
            event("Backward break", "DTSTART;VALUE=DATE:20261210", "DTEND;VALUE=DATE:20261201"),
            event("Long break", "DTSTART;VALUE=DATE:20261210", "DTEND;VALUE=DATE:20281201"),
            event("Endless break", "DTSTART;VALUE=DATE:20261210", "RRULE:FREQ=DAILY;INTERVAL=0"),
            event("Hourly break", "DTSTART;VALUE=DATE:20261210", "RRULE:FREQ=HOURLY"),
            "SUMMARY:No day at all",
            event("Winter break", "DTSTART;VALUE=DATE:20261221", "DTEND;VALUE=DATE:20270102"),
        ),
        TODAY,
    )

    assert [one.name for one in found.breaks] == ["Winter break"]
    assert (found.over, found.broken) == (1, 6)


@pytest.mark.parametrize(
    "content",
    [
        "hello",
        b"\xff\xfe\x00PK\x03\x04",
        "<html>BEGIN:VCALENDAR</html>",
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261126",
        "BEGIN:VCALENDAR BEGIN:VEVENT",
    ],
)
def test_what_is_no_calendar_is_said_to_be_none(content: bytes | str) -> None:
    with pytest.raises(UserError, match="not an iCal file"):
        ical.read(content, TODAY)


@pytest.mark.parametrize(
    "content", ["", b" \r\n", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR"]
)
def test_an_empty_calendar_is_said_to_hold_nothing(content: bytes | str) -> None:
    with pytest.raises(UserError, match="There was nothing in that calendar file"):
        ical.read(content, TODAY)


def test_five_thousand_events_are_read_and_named_once() -> None:
    same = event("Winter break", "DTSTART;VALUE=DATE:20261221", "DTEND;VALUE=DATE:20270102")
    many = [event("Board meeting", f"DTSTART:202612{number % 28 + 1:02}T180000") for number in range(4_990)]

    found = ical.read(calendar(*many, *[same] * 10).encode(), TODAY)

    assert found.breaks == (Break(date(2026, 12, 21), date(2027, 1, 1), "Winter break"),)
    assert found.timed == 4_990


def test_rules_without_number_are_not_all_counted_out() -> None:
    rule = event("Day off", "DTSTART;VALUE=DATE:20261120", "RRULE:FREQ=WEEKLY;COUNT=1")

    assert ical.read(calendar(*[rule] * (ical.MOST_RECURRING + 2)), TODAY).broken == 2


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.dates(date(2026, 1, 1), date(2029, 1, 1)), st.integers(-3, 200))
def test_whatever_a_file_says_a_day_off_is_not_over_and_not_far(name: str, first: date, length: int) -> None:
    words = name.replace("\r", " ").replace("\n", " ")
    lines = (
        f"DTSTART;VALUE=DATE:{first:%Y%m%d}",
        f"DTEND;VALUE=DATE:{first + timedelta(days=length):%Y%m%d}",
    )
    try:
        found = ical.read(calendar(event(f"break {words}", *lines)), TODAY)
    except UserError:
        return
    for one in (*found.breaks, *found.others):
        assert one.last_on is not None
        assert one.last_on >= TODAY
        assert one.first_on <= one.last_on <= one.first_on + timedelta(days=120)
