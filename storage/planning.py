"""Planning: the next meeting of a team's series, brought in line with its rule, its calendar and its pauses."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, or_, select

from storage import audit, calendars, meeting_kinds, meeting_moments, schedules, series, steps, teams, types
from storage.meeting_rows import Meeting
from storage.series import Planned, Series
from storage.steps import Act
from storage.teams import Team
from storage.working_days import WorkingDays

_BACK = timedelta(days=35)  # a date as long ago as this may have moved to a day that is still to come
_AHEAD = timedelta(days=3 * 366)  # no further is looked for a day on which the team meets


class _Wanted(NamedTuple):
    """A date of the series; `needed`: there must be a meeting of it, be it a skipped one."""

    planned: Planned
    needed: bool


def plan(session: Session, *, team: Team, now: datetime) -> Meeting | None:
    """The team's next meeting, made or changed where need be, with its moments in the timetable; None: there is none.

    Once is as good as often: asked again, by whomever, at the same moment or later, it changes nothing.

    1. The series is the team's schedule of kind WEEKLY. During its pause or a season's there is no meeting, nor in a
       closed team.
    2. A date on a holiday or in a break is skipped or moved, as the team's calendar says (series.planned).
    3. What was skipped, moved or kept by hand stays so. A meeting whose date left the series goes along to the next.
    4. A meeting that nobody started and whose time is over lapses.
    5. While one goes on, the one after it is planned already.
    """
    fresh = steps.locked(
        session, select(Team).where(Team.id == team.id, Team.workspace_id == team.workspace_id)
    )
    if fresh is None:
        return None
    days = calendars.working_days(session, team=fresh)
    meetings = _known(session, fresh, now)
    act = Act(fresh, None, now, part=True)
    _lapse(session, act, meetings)
    dates = _dates(session, fresh, days, now)
    meetings = _follow(session, act, meetings, _wanted(dates, meetings, now))
    mine = [meeting for meeting in meetings if fresh.closed_at is None or meeting.reason_by is None]
    meeting_moments.keep(session, team=fresh, meetings=mine, now=now, days=days)
    return _next(fresh, meetings, now)


def _known(session: Session, team: Team, now: datetime) -> list[Meeting]:
    """Those that can still matter, ours to change, in the order in which they were made."""
    query = select(Meeting).where(
        Meeting.team_id == team.id,
        Meeting.kind == "weekly",
        or_(
            col(Meeting.state).in_(("planned", "running")),
            Meeting.starts_at > now,
            col(Meeting.series_on) >= teams.today(team, now) - _BACK,
        ),
    )
    return list(session.exec(steps.fresh(query.order_by(col(Meeting.id)))))


def _lapse(session: Session, act: Act, meetings: Sequence[Meeting]) -> None:
    for meeting in meetings:
        if meeting.state == "planned" and meeting.ends_at + meeting_kinds.GRACE <= act.now:
            _step(session, act, meeting, "lapse", state="skipped", reason=None, reason_by=None)


def _dates(session: Session, team: Team, days: WorkingDays, now: datetime) -> Iterator[Planned]:
    """The dates of the series that can still matter, as the calendar has them; none for a closed team."""
    schedule = schedules.of_kind(session, team=team, kind=meeting_kinds.WEEKLY)
    if schedule is None or team.closed_at is not None:
        return iter(())
    rule = Series(
        rule=schedule.rrule,
        starts_on=schedule.starts_on,
        at=schedule.local_time,
        zone=ZoneInfo(schedule.zone),
        paused_until=schedule.paused_until,
    )
    on_holiday = calendars.of_team(session, team=team).on_holiday
    today = teams.today(team, now)
    found = series.planned(rule, days, on_holiday, since=today - _BACK, until=today + _AHEAD)
    return (_in_time(one, now) for one in found)


def _in_time(planned: Planned, now: datetime) -> Planned:
    """Moved to the day before when that has passed already, it is skipped."""
    if planned.moved_from is None or planned.starts_at > now:
        return planned
    return replace(planned, starts_at=planned.moved_from, moved_from=None, is_skipped=True)


def _wanted(dates: Iterator[Planned], meetings: Sequence[Meeting], now: datetime) -> list[_Wanted]:
    """All to come up to the first that takes place, and those behind it of which there is a meeting already."""
    there = {meeting.series_on: meeting for meeting in meetings}
    last = max((meeting.series_on for meeting in meetings if meeting.series_on), default=None)
    fixed = [
        one for one in meetings if one.state == "planned" and one.starts_at > now and not _is_free(one, now)
    ]
    first = min((meeting.starts_at for meeting in fixed), default=None)
    wanted: list[_Wanted] = []
    for one in dates:
        is_behind = first is not None and one.starts_at >= first
        if is_behind and (last is None or one.series_on > last):
            break
        if one.starts_at <= now:
            continue
        wanted.append(_Wanted(one, needed=not is_behind))
        meeting = there.get(one.series_on)
        if not is_behind and not one.is_skipped and (meeting is None or _is_free(meeting, now)):
            first = one.starts_at
    return wanted


def _is_free(meeting: Meeting, now: datetime) -> bool:
    """Nobody has begun it or decided about it by hand, and its hour has not come: planning may change it."""
    return meeting.state in ("planned", "skipped") and meeting.reason_by is None and meeting.starts_at > now


def _follow(
    session: Session, act: Act, meetings: Sequence[Meeting], wanted: Sequence[_Wanted]
) -> list[Meeting]:
    """Every meeting as it is wanted; all of them, the new ones too."""
    there = {meeting.series_on: meeting for meeting in meetings}
    dates = {one.planned.series_on for one in wanted}
    free = [meeting for meeting in meetings if _is_free(meeting, act.now)]
    left = [meeting for meeting in free if meeting.series_on not in dates]
    left.sort(key=lambda meeting: (meeting.state != "planned", meeting.starts_at))
    made: list[Meeting] = []
    for planned, needed in wanted:
        meeting = there.get(planned.series_on)
        if meeting is None and needed:
            meeting = left.pop(0) if left and not planned.is_skipped else None
            if meeting is None:
                made.append(_make(session, act, planned))
        if meeting is not None and _is_free(meeting, act.now):
            _step(session, act, meeting, "plan", **_facts(act.team, planned))
    for meeting in left:
        _step(session, act, meeting, "plan", state="skipped", holiday=None, moved_from=None)
    session.flush()
    return [*meetings, *made]


def _facts(team: Any, planned: Planned) -> dict[str, Any]:
    return {
        "series_on": planned.series_on,
        "starts_at": planned.starts_at,
        "minutes": team.weekly_minutes,
        "state": "skipped" if planned.is_skipped else "planned",
        "moved_from": planned.moved_from,
        "holiday": planned.holiday,
    }


def _make(session: Session, act: Act, planned: Planned) -> Meeting:
    facts = _facts(act.team, planned)
    meeting = Meeting(team_id=types.id_of(act.team), **facts)
    session.add(meeting)
    after = audit.snapshot(meeting, facts)
    audit.record(
        session,
        team=act.team,
        item_kind="meeting",
        item=meeting,
        verb="plan",
        by=None,
        now=act.now,
        before={},
        after=after,
    )
    return meeting


def _step(session: Session, act: Act, meeting: Meeting, verb: str, **values: Any) -> None:
    steps.take(session, act, item_kind="meeting", row=meeting, verb=verb, values=values)


def _next(team: Team, meetings: Sequence[Meeting], now: datetime) -> Meeting | None:
    planned = [one for one in meetings if one.state == "planned" and one.ends_at > now]
    if team.closed_at is not None:
        return None
    return min(planned, key=lambda meeting: meeting.starts_at, default=None)
