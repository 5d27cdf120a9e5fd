"""What a team from before lacks: a new version of Steward gives every team what a new team is given."""

from datetime import datetime

from sqlmodel import Session

from handlers import ripples, timetable
from handlers.ripples import Ripple
from storage import members, preferences, teams
from storage.teams import Team


def complete(session: Session, *, team: Team, now: datetime) -> None:
    """Give the team every schedule that it lacks, its members their mornings, and its next meeting. Once is enough."""
    fresh = teams.locked(session, team)
    timetable.keep(session, team=fresh, by=None, now=now)
    for _, person in members.roster(session, team=fresh):
        preferences.keep_mornings(session, person=person, zone=fresh.zone, now=now)
    ripples.drop("team", Ripple(session=session, team=fresh, now=now))
