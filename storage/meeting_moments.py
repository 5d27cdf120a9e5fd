"""When something is due for a meeting: the update form and its nudge, the agenda, the end. Kept in the timetable."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from storage import calendars, meeting_kinds, recurrence, schedules
from storage.meeting_rows import Meeting
from storage.schedule_rows import Occurrence, Schedule
from storage.teams import Team
from storage.working_days import EVERY_DAY, WorkingDays


@dataclass(frozen=True)
class Due:
    """Something due `at` that serves until `late_at`; later it is let go. Planned later than `until`, it is not set."""

    kind: str
    at: datetime
    late_at: datetime
    until: datetime


def updates_close_at(meeting: Meeting, *, zone: ZoneInfo, days: WorkingDays) -> datetime:
    """From then on the agenda counts what is missing as missing."""
    return agenda_at(meeting, zone=zone, days=days) - meeting_kinds.UPDATES_CLOSE


def agenda_at(meeting: Meeting, *, zone: ZoneInfo, days: WorkingDays) -> datetime:
    """The hour of the meeting on the last working day before it; behind a season off, the morning of its own day."""
    local = meeting.starts_at.astimezone(zone)
    last = _known(days, local.date()).on_or_before(local.date() - _DAY)
    if _is_off(meeting) or local.date() - last <= meeting_kinds.SEASON_OFF:
        return recurrence.moment(last, local.time(), zone)
    morning = recurrence.moment(local.date(), meeting_kinds.MORNING, zone)
    return min(morning, meeting.starts_at - meeting_kinds.AGENDA_AT_LEAST)


def of_meeting(meeting: Meeting, *, zone: ZoneInfo, days: WorkingDays) -> Sequence[Due]:
    """All that is due for the meeting as it stands."""
    if meeting.state == "running":
        return (_end(meeting),)
    agenda = _agenda(meeting, zone, days) if meeting.agenda_posted_at is None else ()
    if meeting.state == "planned":
        return (*_updates(meeting, zone, days), *agenda, _end(meeting))
    # Of one that was skipped for a holiday the channel is told when the agenda would have come.
    return agenda if _is_off(meeting) else ()


def _is_off(meeting: Meeting) -> bool:
    is_skipped = meeting.state == "skipped" and meeting.reason_by is None
    return is_skipped and meeting.holiday is not None and meeting.moved_from is None


def _told_with_another(meetings: Sequence[Meeting], zone: ZoneInfo, days: WorkingDays) -> set[int | None]:
    """Those that a break of weeks leaves out beside an earlier one: its line, once told, names the next meeting."""
    first: dict[datetime, int | None] = {}
    silent: set[int | None] = set()
    for meeting in sorted(filter(_is_off, meetings), key=lambda one: one.starts_at):
        if first.setdefault(agenda_at(meeting, zone=zone, days=days), meeting.id) != meeting.id:
            silent.add(meeting.id)
    return silent


def keep(
    session: Session,
    *,
    team: Team,
    meetings: Sequence[Meeting],
    now: datetime,
    days: WorkingDays | None = None,
) -> None:
    """The timetable has what is due for these meetings, and nothing else of them that is still to come.

    What came once does not come again at the same moment.
    """
    known, zone = days or calendars.working_days(session, team=team), ZoneInfo(team.zone)
    there, silent = _there(session, meetings), _told_with_another(meetings, zone, known)
    stale: set[int | None] = set()
    for meeting in meetings:
        dues = () if meeting.id in silent else of_meeting(meeting, zone=zone, days=known)
        wanted = {(due.kind, due.at): due for due in dues}
        mine = [(schedule, came) for schedule, came in there if schedule.meeting_id == meeting.id]
        stale |= {one.id for one, _ in mine if one.next_at is not None and _moment(one) not in wanted}
        kept = {_moment(one) for one, came in mine if came or one.next_at is not None}
        for moment, due in wanted.items():
            if moment not in kept and now <= due.until:
                _set(session, team, meeting, due, now)
    _end_all(session, stale, now)


def _agenda(meeting: Meeting, zone: ZoneInfo, days: WorkingDays) -> tuple[Due, ...]:
    late_at = meeting.starts_at - meeting_kinds.AGENDA_AHEAD
    return (Due(meeting_kinds.AGENDA, agenda_at(meeting, zone=zone, days=days), late_at, until=late_at),)


def _updates(meeting: Meeting, zone: ZoneInfo, days: WorkingDays) -> tuple[Due, ...]:
    """The form, and one nudge: next morning, or the same afternoon where updates close before that.

    Nobody is asked before a season off how things stand behind it: then only the day before the meeting is left.
    """
    closes = updates_close_at(meeting, zone=zone, days=days)
    day = meeting.starts_at.astimezone(zone).date()
    known = _known(days, day)
    last = known.on_or_before(day - _DAY)
    first = known.add(last, 1 - meeting_kinds.WORKING_DAYS_BEFORE)
    if day - first > meeting_kinds.SEASON_OFF:
        first = last
    form = recurrence.moment(first, meeting_kinds.MORNING, zone)
    nudge = recurrence.moment(known.add(first, 1), meeting_kinds.MORNING, zone)
    if nudge >= closes:
        nudge = recurrence.moment(first, meeting_kinds.AFTERNOON, zone)
    dues = (
        Due(meeting_kinds.UPDATE_FORM, form, closes, until=closes),
        Due(meeting_kinds.UPDATE_NUDGE, nudge, closes, until=nudge - meeting_kinds.BEFORE_A_NUDGE),
    )
    is_near = day - first <= meeting_kinds.SEASON_OFF
    return tuple(due for due in dues if is_near and due.at < closes)


def _known(days: WorkingDays, day: date) -> WorkingDays:
    """In the middle of a break of years no working day is near: then every day is one."""
    try:
        days.add(day - _DAY, -meeting_kinds.WORKING_DAYS_BEFORE)
    except ValueError:
        return EVERY_DAY
    return days


def _end(meeting: Meeting) -> Due:
    """A meeting that began late has its whole time."""
    ends_at = max(meeting.starts_at, meeting.started_at or meeting.starts_at) + timedelta(
        minutes=meeting.minutes
    )
    at = ends_at + meeting_kinds.GRACE
    late_at = at + meeting_kinds.CLOSES_STILL
    return Due(meeting_kinds.MEETING_END, at, late_at, until=late_at)


def _there(session: Session, meetings: Sequence[Meeting]) -> Sequence[tuple[Schedule, bool]]:
    """The moments of these meetings, and whether each has come."""
    came = select(Occurrence.id).where(Occurrence.schedule_id == Schedule.id).exists()
    of_these = col(Schedule.meeting_id).in_([meeting.id for meeting in meetings])
    return session.exec(select(Schedule, came).where(of_these).order_by(col(Schedule.id))).all()


def _moment(schedule: Schedule) -> tuple[str, datetime]:
    return schedule.kind, datetime.combine(schedule.starts_on, schedule.local_time, UTC)


def _set(session: Session, team: Team, meeting: Meeting, due: Due, now: datetime) -> None:
    schedules.once(
        session,
        team=team,
        meeting=meeting,
        kind=due.kind,
        at=due.at,
        grace=due.late_at - due.at,
        now=now,
    )


def _end_all(session: Session, ids: set[int | None], now: datetime) -> None:
    """One that is being claimed at this moment is left to its claim: waiting for it could make a ring of waiters."""
    if not ids:
        return
    query = select(Schedule).where(col(Schedule.id).in_(ids)).with_for_update(skip_locked=True)
    for schedule in session.exec(query.execution_options(populate_existing=True)).all():
        schedule.ended_at, schedule.next_at = now, None


_DAY = timedelta(days=1)
