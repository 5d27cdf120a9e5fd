"""Things that go wrong on purpose, as many times as asked."""

import time

import aiohttp
import pytest

from sandbox.records import Channel
from tests.sandbox.robots import Api, Control, Robot

METHOD = "chat.postMessage"


async def texts(api: Api, channel: Channel) -> list[str]:
    history = await api.call("conversations.history", channel=channel.id)
    return [message["text"] for message in history["messages"]]


async def attempt(api: Api, channel: Channel) -> aiohttp.ClientResponse:
    headers = {"Authorization": f"Bearer {api.token}"}
    said = {"channel": channel.id, "text": "Hello"}
    async with api.http.post(f"{api.base_url}/api/{METHOD}", json=said, headers=headers) as answer:
        await answer.read()
        return answer


async def test_too_many_calls_are_put_off(api: Api, control: Control, channel: Channel) -> None:
    await control.post("faults", method=METHOD, kind="ratelimited", times=2, seconds=7)

    for _ in range(2):
        answer = await attempt(api, channel)
        assert (answer.status, answer.headers["Retry-After"]) == (429, "7")
    assert (await attempt(api, channel)).status == 200
    assert await texts(api, channel) == ["Hello"]
    statuses = [call["status"] for call in (await control.get("calls", method=METHOD))["calls"]]
    assert statuses == [429, 429, 200]


async def test_slack_may_fail(api: Api, control: Control, channel: Channel) -> None:
    await control.post("faults", method=METHOD, kind="server_error")

    assert (await attempt(api, channel)).status == 500
    assert await texts(api, channel) == []


async def test_slack_may_refuse_by_any_name(api: Api, control: Control, channel: Channel) -> None:
    await control.post("faults", method=METHOD, kind="refused", error="restricted_action")

    assert await api.error(METHOD, channel=channel.id, text="Hi") == "restricted_action"
    assert await texts(api, channel) == []


@pytest.mark.parametrize(("kind", "seen"), [("answer_lost", ["Hello"]), ("request_lost", [])])
async def test_the_connection_may_drop_after_or_before_it_is_done(
    api: Api, control: Control, channel: Channel, kind: str, seen: list[str]
) -> None:
    await control.post("faults", method=METHOD, kind=kind)

    with pytest.raises(aiohttp.ServerDisconnectedError):
        await attempt(api, channel)

    assert await texts(api, channel) == seen


async def test_slack_may_be_slow(api: Api, control: Control, channel: Channel) -> None:
    await control.post("faults", method=METHOD, kind="slow", seconds=0.05)

    started = time.perf_counter()
    assert (await attempt(api, channel)).status == 200
    assert time.perf_counter() - started >= 0.05


async def test_sockets_may_drop_in_the_middle_of_a_call(
    api: Api, control: Control, channel: Channel, robot: Robot
) -> None:
    await control.post("faults", method=METHOD, kind="disconnect")

    assert (await attempt(api, channel)).status == 200
    state = await control.get("state")
    assert state["apps"][0]["connections"] == 0


async def test_sockets_may_drop_at_once(control: Control, robot: Robot) -> None:
    await robot.connect()

    assert (await control.post("faults", kind="disconnect"))["dropped"] == 2


async def test_a_fault_may_be_for_every_method(api: Api, control: Control) -> None:
    await control.post("faults", kind="server_error", times=2)

    async with api.http.post(f"{api.base_url}/api/auth.test") as one:
        assert one.status == 500
    async with api.http.post(f"{api.base_url}/api/api.test") as other:
        assert other.status == 500


async def test_planned_faults_are_listed_and_can_be_cleared(api: Api, control: Control) -> None:
    planned = await control.post("faults", method=METHOD, kind="slow", times=3, seconds=2)
    [fault] = planned["faults"]
    assert (fault["method"], fault["kind"], fault["times"], fault["seconds"]) == (METHOD, "slow", 3, 2)
    assert await control.get("faults") == planned

    async with api.http.delete(f"{api.base_url}/control/faults") as answer:
        assert (await answer.json())["faults"] == []


async def test_a_fault_nobody_knows_is_refused_with_the_ones_there_are(control: Control) -> None:
    sentence = await control.refused("faults", method=METHOD, kind="meteor")

    assert "meteor" in sentence
    assert "answer_lost" in sentence
