"""The message that an action is made of: its words are kept when the form opens, for forms hold ids and not words."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import Session

from handlers import dates, text
from handlers.actions import rules
from handlers.actions.listeners import asking
from handlers.actions.views.forms import Draft
from handlers.answer import Answer
from handlers.ask import Ask
from handlers.text import Mention
from storage import people, receipts
from storage.action_rows import Source

_READ_FOR_A_DATE = 4000
"""Characters: what people write by hand; longer messages are pasted."""


async def make(ask: Ask) -> Answer:
    """*Make it an action*, on a message: the form opens with its words."""
    source = ask.source
    assert source is not None, "Slack shows this entry on messages only"
    asking.team(ask)  # words of a message are kept only for who may make an action of them
    typed = text.typed(source.text, await names(ask, text.typed(source.text).mentions))
    author = await _name(ask, source.author_id)
    found = Source(channel_id=source.channel_id, ts=source.ts, text=typed.text or None, author=author)
    await ask.write(_keep, key=ask.receipt, workspace_id=ask.workspace.id, source=found, now=ask.now)
    draft = Draft(
        text=text.one_line(typed.text, rules.LONGEST_TEXT),
        due=_due(ask, typed.text, source.ts),
        source=ask.receipt,
        quoted=typed.text or None,
    )
    return await asking.form(ask, draft)


async def kept(ask: Ask) -> Source | None:
    """The message that the form was opened on. None for a form that was opened by itself."""
    key = ask.metadata.get("source")
    return await read(ask, key) if key else None


async def read(ask: Ask, key: str) -> Source | None:
    """What was kept under the receipt, in this workspace alone; None when it was let go since."""
    kept: Mapping[str, Any] = await ask.read(receipts.answer_of, key=key) or {}
    if kept.get("workspace_id") != ask.workspace.id:
        return None
    return Source(**{name: value for name, value in kept.items() if name != "workspace_id"})


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


def _due(ask: Ask, words: str, ts: str) -> date | None:
    """The day that the message names, as it was meant when it was written; None for one that has passed."""
    written_at = datetime.fromtimestamp(float(ts), UTC)
    found = dates.find(words[:_READ_FOR_A_DATE], ask.zone, written_at)
    return found.on if found and found.on and found.on >= ask.today else None


async def _name(ask: Ask, author_id: str | None) -> str | None:
    """The author's name; None for an app, which Slack names by another kind of id."""
    if not author_id or not author_id.startswith(("U", "W")):
        return None
    found = await names(ask, [Mention(author_id, author_id, 0, 0)])
    return found.get(author_id)


def _keep(session: Session, *, key: str, workspace_id: int | None, source: Source, now: datetime) -> None:  # noqa: ARG001 - the moment is the receipt's
    facts = {"channel_id": source.channel_id, "ts": source.ts, "text": source.text, "author": source.author}
    receipts.keep_answer(session, key=key, answer={**facts, "workspace_id": workspace_id})
