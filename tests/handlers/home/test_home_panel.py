"""The panel: a few lines, and the buttons that its reader can use."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.answer import Message
from handlers.home import panel, rules
from handlers.home.panel import Offer
from storage.action_lists import Listed
from storage.meeting_rows import Meeting
from tests.handlers.home.rows import HOSTILE, MONDAY, TEAM, labels, listed, problems, team

MEETING = Meeting(id=7, team_id=1, starts_at=datetime(2026, 11, 17, 20, 30, tzinfo=UTC), minutes=45)
EVERYTHING = Offer(team=TEAM, meeting=MEETING, adds=True, sees=True, sets_up=True)


def shown(*rows: Listed, offer: Offer = EVERYTHING, teams: int = 1) -> Message:
    owed = rules.sort_out(rows, MONDAY)
    said = panel.panel(owed, offer, teams=teams, zone=ZoneInfo("America/New_York"))
    assert problems(said) == []
    return said


def test_it_says_what_is_owed_now_in_a_few_lines() -> None:
    said = shown(
        listed(1, -3, state="blocked", waiting_for="a budget"),
        *(listed(number, number) for number in range(2, 9)),
        listed(20, 1, accepted="asked"),
    ).text
    assert (
        "You owe 8 actions: 1 overdue, 5 this week, 2 later; 1 blocked. 1 action waits for your answer."
        in said
    )
    assert "• *A-1* Set coach caseloads for term 1 (Fri 13 Nov, 3 working days late · blocked)" in said
    assert "A-5" in said
    assert "A-6" not in said
    assert "and 3 more" in said
    assert "*District Implementation Team* meets next: Tue 17 Nov, 15:30 to 16:15" in said


def test_the_meeting_is_the_one_that_is_planned_moved_or_running() -> None:
    def said(meeting: Meeting | None) -> str:
        return shown(offer=Offer(team=TEAM, meeting=meeting, sees=True)).text

    moved = MEETING.model_copy(
        update={"moved_from": MEETING.starts_at, "starts_at": MEETING.starts_at + timedelta(days=1)}
    )
    assert "meets next: Wed 18 Nov, 15:30 to 16:15" in said(moved)
    assert "Moved from Tue 17 Nov, 15:30" in said(moved)
    assert "meets now: Tue 17 Nov, 15:30" in said(MEETING.model_copy(update={"state": "running"}))
    assert "no meeting is planned. `/steward meeting` shows why." in said(None)


def test_who_leads_a_team_is_told_only_that_they_owe_nothing() -> None:
    assert shown().text.startswith("*Nothing needed today.*")
    assert shown(offer=Offer(team=TEAM, leads=True)).text.startswith("*You owe nothing today.*")


def test_in_several_teams_each_line_names_its_own() -> None:
    said = shown(listed(1, 1), listed(1, 2, team=team(2, "Daily reading")), teams=2).text
    assert "(Tue 17 Nov, tomorrow · District Implementation Team)" in said
    assert "(Wed 18 Nov, in 2 days · Daily reading)" in said


def test_it_offers_only_what_its_reader_can_do_from_here() -> None:
    every = ["Add an action", "My actions", "Team status", "Set up a team here", "Help"]
    assert labels(shown()) == every
    assert labels(shown(offer=Offer(team=TEAM))) == ["My actions", "Help"]
    assert labels(shown(offer=Offer(), teams=0)) == ["Help"]
    assert labels(shown(offer=Offer(adds=True), teams=3)) == ["Add an action", "Help"]


def test_who_has_no_team_is_told_how_to_start_one_where_they_can() -> None:
    assert "press *Set up a team here*" in shown(offer=Offer(sets_up=True), teams=0).text
    assert "press" not in shown(offer=Offer(), teams=0).text


@given(st.lists(HOSTILE, min_size=3, max_size=3))
@settings(max_examples=50, deadline=None)
def test_whatever_people_wrote_is_shown_pings_nobody_and_breaks_no_limit(words: list[str]) -> None:
    named = team(1, words[0])
    rows = [listed(number, number, text=words[1 + number % 2], team=named) for number in range(9)]
    shown(*rows, offer=Offer(team=named, adds=True, sees=True, sets_up=True), teams=2)
