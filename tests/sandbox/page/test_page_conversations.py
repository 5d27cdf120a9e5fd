"""People at the page, in a browser, talking with a real app."""

import pytest
from playwright.sync_api import Page, expect

from tests.sandbox.page.conftest import Practice

pytestmark = [pytest.mark.page, pytest.mark.xdist_group("page")]


def go(page: Page, practice: Practice, person: str = "UMAYA", place: str = "", **query: str) -> None:
    page.goto(practice.at(place or practice.scenery.ela.id, person, **query))
    page.wait_for_selector("body[data-ready][data-live]")


def test_a_command_is_completed_sent_and_answered_with_the_keyboard_alone(
    page: Page, practice: Practice
) -> None:
    go(page, practice)
    page.get_by_label("Message #northlight-ela").focus()
    page.keyboard.type("/ste")
    expect(page.get_by_role("option", name="/steward")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.type("hello @dan")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    answer = page.locator(".message", has_text="I heard hello")
    expect(answer).to_contain_text("Only visible to you")
    expect(answer.locator(".mention")).to_have_text("@Daniel Reyes")
    expect(page.get_by_label("Message #northlight-ela")).to_have_value("")


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
