"""The next meeting of each team in App Home: when it is, what is on it, the reader's part in it, the update they owe."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import Block, ButtonElement

from handlers import messages, text
from handlers.agenda import sections
from handlers.agenda.views import ids
from handlers.home import owed
from handlers.home.gathering import Desk
from handlers.home.pages import Pages, turning
from handlers.messages import Part
from handlers.teams import rhythm, views
from handlers.workstreams import rules as workstream_rules
from handlers.workstreams import views as workstream_views
from storage import meeting_parts
from storage.meeting_rows import MeetingRoleName
from storage.team_lists import Seat
from storage.teams import Team
from storage.types import id_of
from storage.workstream_lists import Overview

ROLES: dict[MeetingRoleName, str] = {
    "facilitator": "you facilitate",
    "note_taker": "you take notes",
    "timekeeper": "you keep time",
}
ASKED_WITHIN = timedelta(days=5)
"""Before a meeting: then its updates are asked for."""
NONE_PLANNED = "*No meeting is planned.* `/steward meeting` shows why, and the next one stands here as soon as there is one."
_WORDS = 120
_MOST = 3
"""Topics and workstreams that are named; the rest is counted."""


def blocks(desk: Desk, pages: Pages, zone: ZoneInfo, now: datetime) -> list[Block]:
    """Return the next meetings, the soonest first; nothing for who is in no team."""
    seats = [seat for seat in desk.seats if desk.sees(seat)]
    if not seats:
        return []
    planned = sorted((seat for seat in seats if _part(desk, seat)), key=lambda seat: _at(desk, seat))
    heading = owed.header("Next meeting" if len(seats) == 1 else "Next meetings")
    if not planned:
        return [heading, *messages.blocks(NONE_PLANNED)]
    shown = pages.of("meetings", planned)
    rows = [part for seat in shown.rows for part in _meeting(desk, seat, zone, now)]
    return [heading, *messages.blocks(*rows, turning("meetings", shown))]


def owes(desk: Desk, seat: Seat, now: datetime) -> list[Overview]:
    """Return the workstreams whose update the reader owes before the team's next meeting.

    Asked are owners who are core members, from a few days before it on, where nobody has said anything since the
    last one.
    """
    part = _part(desk, seat)
    core = seat.membership is not None and seat.membership.kind == "core"
    if part is None or not core or part.meeting.starts_at - now > ASKED_WITHIN:
        return []
    within = rhythm.span(desk.rules.get(id_of(seat.team)))
    since = workstream_rules.fresh_since(part.meeting.starts_at, part.last_closed_at, within)
    return [
        row
        for row in desk.held
        if row.workstream.team_id == seat.team.id
        and row.owner is not None
        and row.owner.id == desk.person.id
        and not workstream_rules.is_fresh(row, since)
    ]


def _part(desk: Desk, seat: Seat) -> meeting_parts.Part | None:
    return desk.meetings.get(id_of(seat.team))


def _at(desk: Desk, seat: Seat) -> datetime:
    part = _part(desk, seat)
    assert part is not None
    return part.meeting.starts_at


def _meeting(desk: Desk, seat: Seat, zone: ZoneInfo, now: datetime) -> Iterator[Part]:
    part, team = _part(desk, seat), seat.team
    assert part is not None
    owing = owes(desk, seat, now)
    lines = (
        f"{views.name(team.name)} · {views.planned(part.meeting, team, zone)}",
        _where(part, team) if part.meeting.state == "running" else _agenda(part, team),
        _mine(part),
        _topics(part),
        _owing(owing),
    )
    yield "\n".join(filter(None, lines))
    yield list(_buttons(part, team, owing))


def _where(part: meeting_parts.Part, team: Team) -> str:
    """Where a meeting that runs is."""
    topic = part.talked_about
    kind, _, key = (part.meeting.current or "").partition(":")
    at = f"“{_one_line(topic.text)}”" if topic else ""
    if not at and kind == "section" and key in sections.KEYS:
        at = sections.by_key(key).title
    begun = part.meeting.started_at
    since = f" since {begun.astimezone(ZoneInfo(team.zone)):%H:%M}" if begun else ""
    return f"*It is on*{since} in <#{team.channel_id}>{f', now at: {at}' if at else ''}."


def _agenda(part: meeting_parts.Part, team: Team) -> str:
    if part.meeting.agenda_posted_at:
        return f"Its agenda is in <#{team.channel_id}>."
    return "Its agenda comes the day before; `/steward agenda` shows it as it stands now."


def _mine(part: meeting_parts.Part) -> str:
    does = [ROLES[role] for role in part.roles]
    if part.standing_in:
        does.append(f"you stand in as {text.join_names([_role(role) for role in part.standing_in])}")
    return f"Your part: {text.join_names(does)}." if does else ""


def _topics(part: meeting_parts.Part) -> str:
    if not part.topics:
        return "No topics yet. What should the team talk about?"
    count = len(part.topics)
    named = [f"“{_one_line(topic.text)}”" for topic in part.mine[:_MOST]]
    more = len(part.mine) - len(named)
    mine = text.join_names([*named, f"{more} more"] if more > 0 else named)
    return f"{text.plural(count, 'topic')} queued{f'; yours: {mine}' if named else ''}."


def _owing(rows: Sequence[Overview]) -> str:
    if not rows:
        return ""
    named = [_one_line(row.workstream.name) for row in rows[:_MOST]]
    more = len(rows) - len(named)
    said = text.join_names([*named, f"{more} more"] if more > 0 else named)
    return f"*Your update is owed*: how does {said} stand?"


def _buttons(part: meeting_parts.Part, team: Team, owing: Sequence[Overview]) -> Iterator[ButtonElement]:
    if owing:  # the others have theirs beneath, with the rest of the workstreams
        strand = owing[0].workstream
        label = f"Update {strand.name}"
        yield messages.button(label, workstream_views.UPDATE, team.id, strand.id, style="primary")
    yield messages.button("Add a topic", ids.ADD_TOPIC, team.id, part.meeting.id)


def _role(role: MeetingRoleName) -> str:
    return role.replace("_", " ")


def _one_line(words: str) -> str:
    return text.cut(text.escape(text.one_line(words, _WORDS)), _WORDS)
