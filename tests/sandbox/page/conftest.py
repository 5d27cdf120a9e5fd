"""A Harbor Glen to look at; and, for the tests in a browser, a served one with a real app and one Chromium a module."""

import asyncio
import threading
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.sandbox.page import scenery, tiny_app
from tests.sandbox.page.scenery import Scenery
from tests.support import browser as chromium


@pytest.fixture
def glen() -> Scenery:
    return scenery.build()


@pytest.fixture
async def http(glen: Scenery) -> AsyncIterator[aiohttp.ClientSession]:
    """A client of the served Harbor Glen."""
    async with glen.sandbox.serve() as base_url, aiohttp.ClientSession(base_url) as session:
        yield session


@dataclass
class Practice:
    """A served practice workspace, run beside the test."""

    scenery: Scenery
    loop: asyncio.AbstractEventLoop
    base_url: str = ""

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Do something in the workspace's own loop."""
        future: Future[Any] = asyncio.run_coroutine_threadsafe(work, self.loop)
        return future.result(chromium.PATIENCE / 1000)

    def at(self, place: str, person: str, **query: str) -> str:
        """Return the address of a place on the page, as a person."""
        more = "".join(f"&{key}={value}" for key, value in query.items())
        return f"{self.base_url}/w/{self.scenery.workspace.id}/{place}?as={person}{more}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium.program(), args=list(chromium.ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture
def practice() -> Iterator[Practice]:
    """A fresh Harbor Glen with the tiny app connected."""
    loop = asyncio.new_event_loop()
    served = Practice(scenery.build(), loop)
    ready, stop = threading.Event(), asyncio.Event()

    async def live() -> None:
        async with served.scenery.sandbox.serve() as served.base_url:
            handler = await tiny_app.connect(served.scenery, served.base_url)
            ready.set()
            await stop.wait()
            await handler.close_async()  # type: ignore[no-untyped-call] # Bolt leaves it untyped

    thread = threading.Thread(target=lambda: loop.run_until_complete(live()))
    thread.start()
    assert ready.wait(chromium.PATIENCE / 1000), "the practice workspace did not start"
    yield served
    loop.call_soon_threadsafe(stop.set)
    thread.join(chromium.PATIENCE / 1000)
    loop.close()


@pytest.fixture
def page(browser: Browser, practice: Practice) -> Iterator[Page]:
    """A tab of its own, that fails the test when a script does."""
    expect.set_options(timeout=chromium.PATIENCE)
    context = browser.new_context(viewport={"width": 1280, "height": 860}, base_url=practice.base_url)
    context.set_default_timeout(chromium.PATIENCE)
    tab = context.new_page()
    wrong: list[str] = []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    yield tab
    context.close()
    assert wrong == []
