"""A school calendar is uploaded in the browser, by keyboard alone."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import FilePayload, Page, async_playwright, expect

from storage.teams import Team
from tests.support import browser
from tests.support.town import Town

pytestmark = [pytest.mark.page, pytest.mark.xdist_group("page")]

EVENT = "BEGIN:VEVENT\nUID:{0}\nDTSTART;VALUE=DATE:{0}\nDTEND;VALUE=DATE:{1}\nSUMMARY:{2}\nEND:VEVENT\n"
BREAKS = [("20261221", "20270102", "Winter break"), ("20270329", "20270403", "Spring break")]
ICS = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Harbor Glen//EN\n{}END:VCALENDAR\n"


@pytest.fixture
def way_in() -> str:
    return "socket"


@pytest.fixture
async def page(town: Town) -> AsyncIterator[Page]:
    """A tab where Maya stands in the team's channel; it fails the test when a script does."""
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(
            executable_path=browser.program(), args=list(browser.ARGUMENTS)
        )
        expect.set_options(timeout=browser.PATIENCE)
        tab = await opened.new_page(viewport={"width": 1280, "height": 860})
        tab.set_default_timeout(browser.PATIENCE)
        wrong: list[str] = []
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        tab.on("filechooser", lambda _: None)  # from now on the browser asks the test, and not a desktop
        where = f"/w/{town.place.workspace.id}/{town.place.channel.id}?as={town.place.people['maya'].id}"
        await tab.goto(f"{town.room.address}{where}")
        await tab.wait_for_selector("body[data-ready][data-live]")
        yield tab
        await opened.close()
        assert wrong == []


async def _type(page: Page, text: str) -> None:
    await page.get_by_role("textbox", name="Message #").focus()
    await page.keyboard.type(text)
    await page.keyboard.press("Escape")  # of what is offered while a command is typed
    await page.keyboard.press("Enter")


async def _choose(page: Page, name: str, content: str) -> None:
    """Choose a file with the keyboard; the chooser has the focus."""
    async with page.expect_file_chooser() as asked:
        await page.keyboard.press("Enter")
    chooser = await asked.value
    await chooser.set_files(FilePayload(name=name, mimeType="text/calendar", buffer=content.encode()))


async def test_a_school_calendar_is_uploaded_by_keyboard_and_shows_in_the_calendar(
    team: Team, page: Page, tmp_path: Path
) -> None:
    await _type(page, "/steward calendar upload")
    form = page.get_by_role("dialog", name="Upload a calendar")
    chooser = form.get_by_label("Calendar file")
    await expect(chooser).to_be_focused()

    await _choose(page, "school.docx", "no calendar")
    await expect(chooser).to_have_attribute("aria-invalid", "true")
    await expect(form).to_contain_text("“school.docx” is not a file of the kind asked for here. Choose .ics.")
    await page.screenshot(path=tmp_path / "refused.png")
    await _choose(page, "school.ics", ICS.format("".join(EVENT.format(*one) for one in BREAKS)))
    await expect(form.get_by_role("listitem")).to_contain_text("school.ics")
    await page.screenshot(path=tmp_path / "chosen.png")
    send = form.get_by_role("button", name="Read it")
    while not await send.evaluate("button => button === document.activeElement"):
        await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(form).to_be_hidden()

    said = page.locator(".message", has_text="From “school.ics”")
    await expect(said).to_contain_text("Mon 21 Dec through Fri 1 Jan 2027: Winter break")
    await _type(page, "/steward calendar")
    shown = page.locator(".message", has_text="Breaks and days off of its own")
    for name in ("Winter break", "Spring break"):
        await expect(shown).to_contain_text(name)
