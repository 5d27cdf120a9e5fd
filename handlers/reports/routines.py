"""What comes by itself: the leader's Monday roll-up."""

from datetime import datetime, timedelta

from sqlmodel import Session

from handlers import messages, timetable
from handlers.reports import gathering, rules, views
from storage import outbox, teams
from storage.schedules import Occurrence, Schedule
from storage.teams import Team
from storage.workspaces import Workspace

ROLLUP = timetable.ROLLUP


def rollup(session: Session, team: Team, schedule: Schedule, occurrence: Occurrence, now: datetime) -> None:
    """Write to the leader what needs a look; nothing where nothing does.

    Where the leader has left it goes to the coordinator, and to nobody where both have. One message a team and day;
    what could not be sent within the schedule's grace is not sent any more.
    """
    found = gathering.situation(session, team=team, today=teams.today(team, now))
    needs, person = rules.exceptions(found, now), rules.recipient(found)
    if not needs.count or person is None:
        return
    said = views.rollup(found, needs, now, as_coordinator=person is not found.leader)
    outbox.put(
        session,
        workspace=session.get_one(Workspace, team.workspace_id),
        team=team,
        key=f"reports:{team.id}:{ROLLUP}:{occurrence.local_date.isoformat()}",
        kind=ROLLUP,
        person=person,
        now=now,
        expires_at=now + timedelta(minutes=schedule.grace_minutes),
        **messages.shown(said),
    )
