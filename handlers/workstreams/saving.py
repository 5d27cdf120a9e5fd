"""Keeping what a form or a command says of workstreams."""

from typing import get_args

from handlers import appointing, deeds, standing, who
from handlers import forms as fields
from handlers.answer import Answer, Close, Message, Say
from handlers.ask import Ask
from handlers.errors import UserError
from handlers.permissions import Verb
from handlers.teams import views as team_views
from handlers.workstreams import changes, forms, reading, rules, sentence, views
from handlers.workstreams.changes import Hands, Holder, Nobody, Update
from storage import workstreams
from storage.workstreams import State, Workstream


async def add(ask: Ask) -> Answer:
    """Add the workstream that the form describes."""
    typed = fields.words(ask.values, rules.NAME, "Name", most=fields.LINE)
    owner, backup = ask.values.get(forms.OWNER), ask.values.get(forms.BACKUP)
    return Close(await added(ask, typed, owner or None, backup or None))


async def added(ask: Ask, typed: str, owner: str | None, backup: str | None) -> Message:
    """Add a workstream, and return what is said of it."""
    standing.require(ask, Verb.CHANGE_WORKSTREAMS)
    live = await ask.read(workstreams.live, team=ask.the_team)
    name = rules.name(typed, [workstream.name for workstream in live])
    hands = await _hands(ask, owner, backup)
    workstream, steps = await deeds.do(ask, changes.add, name, hands)
    return await _stands(ask, workstream, f"Added {team_views.name(name)}.", steps)


async def hand(ask: Ask) -> Answer:
    """Keep who has a workstream, as the form says; a field left empty empties the role."""
    workstream = await reading.live(ask)
    owner = ask.values.get(forms.OWNER) or sentence.NOBODY
    backup = ask.values.get(forms.BACKUP) or sentence.NOBODY
    return Close(await handed(ask, workstream, owner, backup))


async def handed(ask: Ask, workstream: Workstream, owner: str | None, backup: str | None) -> Message:
    """Keep who has a workstream, and return what is said of it."""
    standing.require(ask, Verb.CHANGE_OWNERS)
    hands = await _hands(ask, owner, backup)
    steps = await deeds.do(ask, changes.hand, {workstream.id or 0: hands})
    said = "Who gains or loses a role is told by direct message." if steps else "Nothing was changed."
    return await _stands(ask, workstream, said, steps)


async def hand_many(ask: Ask) -> Answer:
    """Keep the owners, or the backups, that the form names."""
    standing.require(ask, Verb.CHANGE_OWNERS)
    field = forms.BACKUP if ask.metadata.get("role") == "backup" else forms.OWNER
    wanted = {
        int(name.removeprefix(rules.WORKSTREAM)): Hands(**{field: await _holder(ask, user_id, field, name)})
        for name, user_id in ask.values.items()
        if name.startswith(rules.WORKSTREAM) and user_id
    }
    steps = await deeds.do(ask, changes.hand, wanted) if wanted else []
    joined = appointing.now_core(await ask.read(appointing.joined, steps=steps))
    return Close(views.many_handed(ask.the_team, field, len(steps), steps, joined=joined))


async def rename(ask: Ask) -> Answer:
    """Give the workstream the name that the form says."""
    typed = fields.words(ask.values, rules.NAME, "Name", most=fields.LINE)
    return Close(await renamed(ask, await reading.live(ask), typed))


async def renamed(ask: Ask, workstream: Workstream, typed: str) -> Message:
    """Rename a workstream, and return what is said of it."""
    standing.require(ask, Verb.CHANGE_WORKSTREAMS)
    live = await ask.read(workstreams.live, team=ask.the_team)
    name = rules.name(typed, [other.name for other in live if other.id != workstream.id])
    was = team_views.name(workstream.name)
    if name == workstream.name:
        return views.done(ask.the_team, f"{was} is called so already. Nothing was changed.", [], workstream)
    after, steps = await deeds.do(ask, changes.rename, workstream, name)
    return views.done(
        ask.the_team, f"{was} is called {team_views.name(after.name)} now. Nobody is told.", steps, after
    )


async def retire(ask: Ask) -> Answer:
    """Retire the workstream."""
    standing.require(ask, Verb.CHANGE_WORKSTREAMS)
    reason = fields.words(ask.values, forms.REASON, "Reason", most=forms.MOST_REASON)
    workstream = await reading.live(ask)
    steps = await deeds.do(ask, changes.retire, workstream, reason)
    said = (
        f"{team_views.name(workstream.name)} is off the lists. All that was said and promised in it is kept."
    )
    return Close(views.done(ask.the_team, said, steps))


async def restore(ask: Ask) -> Answer:
    """Bring the retired workstream back that the button names."""
    return Say(await restored(ask, await reading.meant(ask)))


async def restored(ask: Ask, workstream: Workstream) -> Message:
    """Bring a retired workstream back, and return what is said of it."""
    standing.require(ask, Verb.CHANGE_WORKSTREAMS)
    named = team_views.name(workstream.name)
    if workstream.retired_at is None:
        return views.done(
            ask.the_team, f"{named} is on the lists already. Nothing was changed.", [], workstream
        )
    live = await ask.read(workstreams.live, team=ask.the_team)
    rules.name(workstream.name, [other.name for other in live])
    steps = await deeds.do(ask, changes.restore, workstream)
    return views.done(ask.the_team, f"{named} is back on the lists.", steps, workstream)


async def update(ask: Ask) -> Answer:
    """Keep how a workstream stands."""
    chosen = str(ask.values.get(rules.WORKSTREAM) or "")
    live = await ask.read(workstreams.live, team=ask.the_team)
    workstream = next((one for one in live if str(one.id) == chosen), None)
    if workstream is None:
        raise UserError("Please choose a workstream.", rules.WORKSTREAM)
    standing.require(ask, Verb.GIVE_UPDATE, workstream_id=workstream.id)
    said = Update(
        state=_state(ask),
        line=fields.words(ask.values, forms.LINE, "In one line", most=forms.MOST_LINE),
        next_step=fields.optional_words(ask.values, forms.NEXT_STEP, "Next step", most=forms.MOST_LINE),
        help=fields.optional_words(ask.values, forms.HELP, "Help wanted", most=forms.MOST_LINE),
    )
    steps = await deeds.do(ask, changes.update, workstream, said)
    return Close(views.updated(ask.the_team, workstream, said.state, said.line, steps))


def _state(ask: Ask) -> State:
    state: State
    for state in get_args(State):
        if ask.values.get(forms.STATE) == state:
            return state
    raise UserError("Please choose how it stands.", forms.STATE)


async def _hands(ask: Ask, owner: str | None, backup: str | None) -> Hands:
    if owner and owner == backup:
        raise UserError(
            "The backup stands in for the owner. Please choose somebody else, or nobody yet.", forms.BACKUP
        )
    return Hands(
        await _holder(ask, owner, forms.OWNER, forms.OWNER),
        await _holder(ask, backup, forms.BACKUP, forms.BACKUP),
    )


async def _holder(ask: Ask, user_id: str | None, what: str, field: str) -> Holder:
    """Return who is meant: a member, nobody, or (None) who has it now. `what` they shall be; mistakes at `field`."""
    if user_id is None:
        return None
    if user_id == sentence.NOBODY:
        return Nobody()
    found = await who.find(ask, [user_id], field=field)
    who.refuse_outsiders(found, f"{what} of a workstream", field=field)
    return found[0]


async def _stands(ask: Ask, workstream: Workstream, said: str, steps: changes.Steps) -> Message:
    found = await ask.read(reading.one, team=ask.the_team, workstream=workstream, now=ask.now)
    joined = appointing.now_core(await ask.read(appointing.joined, steps=steps))
    return views.handed(ask.the_team, found.row, " ".join(filter(None, (joined, said))), steps)
