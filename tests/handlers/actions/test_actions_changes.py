"""What a change leaves behind on both databases: the step, the card, the messages; and what is refused."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session

from handlers.actions import changes, entries, undoing
from handlers.actions.changes import Outcome
from handlers.actions.entries import Entry, Owner
from handlers.errors import UserError
from storage import actions, people, stories, workstreams
from storage.action_rows import Source
from tests.handlers.actions.acting import FRIDAY, add, by, id_of, member, messages, take
from tests.handlers.actions.tales import NEW_YORK
from tests.storage.harbor_glen import D0, NOW, District


def test_a_new_action_has_one_card_and_its_owner_one_message(session: Session, here: District) -> None:
    kept = add(session, here)

    assert kept.told.action.number == 1
    assert [person.name for person in kept.concerned] == ["Priya Nair"]
    found = messages(session, here)
    assert set(found) == {"action_card", "action_given Priya"}
    assert found["action_card"].channel_id == "CELA"
    assert found["action_card"].key == f"actions:{here.team.id}:1:card"


@pytest.mark.parametrize("owner", ["Maya", "contact", "gone"])
def test_nobody_is_written_to_who_need_not_or_cannot_read_it(
    session: Session, here: District, owner: str
) -> None:
    entry = Entry(text="Send the times", owner=Owner(contact="Bus company"), due=FRIDAY)
    if owner == "gone":
        people.deactivate(session, workspace=here.workspace, person=here.priya, now=NOW)
    if owner == "contact":
        changes.add(session, doing=by(session, here, "Maya"), entry=entry, members=[])
    else:
        add(session, here, "Maya" if owner == "Maya" else "Priya")
    assert set(messages(session, here)) == {"action_card"}


def test_every_change_brings_the_card_and_the_message_up_to_date(session: Session, here: District) -> None:
    add(session, here)
    steps: list[tuple[Callable[..., Any], str]] = [
        (actions.start, "In progress"),
        (partial(actions.block, why="the calendar"), "Waiting for: the calendar"),
        (actions.unblock, "not blocked any more"),
        (partial(actions.redate, due_on=FRIDAY + timedelta(days=7)), "Fri 27 Nov (first Fri 20 Nov)"),
        (actions.complete, "Done"),
        (actions.reopen, "opened it again"),
        (partial(actions.drop, reason="Not needed"), "dropped it: Not needed"),
    ]
    for step, said in steps:
        assert take(session, by(session, here, "Maya"), step).step is not None
        found = messages(session, here)
        assert len(found) == 2
        assert said in found["action_card"].text
        closed = said in ("Done", "dropped it: Not needed")
        assert ("Nothing needed." in found["action_given Priya"].text) == closed


def test_what_stands_already_changes_nothing(session: Session, here: District) -> None:
    add(session, here)
    take(session, by(session, here, "Priya"), actions.complete)
    before = messages(session, here)["action_card"].revision

    second = take(session, by(session, here, "Maya"), actions.complete)

    assert second.step is None
    assert messages(session, here)["action_card"].revision == before


def test_an_action_from_before_its_card_is_changed_without_one(session: Session, here: District) -> None:
    facts: dict[str, Any] = {"team": here.team, "owner": here.priya, "by": here.maya, "now": NOW}
    actions.add(session, text="Old", due_on=FRIDAY, **facts)
    take(session, by(session, here, "Priya"), actions.complete)
    assert messages(session, here) == {}


def test_handing_over_gives_the_new_owner_a_message_and_tells_the_one_before(
    session: Session, here: District
) -> None:
    add(session, here)
    given = changes.hand_over(
        session,
        doing=by(session, here, "Maya"),
        number=1,
        owner=Owner(user_id="UTOM"),
        members=member("Tom"),
        note="Half done",
    )
    assert {person.name for person in given.concerned} == {"Tom Whitaker", "Priya Nair"}
    found = messages(session, here)
    assert set(found) == {"action_card", "action_given Priya", "action_given Tom", "action_news Priya"}
    assert "It is with Tom Whitaker now." in found["action_given Priya"].text
    undone = undoing.undo(
        session, doing=by(session, here, "Maya"), number=1, step_id=id_of(given), zone=NEW_YORK
    )
    assert undone.told.action.owner_id == here.priya.id
    assert "It is with Priya Nair now." in messages(session, here)["action_given Tom"].text


def test_who_hands_their_own_action_over_is_not_told_of_it(session: Session, here: District) -> None:
    add(session, here)
    facts: dict[str, Any] = {"owner": Owner(user_id="UTOM"), "members": member("Tom"), "note": None}
    given = changes.hand_over(session, doing=by(session, here, "Priya"), number=1, **facts)
    assert [person.name for person in given.concerned] == ["Tom Whitaker"]
    assert "action_news Priya" not in messages(session, here)
    with pytest.raises(UserError, match="It is with Tom Whitaker already") as refused:
        changes.hand_over(session, doing=by(session, here, "Maya"), number=1, **facts)
    assert refused.value.field == "owner"


def test_what_is_not_theirs_goes_back_to_who_gave_it_else_to_the_leader(
    session: Session, here: District
) -> None:
    add(session, here, "Samir", "Daniel")
    back = changes.give_back(session, doing=by(session, here, "Samir"), number=1, reason="No time")
    assert back.told.action.owner_id == here.daniel.id
    assert back.told.steps[-1].why == "Not mine: No time"

    add(session, here, "Samir", "Daniel")
    people.deactivate(session, workspace=here.workspace, person=here.daniel, now=NOW)
    back = changes.give_back(session, doing=by(session, here, "Samir"), number=2, reason="No time")
    assert back.told.action.owner_id == here.maya.id


def test_where_nobody_else_is_there_it_stays_and_shows_that_it_needs_an_owner(
    session: Session, here: District
) -> None:
    add(session, here, "Maya", "Maya")
    back = changes.give_back(session, doing=by(session, here, "Maya"), number=1, reason="No time")
    assert (back.told.action.accepted, back.told.action.owner_id) == ("declined", here.maya.id)
    add(session, here, "Samir")
    with pytest.raises(UserError, match="A-2 is with Samir Patel, so only they can say"):
        changes.give_back(session, doing=by(session, here, "Maya"), number=2, reason="No time")


def test_a_closed_action_says_who_closed_it_and_how_to_go_on(session: Session, here: District) -> None:
    add(session, here)
    take(session, by(session, here, "Priya"), actions.complete)
    for step in (actions.start, partial(actions.redate, due_on=D0), partial(actions.drop, reason="No")):
        with pytest.raises(UserError, match="A-1 is done by Priya Nair"):
            take(session, by(session, here, "Maya"), step)
    take(session, by(session, here, "Maya"), actions.reopen)
    assert take(session, by(session, here, "Maya"), actions.reopen).step is None
    take(session, by(session, here, "Maya"), partial(actions.block, why="the calendar"))
    with pytest.raises(UserError, match="A-1 is blocked, so nothing was changed"):
        take(session, by(session, here, "Maya"), actions.start)


def test_a_whole_form_is_one_step_and_a_retired_workstream_may_only_stay(
    session: Session, here: District
) -> None:
    pacing, grading = here.workstreams["pacing"], here.workstreams["grading"]
    entry = Entry(text="Draft", owner=Owner(user_id="UPRIYA"), due=FRIDAY, workstream_id=pacing.id)
    changes.add(session, doing=by(session, here, "Maya"), entry=entry, members=member("Priya"))
    for strand in (pacing, grading):
        workstreams.retire(session, team=here.team, workstream=strand, reason="Merged", by=here.maya, now=NOW)

    def change(workstream_id: int | None, *, keeps: bool = False) -> Outcome:
        new = Entry(text="Write", owner=Owner(contact="Bus company"), due=FRIDAY, workstream_id=workstream_id)
        doing = by(session, here, "Maya")
        return changes.change(session, doing=doing, number=1, entry=new, members=[], keeps_workstream=keeps)

    assert change(None, keeps=True).told.action.workstream_id == pacing.id
    assert change(pacing.id).step is None, "all of it stands already"
    with pytest.raises(UserError, match="grading was retired") as refused:
        change(grading.id)
    assert refused.value.field == "workstream"
    assert change(None).told.action.workstream_id is None


def test_the_link_to_its_message_comes_a_moment_later(session: Session, here: District) -> None:
    source = Source(channel_id="C1", ts="1.2", text="We must draft it", author="Tom Whitaker")
    add(session, here, source=source)
    changes.link(session, doing=by(session, here, "Maya"), number=1, address="https://x.example/p1")
    assert "<https://x.example/p1|Open the message>" in messages(session, here)["action_card"].text
    assert len(stories.of_action(session, team=here.team, number=1).steps) == 1


def test_a_story_takes_four_statements_however_long_it_is(session: Session, here: District) -> None:
    add(session, here)
    for minute in range(6):
        step = actions.unblock if minute % 2 else partial(actions.block, why="x")
        take(session, by(session, here, "Priya", minute), step)
    session.flush()
    session.expire_all()
    team = here.team
    assert team.id
    with _counted(session) as statements:
        stories.of_action(session, team=team, number=1)
    assert len(statements) <= 4


@contextmanager
def _counted(session: Session) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(*given: Any) -> None:
        seen.append(given[2])

    connection = session.connection()
    event.listen(connection, "before_cursor_execute", note)
    yield seen
    event.remove(connection, "before_cursor_execute", note)


def test_reasons_are_asked_for(session: Session) -> None:
    with pytest.raises(UserError, match="Waiting for: please write something here"):
        entries.reason({}, "Waiting for")
