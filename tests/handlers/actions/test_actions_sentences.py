"""What the person who did something is told, the history of an action, and what its forms say."""

from typing import Any

import pytest

from handlers.actions.views import acks, forms, history, layout, telling
from tests.handlers.actions.tales import (
    CONTACT,
    DONE,
    GONE,
    GRADING,
    KATHMANDU,
    MAYA,
    NEW_YORK,
    PRIYA,
    TOM,
    added,
    step,
    story,
)
from tests.handlers.home.rows import (
    MONDAY,
    NOW,
    TEAM,
    labels,
    read,
)


@pytest.mark.parametrize(
    ("taken", "more", "said"),
    [
        (DONE, {"state": "done"}, "*A-12* is done. Thank you."),
        (step(2, "start"), {"state": "in_progress"}, "*A-12* is in progress."),
        (step(2, "block"), {"state": "blocked", "waiting_for": "Ben"}, "is blocked. Waiting for: Ben"),
        (step(2, "unblock"), {}, "is not blocked any more."),
        (step(2, "drop"), {"state": "dropped", "drop_reason": "{no}"}, "*A-12* is dropped: {no}"),
        (step(2, "reopen"), {}, "is open again, by Fri 20 Nov, in 4 days."),
        (step(2, "redate"), {}, "*A-12* is now due Fri 20 Nov, in 4 days."),
        (step(2, "hand_over"), {}, "*A-12* is with <@U0003> now."),
        (step(2, "accept"), {}, "*A-12* is yours, by Fri 20 Nov, in 4 days."),
        (step(2, "decline"), {"accepted": "declined"}, "stays with you until somebody takes it over"),
        (step(2, "undo"), {}, "*A-12*: taken back. It is open, with <@U0003>, by Fri 20 Nov, in 4 days."),
        (step(2, "undo"), {"state": "dropped"}, "*A-12*: taken back. It is dropped."),
        (step(2, "change"), {}, "*A-12* is changed. It is open"),
    ],
)
def test_who_did_something_reads_what_it_is_now_and_has_a_way_back(taken: Any, more: Any, said: str) -> None:
    shown = acks.changed(story(taken, **more), taken, MONDAY, messaged=[TOM], at="card")

    assert said in shown.text
    assert "<@U0001> gets a direct message." in shown.text
    assert labels(shown) == ["Undo"]
    assert '"1.12:2/card"' in str(shown.blocks[-1].to_dict()).replace("'", '"')


def test_nobody_is_said_to_be_told_who_cannot_be() -> None:
    assert "has no Slack account, so please tell them yourself" in telling.messaged(CONTACT)
    assert "cannot be told: hand it over" in telling.messaged(GONE)
    assert telling.of_giving_back(None, TEAM).startswith("Nobody gets a direct message")
    assert "<@U0002> gets a direct message with your reason" in telling.of_giving_back(MAYA, TEAM)


def test_a_new_action_is_read_back_as_it_was_understood() -> None:
    shown = acks.saved(story(), MONDAY, messaged=[PRIYA], hints=["Start with a verb."])

    assert "*A-12 is saved.* Draft the pacing guide" in shown.text
    assert "Owner: <@U0003> · by Fri 20 Nov, in 4 days · workstream pacing" in shown.text
    assert "The card goes to <#C0001>. <@U0003> gets a direct message." in shown.text
    assert "Start with a verb." in shown.text
    assert labels(shown) == ["Undo", "Change"]


@pytest.mark.parametrize(
    ("taken", "said"),
    [
        (added(), "Maya Okafor added it for Priya Nair, by Fri 20 Nov: Draft the pacing guide"),
        (step(2, "start", TOM), "Tom Whitaker started it"),
        (step(2, "block", why="the calendar"), "marked it blocked, waiting for: the calendar"),
        (step(2, "drop", why="Not needed"), "Maya Okafor dropped it: Not needed"),
        (
            step(2, "carry", None, after={"carried_on": "2026-11-17"}),
            "Steward carried it over at the meeting of Tue 17",
        ),
        (
            step(
                2, "redate", why="Late data", before={"due_on": "2026-11-20"}, after={"due_on": "2027-01-08"}
            ),
            "moved it from Fri 20 Nov to Fri 8 Jan 2027: Late data",
        ),
        (
            step(2, "hand_over", why="Half done", before={"owner_id": 2}, after={"owner_id": 3}),
            "Maya Okafor handed it over to Priya Nair: Half done",
        ),
        (
            step(2, "hand_over", TOM, why="Not mine: no time", before={"owner_id": 1}, after={"owner_id": 2}),
            "Tom Whitaker said it is not theirs, and it went back to Maya Okafor: no time",
        ),
        (
            step(
                2,
                "change",
                before={"text": "Old", "owner_id": 1, "workstream_id": 1, "due_on": "2026-11-20"},
                after={"text": "New", "owner_id": 99, "workstream_id": None, "due_on": "2026-11-27"},
            ),
            "handed it over from Tom Whitaker to somebody and moved it from workstream pacing to none",
        ),
        (step(2, "change"), "Maya Okafor changed it"),
        (step(2, "undo"), "Maya Okafor took a step back"),
        (step(2, "of a later version"), "Maya Okafor changed it"),
    ],
)
def test_every_step_is_a_sentence(taken: Any, said: str) -> None:
    assert said in history.sentence(story(taken), taken, MONDAY)


def test_an_undone_step_says_so_and_its_undoing_says_what_it_undid() -> None:
    done = step(2, "complete", PRIYA, after={"state": "done"}, undone_by_entry_id=3)
    told = story(done, step(3, "undo", MAYA))

    shown = history.page(told, KATHMANDU, NOW, undo=told.steps[-1])

    assert "Mon 16 Nov, 18:48  Maya Okafor took back that Priya Nair marked it done" in shown.text
    assert "Mon 16 Nov, 18:47  Priya Nair marked it done  _(undone)_" in shown.text
    assert labels(shown) == ["Open", "Undo the last change"]


def test_a_long_history_is_paged_the_latest_first() -> None:
    told = story(*(step(number, "start") for number in range(2, 42)))

    first, last = history.page(told, NEW_YORK, NOW), history.page(told, NEW_YORK, NOW, number=99)

    assert first.text.count("started it") == history.STEPS
    assert labels(first) == ["Open", "Earlier steps"]
    assert labels(last) == ["Open", "Later steps"]
    assert "Page 3 of 3" in last.text
    assert "added it" in last.text


def test_what_stands_already_says_who_did_it_and_when() -> None:
    said = acks.unchanged(story(DONE, state="done"), NEW_YORK, NOW).text
    assert said == ("Nothing to change on *A-12*: Priya Nair marked it done, Mon 16 Nov at 08:02.")


def test_what_is_open_and_stays_so_says_how_it_stands() -> None:
    said = acks.unchanged(story(step(2, "start", PRIYA)), NEW_YORK, NOW).text
    assert said == (
        "Nothing to change on *A-12*. It is open, with <@U0003>, by Fri 20 Nov, in 4 days. "
        "Latest: Priya Nair started it, Mon 16 Nov at 08:02."
    )


def test_a_form_keeps_a_retired_workstream_that_the_action_has() -> None:
    view = forms.change(story(), [GRADING], MONDAY)
    assert "pacing" in read(view)
    assert "Fri 20 Nov, in 4 days" in read(view)
    assert "pacing" not in read(forms.change(story(workstream_id=2), [GRADING], MONDAY))


def test_a_form_says_what_is_missing_unless_a_problem_says_it_better() -> None:
    assert forms.notice((), ()) == ""
    assert forms.notice(("text", "owner", "due"), ()) == (
        "Almost there: please say what is to be done, who does it and by when."
    )


def test_the_text_of_a_message_says_what_its_blocks_say() -> None:
    shown = layout.message(
        layout.section("One"), None, layout.fields(("Two", "2")), layout.context("Three", None)
    )
    assert shown.text == "One\n*Two:* 2\nThree"
    assert layout.context(None, "") is None
