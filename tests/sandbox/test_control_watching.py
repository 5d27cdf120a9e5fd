"""The control API: looking at everybody and everything."""

from datetime import UTC, datetime
from typing import Any

from sandbox import Sandbox
from sandbox.records import Channel, Install, Person, Workspace
from tests.sandbox.robots import Control, Robot

Json = dict[str, Any]
MONDAY = datetime(2026, 3, 2, 13, tzinfo=UTC)
HERE = "northlight-ela"


async def test_the_state_shows_everybody_and_everything(
    control: Control, robot: Robot, workspace: Workspace, maya: Person, channel: Channel, install: Install
) -> None:
    state = await control.get("state")

    assert [row["name"] for row in state["people"]] == ["maya", "daniel"]
    assert state["people"][0]["id"] == maya.id
    [place] = state["channels"]
    assert (place["id"], place["name"], place["is_private"], place["is_im"]) == (
        channel.id,
        HERE,
        False,
        False,
    )
    assert state["workspaces"][0]["id"] == workspace.id
    assert state["clock"] == {"now": "2026-03-02T13:00:00+00:00", "running": False, "next_due": None}
    [app] = state["apps"]
    assert (app["name"], app["socket_mode"], app["connections"]) == ("Helper", True, 1)
    assert [row["command"] for row in app["commands"]] == ["/helper", "/raw"]
    assert [row["type"] for row in app["shortcuts"]] == ["message", "global"]
    assert app["installs"][0]["bot_user"] == install.bot_user_id
    assert "token" not in str(state)


async def test_the_state_for_a_person_shows_what_they_can_look_into(
    sandbox: Sandbox, control: Control, workspace: Workspace, private: Channel, channel: Channel, maya: Person
) -> None:
    ana = sandbox.add_person(workspace, "ana", "Ana Sousa", is_restricted=True)
    sandbox.add_channel(workspace, "general", members=[maya])
    await control.post("say", user="maya", channel="@daniel", text="Hi")

    async def names(user: str) -> list[str]:
        return [row["name"] for row in (await control.get("state", user=user))["channels"]]

    assert sorted(await names("maya")) == ["Daniel Reyes", "general", "leaders", HERE]
    assert sorted(await names("daniel")) == ["Maya Okafor", "general", HERE]
    assert await names(ana.id) == []
    everything = (await control.get("state"))["channels"]
    assert {row["name"] for row in everything} == {"Daniel Reyes", "general", "leaders", HERE}


async def test_suggestions_are_kept_for_the_first_screen(
    sandbox: Sandbox, control: Control, maya: Person, channel: Channel
) -> None:
    sandbox.suggest(title="Start", why="It is quick", user=maya, channel=channel, command="/helper")

    told = await control.post("suggestions", user="daniel", title="Look", why="It is calm", home=True)

    assert told == await control.get("suggestions", workspace="harborglen")
    first, second = told["suggestions"]
    assert (first["command"], first["channel"], first["home"]) == ("/helper", channel.id, False)
    assert (second["command"], second["channel"], second["home"]) == ("", "", True)
    with_place = await control.post("suggestions", user="maya", title="Say", channel=HERE, command="/raw")
    assert with_place["suggestions"][2]["channel"] == channel.id


async def test_a_channel_without_a_canvas_has_none(control: Control) -> None:
    assert (await control.get("canvas", user="maya", channel=HERE))["canvas"] is None
