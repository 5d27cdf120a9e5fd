"""An action as it is seen: what the card, the direct message and the answers say, and that they always fit."""

from datetime import timedelta
from typing import Any

import pytest

from handlers.actions.views import card, direct, small_forms
from handlers.actions.views.buttons import ANYONE
from handlers.answer import Message
from storage.stories import Story
from storage.working_days import Break, WorkingDays
from tests.handlers.actions.tales import (
    CONTACT,
    DONE,
    FRIDAY,
    GONE,
    GUEST,
    MAYA,
    OWNER_ONLY,
    PRIYA,
    READER,
    TOM,
    step,
    story,
)
from tests.handlers.home.rows import (
    MONDAY,
    labels,
    read,
)

LINK: dict[str, Any] = {
    "source_link": "https://harborglen.example/archives/C1/p1?a=1&b=2",
    "source_author": "Tom Whitaker",
}


def menu(shown: Message) -> list[str]:
    """The entries of the menu on it."""
    found = [block.to_dict() for block in shown.blocks]
    elements = [element for block in found for element in block.get("elements", [])]
    return [option["text"]["text"] for element in elements for option in element.get("options", [])]


def test_a_card_says_who_what_and_by_when_without_a_word_that_would_be_wrong_tomorrow() -> None:
    shown = card.card(story(), MONDAY)

    assert "*A-12* Draft the pacing guide" in shown.text
    assert "Owner: Priya Nair · By: *Fri 20 Nov* · Workstream: pacing · State: Open" in shown.text
    assert "Added by Maya Okafor" in shown.text
    assert labels(shown) == ["Done", "New date", "Blocked", "Change", "Hand over"]
    assert menu(shown) == ["Start", "Drop", "History"]
    late = card.card(story(), FRIDAY + timedelta(days=3))
    assert "late" not in late.text, "nobody is called late in a channel"


def test_the_whole_action_says_how_near_its_date_is_to_its_reader() -> None:
    assert "Fri 20 Nov, in 4 days" in card.full(story(), MONDAY, ANYONE).text
    assert "3 working days late" in card.full(story(), FRIDAY + timedelta(days=3), ANYONE).text
    off = WorkingDays(frozenset(range(5)), breaks=(Break(FRIDAY, None, "Testing", is_season=True),))
    assert "late" not in card.full(story(), FRIDAY + timedelta(days=3), ANYONE, days=off).text
    moved = story(due=FRIDAY + timedelta(days=7))
    assert "Fri 27 Nov (first Fri 20 Nov)" in card.full(moved, MONDAY, ANYONE).text
    assert "Fri 20 Nov 2026" in card.card(story(), MONDAY.replace(year=2027)).text


def test_a_reader_is_offered_what_they_may_do_and_told_who_may_do_the_rest() -> None:
    shown = card.full(story(), MONDAY, READER, who_may="Only its owner can answer for this action.")

    assert labels(shown) == ["History"]
    assert "Only its owner can answer" in shown.text
    owner = card.full(story(), MONDAY, OWNER_ONLY)
    assert labels(owner) == ["Done", "New date", "Blocked"]
    assert menu(owner) == ["Start", "Not mine", "History"]
    closed = story(DONE, state="done")
    assert labels(card.full(closed, MONDAY, ANYONE)) == ["Reopen", "History"]
    assert labels(card.full(closed, MONDAY, READER)) == ["History"]


def test_a_closed_card_is_a_record_with_a_way_back() -> None:
    shown = card.card(story(DONE, state="done"), MONDAY)

    assert labels(shown) == ["Undo"]
    assert "Done · Priya Nair · due Fri 20 Nov · pacing" in shown.text
    assert "Priya Nair marked it done" in shown.text


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (story(state="blocked", waiting_for="the calendar"), "Waiting for: the calendar"),
        (story(state="blocked", waiting_for="the calendar"), "Unblock"),
        (story(owner=GONE), "Hannah Lee has left. Hand it over, so that somebody has it."),
        (story(owner=CONTACT), "Bus company (without Slack)"),
        (story(owner=GUEST), "<@U0006>"),
        (story(accepted="asked"), "Waiting for Priya Nair to accept it."),
        (story(accepted="declined", decline_reason="No time"), "Priya Nair says it is not theirs: No time."),
        (story(workstream_id=None), "By: *Fri 20 Nov* · State: Open"),
        (story(source_text="One\ntwo", **LINK), "From Tom Whitaker:\n> One\n> two"),
        (story(source_text="One", **LINK), "p1?a=1&amp;b=2|Open the message>"),
        (story(source_link=LINK["source_link"]), "From a message:\n> (a message without words)"),
    ],
)
def test_a_card_says_what_is_not_as_usual_and_what_to_do_about_it(told: Story, said: str) -> None:
    assert said in read(card.card(told, MONDAY))


def test_carrying_over_is_said_where_it_is_asked_for_and_not_in_the_channel() -> None:
    assert "Carried over" not in card.card(story(carried=3), MONDAY).text
    assert "Carried over 1 weekly meeting." in card.full(story(carried=1), MONDAY, ANYONE).text
    assert (
        "Time to give it a new date, split it, hand it over or drop it."
        in card.full(story(carried=3), MONDAY, ANYONE).text
    )


def test_an_owner_is_told_who_gave_it_to_them_and_how() -> None:
    assert "*Maya Okafor gave you an action.*" in direct.given(story(), MONDAY, ANYONE).text
    handed = step(2, "hand_over", TOM, why="Half done", before={"owner_id": 2}, after={"owner_id": 3})
    said = direct.given(story(handed), MONDAY, ANYONE).text
    assert "*Tom Whitaker handed an action over to you.*" in said
    assert "They wrote: Half done" in said
    back = step(2, "hand_over", TOM, why="Not mine: no time", before={"owner_id": 1}, after={"owner_id": 3})
    said = direct.given(story(back), MONDAY, ANYONE).text
    assert "*Tom Whitaker says this is not theirs, so it is back with you:* no time" in said
    assert "They wrote" not in said
    undone = step(3, "undo", TOM, before={"owner_id": 1}, after={"owner_id": 3})
    assert "so this action is yours again" in direct.given(story(undone), MONDAY, ANYONE).text
    blocked = direct.given(story(state="blocked", waiting_for="Ben"), MONDAY, ANYONE)
    assert "Waiting for: Ben" in blocked.text


def test_an_invited_owner_is_asked_first() -> None:
    shown = direct.given(story(accepted="asked"), MONDAY, OWNER_ONLY)

    assert labels(shown) == ["Accept", "Not mine"]
    assert "*Maya Okafor asks whether you can take this on.*" in shown.text
    assert "then it goes back to who asked" in shown.text


@pytest.mark.parametrize("verb", ["redate", "block", "complete"])
def test_once_the_owner_has_answered_their_message_is_a_record(verb: str) -> None:
    shown = direct.given(story(step(2, verb, PRIYA)), MONDAY, ANYONE)

    assert labels(shown) == []
    assert "`/steward A-12` shows it" in shown.text


@pytest.mark.parametrize(
    "since",
    [
        [step(2, "start", PRIYA)],
        [step(2, "accept", PRIYA)],
        [step(2, "redate", MAYA)],
        [step(2, "redate", PRIYA, undone_by_entry_id=3), step(3, "undo", MAYA)],
        [
            step(2, "redate", PRIYA),
            step(3, "hand_over", PRIYA, before={"owner_id": 1}, after={"owner_id": 3}),
        ],
    ],
)
def test_until_then_it_keeps_its_buttons(since: list[Any]) -> None:
    assert "Done" in labels(direct.given(story(*since), MONDAY, ANYONE))


def test_an_undoing_that_was_undone_lets_the_answer_stand_again() -> None:
    steps = [
        step(2, "redate", PRIYA, undone_by_entry_id=3),
        step(3, "undo", MAYA, undone_by_entry_id=4),
        step(4, "undo", MAYA),
    ]
    assert labels(direct.given(story(*steps), MONDAY, ANYONE)) == []


def test_a_closed_one_says_that_nothing_is_needed() -> None:
    shown = direct.given(story(DONE, state="done"), MONDAY, ANYONE)
    assert "*Done*, due Fri 20 Nov." in shown.text
    assert "Nothing needed." in shown.text
    assert "/steward" not in shown.text


def test_the_one_before_is_told_who_has_it_now() -> None:
    told = story(step(2, "hand_over", MAYA, before={"owner_id": 1}, after={"owner_id": 3}))
    assert "*A-12* is with <@U0003> now, so it is no longer yours." in direct.taken_over(told, MONDAY).text
    passed = direct.passed_on(told, MONDAY)
    assert "It is with Priya Nair now." in passed.text
    assert labels(passed) == []


def test_the_form_to_hand_over_calls_its_field_by_its_name() -> None:
    said = str(small_forms.hand_over(story()).to_dict())

    assert "Leave New owner empty then." in said
    assert "Leave Owner empty then." not in said


def test_a_card_says_once_what_it_waits_for() -> None:
    waits = story(step(2, "block", why="the calendar"), state="blocked", waiting_for="the calendar")

    for shown in (card.card(waits, MONDAY), card.full(waits, MONDAY, ANYONE)):
        assert shown.text.count("the calendar") == 1
