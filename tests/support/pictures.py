"""`make pictures`: takes the README's pictures from the running demo, so that they stay true."""

import asyncio
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from bot.demo.running import latest_monday, opened
from handlers import FEATURES
from sandbox import Sandbox
from tests.support import browser

WHERE = Path(__file__).parents[2] / "docs" / "pictures"
WIDE = {"width": 1280, "height": 820}
TALL = {"width": 1100, "height": 1240}
NARROW = {"width": 390, "height": 844}


async def main() -> None:
    """Open the demo, walk through it as three people, and keep what is seen."""
    WHERE.mkdir(exist_ok=True)
    at = latest_monday(datetime.now(UTC))  # noqa: TID251 - an edge: a program of its own
    with tempfile.TemporaryDirectory() as folder:
        async with (
            opened(Path(folder), FEATURES, at=at, running=False) as (sandbox, _, address),
            async_playwright() as playwright,
        ):
            chromium = await playwright.chromium.launch(
                executable_path=browser.program(), args=list(browser.ARGUMENTS)
            )
            await _walk(chromium, sandbox, address)
            await _week(chromium, sandbox, address, at)
            await chromium.close()


async def _walk(chromium: Browser, sandbox: Sandbox, address: str) -> None:
    page = await chromium.new_page(viewport=WIDE, device_scale_factor=1)  # type: ignore[arg-type]  # a plain dict serves
    await _go(page, sandbox, address, "maya", "northlight-ela")
    await _keep(page, "first-screen")
    await page.get_by_role("button", name="Fold").click()
    await _type(page, "/steward action")
    await page.get_by_role("dialog").wait_for()
    await _keep(page, "form")
    await page.keyboard.press("Escape")
    await _type(
        page, "/steward action Send the unit test list to principals @Priya Nair by Friday in assessment"
    )
    await page.locator(".message", has_text="is saved").wait_for()
    await _go(page, sandbox, address, "tom", "northlight-ela")
    await page.locator(".message", has_text="Send the unit test list").last.scroll_into_view_if_needed()
    await _keep(page, "card")
    await _home(page, sandbox, address, "tom")
    await _keep(page, "home")
    dark = await chromium.new_page(viewport=NARROW, color_scheme="dark")  # type: ignore[arg-type]  # a plain dict serves
    await _home(dark, sandbox, address, "maya")
    await _keep(dark, "home-narrow-dark")


async def _week(chromium: Browser, sandbox: Sandbox, address: str, at: datetime) -> None:
    """Monday's agenda and Priya's morning note; the meeting on Tuesday, and its minutes."""
    page = await chromium.new_page(viewport=TALL, device_scale_factor=1)  # type: ignore[arg-type]  # a plain dict serves
    await sandbox.clock.to(at + timedelta(hours=7, minutes=31))
    await _go(page, sandbox, address, "maya", "northlight-ela")
    await page.get_by_role("button", name="Fold").click()
    await page.locator(".message", has_text="Keep work moving").last.scroll_into_view_if_needed()
    await _keep(page, "agenda")
    await _go(page, sandbox, address, "priya", _messages(sandbox, "priya"))
    await _keep(page, "digest")
    await sandbox.clock.to(at + timedelta(days=1, hours=7, minutes=30))
    await _go(page, sandbox, address, "tom", "northlight-ela")
    await page.get_by_role("button", name="Start", exact=True).last.click()
    for who in ("maya", "daniel", "priya"):
        await _go(page, sandbox, address, who, "northlight-ela")
        await page.get_by_role("button", name="I am here").last.click()
    await page.get_by_role("button", name="Next: Good news").last.click()
    await page.get_by_role("button", name="Note", exact=True).last.click()
    await page.get_by_role("textbox", name="What was said").fill(
        "Eastfield grade 2 shares its preparation; two more schools asked to join."
    )
    await page.get_by_role("button", name="Write it down").click()
    await page.get_by_role("dialog").wait_for(state="detached")
    await _keep(page, "board")


def _messages(sandbox: Sandbox, handle: str) -> str:
    """Where the app writes to that person alone."""
    person = next(person for person in sandbox.world.people.values() if person.name == handle)
    return next(
        channel.id
        for channel in sandbox.world.channels.values()
        if channel.is_im and person.id in channel.members
    )


async def _go(page: Page, sandbox: Sandbox, address: str, handle: str, place: str) -> None:
    workspace = next(iter(sandbox.world.workspaces.values()))
    person = next(person for person in sandbox.world.people.values() if person.name == handle)
    await page.goto(f"{address}/w/{workspace.id}/{place}?as={person.id}")
    await page.wait_for_selector("body[data-ready][data-live]")


async def _home(page: Page, sandbox: Sandbox, address: str, handle: str) -> None:
    app = next(iter(sandbox.world.apps.values()))
    await _go(page, sandbox, address, handle, f"home:{app.id}")
    await page.get_by_role("heading", name="What you owe").wait_for()


async def _type(page: Page, text: str) -> None:
    await page.get_by_role("textbox", name="Message #").fill(text)
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Send", exact=True).click()


async def _keep(page: Page, name: str) -> None:
    await page.wait_for_timeout(300)  # what slides in has slid
    await page.screenshot(path=WHERE / f"{name}.png")


if __name__ == "__main__":
    asyncio.run(main())
