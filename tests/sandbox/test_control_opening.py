"""The control API: reactions, Home, shortcuts, apps without a manifest."""

import asyncio
from datetime import timedelta
from typing import Any

import aiohttp

from sandbox import Sandbox
from sandbox.apps import App
from sandbox.records import Channel, Person, Workspace
from tests.sandbox.robots import SILENT, Api, Control, Robot

Json = dict[str, Any]
HERE = "northlight-ela"


async def test_a_reaction_is_given_and_taken_back(control: Control, robot: Robot) -> None:
    ts = (await control.post("say", user="maya", channel=HERE, text="Hi"))["ts"]

    for user in ("maya", "daniel", "maya"):
        await control.post("react", user=user, channel=HERE, message=ts, name=":eyes:")

    assert [row["reaction"] for row in robot.events("reaction_added")] == ["eyes", "eyes"]
    assert len(robot.events("reaction_removed")) == 1
    [message] = (await control.get("messages", user="maya", channel=HERE))["messages"]
    assert message["reactions"][0]["count"] == 1


async def test_the_messages_tab_is_opened_too(control: Control, robot: Robot) -> None:
    await control.post("open_home", user="maya", tab="messages")

    [event] = robot.events("app_home_opened")
    assert event["tab"] == "messages"
    assert event["channel"].startswith("D")


async def test_an_app_nobody_installed_has_no_home(
    sandbox: Sandbox, control: Control, app: App, workspace: Workspace
) -> None:
    assert "Helper" in await control.refused("open_home", user="maya", app="Other")
    sandbox.uninstall(app, workspace)
    assert "No app is installed" in await control.refused("open_home", user="maya")


async def test_shortcuts_are_named_by_name_or_callback_id(control: Control, robot: Robot) -> None:
    await control.post("shortcut", user="maya", name="ask for help")
    await control.post("shortcut", user="maya", name="help.ask")

    assert len(robot.payloads("shortcut")) == 2
    assert "Ask for help" in await control.refused("shortcut", user="maya", name="Fly")


async def test_a_whisper_has_no_shortcuts(
    api: Api, control: Control, robot: Robot, channel: Channel, maya: Person
) -> None:
    whisper = await api.call("chat.postEphemeral", channel=channel.id, user=maya.id, text="Only you")

    refused = await control.refused(
        "shortcut", user="maya", name="Help with this", channel=HERE, message=whisper["message_ts"]
    )

    assert "no shortcuts" in refused
    hidden = await control.refused(
        "shortcut", user="daniel", name="Help with this", channel=HERE, message=whisper["message_ts"]
    )
    assert "sees no message" in hidden


async def test_an_app_without_a_manifest_has_any_command_shortcut_and_event(
    sandbox: Sandbox, http: aiohttp.ClientSession, control: Control, workspace: Workspace, channel: Channel
) -> None:
    app = sandbox.add_app()
    sandbox.join(channel, sandbox.install(app, workspace).bot_user_id)
    anything = Robot(http, control.base_url, app.app_token)
    await anything.connect()

    await control.post("command", user="maya", channel=HERE, text="/anything at all")
    await control.post("shortcut", user="maya", name="any.callback")
    await control.post("say", user="maya", channel=HERE, text="Hi")

    assert anything.payloads("slash_commands")[0]["text"] == "at all"
    assert anything.payloads("shortcut")[0]["callback_id"] == "any.callback"
    assert len(anything.events("message")) == 1
    await anything.close()


async def test_a_slow_app_is_reported_as_not_settled(
    sandbox: Sandbox, control: Control, robot: Robot
) -> None:
    robot.reply = lambda _envelope: SILENT

    waiting = asyncio.create_task(control.post("open_home", user="maya"))
    await asyncio.sleep(0)
    with sandbox.activity.busy():
        assert await sandbox.settled(limit=timedelta(milliseconds=50)) is False
    assert (await waiting)["settled"] is True
