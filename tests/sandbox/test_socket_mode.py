"""Socket Mode: greeted, asked in turn, asked again elsewhere when a connection is lost, refreshed, cut off."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import aiohttp
import pytest

from sandbox import Sandbox
from sandbox.apps import App
from sandbox.records import Install
from tests.sandbox import documented
from tests.sandbox.robots import SILENT, Api, Control, Json, Robot

COMMAND = {"user": "maya", "channel": "northlight-ela", "text": "/helper"}


@pytest.fixture
async def second(http: aiohttp.ClientSession, base_url: str, app: App) -> AsyncIterator[Robot]:
    """The same app, connected by another process."""
    robot = Robot(http, base_url, app.app_token)
    await robot.connect()
    yield robot
    await robot.close()


async def test_connections_take_turns(control: Control, robot: Robot, second: Robot) -> None:
    for _ in range(4):
        await control.post("command", **COMMAND)

    assert (len(robot.envelopes), len(second.envelopes)) == (2, 2)


async def test_an_envelope_that_a_lost_connection_did_not_acknowledge_goes_to_another(
    control: Control, robot: Robot, second: Robot
) -> None:
    robot.reply = lambda _envelope: SILENT
    asking = asyncio.create_task(control.post("command", **COMMAND))
    await until(lambda: bool(robot.envelopes))
    await robot.hang_up()

    answer = await asking

    assert answer["ack_ms"] is not None
    assert robot.envelopes == second.envelopes


async def test_an_app_between_two_connections_is_waited_for(control: Control, robot: Robot) -> None:
    await robot.hang_up()
    asking = asyncio.create_task(control.post("command", **COMMAND))
    await robot.connect()

    assert (await asking)["ack_ms"] is not None


async def test_an_app_that_is_not_connected_fails_at_once(control: Control, sandbox: Sandbox) -> None:
    answer = await control.post("command", **COMMAND)

    assert (answer["error"], answer["ack_ms"]) == ("dispatch_failed", None)
    assert "dispatch_failed" in answer["responses"][0]["text"]
    assert answer["responses"][0]["username"] == "Slackbot"


async def test_an_app_that_does_not_acknowledge_times_out(control: Control, robot: Robot) -> None:
    robot.reply = lambda _envelope: SILENT

    answer = await control.post("command", **COMMAND)

    assert (answer["error"], answer["ack_ms"]) == ("operation_timeout", None)
    assert answer["problems"]


async def test_a_refresh_is_announced_and_new_envelopes_go_to_the_new_connection(
    control: Control, robot: Robot
) -> None:
    assert (await control.post("connections", do="refresh"))["connections"] == 1
    await until(lambda: bool(robot.frames))
    assert not documented.differences(robot.frames[0], documented.DISCONNECT)
    assert robot.frames[0]["reason"] == "refresh_requested"

    asking = asyncio.create_task(control.post("command", **COMMAND))
    await robot.connect()

    assert (await asking)["ack_ms"] is not None


async def test_an_acknowledgement_may_come_over_another_connection(
    http: aiohttp.ClientSession, base_url: str, api: Api, app: App, control: Control
) -> None:
    level = Api(http, base_url, app.app_token)
    one = await http.ws_connect((await level.call("apps.connections.open"))["url"])
    other = await http.ws_connect((await level.call("apps.connections.open"))["url"])
    asking = asyncio.create_task(control.post("command", **COMMAND))
    await one.receive()
    await other.receive()
    envelope = json.loads((await one.receive()).data)

    await other.send_str(json.dumps({"envelope_id": envelope["envelope_id"], "payload": {"text": "Hi"}}))

    assert (await asking)["responses"][0]["text"] == "Hi"
    await one.close()
    await other.close()


async def test_nonsense_is_not_heard(
    http: aiohttp.ClientSession, base_url: str, app: App, control: Control, robot: Robot
) -> None:
    for text in ("{", "[]", '{"envelope_id": "nobody"}', "7"):
        await robot.say(text)

    assert (await control.post("command", **COMMAND))["ack_ms"] is not None


async def test_connections_can_be_cut_off(control: Control, robot: Robot) -> None:
    assert (await control.post("connections", do="drop"))["connections"] == 1
    assert (await control.get("state"))["apps"][0]["connections"] == 0
    sentence = await control.refused("connections", do="dance")
    assert "refresh" in sentence


async def test_a_ticket_is_good_once(http: aiohttp.ClientSession, base_url: str, app: App) -> None:
    url = (await Api(http, base_url, app.app_token).call("apps.connections.open"))["url"]
    first = await http.ws_connect(url)

    with pytest.raises(aiohttp.WSServerHandshakeError):
        await http.ws_connect(url)
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await http.ws_connect(f"{base_url}/link/")
    await first.close()


async def test_the_answer_to_a_click_is_not_shown(api: Api, control: Control, robot: Robot, app: App) -> None:
    """Slack takes no message in the acknowledgement of a block action."""
    robot.reply = lambda _envelope: {"text": "In vain"}

    answer = await control.post("shortcut", user="maya", name="Ask for help")

    assert answer["responses"] == []


async def test_an_event_nobody_acknowledged_comes_again_at_once_then_after_one_and_five_minutes(
    sandbox: Sandbox, control: Control, robot: Robot
) -> None:
    robot.reply = lambda _envelope: SILENT

    await control.post("open_home", user="maya")
    assert tries(robot) == [(0, ""), (1, "timeout")]
    await sandbox.clock.forward(timedelta(minutes=1))
    await sandbox.clock.forward(timedelta(hours=1))

    assert tries(robot) == [(0, ""), (1, "timeout"), (2, "timeout"), (3, "timeout")]
    assert len({envelope["payload"]["event_id"] for envelope in robot.envelopes}) == 1
    assert await sandbox.clock.next_due() is None


async def test_an_event_that_came_through_at_last_comes_no_more(
    sandbox: Sandbox, control: Control, robot: Robot
) -> None:
    robot.reply = lambda envelope: SILENT if envelope["retry_attempt"] < 2 else None

    await control.post("open_home", user="maya")
    await sandbox.clock.forward(timedelta(hours=1))

    assert len(robot.envelopes) == 3


async def test_while_the_clock_runs_an_event_comes_again_by_itself(
    http: aiohttp.ClientSession, base_url: str, sandbox: Sandbox, control: Control, robot: Robot
) -> None:
    robot.reply = lambda envelope: SILENT if envelope["retry_attempt"] < 2 else None
    await control.post("open_home", user="maya")
    sandbox.clock.running = True
    await sandbox.clock.forward(timedelta(seconds=59.9))

    await until(lambda: len(robot.envelopes) == 3)


def tries(robot: Robot) -> list[tuple[int, str]]:
    return [(envelope["retry_attempt"], envelope["retry_reason"]) for envelope in robot.envelopes]


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110 - the server has no event for what the app has seen
            await asyncio.sleep(0.005)


async def test_a_connection_that_went_away_is_not_asked_to_refresh(
    sandbox: Sandbox, control: Control, robot: Robot, second: Robot
) -> None:
    refreshing = asyncio.create_task(sandbox.sockets.refresh())
    await robot.hang_up()

    assert await refreshing == 2


async def test_serving_again_knows_nothing_of_old_connections(
    sandbox: Sandbox, install: Install, app: App
) -> None:
    for _ in range(2):
        async with sandbox.serve() as address, aiohttp.ClientSession() as http:
            robot = Robot(http, address, app.app_token)
            assert (await robot.connect())["num_connections"] == 1


async def test_a_delivery_can_be_sent_again(control: Control, robot: Robot) -> None:
    await control.post("command", **COMMAND)
    await control.post("open_home", user="maya")
    first, second = (await control.get("deliveries"))["deliveries"]
    assert (first["type"], second["type"]) == ("slash_command", "app_home_opened")

    await control.post("resend")
    answer = await control.post("resend", id=first["id"])

    assert answer["error"] == ""
    payloads: list[Json] = [envelope["payload"] for envelope in robot.envelopes]
    assert payloads == [first["payload"], second["payload"], second["payload"], first["payload"]]
    assert robot.envelopes[2]["retry_attempt"] == 1
    assert "no such delivery" in await control.refused("resend", id="Dl0")
