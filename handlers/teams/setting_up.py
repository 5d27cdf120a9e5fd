"""Making a channel a team: the checks, the form, the save."""

from handlers import messages, standing, text, who
from handlers.answer import Answer, Choices, Close, Errors, Nothing, Open, Say, Update
from handlers.ask import Ask
from handlers.deps import Member
from handlers.errors import UserError
from handlers.permissions import Verb
from handlers.teams import changes, channels, forms, hello, rules, zones
from storage import roles, teams


async def start(ask: Ask) -> Answer:
    """Open the form, unless the channel is a team, was one, or cannot be one."""
    standing.require(ask, Verb.SET_UP)
    if ask.channel_id is None or ask.channel_id.startswith("D"):
        raise channels.in_private()
    here = await ask.read(teams.in_channel, workspace=ask.workspace, channel_id=ask.channel_id)
    if here:
        holders = await ask.read(roles.holders, team=here)
        leads = (holder.person for holder in holders if holder.assignment.role == "team_leader")
        return Say(hello.already(here, next(leads, None)))
    before = await ask.read(teams.closed_in, workspace=ask.workspace, channel_id=ask.channel_id)
    return Say(hello.closed_before(before)) if before else await anew(ask)


async def anew(ask: Ask) -> Answer:
    """Open the form where a team was before, or where none was."""
    standing.require(ask, Verb.SET_UP)
    return Nothing(then=lambda: _opened(ask))


async def level_chosen(ask: Ask) -> Answer:
    """Let the open form speak in the words of the level; what was typed stays."""
    if ask.team is not None and "team" in ask.metadata:
        return Update(forms.settings(ask.the_team, ask.values))
    return Update(
        forms.setup(
            ask.values,
            channel_id=ask.metadata.get("channel"),
            shared=bool(ask.metadata.get("shared")),
            general=bool(ask.metadata.get("general")),
        )
    )


async def search_zone(ask: Ask) -> Answer:
    """Offer the time zones that match what was typed."""
    return Choices(zones.search(ask.text))


async def save(ask: Ask) -> Answer:
    """Make the team, or say at each field what is wrong."""
    standing.require(ask, Verb.SET_UP)
    wanted, mistakes = rules.read_setup(ask.values, ask.now)
    leader = await _member(ask, wanted.leader, rules.LEADER, "team leader", mistakes)
    coordinator = await _member(ask, wanted.coordinator, rules.COORDINATOR, "coordinator", mistakes)
    if mistakes or leader is None or ask.channel_id is None:
        return Errors(mistakes)
    team = await ask.write(
        changes.set_up,
        workspace=ask.workspace,
        channel_id=ask.channel_id,
        wanted=wanted,
        leader=leader,
        coordinator=coordinator,
        by=ask.actor,
        now=ask.now,
    )
    return Close(hello.ready(team, len(wanted.workstreams)))


async def _opened(ask: Ask) -> Answer:
    """What follows the acknowledgement: Slack is asked about the channel once, for a form opens within 3 seconds."""
    assert ask.channel_id is not None
    try:
        channel = await channels.look(ask.deps.slack(ask.workspace), ask.channel_id)
    except UserError as refused:
        return Say(messages.of(text.escape(refused.text)))
    values = forms.defaults(ask.actor, zones.or_utc(ask.zone.key), channel.name)
    return Open(
        forms.setup(values, channel_id=ask.channel_id, shared=channel.shared, general=channel.general)
    )


async def _member(
    ask: Ask, user_id: str | None, field: str, what: str, mistakes: rules.Mistakes
) -> Member | None:
    if not user_id:
        return None
    try:
        [member] = await who.find(ask, [user_id], field=field)
        who.refuse_outsiders([member], what, field=field)
    except UserError as mistake:
        mistakes[field] = mistake.text
        return None
    return member
