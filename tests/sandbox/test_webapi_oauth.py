"""Installing with OAuth: a person allows, a code comes back, a token comes for it."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox
from sandbox.apps import App
from sandbox.records import Install, Person, Workspace
from tests.sandbox.robots import Api

Json = dict[str, Any]
BACK = "http://127.0.0.1:9/slack/oauth_redirect"


async def step(
    http: aiohttp.ClientSession, base_url: str, app: App, user: str, answer: str = "allow"
) -> Json:
    """What the app is told when a person has answered."""
    params = {
        "client_id": app.client_id,
        "scope": "chat:write,commands",
        "state": "s1",
        "redirect_uri": BACK,
    }
    async with http.post(
        f"{base_url}/oauth/v2/authorize",
        params=params,
        data={"user": user, "answer": answer},
        allow_redirects=False,
    ) as reply:
        assert reply.status == 302, await reply.text()
        address = urlsplit(reply.headers["Location"])
    return {key: values[0] for key, values in parse_qs(address.query).items()}


# Slack's library makes its basic authentication in a way that aiohttp 3.14 warns about
@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")
async def test_a_code_is_exchanged_for_a_token(
    http: aiohttp.ClientSession, base_url: str, app: App, maya: Person, workspace: Workspace, install: Install
) -> None:
    told = await step(http, base_url, app, maya.id)
    assert told["state"] == "s1"

    slack = AsyncWebClient(base_url=f"{base_url}/api/", session=http)
    answer = await slack.oauth_v2_access(
        client_id=app.client_id, client_secret=app.client_secret, code=told["code"], redirect_uri=BACK
    )

    assert answer["team"] == {"id": workspace.id, "name": workspace.name}
    assert (answer["scope"], answer["authed_user"]) == ("chat:write,commands", {"id": maya.id})
    assert answer["bot_user_id"] == install.bot_user_id
    assert (await Api(http, base_url, str(answer["access_token"])).call("auth.test"))["ok"]


async def test_a_second_workspace_installs_too(
    sandbox: Sandbox, http: aiohttp.ClientSession, base_url: str, app: App, api: Api
) -> None:
    other = sandbox.add_workspace("Tide Point Schools", "tidepoint")
    ruth = sandbox.add_person(other, "ruth", "Ruth Calder")
    told = await step(http, base_url, app, ruth.id)

    answer = await api.call(
        "oauth.v2.access", client_id=app.client_id, client_secret=app.client_secret, code=told["code"]
    )

    assert answer["team"]["id"] == other.id
    assert answer["access_token"] != api.token


async def test_who_cancels_is_told_to_the_app(
    http: aiohttp.ClientSession, base_url: str, app: App, maya: Person
) -> None:
    told = await step(http, base_url, app, maya.id, "cancel")

    assert told == {"error": "access_denied", "state": "s1"}


async def test_a_code_is_good_once_for_its_app_and_for_a_while(
    sandbox: Sandbox, http: aiohttp.ClientSession, base_url: str, app: App, maya: Person, api: Api
) -> None:
    async def error(code: str, **change: Any) -> Any:
        client = {"client_id": app.client_id, "client_secret": app.client_secret}
        answer = await api.call("oauth.v2.access", **(client | {"code": code} | change))
        return answer.get("error")

    other = sandbox.add_app(name="Other")
    code = (await step(http, base_url, app, maya.id))["code"]
    assert await error(code, client_id="nobody") == "invalid_client_id"
    assert await error(code, client_secret="wrong") == "bad_client_secret"
    assert await error(code, client_id=other.client_id, client_secret=other.client_secret) == "invalid_code"
    assert await error("nothing") == "invalid_code"
    assert await error(code, redirect_uri="http://127.0.0.1:9/else") == "bad_redirect_uri"
    assert await error(code) is None
    assert await error(code) == "code_already_used"
    late = (await step(http, base_url, app, maya.id))["code"]
    await sandbox.clock.forward(timedelta(minutes=11))
    assert await error(late) == "invalid_code"


async def test_the_page_asks_who_and_shows_what_for(
    sandbox: Sandbox, http: aiohttp.ClientSession, base_url: str, app: App, maya: Person, workspace: Workspace
) -> None:
    sandbox.add_person(workspace, "ana", "Ana Sousa", is_restricted=True)
    params = {"client_id": app.client_id, "redirect_uri": BACK, "scope": "<b>"}

    async with http.get(f"{base_url}/oauth/v2/authorize", params=params) as answer:
        page = await answer.text()

    assert "Maya Okafor" in page
    assert "Ana Sousa" not in page
    assert "&lt;b&gt;" in page


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"client_id": "nobody"}, "invalid_client_id"),
        ({"redirect_uri": "http://127.0.0.2/"}, "bad_redirect_uri"),
        ({"redirect_uri": "javascript:alert(1)"}, "bad_redirect_uri"),
    ],
)
async def test_a_bad_link_is_explained(
    http: aiohttp.ClientSession, base_url: str, app: App, change: Json, error: str
) -> None:
    params = {"client_id": app.client_id, "redirect_uri": BACK} | change
    url = f"{base_url}/oauth/v2/authorize"

    async with http.get(url, params=params) as answer:
        assert (answer.status, error in await answer.text()) == (400, True)
    async with http.post(url, params=params, data={"answer": "allow", "user": "maya"}) as answer:
        assert answer.status == 400


async def test_nobody_can_allow_in_the_name_of_nobody(
    http: aiohttp.ClientSession, base_url: str, app: App
) -> None:
    params = {"client_id": app.client_id, "redirect_uri": BACK}

    async with http.post(
        f"{base_url}/oauth/v2/authorize", params=params, data={"answer": "allow", "user": "nobody"}
    ) as answer:
        assert (answer.status, "nobody" in await answer.text()) == (400, True)


async def test_basic_authentication_that_is_none_is_no_client(api: Api, http: aiohttp.ClientSession) -> None:
    headers = {"Authorization": "Basic %%%"}

    async with http.post(f"{api.base_url}/api/oauth.v2.access", headers=headers) as answer:
        assert (await answer.json())["error"] == "invalid_client_id"
