"""Looking at the page without a browser."""

import re

import aiohttp

from tests.sandbox.page.scenery import Scenery


async def read(http: aiohttp.ClientSession, address: str, status: int = 200) -> str:
    async with http.get(address) as answer:
        text = await answer.text()
        assert answer.status == status, text
        return text


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def at(glen: Scenery, place: str = "", person: str = "UMAYA", **query: str) -> str:
    more = "".join(f"&{key}={value}" for key, value in query.items())
    return f"/w/{glen.workspace.id}/{place or glen.ela.id}?as={person}{more}"


def part(glen: Scenery, name: str, place: str = "", person: str = "UMAYA", **query: str) -> str:
    more = "".join(f"&{key}={value}" for key, value in query.items())
    return f"/page/part/{name}?workspace={glen.workspace.id}&at={place or glen.ela.id}&as={person}{more}"
