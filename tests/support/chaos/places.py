"""Many workspaces in one practice Slack, with teams in them: some with all of Steward, most with its weekly word."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlmodel import Session

from handlers import timetable
from sandbox import Sandbox
from sandbox.apps import App
from sandbox.records import Channel, Install, Person, Workspace
from storage import people, schedules, team_setup, workspaces
from storage.vault import Vault
from tests.support.chaos import weekly

ZONES = ("America/New_York", "America/Los_Angeles", "Europe/Berlin", "America/St_Johns", "America/Phoenix")
WHOLE_ZONE = "America/Los_Angeles"
"""Of the teams with all of Steward: its Monday morning is the last of all, so the roll-up is never too late."""
TEAMS_A_WORKSPACE = 2


@dataclass(frozen=True)
class Place:
    """A team: `is_whole` where it has all that Steward does, and not its weekly word alone."""

    workspace: Workspace
    install: Install
    channel: Channel
    leader: Person
    zone: str
    is_whole: bool


def build(sandbox: Sandbox, app: App, teams: int, whole: int) -> list[Place]:
    """Teams two to a workspace, in zones that change their clocks on different days, or never, or by half hours."""
    found: list[Place] = []
    while len(found) < teams:
        number = len(found) // TEAMS_A_WORKSPACE
        workspace = sandbox.add_workspace(f"District {number}", f"district{number}")
        install = sandbox.install(app, workspace)
        bot = sandbox.world.people[install.bot_user_id]
        for team in range(min(TEAMS_A_WORKSPACE, teams - len(found))):
            is_whole = len(found) < whole
            zone = WHOLE_ZONE if is_whole else ZONES[len(found) % len(ZONES)]
            leader = sandbox.add_person(workspace, f"maya{team}", "Maya Okafor", tz=zone)
            channel = sandbox.add_channel(workspace, f"team-{team}", members=[leader, bot])
            found.append(Place(workspace, install, channel, leader, zone, is_whole))
    return found


def set_up(session: Session, *, places: list[Place], vault: Vault, now: datetime) -> None:
    """Write the teams down, each with its timetable."""
    for place in places:
        home = workspaces.by_slack_id(session, slack_team_id=place.workspace.id) or workspaces.install(
            session,
            slack_team_id=place.workspace.id,
            name=place.workspace.name,
            bot_user_id=place.install.bot_user_id,
            bot_token_sealed=vault.seal(place.install.bot_token),
            now=now,
        )
        _team(session, place, home, now)


def _team(session: Session, place: Place, home: workspaces.Workspace, now: datetime) -> None:
    leader = people.meet(
        session,
        workspace=home,
        slack_user_id=place.leader.id,
        name=place.leader.real_name,
        zone=place.zone,
        now=now,
    )
    facts: dict[str, Any] = {"level": "district", "innovation": "Northlight ELA", "weekly_weekday": 3}
    team = team_setup.set_up(
        session,
        workspace=home,
        channel_id=place.channel.id,
        leader=leader,
        by=leader,
        workstream_names=["pacing"],
        name=place.channel.name,
        zone=place.zone,
        weekly_at=time(15),
        weekly_minutes=45,
        first_stepback_on=None,
        now=now,
        **facts,
    )
    if place.is_whole:
        timetable.keep(session, team=team, by=leader, now=now)
    schedules.add(
        session,
        team=team,
        kind=weekly.KIND,
        local_time=weekly.AT,
        zone=place.zone,
        rrule=weekly.RULE,
        starts_on=now.date(),
        grace=weekly.GRACE,
        now=now,
    )


def mondays(first: date, weeks: int) -> list[date]:
    """The Mondays of so many weeks, counted on fingers: nothing here is asked of what is being tried."""
    return [first + timedelta(weeks=week) for week in range(weeks)]
