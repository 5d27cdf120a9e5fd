"""The Monday roll-up as it is read: in words, with its next steps, within Slack's limits."""

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.answer import Message
from handlers.reports import rules, views
from handlers.reports.gathering import Situation
from storage.action_lists import Listed
from tests.handlers.digest.mornings import absence
from tests.handlers.home.rows import (
    HOSTILE,
    MAYA,
    NOW,
    TEAM,
    labels,
    listed,
    overview,
    person,
    problems,
    read,
    team,
    workstream,
)

DANIEL, OMAR = person(3, "Daniel Reyes"), person(5, "Omar Haddad")
AWAY = person(7, "Priya Nair")
LEFT = person(4, "Hannah Lee", deactivated_at=NOW)
COACHING = workstream(1, "coaching")


def rollup(*actions: Listed, **found: Any) -> Message:
    situation = Situation(**{"team": TEAM, "leader": MAYA, "coordinator": DANIEL, "open": actions, **found})
    said = views.rollup(situation, rules.exceptions(situation, NOW), NOW)
    assert problems(said) == []
    return said


def test_it_says_how_many_things_need_a_look_and_that_only_its_reader_gets_it() -> None:
    said = rollup(listed(2, -9), listed(3, 9)).text
    assert said.startswith("*Mon 16 Nov, District Implementation Team*: 1 thing needs a look.")
    assert "Only you get this" in said
    assert "A-3" not in said


def test_each_exception_has_its_facts_its_next_step_and_a_button() -> None:
    said = rollup(
        listed(6, -6, state="blocked", waiting_for="the decision", carried=2, workstream=COACHING),
        listed(10, -5, carried=3),
        listed(13, -4, owner=OMAR, accepted="asked"),
        listed(14, -4, owner=OMAR, accepted="declined", decline_reason="I know no bus times"),
        listed(17, -9),
        listed(18, -20),
        listed(19, -20, owner=AWAY),
        away={7: absence(7)},
    )
    assert "*Blocked (1)*\nWho can free it?" in said.text
    assert (
        "<@U0001> · by Tue 10 Nov, 4 working days late · coaching · carried over 2 weekly meetings"
        in said.text
    )
    assert "Waiting for: the decision" in said.text
    assert "*Carried over three weekly meetings or more (1)*\nA new date alone" in said.text
    assert "*Not accepted yet (2)*\nUntil its owner accepts" in said.text
    assert "They say it is not theirs: I know no bus times" in said.text
    assert "*More than three working days late (1)*" in said.text
    assert "*Ten working days late or more (1)*\nSomething bigger may be in the way." in said.text
    assert "*Away, with nobody in their place (1)*\nName somebody to look after these" in said.text
    assert "<@U0007> · away through Fri 20 Nov · by Tue 27 Oct" in said.text
    assert labels(said) == ["Open"] * 7 + ["Team status"]


def test_what_nobody_has_comes_first_with_what_mends_it() -> None:
    said = rollup(
        leader=LEFT,
        coordinator=None,
        workstreams=(overview(COACHING, owner=None), overview(workstream(2, "pacing"), backup=None)),
    )
    assert "The team leader has left Slack." in said.text
    assert "*coaching* has no owner." in said.text
    assert "*pacing* has no backup." in said.text
    assert "Nobody is coordinator yet, 150 days after the start" in said.text
    mends = ["Hand the lead over", "Name the owners", "Name a coordinator", "Name the backups"]
    assert labels(said) == [*mends, "Team status"]


def test_a_workstream_without_an_update_says_whose_it_is_and_how_long_it_was_quiet() -> None:
    said = rollup(
        workstreams=(
            overview(COACHING, said=timedelta(days=12)),
            overview(workstream(2, "pacing"), owner=OMAR, backup=None, said=None),
        )
    ).text
    assert "*No update for a week (2)*\nAsk the owner for one line" in said
    assert "*coaching* · At risk · <@U0001> · last update 12 days ago" in said
    assert "*pacing* · <@U0005> · no update yet" in said


def test_a_workstream_that_is_off_track_says_why_and_what_comes_next() -> None:
    grading = overview(workstream(1, "grading", state="off_track"), line="The scale is not decided.")
    silent = rollup(workstreams=(grading,))
    assert "*Off track (1)*\nWhat would bring it back?" in silent.text
    assert "*grading* · Off track" in silent.text
    assert "The scale is not decided.\nNext step: none given" in silent.text
    assert labels(silent) == ["Open", "Team status"]

    assert grading.last_update
    grading.last_update.next_step = "Ask the board"
    assert "Next step: Ask the board" in rollup(workstreams=(grading,)).text


def test_a_monday_with_every_kind_full_has_no_more_blocks_than_fit() -> None:
    said = rollup(
        *(listed(at, -20, owner=LEFT) for at in range(1, 9)),
        *(listed(at, -20, accepted="asked") for at in range(10, 19)),
        *(listed(at, -20, state="blocked") for at in range(20, 29)),
        *(listed(at, -20, carried=3) for at in range(30, 39)),
        *(listed(at, -20) for at in range(40, 49)),
        leader=LEFT,
        coordinator=None,
        workstreams=[
            *(
                overview(workstream(id_, f"a{id_}", state="off_track"), owner=None, backup=None)
                for id_ in range(1, 9)
            ),
            *(overview(workstream(id_, f"b{id_}"), said=None) for id_ in range(10, 19)),
        ],
    )
    assert len(said.blocks) <= 50


def test_who_gets_it_in_the_leaders_place_is_told_why() -> None:
    gone = rollup(leader=LEFT).text
    assert "This goes to you as coordinator, since the team leader is not in Slack." in gone
    away = {2: absence(2, cover=7)}
    assert "as coordinator, since the team leader is away." in rollup(listed(1, -9), away=away).text
    covered = rollup(listed(1, -9), away=away, stand_in=AWAY).text
    assert "This goes to you, since you look after the team leader's things while they are away." in covered
    nobody = rollup(listed(1, -9), leader=LEFT, coordinator=LEFT).text
    assert "This goes to you" not in nobody


def test_the_text_says_all_that_the_blocks_say() -> None:
    said = rollup(
        *(listed(number, -9) for number in range(1, 9)),
        workstreams=[overview(workstream(id_, f"strand {id_}"), said=None) for id_ in range(1, 9)],
    )
    for line in read(said).splitlines():
        assert line in said.text or line in labels(said)
    assert "and 3 more: `/steward actions`" in said.text
    assert "and 3 more: `/steward workstream`" in said.text


def test_the_worst_monday_fits_into_one_message() -> None:
    long = "&" * 3000
    crowd = person(9, "&" * 80, slack_user_id=None)
    said = rollup(
        *(
            listed(at, -20, text=long, owner=crowd, accepted="declined", decline_reason=long, state="blocked")
            for at in range(1, 100)
        ),
        *(
            listed(at, -20, text=long, owner=crowd, state="blocked", waiting_for=long)
            for at in range(100, 200)
        ),
        *(listed(at, -20, text=long, owner=crowd, carried=9) for at in range(200, 300)),
        *(listed(at, -20, text=long, owner=crowd) for at in range(300, 500)),
        team=team(name=long),
        leader=LEFT,
        coordinator=None,
        workstreams=[
            overview(workstream(id_, "&" * 60), owner=crowd if id_ % 2 else None, backup=None, said=None)
            for id_ in range(1, 41)
        ],
    )
    assert len(said.blocks) <= 50
    assert len(said.text) < 12_000


@given(st.lists(HOSTILE, min_size=6, max_size=6))
@settings(max_examples=50, deadline=None)
def test_whatever_people_wrote_is_shown_pings_nobody_and_breaks_no_limit(words: list[str]) -> None:
    contact = person(7, words[0], slack_user_id=None)
    strand = workstream(1, words[1])
    rollup(
        listed(1, -9, text=words[2], state="blocked", waiting_for=words[3], owner=contact, workstream=strand),
        listed(2, -9, text=words[3], accepted="declined", decline_reason=words[4], owner=contact),
        listed(3, -9, text=words[5], carried=3),
        listed(4, -9, text=words[0]),
        team=team(name=words[5]),
        workstreams=(overview(strand, owner=contact, backup=None, said=None),),
    )
