"""Short ways to write to the outbox and to take from it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from storage import outbox, outbox_claims
from storage.outbox import OutboxMessage
from storage.workspaces import Workspace
from tests.storage import harbor_glen
from tests.storage.harbor_glen import NOW

LEASE = timedelta(minutes=2)


def blocks(words: str) -> list[dict[str, Any]]:
    return [{"type": "section", "text": {"type": "mrkdwn", "text": words}}]


def put(session: Session, home: Workspace, key: str, *, to: str = "CELA", **more: Any) -> OutboxMessage:
    words = more.pop("text", f"words of {key}")
    facts = {"kind": "note", "channel_id": to, "now": NOW, "text": words, "blocks": blocks(words)} | more
    return outbox.put(session, workspace=home, key=key, **facts)


def revise(session: Session, home: Workspace, key: str, words: str, now: datetime = NOW) -> OutboxMessage:
    return outbox.revise(session, workspace=home, key=key, text=words, blocks=blocks(words), now=now)


def claim(
    session: Session, *, now: datetime = NOW, worker: str = "one", limit: int = 10
) -> Sequence[OutboxMessage]:
    return outbox_claims.claim(session, now=now, worker=worker, limit=limit, lease=LEASE)


def claimed(session: Session, **more: Any) -> list[str]:
    return [message.key for message in claim(session, **more)]


def home(session: Session, slack_team_id: str = "THARBOR") -> Workspace:
    return harbor_glen.workspace(session, slack_team_id)
