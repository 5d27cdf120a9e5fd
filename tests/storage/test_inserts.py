from datetime import timedelta

from sqlmodel import Session, select

from storage import inserts, receipts
from storage.receipts import Receipt
from storage.workspaces import Workspace
from tests.storage import harbor_glen
from tests.storage.harbor_glen import NOW


def add(session: Session, slack_team_id: str) -> Workspace | None:
    facts = {"slack_team_id": slack_team_id, "name": "Harbor Glen", "bot_user_id": "U1", "installed_at": NOW}
    return inserts.new(session, Workspace, **facts)


def test_a_new_row_is_the_sessions_own_and_can_be_changed(session: Session) -> None:
    row = add(session, "THARBOR")
    assert row is not None
    assert session.exec(select(Workspace)).one() is row
    row.name = "Harbor Glen Public Schools"
    session.flush()
    session.expire(row)

    assert (row.name, row.domain, row.enterprise_id, row.installed_at) == (
        "Harbor Glen Public Schools",
        "",
        None,
        NOW,
    )


def test_a_row_with_the_same_unique_values_is_left_as_it_is(session: Session) -> None:
    first = harbor_glen.workspace(session)

    assert add(session, "THARBOR") is None
    assert session.exec(select(Workspace)).one() is first
    assert add(session, "TOTHER") is not None


def test_what_was_changed_before_happens_before(session: Session) -> None:
    receipt = inserts.new(session, Receipt, key="a", at=NOW)
    assert receipt is not None
    receipt.key = "b"

    assert receipts.take(session, key="a", now=NOW + timedelta(seconds=1))
