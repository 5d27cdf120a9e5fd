"""Response URLs: an app answers where something happened, five times within half an hour."""

import json
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.webhook.async_client import AsyncWebhookClient

from sandbox import Sandbox
from sandbox.apps import App
from sandbox.records import Channel, Person, Workspace
from tests.sandbox import views
from tests.sandbox.robots import Api, Control, Robot

Json = dict[str, Any]
CARD = [views.actions(views.button("Done"))]


async def clicked(api: Api, control: Control, robot: Robot, channel: Channel, **post: Any) -> str:
    """The response URL of a click on a card."""
    if "user" in post:
        await api.call("chat.postEphemeral", channel=channel.id, text="Card", blocks=CARD, **post)
    else:
        await api.call("chat.postMessage", channel=channel.id, text="Card", blocks=CARD, **post)
    await control.post("click", user="maya", label="Done")
    return str(robot.payloads("block_actions")[-1]["response_url"])


async def typed(control: Control, robot: Robot) -> str:
    await control.post("command", user="maya", channel="northlight-ela", text="/helper")
    return str(robot.payloads("slash_commands")[-1]["response_url"])


async def answer(api: Api, url: str, **body: Any) -> tuple[int, Json]:
    async with api.http.post(url, json=body) as reply:
        return reply.status, await reply.json()


async def seen(control: Control, user: str) -> list[tuple[str, bool]]:
    rows = (await control.get("messages", user=user, channel="northlight-ela"))["messages"]
    return [(row["text"], row.get("is_ephemeral", False)) for row in rows]


async def test_an_answer_is_for_the_person_unless_it_says_otherwise(
    api: Api, control: Control, robot: Robot
) -> None:
    url = await typed(control, robot)

    assert await answer(api, url, text="Only you") == (200, {"ok": True})
    await answer(api, url, text="All of you", response_type="in_channel")

    assert await seen(control, "maya") == [("Only you", True), ("All of you", False)]
    assert await seen(control, "daniel") == [("All of you", False)]


async def test_an_answer_reaches_where_the_bot_is_not(
    sandbox: Sandbox, api: Api, control: Control, robot: Robot, private: Channel
) -> None:
    await control.post("command", user="maya", channel="leaders", text="/helper")
    url = robot.payloads("slash_commands")[-1]["response_url"]

    await answer(api, url, text="Here too", response_type="in_channel")

    rows = (await control.get("messages", user="maya", channel="leaders"))["messages"]
    assert [row["text"] for row in rows] == ["Here too"]
    assert robot.payloads("slash_commands")[-1]["channel_name"] == "privategroup"


async def test_the_message_that_was_clicked_is_replaced_on_request(
    api: Api, control: Control, robot: Robot, channel: Channel
) -> None:
    url = await clicked(api, control, robot, channel)

    await answer(api, url, text="Noted", replace_original="true")

    assert await seen(control, "daniel") == [("Noted", False)]


async def test_a_whisper_is_replaced_and_stays_a_whisper(
    api: Api, control: Control, robot: Robot, channel: Channel, maya: Person
) -> None:
    url = await clicked(api, control, robot, channel, user=maya.id)

    await answer(api, url, text="Noted", replace_original=True, response_type="in_channel")

    assert await seen(control, "maya") == [("Noted", True)]
    assert await seen(control, "daniel") == []


async def test_the_message_that_was_clicked_is_deleted_on_request(
    api: Api, control: Control, robot: Robot, channel: Channel
) -> None:
    url = await clicked(api, control, robot, channel)

    assert await answer(api, url, delete_original=True) == (200, {"ok": True})
    assert await answer(api, url, delete_original=True) == (200, {"ok": True})

    assert await seen(control, "maya") == []


async def test_without_a_word_about_it_the_original_stays(
    api: Api, control: Control, robot: Robot, channel: Channel
) -> None:
    url = await clicked(api, control, robot, channel)

    await answer(api, url, text="Noted")

    assert await seen(control, "maya") == [("Card", False), ("Noted", True)]


async def test_a_reply_overwrites_the_message_unless_told_not_to(
    api: Api, control: Control, robot: Robot, channel: Channel
) -> None:
    url = await clicked(api, control, robot, channel)
    ts = robot.payloads("block_actions")[-1]["message"]["ts"]

    await answer(api, url, text="Reply", response_type="in_channel", thread_ts=ts, replace_original=False)
    thread = (await api.call("conversations.replies", channel=channel.id, ts=ts))["messages"]
    assert [message["text"] for message in thread] == ["Card", "Reply"]

    await answer(api, url, text="Overwritten", response_type="in_channel", thread_ts=ts)
    thread = (await api.call("conversations.replies", channel=channel.id, ts=ts))["messages"]
    assert [message["text"] for message in thread] == ["Overwritten", "Reply"]


async def test_a_command_has_no_original_to_replace(api: Api, control: Control, robot: Robot) -> None:
    url = await typed(control, robot)
    await answer(api, url, text="One")
    await answer(api, url, text="Two", replace_original=True)

    assert await seen(control, "maya") == [("One", True), ("Two", True)]


async def test_a_url_is_good_five_times(api: Api, control: Control, robot: Robot) -> None:
    url = await typed(control, robot)
    for number in range(5):
        assert (await answer(api, url, text=f"{number}"))[0] == 200

    assert await answer(api, url, text="6") == (404, {"ok": False, "error": "used_url"})


async def test_a_url_is_good_for_half_an_hour(
    sandbox: Sandbox, api: Api, control: Control, robot: Robot
) -> None:
    url = await typed(control, robot)
    await sandbox.clock.forward(timedelta(minutes=29))
    assert (await answer(api, url, text="In time"))[0] == 200
    await sandbox.clock.forward(timedelta(minutes=2))

    assert await answer(api, url, text="Late") == (404, {"ok": False, "error": "expired_url"})


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({}, "no_text"),
        ({"text": ""}, "no_text"),
        ({"blocks": [{"type": "nonsense"}]}, "invalid_blocks"),
        ({"text": "Hi", "metadata": []}, "invalid_metadata_format"),
    ],
)
async def test_a_bad_answer_is_refused(
    api: Api, control: Control, robot: Robot, body: Json, error: str
) -> None:
    url = await typed(control, robot)

    status, told = await answer(api, url, **body)

    assert (status, told["error"]) == (400, error)


async def test_an_answer_that_cannot_be_read_is_refused(api: Api, control: Control, robot: Robot) -> None:
    url = await typed(control, robot)

    async with api.http.post(url, data="{", headers={"Content-Type": "application/json"}) as reply:
        assert (reply.status, (await reply.json())["error"]) == (400, "invalid_json")


async def test_nobody_elses_url_is_good(api: Api) -> None:
    assert await answer(api, f"{api.base_url}/response/T0/nothing", text="Hi") == (
        404,
        {"ok": False, "error": "invalid_url"},
    )


async def test_an_answer_may_come_as_a_form_or_without_a_type(
    api: Api, control: Control, robot: Robot
) -> None:
    url = await typed(control, robot)

    async with api.http.post(url, data={"payload": json.dumps({"text": "Form"})}) as reply:
        assert reply.status == 200
    async with api.http.post(url, data=json.dumps({"text": "Bare"}).encode()) as reply:
        assert reply.status == 200

    assert await seen(control, "maya") == [("Form", True), ("Bare", True)]


async def test_after_uninstalling_nothing_is_answered(
    sandbox: Sandbox, api: Api, control: Control, robot: Robot, app: App, workspace: Workspace
) -> None:
    url = await typed(control, robot)
    sandbox.uninstall(app, workspace)

    assert await answer(api, url, text="Hi") == (400, {"ok": False, "error": "account_inactive"})


async def test_answers_can_go_wrong_on_purpose(api: Api, control: Control, robot: Robot) -> None:
    url = await typed(control, robot)
    await control.post("faults", method="response_url", kind="answer_lost")

    with pytest.raises(aiohttp.ServerDisconnectedError):
        await answer(api, url, text="Lost")

    assert await seen(control, "maya") == [("Lost", True)]
    assert len((await control.get("calls", method="response_url"))["calls"]) == 1


async def test_slacks_own_library_answers(control: Control, robot: Robot) -> None:
    client = AsyncWebhookClient(await typed(control, robot))

    reply = await client.send(text="Hello", response_type="ephemeral")

    assert reply.status_code == 200
    assert await seen(control, "maya") == [("Hello", True)]
