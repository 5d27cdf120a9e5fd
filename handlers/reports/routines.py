"""What comes by itself: the leader's Monday roll-up."""

from datetime import datetime, timedelta

from sqlmodel import Session

from handlers import messages, timetable
from handlers.answer import Message
from handlers.reports import gathering, rules, views
from storage import outbox, teams
from storage.people import Person
from storage.schedules import Occurrence, Schedule
from storage.teams import Team
from storage.workspaces import Workspace

ROLLUP = timetable.ROLLUP


def rollup(session: Session, team: Team, schedule: Schedule, occurrence: Occurrence, now: datetime) -> None:
    """Write to the leader what needs a look; nothing where nothing does.

    While the leader is away it goes to who looks after their things, else to the coordinator; so too where they have
    left, and to nobody where nobody can be told. One message a team and day;
    what could not be sent within the schedule's grace is not sent any more.
    """
    found = gathering.situation(session, team=team, today=teams.today(team, now))
    needs, person = rules.exceptions(found, now), rules.recipient(found)
    if not needs.count or person is None:
        return
    said = views.rollup(found, needs, now)
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


def preview(session: Session, team: Team, person: Person, now: datetime) -> Message | None:
    """Return the roll-up as it would be now; it is for those who may get it, and for nobody else."""
    found = gathering.situation(session, team=team, today=teams.today(team, now))
    needs = rules.exceptions(found, now)
    readers = (found.leader, found.stand_in, found.coordinator)
    may_read = any(reader is not None and reader.id == person.id for reader in readers)
    return views.rollup(found, needs, now) if may_read and needs.count else None
