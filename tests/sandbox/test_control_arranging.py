"""The control API: people, channels and apps come, change and go."""

from datetime import UTC, datetime
from typing import Any

from sandbox import Sandbox
from sandbox.apps import App
from sandbox.records import Channel, Person, Workspace
from tests.sandbox.robots import Api, Control, Robot

Json = dict[str, Any]
MONDAY = datetime(2026, 3, 2, 13, tzinfo=UTC)
HERE = "northlight-ela"


async def test_a_world_is_built_by_calls(control: Control, app: App) -> None:
    made = await control.post("workspaces", name="Tide Point Schools", plan="free")
    ruth = await control.post("people", workspace="tidepointschools", name="ruth", real_name="Ruth Calder")
    await control.post("people", workspace=made["id"], name="helen", is_admin=True, tz="Asia/Kathmandu")
    place = await control.post(
        "channels", workspace=made["id"], name="#plans", members=["ruth", "helen"], is_private=True
    )
    more = await control.post(
        "channels", workspace=made["id"], name="shared", members="ruth", is_ext_shared=True
    )
    installed = await control.post("install", workspace=made["id"], app="helper")
    await control.post("join", channel=place["id"], user=installed["bot_user"])

    state = await control.get("state", workspace=made["id"])
    assert (state["people"][0]["id"], state["people"][0]["real_name"]) == (ruth["id"], "Ruth Calder")
    assert state["people"][1]["tz_offset"] == 20_700
    assert state["channels"][0]["members"][2] == installed["bot_user"]
    assert (state["channels"][1]["id"], state["channels"][1]["is_ext_shared"]) == (more["id"], True)
    assert (await Api(control.http, control.base_url, installed["bot_token"]).call("auth.test"))["ok"]


async def test_what_cannot_be_arranged_is_said(control: Control) -> None:
    assert "no time zone" in await control.refused("people", name="x", tz="Mars/Base")
    assert "no time zone" in await control.refused("person", user="maya", tz="Mars")
    assert "no app" in await control.refused("install", app="Other")
    assert "nobody called" in await control.refused("channels", name="x", members=["zoe"])
    assert "no channel" in await control.refused("join", user="maya", channel="nowhere")


async def test_a_person_changes_and_apps_hear_of_it(control: Control, robot: Robot, daniel: Person) -> None:
    told = await control.post("person", user="daniel", tz="Europe/Berlin", is_admin="true", title="Coach")

    assert (told["tz"], told["is_admin"]) == ("Europe/Berlin", True)
    [event] = robot.events("user_change")
    assert (event["user"]["tz"], event["user"]["profile"]["title"]) == ("Europe/Berlin", "Coach")
    await control.post("person", user="daniel", is_admin=False, name="dan")
    assert robot.events("user_change")[-1]["user"]["is_admin"] is False
    assert (await control.get("messages", user="dan", channel=HERE))["messages"] == []


async def test_who_is_deactivated_leaves_every_channel(
    control: Control, robot: Robot, channel: Channel, maya: Person, sandbox: Sandbox
) -> None:
    dm = sandbox.world.im(maya.id, sandbox.world.person("daniel").id)

    await control.post("deactivate", user="maya")

    assert maya.id not in channel.members
    assert maya.id in dm.members
    [event] = robot.events("user_change")
    assert event["user"]["deleted"] is True


async def test_people_come_and_go_and_apps_hear_of_it(
    control: Control, robot: Robot, sandbox: Sandbox, workspace: Workspace
) -> None:
    sandbox.add_person(workspace, "priya", "Priya Nair")

    assert (await control.post("join", user="priya", channel=HERE))["joined"] is True
    assert (await control.post("join", user="priya", channel=HERE))["joined"] is False
    assert (await control.post("leave", user="priya", channel=HERE))["left"] is True
    assert (await control.post("leave", user="priya", channel=HERE))["left"] is False

    assert len(robot.events("team_join")) == 1
    assert len(robot.events("member_joined_channel")) == 1
    assert len(robot.events("member_left_channel")) == 1


async def test_a_program_holds_the_same_threads(
    sandbox: Sandbox, robot: Robot, channel: Channel, maya: Person
) -> None:
    sandbox.leave(channel, maya.id)
    await sandbox.settled()

    assert len(robot.events("member_left_channel")) == 1


async def test_channels_close_open_and_are_renamed(control: Control, robot: Robot, channel: Channel) -> None:
    await control.post("archive", channel=HERE)
    assert channel.is_archived is True
    await control.post("unarchive", channel=HERE)
    assert channel.is_archived is False
    await control.post("rename", channel=HERE, name="#northlight")
    assert channel.name == "northlight"

    names = [payload["event"]["type"] for payload in robot.payloads("events_api")]
    assert names == ["channel_archive", "channel_unarchive", "channel_rename"]


async def test_an_app_is_uninstalled_and_told(
    control: Control, robot: Robot, channel: Channel, api: Api
) -> None:
    await control.post("uninstall", app="Helper")

    names = {payload["event"]["type"] for payload in robot.payloads("events_api")}
    assert names == {"tokens_revoked", "app_uninstalled"}
    assert len(channel.members) == 2
    assert await api.error("auth.test") == "account_inactive"
