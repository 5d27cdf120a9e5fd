"""What an app is sent has the keys and types that Slack documents, no more and no less."""

from typing import Any

import pytest

from sandbox import Sandbox
from sandbox.apps import App
from sandbox.records import Channel, Install, Person, Workspace
from tests.sandbox import documented, views
from tests.sandbox.documented import differences, event_callback
from tests.sandbox.robots import Api, Control, Robot, opened

Json = dict[str, Any]


async def test_a_slash_command(control: Control, robot: Robot) -> None:
    await control.post("command", user="maya", channel="northlight-ela", text="/helper me")

    [payload] = robot.payloads("slash_commands")
    assert not differences(payload, documented.SLASH_COMMAND)
    assert (payload["command"], payload["text"], payload["user_name"]) == ("/helper", "me", "maya")
    assert payload["channel_name"] == "northlight-ela"


async def test_an_envelope_around_a_command_takes_an_answer(control: Control, robot: Robot) -> None:
    await control.post("command", user="maya", channel="northlight-ela", text="/helper")

    [envelope] = robot.envelopes
    assert not differences(envelope, documented.ENVELOPE)
    assert envelope["type"] == "slash_commands"
    assert envelope["accepts_response_payload"] is True


async def test_a_button_in_a_message(api: Api, control: Control, robot: Robot, channel: Channel) -> None:
    blocks = [views.actions(views.button("Done", "7", style="primary"))]
    posted = await api.call("chat.postMessage", channel=channel.id, text="A card", blocks=blocks)

    await control.post("click", user="maya", label="Done")

    [payload] = robot.payloads("block_actions")
    assert not differences(payload, documented.BLOCK_ACTIONS_IN_A_MESSAGE)
    [action] = payload["actions"]
    assert (action["action_id"], action["block_id"], action["value"]) == ("done", "acts", "7")
    assert payload["container"]["message_ts"] == payload["message"]["ts"] == posted["ts"]
    assert payload["user"]["id"] == (await control.get("state"))["people"][0]["id"]


async def test_a_button_in_an_ephemeral_message_comes_without_the_message(
    api: Api, control: Control, robot: Robot, channel: Channel, maya: Person
) -> None:
    blocks = [views.actions(views.button("Done"))]
    await api.call("chat.postEphemeral", channel=channel.id, user=maya.id, text="Only you", blocks=blocks)

    await control.post("click", user="maya", label="Done")

    [payload] = robot.payloads("block_actions")
    assert not differences(payload, documented.BLOCK_ACTIONS_IN_AN_EPHEMERAL)
    assert payload["container"]["is_ephemeral"] is True


async def test_a_button_in_a_thread_says_so(
    api: Api, control: Control, robot: Robot, channel: Channel
) -> None:
    parent = (await api.call("chat.postMessage", channel=channel.id, text="Start"))["ts"]
    blocks = [views.actions(views.button("Done"))]
    await api.call("chat.postMessage", channel=channel.id, text="Reply", blocks=blocks, thread_ts=parent)

    await control.post("click", user="maya", label="Done")

    [payload] = robot.payloads("block_actions")
    assert not differences(payload, documented.BLOCK_ACTIONS_IN_A_MESSAGE)
    assert payload["container"]["thread_ts"] == parent


MENUS: list[tuple[Json, Any]] = [
    ({"type": "overflow", "options": [views.option("Move"), views.option("Drop")]}, "Move"),
    ({"type": "static_select", "placeholder": views.plain("Which"), "options": [views.option("One")]}, "One"),
    ({"type": "multi_static_select", "options": [views.option("One"), views.option("Two")]}, ["One", "Two"]),
    ({"type": "users_select"}, "Daniel Reyes"),
    ({"type": "multi_users_select"}, ["maya", "daniel"]),
    ({"type": "conversations_select"}, "#northlight-ela"),
    ({"type": "multi_conversations_select"}, ["northlight-ela"]),
    ({"type": "channels_select"}, "northlight-ela"),
    ({"type": "multi_channels_select"}, ["northlight-ela"]),
    ({"type": "datepicker", "initial_date": "2026-03-01"}, "2026-03-06"),
    ({"type": "timepicker"}, "09:30"),
    ({"type": "datetimepicker"}, "2026-03-06T09:30:00-05:00"),
    ({"type": "checkboxes", "options": [views.option("One"), views.option("Two")]}, "Two"),
    ({"type": "radio_buttons", "options": [views.option("One"), views.option("Two")]}, "Two"),
]


@pytest.mark.parametrize(
    ("element", "value"), MENUS, ids=lambda part: part.get("type") if isinstance(part, dict) else ""
)
async def test_a_menu_in_a_message(
    api: Api, control: Control, robot: Robot, channel: Channel, element: Json, value: Any
) -> None:
    element = {"action_id": "pick"} | element
    posted = await api.call(
        "chat.postMessage", channel=channel.id, text="Choose", blocks=[views.actions(element)]
    )
    assert posted["ok"], posted

    await control.post("click", user="maya", action_id="pick", value=value)

    [payload] = robot.payloads("block_actions")
    assert not differences(payload, documented.BLOCK_ACTIONS_IN_A_MESSAGE)
    [action] = payload["actions"]
    chosen = {key: part for key, part in action.items() if key.startswith("selected_")}
    assert len(chosen) == 1
    if element["type"] != "overflow":
        assert payload["state"]["values"]["acts"]["pick"] == {"type": element["type"]} | chosen


async def test_a_button_in_a_form(api: Api, control: Control, robot: Robot) -> None:
    await opened(api, control, robot, views.modal(views.text_field(), views.actions(views.button("More"))))

    await control.post("click", user="maya", label="More")

    [payload] = robot.payloads("block_actions")
    assert not differences(payload, documented.BLOCK_ACTIONS_IN_A_VIEW)
    assert payload["view"]["id"] == payload["container"]["view_id"]


async def test_a_button_on_the_home_tab(api: Api, control: Control, robot: Robot, maya: Person) -> None:
    view = views.home("Hello", views.actions(views.button("Done")))
    await api.call("views.publish", user_id=maya.id, view=view)

    await control.post("click", user="maya", label="Done", view="home")

    [payload] = robot.payloads("block_actions")
    assert not differences(payload, documented.BLOCK_ACTIONS_IN_A_VIEW)
    assert payload["view"]["type"] == "home"


async def test_a_menu_that_asks_the_app(api: Api, control: Control, robot: Robot) -> None:
    element = {"type": "external_select", "min_query_length": 0}
    await opened(api, control, robot, views.modal(views.field("Owner", "owner", element)))
    robot.reply = lambda _envelope: {"options": [views.option("Maya Okafor", "U1")]}

    answer = await control.post("options", user="maya", label="Owner", query="ma")

    [payload] = robot.payloads("block_suggestion")
    assert not differences(payload, documented.BLOCK_SUGGESTION)
    assert (payload["block_id"], payload["action_id"], payload["value"]) == ("owner", "value", "ma")
    assert answer["options"] == [views.option("Maya Okafor", "U1")]


async def test_a_form_that_is_sent(api: Api, control: Control, robot: Robot) -> None:
    await opened(api, control, robot, views.modal(views.text_field(), private_metadata="kept"))

    await control.post("submit", user="maya", values={"Name": "Pacing guide"})

    [payload] = robot.payloads("view_submission")
    assert not differences(payload, documented.VIEW_SUBMISSION)
    held = payload["view"]["state"]["values"]
    assert held == {"name": {"value": {"type": "plain_text_input", "value": "Pacing guide"}}}
    assert payload["view"]["private_metadata"] == "kept"


async def test_a_form_that_is_closed(api: Api, control: Control, robot: Robot) -> None:
    await opened(api, control, robot, views.modal(notify_on_close=True))

    await control.post("close", user="maya")

    [payload] = robot.payloads("view_closed")
    assert not differences(payload, documented.VIEW_CLOSED)
    assert payload["is_cleared"] is False


async def test_a_global_shortcut(control: Control, robot: Robot) -> None:
    await control.post("shortcut", user="maya", name="Ask for help")

    [payload] = robot.payloads("shortcut")
    assert not differences(payload, documented.GLOBAL_SHORTCUT)
    assert payload["callback_id"] == "help.ask"


async def test_a_message_shortcut(control: Control, robot: Robot, channel: Channel) -> None:
    said = await control.post("say", user="daniel", channel=channel.id, text="Call @maya")

    await control.post("shortcut", user="maya", name="Help with this", channel=channel.id, message=said["ts"])

    [payload] = robot.payloads("message_action")
    assert not differences(payload, documented.MESSAGE_SHORTCUT)
    assert payload["message"]["ts"] == payload["message_ts"] == said["ts"]


async def all_events(control: Control, api: Api, channel: Channel, maya: Person) -> None:
    """Make one of each event happen."""
    said = await control.post("say", user="maya", channel=channel.id, text="Hello @Helper")
    await control.post("react", user="maya", channel=channel.id, message=said["ts"], name="eyes")
    await control.post("react", user="maya", channel=channel.id, message=said["ts"], name="eyes")
    await control.post("open_home", user="maya")
    await control.post("people", name="priya", real_name="Priya Nair")
    await control.post("join", user="priya", channel=channel.id)
    await control.post("leave", user="priya", channel=channel.id)
    await control.post("person", user="priya", tz="Asia/Kathmandu")
    await control.post("rename", channel=channel.id, name="northlight")
    await control.post("archive", channel=channel.id)
    await control.post("unarchive", channel=channel.id)
    metadata = {"event_type": "marked", "event_payload": {"key": "1"}}
    await api.call("chat.postMessage", channel=channel.id, text="Kept", metadata=metadata)
    await control.post("uninstall")


async def test_every_event(control: Control, api: Api, robot: Robot, channel: Channel, maya: Person) -> None:
    await all_events(control, api, channel, maya)

    seen = {payload["event"]["type"] for payload in robot.payloads("events_api")}
    assert seen == set(documented.EVENTS)
    for payload in robot.payloads("events_api"):
        shape = documented.EVENTS[payload["event"]["type"]]
        assert not differences(payload, event_callback(shape)), payload["event"]["type"]
    assert len({payload["event_id"] for payload in robot.payloads("events_api")}) == len(
        robot.payloads("events_api")
    )


async def test_an_event_comes_in_an_envelope_that_takes_no_answer(control: Control, robot: Robot) -> None:
    await control.post("open_home", user="maya")

    [envelope] = robot.envelopes
    assert not differences(envelope, documented.ENVELOPE)
    assert (envelope["accepts_response_payload"], envelope["retry_attempt"]) == (False, 0)


async def test_the_home_that_was_published_comes_with_its_opening(
    api: Api, control: Control, robot: Robot, maya: Person
) -> None:
    await api.call("views.publish", user_id=maya.id, view=views.home())

    await control.post("open_home", user="maya")

    [event] = robot.events("app_home_opened")
    assert not differences(event["view"], documented.VIEW)


async def test_a_message_that_changed_and_one_that_went(
    api: Api, robot: Robot, channel: Channel, sandbox: Sandbox
) -> None:
    ts = (await api.call("chat.postMessage", channel=channel.id, text="First"))["ts"]
    await api.call("chat.update", channel=channel.id, ts=ts, text="Second")
    await api.call("chat.delete", channel=channel.id, ts=ts)
    await sandbox.settled()

    _, changed, deleted = robot.events("message")
    assert not differences(changed, documented.MESSAGE_CHANGED)
    assert (changed["previous_message"]["text"], changed["message"]["text"]) == ("First", "Second")
    assert not differences(deleted, documented.MESSAGE_DELETED)
    assert deleted["deleted_ts"] == ts


async def test_a_reply_and_its_thread(api: Api, robot: Robot, channel: Channel, sandbox: Sandbox) -> None:
    ts = (await api.call("chat.postMessage", channel=channel.id, text="Start"))["ts"]
    await api.call("chat.postMessage", channel=channel.id, text="Reply", thread_ts=ts)
    await sandbox.settled()

    _, reply = robot.events("message")
    assert not differences(reply, documented.EVENTS["message"])
    thread = (await api.call("conversations.replies", channel=channel.id, ts=ts))["messages"]
    assert not [line for row in thread for line in differences(row, documented.MESSAGE)]
    assert thread[0]["reply_count"] == 1


async def test_hello(sandbox: Sandbox, robot: Robot) -> None:
    hello = await robot.connect()

    assert not differences(hello, documented.HELLO)
    assert hello["num_connections"] == 2


async def test_an_app_hears_only_what_it_subscribed_to(
    sandbox: Sandbox, workspace: Workspace, app: App, install: Install, robot: Robot, control: Control
) -> None:
    other = sandbox.add_app({"settings": {"socket_mode_enabled": True}}, "Quiet")
    sandbox.install(other, workspace)

    await control.post("open_home", user="maya", app="Quiet")

    assert robot.envelopes == []
