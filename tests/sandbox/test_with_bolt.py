"""A real Bolt app in the practice workspace, over Socket Mode and over signed HTTP: one conversation, twice."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.apps import App
from sandbox.records import Channel, Install
from tests.sandbox import views
from tests.sandbox.robots import Control

Json = dict[str, Any]

FORM = views.modal(
    views.text_field("What", "what"),
    views.field("Owner", "owner", {"type": "users_select"}),
    views.field("Area", "area", {"type": "external_select", "min_query_length": 0}),
    callback_id="add",
)


def helper(client: AsyncWebClient, secret: str) -> AsyncApp:
    """An app that keeps a list: a form by a command, a card by the form, a record by a button."""
    bolt = AsyncApp(client=client, signing_secret=secret, process_before_response=True)

    @bolt.command("/helper")
    async def add(ack: Any, command: Json, client: AsyncWebClient) -> None:
        await ack(f"You said {command['text']}")
        await client.views_open(trigger_id=command["trigger_id"], view=FORM)

    @bolt.options("value")
    async def areas(ack: Any, payload: Json) -> None:
        found = [name for name in ("Pacing", "Training") if payload["value"].lower() in name.lower()]
        await ack(options=[views.option(name) for name in found])

    @bolt.view("add")
    async def added(ack: Any, view: Json, body: Json, client: AsyncWebClient) -> None:
        values = view["state"]["values"]
        what = values["what"]["value"]["value"]
        if what == "nothing":
            await ack(response_action="errors", errors={"what": "Say what is to be done."})
            return
        await ack()
        owner, area = values["owner"]["value"]["selected_user"], values["area"]["value"]["selected_option"]
        await client.chat_postMessage(
            channel="#northlight-ela",
            text=f"{what} for <@{owner}> in {area['value']}",
            blocks=[views.section(what), views.actions(views.button("Done", "7"))],
        )

    @bolt.action("done")
    async def done(ack: Any, respond: Any, action: Json, body: Json) -> None:
        await ack()
        await respond(text=f"{action['value']} done by {body['user']['name']}", replace_original=True)

    @bolt.event("app_home_opened")
    async def home(event: Json, client: AsyncWebClient) -> None:
        await client.views_publish(user_id=event["user"], view=views.home("Nothing is due."))

    @bolt.event("app_mention")
    async def mentioned(event: Json, say: Any) -> None:
        await say(text="Here I am.", thread_ts=event["ts"])

    @bolt.shortcut("help.this")
    async def help_this(ack: Any, shortcut: Json, respond: Any) -> None:
        await ack()
        await respond(text=f"About “{shortcut['message']['text']}”")

    for quiet in ("message", "member_joined_channel"):
        bolt.event(quiet)(nothing)
    return bolt


async def nothing() -> None:
    """An event that needs no answer."""


@asynccontextmanager
async def over_socket(
    bolt: AsyncApp, app: App, base_url: str, http: aiohttp.ClientSession
) -> AsyncIterator[None]:
    level = AsyncWebClient(app.app_token, base_url=f"{base_url}/api/", session=http)
    handler = AsyncSocketModeHandler(bolt, app.app_token, web_client=level)
    await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt's handler has no types
    yield
    await handler.close_async()  # type: ignore[no-untyped-call]  # same


@asynccontextmanager
async def over_http(bolt: AsyncApp, app: App) -> AsyncIterator[None]:
    runner = web.AppRunner(bolt.web_app("/slack/events"))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    app.request_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    yield
    await runner.cleanup()


@pytest.fixture(params=["socket", "http"])
async def bolt(
    request: pytest.FixtureRequest, base_url: str, http: aiohttp.ClientSession, app: App, install: Install
) -> AsyncIterator[AsyncApp]:
    client = AsyncWebClient(install.bot_token, base_url=f"{base_url}/api/", session=http)
    found = helper(client, app.signing_secret)
    way = over_socket(found, app, base_url, http) if request.param == "socket" else over_http(found, app)
    async with way:
        yield found


async def test_a_conversation(bolt: AsyncApp, control: Control, channel: Channel) -> None:
    typed = await control.post(
        "command", user="maya", channel="northlight-ela", text="/helper <soon> @daniel"
    )
    assert typed["responses"][0]["text"].startswith("You said &lt;soon&gt; <@U")
    assert typed["responses"][0]["is_ephemeral"] is True
    assert typed["view"]["callback_id"] == "add"
    assert typed["settled"] is True

    incomplete = await control.post("submit", user="maya", values={"What": "nothing"})
    required = "Please complete this required field."
    assert incomplete["errors"] == {"Owner": required, "Area": required}
    refused = await control.post("submit", user="maya", values={"Owner": "Daniel Reyes", "Area": "Pacing"})
    assert refused["errors"] == {"What": "Say what is to be done."}
    sent = await control.post("submit", user="maya", values={"What": "Draft the guide"})
    assert "errors" not in sent
    assert "view" not in sent
    assert "Draft the guide for <@U" in sent["responses"][0]["text"]

    clicked = await control.post("click", user="daniel", label="Done")
    assert clicked["responses"][0]["text"] == "7 done by daniel"
    said = await control.post("say", user="daniel", channel="northlight-ela", text="Hello @Helper")
    assert said["responses"][0]["text"] == "Here I am."
    home = await control.post("open_home", user="daniel")
    assert home["view"]["blocks"][0]["text"]["text"] == "Nothing is due."
    about = await control.post(
        "shortcut", user="maya", name="Help with this", channel="northlight-ela", message=said["ts"]
    )
    assert about["responses"][0]["text"].startswith("About “Hello <@U")


async def test_a_socket_mode_app_survives_a_refresh(
    base_url: str, http: aiohttp.ClientSession, app: App, install: Install, control: Control
) -> None:
    client = AsyncWebClient(install.bot_token, base_url=f"{base_url}/api/", session=http)
    async with over_socket(helper(client, app.signing_secret), app, base_url, http):
        await control.post("connections", do="refresh")

        answer = await control.post("command", user="maya", channel="northlight-ela", text="/helper me")

    assert answer["ack_ms"] is not None
