"""Which channels can be a team's home, by what Slack says of them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_sdk.web.async_client import AsyncWebClient

from handlers.errors import UserError
from handlers.teams import channels
from handlers.teams.channels import Channel

HOME = {"id": "C1", "name": "northlight-ela", "is_channel": True, "is_member": True}


def test_a_channel_that_steward_is_in_can_be_a_team() -> None:
    assert channels.read(HOME) == Channel("northlight-ela", shared=False, general=False)


@pytest.mark.parametrize("flag", ["is_ext_shared", "is_pending_ext_shared"])
def test_a_channel_shared_with_others_says_so(flag: str) -> None:
    assert channels.read(HOME | {flag: True}).shared


def test_a_channel_shared_inside_an_organisation_is_no_stranger_s() -> None:
    assert not channels.read(HOME | {"is_shared": True, "is_org_shared": True}).shared


def test_the_channel_of_everyone_says_so() -> None:
    assert channels.read(HOME | {"is_general": True}).general


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"is_member": False}, "/invite @Steward"),
        ({"is_archived": True, "is_member": False}, "archived"),
        ({"is_im": True}, "lives in a channel"),
        ({"is_mpim": True}, "lives in a channel"),
    ],
)
def test_each_channel_that_cannot_be_a_team_gets_its_own_answer(more: dict[str, Any], said: str) -> None:
    with pytest.raises(UserError, match=said):
        channels.read(HOME | more)


@asynccontextmanager
async def slack(answer: dict[str, Any], status: int = 200) -> AsyncIterator[AsyncWebClient]:
    async def info(request: web.Request) -> web.Response:
        return web.json_response(answer, status=status)

    app = web.Application()
    app.router.add_route("*", "/api/conversations.info", info)
    async with TestServer(app) as server:
        yield AsyncWebClient(token="xoxb", base_url=str(server.make_url("/api/")), retry_handlers=[])


async def test_slack_is_asked_once() -> None:
    async with slack({"ok": True, "channel": HOME}) as client:
        assert (await channels.look(client, "C1")).name == "northlight-ela"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("channel_not_found", "private and I am not in it"),
        ("missing_scope", "private and I am not in it"),
        ("internal_error", "did not tell me about this channel"),
    ],
)
async def test_what_slack_refuses_is_said_with_the_next_step(error: str, said: str) -> None:
    async with slack({"ok": False, "error": error}) as client:
        with pytest.raises(UserError, match=said):
            await channels.look(client, "C1")


async def test_a_server_that_cannot_tell_is_taken_at_the_person_s_word() -> None:
    async with slack({"ok": False, "error": "unknown_method"}) as client:
        assert await channels.look(client, "C1") == Channel()


async def test_a_slack_that_does_not_answer_is_said_to_have_changed_nothing() -> None:
    async with slack({}) as client:
        gone = client
    with pytest.raises(UserError, match="did not answer just now"):
        await channels.look(gone, "C1")
