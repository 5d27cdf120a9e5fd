import pytest
from sqlmodel import Session

from storage import located, workspaces
from storage.located import Located
from tests.storage import harbor_glen
from tests.storage.counting import plan, statements
from tests.storage.harbor_glen import NOW, District


@pytest.fixture
def here(session: Session) -> District:
    found = harbor_glen.district(session)
    harbor_glen.take_up_roles(session, found)
    return found


def _locate(session: Session, user: str = "UPRIYA", channel: str | None = "CELA") -> Located | None:
    return located.locate(session, slack_team_id="THARBOR", slack_user_id=user, channel_id=channel)


def test_who_asks_where_is_known_in_two_statements(session: Session, here: District) -> None:
    with statements(session) as asked:
        found = _locate(session)

    assert found is not None
    assert (found.workspace, found.person, found.channel_team) == (here.workspace, here.priya, here.team)
    assert found.person_teams == (here.team,)
    assert [role.role for role in found.seats[0].roles] == ["workstream_owner", "backup"]
    assert len(asked) == 2


@pytest.mark.parametrize("channel", [None, "CELSEWHERE"])
def test_elsewhere_there_is_no_channel_team(session: Session, here: District, channel: str | None) -> None:
    found = _locate(session, channel=channel)

    assert found is not None
    assert (found.channel_team, found.person_teams) == (None, (here.team,))


def test_someone_not_met_yet_is_nobody_in_a_known_workspace(session: Session, here: District) -> None:
    found = _locate(session, user="UNEW")

    assert found is not None
    assert (found.person, found.channel_team, found.seats) == (None, here.team, ())


def test_a_workspace_that_is_not_installed_is_not_located(session: Session, here: District) -> None:
    assert located.locate(session, slack_team_id="TNONE", slack_user_id="UPRIYA") is None

    workspaces.uninstall(session, workspace=here.workspace, now=NOW)
    assert _locate(session) is None


def test_every_step_of_it_is_found_by_an_index(session: Session, here: District) -> None:
    with statements(session) as asked:
        _locate(session)

    for statement in asked:
        found = plan(session, statement)
        assert "Seq Scan" not in found
        assert "SCAN " not in found
    assert "uq_team_channel" in plan(session, asked[0])
