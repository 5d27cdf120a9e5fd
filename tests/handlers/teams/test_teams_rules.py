"""What may be typed for a team, and what is said of what may not."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.errors import UserError
from handlers.teams import rules, zones
from tests.handlers.home.rows import HOSTILE, NOW, team

FILLED: dict[str, Any] = {
    rules.NAME: "District Implementation Team",
    rules.LEVEL: "district",
    rules.INNOVATION: "Northlight ELA K-5",
    rules.ZONE: "America/New_York",
    rules.WEEKDAY: "1",
    rules.AT: "15:30",
    rules.MINUTES: "45",
    rules.STEPBACK: "2026-11-25",
    rules.LEADER: "U0002",
    rules.COORDINATOR: "U0003",
    rules.WORKSTREAMS: "assessment\n- pacing\n\n•  planning   support ",
}


def test_a_form_that_is_filled_reads_as_a_team() -> None:
    wanted, mistakes = rules.read_setup(FILLED, NOW)

    assert mistakes == {}
    assert wanted.settings == {
        "name": "District Implementation Team",
        "level": "district",
        "innovation": "Northlight ELA K-5",
        "zone": "America/New_York",
        "weekly_weekday": 1,
        "weekly_at": time(15, 30),
        "weekly_minutes": 45,
        "first_stepback_on": date(2026, 11, 25),
    }
    assert wanted.workstreams == ("assessment", "pacing", "planning support")
    assert (wanted.leader, wanted.coordinator) == ("U0002", "U0003")


def test_what_is_optional_may_be_empty() -> None:
    wanted, mistakes = rules.read_setup(
        FILLED | {rules.STEPBACK: None, rules.COORDINATOR: None, rules.WORKSTREAMS: None}, NOW
    )

    assert mistakes == {}
    assert (wanted.coordinator, wanted.workstreams) == (None, ())
    assert wanted.settings["first_stepback_on"] is None


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (rules.NAME, "  ", "please write something"),
        (rules.NAME, "x" * 81, "this has 81 characters, 80 fit"),
        (rules.INNOVATION, "x" * 201, "201 characters, 200 fit"),
        (rules.LEVEL, "planet", "choose a level"),
        (rules.ZONE, "Mars/Olympus", "choose the time zone from the list"),
        (rules.ZONE, "America/Chicgo", "Nearest: Central: Chicago (America/Chicago)"),
        (rules.ZONE, None, "choose the time zone from the list"),
        (rules.WEEKDAY, "7", "choose the day you meet"),
        (rules.AT, "half past", "choose the time you meet"),
        (rules.AT, None, "choose the time you meet"),
        (rules.MINUTES, "9", "from 10 to 240"),
        (rules.MINUTES, "45.5", "whole minutes"),
        (rules.MINUTES, "²", "whole minutes"),
        (rules.STEPBACK, "2026-11-15", "This day is past"),
        (rules.STEPBACK, "soon", "pick a date"),
        (rules.LEADER, None, "exactly one leader"),
        (rules.COORDINATOR, "U0002", "two people"),
        (rules.WORKSTREAMS, "pacing\nPACING ", "“PACING” stands here twice"),
        (rules.WORKSTREAMS, "x" * 61, "61 characters; 60 fit"),
        (rules.WORKSTREAMS, "\n".join(f"strand {n}" for n in range(41)), "41 workstreams; 40 fit"),
        (rules.WORKSTREAMS, "pacing\nRetire", "“Retire” has a meaning of its own"),
        (rules.SHARED, [], "tick this first"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(field: str, typed: Any, said: str) -> None:
    _, mistakes = rules.read_setup(FILLED | {field: typed}, NOW)

    assert list(mistakes) == [field]
    assert said in mistakes[field]


def test_every_mistake_of_a_form_is_said_at_once() -> None:
    _, mistakes = rules.read_setup({}, NOW)

    assert set(mistakes) == {
        rules.NAME,
        rules.LEVEL,
        rules.INNOVATION,
        rules.ZONE,
        rules.WEEKDAY,
        rules.AT,
        rules.MINUTES,
        rules.LEADER,
    }


def test_a_stepback_may_be_today_where_the_team_is() -> None:
    late = datetime(2026, 11, 16, 3, tzinfo=UTC)  # still Sunday in New York
    _, mistakes = rules.read_setup(FILLED | {rules.STEPBACK: "2026-11-15"}, late)

    assert mistakes == {}


@settings(max_examples=25, deadline=None)
@given(HOSTILE)
def test_nothing_that_is_typed_breaks_the_reading(typed: str) -> None:
    texts = (
        rules.NAME,
        rules.INNOVATION,
        rules.ZONE,
        rules.AT,
        rules.MINUTES,
        rules.STEPBACK,
        rules.WORKSTREAMS,
    )
    _, mistakes = rules.read_setup(FILLED | dict.fromkeys(texts, typed), NOW)

    assert all(len(sentence) < 3000 for sentence in mistakes.values())


@pytest.mark.parametrize("name", ["", " \n "])
def test_a_workstream_has_a_name(name: str) -> None:
    with pytest.raises(UserError, match="give the workstream a name"):
        rules.workstream_name(name)


@pytest.mark.parametrize(
    ("channel", "name"),
    [
        ("northlight-ela", "Northlight ela"),
        ("dit_core", "Dit core"),
        ("", ""),
        ("x" * 90, "X" + "x" * 78 + "…"),
    ],
)
def test_the_channel_suggests_the_team_s_name(channel: str, name: str) -> None:
    assert rules.name_from_channel(channel) == name


@pytest.mark.parametrize(
    ("now", "meets"),
    [
        ("2026-11-16T13:00", "2026-11-17T15:30"),  # Monday: tomorrow
        ("2026-11-17T20:29", "2026-11-17T15:30"),  # Tuesday 15:29: today
        ("2026-11-17T21:14", "2026-11-17T15:30"),  # under way
        ("2026-11-17T21:15", "2026-11-24T15:30"),  # over
    ],
)
def test_the_next_meeting_is_the_one_to_come_or_under_way(now: str, meets: str) -> None:
    at = rules.next_meeting(team(), datetime.fromisoformat(now).replace(tzinfo=UTC))

    assert at.replace(tzinfo=None) == datetime.fromisoformat(meets)


@given(
    st.integers(0, 15 * 366 * 24 * 60),
    st.sampled_from(
        [
            "America/New_York",
            "Europe/Berlin",
            "Australia/Lord_Howe",
            "Asia/Kathmandu",
            "Pacific/Apia",
            "Africa/Casablanca",
            "America/St_Johns",
            "Pacific/Kiritimati",
            "UTC",
        ]
    ),
    st.integers(0, 6),
    st.times(),
    st.integers(10, 240),
)
def test_the_next_meeting_is_that_weekday_and_not_over_and_within_eight_days(
    minute: int, zone: str, weekday: int, at: time, minutes: int
) -> None:
    now = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    held = team(zone=zone)
    held.weekly_weekday, held.weekly_at, held.weekly_minutes = weekday, at, minutes

    found = rules.next_meeting(held, now)

    assert found.tzinfo == ZoneInfo(zone)
    assert found.weekday() == weekday
    assert now < found.astimezone(UTC) + timedelta(minutes=minutes)
    assert found.astimezone(UTC) - now <= timedelta(days=8)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("new york", "America/New_York"),
        ("NEW_YORK", "America/New_York"),
        ("eastern", "America/New_York"),
        ("pacific", "America/Los_Angeles"),
        ("kathmandu", "Asia/Kathmandu"),
        ("katmandu", "Asia/Kathmandu"),
        ("lord howe", "Australia/Lord_Howe"),
        ("apia", "Pacific/Apia"),
        ("new yrok", "America/New_York"),
        ("gmt", "UTC"),
    ],
)
def test_a_zone_is_found_as_people_look_for_it(typed: str, zone: str) -> None:
    assert zone in [value for value, _ in zones.search(typed)[:3]]


def test_the_zones_that_most_teams_are_in_come_first() -> None:
    assert [value for value, _ in zones.search("")][:2] == ["America/New_York", "America/Chicago"]


@given(st.text(max_size=300))
def test_a_search_for_a_zone_offers_zones_that_exist(typed: str) -> None:
    found = zones.search(typed)

    assert len(found) <= zones.MOST
    assert all(zones.or_utc(value) == value and len(label) <= 75 for value, label in found)


def test_a_zone_that_this_machine_does_not_know_reads_as_utc() -> None:
    assert zones.or_utc("Mars/Olympus") == "UTC"
