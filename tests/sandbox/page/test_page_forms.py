"""Forms and buttons in a browser, with a real app behind them."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from sandbox import blockids
from sandbox.ids import Ids
from tests.sandbox.page import tiny_app
from tests.sandbox.page.conftest import Practice
from tests.sandbox.page.visiting import go

Json = dict[str, Any]
pytestmark = [pytest.mark.page, pytest.mark.xdist_group("page")]


def filled(blocks: list[Json]) -> list[Json]:
    return blockids.filled(blocks, Ids())


def test_a_form_is_filled_corrected_and_sent_with_the_keyboard_alone(page: Page, practice: Practice) -> None:
    go(page, practice)
    page.get_by_label("Message #northlight-ela").fill("/steward form")
    page.keyboard.press("Enter")
    form = page.get_by_role("dialog", name="Add an action")
    expect(form.get_by_label("What is to be done")).to_be_focused()
    page.keyboard.type("nothing")
    page.keyboard.press("Tab")
    page.keyboard.type("dan")
    page.keyboard.press("Enter")
    expect(form.get_by_label("Owner")).to_have_value("Daniel Reyes")
    page.keyboard.press("Tab")
    page.keyboard.type("pac")
    page.keyboard.press("Enter")
    page.keyboard.type("tra")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(form.locator(".chips li")).to_have_count(2)
    page.keyboard.press("Tab")
    form.get_by_label("Due").fill("2026-11-06")
    form.get_by_label("Where it came from").focus()
    page.keyboard.type("tues")
    expect(page.get_by_role("option", name="Minutes of Tuesday")).to_be_visible()
    page.keyboard.press("Enter")
    form.get_by_label("What is to be done").focus()
    page.keyboard.press("Enter")
    wrong = form.get_by_label("What is to be done")
    expect(wrong).to_be_focused()
    expect(wrong).to_have_value("nothing")
    expect(wrong).to_have_accessible_description("Say what is to be done, in a few words.")
    wrong.fill("Call the bus company")
    page.keyboard.press("Enter")
    expect(form).to_be_hidden()
    page.goto(practice.at("messages:Steward", "UMAYA"))
    told = "Added: Call the bus company for @Daniel Reyes in Pacing, Training, due 2026-11-06, from m1"
    expect(page.locator(".message", has_text="Added:")).to_contain_text(told)


def test_a_button_changes_the_message_for_everyone_who_looks(page: Page, practice: Practice) -> None:
    practice.scenery.bot("Action A-12", blocks=filled(tiny_app.CARD))
    go(page, practice)
    other = page.context.new_page()
    go(other, practice, "UDANIEL")
    page.get_by_role("button", name="Done").click()
    for tab in (page, other):
        expect(tab.locator(".message", has_text="A-12")).to_contain_text("Done by @Maya Okafor")
        expect(tab.get_by_role("button", name="Done")).to_have_count(0)


def test_a_dangerous_button_asks_first_and_no_is_the_first_choice(page: Page, practice: Practice) -> None:
    practice.scenery.bot("Action A-12", blocks=filled(tiny_app.CARD))
    go(page, practice)
    page.get_by_role("button", name="Drop", exact=True).click()
    question = page.get_by_role("alertdialog", name="Drop this action?")
    expect(question.get_by_role("button", name="Keep it")).to_be_focused()
    page.keyboard.press("Escape")
    expect(question).to_be_hidden()
    expect(page.locator("#part-messages")).not_to_contain_text("dropped")
    page.get_by_role("button", name="Drop", exact=True).click()
    question.get_by_role("button", name="Drop it").click()
    expect(page.locator("#part-messages")).to_contain_text("A-12 was dropped")


def test_menus_open_walk_and_close_with_the_keyboard(page: Page, practice: Practice) -> None:
    practice.scenery.bot("Action A-12", blocks=filled(tiny_app.CARD))
    go(page, practice)
    opener = page.get_by_role("button", name="More", exact=True)
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Hand over")).to_be_focused()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitem", name="Hand over")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitem", name="History")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".message", has_text="Chosen: history")).to_be_visible()


def test_a_person_is_chosen_in_a_message(page: Page, practice: Practice) -> None:
    practice.scenery.bot("Action A-12", blocks=filled(tiny_app.CARD))
    go(page, practice)
    page.get_by_role("combobox", name="Owner").click()
    page.get_by_role("option", name="Priya Nair").click()
    expect(page.locator(".message", has_text="Owner: @Priya Nair")).to_be_visible()


def test_what_is_half_typed_survives_news_and_a_reload(page: Page, practice: Practice) -> None:
    go(page, practice)
    page.get_by_label("Message #northlight-ela").fill("Half a thought")
    practice.scenery.write(practice.scenery.daniel, "News from Daniel")
    expect(page.locator("#part-messages")).to_contain_text("News from Daniel")
    expect(page.get_by_label("Message #northlight-ela")).to_have_value("Half a thought")
    page.reload()
    expect(page.get_by_label("Message #northlight-ela")).to_have_value("Half a thought")


def test_a_half_filled_form_survives_news_and_a_reload(page: Page, practice: Practice) -> None:
    go(page, practice)
    page.get_by_role("button", name="Shortcuts").click()
    page.get_by_role("menuitem", name="Add an action").click()
    page.get_by_label("What is to be done").press_sequentially("Book the dev")
    practice.scenery.world.changed("view", practice.scenery.world.modal_of("UMAYA"))
    with page.expect_response(lambda answer: "developer's day" in (answer.request.post_data or "")):
        page.get_by_label("What is to be done").press_sequentially("eloper's day")
    page.reload()
    expect(page.get_by_label("What is to be done")).to_have_value("Book the developer's day")


def test_forms_stack_to_three_and_close_one_by_one_or_all(page: Page, practice: Practice) -> None:
    go(page, practice)
    page.get_by_role("button", name="Shortcuts").click()
    page.get_by_role("menuitem", name="Add an action").click()
    page.get_by_label("What is to be done").fill("Kept below")
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("dialog", name="Step 2").get_by_role("button", name="More", exact=True).click()
    expect(page.get_by_role("dialog", name="Step 3")).to_contain_text("On top of Add an action, Step 2")
    page.keyboard.press("Escape")
    page.get_by_role("dialog", name="Step 2").get_by_role("button", name="Back").click()
    expect(page.get_by_label("What is to be done")).to_have_value("Kept below")
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("dialog", name="Step 2").get_by_role("button", name="Close all").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.goto(practice.at("messages:Steward", "UMAYA"))
    expect(page.locator("#part-messages")).to_contain_text("You closed the form.")


def test_a_message_shortcut_opens_its_form(page: Page, practice: Practice) -> None:
    practice.scenery.write(practice.scenery.daniel, "We should count minutes")
    go(page, practice)
    page.locator(".message", has_text="count minutes").get_by_role("button", name="More actions").focus()
    page.keyboard.press("Enter")
    page.get_by_role("menuitem", name="Make it an action").press("Enter")
    expect(page.get_by_label("What is to be done")).to_have_value("We should count minutes")
