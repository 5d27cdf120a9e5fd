"""What was let go while nothing ran is told to the team leader: one note a team, however much it was."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from bot import troubles
from handlers.dates.calm import calm
from handlers.feature import Routine
from storage import calendars, outbox, recurrence, schedules, teams
from storage.schedules import Occurrence, Schedule
from storage.teams import Team
from storage.workspaces import Workspace

MOST_SHOWN = 20
_FAR_BACK = timedelta(days=400)
_ALL = 200

Missed = Sequence[tuple[str, datetime]]
"""Titles, and when each was due, in the team's zone."""


def tell(session: Session, *, team: Team, routines: Mapping[str, Routine], now: datetime) -> None:
    """Write to the leader what was let go today; said already, it is brought up to date instead of repeated.

    It waits for the team's working hours, so that a start in the night wakes nobody.
    """
    # Others may be letting go of something of this team now: one after the other, so that each sees the last.
    session.exec(select(Team.id).where(Team.id == team.id).with_for_update())
    leader = troubles.leader_of(session, team)
    found = _today(session, team, routines, now)
    if leader is None or not found:
        return
    workspace = session.get_one(Workspace, team.workspace_id)
    due_at = _calm(session, team, now)
    key = f"{troubles.KIND}:late:{team.id}:{teams.today(team, due_at)}"
    there = outbox.put(
        session,
        workspace=workspace,
        team=team,
        key=key,
        kind=troubles.KIND,
        person=leader,
        text=words(found),
        blocks=[],
        due_at=due_at,
        now=now,
    )
    if there.text != words(found):
        outbox.revise(session, workspace=workspace, key=key, text=words(found), blocks=[], now=now)


def words(missed: Missed) -> str:
    """Return the note, for one thing or for many."""
    if len(missed) == 1:
        [(title, due)] = missed
        return (
            f"{title}, due {_when(due)}, was not sent: I was not running then, and now it is too late to be of "
            "use. The next one comes at its usual time. Nothing needed."
        )
    lines = [f"• {title}, due {_when(due)}" for title, due in missed[:MOST_SHOWN]]
    if len(missed) > MOST_SHOWN:
        lines.append(f"• and {len(missed) - MOST_SHOWN} more: `/steward sent` shows them")
    return "\n".join(
        [
            "This was not sent: I was not running then, and now it is too late to be of use.",
            *lines,
            "The next ones come at their usual time. Nothing needed.",
        ]
    )


def _when(due: datetime) -> str:
    return f"{due:%A %-d %B at %H:%M}"


def _today(session: Session, team: Team, routines: Mapping[str, Routine], now: datetime) -> Missed:
    """What was let go since the team's midnight, the oldest first; what is quiet about it is left out."""
    zone = ZoneInfo(team.zone)
    midnight = recurrence.moment(teams.today(team, now), time(), zone)
    rows = schedules.let_go(session, team=team, since=now - _FAR_BACK, limit=_ALL)
    return [
        (routines[schedule.kind].title, occurrence.due_at.astimezone(zone))
        for schedule, occurrence in sorted(rows, key=lambda row: row[1].due_at)
        if occurrence.claimed_at >= midnight and _is_told(schedule, occurrence, routines)
    ]


def _is_told(schedule: Schedule, occurrence: Occurrence, routines: Mapping[str, Routine]) -> bool:
    routine = routines.get(schedule.kind)
    return occurrence.outcome == "skipped_late" and routine is not None and not routine.quiet


def _calm(session: Session, team: Team, now: datetime) -> datetime:
    """The first moment from now on in the team's working hours; now where none is in sight."""
    calendar = calendars.of_team(session, team=team)
    days = calendars.working_days(session, team=team)
    try:
        return calm(now, ZoneInfo(team.zone), calendar.quiet_from, calendar.quiet_until, days)
    except (ValueError, OverflowError):
        return now
