"""Going to the page in a browser, and waiting until it listens."""

from playwright.sync_api import Page

from tests.sandbox.page.conftest import Practice


def go(page: Page, practice: Practice, person: str = "UMAYA", place: str = "", **query: str) -> None:
    page.goto(practice.at(place or practice.scenery.ela.id, person, **query))
    listen(page)


def listen(page: Page) -> None:
    """Wait until the page's script is there and hears of changes: nobody types faster than that."""
    page.wait_for_selector("body[data-ready][data-live]")
