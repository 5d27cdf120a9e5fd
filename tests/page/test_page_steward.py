"""Three people use Steward in the browser, as they would."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright, expect

from storage.teams import Team
from tests.support import browser
from tests.support.town import Town

pytestmark = [pytest.mark.page, pytest.mark.xdist_group("page")]


@pytest.fixture
def way_in() -> str:
    return "socket"


@pytest.fixture
async def page(town: Town) -> AsyncIterator[Page]:
    """A tab on the town, that fails the test when a script does."""
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(
            executable_path=browser.program(), args=list(browser.ARGUMENTS)
        )
        expect.set_options(timeout=browser.PATIENCE)
        tab = await opened.new_page(viewport={"width": 1280, "height": 860})
        tab.set_default_timeout(browser.PATIENCE)
        wrong: list[str] = []
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        yield tab
        await opened.close()
        assert wrong == []


async def _go(page: Page, town: Town, handle: str, place: str | None = None) -> None:
    """Be somebody, somewhere."""
    workspace = town.place.workspace.id
    where = place or town.place.channel.id
    await page.goto(f"{town.room.address}/w/{workspace}/{where}?as={town.place.people[handle].id}")
    await page.wait_for_selector("body[data-ready][data-live]")


async def _type(page: Page, text: str) -> None:
    await page.get_by_role("textbox", name="Message #").fill(text)
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Send", exact=True).click()


async def test_a_channel_becomes_a_team_through_one_form(page: Page, town: Town) -> None:
    await _go(page, town, "maya")
    await _type(page, "/steward setup")
    form = page.get_by_role("dialog")

    await expect(form.get_by_label("Team name")).not_to_have_value("")
    await form.get_by_label("What is being implemented").fill("Northlight ELA K-5")
    await form.get_by_role("button", name="Set up").click()

    await expect(form).to_be_hidden()
    await expect(page.locator(".message", has_text="set up Steward in this channel")).to_be_visible()
    await expect(page.get_by_role("button", name="Name the owners").first).to_be_visible()


async def test_an_action_is_added_by_one_done_by_another_and_taken_back(
    team: Team, page: Page, town: Town
) -> None:
    await _go(page, town, "maya")
    await _type(page, "/steward action Draft the pacing guide @Priya Nair by Friday in pacing")
    await expect(page.locator(".message", has_text="A-1 is saved.")).to_be_visible()

    await _go(page, town, "priya")
    done = page.get_by_role("button", name="Done")
    card = page.locator(".message", has_text="Draft the pacing guide").filter(has=done)
    await card.get_by_role("button", name="Done").click()
    await expect(page.locator(".message", has_text="Done · Priya Nair")).to_be_visible()

    await (
        page.locator(".message", has_text="Done · Priya Nair")
        .get_by_role("button", name="Undo")
        .first.click()
    )
    await expect(card).to_be_visible()

    await _go(page, town, "daniel")
    await expect(card).to_contain_text("Open")


async def test_what_a_person_wrote_is_shown_as_written_and_runs_nothing(
    team: Team, page: Page, town: Town, tmp_path: Path
) -> None:
    await _go(page, town, "maya")
    await _type(
        page, "/steward action Ask <b>all</b> <script>alert(1)</script> &lt;here&gt; `now` me by Friday"
    )

    said = page.locator(".message", has_text="is saved").last
    await expect(said).to_contain_text("<b>all</b> <script>alert(1)</script> &lt;here&gt;")
    await page.screenshot(path=tmp_path / "written.png")
