"""Two teams with the same name and the same workstreams: neither sees nor changes the other's."""

import pytest

from storage.teams import Team
from tests.support.people import Someone
from tests.support.town import Town

OTHER = "all-staff"


@pytest.fixture
async def other(team: Team, town: Town, daniel: Someone) -> None:
    """A second team of the same name in another channel, led by Daniel."""
    town.sandbox.join(town.place.general, town.install.bot_user_id)
    await daniel.types("/steward setup", channel=OTHER)
    named = {
        "Team name": team.name,
        "What is being implemented": "Another change",
        "Team leader": "Daniel Reyes",
    }
    assert (await daniel.submits(named)).errors == {}


async def test_each_command_answers_for_the_team_of_its_channel(
    other: None, maya: Someone, daniel: Someone, priya: Someone, tom: Someone
) -> None:
    await maya.types("/steward workstream pacing owner @Priya Nair")
    await daniel.types("/steward workstream pacing owner @Tom Whitaker", channel=OTHER)
    await daniel.types("/steward role coordinator @Grace Kim", channel=OTHER)
    await tom.types("/steward update pacing", channel=OTHER)
    await tom.submits({"How it stands": "Off track", "In one line": "Said in the other team"})

    for words in ("status", "people", "role", "role history", "workstream", "workstream pacing"):
        here = (await maya.types(f"/steward {words}")).text
        there = (await daniel.types(f"/steward {words}", channel=OTHER)).text
        assert "Said in the other team" not in here
        assert f"<@{maya.id}>" not in there
        assert here != there
    assert f"owner <@{priya.id}>" in (await maya.types("/steward workstream pacing")).text
    assert f"owner <@{tom.id}>" in (await daniel.types("/steward workstream pacing", channel=OTHER)).text


async def test_nobody_changes_the_other_team_from_their_own(other: None, maya: Someone) -> None:
    for words in (
        "settings",
        "workstream retire pacing",
        "workstream pacing owner me",
        "role coordinator @Tom Whitaker",
    ):
        assert "Only the team leader" in (await maya.types(f"/steward {words}", channel=OTHER)).text
    assert "give the update" in (await maya.types("/steward update pacing", channel=OTHER)).text


async def test_where_there_is_no_team_a_member_of_two_is_asked_which(other: None, daniel: Someone) -> None:
    heard = await daniel.types("/steward status", channel="Steward")

    assert "You are in 2 teams. Which one is this for?" in heard.text
