"""Words and rows about a team that every feature shows the same way. What a person typed is escaped here."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import ButtonElement

from handlers import dates, messages, text
from handlers.dates.vocabulary import WEEKDAYS
from handlers.teams import rhythm
from storage.assignments import Role, RoleAssignment
from storage.meeting_rows import Meeting
from storage.people import Person
from storage.teams import Team
from storage.workstream_lists import Overview
from storage.workstreams import State, Workstream

# Buttons that stand in a team's own messages; the features of higher floors answer those that bear their name.
UNDO = "teams.undo"
SETTINGS = "teams.settings"
STATUS = "teams.status"
SET_UP = "teams.set_up"
NAME_OWNERS = "workstreams.name_owners"
NAME_BACKUPS = "workstreams.name_backups"
ADD_PEOPLE = "people.add"
ADD_SPONSOR = "people.add_sponsor"
NAME_COORDINATOR = "people.name_coordinator"
HAND_OVER = "people.hand_over"
PEOPLE = "people.roster"

ROLES: Mapping[Role, str] = {
    "team_leader": "Team leader",
    "coordinator": "Coordinator",
    "sponsor": "Sponsor",
    "specialist": "Implementation specialist",
    "workstream_owner": "Owner",
    "backup": "Backup",
}
MEANS: Mapping[Role, str] = {
    "team_leader": "You run the process and answer for its success; not every decision need be yours.",
    "coordinator": "You help with next steps, notes and logistics, and may change any action.",
    "sponsor": "You open doors, and answer what the team cannot settle itself.",
    "specialist": "You help the team with how the change is made.",
    "workstream_owner": "You answer for this part of the work: its next steps, and once a week how it stands.",
    "backup": "You stand in when the owner is away.",
}
STATES: Mapping[State, str] = {"on_track": "On track", "at_risk": "At risk", "off_track": "Off track"}
NO_STATE = "No update yet"
_REASON = 200
FEWEST_CORE, MOST_CORE = 3, 5
"""Core teams of this size carry a change, says the field (NIRN, module 3)."""


def name(words: str) -> str:
    """Return a name as it stands in a sentence: bold, as typed."""
    return f"*{text.escape(words)}*"


def person(somebody: Person) -> str:
    """Return somebody as a mention, or by name without an account; who has left is said to have left."""
    return text.mention(somebody) + (" (has left)" if somebody.deactivated_at else "")


def people(somebodies: Sequence[Person]) -> str:
    """Return them as a list in words."""
    return text.join_names([person(somebody) for somebody in somebodies])


def away(until_on: date | None, cover: Person | None, today: date) -> str:
    """Return `away through Fri 27 Nov, <@U1> covers`: that day is the last one away."""
    ends = (
        f"away through {dates.day(until_on, today)}" if until_on else "away until they say that they are back"
    )
    return f"{ends}, {person(cover)} covers" if cover else ends


def role(role_held: Role, workstream: Workstream | None = None) -> str:
    """Return a role as it stands in a sentence: `coordinator`, `owner of *pacing*`."""
    said = ROLES[role_held].lower()
    return f"{said} of {name(workstream.name)}" if workstream else said


def state(current: State | None) -> str:
    """Return the state in words; colour and shape never say it alone."""
    return STATES[current] if current else NO_STATE


def counts(open_count: int, overdue_count: int) -> str:
    """Return `3 open, 1 overdue`, or `nothing open`."""
    if not open_count:
        return "nothing open"
    return f"{open_count} open" + (f", {overdue_count} overdue" if overdue_count else "")


def age(moment: datetime, zone: ZoneInfo, now: datetime) -> str:
    """Return how many of the zone's calendar days ago that was."""
    days = (dates.today(zone, now) - dates.today(zone, moment)).days
    return "today" if days <= 0 else "yesterday" if days == 1 else f"{days} days ago"


def workstream(row: Overview, zone: ZoneInfo, now: datetime) -> str:
    """Return a workstream in two lines: its name, state and what is open; who has it, and the last words on it."""
    update = row.last_update
    owner = f"owner {person(row.owner)}" if row.owner else "no owner"
    backup = f"backup {person(row.backup)}" if row.backup else "no backup"
    first = f"{name(row.workstream.name)} · {state(row.workstream.state)} · {counts(row.open_count, row.overdue_count)}"
    last = f"\nLast update {age(update.at, zone, now)}: {text.escape(update.line)}" if update else ""
    return f"{first}\n{owner}, {backup}{last}"


def workstream_line(row: Overview) -> str:
    """Return a workstream in one line, for a screen that shows more than workstreams."""
    owner = f"owner {person(row.owner)}" if row.owner else "no owner"
    return (
        f"{name(row.workstream.name)} · {state(row.workstream.state)} · {owner} · "
        f"{counts(row.open_count, row.overdue_count)}"
    )


def span(assignment: RoleAssignment, today: date) -> str:
    """Return since when a role is held, or from when to when it was."""
    since = dates.day(assignment.from_on, today)
    if assignment.to_on is None:
        return f"since {since}"
    return f"{since} to {dates.day(assignment.to_on, today)}"


def core_size(core: int) -> str:
    """Return a gentle word on a core team of fewer than 3 or more than 5; nothing for one between."""
    if core < FEWEST_CORE:
        return f"The core team has {text.plural(core, 'member')}. Three to five carry a change best."
    if core > MOST_CORE:
        return (
            f"The core team has {core} members. Three to five is usual; others can be invited for a purpose."
        )
    return ""


def week(team: Team, rule: str | None = None) -> str:
    """Return the weekly meeting as a habit: `Tuesdays, 15:30 to 16:15 (America/New_York)`.

    By another `rule` than every week it is `every 2 weeks on Tuesday, 15:30 to ...`.
    """
    days = f"{WEEKDAYS[team.weekly_weekday]}s"
    if rule and rhythm.choice(rule) != rhythm.EVERY_WEEK:
        days = rhythm.words(rule)
    return f"{days}, {_span(team)} ({text.escape(team.zone)})"


def meeting(team: Team, at: datetime, reader: ZoneInfo) -> str:
    """Return one weekly meeting in the team's wall time, and in the reader's where that differs."""
    own = at.astimezone(ZoneInfo(team.zone))
    theirs = at.astimezone(reader)
    said = f"{dates.day(own.date(), own.date())}, {_span(team)} ({text.escape(team.zone)})"
    if theirs.utcoffset() == own.utcoffset():
        return said
    return f"{said}; for you {dates.day(theirs.date(), own.date())}, {theirs:%H:%M}"


def planned(meeting: Meeting, team: Team, reader: ZoneInfo) -> str:
    """Return a meeting as it is planned, in the team's wall time and in the reader's where that differs.

    One that was moved says from when, and why.
    """
    zone = ZoneInfo(team.zone)
    begins, ends = meeting.starts_at.astimezone(zone), meeting.ends_at.astimezone(zone)
    theirs = begins.astimezone(reader)
    said = f"{dates.day(begins.date(), begins.date())}, {begins:%H:%M} to {ends:%H:%M} ({text.escape(team.zone)})"
    if theirs.utcoffset() != begins.utcoffset():
        said += f"; for you {dates.day(theirs.date(), begins.date())}, {theirs:%H:%M}"
    if meeting.moved_from and meeting.moved_from != meeting.starts_at:
        was = meeting.moved_from.astimezone(zone)
        why = text.cut(text.escape(text.one_line(meeting.reason or meeting.holiday or "", _REASON)), _REASON)
        said += f". Moved from {dates.day(was.date(), begins.date())}, {was:%H:%M}{f': {why}' if why else ''}"
    return said


def undo(team: Team, *entries: int | None, label: str = "Undo") -> ButtonElement:
    """Return the button that takes these steps back, the last one first, all or none."""
    return messages.button(label, UNDO, team.id, extra=",".join(str(entry) for entry in entries if entry))


def _span(team: Team) -> str:
    # A wall clock has no zone: arithmetic on it is on one made-up day.
    ends = datetime.combine(date.min, team.weekly_at) + timedelta(minutes=team.weekly_minutes)
    return f"{team.weekly_at:%H:%M} to {ends:%H:%M}"
