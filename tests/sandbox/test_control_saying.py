"""The control API: naming people and places, typing commands, saying things."""

from typing import Any

import aiohttp
import pytest

from sandbox import Sandbox
from sandbox.records import Channel, Install, Person, Workspace
from tests.sandbox.robots import Control, Robot

Json = dict[str, Any]
HERE = "northlight-ela"


@pytest.mark.parametrize("user", ["maya", "@maya", "MAYA", "Maya Okafor", "@maya okafor"])
@pytest.mark.parametrize("place", [HERE, "#northlight-ela", "#Northlight-ELA"])
async def test_people_and_channels_are_named_as_one_likes(control: Control, user: str, place: str) -> None:
    found = await control.get("messages", user=user, channel=place)

    assert found["messages"] == []


async def test_people_and_channels_are_named_by_id(control: Control, maya: Person, channel: Channel) -> None:
    assert (await control.get("messages", user=maya.id, channel=channel.id))["channel"] == channel.id


async def test_calls_take_forms_and_queries_too(
    http: aiohttp.ClientSession, control: Control, robot: Robot
) -> None:
    url = f"{control.base_url}/control/command"
    said = {"user": "maya", "channel": HERE, "text": "/helper"}

    async with http.post(url, data=said) as form:
        assert form.status == 200
    async with http.post(url, params=said) as query:
        assert query.status == 200
    for body in ("{", "[1]", "7"):
        async with http.post(url, data=body, headers={"Content-Type": "application/json"}) as bad:
            assert bad.status == 400


async def test_who_is_not_known_is_answered_with_who_is(control: Control, robot: Robot) -> None:
    nobody = await control.refused("command", user="zoe", channel=HERE, text="/helper")
    nowhere = await control.refused("command", user="maya", channel="nowhere", text="/helper")
    missing = await control.refused("command", user="maya", channel=HERE)
    unplaced = await control.refused("command", user="maya", text="/helper")

    assert "zoe" in nobody
    assert "Daniel Reyes" in nobody
    assert "#northlight-ela" in nowhere
    assert "`text`" in missing
    assert "which channel" in unplaced


async def test_the_same_names_in_two_workspaces_are_told_apart(sandbox: Sandbox, control: Control) -> None:
    other = sandbox.add_workspace("Tide Point Schools", "tidepoint")
    theirs = sandbox.add_person(other, "maya", "Maya Okafor")
    place = sandbox.add_channel(other, HERE, members=[theirs])

    found = await control.get("messages", user="maya", channel=HERE, workspace="tidepoint")

    assert found["channel"] == place.id
    state = await control.get("state", workspace="Tide Point Schools")
    assert [row["id"] for row in state["people"]] == [theirs.id]
    assert "There is no workspace" in await control.refused("people", workspace="else", name="x")


# Commands


async def test_a_command_reports_how_it_was_taken(control: Control, robot: Robot, maya: Person) -> None:
    robot.reply = lambda _envelope: {"text": "Only you"}

    answer = await control.post("command", user="maya", channel=HERE, text="/helper me")

    assert answer["ack_ms"] > 0
    assert answer["settled"] is True
    assert answer["view"] is None
    [message] = answer["responses"]
    assert (message["text"], message["is_ephemeral"]) == ("Only you", True)
    assert (await control.get("messages", user="daniel", channel=HERE))["messages"] == []


async def test_a_command_may_be_answered_for_all(control: Control, robot: Robot) -> None:
    robot.reply = lambda _envelope: {"text": "For all", "response_type": "in_channel"}

    await control.post("command", user="maya", channel=HERE, text="/helper")

    [message] = (await control.get("messages", user="daniel", channel=HERE))["messages"]
    assert "is_ephemeral" not in message


async def test_mentions_are_escaped_if_the_command_asks_for_it(
    control: Control, robot: Robot, daniel: Person, channel: Channel
) -> None:
    text = "ask @Daniel Reyes & <b> in #northlight-ela"

    await control.post("command", user="maya", channel=HERE, text=f"/helper {text}")
    await control.post("command", user="maya", channel=HERE, text=f"/raw {text}")

    escaped, raw = robot.payloads("slash_commands")
    assert escaped["text"] == f"ask <@{daniel.id}|daniel> &amp; &lt;b&gt; in <#{channel.id}|northlight-ela>"
    assert raw["text"] == "ask @daniel &amp; &lt;b&gt; in #northlight-ela"


async def test_a_command_that_fails_is_told_to_the_person(control: Control, robot: Robot) -> None:
    robot.reply = lambda _envelope: {"blocks": [{"type": "nonsense"}]}

    answer = await control.post("command", user="maya", channel=HERE, text="/helper")

    assert answer["problems"][0] == "invalid_blocks"
    assert "invalid_command_response" in answer["responses"][0]["text"]


async def test_a_command_nobody_has_is_refused_with_those_there_are(control: Control, robot: Robot) -> None:
    unknown = await control.refused("command", user="maya", channel=HERE, text="/other")
    no_command = await control.refused("command", user="maya", channel=HERE, text="helper")

    assert "/helper" in unknown
    assert "slash" in no_command


async def test_of_two_apps_with_a_command_the_one_installed_last_gets_it(
    sandbox: Sandbox, control: Control, robot: Robot, workspace: Workspace
) -> None:
    sandbox.install(sandbox.add_app({"features": {"slash_commands": [{"command": "/helper"}]}}), workspace)

    await control.post("command", user="maya", channel=HERE, text="/helper")

    assert robot.envelopes == []


async def test_who_may_not_type_there_is_told_so(
    sandbox: Sandbox, control: Control, robot: Robot, workspace: Workspace, private: Channel, channel: Channel
) -> None:
    ana = sandbox.add_person(workspace, "ana", "Ana Sousa", is_restricted=True)
    ruth = sandbox.add_person(workspace, "ruth", "Ruth Calder", is_stranger=True)
    sandbox.join(channel, ruth.id)
    public = sandbox.add_channel(workspace, "general", members=[])

    async def refused(user: str, place: str) -> str:
        return await control.refused("command", user=user, channel=place, text="/helper")

    assert "cannot look into #leaders" in await refused("daniel", "leaders")
    assert "is not in #general" in await refused("daniel", public.id)
    assert "cannot look into" in await refused(ana.id, HERE)
    stranger = await control.refused("shortcut", user="ruth", name="Ask for help")
    assert "other organisations" in stranger
    channel.is_archived = True
    assert "archived" in await control.refused("say", user="maya", channel=HERE, text="Hello")
    await control.post("deactivate", user="maya")
    assert "deactivated" in await refused("maya", HERE)
    assert "deactivated" in await control.refused("open_home", user="maya")


async def test_a_command_that_slack_does_not_offer_can_be_sent_all_the_same(
    sandbox: Sandbox, control: Control, robot: Robot, workspace: Workspace, channel: Channel
) -> None:
    ruth = sandbox.add_person(workspace, "ruth", "Ruth Calder", is_stranger=True)
    sandbox.join(channel, ruth.id)
    channel.is_archived = True

    await control.post("command", user="ruth", channel=HERE, text="/helper")

    assert "slash_commands" in [envelope["type"] for envelope in robot.envelopes]


async def test_a_command_in_a_dm_names_no_channel(control: Control, robot: Robot) -> None:
    await control.post("command", user="maya", channel="@Helper", text="/helper")
    await control.post("command", user="maya", channel="Daniel Reyes", text="/helper")

    assert [row["channel_name"] for row in robot.payloads("slash_commands")] == ["directmessage"] * 2


async def test_a_bot_is_invited_and_removed_by_commands(
    sandbox: Sandbox, control: Control, robot: Robot, private: Channel, install: Install
) -> None:
    await control.post("command", user="maya", channel="leaders", text="/invite @Helper")
    assert install.bot_user_id in private.members
    joined = robot.events("member_joined_channel")[-1]
    assert (joined["channel"], joined["channel_type"]) == (private.id, "G")

    await control.post("command", user="maya", channel="leaders", text="/remove @Helper")
    assert install.bot_user_id not in private.members
    assert robot.events("member_left_channel")[-1]["user"] == install.bot_user_id
    await control.post("command", user="maya", channel="leaders", text="/leave")
    assert private.members == []


async def test_an_invitation_says_whom_and_not_into_a_dm(control: Control, robot: Robot) -> None:
    assert "Say whom" in await control.refused("command", user="maya", channel=HERE, text="/invite")
    dm = await control.refused("command", user="maya", channel="@daniel", text="/invite @Helper")
    assert "DM" in dm


# Saying


async def test_what_is_said_is_seen_and_heard(control: Control, robot: Robot, daniel: Person) -> None:
    said = await control.post(
        "say", user="maya", channel=HERE, text="Hello @daniel, see https://example.com."
    )

    [message] = (await control.get("messages", user="daniel", channel=HERE))["messages"]
    assert message["ts"] == said["ts"]
    assert message["text"] == f"Hello <@{daniel.id}>, see <https://example.com>."
    kinds = [element["type"] for element in message["blocks"][0]["elements"][0]["elements"]]
    assert kinds == ["text", "user", "text", "link", "text"]
    assert robot.events("message")[-1]["text"] == message["text"]
    assert "empty" in await control.refused("say", user="maya", channel=HERE, text=" ")


async def test_a_reply_is_said_in_a_thread(control: Control, robot: Robot) -> None:
    start = (await control.post("say", user="maya", channel=HERE, text="Start"))["ts"]

    await control.post("say", user="daniel", channel=HERE, text="Reply", thread_ts=start)

    assert robot.events("message")[-1]["thread_ts"] == start


async def test_a_dm_to_the_bot_is_heard(control: Control, robot: Robot) -> None:
    await control.post("say", user="maya", channel="@Helper", text="Hello @Helper")

    [event] = robot.events("message")
    assert event["channel_type"] == "im"
    assert robot.events("app_mention") == []
