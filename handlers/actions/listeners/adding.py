"""A new action: in one sentence, or in the form. What a sentence lacks, the form asks, with everything typed in it."""

from collections.abc import Sequence
from dataclasses import replace

from handlers import refs, sources, standing, text, who
from handlers.actions import changes, entries, rules
from handlers.actions.changes import Outcome
from handlers.actions.entries import Entry, Owner
from handlers.actions.listeners import answers, asking, following
from handlers.actions.rules import Wanted
from handlers.actions.views import acks, forms
from handlers.actions.views.forms import Draft
from handlers.answer import Answer, Close, Errors, Message, Open, Say, Update
from handlers.ask import Ask
from handlers.deps import Member
from handlers.errors import UserError
from handlers.permissions import Verb
from storage import workstreams
from storage.workstreams import Workstream

_FORM_HOLDS = 3000
"""Characters: https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element"""


async def add(ask: Ask) -> Answer:
    """`/steward action Draft the pacing guide @ana by Friday in pacing`."""
    if not ask.text:
        return await asking.empty(ask)
    standing.require(ask, Verb.ADD_ACTION)
    live = await ask.read(workstreams.live, team=ask.the_team)
    wanted = rules.parse(
        ask.text,
        actor_id=ask.actor.slack_user_id or "",
        live=[strand.name for strand in live],
        zone=ask.zone,
        now=ask.now,
        names=await sources.names(ask, text.typed(ask.text).mentions),
    )
    wanted, members = await _owner(ask, wanted)
    if wanted.problems or wanted.missing:
        return _form(ask, wanted, live)
    return await _save_at_once(ask, wanted, members, live)


async def save(ask: Ask) -> Answer:
    """The form was sent: keep the action, or say at each field what is wrong."""
    if ask.team is None or _other_team(ask):
        return Errors(
            {forms.TEAM: "Please choose the team once more, so that its workstreams can be offered."}
        )
    try:
        entry = entries.read(ask.values, ask.today)
    except entries.Mistakes as mistakes:
        return Errors(mistakes.fields)
    members = await who.find(ask, [entry.owner.user_id], field=rules.OWNER) if entry.owner.user_id else []
    source = await sources.kept(ask)
    outcome = await answers.write(ask, changes.add, entry=entry, members=members, source=source)
    return Close(_ack(ask, outcome), then=following.new_action(ask, outcome))


async def choose_team(ask: Ask) -> Answer:
    """A team was chosen in the open form: its workstreams are offered, and what was typed stays."""
    standing.require(ask, Verb.ADD_ACTION)
    live = await ask.read(workstreams.live, team=ask.the_team)
    teams = [seat.team for seat in ask.seats]
    return Update(forms.new(ask.the_team, await _typed(ask), live, teams=teams))


async def _owner(ask: Ask, wanted: Wanted) -> tuple[Wanted, list[Member]]:
    """Look up the owner; somebody who cannot be one becomes a problem at that field."""
    if wanted.owner_id is None:
        return wanted, []
    try:
        return wanted, await who.find(ask, [wanted.owner_id], field=rules.OWNER)
    except UserError as problem:
        return replace(wanted, owner_id=None, problems=(*wanted.problems, problem)), []


async def _save_at_once(
    ask: Ask, wanted: Wanted, members: Sequence[Member], live: Sequence[Workstream]
) -> Answer:
    assert wanted.due is not None, "a date that is missing opens the form"
    entry = Entry(
        text=wanted.text,
        owner=Owner(user_id=wanted.owner_id),
        due=wanted.due,
        workstream_id=_id(wanted.workstream, live),
    )
    outcome = await answers.write(ask, changes.add, entry=entry, members=members)
    return Say(_ack(ask, outcome, wanted.hints), then=following.new_action(ask, outcome))


def _form(ask: Ask, wanted: Wanted, live: Sequence[Workstream]) -> Answer:
    """Ask in the form for what the sentence lacks. Raises UserError for words that no form could hold."""
    if len(wanted.text) > _FORM_HOLDS:
        raise wanted.problems[0]
    draft = Draft(
        text=wanted.text,
        owner_id=wanted.owner_id,
        due=wanted.due,
        workstream_id=_id(wanted.workstream, live),
    )
    return Open(forms.new(ask.the_team, draft, live, notice=forms.notice(wanted.missing, wanted.problems)))


def _ack(ask: Ask, outcome: Outcome, hints: Sequence[str] = ()) -> Message:
    return acks.saved(outcome.told, ask.today, messaged=outcome.concerned, hints=hints)


def _id(workstream: str | None, live: Sequence[Workstream]) -> int | None:
    return next((strand.id for strand in live if strand.name == workstream), None)


def _other_team(ask: Ask) -> bool:
    """Whether a team was chosen that the form does not know yet."""
    chosen = ask.values.get(forms.TEAM)
    return chosen is not None and refs.unpack(chosen).team_id != (ask.team.id if ask.team else None)


async def _typed(ask: Ask) -> Draft:
    """What stands in the open form, as it stands."""
    values, key = ask.values, ask.metadata.get("source")
    source = await sources.read(ask, key) if key else None
    return Draft(
        text=str(values.get(rules.TEXT) or ""),
        owner_id=values.get(rules.OWNER),
        contact=values.get(entries.CONTACT),
        due=values.get(rules.DUE),
        source=key,
        quoted=source.text if source else None,
    )
