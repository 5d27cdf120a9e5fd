"""The control API: what only a tester does. Arrange, look, move the clock, bring companions."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from sandbox import Sandbox, faults
from sandbox.apps import App
from sandbox.control import routes
from sandbox.records import Channel, Install, Person, Workspace
from sandbox.webapi.methods import METHODS
from tests.sandbox.robots import Api, Control, Robot

Json = dict[str, Any]
MONDAY = datetime(2026, 3, 2, 13, tzinfo=UTC)
HERE = "northlight-ela"


# Looking


async def test_the_state_shows_everybody_and_everything(
    control: Control, robot: Robot, workspace: Workspace, maya: Person, channel: Channel, install: Install
) -> None:
    state = await control.get("state")

    assert [row["name"] for row in state["people"]] == ["maya", "daniel"]
    assert state["people"][0]["id"] == maya.id
    [place] = state["channels"]
    assert (place["id"], place["name"], place["is_private"], place["is_im"]) == (
        channel.id,
        HERE,
        False,
        False,
    )
    assert state["workspaces"][0]["id"] == workspace.id
    assert state["clock"] == {"now": "2026-03-02T13:00:00+00:00", "running": False, "next_due": None}
    [app] = state["apps"]
    assert (app["name"], app["socket_mode"], app["connections"]) == ("Helper", True, 1)
    assert [row["command"] for row in app["commands"]] == ["/helper", "/raw"]
    assert [row["type"] for row in app["shortcuts"]] == ["message", "global"]
    assert app["installs"][0]["bot_user"] == install.bot_user_id
    assert "token" not in str(state)


async def test_the_state_for_a_person_shows_what_they_can_look_into(
    sandbox: Sandbox, control: Control, workspace: Workspace, private: Channel, channel: Channel, maya: Person
) -> None:
    ana = sandbox.add_person(workspace, "ana", "Ana Sousa", is_restricted=True)
    sandbox.add_channel(workspace, "general", members=[maya])
    await control.post("say", user="maya", channel="@daniel", text="Hi")

    async def names(user: str) -> list[str]:
        return [row["name"] for row in (await control.get("state", user=user))["channels"]]

    assert sorted(await names("maya")) == ["Daniel Reyes", "general", "leaders", HERE]
    assert sorted(await names("daniel")) == ["Maya Okafor", "general", HERE]
    assert await names(ana.id) == []
    everything = (await control.get("state"))["channels"]
    assert {row["name"] for row in everything} == {"Daniel Reyes", "general", "leaders", HERE}


async def test_suggestions_are_kept_for_the_first_screen(
    sandbox: Sandbox, control: Control, maya: Person, channel: Channel
) -> None:
    sandbox.suggest(title="Start", why="It is quick", user=maya, channel=channel, command="/helper")

    told = await control.post("suggestions", user="daniel", title="Look", why="It is calm", home=True)

    assert told == await control.get("suggestions", workspace="harborglen")
    first, second = told["suggestions"]
    assert (first["command"], first["channel"], first["home"]) == ("/helper", channel.id, False)
    assert (second["command"], second["channel"], second["home"]) == ("", "", True)
    with_place = await control.post("suggestions", user="maya", title="Say", channel=HERE, command="/raw")
    assert with_place["suggestions"][2]["channel"] == channel.id


async def test_a_channel_without_a_canvas_has_none(control: Control) -> None:
    assert (await control.get("canvas", user="maya", channel=HERE))["canvas"] is None


# Arranging


async def test_a_world_is_built_by_calls(control: Control, app: App) -> None:
    made = await control.post("workspaces", name="Tide Point Schools", plan="free")
    ruth = await control.post("people", workspace="tidepointschools", name="ruth", real_name="Ruth Calder")
    await control.post("people", workspace=made["id"], name="helen", is_admin=True, tz="Asia/Kathmandu")
    place = await control.post(
        "channels", workspace=made["id"], name="#plans", members=["ruth", "helen"], is_private=True
    )
    more = await control.post(
        "channels", workspace=made["id"], name="shared", members="ruth", is_ext_shared=True
    )
    installed = await control.post("install", workspace=made["id"], app="helper")
    await control.post("join", channel=place["id"], user=installed["bot_user"])

    state = await control.get("state", workspace=made["id"])
    assert (state["people"][0]["id"], state["people"][0]["real_name"]) == (ruth["id"], "Ruth Calder")
    assert state["people"][1]["tz_offset"] == 20_700
    assert state["channels"][0]["members"][2] == installed["bot_user"]
    assert (state["channels"][1]["id"], state["channels"][1]["is_ext_shared"]) == (more["id"], True)
    assert (await Api(control.http, control.base_url, installed["bot_token"]).call("auth.test"))["ok"]


async def test_what_cannot_be_arranged_is_said(control: Control) -> None:
    assert "no time zone" in await control.refused("people", name="x", tz="Mars/Base")
    assert "no time zone" in await control.refused("person", user="maya", tz="Mars")
    assert "no app" in await control.refused("install", app="Other")
    assert "nobody called" in await control.refused("channels", name="x", members=["zoe"])
    assert "no channel" in await control.refused("join", user="maya", channel="nowhere")


async def test_a_person_changes_and_apps_hear_of_it(control: Control, robot: Robot, daniel: Person) -> None:
    told = await control.post("person", user="daniel", tz="Europe/Berlin", is_admin="true", title="Coach")

    assert (told["tz"], told["is_admin"]) == ("Europe/Berlin", True)
    [event] = robot.events("user_change")
    assert (event["user"]["tz"], event["user"]["profile"]["title"]) == ("Europe/Berlin", "Coach")
    await control.post("person", user="daniel", is_admin=False, name="dan")
    assert robot.events("user_change")[-1]["user"]["is_admin"] is False
    assert (await control.get("messages", user="dan", channel=HERE))["messages"] == []


async def test_who_is_deactivated_leaves_every_channel(
    control: Control, robot: Robot, channel: Channel, maya: Person, sandbox: Sandbox
) -> None:
    dm = sandbox.world.im(maya.id, sandbox.world.person("daniel").id)

    await control.post("deactivate", user="maya")

    assert maya.id not in channel.members
    assert maya.id in dm.members
    [event] = robot.events("user_change")
    assert event["user"]["deleted"] is True


async def test_people_come_and_go_and_apps_hear_of_it(
    control: Control, robot: Robot, sandbox: Sandbox, workspace: Workspace
) -> None:
    sandbox.add_person(workspace, "priya", "Priya Nair")

    assert (await control.post("join", user="priya", channel=HERE))["joined"] is True
    assert (await control.post("join", user="priya", channel=HERE))["joined"] is False
    assert (await control.post("leave", user="priya", channel=HERE))["left"] is True
    assert (await control.post("leave", user="priya", channel=HERE))["left"] is False

    assert len(robot.events("team_join")) == 1
    assert len(robot.events("member_joined_channel")) == 1
    assert len(robot.events("member_left_channel")) == 1


async def test_a_program_holds_the_same_threads(
    sandbox: Sandbox, robot: Robot, channel: Channel, maya: Person
) -> None:
    sandbox.leave(channel, maya.id)
    await sandbox.settled()

    assert len(robot.events("member_left_channel")) == 1


async def test_channels_close_open_and_are_renamed(control: Control, robot: Robot, channel: Channel) -> None:
    await control.post("archive", channel=HERE)
    assert channel.is_archived is True
    await control.post("unarchive", channel=HERE)
    assert channel.is_archived is False
    await control.post("rename", channel=HERE, name="#northlight")
    assert channel.name == "northlight"

    names = [payload["event"]["type"] for payload in robot.payloads("events_api")]
    assert names == ["channel_archive", "channel_unarchive", "channel_rename"]


async def test_an_app_is_uninstalled_and_told(
    control: Control, robot: Robot, channel: Channel, api: Api
) -> None:
    await control.post("uninstall", app="Helper")

    names = {payload["event"]["type"] for payload in robot.payloads("events_api")}
    assert names == {"tokens_revoked", "app_uninstalled"}
    assert len(channel.members) == 2
    assert await api.error("auth.test") == "account_inactive"


# The clock


@pytest.mark.parametrize(
    ("by", "span"),
    [
        ("90s", timedelta(seconds=90)),
        ("1h", timedelta(hours=1)),
        ("1 day", timedelta(days=1)),
        ("1d12h", timedelta(hours=36)),
        ("2 weeks", timedelta(weeks=2)),
        ("1.5h", timedelta(minutes=90)),
        ("60", timedelta(minutes=1)),
        (60, timedelta(minutes=1)),
    ],
)
async def test_the_clock_moves_by_a_span(
    control: Control, sandbox: Sandbox, by: Any, span: timedelta
) -> None:
    told = await control.post("clock", by=by)

    assert sandbox.clock.now() == MONDAY + span
    assert told["now"] == (MONDAY + span).isoformat()
    assert (told["moved"], told["settled"]) == (True, True)


async def test_the_clock_moves_to_a_moment(control: Control, sandbox: Sandbox) -> None:
    await control.post("clock", to="2026-03-03T09:00:00-05:00")

    assert sandbox.clock.now() == datetime(2026, 3, 3, 14, tzinfo=UTC)
    assert (await control.get("clock"))["now"] == "2026-03-03T14:00:00+00:00"


@pytest.mark.parametrize(
    "bad",
    [
        {},
        {"by": "soon"},
        {"by": "1h and a bit"},
        {"to": "noon"},
        {"to": "2026-03-03"},
        {"to": "2026-01-01T00:00Z"},
    ],
)
async def test_what_is_no_time_is_refused_with_an_example(control: Control, bad: Json) -> None:
    sentence = await control.refused("clock", **bad)

    assert sentence.endswith((".", "`to_next`."))


async def test_with_nothing_due_there_is_no_next_moment(control: Control, sandbox: Sandbox) -> None:
    told = await control.post("clock", to_next=True)

    assert (told["moved"], sandbox.clock.now()) == (False, MONDAY)


class Elsewhere:
    """A companion in another program: due once an hour, three times."""

    def __init__(self) -> None:
        self.due = [MONDAY + timedelta(hours=number) for number in (1, 2, 3)]
        self.played: list[str] = []
        self.settled = 0

    async def next(self, _request: web.Request) -> web.Response:
        return web.json_response({"next": self.due[0].isoformat() if self.due else None})

    async def run(self, request: web.Request) -> web.Response:
        self.played.append((await request.json())["now"])
        self.due.pop(0)
        return web.json_response({})

    async def settle(self, _request: web.Request) -> web.Response:
        self.settled += 1
        return web.Response()


@asynccontextmanager
async def served(companion: Elsewhere) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_get("/clock/next", companion.next)
    app.router.add_post("/clock/run", companion.run)
    app.router.add_post("/clock/settled", companion.settle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/clock"
    await runner.cleanup()


async def test_a_program_elsewhere_lives_by_this_clock(control: Control, sandbox: Sandbox) -> None:
    companion = Elsewhere()
    async with served(companion) as url:
        assert (await control.post("companion", url=f"{url}/"))["companions"] == 1
        assert (await control.post("companion", url=url))["companions"] == 1
        assert (await control.get("clock"))["next_due"] == "2026-03-02T14:00:00+00:00"

        told = await control.post("clock", to_next=True)
        assert (told["now"], told["moved"]) == ("2026-03-02T14:00:00+00:00", True)
        await control.post("clock", by="1d")

        assert companion.played == [(MONDAY + timedelta(hours=number)).isoformat() for number in (1, 2, 3)]
        assert companion.settled >= 3
        assert (await control.post("companion", url=url, detach=True))["companions"] == 0


async def test_a_companion_that_does_not_answer_is_named(control: Control) -> None:
    await control.post("companion", url="http://127.0.0.1:9")

    sentence = await control.refused("clock", by="1h")

    assert "http://127.0.0.1:9" in sentence
    assert "detach" in sentence


async def test_numbers_are_numbers(control: Control) -> None:
    assert "`times`" in await control.refused("faults", kind="slow", method="x", times="many")


async def test_only_this_machines_names_are_answered(http: aiohttp.ClientSession, base_url: str) -> None:
    async with http.get(f"{base_url}/control/state", headers={"Host": "example.com"}) as answer:
        assert answer.status == 400


@pytest.mark.parametrize("origin", ["https://example.com", "null"])
async def test_another_sites_page_cannot_act_here(
    http: aiohttp.ClientSession, base_url: str, origin: str
) -> None:
    url, said = f"{base_url}/control/say", {"user": "maya", "channel": HERE, "text": "Hi"}

    async with http.post(url, data=said, headers={"Origin": origin}) as foreign:
        assert foreign.status == 403
    async with http.post(url, data=said, headers={"Origin": base_url}) as own:
        assert own.status == 200


def test_every_call_and_every_fault_is_explained() -> None:
    text = (Path(__file__).parents[2] / "docs" / "sandbox.md").read_text(encoding="utf-8")

    calls = {*routes.LOOK, *routes.DO, *routes.REMOVE}
    assert [name for name in sorted(calls) if f"/{name}" not in text] == []
    assert [kind for kind in faults.KINDS if f"`{kind}`" not in text] == []
    families = {name.partition(".")[0] for name in METHODS}
    assert [name for name in sorted(families) if f"{name}." not in text] == []
