"""Taking back the last step of an item, as an Undo button beside it does."""

from typing import Any

from sqlmodel import Session

from storage import audit
from storage.audit import AuditEntry
from tests.storage.harbor_glen import NOW, District


def last(session: Session, here: District, item_kind: str, row: Any) -> AuditEntry:
    entry = audit.latest(session, team=here.team, item_kind=item_kind, item_id=row.id)
    assert entry is not None
    return entry


def undo_last(session: Session, here: District, item_kind: str, row: Any) -> AuditEntry:
    return undo(session, here, last(session, here, item_kind, row))


def undo(session: Session, here: District, entry: AuditEntry) -> AuditEntry:
    assert entry.id is not None
    return audit.undo(session, team=here.team, entry_id=entry.id, by=here.daniel, now=NOW)
