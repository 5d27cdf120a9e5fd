"""The record itself and taking back; what each noun records is tested beside it."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from storage import actions, audit, errors, types, workstreams
from storage.action_rows import Action
from storage.audit import AuditEntry
from storage.database import Database
from storage.outbox import OutboxMessage
from tests.storage import harbor_glen
from tests.storage.harbor_glen import D0, NOW, District

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def here(session: Session) -> District:
    return harbor_glen.district(session)


@pytest.fixture
def action(session: Session, here: District) -> Action:
    return actions.add(
        session,
        team=here.team,
        text="Draft the pacing guide",
        owner=here.priya,
        due_on=D0 + timedelta(days=4),
        by=here.maya,
        now=NOW,
    )


def last(session: Session, here: District, action: Action) -> AuditEntry:
    entry = audit.latest(session, team=here.team, item_kind="action", item_id=action.id or 0)
    assert entry is not None
    return entry


def undo_last(session: Session, here: District, action: Action) -> AuditEntry:
    entry_id = last(session, here, action).id or 0
    return audit.undo(session, team=here.team, entry_id=entry_id, by=here.daniel, now=LATER)


def redate(session: Session, here: District, action: Action, days: int) -> None:
    due_on = D0 + timedelta(days=days)
    actions.redate(session, team=here.team, number=action.number, due_on=due_on, by=here.priya, now=NOW)


def test_a_step_says_who_when_and_only_what_changed(session: Session, here: District, action: Action) -> None:
    redate(session, here, action, 9)
    entry = last(session, here, action)

    assert (entry.item_kind, entry.item_id, entry.item_number) == ("action", action.id, action.number)
    assert (entry.by_person_id, entry.at) == (here.priya.id, NOW)
    assert entry.before == {"due_on": "2026-11-20"}
    assert entry.after == {"due_on": "2026-11-25"}


def test_history_tells_every_step_in_order_by_id_or_by_number(
    session: Session, here: District, action: Action
) -> None:
    redate(session, here, action, 9)
    undo_last(session, here, action)
    by_id = audit.history(session, team=here.team, item_kind="action", item_id=action.id)
    by_number = audit.history(session, team=here.team, item_kind="action", item_number=action.number)

    assert [step.verb for step in by_id] == ["add", "redate", "undo"]
    assert [step.id for step in by_number] == [step.id for step in by_id]


def test_an_undo_puts_back_what_stood_and_can_itself_be_undone(
    session: Session, here: District, action: Action
) -> None:
    redate(session, here, action, 9)
    version = action.version
    step = last(session, here, action)
    undone = undo_last(session, here, action)

    assert (action.due_on, action.version, action.touched_at) == (D0 + timedelta(days=4), version + 1, LATER)
    assert (undone.verb, undone.by_person_id, step.undone_by_entry_id) == ("undo", here.daniel.id, undone.id)
    undo_last(session, here, action)
    assert action.due_on == D0 + timedelta(days=9)
    undo_last(session, here, action)
    assert action.due_on == D0 + timedelta(days=4)


def test_an_undo_leaves_alone_what_others_changed_beside_it(
    session: Session, here: District, action: Action
) -> None:
    redate(session, here, action, 9)
    step = last(session, here, action)
    actions.start(session, team=here.team, number=action.number, by=here.priya, now=NOW)
    audit.undo(session, team=here.team, entry_id=step.id or 0, by=here.daniel, now=LATER)

    assert (action.due_on, action.state) == (D0 + timedelta(days=4), "in_progress")


def test_an_undo_that_no_longer_fits_says_who_changed_what(
    session: Session, here: District, action: Action
) -> None:
    redate(session, here, action, 9)
    step = last(session, here, action)
    redate(session, here, action, 12)
    actions.start(session, team=here.team, number=action.number, by=here.maya, now=LATER)

    with pytest.raises(errors.Changed) as changed:
        audit.undo(session, team=here.team, entry_id=step.id or 0, by=here.daniel, now=LATER)
    assert (changed.value.verb, changed.value.by_person_id, changed.value.at) == (
        "redate",
        here.priya.id,
        NOW,
    )
    assert changed.value.columns == ("due_on",)


def test_an_undo_pressed_twice_says_that_it_was_undone(
    session: Session, here: District, action: Action
) -> None:
    redate(session, here, action, 9)
    step = last(session, here, action)
    undo_last(session, here, action)

    with pytest.raises(errors.Changed) as changed:
        audit.undo(session, team=here.team, entry_id=step.id or 0, by=here.maya, now=LATER)
    assert (changed.value.verb, changed.value.by_person_id) == ("undo", here.daniel.id)


def test_what_changed_without_a_step_is_noticed_too(session: Session, here: District, action: Action) -> None:
    redate(session, here, action, 9)
    action.due_on = D0
    session.add(action)
    session.flush()

    with pytest.raises(errors.Changed) as changed:
        undo_last(session, here, action)
    assert changed.value.verb == "redate"


def test_another_teams_step_is_not_found(session: Session, here: District, action: Action) -> None:
    other = harbor_glen.team(session, here.workspace, dict(here.people), "CMATH")
    redate(session, here, action, 9)

    with pytest.raises(errors.NotFound):
        audit.undo(
            session, team=other.team, entry_id=last(session, here, action).id or 0, by=here.maya, now=NOW
        )
    assert audit.history(session, team=other.team, item_kind="action", item_number=action.number) == []


def test_a_step_that_is_for_good_cannot_be_undone(session: Session, here: District, action: Action) -> None:
    step: dict[str, Any] = {
        "team": here.team,
        "item_kind": "action",
        "item": action,
        "verb": "print",
        "now": NOW,
    }
    entry = audit.record(session, by=None, before={}, after={"text": "x"}, why="to hang up", **step)
    session.flush()

    assert (entry.by_person_id, entry.why) == (None, "to hang up")
    with pytest.raises(errors.Refused) as refused:
        undo_last(session, here, action)
    assert (refused.value.reason, refused.value.facts) == ("cannot_be_undone", {"verb": "print"})


def test_an_undo_whose_place_was_taken_is_refused(session: Session, here: District) -> None:
    pacing = here.workstreams["pacing"]
    workstreams.rename(session, team=here.team, workstream=pacing, name="calendar", by=here.maya, now=NOW)
    step = audit.latest(session, team=here.team, item_kind="workstream", item_id=pacing.id or 0)
    workstreams.add(session, team=here.team, name="pacing", by=here.maya, now=NOW)
    assert step is not None

    with pytest.raises(errors.Refused) as refused:
        audit.undo(session, team=here.team, entry_id=step.id or 0, by=here.maya, now=LATER)
    assert refused.value.reason == "place_taken"


def test_an_item_that_is_gone_is_not_found(session: Session, here: District, action: Action) -> None:
    entry_id = last(session, here, action).id or 0
    session.delete(action)
    session.flush()

    with pytest.raises(errors.NotFound):
        audit.undo(session, team=here.team, entry_id=entry_id, by=here.maya, now=LATER)


def test_a_new_item_is_kept_before_its_first_step(session: Session, here: District) -> None:
    message = OutboxMessage(
        workspace_id=here.workspace.id or 0,
        key="k",
        kind="note",
        lane="C1",
        channel_id="C1",
        text="Hello",
        blocks=[],
        due_at=NOW,
        created_at=NOW,
    )
    with pytest.raises(ValueError, match="no id"):
        types.id_of(message)
    session.add(message)
    step: dict[str, Any] = {
        "team": here.team,
        "item_kind": "message",
        "verb": "add",
        "by": here.maya,
        "now": NOW,
    }
    entry = audit.record(
        session, item=message, before={}, after={"text": "Hello"}, undo_to={"text": ""}, **step
    )
    session.flush()
    assert (entry.item_id, entry.item_number) == (message.id, None)

    audit.register("message", OutboxMessage)
    audit.undo(session, team=here.team, entry_id=entry.id or 0, by=here.maya, now=LATER)
    assert message.text == ""


async def test_an_undo_pressed_by_many_at_once_is_done_once(database: Database) -> None:
    def begin(session: Session) -> tuple[District, int]:
        here = harbor_glen.district(session)
        one = actions.add(
            session, team=here.team, text="x", owner=here.priya, due_on=D0, by=here.maya, now=NOW
        )
        redate(session, here, one, 9)
        return here, last(session, here, one).id or 0

    here, entry_id = await database.write(begin)
    outcomes = await asyncio.gather(
        *(
            database.write(audit.undo, team=here.team, entry_id=entry_id, by=here.maya, now=LATER)
            for _ in range(8)
        ),
        return_exceptions=True,
    )

    assert sum(isinstance(outcome, AuditEntry) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, errors.Changed) for outcome in outcomes) == 7
