"""Files are chosen in a form in a browser, with a real app behind it."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from sandbox import modals
from sandbox.acts import uploads
from tests.sandbox.page import every_block as kit
from tests.sandbox.page import tiny_app
from tests.sandbox.page.conftest import Practice
from tests.sandbox.page.visiting import go, listen

pytestmark = [pytest.mark.page, pytest.mark.xdist_group("page")]

BREAKS = FilePayload(name="breaks.ics", mimeType="text/calendar", buffer=b"BEGIN:VCALENDAR")


def file(name: str, content: bytes = b"x") -> FilePayload:
    return FilePayload(name=name, mimeType="application/octet-stream", buffer=content)


def form(page: Page, practice: Practice, **facts: Any) -> Locator:
    """Open a form with a field for .ics and .pdf files; return the chooser."""
    element = {"type": "file_input", "filetypes": ["ics", "pdf"], **facts}
    view = {
        "type": "modal",
        "callback_id": "files",
        "title": kit.plain("Upload"),
        "submit": kit.plain("Send"),
        "blocks": [
            tiny_app.field("Calendar", "calendar", element),
            tiny_app.field("Words", "words", {"type": "plain_text_input"}, optional=True),
        ],
    }
    scenery = practice.scenery

    async def opened() -> None:
        modals.open_new(scenery.sandbox, view, app_id=scenery.app.id, user_id="UMAYA")

    practice.run(opened())
    page.on("filechooser", lambda _: None)  # from now on the browser asks the test, and not a desktop
    go(page, practice)
    return page.get_by_label("Calendar")


CHOSEN = "chooser => [...chooser.files].map(({ name }) => name)"
"""What the browser itself shows beside the chooser."""


def test_a_file_is_chosen_with_the_keyboard_survives_news_and_a_reload_and_is_sent(
    page: Page, practice: Practice
) -> None:
    chooser = form(page, practice, max_files=1)
    expect(chooser).to_be_focused()
    expect(chooser).to_have_attribute("accept", ".ics,.pdf")
    with page.expect_file_chooser() as asked:
        page.keyboard.press("Enter")
    assert not asked.value.is_multiple()
    asked.value.set_files(BREAKS)
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("listitem")).to_contain_text("breaks.ics 15 bytes")
    with page.expect_response(lambda answer: "half a word" in (answer.request.post_data or "")):
        page.get_by_label("Words").fill("half a word")
    practice.scenery.world.changed("view", practice.scenery.world.modal_of("UMAYA"))

    page.reload()
    listen(page)

    expect(dialog.get_by_role("listitem")).to_contain_text("breaks.ics 15 bytes")
    expect(page.get_by_label("Words")).to_have_value("half a word")
    assert chooser.evaluate(CHOSEN) == ["breaks.ics"]
    page.get_by_role("button", name="Send").last.press("Enter")
    expect(dialog).to_be_hidden()
    page.goto(practice.at("messages:Steward", "UMAYA"))
    expect(page.locator("#part-messages")).to_contain_text("Got: breaks.ics of 15 bytes")


def test_a_file_of_another_kind_is_refused_at_the_field_until_a_right_one_comes(
    page: Page, practice: Practice
) -> None:
    chooser = form(page, practice, max_files=1)
    chooser.set_input_files(file("notes.docx"))
    expect(chooser).to_have_attribute("aria-invalid", "true")
    expect(chooser).to_have_accessible_description(
        re.compile("“notes.docx” is not a file of the kind asked for here. Choose .ics or .pdf.")
    )
    assert chooser.evaluate(CHOSEN) == []

    chooser.set_input_files(file("BREAKS.ICS"))

    expect(page.get_by_role("dialog").get_by_role("listitem")).to_contain_text("BREAKS.ICS")
    expect(chooser).not_to_have_attribute("aria-invalid", "true")


def test_a_file_that_is_too_large_stays_where_it_is(page: Page, practice: Practice, tmp_path: Path) -> None:
    chooser = form(page, practice)
    large = tmp_path / "large.pdf"
    large.write_bytes(b"x" * (uploads.LARGEST + 1))
    chooser.set_input_files(large)
    expect(page.get_by_role("dialog")).to_contain_text("“large.pdf” is larger than 10 MB.")
    assert practice.scenery.world.files == {}


def test_several_files_add_up_to_what_the_field_takes_and_are_removed_one_by_one(
    page: Page, practice: Practice
) -> None:
    chooser = form(page, practice, max_files=3)
    names = page.get_by_role("dialog").get_by_role("listitem").locator("span")
    chooser.set_input_files([file("a.pdf"), file("b.pdf")])
    expect(names).to_have_text(["a.pdf 1 bytes", "b.pdf 1 bytes"])
    chooser.set_input_files([file("c.pdf"), file("d.pdf")])
    expect(page.get_by_role("dialog")).to_contain_text("This takes 3 files at most.")

    page.get_by_role("button", name="Remove a.pdf").press("Enter")
    expect(names).to_have_text(["b.pdf 1 bytes"])
    expect(chooser).to_be_focused()
    chooser.set_input_files([file("c.pdf"), file("d.pdf")])

    expect(names).to_have_text(["b.pdf 1 bytes", "c.pdf 1 bytes", "d.pdf 1 bytes"])


def test_a_form_sent_before_its_file_has_arrived_waits_for_it(page: Page, practice: Practice) -> None:
    chooser = form(page, practice)
    chooser.set_input_files(file("long.pdf", b"x" * 3_000_000))
    page.get_by_role("button", name="Send").last.click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.goto(practice.at("messages:Steward", "UMAYA"))
    expect(page.locator("#part-messages")).to_contain_text("Got: long.pdf of 3000000 bytes")
