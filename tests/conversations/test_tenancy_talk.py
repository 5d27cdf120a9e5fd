"""Two workspaces with the same names and numbers: whatever is asked in one, nothing of the other is seen or changed."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from handlers import FEATURES
from storage import absences, actions, calendars, people, team_setup, workstreams
from storage.absences import Absence
from storage.people import Person
from storage.teams import Team
from storage.working_days import Break
from storage.workspaces import Workspace
from tests.support.people import Someone
from tests.support.town import Town

NEXT_DOOR = "Harbor Glen Annex"
SECRET = "kept next door"
"""Stands in every word of the other workspace's team."""


@dataclass(frozen=True)
class Neighbour:
    """Ruth in a second workspace: its channel, workstreams and numbers are called as in the first."""

    ruth: Someone
    team: Team


@pytest.fixture
async def next_door(town: Town, team: Team) -> Neighbour:
    """The same Steward, installed in a second workspace as Slack would install it."""
    sandbox = town.sandbox
    workspace = sandbox.add_workspace(NEXT_DOOR, "annex")
    ruth = sandbox.add_person(workspace, "ruth", "Ruth Calder")
    channel = sandbox.add_channel(workspace, "northlight-ela", members=[ruth])
    install = sandbox.install(town.app, workspace)
    sandbox.join(channel, install.bot_user_id)
    await town.program.installations.install(
        {
            "team": {"id": workspace.id, "name": NEXT_DOOR},
            "bot_user_id": install.bot_user_id,
            "access_token": install.bot_token,
        }
    )
    made = await town.program.db.write(
        _furnish,
        workspace_id=workspace.id,
        channel_id=channel.id,
        user_id=ruth.id,
        now=town.program.deps.now(),
    )
    await town.program.settled()
    return Neighbour(Someone("Ruth Calder", ruth.id, town.room, channel.id), made)


def _furnish(session: Session, *, workspace_id: str, channel_id: str, user_id: str, now: datetime) -> Team:
    workspace = session.exec(select(Workspace).where(Workspace.slack_team_id == workspace_id)).one()
    ruth = people.meet(
        session,
        workspace=workspace,
        slack_user_id=user_id,
        name=f"Ruth {SECRET}",
        zone="America/New_York",
        now=now,
    )
    team = team_setup.set_up(
        session,
        workspace=workspace,
        channel_id=channel_id,
        leader=ruth,
        by=ruth,
        workstream_names=["pacing"],
        name=f"District Implementation Team {SECRET}",
        level="district",
        innovation=f"Northlight {SECRET}",
        zone="America/New_York",
        weekly_weekday=1,
        weekly_at=time(15, 30),
        weekly_minutes=45,
        first_stepback_on=None,
        now=now,
    )
    _promise(session, team, ruth, now)
    return team


def _promise(session: Session, team: Team, ruth: Person, now: datetime) -> None:
    pacing = workstreams.find(session, team=team, name="pacing")
    assert pacing is not None
    line = f"All is {SECRET}"
    workstreams.give_update(
        session, team=team, workstream=pacing, state="at_risk", line=line, by=ruth, now=now
    )
    due = now.date() + timedelta(days=3)
    text = f"Draft the guide {SECRET}"
    actions.add(session, team=team, text=text, owner=ruth, due_on=due, by=ruth, now=now, workstream=pacing)
    rest = Break(now.date() - timedelta(days=1), now.date() + timedelta(days=60), f"Rest {SECRET}")
    calendars.add_breaks(session, team=team, breaks=[rest], source="pasted", by=ruth, now=now)
    absences.set_away(
        session,
        workspace=session.get_one(Workspace, team.workspace_id),
        person=ruth,
        from_on=now.date(),
        until_on=None,
        by=ruth,
        now=now,
        reason=SECRET,
    )


ASKED = (
    "",
    "help",
    "status",
    "settings",
    "setup",
    "people",
    "role",
    "role history",
    "workstream",
    "workstream pacing",
    "update",
    "update pacing",
    "action",
    "actions",
    "actions all",
    "actions mine",
    "actions overdue",
    "actions done",
    "actions pacing",
    "A-1",
    "done A-1",
    "history A-1",
    "undo",
    "away",
    "away until Friday",
    "back",
    "calendar",
    "calendar add 26 Nov 2026 Day off",
    "calendar resume",
    "preferences",
    "preferences digest off",
    "agenda",
    "agenda add Bus times",
    "meeting",
    "minutes",
    "sent",
    "workstream retire pacing",
)


def test_every_command_is_asked_here() -> None:
    known = {command.word for feature in FEATURES for command in feature.commands}

    assert known <= {asked.partition(" ")[0] for asked in ASKED} | {"A-12", "a-12"}


@pytest.fixture
def way_in() -> str:
    return "socket"


async def test_nothing_of_the_other_workspace_is_seen_or_changed(
    next_door: Neighbour, maya: Someone, town: Town
) -> None:
    await maya.types("/steward action Draft the guide @Priya Nair by Friday in pacing")
    before = await town.program.db.read(_standing, team_id=next_door.team.id or 0)

    for asked in ASKED:
        heard = await maya.types(f"/steward {asked}".strip())
        assert SECRET not in heard.text, asked
        assert SECRET not in str(heard.view or ""), asked
        if heard.view:
            await town.room.post("close", user=maya.id)

    assert SECRET not in await maya.opens_home()
    assert await town.program.db.read(_standing, team_id=next_door.team.id or 0) == before


async def test_the_neighbour_sees_her_own_of_the_same_number(next_door: Neighbour, maya: Someone) -> None:
    await maya.types("/steward action Ask the six principals @Priya Nair by Friday in pacing")

    heard = await next_door.ruth.types("/steward A-1")

    assert SECRET in heard.text
    assert "Ask the six principals" not in heard.text


def _standing(session: Session, *, team_id: int) -> list[Any]:
    """All that could have changed next door."""
    team = session.get_one(Team, team_id)
    live = workstreams.live(session, team=team)
    return [
        team.model_dump(),
        actions.get(session, team=team, number=1).model_dump(),
        [one.model_dump() for one in live],
        [one.model_dump() for one in calendars.breaks(session, team=team)],
        [one.model_dump() for one in session.exec(select(Absence).where(Absence.reason == SECRET))],
    ]
