"""The Web API's door: arguments in every form, tokens checked, errors by Slack's names, every call noted."""

import json
from typing import Any

import aiohttp
import pytest

from sandbox import Sandbox
from sandbox.apps import App
from sandbox.records import Channel, Install, Workspace
from tests.sandbox import views
from tests.sandbox.robots import Api, Control

Json = dict[str, Any]
SECTION = [views.section("Hello")]


async def test_arguments_may_come_as_json_form_or_query(api: Api, channel: Channel) -> None:
    url, headers = f"{api.base_url}/api/chat.postMessage", {"Authorization": f"Bearer {api.token}"}
    said: Json = {"channel": channel.id, "text": "Hello", "blocks": json.dumps(SECTION)}
    form = aiohttp.FormData(said, default_to_multipart=True)

    async with api.http.post(url, json=said | {"blocks": SECTION}, headers=headers) as as_json:
        assert (await as_json.json())["message"]["blocks"][0]["text"]["text"] == "Hello"
    async with api.http.post(url, data=said, headers=headers) as as_form:
        assert (await as_form.json())["message"]["blocks"][0]["text"]["text"] == "Hello"
    async with api.http.post(url, data=form, headers=headers) as as_parts:
        assert (await as_parts.json())["ok"]
    async with api.http.post(url, params=said, headers=headers) as in_query:
        assert (await in_query.json())["message"]["blocks"][0]["text"]["text"] == "Hello"
    async with api.http.get(f"{api.base_url}/api/auth.test", headers=headers) as get:
        assert (await get.json())["ok"]


async def test_the_token_may_be_an_argument(api: Api) -> None:
    async with api.http.post(f"{api.base_url}/api/auth.test", data={"token": api.token}) as answer:
        assert (await answer.json())["ok"]


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("blocks", "invalid_blocks_format"),
        ("attachments", "invalid_attachments"),
        ("metadata", "invalid_metadata_format"),
    ],
)
async def test_what_should_be_json_and_is_not_is_named(
    api: Api, channel: Channel, name: str, error: str
) -> None:
    assert await api.error("chat.postMessage", channel=channel.id, text="Hi", **{name: "[{"}) == error


async def test_an_empty_json_argument_is_none(api: Api, channel: Channel) -> None:
    assert (await api.call("chat.postMessage", channel=channel.id, text="Hi", blocks=""))["ok"]


@pytest.mark.parametrize(
    ("body", "error"), [("{", "invalid_json"), ("[1]", "json_not_object"), ("", "no_text")]
)
async def test_a_body_that_cannot_be_read_is_named(api: Api, channel: Channel, body: str, error: str) -> None:
    headers = {"Authorization": f"Bearer {api.token}", "Content-Type": "application/json; charset=utf-8"}
    url = f"{api.base_url}/api/chat.postMessage?channel={channel.id}"

    async with api.http.post(url, data=body, headers=headers) as answer:
        assert (await answer.json())["error"] == error


async def test_tokens_are_checked(sandbox: Sandbox, api: Api, app: App, install: Install) -> None:
    async def error(token: str) -> str:
        return await Api(api.http, api.base_url, token).error("auth.test")

    assert await error("") == "not_authed"
    assert await error("xoxb-nobody") == "invalid_auth"
    assert await error(app.app_token) == "not_allowed_token_type"


async def test_after_uninstalling_the_token_is_of_an_inactive_account(
    sandbox: Sandbox, api: Api, app: App, workspace: Workspace
) -> None:
    sandbox.uninstall(app, workspace)
    sandbox.uninstall(app, workspace)

    assert await api.error("auth.test") == "account_inactive"


async def test_installing_again_changes_no_token_and_no_bot(
    sandbox: Sandbox, app: App, workspace: Workspace, install: Install
) -> None:
    assert sandbox.install(app, workspace) == install

    sandbox.uninstall(app, workspace)
    again = sandbox.install(app, workspace)

    assert again.bot_user_id == install.bot_user_id
    assert again.bot_token != install.bot_token


async def test_a_revoked_token_is_told_so(api: Api) -> None:
    assert (await api.call("auth.revoke", test=True))["revoked"] is False
    assert (await api.call("auth.revoke"))["revoked"] is True
    assert await api.error("auth.test") == "token_revoked"


async def test_an_app_may_uninstall_itself(api: Api, app: App) -> None:
    wrong = await api.error("apps.uninstall", client_id=app.client_id, client_secret="wrong")
    assert wrong == "bad_client_secret"
    assert (await api.call("apps.uninstall", client_id=app.client_id, client_secret=app.client_secret))["ok"]
    assert await api.error("auth.test") == "account_inactive"


async def test_an_unknown_method_is_called_unknown(api: Api) -> None:
    answer = await api.call("slackLists.create")

    assert (answer["error"], answer["req_method"]) == ("unknown_method", "slackLists.create")


async def test_who_am_i(api: Api, install: Install, workspace: Workspace) -> None:
    answer = await api.call("auth.test")

    assert answer["user_id"] == install.bot_user_id
    assert answer["bot_id"] == install.bot_id
    assert (answer["team_id"], answer["team"]) == (workspace.id, workspace.name)


async def test_which_workspace(api: Api, workspace: Workspace) -> None:
    team = (await api.call("team.info"))["team"]

    assert (team["id"], team["name"], team["domain"]) == (workspace.id, workspace.name, workspace.domain)
    assert "tz" not in team
    assert (await api.call("team.info", team=workspace.id))["ok"]
    assert await api.error("team.info", team="T0") == "team_not_found"


async def test_the_test_method_says_back_what_it_was_told(api: Api) -> None:
    assert (await api.call("api.test", foo="bar"))["args"]["foo"] == "bar"
    assert await api.error("api.test", error="my_error") == "my_error"


async def test_only_an_app_level_token_opens_a_socket(
    sandbox: Sandbox, api: Api, app: App, workspace: Workspace
) -> None:
    assert await api.error("apps.connections.open") == "not_allowed_token_type"
    assert await Api(api.http, api.base_url, "xapp-nobody").error("apps.connections.open") == "invalid_auth"
    answer = await Api(api.http, api.base_url, app.app_token).call("apps.connections.open")
    assert answer["url"].startswith("ws://127.0.0.1:")

    app.request_url = "http://127.0.0.1:9/slack"
    closed = await Api(api.http, api.base_url, app.app_token).error("apps.connections.open")
    assert closed == "socket_mode_not_enabled"


async def test_calls_are_noted_without_secrets(api: Api, control: Control, channel: Channel) -> None:
    await api.call("chat.postMessage", channel=channel.id, text="Hi", token="xoxb-secret")
    await api.call("chat.postMessage", channel="C0", text="Hi")
    await api.call("auth.test")

    calls = (await control.get("calls", method="chat.postMessage"))["calls"]

    assert [(call["ok"], call["error"], call["status"]) for call in calls] == [
        (True, None, 200),
        (False, "channel_not_found", 200),
    ]
    assert calls[0]["arguments"] == {"channel": channel.id, "text": "Hi"}
    assert calls[0]["at"] == "2026-03-02T13:00:00+00:00"
    assert len((await control.get("calls"))["calls"]) == 3


async def test_bad_json_is_noted_too(api: Api, control: Control) -> None:
    headers = {"Authorization": f"Bearer {api.token}", "Content-Type": "application/json"}
    async with api.http.post(f"{api.base_url}/api/auth.test", data="{", headers=headers) as answer:
        assert answer.status == 200

    [call] = (await control.get("calls"))["calls"]
    assert call["error"] == "invalid_json"
