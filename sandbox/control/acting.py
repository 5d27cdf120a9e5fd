"""Calls that do what a person does."""

from sandbox.acts import clicks, forms, looking, opening, saying, scenes, suggestions
from sandbox.acts.clicks import Wanted
from sandbox.acts.refusals import RefusedError
from sandbox.control import results
from sandbox.control.asking import Ask
from sandbox.deliveries import events
from sandbox.deliveries.dispatch import Answer
from sandbox.posting import touch
from sandbox.records import Json, Person


def typist(ask: Ask) -> Person:
    """Who acts. Raises RefusedError if their account is closed."""
    person = ask.person()
    if person.deleted:
        raise RefusedError(f"{person.real_name} is deactivated here. Act as somebody else.")
    return person


async def command(ask: Ask) -> Json:
    """Type a command, also where Slack offers none.

    That is to people from other organisations, and in an archived channel. An app must answer all the same: the
    command may have crossed with the archiving.
    """
    person = typist(ask)
    channel = scenes.standing_in(ask.sandbox, person, ask.get("channel"), archived=True)
    since = ask.sandbox.world.revision
    typed = await saying.command(ask.sandbox, person, channel, ask.need("text"))
    return await results.outcome(ask.sandbox, person, since, typed.answer, typed.problems)


async def say(ask: Ask) -> Json:
    person = typist(ask)
    channel = scenes.standing_in(ask.sandbox, person, ask.get("channel"))
    since = ask.sandbox.world.revision
    said = saying.say(ask.sandbox, person, channel, ask.need("text"), ask.get("thread_ts"))
    facts = await results.outcome(ask.sandbox, person, since, Answer())
    return facts | {"ts": said.ts, "channel": channel.id}


async def open_home(ask: Ask) -> Json:
    """{view}: what the app published for this person, or null."""
    person = typist(ask)
    since = ask.sandbox.world.revision
    install = ask.install(person.workspace_id)
    opening.home(ask.sandbox, person, install, ask.get("tab") or "home")
    facts = await results.outcome(ask.sandbox, person, since, Answer())
    shown = ask.sandbox.world.home_of(person.id, install.app_id)
    return facts | {"view": results.view(ask.sandbox, shown)}


async def click(ask: Ask) -> Json:
    person = typist(ask)
    wanted = Wanted(ask.get("label"), ask.get("action_id"), ask.arguments.get("value"), ask.get("block_id"))
    if not (wanted.label or wanted.action_id):
        raise RefusedError("Say what to click: `label` (what is written on it) or `action_id`.")
    place, found = meant(ask, person, wanted)
    since = ask.sandbox.world.revision
    answer = await clicks.use(ask.sandbox, person, place, found, wanted.value)
    return await results.outcome(ask.sandbox, person, since, answer)


def meant(ask: Ask, person: Person, wanted: Wanted) -> looking.Hit:
    """Where to click: as narrow as the call says it."""
    sandbox = ask.sandbox
    if ask.get("view"):
        return looking.in_view(sandbox, person, ask.get("view"), wanted)
    if ask.get("message"):
        channel = ask.place(person) if ask.get("channel") else None
        return looking.in_message(sandbox, person, channel, ask.get("message"), wanted)
    if ask.get("channel"):
        return looking.in_place(sandbox, person, ask.place(person), wanted)
    return looking.anywhere(sandbox, person, wanted)


async def edit(ask: Ask) -> Json:
    """Fill fields in without sending the form."""
    person = typist(ask)
    view = looking.view_in_front(ask.sandbox, person, ask.get("view"))
    since = ask.sandbox.world.revision
    answer = await forms.edit(ask.sandbox, person, view, values(ask))
    return await results.outcome(ask.sandbox, person, since, answer)


async def submit(ask: Ask) -> Json:
    """{errors: {label: text}}, or {view} if a form is still open, or {}; with responses and settled."""
    person = typist(ask)
    view = looking.view_in_front(ask.sandbox, person, ask.get("view"))
    since = ask.sandbox.world.revision
    sent = await forms.submit(ask.sandbox, person, view, values(ask))
    facts = await results.outcome(ask.sandbox, person, since, sent.answer, sent.problems)
    if sent.errors:
        return facts | {"errors": sent.errors}
    if facts["view"] is None:
        del facts["view"]
    return facts


def values(ask: Ask) -> Json:
    """{label: value}. Raises RefusedError if it is something else."""
    found = ask.data("values") if "values" in ask.arguments else {}
    if not isinstance(found, dict):
        raise RefusedError('`values` is an object: {"label of the field": value}.')
    return found


async def close(ask: Ask) -> Json:
    person = typist(ask)
    view = looking.view_in_front(ask.sandbox, person, ask.get("view"))
    since = ask.sandbox.world.revision
    answer = await forms.close(ask.sandbox, person, view, everything=ask.flag("all"))
    return await results.outcome(ask.sandbox, person, since, answer)


async def shortcut(ask: Ask) -> Json:
    """A message shortcut if a message is named, else a global one."""
    person = typist(ask)
    name, since = ask.need("name"), ask.sandbox.world.revision
    if ask.get("message"):
        channel = ask.place(person)
        message = scenes.seen_message(ask.sandbox, person, channel, ask.get("message"))
        answer = await opening.message_shortcut(ask.sandbox, person, name, channel, message)
    else:
        answer = await opening.global_shortcut(ask.sandbox, person, name)
    return await results.outcome(ask.sandbox, person, since, answer)


async def options(ask: Ask) -> Json:
    """What an app offers while somebody types `query` into an external select."""
    person = typist(ask)
    wanted = Wanted(ask.get("label"), ask.get("action_id"), block_id=ask.get("block_id"))
    place, found = meant(ask, person, wanted)
    if found.kind not in suggestions.EXTERNAL:
        raise RefusedError(f"{wanted.words} holds its choices itself. Look at /control/view.")
    scene = scenes.scene(ask.sandbox, person, clicks.owner(ask.sandbox, person, place))
    return await suggestions.ask(ask.sandbox, scene, place, found, ask.get("query"))


async def react(ask: Ask) -> Json:
    """Add a person's reaction to a message, or take it away if it is there."""
    person = typist(ask)
    channel = ask.place(person)
    message = scenes.seen_message(ask.sandbox, person, channel, ask.need("message"))
    name, since = ask.need("name").strip(":"), ask.sandbox.world.revision
    users = message.reactions.setdefault(name, [])
    added = person.id not in users
    if added:
        users.append(person.id)
    else:
        users.remove(person.id)
        message.reactions = {key: rows for key, rows in message.reactions.items() if rows}
    touch(ask.sandbox, message)
    events.reaction(ask.sandbox, message, person.id, name, added=added)
    return await results.outcome(ask.sandbox, person, since, Answer())
