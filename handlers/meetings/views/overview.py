"""The meeting that runs or comes next, with all that can be done about it; and what is said after skipping or moving."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import ButtonElement

from handlers import dates, messages
from handlers.answer import Message
from handlers.calendars.days import views as calendar_views
from handlers.meetings.facts import Facts
from handlers.meetings.views import ids, words
from handlers.teams import rhythm
from handlers.text import join_names, plural
from storage.calendar_rows import CalendarBreak
from storage.meeting_rows import Meeting
from storage.people import Person
from storage.teams import Team


@dataclass(frozen=True, kw_only=True)
class Rights:
    """What the reader may do."""

    start: bool
    run: bool
    pause: bool


@dataclass(frozen=True, kw_only=True)
class Around:
    """What else there is to say. `season`: the pause that runs or comes. `skipped`: one that is to be let go.

    `rule`: by which the team meets.
    """

    season: CalendarBreak | None = None
    skipped: Sequence[Meeting] = ()
    latest: Meeting | None = None
    rule: str | None = None


def overview(facts: Facts, around: Around, rights: Rights, reader: tzinfo, now: datetime) -> Message:
    """The meeting that runs, or the next one."""
    meeting = facts.meeting
    return messages.of(
        _head(facts, now),
        _elsewhere(facts, reader, now),
        _moved(facts, now),
        f"The team meets {rhythm.words(around.rule)}." if around.rule else "",
        "\n".join(f"{words.ROLES[duty.role]}: {words.name(duty.person)}" for duty in facts.duties),
        _away(facts, now),
        "\n".join(_skipped(one, facts.zone, now) for one in around.skipped),
        _season(around.season, facts.zone, now),
        _running_buttons(meeting) if meeting.state == "running" else _buttons(meeting, rights),
        _more(facts.team, meeting, around, rights),
    )


def none(team: Team, around: Around, rights: Rights, now: datetime) -> Message:
    """There is no next meeting, and why."""
    zone = ZoneInfo(team.zone)
    paused = _season(around.season, zone, now)
    why = paused or (
        "No meeting is planned. The day and the time stand in `/steward settings`; a break in the calendar may reach "
        "further than I plan: `/steward calendar`."
    )
    skipped = "\n".join(_skipped(one, zone, now) for one in around.skipped)
    return messages.of(
        f"*{words.one_line(team.name)} has no next meeting.*", why, skipped, _more(team, None, around, rights)
    )


def started(
    team: Team, meeting: Meeting, by: Person | None, *, is_new: bool, mine: bool, now: datetime
) -> Message:
    """To who pressed Start."""
    where = words.channel(team.channel_id)
    if is_new:
        return messages.of(
            f"The meeting has begun. Its board is in {where}: everybody there can write on it."
        )
    who = "You" if mine else words.name(by) if by else "Somebody"
    at = words.hour(meeting.started_at or now, ZoneInfo(team.zone))
    return messages.of(
        f"{who} started this meeting at {at}, so it is running already. Its board is in {where}: press I am here on it."
    )


def early(team: Team, meeting: Meeting, zone: tzinfo, now: datetime) -> Message:
    """Asked before a meeting is begun long before its time."""
    away = meeting.starts_at - now
    hours = round(away / timedelta(hours=1))
    far = plural(hours, "hour") if hours < 48 else plural(away.days, "day")  # noqa: PLR2004 - two days
    return messages.of(
        f"This meeting is planned for {words.moment(meeting.starts_at, zone, now)}, in {far}. Start it now all the "
        f"same? Its board then goes to {words.channel(team.channel_id)}.",
        [messages.button("Start it now", ids.START_EARLY, team.id, meeting.id)],
    )


def done(team: Team, meeting: Meeting, said: str, step_id: int | None, more: str = "") -> Message:
    """After skipping, moving or bringing back: what it is now, who hears of it, and the way back. Escaped already."""
    undo = [messages.button("Undo", ids.UNDO, team.id, meeting.id, str(step_id))] if step_id else []
    return messages.of(said, more, undo)


def _head(facts: Facts, now: datetime) -> str:
    meeting, team = facts.meeting, words.one_line(facts.team.name)
    when = words.when(meeting, facts.zone, now)
    if meeting.state == "running":
        since = words.hour(meeting.started_at or now, facts.zone)
        return f"*{team}: the meeting is running* since {since}, started by {words.one_line(facts.name(meeting.started_by))}. Its board is in {words.channel(facts.team.channel_id)}."
    return f"*{team}: next meeting {when}*"


def _elsewhere(facts: Facts, reader: tzinfo, now: datetime) -> str:
    """The reader's own clock, where it shows another time."""
    at = facts.meeting.starts_at
    if at.astimezone(reader).utcoffset() == at.astimezone(facts.zone).utcoffset():
        return ""
    return f"On your clock: {words.moment(at, reader, now)}."


def _moved(facts: Facts, now: datetime) -> str:
    meeting = facts.meeting
    if meeting.moved_from is None or meeting.moved_from == meeting.starts_at:
        return ""
    why = meeting.reason or meeting.holiday
    because = f": {words.one_line(why)}" if why else ""
    return f"Moved from {words.moment(meeting.moved_from, facts.zone, now)}{because}."


def _away(facts: Facts, now: datetime) -> str:
    today = dates.today(facts.zone, now)
    away = [
        f"{words.name(person)} ({words.until(facts.away[person.id or 0], today)})"
        for person in facts.are_away
    ]
    return f"Away that day: {join_names(away)}." if away else ""


def _skipped(meeting: Meeting, zone: tzinfo, now: datetime) -> str:
    why = meeting.reason or meeting.holiday
    because = f": {words.one_line(why)}" if why else ""
    return f"Skipped: {words.moment(meeting.starts_at, zone, now)}{because}."


def _season(season: CalendarBreak | None, zone: tzinfo, now: datetime) -> str:
    if season is None:
        return ""
    today = dates.today(zone, now)
    begins = "" if season.first_on <= today else f" from {dates.day(season.first_on, today)}"
    back = dates.day(season.last_on + timedelta(days=1), today) if season.last_on else ""
    ends = f" until {back}, the first day back" if back else " until somebody says resume"
    return f"*The meetings are paused*{begins}{ends}: {words.one_line(season.name)}."


def _running_buttons(meeting: Meeting) -> list[ButtonElement]:
    of = meeting.team_id, meeting.id
    return [messages.button("I am here", ids.HERE, *of, style="primary")]


def _buttons(meeting: Meeting, rights: Rights) -> list[ButtonElement]:
    of = meeting.team_id, meeting.id
    found = []
    if rights.start:
        found.append(messages.button("Start", ids.START, *of, style="primary"))
        found.append(messages.button("Change a role", ids.TURN, *of))
    if rights.run:
        found.append(messages.button("Skip…", ids.SKIP, *of))
        found.append(messages.button("Move…", ids.MOVE, *of))
    return found


def _more(team: Team, meeting: Meeting | None, around: Around, rights: Rights) -> list[ButtonElement]:
    found = []
    if rights.run and around.skipped:
        back = around.skipped[0].id
        found.append(messages.button("Hold the skipped one after all", ids.UNDO, team.id, back, "unskip"))
    if rights.pause:
        paused = messages.button("End the pause", calendar_views.RESUME, team.id)
        found.append(
            paused if around.season else messages.button("Pause for a season", calendar_views.PAUSE, team.id)
        )
    if around.latest and (meeting is None or meeting.state != "running"):
        found.append(messages.button("Last minutes", ids.MINUTES, team.id, around.latest.id))
    return found
