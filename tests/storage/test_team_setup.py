import asyncio

import pytest
from sqlmodel import Session

from storage import errors, members, people, roles, team_setup, teams, workstreams
from storage.database import Database
from storage.teams import Team
from tests.storage import harbor_glen
from tests.storage.harbor_glen import NOW, SETTINGS, WORKSTREAMS, District
from tests.storage.undoing import undo_last


@pytest.fixture
def here(session: Session) -> District:
    return harbor_glen.district(session)


def test_a_team_starts_with_its_settings_leader_coordinator_and_workstreams(
    session: Session, here: District
) -> None:
    assert {name: getattr(here.team, name) for name in SETTINGS} == SETTINGS
    assert (here.team.created_by, here.team.created_at, here.team.version) == (here.maya.id, NOW, 1)
    assert [
        (holder.assignment.role, holder.person.name) for holder in roles.holders(session, team=here.team)
    ] == [
        ("team_leader", "Maya Okafor"),
        ("coordinator", "Daniel Reyes"),
    ]
    assert {person.name for _, person in members.roster(session, team=here.team)} == {
        "Maya Okafor",
        "Daniel Reyes",
    }
    assert [strand.name for strand in workstreams.live(session, team=here.team)] == list(WORKSTREAMS)


def test_a_team_can_start_with_a_leader_alone(session: Session, here: District) -> None:
    alone = team_setup.set_up(
        session,
        workspace=here.workspace,
        channel_id="CALONE",
        leader=here.tom,
        by=here.maya,
        now=NOW,
        **SETTINGS,
    )

    assert [holder.person.name for holder in roles.holders(session, team=alone)] == ["Tom Whitaker"]


def test_a_channel_has_one_live_team(session: Session, here: District) -> None:
    with pytest.raises(errors.Refused, match="channel_has_team"):
        harbor_glen.team(session, here.workspace, dict(here.people), "CELA")

    teams.close(session, team=here.team, by=here.maya, now=NOW, reason="Merged")
    again = harbor_glen.team(session, here.workspace, dict(here.people), "CELA")
    assert again.team.id != here.team.id


def test_two_workspaces_may_use_the_same_channel_id(session: Session, here: District) -> None:
    other = harbor_glen.district(session, slack_team_id="TOTHER")

    assert other.team.channel_id == here.team.channel_id


def test_two_workstreams_of_one_name_are_refused(session: Session, here: District) -> None:
    with pytest.raises(errors.Refused, match="name_taken"):
        team_setup.set_up(
            session,
            workspace=here.workspace,
            channel_id="CTWICE",
            leader=here.maya,
            workstream_names=["Pacing", "pacing "],
            by=here.maya,
            now=NOW,
            **SETTINGS,
        )


def test_another_workspaces_person_leads_nothing_here(session: Session, here: District) -> None:
    other = harbor_glen.workspace(session, "TOTHER")
    stranger = people.meet(session, workspace=other, slack_user_id="UMAYA", name="Maya Okafor", now=NOW)

    with pytest.raises(errors.NotFound):
        team_setup.set_up(
            session,
            workspace=here.workspace,
            channel_id="CNEW",
            leader=stranger,
            by=here.maya,
            now=NOW,
            **SETTINGS,
        )


def test_a_set_up_undone_closes_the_team_and_redone_opens_it(session: Session, here: District) -> None:
    undo_last(session, here, "team", here.team)
    assert (here.team.closed_at, here.team.close_reason) == (NOW, "Set up by mistake")

    undo_last(session, here, "team", here.team)
    assert (here.team.closed_at, here.team.close_reason) == (None, None)


async def test_a_channel_set_up_by_many_at_once_has_one_team(database: Database) -> None:
    home = await database.write(harbor_glen.workspace)
    known = await database.write(harbor_glen.everyone, home=home)

    def set_up(session: Session) -> Team:
        return harbor_glen.team(session, home, known, "CELA").team

    made = await asyncio.gather(*(database.write(set_up) for _ in range(6)), return_exceptions=True)

    assert sum(isinstance(one, Team) for one in made) == 1
    assert sum(isinstance(one, errors.Refused) for one in made) == 5
    assert len(await database.read(teams.live, workspace=home)) == 1
