"""What comes by itself: the kinds of moments there are, and what every team has of them from its first day.

Setting up a team makes one schedule of each default; the feature that knows the routine of that kind runs it. The
other kinds are single moments that planning and people's own choices set.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlmodel import Session

from storage import meeting_kinds, preferences, recurrence, schedules, teams
from storage.people import Person
from storage.schedules import OnHoliday, Schedule
from storage.teams import Team

ROLLUP = "rollup"
WEEKLY = meeting_kinds.WEEKLY
UPDATE_FORM = meeting_kinds.UPDATE_FORM
UPDATE_NUDGE = meeting_kinds.UPDATE_NUDGE
AGENDA = meeting_kinds.AGENDA
MEETING_END = meeting_kinds.MEETING_END
RETURN = "return"
DIGEST = preferences.DIGEST


@dataclass(frozen=True, kw_only=True)
class Default:
    """A schedule that a new team is given.

    `local_time` is wall time in the team's zone, None for the hour of its weekly meeting; `rrule` an RFC 5545 rule
    that counts dates in it, None for the day of its weekly meeting, every week until the team chooses another rhythm.
    Later than `grace` after its moment it is not sent any more; `on_holiday` says what a day off of the team's does
    to it. `words` say when it comes and to whom, as part of a list.
    """

    kind: str
    title: str
    local_time: time | None = None
    rrule: str | None = None
    grace: timedelta
    on_holiday: OnHoliday
    words: str


DEFAULT_SCHEDULES = (
    Default(
        kind=ROLLUP,
        title="Monday roll-up",
        local_time=time(8),
        rrule="FREQ=WEEKLY;BYDAY=MO",
        grace=timedelta(hours=4),
        on_holiday="after",
        words=(
            "Mondays at 08:00: what is late, blocked or without an owner, to the leader alone, "
            "and nothing when there is nothing to say"
        ),
    ),
    Default(
        kind=WEEKLY,
        title="Weekly meeting",
        grace=timedelta(hours=1),
        on_holiday="run",  # planning the meeting decides, for it also knows what people moved by hand
        words=(
            "For the weekly meeting: a short update form to each owner two working days before, "
            "the agenda here the day before, the minutes here when it is closed"
        ),
    ),
)


def keep(session: Session, *, team: Team, by: Person | None, now: datetime) -> None:
    """Make the timetable follow the team: ended when it is closed, complete and in its hours when it is not."""
    running = schedules.of_team(session, team=team)
    if team.closed_at is not None:
        for schedule in running:
            schedules.end(session, schedule=schedule, now=now)
        return
    for default in DEFAULT_SCHEDULES:
        there = schedules.of_kind(session, team=team, kind=default.kind)
        if there is None:
            _begin(session, default, team, by, now)
        else:
            _follow(session, default, there, team, now)


def _begin(session: Session, default: Default, team: Team, by: Person | None, now: datetime) -> None:
    """A team that was closed before meets in the rhythm that it had."""
    weekly = recurrence.weekly(team.weekly_weekday)
    before = None if default.rrule else schedules.last_series(session, team=team, kind=default.kind)
    schedules.add(
        session,
        team=team,
        kind=default.kind,
        local_time=default.local_time or team.weekly_at,
        zone=team.zone,
        rrule=default.rrule
        or (recurrence.on_weekday(before.rrule, team.weekly_weekday) if before else weekly),
        starts_on=before.starts_on if before else teams.today(team, now),
        grace=default.grace,
        on_holiday=default.on_holiday,
        by=by,
        now=now,
    )


def _follow(session: Session, default: Default, there: Schedule, team: Team, now: datetime) -> None:
    """The zone, and for the weekly meeting its hour and weekday; the rhythm that a team chose stays."""
    rule = there.rrule if default.rrule else recurrence.on_weekday(there.rrule, team.weekly_weekday)
    at = there.local_time if default.local_time else team.weekly_at
    if (there.zone, there.local_time, there.rrule) != (team.zone, at, rule):
        schedules.change(session, schedule=there, zone=team.zone, local_time=at, rrule=rule, now=now)
