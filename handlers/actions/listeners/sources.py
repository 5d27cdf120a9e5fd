"""The message that an action is made of: its words are kept when the form opens, for forms hold ids and not words."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from handlers import standing, text
from handlers.actions import rules
from handlers.actions.views import forms
from handlers.actions.views.forms import Draft
from handlers.answer import Answer, Open
from handlers.ask import Ask
from handlers.permissions import Verb
from handlers.text import Mention
from storage import people, receipts, workstreams
from storage.action_rows import Source


async def make(ask: Ask) -> Answer:
    """*Make it an action*, on a message: the form opens with its words."""
    source = ask.source
    assert source is not None, "Slack shows this entry on messages only"
    several = ask.team is None and len(ask.seats) > 1
    if not several:
        ask.the_team  # noqa: B018 - raises where there is no team
        standing.require(ask, Verb.ADD_ACTION)
    typed = text.typed(source.text, await names(ask, text.typed(source.text).mentions))
    author = await _name(ask, source.author_id)
    found = Source(channel_id=source.channel_id, ts=source.ts, text=typed.text or None, author=author)
    await ask.write(_keep, key=ask.receipt, workspace_id=ask.workspace.id, source=found, now=ask.now)
    draft = Draft(
        text=text.one_line(typed.text, rules.LONGEST_TEXT), source=ask.receipt, quoted=typed.text or None
    )
    if several:
        return Open(forms.which_team(draft, [seat.team for seat in ask.seats]))
    return Open(forms.new(ask.the_team, draft, await ask.read(workstreams.live, team=ask.the_team)))


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


async def _name(ask: Ask, author_id: str | None) -> str | None:
    """The author's name; None for an app, which Slack names by another kind of id."""
    if not author_id or not author_id.startswith(("U", "W")):
        return None
    found = await names(ask, [Mention(author_id, author_id, 0, 0)])
    return found.get(author_id)


def _keep(session: Session, *, key: str, workspace_id: int | None, source: Source, now: datetime) -> None:  # noqa: ARG001 - the moment is the receipt's
    facts = {"channel_id": source.channel_id, "ts": source.ts, "text": source.text, "author": source.author}
    receipts.keep_answer(session, key=key, answer={**facts, "workspace_id": workspace_id})
