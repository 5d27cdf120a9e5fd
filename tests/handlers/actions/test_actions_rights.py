"""Who may take which step, and who stands in for an owner who cannot. On both databases."""

import pytest
from sqlmodel import Session

from handlers.actions import changes
from handlers.actions.entries import Entry, Owner
from handlers.errors import UserError
from handlers.permissions import Verb
from storage import actions
from tests.handlers.actions.acting import ANSWER, EDIT, FRIDAY, add, by, member, take
from tests.storage.harbor_glen import District


@pytest.mark.parametrize(
    ("name", "verb", "allowed"),
    [
        ("Priya", EDIT, True),
        ("Maya", EDIT, True),
        ("Daniel", EDIT, True),
        ("Tom", ANSWER, False),
        ("Samir", ANSWER, False),
        ("Helen", ANSWER, False),
        ("Ana", ANSWER, False),
    ],
)
def test_only_who_may_takes_a_step(
    session: Session, here: District, name: str, verb: Verb, *, allowed: bool
) -> None:
    add(session, here)
    doing = by(session, here, name)
    if allowed:
        assert take(session, doing, actions.start, verb).step is not None
    else:
        with pytest.raises(UserError):
            take(session, doing, actions.start, verb)


def test_who_added_it_answers_for_an_owner_who_cannot(session: Session, here: District) -> None:
    entry = Entry(text="Send the times", owner=Owner(contact="Bus company"), due=FRIDAY)
    changes.add(session, doing=by(session, here, "Tom"), entry=entry, members=[])
    with pytest.raises(UserError, match="Only its owner"):
        take(session, by(session, here, "Priya"), actions.complete)
    assert take(session, by(session, here, "Tom"), actions.complete).told.action.state == "done"


def test_who_owns_or_backs_up_a_workstream_answers_for_its_actions(session: Session, here: District) -> None:
    strand = here.workstreams["scheduling"]
    entry = Entry(text="Map it", owner=Owner(user_id="UTOM"), due=FRIDAY, workstream_id=strand.id)
    changes.add(session, doing=by(session, here, "Maya"), entry=entry, members=member("Tom"))
    for name in ("Grace", "Omar"):
        assert take(session, by(session, here, name), actions.start, EDIT)
