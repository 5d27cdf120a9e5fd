"""How often a team meets: what is chosen, the rule that it becomes, the words for it, and what cannot be a start."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.dates.vocabulary import WEEKDAYS
from handlers.errors import UserError
from handlers.teams import rhythm
from handlers.teams.rhythm import RHYTHM, START, Rhythm
from storage import recurrence
from storage.teams import Settings

NOW = datetime(2026, 11, 16, 13, tzinfo=UTC)
"""Monday 16 November, 08:00 in New York."""
TUESDAYS: Settings = {
    "name": "District Implementation Team",
    "level": "district",
    "innovation": "Northlight ELA K-5",
    "zone": "America/New_York",
    "weekly_weekday": 1,
    "weekly_at": time(15, 30),
    "weekly_minutes": 45,
    "first_stepback_on": None,
}
choices = st.sampled_from(list(rhythm.CHOICES))
weekdays = st.integers(0, 6)


@pytest.mark.parametrize(
    ("chosen", "rule", "words", "days"),
    [
        ("1", "FREQ=WEEKLY;BYDAY=TU", "every week on Tuesday", 7),
        ("2", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "every 2 weeks on Tuesday", 14),
        ("4", "FREQ=WEEKLY;INTERVAL=4;BYDAY=TU", "every 4 weeks on Tuesday", 28),
        ("first", "FREQ=MONTHLY;BYDAY=1TU", "on the first Tuesday of the month", 35),
        ("last", "FREQ=MONTHLY;BYDAY=-1TU", "on the last Tuesday of the month", 35),
    ],
)
def test_a_choice_is_a_rule_with_words(chosen: str, rule: str, words: str, days: int) -> None:
    assert rhythm.rule(chosen, 1) == rule
    assert rhythm.words(rule) == words
    assert rhythm.span(rule) == timedelta(days=days)


@given(choices, weekdays)
def test_every_choice_comes_back_from_its_rule_and_moves_along_with_the_weekday(
    chosen: str, day: int
) -> None:
    rule = rhythm.rule(chosen, day)

    recurrence.check(rule)
    assert rhythm.choice(rule) == chosen
    assert rhythm.words(rule).count(WEEKDAYS[day]) == 1
    assert recurrence.on_weekday(rule, (day + 1) % 7) == rhythm.rule(chosen, (day + 1) % 7)


@given(choices, choices, weekdays, weekdays)
def test_two_rhythms_never_sound_alike(one: str, other: str, day: int, another: int) -> None:
    same = (one, day) == (other, another)
    assert (rhythm.words(rhythm.rule(one, day)) == rhythm.words(rhythm.rule(other, another))) == same


@given(choices, weekdays, st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_two_meetings_never_lie_further_apart_than_the_span(chosen: str, day: int, since: date) -> None:
    rule = rhythm.rule(chosen, day)
    found = recurrence.dates(rule, starts_on=since, since=since)
    first, second = next(found), next(found)

    assert first.weekday() == second.weekday() == day
    assert second - first <= rhythm.span(rule)


def test_a_rule_that_nobody_can_choose_is_told_without_making_it_up() -> None:
    assert rhythm.choice("FREQ=DAILY") is None
    assert rhythm.words("FREQ=DAILY") == "on days of its own"
    assert rhythm.choice("FREQ=MONTHLY;BYDAY=+2TU") == "second"


def test_a_team_without_a_timetable_is_a_weekly_one() -> None:
    assert rhythm.span(None) == timedelta(days=7)


@pytest.mark.parametrize(
    ("chosen", "start", "found"),
    [
        ("1", None, Rhythm("FREQ=WEEKLY;BYDAY=TU")),
        ("1", "2026-11-18", Rhythm("FREQ=WEEKLY;BYDAY=TU")),
        ("third", None, Rhythm("FREQ=MONTHLY;BYDAY=3TU")),
        ("2", None, Rhythm("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", date(2026, 11, 17))),
        ("2", "2026-11-24", Rhythm("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", date(2026, 11, 24))),
        ("3", "2027-11-16", Rhythm("FREQ=WEEKLY;INTERVAL=3;BYDAY=TU", date(2027, 11, 16))),
    ],
)
def test_a_form_is_read(chosen: str, start: str | None, found: Rhythm) -> None:
    assert rhythm.read({RHYTHM: chosen, START: start}, TUESDAYS, NOW) == found


@pytest.mark.parametrize(
    ("start", "now", "said"),
    [
        (
            "2026-11-19",
            NOW,
            "Thu 19 Nov is a Thursday, and you meet on Tuesdays. The nearest are Tue 17 Nov or Tue 24 Nov.",
        ),
        (
            "2026-11-16",
            NOW,
            "Mon 16 Nov is a Monday, and you meet on Tuesdays. The nearest are Tue 17 Nov or Tue 24 Nov.",
        ),
        ("2026-11-10", NOW, "Tue 10 Nov is past. The next meetings could be on Tue 17 Nov or Tue 24 Nov."),
        ("2027-11-23", NOW, "is more than a year ahead. Choose a day within a year; the next is Tue 17 Nov."),
        (
            "2026-11-17",
            datetime(2026, 11, 17, 21, tzinfo=UTC),
            "The meeting of Tue 17 Nov has begun or is over. The next could be on Tue 24 Nov or Tue 1 Dec.",
        ),
        ("9999-12-31", NOW, "more than a year ahead"),
        ("<!channel>", NOW, "Please pick a date from the calendar."),
    ],
)
def test_a_start_that_cannot_be_says_which_can(start: str, now: datetime, said: str) -> None:
    with pytest.raises(UserError) as refused:
        rhythm.read({RHYTHM: "2", START: start}, TUESDAYS, now)

    assert said in refused.value.text
    assert refused.value.field == START


@pytest.mark.parametrize("chosen", [None, "", "0", "5", "<!channel>", "weekly", "²"])
def test_what_is_no_choice_is_asked_for(chosen: str | None) -> None:
    with pytest.raises(UserError, match="choose how often you meet") as refused:
        rhythm.read({RHYTHM: chosen}, TUESDAYS, NOW)

    assert refused.value.field == RHYTHM


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds have no zone
    weekdays,
    st.times(),
    st.sampled_from(["America/New_York", "Pacific/Apia", "Asia/Kathmandu"]),
)
def test_the_start_that_is_offered_is_always_taken(now: datetime, day: int, at: time, zone: str) -> None:
    settings: Settings = {**TUESDAYS, "weekly_weekday": day, "weekly_at": at, "zone": zone}
    offered = rhythm.first_on(settings, now)

    assert recurrence.moment(offered, at, ZoneInfo(zone)) > now
    read = rhythm.read({RHYTHM: "2", START: offered.isoformat()}, settings, now)
    assert read == Rhythm(rhythm.rule("2", day), offered)


def test_the_next_meeting_of_a_rhythm_keeps_its_weeks() -> None:
    standing = Rhythm("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", date(2026, 11, 10))

    assert rhythm.next_on(standing, "America/New_York", time(15, 30), NOW) == date(2026, 11, 24)
