"""The digest as it is read: each row with its answers, and what is left of it once it is answered."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.answer import Message
from handlers.digest.showing import Shown
from handlers.digest.views import note
from storage.audit import AuditEntry
from storage.stories import Story
from tests.handlers.digest.mornings import (
    COACHING,
    MONDAY,
    NOW,
    PRIYA,
    TOM,
    absence,
    morning,
    promise,
    shown,
    theirs,
)
from tests.handlers.home.rows import (
    HOSTILE,
    TEAM,
    labels,
    overview,
    person,
    problems,
    read,
    seat,
    team,
    workstream,
)

ANSWERS = ["Done", "New date", "Blocked", "Not mine", "Open"]


def said(of: Shown, at: str = "kept") -> Message:
    message = note.digest(of, at)
    assert problems(message) == []
    return message


def step(id_: int, verb: str, *, by: int = 1, at: datetime = NOW, **more: Any) -> AuditEntry:
    facts = {"before": {}, "after": {}, "undo_to": {"state": "open"}, **more}
    return AuditEntry(
        id=id_, workspace_id=1, team_id=1, item_kind="action", item_id=1, item_number=1, verb=verb, at=at,
        by_person_id=by, **facts,
    )  # fmt: skip


def afterwards(of: Shown, *steps: AuditEntry, state: str = "done", closed: bool = False) -> Shown:
    """The digest after somebody did something with its first row."""
    first = of.rows[0]
    assert first.listed is not None
    action = first.listed.action.model_copy(update={"state": state})
    added = step(1, "add", by=8, at=NOW - timedelta(days=9), after={"owner_id": 1, "due_on": "2026-11-16"})
    told = Story(
        team=TEAM, action=action, steps=[added, *steps], people={1: TOM, 8: PRIYA}, workstreams={1: COACHING}
    )
    row = replace(first, listed=replace(first.listed, action=action), told=told)
    return replace(of, rows=[row, *of.rows[1:]], sent_at=NOW, closed=closed)


def test_it_says_how_much_there_is_and_each_row_what_it_is_and_by_when() -> None:
    message = said(
        shown(
            morning(
                promise(12, -4, workstream=COACHING),
                promise(13, 0),
                promise(14, 1, text="Book the room", created_by=1),
            )
        )
    )
    assert message.text.startswith("*Good morning. Mon 16 Nov*: 3 things need a word from you.")
    assert (
        "*Overdue*\n\n*A-12* Set coach caseloads for term 1\nby Thu 12 Nov, 2 working days late · coaching"
        in message.text
    )
    assert "*Due today*\n\n*A-13* Set coach caseloads for term 1\nby Mon 16 Nov, today" in message.text
    assert "*Due tomorrow*\n\n*A-14* Book the room\nby Tue 17 Nov, tomorrow" in message.text
    assert "`/steward preferences` sets when it comes" in message.text
    assert labels(message) == [*ANSWERS, *ANSWERS, "Done", "New date", "Blocked", "Open"]


def test_one_thing_is_one_thing() -> None:
    assert "1 thing needs a word from you" in said(shown(morning(promise(1, 0)))).text


def test_on_friday_mondays_are_due_by_the_next_working_day() -> None:
    friday = morning(promise(1, 7), promise(2, 5), today=MONDAY + timedelta(days=4))
    message = said(shown(friday))
    assert "*Due by the next working day*" in message.text
    assert "by Mon 23 Nov, in 3 days" in message.text


def test_what_was_due_on_a_day_off_is_due_today() -> None:
    assert "by Sat 14 Nov, so by today" in said(shown(morning(promise(1, -2)))).text


def test_what_waits_for_a_yes_can_be_accepted_or_refused() -> None:
    message = said(shown(morning(promise(13, 4, accepted="asked"))))
    assert "*Waiting for your answer*\nCan you take these on?" in message.text
    assert labels(message) == ["Accept", "Not mine"]


@pytest.mark.parametrize(
    ("kind", "buttons"),
    [
        ("core", ["New date", "Split", "Hand over", "Drop", "Done"]),
        ("invited", ["Done", "New date", "Blocked", "Not mine", "Open"]),
    ],
)
def test_what_was_carried_three_times_is_redated_split_handed_over_or_dropped(
    kind: Any, buttons: list[str]
) -> None:
    row = promise(10, -5, carried=3, carried_on=MONDAY)
    message = said(shown(morning(row, seats=(seat(TEAM, kind=kind),))))
    assert "*Carried over three weekly meetings or more*\nGive it a new date, split it" in message.text
    assert "carried over 3 weekly meetings" in message.text
    assert labels(message) == buttons


def test_a_blocked_one_says_what_it_waits_for_and_can_be_unblocked() -> None:
    message = said(shown(morning(promise(16, -7, state="blocked", waiting_for="the committee"))))
    assert "*Blocked.* Waiting for: the committee" in message.text
    assert "Unblock" in labels(message)


def test_what_waits_for_me_names_its_owner_and_can_be_unblocked() -> None:
    row = theirs(6, 9, state="blocked", waiting_for="an answer from Tom Whitaker")
    message = said(shown(morning(watched=[row])))
    assert "*Waiting for you*\nTheir owners name you." in message.text
    assert "<@U0008> · by Wed 25 Nov" in message.text
    assert labels(message) == ["Unblock", "Open"]


def test_rows_of_somebody_away_say_whose_they_are_and_until_when() -> None:
    message = said(shown(morning(theirs(2, -4), covered={8: absence(cover=1)})))
    assert "*For Priya Nair, away through Fri 20 Nov*\n\n*A-2*" in message.text
    open_end = said(shown(morning(theirs(2, -4), covered={8: absence(cover=1, until=None)})))
    assert "*For Priya Nair, away until they say that they are back*" in open_end.text
    assert labels(message) == ["Done", "New date", "Blocked", "Open"]


def test_rows_of_somebody_who_has_left_go_to_the_backup() -> None:
    gone = person(8, "Hannah Lee", deactivated_at=NOW)
    found = morning(watched=[theirs(2, 0, owner=gone)], backing=frozenset({1}), away={8: None})
    assert "*For Hannah Lee, who has left*\nYou are the backup." in said(shown(found)).text


def test_a_backup_and_a_leader_are_told_kindly_and_can_help() -> None:
    backup = said(
        shown(morning(watched=[theirs(2, -5)], backing=frozenset({1}), seats=(seat(TEAM, "backup"),)))
    )
    assert "*As backup: three working days late or more*\nAsk the owner what would help." in backup.text
    assert "<@U0008> · by Wed 11 Nov, 3 working days late" in backup.text
    assert labels(backup) == ["New date", "Hand over", "Done", "Open"]
    leader = said(shown(morning(watched=[theirs(2, -14)], leading=frozenset({1}))))
    assert "A short talk helps more than a reminder" in leader.text
    assert labels(leader) == ["New date", "Done", "Open"]


def test_an_update_that_is_owed_opens_its_form() -> None:
    message = said(shown(morning(owed=(overview(COACHING),))))
    assert (
        "*Your update for the agenda*\n\n*coaching*\nHow does it stand? Last said at risk on Fri 13 Nov."
        in message.text
    )
    assert labels(message) == ["Give the update"]
    never = said(shown(morning(owed=(overview(COACHING, said=None),))))
    assert "Nothing was said of it yet." in never.text


def test_in_several_teams_each_row_names_its_team() -> None:
    math = team(2, "Math")
    message = said(shown(morning(promise(1, 0), promise(1, 0, team=math), owed=(overview(COACHING),))))
    assert "today · District Implementation Team" in message.text
    assert "today · Math" in message.text
    assert "*coaching* · District Implementation Team" in message.text


def test_what_does_not_fit_is_counted_with_where_to_find_it() -> None:
    message = said(shown(morning(*(promise(number, -5) for number in range(1, 13))), more=7))
    assert "19 things need a word" in message.text
    assert "and 7 more: App Home shows all of it, and so does `/steward actions mine`." in message.text


def test_an_answered_row_is_a_record_with_its_undo_and_the_rest_stays() -> None:
    sent = shown(morning(promise(1, -5), promise(2, 0)))
    message = said(
        afterwards(sent, step(2, "complete", at=NOW + timedelta(minutes=5), after={"state": "done"}))
    )
    assert "1 thing needs a word" in message.text
    assert "*A-1* is done. Thank you." in message.text
    assert labels(message) == ["Undo", *ANSWERS]


def test_when_all_is_answered_it_says_so() -> None:
    sent = shown(morning(promise(1, -5)))
    message = said(afterwards(sent, step(2, "complete", after={"state": "done"})))
    assert message.text.startswith("*Mon 16 Nov*: all answered. Thank you, nothing else is needed.")


def test_an_answer_that_was_taken_back_asks_again() -> None:
    sent = shown(morning(promise(1, -5)))
    undone = step(2, "complete", after={"state": "done"}, undone_by_entry_id=3)
    message = said(afterwards(sent, undone, step(3, "undo"), state="open"))
    assert "1 thing needs a word" in message.text
    assert labels(message) == ANSWERS


def test_what_somebody_else_did_is_a_record_without_undo() -> None:
    sent = shown(morning(promise(1, -5)))
    message = said(afterwards(sent, step(2, "complete", by=8, after={"state": "done"})))
    assert "*A-1* Set coach caseloads for term 1\nPriya Nair marked it done." in message.text
    assert labels(message) == []


def test_that_a_meeting_counted_it_is_no_answer() -> None:
    sent = shown(morning(promise(1, -5)))
    message = said(afterwards(sent, step(2, "carry", by=0, after={"carried_on": "2026-11-17"}), state="open"))
    assert "1 thing needs a word" in message.text


def test_what_was_closed_before_is_a_record_too() -> None:
    sent = shown(morning(promise(1, -5)))
    done = step(2, "complete", by=8, at=NOW - timedelta(hours=1), after={"state": "done"})
    assert labels(said(afterwards(sent, done))) == []


def test_an_update_that_was_given_since_says_what_was_said() -> None:
    sent = shown(morning(owed=(overview(COACHING),)))
    given = overview(COACHING, said=-timedelta(hours=1), line="The coach has started.")
    row = replace(sent.rows[0], strand=given)
    message = said(replace(sent, rows=[row], sent_at=NOW))
    assert "*coaching*\nAt risk: The coach has started." in message.text
    assert labels(message) == []
    retired = said(replace(sent, rows=[replace(row, strand=None)], sent_at=NOW))
    assert "This workstream is off the lists now." in retired.text


def test_an_earlier_digest_is_a_record_without_any_button() -> None:
    sent = shown(morning(promise(1, 9, accepted="asked"), promise(2, 0), owed=(overview(COACHING),)))
    message = said(afterwards(sent, step(2, "complete", after={"state": "done"}), closed=True))
    assert message.text.startswith("*Mon 16 Nov*: what you were told that day. A later note has come")
    assert labels(message) == []
    assert "A-1" in message.text
    assert "A-2" in message.text


def test_the_text_says_all_that_the_blocks_say() -> None:
    message = said(shown(morning(promise(1, -5), promise(2, 0), theirs(3, 0), covered={8: absence(cover=1)})))
    for line in read(message).splitlines():
        assert line in message.text or line in labels(message)


def worst(words: list[str], more: int = 0) -> Shown:
    """Twelve rows of every kind in which everything that people write is as given."""
    owner = person(8, words[0], slack_user_id=None)
    strand, of_team = workstream(1, words[1]), team(name=words[2])
    about: dict[str, Any] = {"workstream": strand, "team": of_team, "text": words[3]}
    rows = [
        promise(1, 4, accepted="asked", **about),
        promise(2, -5, carried=3, carried_on=MONDAY, **about),
        promise(3, -5, state="blocked", waiting_for=words[4], **about),
        promise(4, 0, **about),
        promise(5, 1, **about),
        promise(6, -9, **about),
        *(theirs(number, -5, owner=owner, **about) for number in (7, 8, 9)),
    ]
    waits = theirs(10, 5, owner=owner, state="blocked", waiting_for=f"Tom Whitaker {words[4]}", **about)
    watched = [waits, *(theirs(number, -14, owner=person(9, words[0]), **about) for number in (11, 12))]
    found = morning(
        *rows,
        watched=watched,
        covered={8: absence(cover=1)},
        owed=(overview(strand, line=words[5]),),
        seats=(seat(of_team, "backup", "team_leader"), seat(team(2, words[5]))),
        backing=frozenset({1}),
        leading=frozenset({1}),
    )
    return shown(found, more=more)


@given(st.lists(HOSTILE, min_size=6, max_size=6))
@settings(max_examples=40, deadline=None)
def test_whatever_people_wrote_is_shown_pings_nobody_and_breaks_no_limit(words: list[str]) -> None:
    of = worst(words, more=88)
    said(of)
    said(replace(of, sent_at=NOW, closed=True))
    said(afterwards(of, step(2, "block", after={"state": "blocked"}, why=words[5]), state="blocked"))


def test_the_longest_digest_fits_into_one_message() -> None:
    message = said(worst(["&" * 3000] * 6, more=88))
    assert len(message.blocks) <= 50
    assert len(message.text) < 12_000
    assert "and 88 more" in message.text
