"""The leader's Monday roll-up: exceptions only, each with its next step. It goes to one person, and to no channel."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from handlers import dates, messages, text
from handlers.actions.views import buttons, ids, layout, words
from handlers.answer import Message
from handlers.messages import Part, Row
from handlers.reports.gathering import Situation
from handlers.reports.rules import Exceptions, is_off_track, late, recipient
from handlers.teams import gaps, views
from handlers.workstreams.views import SHOW
from storage import teams
from storage.action_lists import Listed
from storage.workstream_lists import Overview

MOST = (5, 3, 1)
"""Rows of one kind, the rest is counted: fewer where the words are long."""
LONGEST = 10_000
"""Characters; Slack may refuse a message of more than 12,000."""
MOST_BLOCKS = 50
"""Of a message: https://docs.slack.dev/reference/block-kit/blocks"""
_WORDS = 120
_NAME = 80


@dataclass(frozen=True, kw_only=True)
class Monday:
    """What is told, to whom, on which day. `most`: rows of one kind."""

    found: Situation
    needs: Exceptions
    now: datetime
    most: int = MOST[0]

    @property
    def today(self) -> date:
        """The team's own."""
        return teams.today(self.found.team, self.now)


def rollup(found: Situation, needs: Exceptions, now: datetime) -> Message:
    """Return the roll-up of a team in which something needs a look."""
    said = [_rollup(Monday(found=found, needs=needs, now=now, most=most)) for most in MOST]
    fitting = (one for one in said if len(one.text) <= LONGEST and len(one.blocks) <= MOST_BLOCKS)
    return next(fitting, said[-1])


def _rollup(monday: Monday) -> Message:
    team, needs = monday.found.team, monday.needs
    return messages.of(
        _opening(monday),
        *_missing(monday),
        *_kind(
            monday,
            "Left behind",
            "Whoever had these has left. Open each and hand it over, so that somebody has it.",
            needs.left_behind,
        ),
        *_kind(
            monday,
            "Away, with nobody in their place",
            "Name somebody to look after these, or give them a new date.",
            needs.unattended,
        ),
        *_kind(
            monday,
            "Not accepted yet",
            "Until its owner accepts, nobody counts on it. Ask them, or hand it over.",
            needs.unaccepted,
        ),
        *_kind(
            monday,
            "Blocked",
            "Who can free it? Ask them this week, or give it a new date.",
            needs.blocked,
        ),
        *_kind(
            monday,
            "Carried over three weekly meetings or more",
            "A new date alone does not help any more. Split it, hand it over or drop it.",
            needs.carried,
        ),
        *_kind(
            monday,
            "Ten working days late or more",
            "Something bigger may be in the way. Agree today: what helps, who else can take it, or should it be dropped?",
            needs.long_late,
        ),
        *_kind(
            monday,
            "More than three working days late",
            "A short talk with the owner: what would help, and which date holds?",
            needs.late,
        ),
        *_off_track(monday),
        *_quiet(monday),
        "Nothing else needs you today. Only you get this, and nobody named here is told.",
        [messages.button("Team status", views.STATUS, team.id)],
    )


def _opening(monday: Monday) -> str:
    count = monday.needs.count
    things = f"{text.plural(count, 'thing')} {'needs' if count == 1 else 'need'} a look"
    name = text.cut(text.escape(monday.found.team.name), _NAME)
    said = f"*{dates.day(monday.today, monday.today)}, {name}*: {things}."
    return " ".join(filter(None, (said, _why_you(monday.found))))


def _why_you(found: Situation) -> str:
    """Why it comes to somebody who is not the team leader."""
    person = recipient(found)
    if person is None or person is found.leader:
        return ""
    if person is not found.coordinator:
        return "This goes to you, since you look after the team leader's things while they are away."
    why = "is away" if found.absence(found.leader) else "is not in Slack"
    return f"This goes to you as coordinator, since the team leader {why}."


def _missing(monday: Monday) -> list[Part]:
    """What nobody has, each with the button that mends it."""
    team, needs = monday.found.team, monday.needs
    named = (
        gaps.no_leader() if needs.leader_gone else None,
        gaps.workstreams([row.workstream for row in needs.no_owner], "owner"),
        gaps.no_coordinator(team, monday.today) if needs.no_coordinator else None,
        gaps.workstreams([row.workstream for row in needs.no_backup], "backup"),
    )
    return [Row(one.words, messages.button(one.label, one.action_id, team.id)) for one in named if one]


def _kind(monday: Monday, title: str, step: str, rows: Sequence[Listed]) -> list[Part]:
    if not rows:
        return []
    shown: list[Part] = [
        Row(_action(listed, monday), buttons.of(listed.action, "Open", ids.SHOW))
        for listed in rows[: monday.most]
    ]
    return [f"*{title} ({len(rows)})*\n{step}", *shown, _more(len(rows) - monday.most, "/steward actions")]


def _action(listed: Listed, monday: Monday) -> str:
    """What, who, by when, and what else is not as usual with it."""
    action, found, today = listed.action, monday.found, monday.today
    absence = found.absence(listed.owner)
    about = (
        words.called(listed.owner),
        views.away(absence.until_on, None, today) if absence else "",
        # Whoever is away is shown as away, never as late.
        f"by {dates.day(action.due_on, today)}"
        if absence
        else words.due(action, late(found, listed, today), today),
        words.strand(listed.workstream.name) if listed.workstream else "",
        f"carried over {text.plural(action.carried, 'weekly meeting')}" if action.carried else "",
    )
    lines = [f"*{words.code(action.number)}* {words.one_line(action.text, _WORDS)}", layout.joined(about)]
    if action.accepted == "declined":
        lines.append(
            f"They say it is not theirs: {words.one_line(action.decline_reason or 'no reason given', _WORDS)}"
        )
    if action.state == "blocked":
        lines.append(f"Waiting for: {words.one_line(action.waiting_for or 'not said', _WORDS)}")
    return "\n".join(lines)


def _off_track(monday: Monday) -> list[Part]:
    step = "What would bring it back? Talk with the owner this week; what the team cannot solve, its sponsors may."
    return _strands(monday, "Off track", step, monday.needs.off_track)


def _quiet(monday: Monday) -> list[Part]:
    step = "Ask the owner for one line: how does it stand?"
    return _strands(monday, "No update for a week", step, monday.needs.quiet)


def _strands(monday: Monday, title: str, step: str, rows: Sequence[Overview]) -> list[Part]:
    if not rows:
        return []
    zone = ZoneInfo(monday.found.team.zone)
    shown: list[Part] = [
        Row(
            _strand(row, zone, monday.now),
            messages.button("Open", SHOW, row.workstream.team_id, row.workstream.id),
        )
        for row in rows[: monday.most]
    ]
    heading = f"*{title} ({len(rows)})*\n{step}"
    return [heading, *shown, _more(len(rows) - monday.most, "/steward workstream")]


def _strand(row: Overview, zone: ZoneInfo, now: datetime) -> str:
    """How it stands and since when; where it is off track, also what was said of it and what comes next."""
    said = row.last_update if is_off_track(row) else None
    lines = [
        _unheard(row, zone, now),
        words.one_line(said.line, _WORDS) if said else "",
        f"Next step: {words.one_line(said.next_step or 'none given', _WORDS)}" if said else "",
    ]
    return "\n".join(filter(None, lines))


def _unheard(row: Overview, zone: ZoneInfo, now: datetime) -> str:
    strand, update = row.workstream, row.last_update
    about = (
        f"*{text.cut(text.escape(strand.name), _NAME)}*",
        views.state(strand.state) if update else "",
        words.called(row.owner) if row.owner else "no owner",
        f"last update {views.age(update.at, zone, now)}" if update else "no update yet",
    )
    return layout.joined(about)


def _more(count: int, command: str) -> str:
    return f"and {count} more: `{command}`" if count > 0 else ""
