"""The control API: what a person does, and what they cannot do."""

import asyncio
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from sandbox import Sandbox
from sandbox.apps import App
from sandbox.records import Channel, Install, Person, Workspace
from tests.sandbox import views
from tests.sandbox.robots import SILENT, Api, Control, Robot

Json = dict[str, Any]
HERE = "northlight-ela"


async def opened(api: Api, control: Control, robot: Robot, view: Json, user: str = "maya") -> Json:
    await control.post("shortcut", user=user, name="Ask for help")
    trigger_id = robot.payloads("shortcut")[-1]["trigger_id"]
    answer = await api.call("views.open", trigger_id=trigger_id, view=view)
    assert answer["ok"], answer
    shown: Json = answer["view"]
    return shown


# Naming people and places


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
    assert "other organisations" in await refused("ruth", HERE)
    stranger = await control.refused("shortcut", user="ruth", name="Ask for help")
    assert "other organisations" in stranger
    channel.is_archived = True
    assert "archived" in await refused("maya", HERE)
    await control.post("deactivate", user="maya")
    assert "deactivated" in await refused("maya", HERE)
    assert "deactivated" in await control.refused("open_home", user="maya")


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


# Clicking


async def test_a_click_finds_the_latest_message_with_that_button(
    api: Api, control: Control, robot: Robot, channel: Channel
) -> None:
    for value in ("1", "2"):
        card = [views.actions(views.button("Done", value))]
        await api.call("chat.postMessage", channel=channel.id, text=value, blocks=card)
    await control.post("say", user="maya", channel=HERE, text="Later")

    await control.post("click", user="maya", label="done")
    first = (await control.get("messages", user="maya", channel=HERE))["messages"][0]["ts"]
    await control.post("click", user="maya", label="Done", message=first)
    await control.post("click", user="maya", action_id="done", message=first, channel=HERE)
    await control.post("click", user="maya", action_id="done", channel=HERE)

    assert [row["actions"][0]["value"] for row in robot.payloads("block_actions")] == ["2", "1", "1", "2"]


async def test_of_many_buttons_alike_the_value_tells_which(
    api: Api, control: Control, robot: Robot, channel: Channel
) -> None:
    rows = [views.section(n, block_id=n, accessory=views.button("Done", n, action_id="done")) for n in "abc"]
    await api.call("chat.postMessage", channel=channel.id, text="List", blocks=rows)

    await control.post("click", user="maya", label="Done", value="b")
    await control.post("click", user="maya", action_id="done", value="c")
    await control.post("click", user="maya", label="Done", value="nothing such")

    assert [row["actions"][0]["value"] for row in robot.payloads("block_actions")] == ["b", "c", "a"]


async def test_a_button_in_an_attachment_can_be_clicked(
    api: Api, control: Control, robot: Robot, channel: Channel
) -> None:
    attachment = {"blocks": [views.actions(views.button("Done", "7"))]}
    posted = await api.call("chat.postMessage", channel=channel.id, text="x", attachments=[attachment])
    assert posted["ok"], posted

    await control.post("click", user="maya", label="Done")

    assert robot.payloads("block_actions")[0]["actions"][0]["value"] == "7"


async def test_what_an_app_leaves_nameless_gets_a_name(
    api: Api, control: Control, robot: Robot, channel: Channel
) -> None:
    nameless = {"type": "button", "text": views.plain("Done"), "accessibility_label": "Mark it done"}
    block = {"type": "actions", "elements": [nameless]}
    await api.call(
        "chat.postMessage", channel=channel.id, text="x", blocks=[block], attachments=[{"blocks": [block]}]
    )

    await control.post("click", user="maya", label="mark it done")

    [message] = (await control.get("messages", user="maya", channel=HERE))["messages"]
    [action] = robot.payloads("block_actions")[0]["actions"]
    assert action["action_id"] == message["blocks"][0]["elements"][0]["action_id"]
    attached = message["attachments"][0]["blocks"][0]
    assert attached["block_id"] != message["blocks"][0]["block_id"]
    assert attached["elements"][0]["action_id"]


async def test_a_menu_is_clicked_by_one_of_its_choices(
    api: Api, control: Control, robot: Robot, channel: Channel
) -> None:
    menu = {"type": "overflow", "action_id": "more", "options": [views.option("Move"), views.option("Drop")]}
    grouped = {
        "type": "static_select",
        "action_id": "area",
        "option_groups": [{"label": views.plain("Areas"), "options": [views.option("Pacing")]}],
    }
    await api.call("chat.postMessage", channel=channel.id, text="x", blocks=[views.actions(menu, grouped)])

    await control.post("click", user="maya", label="Drop")
    await control.post("click", user="maya", label="Pacing")
    await control.post("click", user="maya", action_id="area", value="pacing")

    chosen = [row["actions"][0]["selected_option"]["value"] for row in robot.payloads("block_actions")]
    assert chosen == ["drop", "pacing", "pacing"]
    nothing = await control.refused("click", user="maya", action_id="more")
    assert "value" in nothing
    wrong = await control.refused("click", user="maya", action_id="more", value="Fly")
    assert "Move" in wrong


async def test_checkboxes_are_ticked_one_by_one(
    api: Api, control: Control, robot: Robot, channel: Channel
) -> None:
    boxes = {"type": "checkboxes", "action_id": "who", "options": [views.option("One"), views.option("Two")]}
    await api.call("chat.postMessage", channel=channel.id, text="x", blocks=[views.actions(boxes)])

    ticked = []
    for label in ("One", "Two", "One"):
        await control.post("click", user="maya", label=label)
        action = robot.payloads("block_actions")[-1]["actions"][0]
        ticked.append([option["value"] for option in action["selected_options"]])

    assert ticked == [["one"], ["one", "two"], ["two"]]


async def test_feedback_is_given_with_one_of_two_buttons(
    api: Api, control: Control, robot: Robot, channel: Channel
) -> None:
    feedback = {
        "type": "feedback_buttons",
        "action_id": "helped",
        "positive_button": {"text": views.plain("Good"), "value": "good"},
        "negative_button": {"text": views.plain("Bad"), "value": "bad"},
    }
    posted = await api.call(
        "chat.postMessage",
        channel=channel.id,
        text="x",
        blocks=[{"type": "context_actions", "elements": [feedback]}],
    )
    assert posted["ok"], posted

    await control.post("click", user="maya", label="Bad")

    assert robot.payloads("block_actions")[0]["actions"][0]["value"] == "bad"


async def test_what_is_not_there_cannot_be_clicked(api: Api, control: Control, robot: Robot) -> None:
    shown = await opened(api, control, robot, views.modal())

    assert "sees nothing" in await control.refused("click", user="maya", label="Fly")
    assert "in #northlight-ela" in await control.refused("click", user="maya", label="Fly", channel=HERE)
    assert "in that view" in await control.refused("click", user="maya", label="Fly", view=shown["id"])
    assert "in that view" in await control.refused("click", user="maya", label="Fly", view="modal")
    assert "in that view" in await control.refused("click", user="maya", label="Fly", view="home")
    said = await control.post("say", user="maya", channel=HERE, text="Hi")
    inside = await control.refused("click", user="maya", label="Fly", message=said["ts"])
    assert "in that message" in inside
    assert "sees no message" in await control.refused("click", user="maya", label="Fly", message="1.2")
    lost = await control.refused("click", user="maya", label="Fly", message="1.2", channel=HERE)
    assert "sees no message" in lost
    assert "has no view" in await control.refused("click", user="daniel", label="Fly", view=shown["id"])
    assert "no form open" in await control.refused("click", user="daniel", label="Fly", view="modal")
    assert "what to click" in await control.refused("click", user="maya")


async def test_what_an_uninstalled_app_left_cannot_be_clicked(
    sandbox: Sandbox,
    api: Api,
    control: Control,
    robot: Robot,
    channel: Channel,
    app: App,
    workspace: Workspace,
) -> None:
    card = [views.actions(views.button("Done"))]
    await api.call("chat.postMessage", channel=channel.id, text="x", blocks=card)
    sandbox.uninstall(app, workspace)

    assert "not installed any more" in await control.refused("click", user="maya", label="Done")


async def test_a_double_click_is_sent_twice(
    api: Api, control: Control, robot: Robot, channel: Channel
) -> None:
    card = [views.actions(views.button("Done"))]
    await api.call("chat.postMessage", channel=channel.id, text="x", blocks=card)

    await asyncio.gather(*(control.post("click", user="maya", label="Done") for _ in range(2)))

    assert len(robot.payloads("block_actions")) == 2


# Reacting, opening


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
