"""The message that something is made of: its words are kept when the form opens, for forms hold ids and not words."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from handlers import text
from handlers.ask import Ask
from handlers.text import Mention
from storage import people, receipts
from storage.action_rows import Source

KEY = "source"
"""What a form's metadata calls the receipt that the words are kept under."""


async def keep(ask: Ask) -> Source:
    """Keep the words of the message that a shortcut was used on, as they were typed, under the ask's receipt."""
    source = ask.source
    assert source is not None, "Slack shows this entry on messages only"
    typed = text.typed(source.text, await names(ask, text.typed(source.text).mentions))
    author = await _name(ask, source.author_id)
    found = Source(channel_id=source.channel_id, ts=source.ts, text=typed.text or None, author=author)
    await ask.write(_keep, key=ask.receipt, workspace_id=ask.workspace.id, source=found, now=ask.now)
    return found


async def kept(ask: Ask) -> Source | None:
    """The message that the form was opened on. None for a form that was opened by itself."""
    key = ask.metadata.get(KEY)
    return await read(ask, key) if key else None


async def read(ask: Ask, key: str) -> Source | None:
    """What was kept under the receipt, in this workspace alone; None when it was let go since."""
    found: Mapping[str, Any] = await ask.read(receipts.answer_of, key=key) or {}
    if found.get("workspace_id") != ask.workspace.id:
        return None
    return Source(**{name: value for name, value in found.items() if name != "workspace_id"})


async def names(ask: Ask, mentions: Iterable[Mention]) -> dict[str, str]:
    """The names of people whom Slack mentions by id alone. Slack is asked only for those nobody here has met."""
    bare = {mention.user_id for mention in mentions if mention.label == mention.user_id}
    if not bare:
        return {}
    known = await ask.read(people.by_slack_ids, workspace=ask.workspace, slack_user_ids=bare)
    found = {user_id: person.name for user_id, person in known.items()}
    for user_id in bare - found.keys():
        member = await ask.deps.directory.member(ask.workspace, user_id)
        if member:
            found[user_id] = member.name
    return found


async def _name(ask: Ask, author_id: str | None) -> str | None:
    """The author's name; None for an app, which Slack names by another kind of id."""
    if not author_id or not author_id.startswith(("U", "W")):
        return None
    found = await names(ask, [Mention(author_id, author_id, 0, 0)])
    return found.get(author_id)


def _keep(session: Session, *, key: str, workspace_id: int | None, source: Source, now: datetime) -> None:  # noqa: ARG001 - the moment is the receipt's
    facts = {"channel_id": source.channel_id, "ts": source.ts, "text": source.text, "author": source.author}
    receipts.keep_answer(session, key=key, answer={**facts, "workspace_id": workspace_id})
