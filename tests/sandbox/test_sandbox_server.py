"""The server comes quickly, serves this machine only, and leaves nothing behind."""

import asyncio
import gc
import socket
import time
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from sandbox import Sandbox, server
from sandbox.clock import Clock
from sandbox.notices import CAPACITY
from sandbox.records import Channel, Install, Notice, Person
from tests.sandbox import views
from tests.sandbox.robots import Api, Control, Robot

MONDAY = datetime(2026, 3, 2, 13, tzinfo=UTC)


async def test_it_starts_and_stops_quickly_and_leaves_no_task(sandbox: Sandbox, install: Install) -> None:
    before = asyncio.all_tasks()
    async with sandbox.serve():
        pass
    started = time.perf_counter()

    async with sandbox.serve() as base_url:
        assert time.perf_counter() - started < 0.5
        assert base_url == sandbox.base_url
        stopping = time.perf_counter()

    assert time.perf_counter() - stopping < 0.5
    assert asyncio.all_tasks() == before
    gc.collect()  # a socket left open would warn now, and warnings are errors


async def test_its_port_is_free_again_afterwards(sandbox: Sandbox) -> None:
    async with sandbox.serve() as base_url:
        port = int(base_url.rpartition(":")[2])

    async with sandbox.serve(port=port) as again:
        assert again == base_url


async def test_a_taken_port_is_told(sandbox: Sandbox) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        async with sandbox.serve(port=taken.getsockname()[1]):
            pass


async def test_it_serves_no_other_machine(sandbox: Sandbox) -> None:
    with pytest.raises(ValueError, match="this machine only"):
        async with sandbox.serve(host="0.0.0.0"):
            pass


async def test_it_stops_under_an_app_that_hangs_on(
    sandbox: Sandbox, install: Install, http: aiohttp.ClientSession, base_url: str, robot: Robot, maya: Person
) -> None:
    """A connected app, a page that listens, a call under way: none of them keeps it from stopping."""
    other = Sandbox(clock=Clock(MONDAY, running=False))
    workspace = other.add_workspace("Harbor Glen Public Schools", "harborglen")
    token = other.install(other.add_app(), workspace).bot_token
    app_token = next(iter(other.world.apps.values())).app_token
    async with aiohttp.ClientSession() as session:
        async with other.serve() as address:
            await Robot(session, address, app_token).connect()
            api, control = Api(session, address, token), Control(session, address)
            await control.post("faults", method="auth.test", kind="slow", seconds=30)
            slow = asyncio.create_task(api.call("auth.test"))
            listening = other.world.subscribe()
            async with asyncio.timeout(5):
                while not other.calls:  # noqa: ASYNC110 - the call arrives when it arrives
                    await asyncio.sleep(0.001)
            started = time.perf_counter()
        assert time.perf_counter() - started < 4
        with pytest.raises(aiohttp.ClientError):
            await slow
        assert [notice async for notice in listening] == []


async def test_before_and_after_serving_nothing_is_sent(
    sandbox: Sandbox, install: Install, channel: Channel
) -> None:
    sandbox.leave(channel, install.bot_user_id)
    async with sandbox.serve():
        pass
    sandbox.join(channel, install.bot_user_id)

    assert list(sandbox.deliveries) == []


async def test_everything_that_changes_is_told_to_who_listens(
    sandbox: Sandbox, api: Api, control: Control, channel: Channel, maya: Person, robot: Robot
) -> None:
    listening = sandbox.world.subscribe()

    posted = await api.call("chat.postMessage", channel=channel.id, text="Hi")
    await api.call("views.publish", user_id=maya.id, view=views.home())
    await control.post("person", user="maya", title="Lead")
    await control.post("clock", by="1h")
    await control.post("workspaces", name="Tide Point Schools")
    listening.close()
    listening.close()
    notices = [notice async for notice in listening]

    kinds = [notice.kind for notice in notices]
    assert kinds == ["message", "home", "person", "clock", "workspace"]
    assert notices[0].as_json() == {
        "kind": "message",
        "workspace": channel.workspace_id,
        "channel": channel.id,
        "ts": posted["ts"],
    }
    assert notices[1].user_id == maya.id


async def test_who_listens_but_never_hears_is_let_go(sandbox: Sandbox) -> None:
    listening = sandbox.world.subscribe()
    for _ in range(CAPACITY + 5):
        sandbox.world.changed("clock")

    heard = [notice async for notice in listening]

    assert len(heard) == CAPACITY - 1
    assert set(heard) == {Notice("clock")}


async def test_every_page_of_the_server_is_reachable_by_its_names(
    http: aiohttp.ClientSession, base_url: str
) -> None:
    async with http.get(base_url.replace("127.0.0.1", "localhost") + "/control/state") as answer:
        assert answer.status == 200


def test_the_routes_are_those_of_slack_and_ours(sandbox: Sandbox) -> None:
    paths = {getattr(route, "path", "") for route in server.build_server(sandbox).routes}

    assert {"/api/{method}", "/link/", "/control/state", "/control/command", "/files/{id}/{name}"} <= paths


async def test_strict_rate_is_enforced_over_the_wire() -> None:
    sandbox = Sandbox(clock=Clock(MONDAY, running=False), strict_rate=True, ack_limit=timedelta(seconds=1))
    workspace = sandbox.add_workspace("Harbor Glen Public Schools", "harborglen")
    maya = sandbox.add_person(workspace, "maya", "Maya Okafor")
    channel = sandbox.add_channel(workspace, "northlight-ela", members=[maya])
    install = sandbox.install(sandbox.add_app(), workspace)
    sandbox.join(channel, install.bot_user_id)
    async with sandbox.serve() as base_url, aiohttp.ClientSession() as http:
        api = Api(http, base_url, install.bot_token)
        assert (await api.call("chat.postMessage", channel=channel.id, text="One"))["ok"]
        assert await api.error("chat.postMessage", channel=channel.id, text="Two") == "ratelimited"
        assert (await api.call("chat.postMessage", channel=maya.id, text="Three"))["ok"]
