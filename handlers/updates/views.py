"""The weekly question to an owner, the form behind its buttons, and the record that it becomes."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from handlers import dates, forms, messages, refs
from handlers.actions.views.words import name, one_line
from handlers.answer import Message
from handlers.messages import Part
from handlers.teams import views as team_views
from handlers.updates.gathering import Facts
from handlers.updates.rules import Asked
from storage import meeting_kinds
from storage.people import Person
from storage.teams import Team
from storage.workstream_lists import Overview
from storage.workstreams import State, Workstream

ON_TRACK, AT_RISK, OFF_TRACK = "updates.on_track", "updates.at_risk", "updates.off_track"
CHANGE = "updates.change"
FORM = "updates.form"
SAYS: dict[str, State] = {ON_TRACK: "on_track", AT_RISK: "at_risk", OFF_TRACK: "off_track"}
"""What each button says of the workstream."""

STATE, LINE, NEXT_STEP, HELP = "state", "line", "next_step", "help"
MOST_LINE = 200
MOST = 10
"""Workstreams in one message; somebody with more gives the others by `/steward update`."""
_LINE = 220
_NAME = 80


def request(found: Facts, person: Person, *, again: bool = False) -> Message:
    """Return the question to that person, as far as they have answered it. `again`: it is the one reminder."""
    asked = found.of(person)
    owed = [one for one in asked if found.is_owed(one.row)]
    rows = [part for one in asked[:MOST] for part in _row(found, one)]
    more = len(asked) - MOST
    return messages.of(
        _opening(found, owed, again=again),
        *rows,
        f"and {more} more: `/steward update`" if more > 0 else "",
        _closing(found, asked, owed),
    )


def form(team: Team, workstream: Workstream, state: State | None, said: Overview | None = None) -> View:
    """Return the short form with that state chosen. `said`: what was last said this week, to be changed."""
    update = said.last_update if said else None
    blocks: list[Block] = [
        messages.section(f"*{one_line(workstream.name, _NAME)}*"),
        forms.choice(STATE, "How it stands", dict(team_views.STATES.items()), state),
        forms.line(
            LINE,
            "In one line",
            update.line if update else None,
            placeholder="Unit 3 is marked up; Unit 4 waits for the calendar",
        ),
        forms.line(NEXT_STEP, "Next step", update.next_step if update else None, optional=True),
        forms.line(
            HELP,
            "Help wanted",
            update.help if update else None,
            hint="What would make it easier, and from whom.",
            optional=True,
        ),
        forms.note("The next agenda shows it to the team. Nobody gets a message."),
    ]
    return forms.form(FORM, "How it stands", "Save", blocks, metadata=refs.metadata(team.id, workstream.id))


def _opening(found: Facts, owed: Sequence[Asked], *, again: bool) -> str:
    team = one_line(found.team.name, _NAME)
    if found.meeting.state == "skipped":
        return (
            f"*{team}*: the meeting on {_moment(found, found.meeting.starts_at)} is skipped. Nothing needed."
        )
    if not found.is_open:
        return f"*{team}*: the agenda for {_moment(found, found.meeting.starts_at)} is out."
    if not owed:
        return f"*{team}*: thank you. You can change what you said until the agenda goes out, {_moment(found, found.agenda_at)}."
    closes = _moment(found, found.agenda_at - meeting_kinds.UPDATES_CLOSE)
    which = "your workstream" if len(owed) == 1 else "your workstreams"
    asks = (
        f"one reminder, and the last: how {_do(owed)} {which} stand?"
        if again
        else f"how {_do(owed)} {which} stand?"
    )
    return (
        f"*{team}*: {asks}\nThe meeting is on {_moment(found, found.meeting.starts_at)}. One tap and one line "
        f"each; please answer by {closes}."
    )


def _do(owed: Sequence[Asked]) -> str:
    return "does" if len(owed) == 1 else "do"


def _row(found: Facts, one: Asked) -> list[Part]:
    row, team_id = one.row, found.team.id
    owed = found.is_owed(row)
    said = "\n".join(
        filter(None, [f"*{one_line(row.workstream.name, _NAME)}*", _standing_in(one), _last(found, row)])
    )
    if not found.is_open:
        return [said]
    if not owed:
        return [messages.Row(said, messages.button("Change", CHANGE, team_id, row.workstream.id))]
    return [said, _states(found.team, row.workstream)]


def _states(team: Team, workstream: Workstream) -> list[ButtonElement]:
    return [
        messages.button(team_views.STATES[state], action_id, team.id, workstream.id, state)
        for action_id, state in SAYS.items()
    ]


def _standing_in(one: Asked) -> str:
    if one.instead_of is None:
        return ""
    return f"You are asked in place of {name(one.instead_of)}, who is not here."


def _last(found: Facts, row: Overview) -> str:
    """What was said of it last: this week, or how long ago."""
    update = row.last_update
    if update is None:
        return "Nothing was said of it yet."
    line = one_line(update.line, _LINE)
    if found.is_owed(row):
        days = (dates.today(found.zone, found.now) - dates.today(found.zone, update.at)).days
        ago = (
            f"{days} days ago"
            if days > 1
            else "yesterday"
            if days == 1
            else "today, before the last meeting was over"
        )
        return f"Last said, {ago}: {team_views.state(update.state)}. {line}"
    more = [f"Next: {one_line(update.next_step, _LINE)}"] if update.next_step else []
    more += [f"Help wanted: {one_line(update.help, _LINE)}"] if update.help else []
    return "\n".join([f"{team_views.state(update.state)}: {line}", *more])


def _closing(found: Facts, asked: Sequence[Asked], owed: Sequence[Asked]) -> str:
    if found.meeting.state == "skipped":
        return ""
    if not asked:
        return "Nothing is asked of you any more. Nothing needed."
    if found.is_open:
        return ""
    if owed:
        return "What is missing can still be given: `/steward update`. The agenda shows it then."
    return "Thank you. To change it still: `/steward update`."


def _moment(found: Facts, at: datetime) -> str:
    local = at.astimezone(found.zone)
    return f"{dates.day(local.date(), local.date())}, {local:%H:%M}"
