"""One's own hours: what holds, what is kept, what is typed, and when the next digest would come."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.calendars.own import rules, views
from handlers.errors import UserError
from storage.calendars import TeamCalendar
from storage.preferences import Preference
from storage.working_days import MONDAY_TO_FRIDAY, Break, WorkingDays

NOW = datetime(2026, 11, 16, 13, tzinfo=UTC)
"""08:00 on a Monday in New York."""
NEW_YORK = ZoneInfo("America/New_York")
TEAM = TeamCalendar(team_id=1)


def next_digest(
    at: time, days: WorkingDays = MONDAY_TO_FRIDAY, away: tuple[date, date | None] | None = None
) -> str:
    found = rules.next_digest(at, NEW_YORK, days, now=NOW, away=away)
    return f"{found.astimezone(NEW_YORK):%a %d %b %H:%M}" if found else ""


def test_what_is_not_one_s_own_follows_the_team() -> None:
    stands = rules.stands(Preference(person_id=1), TEAM)

    assert stands == rules.Stands(time(8, 30), False, "01234", time(17, 30), time(7, 30))
    assert set(rules.facts(stands, TEAM).values()) == {None, False}


def test_what_differs_is_kept_as_one_s_own() -> None:
    wanted = rules.Stands(time(7), True, "123", time(0), time(0))
    kept = rules.facts(wanted, TEAM)

    assert kept == {
        "digest_at": time(7),
        "digest_off": True,
        "weekdays": "123",
        "quiet_from": time(0),
        "quiet_until": time(0),
    }
    assert rules.stands(Preference(person_id=1, **kept), TEAM) == wanted


@pytest.mark.parametrize(
    ("typed", "facts"),
    [
        ("", None),
        ("digest off", {"digest_off": True}),
        ("my digest never", {"digest_off": True}),
        ("digest on", {"digest_off": False}),
        ("digest at 7:45", {"digest_at": time(7, 45), "digest_off": False}),
        ("morning 8am", {"digest_at": time(8), "digest_off": False}),
        ("digest 12am", {"digest_at": time(0), "digest_off": False}),
        ("digest 12.30pm", {"digest_at": time(12, 30), "digest_off": False}),
    ],
)
def test_words_for_the_digest_are_understood(typed: str, facts: object) -> None:
    assert rules.read_typed(typed) == facts


@pytest.mark.parametrize("typed", ["digest 25:00", "digest soon", "digest", "holiday", "digest 7:45 please"])
def test_other_words_are_answered_with_how_to_write_it(typed: str) -> None:
    with pytest.raises(UserError, match=r"digest 07:45|07:45 or 8am"):
        rules.read_typed(typed)


def test_the_next_digest_is_on_the_next_working_morning_outside_an_absence() -> None:
    off = WorkingDays(frozenset(range(5)), None, (Break(date(2026, 11, 16), date(2026, 11, 17), "Rest"),))

    assert next_digest(time(8, 30)) == "Mon 16 Nov 08:30"
    assert next_digest(time(8, 0)) == "Tue 17 Nov 08:00"
    assert next_digest(time(8, 30), off) == "Wed 18 Nov 08:30"
    assert next_digest(time(8, 30), away=(date(2026, 11, 16), date(2026, 11, 20))) == "Mon 23 Nov 08:30"
    assert next_digest(time(8, 30), away=(date(2026, 11, 17), None)) == "Mon 16 Nov 08:30"
    assert next_digest(time(8, 30), away=(date(2026, 11, 16), None)) == ""


TIMES = st.one_of(st.none(), st.times().map(lambda at: at.replace(second=0, microsecond=0, tzinfo=None)))


@given(TIMES, TIMES, TIMES, st.one_of(st.none(), st.just("024")), st.booleans())
def test_what_a_button_holds_reads_back_as_it_was(
    at: time | None, begins: time | None, ends: time | None, weekdays: str | None, off: bool
) -> None:
    own = Preference(
        person_id=0, digest_at=at, quiet_from=begins, quiet_until=ends, weekdays=weekdays, digest_off=off
    )

    assert views.unpacked(views.packed(own)) == own


def test_a_button_of_another_time_is_answered() -> None:
    with pytest.raises(UserError, match="too old to take back"):
        views.unpacked("soon")
