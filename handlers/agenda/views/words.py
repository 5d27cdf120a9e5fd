"""The words in which an agenda shows people, actions, workstreams, topics and meetings. Escaped here, once.

It stands in a channel: only those who have a role at the meeting are mentioned, everybody else is named in words that
ping nobody.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from handlers import dates, text
from handlers.actions.views import words as action_words
from handlers.actions.views.words import name, one_line
from handlers.agenda import rules
from handlers.agenda.gathering import Away, Duty, Facts
from handlers.agenda.rules import Stuck
from handlers.teams import views as team_views
from storage.action_lists import Listed
from storage.meeting_lists import Queued
from storage.meeting_rows import Meeting, MeetingRoleName
from storage.topics import Topic
from storage.workstream_lists import Overview

ROLES: dict[MeetingRoleName, str] = {
    "facilitator": "Facilitator",
    "note_taker": "Notes",
    "timekeeper": "Time",
}
_ACTION = 110
_TOPIC = 180
_WHOLE_TOPIC = 1500
_LINE = 160
_MORE = 110
_NAME = 60
_REASON = 200
_TENTH = 10
_ELEVENTH = range(11, 14)


def when(meeting: Meeting, zone: ZoneInfo) -> str:
    """Return the meeting's hours: `Tue 17 Nov, 15:30 to 16:15`."""
    return f"{moment(meeting.starts_at, zone)} to {meeting.ends_at.astimezone(zone):%H:%M}"


def on(meeting: Meeting, zone: ZoneInfo) -> str:
    """Return the meeting's day: `Tue 17 Nov`."""
    day = meeting.starts_at.astimezone(zone).date()
    return dates.day(day, day)


def moment(at: datetime, zone: ZoneInfo) -> str:
    """Return a moment on the wall clock of that zone: `Tue 17 Nov, 15:30`."""
    local = at.astimezone(zone)
    return f"{dates.day(local.date(), local.date())}, {local:%H:%M}"


def duty(one: Duty) -> str:
    """Return a role with who has it and who stands in."""
    return who(one) + (f" (backup {name(one.backup)})" if one.backup else "")


def who(one: Duty) -> str:
    """Return a role with who has it."""
    return f"{ROLES[one.role]} {text.mention(one.person)}"


def away(one: Away) -> str:
    """Return who is away until when, and who looks after their things."""
    until = f" until {dates.day(one.until_on, one.until_on)}" if one.until_on else ""
    cover = f" (cover {name(one.cover)})" if one.cover else ""
    return f"{name(one.person)}{until}{cover}"


def action(row: Listed, found: Facts, *, why: str = "") -> str:
    """Return an action on one line: its number and words, who has it, and what is to be known of it."""
    about = (
        name(row.owner),
        why,
        f"carried over {text.plural(row.action.carried, 'meeting')}" if row.action.carried else "",
    )
    return f"• {_action(row)} · {' · '.join(filter(None, about))}" + _waiting(row, found)


def done(row: Listed) -> str:
    """Return an action that was done, and by whom."""
    return f"• {_action(row)} · {name(row.owner)}"


def due(row: Listed, found: Facts) -> str:
    """Return by when, in words that stay true: `by Fri 20 Nov`."""
    return f"by {dates.day(row.action.due_on, found.today)}"


def late(row: Listed, found: Facts) -> str:
    """Return how late it is, in working days; when it is due, where it is not late."""
    days = found.days.late(row.action.due_on, found.today)
    return late_by(days) if days else due(row, found)


def late_by(days: int) -> str:
    """Return `3 working days late`."""
    return f"{text.plural(days, 'working day')} late"


def workstream(row: Overview) -> str:
    """Return a workstream that is not on track: one line, the next step, the help that is wanted."""
    update = row.last_update
    said = [f"*{_name(row)}* · {team_views.state(row.workstream.state)} · {_owner(row)}"]
    if update:
        said.append(one_line(update.line, _LINE))
        said += [f"Next: {one_line(update.next_step, _MORE)}"] if update.next_step else []
        said += [f"Help wanted: {one_line(update.help, _MORE)}"] if update.help else []
    return "• " + " · ".join(said)


def quiet(row: Overview, found: Facts) -> str:
    """Return a workstream without an update of this week: how it stood when it was last told, and how long ago."""
    update = row.last_update
    assert update is not None, "of one that nobody spoke of there is nothing to remember"
    days = (found.today - update.at.astimezone(found.zone).date()).days
    ago = "today" if days <= 0 else f"{text.plural(days, 'day')} ago"
    return f"• *{_name(row)}* · {_owner(row)} · last known, {ago}: {team_views.state(update.state)}, {one_line(update.line, _LINE)}"


def named(row: Overview) -> str:
    """Return its name alone, with who answers for it."""
    return f"{_name(row)}{'' if row.owner else ' (no owner)'}"


def stuck(point: Stuck, place: int) -> str:
    """Return a point to work on, and why it is one."""
    if point.workstream is not None:
        row = point.workstream
        why = [team_views.state(row.workstream.state).lower()]
        if row.last_update and row.last_update.help:
            why.append(f"asks for: {one_line(row.last_update.help, _MORE)}")
        return f"{place}. *{_name(row)}*: {', '.join(why)}"
    assert point.action is not None
    found = point.action.action
    said = ["blocked"] if found.state == "blocked" else []
    said += [late_by(point.late)] if point.late else []
    said += [f"carried over {text.plural(found.carried, 'meeting')}"] if found.carried else []
    return f"{place}. {_action(point.action)}: {', '.join(said)}"


def topic(queued: Queued, *, whole: bool = False, strong: bool = False) -> str:
    """Return a topic with who added it and how long it has been on the agenda. `whole`: all of its words."""
    said = one_line(queued.topic.text, _WHOLE_TOPIC if whole else _TOPIC)
    return " · ".join((f"*{said}*" if strong else said, name(queued.by), age(queued.topic)))


def age(found: Topic) -> str:
    """Return `new`, or in which week it is: `3rd week`."""
    week = rules.week_of(found)
    return "new" if week == 1 else f"{ordinal(week)} week"


def ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 4th, 11th."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % _TENTH, "th")
    return f"{number}{'th' if number % 100 in _ELEVENTH else ending}"


def reason(words: str | None) -> str:
    """Return why, as part of a sentence."""
    return f": {one_line(words, _REASON)}" if words and words.strip() else ""


def week_until(found: Facts) -> str:
    """Return the last day of the week that begins with the meeting."""
    return dates.day(found.due_until, found.due_until)


def _action(row: Listed) -> str:
    return f"`{action_words.code(row.action.number)}` {one_line(row.action.text, _ACTION)}"


def _waiting(row: Listed, found: Facts) -> str:
    if row.action.state != "blocked":
        return ""
    late_too = found.days.late(row.action.due_on, found.today)
    waits = one_line(row.action.waiting_for or "not said", _MORE)
    return f" · waiting for: {waits}" + (f" · {late_by(late_too)}" if late_too else "")


def _name(row: Overview) -> str:
    return one_line(row.workstream.name, _NAME)


def _owner(row: Overview) -> str:
    return name(row.owner) if row.owner else "no owner"
