"""The leader's Monday roll-up: exceptions only, each with its next step. It goes to one person and names others to them."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers import dates, messages, text
from handlers.actions.views import buttons, ids, layout, words
from handlers.answer import Message
from handlers.messages import Part, Row
from handlers.reports.gathering import Situation
from handlers.reports.rules import Exceptions
from handlers.teams import gaps, views
from storage import teams
from storage.action_lists import Listed
from storage.workstream_lists import Overview

MOST = (5, 3, 1)
"""Rows of one kind; the rest is counted, with where to see it. Fewer where the words are long."""
LONGEST = 10_000
"""Characters: Slack may refuse a message of more than 12,000."""
_WORDS = 120
_NAME = 80


def rollup(found: Situation, needs: Exceptions, now: datetime, *, instead_of_leader: bool = False) -> Message:
    """Return the roll-up of a team in which something needs a look. `instead_of_leader`: it goes to the coordinator."""
    said = (_rollup(found, needs, now, most, instead_of_leader=instead_of_leader) for most in MOST)
    shortest = Message("")
    for shortest in said:
        if len(shortest.text) <= LONGEST:
            break
    return shortest


def _rollup(
    found: Situation, needs: Exceptions, now: datetime, most: int, *, instead_of_leader: bool
) -> Message:
    return messages.of(
        _opening(found, needs, now, instead_of_leader=instead_of_leader),
        *_missing(found, needs, now),
        *_actions(found, needs, now, most),
        *_quiet(found, needs, now, most),
        "Everything else goes as planned. Only you get this, and nobody named here is told.",
        [messages.button("Team status", views.STATUS, found.team.id)],
    )


def _opening(found: Situation, needs: Exceptions, now: datetime, *, instead_of_leader: bool) -> str:
    today = teams.today(found.team, now)
    things = f"{text.plural(needs.count, 'thing')} {'needs' if needs.count == 1 else 'need'} a look"
    said = f"*{dates.day(today, today)}, {text.cut(text.escape(found.team.name), _NAME)}*: {things}."
    return (
        f"{said} This goes to you as coordinator, since the team leader is not in Slack."
        if instead_of_leader
        else said
    )


def _missing(found: Situation, needs: Exceptions, now: datetime) -> list[Part]:
    """What nobody has, each with the button that mends it."""
    team = found.team
    named = (
        gaps.no_leader() if needs.leader_gone else None,
        gaps.workstreams([row.workstream for row in needs.no_owner], "owner"),
        gaps.no_coordinator(team, teams.today(team, now)) if needs.no_coordinator else None,
        gaps.workstreams([row.workstream for row in needs.no_backup], "backup"),
    )
    return [Row(one.words, messages.button(one.label, one.action_id, team.id)) for one in named if one]


def _actions(found: Situation, needs: Exceptions, now: datetime, most: int) -> list[Part]:
    kinds = (
        (
            "Not accepted yet",
            "Until its owner accepts, nobody counts on it. Ask them, or hand it over.",
            needs.unaccepted,
        ),
        ("Blocked", "Who can free it? Ask them this week, or give it a new date.", needs.blocked),
        (
            "Carried over three weekly meetings or more",
            "A new date alone does not help any more. Split it, hand it over or drop it.",
            needs.carried,
        ),
        (
            "More than three working days late",
            "A short talk with the owner: what would help, and which date holds?",
            needs.late,
        ),
    )
    return [part for title, step, rows in kinds for part in _kind(title, step, rows, found, now, most)]


def _kind(
    title: str, step: str, rows: Sequence[Listed], found: Situation, now: datetime, most: int
) -> list[Part]:
    if not rows:
        return []
    shown: list[Part] = [
        Row(_action(listed, found, now), buttons.of(listed.action, "Open", ids.SHOW))
        for listed in rows[:most]
    ]
    return [f"*{title} ({len(rows)})*\n{step}", *shown, _more(len(rows) - most, "/steward actions")]


def _action(listed: Listed, found: Situation, now: datetime) -> str:
    """What, who, by when, and what else is not as usual with it."""
    action = listed.action
    about = (
        words.called(listed.owner),
        f"by {words.by_when(action, teams.today(found.team, now), near=True)}",
        words.strand(listed.workstream.name) if listed.workstream else "",
        f"carried over {text.plural(action.carried, 'weekly meeting')}" if action.carried else "",
    )
    said = f"*{words.code(action.number)}* {words.one_line(action.text, _WORDS)}\n{layout.joined(about)}"
    if action.accepted == "declined":
        why = words.one_line(action.decline_reason or "no reason given", _WORDS)
        said += f"\nThey say it is not theirs: {why}"
    if action.state == "blocked":
        said += f"\nWaiting for: {words.one_line(action.waiting_for or 'not said', _WORDS)}"
    return said


def _quiet(found: Situation, needs: Exceptions, now: datetime, most: int) -> list[Part]:
    if not needs.quiet:
        return []
    lines = [_unheard(row, ZoneInfo(found.team.zone), now) for row in needs.quiet[:most]]
    title = f"*No update for a week ({len(needs.quiet)})*\nAsk the owner for one line: how does it stand?"
    return [f"{title}\n" + "\n".join(lines), _more(len(needs.quiet) - most, "/steward workstream")]


def _unheard(row: Overview, zone: ZoneInfo, now: datetime) -> str:
    strand, update = row.workstream, row.last_update
    last = f"last update {views.age(update.at, zone, now)}" if update else "never an update"
    owner = words.called(row.owner) if row.owner else "no owner"
    name = text.cut(text.escape(strand.name), _NAME)
    return f"• {layout.joined((f'*{name}*', views.state(strand.state) if update else '', owner, last))}"


def _more(count: int, command: str) -> str:
    return f"and {count} more: `{command}`" if count > 0 else ""
