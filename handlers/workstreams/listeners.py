"""What people ask about workstreams: to see them, and the forms to change them."""

from handlers import standing
from handlers.answer import Answer, Message, Open, Replace, Say
from handlers.ask import Ask
from handlers.errors import UserError
from handlers.permissions import Verb
from handlers.workstreams import forms, history, reading, saving, sentence, views
from handlers.workstreams.sentence import Wanted
from storage import team_lists, workstreams
from storage.assignments import Role
from storage.workstreams import Workstream


async def workstream(ask: Ask) -> Answer:
    """Do what the words after `/steward workstream` want."""
    wanted = sentence.parse(ask.text, actor_id=ask.actor.slack_user_id or "")
    match wanted.verb:
        case "list":
            return Say(await _list(ask))
        case "add":
            return await _add(ask, wanted)
        case "restore":
            standing.require(ask, Verb.CHANGE_WORKSTREAMS)
            return Say(await saving.restored(ask, await reading.retired(ask, wanted.name)))
    return await _with(ask, wanted, await reading.named(ask, wanted.name))


async def turn(ask: Ask) -> Answer:
    """Show another page of the list."""
    return Replace(await _list(ask))


async def show(ask: Ask) -> Answer:
    """Show one workstream."""
    return Say(await _one(ask, await reading.meant(ask)))


async def tell_history(ask: Ask) -> Answer:
    """Show what happened to a workstream."""
    standing.require(ask, Verb.SEE_TEAM)
    found = await ask.read(
        history.read, workspace=ask.workspace, team=ask.the_team, workstream=await reading.meant(ask)
    )
    return Say(history.shown(ask.the_team, found, ask.now))


async def ask_add(ask: Ask) -> Answer:
    """Open the form to add a workstream."""
    standing.require(ask, Verb.CHANGE_WORKSTREAMS)
    return Open(forms.add(ask.the_team, {}))


async def ask_owners(ask: Ask) -> Answer:
    """Open one form for every workstream without an owner."""
    return await _ask_many(ask, "workstream_owner")


async def ask_backups(ask: Ask) -> Answer:
    """Open one form for every workstream without a backup."""
    return await _ask_many(ask, "backup")


async def ask_hands(ask: Ask) -> Answer:
    """Open the form that says who has a workstream."""
    return await _ask_hands(ask, await reading.live(ask))


async def ask_rename(ask: Ask) -> Answer:
    """Open the form to rename a workstream."""
    return await _ask_rename(ask, await reading.live(ask), None)


async def ask_retire(ask: Ask) -> Answer:
    """Ask before a workstream is retired."""
    return await _ask_retire(ask, await reading.live(ask))


async def update(ask: Ask) -> Answer:
    """Open the weekly form, for the workstream that is typed or clicked, else for the person's own."""
    chosen = None
    if ask.ref.number:
        chosen = await reading.live(ask)
    elif ask.text:
        chosen = await reading.named(ask, ask.text)
    live = await ask.read(workstreams.live, team=ask.the_team)
    if chosen:
        standing.require(ask, Verb.GIVE_UPDATE, workstream_id=chosen.id)
    theirs = [one for one in live if standing.may(ask, Verb.GIVE_UPDATE, workstream_id=one.id)]
    if not theirs:
        raise UserError(
            "You have no workstream here to give an update on: its owner or backup does, or the team leader. "
            "`/steward workstream` shows who has which."
        )
    own = (
        {held.workstream_id for held in ask.seat.roles if held.role == "workstream_owner"}
        if ask.seat
        else set()
    )
    mine = [one for one in theirs if one.id in own]
    return Open(forms.update(ask.the_team, theirs, chosen or (mine[0] if len(mine) == 1 else None)))


async def _list(ask: Ask) -> Message:
    standing.require(ask, Verb.SEE_TEAM)
    found = await ask.read(reading.listing, team=ask.the_team, now=ask.now)
    mends = standing.may(ask, Verb.CHANGE_WORKSTREAMS)
    return views.listing(ask.the_team, found, ask.ref.extra, zone=ask.zone, now=ask.now, mends=mends)


async def _one(ask: Ask, workstream: Workstream) -> Message:
    standing.require(ask, Verb.SEE_TEAM)
    mends = standing.may(ask, Verb.CHANGE_WORKSTREAMS)
    if workstream.retired_at is not None:
        return views.retired(ask.the_team, workstream, mends=mends)
    found = await ask.read(reading.one, team=ask.the_team, workstream=workstream, now=ask.now)
    updates = standing.may(ask, Verb.GIVE_UPDATE, workstream_id=workstream.id)
    return views.one(ask.the_team, found, zone=ask.zone, now=ask.now, updates=updates, mends=mends)


async def _add(ask: Ask, wanted: Wanted) -> Answer:
    if wanted.name:
        return Say(await saving.added(ask, wanted.name, wanted.owner, wanted.backup))
    return await ask_add(ask)


async def _with(ask: Ask, wanted: Wanted, found: Workstream) -> Answer:
    match wanted.verb:
        case "name":
            return Say(await saving.handed(ask, found, wanted.owner, wanted.backup))
        case "hands":
            return await _ask_hands(ask, found)
        case "rename":
            return await _ask_rename(ask, found, wanted.new_name)
        case "retire":
            return await _ask_retire(ask, found)
    return Say(await _one(ask, found))


async def _ask_many(ask: Ask, role: Role) -> Answer:
    standing.require(ask, Verb.CHANGE_OWNERS)
    gaps = await ask.read(team_lists.gaps, team=ask.the_team)
    lacking = [
        gap.workstream for gap in gaps if (gap.no_owner if role == "workstream_owner" else gap.no_backup)
    ]
    return (
        Open(forms.owners(ask.the_team, lacking, role))
        if lacking
        else Say(views.none_lacks(forms.OWNER if role == "workstream_owner" else forms.BACKUP))
    )


async def _ask_hands(ask: Ask, workstream: Workstream) -> Answer:
    standing.require(ask, Verb.CHANGE_OWNERS)
    found = await ask.read(reading.one, team=ask.the_team, workstream=workstream, now=ask.now)
    return Open(forms.hands(ask.the_team, workstream, found.row.owner, found.row.backup))


async def _ask_rename(ask: Ask, workstream: Workstream, name: str | None) -> Answer:
    standing.require(ask, Verb.CHANGE_WORKSTREAMS)
    if name:
        return Say(await saving.renamed(ask, workstream, name))
    return Open(forms.rename(ask.the_team, workstream))


async def _ask_retire(ask: Ask, workstream: Workstream) -> Answer:
    standing.require(ask, Verb.CHANGE_WORKSTREAMS)
    found = await ask.read(reading.one, team=ask.the_team, workstream=workstream, now=ask.now)
    return Open(forms.retire(ask.the_team, found))
