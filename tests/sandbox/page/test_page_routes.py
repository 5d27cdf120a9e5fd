"""The page's addresses, as the server answers them."""

import json
import re
from typing import Any

import aiohttp
import pytest

from sandbox import Sandbox
from tests.sandbox.page.looking import at, read, words
from tests.sandbox.page.scenery import Scenery

Json = dict[str, Any]


async def test_the_front_door_leads_to_the_first_person_and_channel(
    glen: Scenery, http: aiohttp.ClientSession
) -> None:
    async with http.get("/", allow_redirects=False) as answer:
        assert answer.headers["Location"] == f"/w/{glen.workspace.id}/{glen.office.id}?as=UMAYA"
    async with http.get(f"/w/{glen.workspace.id}", allow_redirects=False) as answer:
        assert answer.headers["Location"] == f"/w/{glen.workspace.id}/{glen.office.id}?as=UMAYA"


async def test_the_front_door_leads_to_where_the_first_suggestion_plays(
    glen: Scenery, http: aiohttp.ClientSession
) -> None:
    glen.sandbox.suggest(title="Home", why="", user=glen.maya, home=True)
    glen.sandbox.suggest(title="Hello", why="", user=glen.daniel, channel=glen.ela, command="/steward hello")
    async with http.get("/", allow_redirects=False) as answer:
        assert answer.headers["Location"] == f"/w/{glen.workspace.id}/{glen.ela.id}?as=UDANIEL"


async def test_an_empty_world_says_what_to_do() -> None:
    sandbox = Sandbox()
    async with sandbox.serve() as base_url, aiohttp.ClientSession(base_url) as http:
        assert "Add a workspace and a person" in await read(http, "/")
        sandbox.add_workspace("Harbor Glen", "harborglen")
        assert "Add a workspace and a person" in await read(http, "/")
        assert "Nobody is in Harbor Glen yet" in await read(http, "/w/harborglen", 404)
        assert "Nobody is in Harbor Glen yet" in await read(http, "/w/harborglen/general", 404)


async def test_a_person_without_a_channel_starts_nowhere_and_is_told_so() -> None:
    sandbox = Sandbox()
    home = sandbox.add_workspace("Harbor Glen", "harborglen")
    sandbox.add_person(home, "maya", "Maya Okafor")
    async with sandbox.serve() as base_url, aiohttp.ClientSession(base_url) as http:
        page = await read(http, "/")
        assert "Maya Okafor is in no channel" in page
        assert "No app is installed yet" in page


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/w/nowhere/x", "There is no workspace"),
        ("/w/harborglen/attic", "There is no channel"),
        ("/w/harborglen/northlight-ela?as=nobody", "There is nobody called"),
        ("/w/harborglen/home:Nothing", "No app called"),
        ("/w/harborglen/northlight-ela?as=steward", "steward is an app, and writes for itself"),
        ("/page/part/attic?workspace=harborglen&at=northlight-ela", "The page has no part"),
        ("/archives/C0/p1", "There is no channel"),
    ],
)
async def test_what_is_not_there_is_named_with_a_way_back(
    http: aiohttp.ClientSession, address: str, told: str
) -> None:
    page = await read(http, address, 404)
    assert told in words(page)
    assert "Go to the first screen" in page


async def test_nothing_from_outside_may_run_or_be_fetched(glen: Scenery, http: aiohttp.ClientSession) -> None:
    async with http.get(at(glen)) as answer:
        policy = answer.headers["Content-Security-Policy"]
        page = await answer.text()
    assert "script-src 'self'" in policy
    assert "default-src 'none'" in policy
    assert re.findall(r'(?:src|href)="(?!/|#)[^"]*"', page) == []


async def test_style_and_scripts_are_asked_for_anew(http: aiohttp.ClientSession) -> None:
    async with http.get("/page/static/page.css") as answer:
        assert answer.headers["Cache-Control"] == "no-cache"


async def test_a_permalink_leads_to_its_message(glen: Scenery, http: aiohttp.ClientSession) -> None:
    message = glen.write(glen.maya, "Here")
    link = f"/archives/{glen.ela.id}/p{message.ts.replace('.', '')}"
    async with http.get(link, allow_redirects=False) as answer:
        assert answer.headers["Location"] == f"/w/{glen.workspace.id}/{glen.ela.id}#m{message.ts}"
    async with http.get(f"{link}?thread_ts=1.2", allow_redirects=False) as answer:
        assert "?thread=1.2#m" in answer.headers["Location"]


@pytest.mark.parametrize(
    ("place", "title"),
    [("dm:daniel", "Daniel Reyes"), ("home:steward", "Steward"), ("nowhere", "Harbor Glen Public Schools")],
)
async def test_every_place_has_a_title(
    glen: Scenery, http: aiohttp.ClientSession, place: str, title: str
) -> None:
    assert f"<h1>{title}</h1>" in await read(http, at(glen, place))


async def test_a_home_without_an_app_leads_nowhere() -> None:
    sandbox = Sandbox()
    home = sandbox.add_workspace("Harbor Glen", "harborglen")
    maya = sandbox.add_person(home, "maya", "Maya Okafor")
    sandbox.suggest(title="Home", why="", user=maya, home=True)
    async with sandbox.serve() as base_url, aiohttp.ClientSession(base_url) as http:
        assert 'data-at="nowhere"' in await read(http, "/page/part/suggestions?at=nowhere")


async def test_the_directory_names_who_and_what_can_be_chosen(
    glen: Scenery, http: aiohttp.ClientSession
) -> None:
    glen.daniel.deleted = True
    found = json.loads(
        await read(http, f"/page/directory?workspace={glen.workspace.id}&at={glen.ela.id}&as=UMAYA")
    )
    assert [person["label"] for person in found["people"]] == [
        "Maya Okafor",
        "Priya Nair",
        "Ana Sousa",
        "Helen Marsh",
        "steward",
    ]
    assert {channel["label"]: channel["kind"] for channel in found["channels"]} == {
        "northlight-ela": "public",
        "cabinet": "private",
        "lunch": "public",
    }
    assert found["commands"][0] == {
        "command": "/steward",
        "hint": "action … | mine | help",
        "about": "Actions, owners, the week",
        "app": "Steward",
    }


async def test_the_stream_tells_which_parts_changed(glen: Scenery, http: aiohttp.ClientSession) -> None:
    async with http.get(f"/page/stream?workspace={glen.workspace.id}&at={glen.ela.id}&as=UMAYA") as answer:
        hello = await answer.content.readuntil(b"\n\n")
        assert hello.decode() == f"event: hello\ndata: {glen.sandbox.world.news}\n\n"
        glen.write(glen.daniel, "News")
        told = await answer.content.readuntil(b"\n\n")
        assert told.startswith(b"event: change")
        assert b'"messages"' in told


async def test_a_change_between_drawing_and_listening_is_not_missed(
    glen: Scenery, http: aiohttp.ClientSession
) -> None:
    async with http.get(f"/w/{glen.workspace.id}/{glen.ela.id}?as=UMAYA") as answer:
        drawn = re.search(r'data-news="(\d+)"', await answer.text())
    assert drawn is not None
    glen.write(glen.daniel, "Said in between")

    async with http.get(f"/page/stream?workspace={glen.workspace.id}&at={glen.ela.id}&as=UMAYA") as answer:
        hello = (await answer.content.readuntil(b"\n\n")).decode()

    assert f"data: {drawn[1]}\n" not in hello
