"""Taking back: by whom, what it leaves, and when it does not fit any more. On both databases."""

from functools import partial
from typing import Any

import pytest
from sqlmodel import Session

from handlers.actions import changes, undoing
from handlers.actions.entries import Owner
from handlers.errors import UserError
from storage import actions, stories
from storage.audit import AuditEntry
from tests.handlers.actions.acting import FRIDAY, add, by, id_of, member, take
from tests.handlers.actions.tales import NEW_YORK
from tests.storage.harbor_glen import D0, District


def test_who_took_a_step_may_take_it_back_and_others_only_where_they_may_take_it(
    session: Session, here: District
) -> None:
    kept = add(session, here, giver="Tom")
    done = take(session, by(session, here, "Priya"), actions.complete)
    undo = partial(undoing.undo, session, number=1, zone=NEW_YORK)
    with pytest.raises(UserError, match="Only its owner"):
        undo(doing=by(session, here, "Tom"), step_id=id_of(done))
    assert undo(doing=by(session, here, "Priya"), step_id=id_of(done)).told.action.state == "open"
    with pytest.raises(UserError, match="taken back already"):
        undo(doing=by(session, here, "Priya"), step_id=id_of(done))
    assert (
        undo(doing=by(session, here, "Tom"), step_id=id_of(kept)).told.action.drop_reason
        == "Added by mistake"
    )
    with pytest.raises(UserError, match="not in the history of A-1"):
        undo(doing=by(session, here, "Priya"), step_id=99_999)


def test_an_undo_that_does_not_fit_any_more_names_who_was_there_meanwhile(
    session: Session, here: District
) -> None:
    add(session, here)
    moved = take(session, by(session, here, "Maya"), partial(actions.redate, due_on=D0))
    take(session, by(session, here, "Priya", 5), partial(actions.redate, due_on=FRIDAY))
    with pytest.raises(UserError, match="Priya Nair changed A-1 since, on Mon 16 Nov at 08:05"):
        undoing.undo(session, doing=by(session, here, "Maya"), number=1, step_id=id_of(moved), zone=NEW_YORK)


def test_what_a_new_owner_has_answered_is_not_taken_from_them(session: Session, here: District) -> None:
    add(session, here, "Samir")
    facts: dict[str, Any] = {"owner": Owner(user_id="UGRACE"), "members": member("Grace"), "note": None}
    given = changes.hand_over(session, doing=by(session, here, "Maya"), number=1, **facts)
    take(session, by(session, here, "Grace"), actions.accept)
    with pytest.raises(UserError, match="Grace Kim has answered for A-1 already"):
        undoing.undo(session, doing=by(session, here, "Maya"), number=1, step_id=id_of(given), zone=NEW_YORK)


def test_a_step_for_good_is_not_taken_back(session: Session, here: District) -> None:
    add(session, here)
    done = take(session, by(session, here, "Priya"), actions.complete)
    session.get_one(AuditEntry, id_of(done)).undo_to = None
    with pytest.raises(UserError, match="This step of A-1 cannot be taken back"):
        undoing.undo(session, doing=by(session, here, "Priya"), number=1, step_id=id_of(done), zone=NEW_YORK)


def test_the_latest_step_of_a_person_is_found_and_undone_ones_are_not(
    session: Session, here: District
) -> None:
    add(session, here)
    done = take(session, by(session, here, "Priya"), actions.complete)
    last = partial(stories.last_step_of, session, team=here.team, person=here.priya)
    assert last().id == id_of(done)  # type: ignore[union-attr]  # it is there, or the test fails
    undoing.undo(session, doing=by(session, here, "Priya"), number=1, step_id=id_of(done), zone=NEW_YORK)
    assert last() is None
