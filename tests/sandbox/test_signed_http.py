"""Signed HTTP: requests to an app's address, signed as Slack signs them, and sent again when they fail."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs

import pytest
from aiohttp import web
from slack_sdk.signature import SignatureVerifier

from sandbox import Sandbox
from sandbox.apps import App
from sandbox.deliveries import http as signed
from sandbox.records import Person, Workspace
from tests.sandbox import documented, views
from tests.sandbox.robots import Api, Control

Json = dict[str, Any]
COMMAND = {"user": "maya", "channel": "northlight-ela", "text": "/helper me"}


@dataclass
class Request:
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def form(self) -> dict[str, str]:
        return {
            key: values[0] for key, values in parse_qs(self.body.decode(), keep_blank_values=True).items()
        }


Answer = Callable[[Request], Awaitable[web.StreamResponse]]


async def fine(_request: Request) -> web.StreamResponse:
    return web.Response()


@dataclass
class WebApp:
    """An app's web server: it keeps every request, and answers as `answer` says."""

    url: str = ""
    requests: list[Request] = field(default_factory=list)
    answer: Answer = fine

    async def take(self, request: web.Request) -> web.StreamResponse:
        headers = {key.lower(): value for key, value in request.headers.items()}
        kept = Request(request.path, headers, await request.read())
        self.requests.append(kept)
        return await self.answer(kept)


@asynccontextmanager
async def served(app: WebApp) -> AsyncIterator[WebApp]:
    server = web.Application()
    server.router.add_post("/{path:.*}", app.take)
    runner = web.AppRunner(server, shutdown_timeout=0.05)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    app.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield app
    await runner.cleanup()


@pytest.fixture
async def web_app(sandbox: Sandbox, app: App, base_url: str) -> AsyncIterator[WebApp]:
    async with served(WebApp()) as found:
        app.request_url = f"{found.url}/slack/events"
        yield found


async def test_a_command_comes_as_a_form_and_is_answered_in_the_response(
    web_app: WebApp, control: Control
) -> None:
    async def answer(_request: Request) -> web.StreamResponse:
        return web.json_response({"text": "Here"})

    web_app.answer = answer
    told = await control.post("command", **COMMAND)

    [request] = web_app.requests
    assert not documented.differences(request.form, documented.SLASH_COMMAND)
    assert request.path == "/slack/events"
    assert [row["text"] for row in told["responses"]] == ["Here"]
    assert told["ack_ms"] > 0


async def test_a_command_may_be_answered_in_plain_text(web_app: WebApp, control: Control) -> None:
    async def answer(_request: Request) -> web.StreamResponse:
        return web.Response(text="Plain")

    web_app.answer = answer

    assert [row["text"] for row in (await control.post("command", **COMMAND))["responses"]] == ["Plain"]


async def test_an_answer_that_is_no_json_is_text() -> None:
    assert signed.parsed("{", "application/json") == {"text": "{"}
    assert signed.parsed(" ", "application/json") is None


async def test_every_request_is_signed(web_app: WebApp, control: Control, app: App) -> None:
    await control.post("command", **COMMAND)
    await control.post("open_home", user="maya")
    await control.post("shortcut", user="maya", name="Ask for help")

    verifier = SignatureVerifier(app.signing_secret)
    assert len(web_app.requests) == 3
    for request in web_app.requests:
        assert verifier.is_valid_request(request.body.decode(), request.headers)
    forged = SignatureVerifier("other")
    assert not forged.is_valid_request(web_app.requests[0].body.decode(), web_app.requests[0].headers)


async def test_events_come_as_json_and_interactions_as_json_in_a_form(
    web_app: WebApp, control: Control
) -> None:
    await control.post("open_home", user="maya")
    await control.post("shortcut", user="maya", name="Ask for help")

    event, shortcut = web_app.requests
    assert event.headers["content-type"] == "application/json"
    assert json.loads(event.body)["event"]["type"] == "app_home_opened"
    assert json.loads(shortcut.form["payload"])["callback_id"] == "help.ask"
    assert "x-slack-retry-num" not in event.headers


async def test_an_app_that_is_late_times_out(web_app: WebApp, control: Control) -> None:
    async def late(_request: Request) -> web.StreamResponse:
        await asyncio.Event().wait()
        return web.Response()

    web_app.answer = late

    assert (await control.post("command", **COMMAND))["error"] == "operation_timeout"


async def test_an_app_that_fails_is_told_as_failed(web_app: WebApp, control: Control) -> None:
    async def broken(_request: Request) -> web.StreamResponse:
        return web.Response(status=500)

    web_app.answer = broken

    assert (await control.post("command", **COMMAND))["error"] == "dispatch_failed"


async def test_an_app_that_is_not_there_is_told_as_failed(app: App, control: Control, base_url: str) -> None:
    app.request_url = "http://127.0.0.1:9/slack"

    assert (await control.post("command", **COMMAND))["error"] == "dispatch_failed"


@pytest.mark.parametrize(
    ("status", "reason"), [(500, "http_error"), (302, "http_error"), (404, "http_error")]
)
async def test_a_failed_event_comes_again_at_once_then_after_one_and_five_minutes(
    sandbox: Sandbox, web_app: WebApp, control: Control, status: int, reason: str
) -> None:
    async def broken(_request: Request) -> web.StreamResponse:
        return web.Response(status=status, headers={"Location": "/"})

    web_app.answer = broken
    await control.post("open_home", user="maya")
    await sandbox.clock.forward(timedelta(hours=1))

    tries = [
        (request.headers.get("x-slack-retry-num"), request.headers.get("x-slack-retry-reason"))
        for request in web_app.requests
    ]
    assert tries == [(None, None), ("1", reason), ("2", reason), ("3", reason)]


async def test_a_late_event_says_why_it_comes_again(
    sandbox: Sandbox, web_app: WebApp, control: Control
) -> None:
    async def late(request: Request) -> web.StreamResponse:
        if "x-slack-retry-num" not in request.headers:
            await asyncio.Event().wait()
        return web.Response()

    web_app.answer = late
    await control.post("open_home", user="maya")

    assert web_app.requests[1].headers["x-slack-retry-reason"] == "http_timeout"
    assert len(web_app.requests) == 2


async def test_an_app_may_ask_for_no_more(sandbox: Sandbox, web_app: WebApp, control: Control) -> None:
    async def enough(_request: Request) -> web.StreamResponse:
        return web.Response(status=500, headers={"X-Slack-No-Retry": "1"})

    web_app.answer = enough
    await control.post("open_home", user="maya")
    await sandbox.clock.forward(timedelta(hours=1))

    assert len(web_app.requests) == 1


async def test_an_address_is_verified_with_a_challenge(web_app: WebApp, control: Control) -> None:
    async def echo(request: Request) -> web.StreamResponse:
        return web.json_response({"challenge": json.loads(request.body)["challenge"]})

    async def plain(request: Request) -> web.StreamResponse:
        return web.Response(text=json.loads(request.body)["challenge"])

    for answer, verified in ((echo, True), (plain, True), (fine, False)):
        web_app.answer = answer
        told = await control.post("app", request_url=web_app.url)
        assert told == {"request_url": web_app.url, "verified": verified}
    assert (await control.post("app", request_url=""))["request_url"] == ""


async def test_a_manifest_names_an_address_for_each_kind(
    sandbox: Sandbox, base_url: str, workspace: Workspace, maya: Person, control: Control
) -> None:
    async with served(WebApp()) as found:
        manifest = {
            "features": {
                "app_home": {"home_tab_enabled": True},
                "slash_commands": [{"command": "/web", "url": f"{found.url}/commands"}],
                "shortcuts": [{"name": "Ask", "type": "global", "callback_id": "ask"}],
            },
            "settings": {
                "event_subscriptions": {
                    "request_url": f"{found.url}/events",
                    "bot_events": ["app_home_opened"],
                },
                "interactivity": {
                    "request_url": f"{found.url}/interactive",
                    "message_menu_options_url": f"{found.url}/options",
                },
            },
        }
        install = sandbox.install(sandbox.add_app(manifest, "Web"), workspace)
        element = {"type": "external_select", "min_query_length": 0, "action_id": "pick"}
        menu = views.home("Choose", views.section("Which", block_id="which", accessory=element))
        web_api = Api(control.http, base_url, install.bot_token)
        assert (await web_api.call("views.publish", user_id=maya.id, view=menu))["ok"]

        await control.post("command", user="maya", channel="northlight-ela", text="/web")
        await control.post("open_home", user="maya", app="Web")
        await control.post("shortcut", user="maya", name="Ask")
        await control.post("options", user="maya", action_id="pick", query="x")

        paths = [request.path for request in found.requests]
    assert paths == ["/commands", "/events", "/interactive", "/options"]


async def test_an_app_without_any_address_is_told_as_failed(
    sandbox: Sandbox, base_url: str, workspace: Workspace, control: Control
) -> None:
    manifest = {"features": {"slash_commands": [{"command": "/lost"}]}}
    sandbox.install(sandbox.add_app(manifest, "Lost"), workspace)

    told = await control.post("command", user="maya", channel="northlight-ela", text="/lost")

    assert told["error"] == "dispatch_failed"
