"""A feature for chaos alone: something said in each team's channel once a week, and in some answered in its thread."""

from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from handlers.feature import Feature, Routine
from storage import outbox
from storage.schedules import Occurrence, Schedule
from storage.teams import Team
from storage.workspaces import Workspace

KIND = "chaos"
TITLE = "The week's word"
AT = time(8)
RULE = "FREQ=WEEKLY;BYDAY=MO"
GRACE = timedelta(hours=14)


def key(channel_id: str, on: date, part: str = "") -> str:
    return f"{KIND}:{channel_id}:{on}{part}"


def parts(team_name: str) -> tuple[str, ...]:
    """A message, and in some teams a reply to it."""
    return ("", ":reply") if team_name.endswith("1") else ("",)


def say(session: Session, team: Team, _schedule: Schedule, occurrence: Occurrence, now: datetime) -> None:
    home, on = session.get_one(Workspace, team.workspace_id), occurrence.local_date
    root = key(team.channel_id, on)
    for number, part in enumerate(parts(team.name)):
        outbox.put(
            session,
            workspace=home,
            team=team,
            key=root + part,
            kind=KIND,
            channel_id=team.channel_id,
            text=f"Week of {on:%-d %B %Y}{part}",
            blocks=[],
            thread_of=root if number else None,
            now=now,
        )


FEATURE = Feature("chaos", routines=(Routine(KIND, TITLE, say),))
