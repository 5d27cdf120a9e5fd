"""The control API: the clock, companions elsewhere, and who may not act here."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from sandbox import Sandbox, faults
from sandbox.control import routes
from sandbox.webapi.methods import METHODS
from tests.sandbox.robots import Control

Json = dict[str, Any]
MONDAY = datetime(2026, 3, 2, 13, tzinfo=UTC)
HERE = "northlight-ela"


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
