"""The next meeting in App Home: when, what is on it, one's own part, the update that is owed, being away."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from slack_sdk.models.views import View

from handlers.home import meeting, views
from handlers.home.gathering import Desk
from handlers.home.pages import Pages
from storage.absences import Absence
from storage.meeting_parts import Part
from storage.meeting_rows import Meeting
from storage.team_lists import Lead
from storage.topics import Topic
from tests.handlers.home.rows import (
    HOSTILE,
    MAYA,
    MONDAY,
    NOW,
    TOM,
    labels,
    overview,
    person,
    problems,
    read,
    seat,
    team,
    workstream,
)

NEW_YORK, KATHMANDU = ZoneInfo("America/New_York"), ZoneInfo("Asia/Kathmandu")
TUESDAY = datetime(2026, 11, 17, 20, 30, tzinfo=UTC)
"""15:30 in New York."""


def planned(team_id: int = 1, **more: Any) -> Meeting:
    given = {"starts_at": TUESDAY, "minutes": 45, "state": "planned", **more}
    return Meeting(id=5, team_id=team_id, **given)


def topic(number: int, words: str, by: int = 2) -> Topic:
    return Topic(id=number, team_id=1, text=words, added_by=by, added_at=NOW)


def home(part: Part | None, zone: ZoneInfo = NEW_YORK, **found: Any) -> View:
    facts = {"seats": (seat(),), "leads": {1: Lead(MAYA, None)}, **found}
    desk = Desk(person=TOM, today=MONDAY, meetings={1: part} if part else {}, **facts)
    view = views.home(desk, Pages(), zone, NOW)
    assert problems(view) == []
    return view


def test_the_next_meeting_stands_with_its_hours_and_ones_part_in_it() -> None:
    said = read(
        home(
            Part(
                meeting=planned(),
                roles=["facilitator"],
                standing_in=["note_taker"],
                topics=[topic(1, "Grade 3 is behind"), topic(2, "The bus times", by=1)],
                mine=[topic(2, "The bus times", by=1)],
            )
        )
    )

    assert "*District Implementation Team* · Tue 17 Nov, 15:30 to 16:15 (America/New_York)" in said
    assert "Your part: you facilitate and you stand in as note taker." in said
    assert "2 topics queued; yours: “The bus times”." in said
    assert "`/steward agenda` shows it as it stands now" in said


def test_somebody_elsewhere_reads_it_in_their_own_time_too() -> None:
    assert "for you Wed 18 Nov, 02:15" in read(home(Part(meeting=planned()), KATHMANDU))


def test_without_a_part_or_topics_it_asks_what_to_talk_about() -> None:
    view = home(Part(meeting=planned()))

    assert "No topics yet. What should the team talk about?" in read(view)
    assert "Your part" not in read(view)
    assert "Add a topic" in labels(view)


def test_a_posted_agenda_is_in_its_channel_and_a_moved_meeting_says_from_when_and_why() -> None:
    moved = planned(
        agenda_posted_at=NOW, moved_from=TUESDAY - timedelta(days=1), reason="The board meets <then>"
    )
    said = read(home(Part(meeting=moved)))

    assert "Its agenda is in <#C0001>." in said
    assert "Moved from Mon 16 Nov, 15:30: The board meets &lt;then&gt;" in said


@pytest.mark.parametrize(
    ("current", "at"),
    [
        ("section:actions", ", now at: Actions"),
        ("topic:1", ", now at: “Grade 3 is behind”"),
        ("topic:9", ""),
        ("section:unheard", ""),
        (None, ""),
    ],
)
def test_a_meeting_that_runs_says_where_it_is(current: str | None, at: str) -> None:
    running = planned(state="running", started_at=TUESDAY + timedelta(minutes=1), current=current)

    said = read(home(Part(meeting=running, topics=[topic(1, "Grade 3 is behind")])))

    assert f"*It is on* since 15:31 in <#C0001>{at}." in said


def test_no_meeting_says_where_to_look() -> None:
    assert "No meeting is planned" in read(home(None))


def test_several_teams_show_the_soonest_first_and_turn_pages() -> None:
    seats = tuple(seat(team(number, f"Team {number}")) for number in range(1, 6))
    parts = {
        number: Part(meeting=planned(number, starts_at=TUESDAY - timedelta(hours=number)))
        for number in range(1, 6)
    }
    desk = Desk(person=TOM, today=MONDAY, seats=seats, meetings=parts)

    shown = meeting.blocks(desk, Pages(), NEW_YORK, NOW)

    words = str([block.to_dict() for block in shown])
    assert "Next meetings" in words
    assert words.index("Team 5") < words.index("Team 4") < words.index("Team 3")
    assert "Team 2" not in words


def owing(kind: Any = "core", said: timedelta | None = timedelta(days=8), **more: Any) -> View:
    held = (overview(workstream(1, "coaching"), said=said, **more),)
    return home(Part(meeting=planned()), seats=(seat(kind=kind),), held=held)


def test_an_owner_who_has_said_nothing_this_week_owes_an_update() -> None:
    view = owing()

    assert "*Your update is owed*: how does coaching stand?" in read(view)
    assert "Update coaching" in labels(view)


@pytest.mark.parametrize(
    "more", [{"kind": "invited"}, {"said": timedelta(days=1)}, {"owner": MAYA, "backup": TOM}]
)
def test_who_is_invited_has_said_it_or_only_backs_up_owes_none(more: dict[str, Any]) -> None:
    assert "Your update is owed" not in read(owing(**more))


def test_an_update_is_not_owed_long_before_the_meeting() -> None:
    far = Part(meeting=planned(starts_at=NOW + timedelta(days=6)))

    assert "Your update is owed" not in read(home(far, held=(overview(said=timedelta(days=30)),)))


def test_since_the_last_meeting_counts() -> None:
    recent = Part(meeting=planned(), last_closed_at=NOW - timedelta(days=2))

    assert "Your update is owed" in read(home(recent, held=(overview(said=timedelta(days=3)),)))


def test_more_than_three_updates_and_topics_are_counted() -> None:
    mine = [topic(number, f"Topic {number}", by=1) for number in range(5)]
    held = tuple(overview(workstream(number, f"strand {number}"), said=None) for number in range(1, 6))

    said = read(home(Part(meeting=planned(), topics=mine, mine=mine), held=held))

    assert "how does strand 1, strand 2, strand 3 and 2 more stand?" in said
    assert "yours: “Topic 0”, “Topic 1”, “Topic 2” and 2 more." in said


def test_who_is_away_is_told_so_with_the_way_back() -> None:
    away = Absence(workspace_id=1, person_id=1, from_on=MONDAY, until_on=None, created_at=NOW)

    assert "I'm back" in labels(home(None, away=away))
    assert "*You are away* until you say otherwise." in read(home(None, away=away))
    away.until_on = MONDAY + timedelta(days=2)
    assert "*You are away* through Wed 18 Nov." in read(home(None, away=away))
    assert "I'm away…" in labels(home(None))


def test_a_guest_sees_no_meeting_of_the_team() -> None:
    guest = person(9, "Ana Sousa", is_guest=True)
    desk = Desk(person=guest, today=MONDAY, seats=(seat(who=guest),), meetings={1: Part(meeting=planned())})

    assert meeting.blocks(desk, Pages(), NEW_YORK, NOW) == []


@given(HOSTILE)
def test_whatever_a_topic_a_reason_or_a_strand_says_pings_nobody(typed: str) -> None:
    mine = [topic(number, typed, by=1) for number in range(4)]
    moved = planned(state="running", moved_from=NOW, reason=typed, current="topic:1")
    strands = tuple(overview(workstream(number, typed), said=None) for number in range(1, 5))

    home(Part(meeting=moved, topics=mine, mine=mine), seats=(seat(team(name=typed)),), held=strands)
