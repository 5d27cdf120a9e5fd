"""A pause for a season, and the soft start after it: one message when the team is back, and nothing counted as late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers import dates, messages, text, timetable
from handlers.answer import Message
from handlers.calendars.days import views
from handlers.dates.calm import calm
from handlers.ripples import Ripple
from handlers.teams import views as team_views
from storage import action_lists, calendars, meetings, outbox, recurrence, schedules, teams
from storage.action_lists import Listed
from storage.calendars import CalendarBreak
from storage.people import Person
from storage.schedules import Occurrence, Schedule
from storage.teams import Team
from storage.workspaces import Workspace

KIND = "return"
AT = time(9)
GRACE = timedelta(days=3)
LOOKS_BACK = timedelta(days=14)
"""A pause that ended longer ago than this is not spoken of any more."""
MOST_LISTED = 8
MOST_READ = 200

_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a team comes back to. `within`: open actions whose date fell into the pause."""

    team: Team
    pause: CalendarBreak
    open_count: int
    within: Sequence[Listed]
    meets_at: datetime | None


def back_on(session: Session, *, team: Team, pause: CalendarBreak) -> date | None:
    """Return the first working day after the pause; None where its end is not known, or no such day is in sight."""
    if pause.last_on is None:
        return None
    try:
        return calendars.working_days(session, team=team).on_or_after(pause.last_on + _DAY)
    except ValueError:
        return None


def keep_return(ripple: Ripple) -> None:
    """Set, move or take away the moment of the return, as the pause stands now. Once is as good as often."""
    session, team, now = ripple.session, ripple.team, ripple.now
    there = schedules.of_kind(session, team=team, kind=timetable.RETURN)
    wanted = returns_at(session, team=team, now=now) if team.closed_at is None else None
    if there and there.next_at == wanted:
        return
    if there:
        schedules.end(session, schedule=there, now=now)
    if wanted:
        schedules.once(
            session, team=team, kind=timetable.RETURN, at=wanted, grace=GRACE, now=now, by=ripple.by
        )


def returns_at(session: Session, *, team: Team, now: datetime) -> datetime | None:
    """Return when the channel is told that the team is back; None where nothing is to be told.

    09:00 of the first working day; where that has passed, because somebody ended the pause by hand, the next moment
    outside quiet hours.
    """
    pause = latest(session, team=team, now=now)
    first = back_on(session, team=team, pause=pause) if pause else None
    if pause is None or first is None or _is_told(session, team, pause):
        return None
    zone = ZoneInfo(team.zone)
    nine = recurrence.moment(first, AT, zone)
    if nine > now:
        return nine
    calendar = calendars.of_team(session, team=team)
    days = calendars.working_days(session, team=team)
    return calm(now, zone, calendar.quiet_from, calendar.quiet_until, days)


def latest(session: Session, *, team: Team, now: datetime) -> CalendarBreak | None:
    """Return the pause that runs, comes, or ended lately: the next one whose end was not spoken of."""
    since = teams.today(team, now) - LOOKS_BACK
    return next(
        (
            one
            for one in calendars.breaks(session, team=team)
            if one.source == "season"
            and (one.last_on is None or one.last_on >= since)
            and not _is_told(session, team, one)
        ),
        None,
    )


def come_back(
    session: Session, team: Team, _schedule: Schedule, _occurrence: Occurrence, now: datetime
) -> None:
    """Tell the channel, once a pause, that the team is back. A pause that was moved since has its own moment."""
    pause = latest(session, team=team, now=now)
    if pause is None or pause.last_on is None or pause.last_on >= teams.today(team, now):
        return
    outbox.put(
        session,
        workspace=session.get_one(Workspace, team.workspace_id),
        team=team,
        key=_key(team, pause),
        kind=KIND,
        channel_id=team.channel_id,
        now=now,
        **messages.shown(message(facts(session, team=team, pause=pause, now=now), teams.today(team, now))),
    )


def preview(session: Session, team: Team, _person: Person, now: datetime) -> Message | None:
    """Return what would be said now; None where no pause runs or comes."""
    pause = latest(session, team=team, now=now)
    if pause is None:
        return None
    return message(facts(session, team=team, pause=pause, now=now), teams.today(team, now))


def facts(session: Session, *, team: Team, pause: CalendarBreak, now: datetime) -> Facts:
    """Read what the team comes back to."""
    today = teams.today(team, now)
    found = action_lists.of_team(session, team=team, today=today, which="open", limit=MOST_READ)
    last_on = pause.last_on or today
    meeting = meetings.upcoming(session, team=team, now=now)
    return Facts(
        team=team,
        pause=pause,
        open_count=found.total,
        within=[one for one in found.rows if pause.first_on <= one.action.due_on <= last_on],
        meets_at=meeting.starts_at if meeting else None,
    )


def message(found: Facts, today: date) -> Message:
    """Return the soft start: what is open, what fell into the pause, when the next meeting is. Nobody is named."""
    team, pause = found.team, found.pause
    return messages.of(
        f"*Welcome back.* {team_views.name(team.name)} starts again after “{text.escape(pause.name)}” "
        f"({views.span(pause.first_on, pause.last_on, today)}).",
        f"{text.plural(found.open_count, 'action').capitalize()} {'is' if found.open_count == 1 else 'are'} open. "
        "Nothing counts as late for the pause.",
        _within(found, today),
        _meets(found),
        [messages.button("See how the team stands", team_views.STATUS, team.id, style="primary")],
    )


def _within(found: Facts, today: date) -> str:
    if not found.within:
        return ""
    lines = [
        f"• `A-{one.action.number}` {text.cut(text.escape(one.action.text), 120)}, was due {dates.day(one.action.due_on, today)}"
        for one in found.within[:MOST_LISTED]
    ]
    if len(found.within) > MOST_LISTED:
        lines.append(f"and {len(found.within) - MOST_LISTED} more: `/steward actions`")
    had = "1 had its date" if len(found.within) == 1 else f"{len(found.within)} had their dates"
    listed = "\n".join(lines)
    return f"{had} in the pause. Whoever owns one, please give it a new day: type its number, such as `/steward A-3`.\n{listed}"


def _meets(found: Facts) -> str:
    if found.meets_at is None:
        return "No weekly meeting is planned yet; `/steward meeting` shows how that stands."
    return f"Next weekly meeting: {team_views.meeting(found.team, found.meets_at, ZoneInfo(found.team.zone))}"


def _is_told(session: Session, team: Team, pause: CalendarBreak) -> bool:
    workspace = session.get_one(Workspace, team.workspace_id)
    return outbox.by_key(session, workspace=workspace, key=_key(team, pause)) is not None


def _key(team: Team, pause: CalendarBreak) -> str:
    return f"calendars:{team.id}:return:{pause.id}"
