"""The control API: buttons, menus, boxes; finding the one that is meant."""

import asyncio
from typing import Any

from sandbox import Sandbox
from sandbox.apps import App
from sandbox.records import Channel, Workspace
from tests.sandbox import views
from tests.sandbox.robots import Api, Control, Robot, opened

Json = dict[str, Any]
HERE = "northlight-ela"


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
