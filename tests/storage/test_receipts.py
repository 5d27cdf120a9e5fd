from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import NoResultFound
from sqlmodel import Session

from storage import receipts

NOW = datetime(2026, 11, 16, 13, 0, tzinfo=UTC)


def test_a_receipt_can_be_taken_once(session: Session) -> None:
    assert receipts.take(session, key="Ev1", now=NOW)
    assert not receipts.take(session, key="Ev1", now=NOW)
    assert receipts.take(session, key="Ev2", now=NOW)


def test_what_was_answered_can_be_said_again(session: Session) -> None:
    receipts.take(session, key="Ev1", now=NOW)
    assert receipts.answer_of(session, key="Ev1") is None
    receipts.keep_answer(session, key="Ev1", answer={"text": "A-12 is done.", "blocks": [1, None]})
    session.flush()
    session.expire_all()

    assert receipts.answer_of(session, key="Ev1") == {"text": "A-12 is done.", "blocks": [1, None]}
    assert receipts.answer_of(session, key="never taken") is None


def test_an_answer_needs_its_receipt(session: Session) -> None:
    with pytest.raises(NoResultFound):
        receipts.keep_answer(session, key="never taken", answer="Done.")


def test_old_receipts_are_forgotten_and_may_be_taken_again(session: Session) -> None:
    receipts.take(session, key="old", now=NOW - timedelta(days=3))
    receipts.take(session, key="new", now=NOW)

    assert receipts.forget(session, before=NOW) == 1
    assert receipts.take(session, key="old", now=NOW)
    assert not receipts.take(session, key="new", now=NOW)
