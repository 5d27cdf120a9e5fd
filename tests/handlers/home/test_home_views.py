"""App Home as it is drawn: what stands on top, what is offered, and that it fits whatever people wrote."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.views import View

from handlers.home import views
from handlers.home.gathering import Desk
from handlers.home.pages import Pages
from storage.action_lists import Late, Listed
from storage.meeting_parts import Part
from storage.meeting_rows import Meeting
from storage.people import Person
from storage.team_lists import Lead
from storage.teams import Team
from storage.topics import Topic
from storage.types import Page
from storage.workstream_lists import Overview
from tests.handlers.home.rows import (
    HOSTILE,
    MAYA,
    MONDAY,
    NOW,
    TEAM,
    TOM,
    labels,
    listed,
    overview,
    person,
    problems,
    read,
    seat,
    team,
    workstream,
)

NEW_YORK = ZoneInfo("America/New_York")
COACHING, PACING = workstream(1, "coaching"), workstream(2, "pacing")
LEADS = {1: Lead(MAYA, person(3, "Daniel Reyes"))}


def page(*rows: Listed) -> Page[Listed]:
    return Page(rows, len(rows))


def desk(who: Person = TOM, **found: Any) -> Desk:
    """A member's desk, with what is said of it."""
    return Desk(person=who, today=MONDAY, **{"seats": (seat(who=who),), "leads": LEADS, **found})


def meetings(of: Sequence[Team], words: str = "Grade 3 is behind") -> dict[int, Part]:
    """The next meeting of each, moved, with a topic of everybody's."""
    return {
        one.id or 0: Part(
            meeting=Meeting(
                id=one.id,
                team_id=one.id or 0,
                starts_at=NOW + timedelta(days=1),
                moved_from=NOW,
                reason=words,
                minutes=45,
                state="planned",
            ),
            roles=["facilitator"],
            topics=(queued := [Topic(team_id=one.id or 0, text=words, added_by=2, added_at=NOW)] * 5),
            mine=queued,
        )
        for one in of
    }


def leaders(**found: Any) -> Desk:
    """A leader's desk."""
    return desk(MAYA, **{"seats": (seat(TEAM, "team_leader", who=MAYA),), **found})


def home(of: Desk, pages: Pages | None = None, zone: ZoneInfo = NEW_YORK) -> View:
    view = views.home(of, pages or Pages(), zone, NOW)
    assert problems(view) == []
    return view


def test_who_has_no_team_and_owes_nothing_is_told_how_to_start() -> None:
    view = home(desk(seats=(), leads={}))
    assert "You are in no team yet." in read(view)
    assert "`/invite @Steward`, then `/steward setup`" in read(view)
    assert labels(view) == ["How Steward works"]


@pytest.mark.parametrize("who", [person(9, "Ana Sousa", is_guest=True), person(9, "Ana", is_external=True)])
def test_a_guest_without_a_team_is_not_sent_to_set_one_up(who: Person) -> None:
    said = read(home(desk(who, seats=(), leads={})))
    assert "Nothing needed." in said
    assert "setup" not in said


def test_who_owes_nothing_is_told_that_nothing_is_needed() -> None:
    assert "*Nothing needed today.* What you are given stands here." in read(home(desk()))


def test_a_leader_whose_team_needs_something_is_not_told_that_nothing_is_needed() -> None:
    late = {"led": (overview(COACHING),), "late": (Late(1, COACHING, 1),)}
    assert "*You owe nothing today.*" in read(home(leaders(**late)))
    assert "*Nothing needed today.*" in read(home(leaders(led=(overview(COACHING),))))


def test_what_is_owed_stands_under_when_it_is_due_with_counts_and_answers() -> None:
    view = home(
        desk(
            owed=page(
                listed(16, -7, workstream=COACHING, state="blocked", waiting_for="a budget", carried=2),
                listed(15, 1, state="in_progress", created_by=1),
                listed(3, 4),
                listed(4, 8),
            )
        )
    )
    said = read(view)
    assert "You owe 4 actions: 1 overdue, 1 due today or tomorrow, 1 this week, 1 later; 1 blocked." in said
    headings = [
        *("What you owe", "Overdue (1)", "Today and tomorrow (1)", "This week (1)", "Later (1)", "Your teams")
    ]
    assert [line for line in said.splitlines() if line in headings] == headings
    assert "by Mon 9 Nov, 7 working days late · coaching · carried over 2 weekly meetings" in said
    assert "*Blocked.* Waiting for: a budget" in said
    assert "by Tue 17 Nov, tomorrow · in progress" in said
    assert labels(view)[:7] == [
        "Add an action",
        "I'm away…",
        "My hours",
        "How Steward works",
        "Done",
        "New date",
        "Unblock",
    ]
    assert labels(view).count("Blocked") == 3


def test_only_what_somebody_else_asked_for_can_be_said_to_be_not_mine() -> None:
    assert "Not mine" in read(home(desk(owed=page(listed(3, created_by=2)))))
    assert "Not mine" not in read(home(desk(owed=page(listed(3, created_by=1)))))


def test_what_waits_for_an_answer_stands_first_with_its_answers() -> None:
    view = home(desk(owed=page(listed(13, -4, accepted="asked"), listed(14, -9, accepted="accepted"))))
    said = read(view)
    assert said.index("Waiting for your answer (1)") < said.index("Overdue (1)")
    assert "1 action waits for your answer." in said
    assert labels(view)[4:6] == ["Accept", "Not mine"]


def test_what_they_said_is_not_theirs_is_not_counted_and_not_lost() -> None:
    said = read(home(desk(owed=page(listed(7, -4, accepted="declined"), listed(9, 3, accepted="declined")))))
    assert "You said that A-7 and A-9 are not yours. The team leader finds somebody else." in said
    assert "Overdue" not in said


def test_long_lists_are_paged_and_say_how_many_follow() -> None:
    rows = [listed(number, number) for number in range(1, 26)]
    view = home(desk(owed=page(*rows)))
    assert "and 15 more" in read(view)
    assert labels(view).count("Done") == 10
    assert "Next" in labels(view)
    last = home(desk(owed=page(*rows)), Pages({"owed": 2}))
    assert labels(last).count("Done") == 5
    assert "Previous" in labels(last)
    assert "more" not in read(last)
    assert last.private_metadata == '{"pages":{"owed":2}}'


def test_what_was_not_even_read_is_counted() -> None:
    assert "and 600 more" in read(home(desk(owed=Page([listed(1)], 601))))


def test_actions_name_their_team_only_for_who_is_in_several() -> None:
    owed = page(listed(3))
    assert "Daily" not in read(home(desk(owed=owed)))
    several = (seat(TEAM), seat(team(2, "Daily reading")))
    said = read(home(desk(owed=page(listed(3), listed(4, team=team(2, "Daily reading"))), seats=several)))
    assert "by Mon 16 Nov, today · Daily reading" in said
    assert "by Mon 16 Nov, today · District Implementation Team" in said


def test_a_workstream_says_how_it_stands_and_how_old_that_is() -> None:
    view = home(
        desk(
            held=(
                overview(COACHING, owner=TOM),
                overview(PACING, owner=MAYA, backup=TOM, said=None, open_count=0),
                overview(workstream(3, "training"), owner=None, backup=TOM),
            )
        )
    )
    said = read(view)
    assert "*coaching* · At risk · 3 open, 1 overdue\nYou own it\n" in said
    assert "Last update 3 days ago: The coach post is still open." in said
    assert "*pacing* · At risk · nothing open\nYou back up <@U0002>\nNo update yet." in said
    assert "You are its backup; nobody owns it" in said
    assert labels(view).count("Update") == 3


def test_a_team_says_who_you_are_in_it_when_it_meets_and_who_leads_it() -> None:
    seats = (seat(TEAM, "workstream_owner", "backup", workstream_id=1),)
    said = read(home(desk(seats=seats, held=(overview(COACHING),))))
    assert "*District Implementation Team* · you: owner of *coaching*, backup of *coaching*" in said
    assert "Meets Tuesdays, 15:30 to 16:15 (America/New_York)" in said
    assert "Team leader: <@U0002>" in said


def test_each_is_offered_what_they_may_do_with_their_team() -> None:
    assert "Settings" in labels(home(leaders()))
    assert "Team status" in labels(home(desk()))
    guest = person(9, "Ana Sousa", is_guest=True)
    assert labels(home(desk(guest, seats=(seat(who=guest, kind="invited"),)))) == [
        "I'm away…",
        "My hours",
        "How Steward works",
    ]


def test_a_sponsor_has_a_team_by_the_role_alone() -> None:
    assert "you: sponsor" in read(home(desk(seats=(seat(TEAM, "sponsor", kind=None),))))


def test_a_leader_sees_what_nobody_has_with_what_mends_it() -> None:
    gone = person(8, "Hannah Lee", deactivated_at=NOW)
    view = home(
        leaders(
            led=(
                overview(COACHING, owner=None),
                overview(PACING, backup=None),
                overview(workstream(3, "training"), owner=gone, backup=gone),
            ),
            leads={1: Lead(MAYA, None)},
        )
    )
    said = read(view)
    assert "*coaching* and *training* have no owner." in said
    assert "*pacing* and *training* have no backup." in said
    assert "Nobody is coordinator yet, 150 days after the start" in said
    assert {"Name the owners", "Name the backups", "Name a coordinator"} <= set(labels(view))


def test_a_leader_sees_where_it_is_late_and_who_has_not_agreed() -> None:
    omar = person(5, "Omar Haddad")
    view = home(
        leaders(
            led=(overview(COACHING),),
            late=(Late(1, COACHING, 3), Late(1, None, 1)),
            unaccepted=page(
                listed(13, -4, owner=omar, accepted="asked"),
                listed(14, 2, owner=omar, accepted="declined", decline_reason="I know no bus times"),
                *(listed(number, 3, owner=omar, accepted="asked") for number in (20, 21)),
            ),
        )
    )
    said = read(view)
    assert "4 actions overdue: coaching 3, the team itself 1." in said
    assert "<@U0005> has not accepted it yet · by Thu 12 Nov, 4 working days late" in said
    assert "<@U0005> says it is not theirs: I know no bus times" in said
    assert "and 1 more action that nobody here has accepted" in said
    assert labels(view).count("Hand over") == 3
    assert "Show what is late" in labels(view)


def test_the_coordinator_sees_that_the_leader_left() -> None:
    left = person(2, "Maya Okafor", deactivated_at=NOW)
    view = home(desk(seats=(seat(TEAM, "coordinator"),), leads={1: Lead(left, TOM)}))
    assert "The team leader has left Slack." in read(view)
    assert "Hand the lead over" in labels(view)


def test_a_team_in_which_nothing_lacks_says_so() -> None:
    assert "nothing is late. Nothing needed." in read(home(leaders(led=(overview(COACHING),))))


def test_teams_that_need_their_leader_stand_before_those_that_do_not() -> None:
    fine, late = team(1, "A fine team"), team(2, "Zealous team")
    both = {"seats": tuple(seat(of, "team_leader", who=MAYA) for of in (fine, late))}
    view = home(leaders(**both, leads={1: LEADS[1], 2: LEADS[1]}, late=(Late(2, None, 1),)))
    said = read(view)
    assert said.index("Zealous team") < said.index("A fine team")


@given(st.lists(HOSTILE, min_size=8, max_size=8))
@settings(max_examples=60, deadline=None)
def test_whatever_people_wrote_is_shown_pings_nobody_and_breaks_no_limit(words: list[str]) -> None:
    contact = person(7, words[0], slack_user_id=None)
    strand = workstream(1, words[1])
    named = team(1, words[2])
    held = overview(strand, owner=contact, backup=MAYA, line=words[3])
    home(
        desk(
            MAYA,
            seats=(seat(named, "team_leader", "backup", who=MAYA), seat(team(2, words[4]), who=MAYA)),
            leads={1: Lead(contact, None)},
            owed=page(
                listed(
                    1, -1, text=words[5], team=named, workstream=strand, state="blocked", waiting_for=words[6]
                ),
                listed(2, 1, text=words[6], team=named, accepted="asked"),
                listed(3, 1, text=words[7], accepted="declined"),
            ),
            held=(held,),
            led=(held, overview(workstream(2, words[7]), owner=None, backup=None, said=None)),
            late=(Late(1, strand, 2), Late(1, None, 1)),
            unaccepted=page(
                listed(9, 1, text=words[0], owner=contact, accepted="declined", decline_reason=words[1])
            ),
        )
    )


@pytest.mark.parametrize("number", range(0, 30, 5))
def test_thirty_teams_and_five_hundred_actions_fit_with_every_part_full(number: int) -> None:
    teams = [team(id_, f"Team {id_} " + "&" * 70) for id_ in range(1, 31)]
    strands = [workstream(id_, "&" * 60, team_id=id_) for id_ in range(1, 31)]
    asked = [listed(900 + at, 1, accepted="asked", text="&" * 300) for at in range(20)]
    dues = [listed(at, at % 40 - 10, text="&" * 300, team=teams[at % 30]) for at in range(1, 481)]
    dues.sort(key=lambda row: row.action.due_on)
    unaccepted = [
        listed(at, 1, accepted="declined", decline_reason="&" * 300, team=teams[at % 30])
        for at in range(1, 301)
    ]
    crowded = desk(
        MAYA,
        seats=tuple(
            seat(of, "team_leader", "workstream_owner", "backup", "sponsor", who=MAYA) for of in teams
        ),
        leads={of.id: Lead(person(3, deactivated_at=NOW), None) for of in teams},
        owed=Page([*asked, *dues], 500),
        meetings=meetings(teams, "&" * 300),
        held=[overview(strand, line="&" * 3000) for strand in strands],
        led=[overview(strand, owner=None, backup=None) for strand in strands],
        late=[Late(of.id or 0, strand, 7) for of, strand in zip(teams, strands, strict=True)],
        unaccepted=page(*unaccepted),
    )
    view = home(crowded, Pages(dict.fromkeys(("asked", "owed", "meetings", "led", "held", "teams"), number)))
    assert len(view.blocks or ()) <= 100


def test_a_leader_is_shown_what_somebody_left_behind_and_hands_it_over() -> None:
    left = listed(7, 1, owner=person(4, "Hannah Lee", deactivated_at=NOW))
    shown = desk(MAYA, seats=(seat(team(), "team_leader", who=MAYA),), unaccepted=page(left))
    view = home(shown)
    assert "Hannah Lee (has left)" in read(view)
    assert "hand it over, so that somebody has it" in read(view)
    assert "Hand over" in labels(view)


def test_the_fullest_page_is_counted() -> None:
    """Sizes of pages are chosen so that all parts together fit; this is the worst of them, block by block."""
    spread = [listed(at, due) for at, due in enumerate((-3, -2, -1, 0, 1, 2, 3, 4, 20, 30, 40, 50), start=1)]
    asked = [listed(100 + at, 1, accepted="asked") for at in range(9)]
    refused = [listed(200, 1, accepted="declined")]
    teams = [team(id_) for id_ in range(1, 31)]
    strands = [workstream(id_, team_id=id_) for id_ in range(1, 31)]
    rows: Sequence[Overview] = [overview(strand, owner=None, backup=None) for strand in strands]
    view = home(
        desk(
            MAYA,
            seats=tuple(seat(of, "team_leader", who=MAYA) for of in teams),
            leads={},
            owed=Page([*spread, *asked, *refused], 900),
            held=rows,
            meetings=meetings(teams),
            led=rows,
            late=[Late(of.id or 0, None, 1) for of in teams],
            unaccepted=page(
                *(listed(at, 1, accepted="asked", team=of) for of in teams for at in range(1, 6))
            ),
        ),
        Pages({"led": 1, "held": 1, "teams": 1, "meetings": 1}),
        NEW_YORK,
    )
    assert 90 <= len(view.blocks or ()) <= 100


def test_an_update_of_today_and_of_yesterday_say_so() -> None:
    said = [read(home(desk(held=(overview(COACHING, said=timedelta(hours=hours)),)))) for hours in (1, 20)]
    assert "Last update today" in said[0]
    assert "Last update yesterday" in said[1]
