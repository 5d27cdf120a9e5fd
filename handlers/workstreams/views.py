"""What is shown of workstreams: the list, one of them, its history, what was just done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import ButtonElement

from handlers import dates, messages, text
from handlers.answer import Message
from handlers.teams import views as team_views
from storage.action_lists import Listed, PersonCounts
from storage.teams import Team
from storage.workstream_lists import Overview
from storage.workstreams import State, Workstream

SHOW = "workstreams.show"
UPDATE = "workstreams.update"
ADD = "workstreams.add"
HANDS = "workstreams.hands"
RENAME = "workstreams.rename"
RETIRE = "workstreams.retire"
RESTORE = "workstreams.restore"
HISTORY = "workstreams.history"
PREVIOUS, NEXT = "workstreams.previous", "workstreams.next"

MOST_ACTIONS = 8
MOST_PEOPLE = 15
MOST_RETIRED = 10
_LINE = 240


@dataclass(frozen=True, kw_only=True)
class Listing:
    """What the list is made of."""

    rows: Sequence[Overview]
    people: Sequence[PersonCounts]
    retired: Sequence[Workstream]


@dataclass(frozen=True, kw_only=True)
class One:
    """What is shown of one workstream."""

    row: Overview
    actions: Sequence[Listed]
    action_count: int


def listing(team: Team, found: Listing, page: str, *, zone: ZoneInfo, now: datetime, mends: bool) -> Message:
    """Return one page of the workstreams, then everyone's open actions. `mends`: the reader may change them."""
    shown = messages.page(found.rows, page)
    rows = [
        messages.Row(team_views.workstream(row, zone, now), _show(team, row.workstream)) for row in shown.rows
    ]
    empty = "" if found.rows else "No workstreams yet. `/steward workstream add NAME` adds one."
    return messages.of(
        f"*Workstreams of {text.escape(team.name)}*",
        empty,
        *rows,
        shown.words,
        messages.turning(shown, PREVIOUS, NEXT, team.id),
        _everyone(found.people),
        _retired(found.retired),
        _ways(team, found.rows) if mends else [],
    )


def one(team: Team, found: One, *, zone: ZoneInfo, now: datetime, updates: bool, mends: bool) -> Message:
    """Return one workstream. `updates` and `mends`: the reader may give its update, may change it."""
    workstream = found.row.workstream
    update = found.row.last_update
    more = [
        f"Next step: {text.escape(update.next_step)}" if update and update.next_step else "",
        f"Help wanted: {text.escape(update.help)}" if update and update.help else "",
    ]
    buttons = (
        [messages.button("Give an update", UPDATE, team.id, workstream.id, style="primary")]
        if updates
        else []
    )
    if mends:
        buttons += [
            messages.button("Owner and backup", HANDS, team.id, workstream.id),
            messages.button("Rename", RENAME, team.id, workstream.id),
            messages.button("Retire …", RETIRE, team.id, workstream.id),
        ]
    buttons.append(messages.button("History", HISTORY, team.id, workstream.id))
    return messages.of(
        "\n".join(filter(None, [team_views.workstream(found.row, zone, now), *more])),
        _actions(found),
        buttons,
    )


def retired(team: Team, workstream: Workstream, *, mends: bool) -> Message:
    """Return what is said of a workstream that is not on the lists any more."""
    on = dates.day(_local(team, workstream.retired_at), _local(team, workstream.retired_at))
    reason = f" because: {text.escape(workstream.retire_reason)}" if workstream.retire_reason else ""
    return messages.of(
        f"{team_views.name(workstream.name)} was retired on {on}{reason}",
        [messages.button("Bring it back", RESTORE, team.id, workstream.id)] if mends else [],
    )


def done(
    team: Team, words: str, steps: Sequence[int | None], workstream: Workstream | None = None
) -> Message:
    """Return what was just done, escaped already, with its undo and a look at the workstream."""
    look = [_show(team, workstream)] if workstream else []
    return messages.of(words, [*([team_views.undo(team, *steps)] if steps else []), *look])


def handed(team: Team, row: Overview, said: str, steps: Sequence[int | None]) -> Message:
    """Return who has the workstream now, after what was done."""
    owner = f"owner {team_views.person(row.owner)}" if row.owner else "no owner"
    backup = f"backup {team_views.person(row.backup)}" if row.backup else "no backup"
    return done(
        team, f"{team_views.name(row.workstream.name)}: {owner}, {backup}. {said}", steps, row.workstream
    )


def many_handed(
    team: Team, what: str, count: int, steps: Sequence[int | None], *, joined: str = ""
) -> Message:
    """Return what was done with a form that names many; `what` is "owner" or "backup". `joined`: who is on the team by it."""
    if not count:
        return done(team, "Nobody was named, so nothing was changed.", [])
    named = text.plural(count, "workstream")
    has = "has" if count == 1 else "have"
    said = f"{named} of {team_views.name(team.name)} {has} a new {what}."
    return done(team, " ".join(filter(None, (said, joined, "Each is told by direct message."))), steps)


def updated(
    team: Team, workstream: Workstream, state: State, line: str, steps: Sequence[int | None]
) -> Message:
    """Return how the workstream stands by what was just said."""
    said = f"{team_views.name(workstream.name)} · {team_views.state(state)}: {text.escape(line)}"
    return done(team, f"{said}\nKept. The team sees it in the list of workstreams.", steps, workstream)


def none_lacks(what: str) -> Message:
    """Return the answer where every workstream has an owner, or a backup."""
    return messages.of(
        f"Every workstream has {'an owner' if what == 'owner' else 'a backup'}. Nothing needed."
    )


def open_actions(found: One) -> str:
    """Return the open actions of a workstream, a line each."""
    if not found.actions:
        return "Nothing is open in it."
    lines = [
        f"`A-{listed.action.number}` {text.cut(text.escape(' '.join(listed.action.text.split())), _LINE)} · "
        f"{team_views.person(listed.owner)} · {dates.day(listed.action.due_on, listed.action.created_at.date())}"
        for listed in found.actions
    ]
    more = found.action_count - len(lines)
    return "\n".join([*lines, *([f"and {more} more"] if more > 0 else [])])


def _actions(found: One) -> str:
    count = text.plural(found.action_count, "open action").capitalize()
    return f"*{count}*\n{open_actions(found)}" if found.actions else "Nothing is open in it."


def _everyone(people: Sequence[PersonCounts]) -> str:
    if not people:
        return ""
    shown = [
        f"{team_views.person(one.person)} {team_views.counts(one.open, one.overdue)}"
        for one in people[:MOST_PEOPLE]
    ]
    more = len(people) - len(shown)
    return (
        f"*Everyone's open actions*\n{' · '.join([*shown, *([f'and {more} more people'] if more else [])])}"
    )


def _retired(workstreams: Sequence[Workstream]) -> str:
    if not workstreams:
        return ""
    shown = [text.escape(workstream.name) for workstream in workstreams[:MOST_RETIRED]]
    return f"Retired: {', '.join(shown)}. `/steward workstream restore NAME` brings one back."


def _ways(team: Team, rows: Sequence[Overview]) -> list[ButtonElement]:
    ways = [messages.button("Add a workstream", ADD, team.id)]
    if any(row.lacks_owner for row in rows):
        ways.append(messages.button("Name the owners", team_views.NAME_OWNERS, team.id, style="primary"))
    if any(row.lacks_backup for row in rows):
        ways.append(messages.button("Name the backups", team_views.NAME_BACKUPS, team.id))
    return ways


def _show(team: Team, workstream: Workstream) -> ButtonElement:
    return messages.button("Show", SHOW, team.id, workstream.id)


def _local(team: Team, moment: datetime | None) -> date:
    assert moment is not None
    return dates.today(ZoneInfo(team.zone), moment)
