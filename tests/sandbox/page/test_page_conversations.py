"""People at the page, in a browser, talking with a real app."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.sandbox.page.conftest import Practice
from tests.sandbox.page.visiting import go, listen

Json = dict[str, Any]
pytestmark = [pytest.mark.page, pytest.mark.xdist_group("page")]


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


def test_a_thread_is_opened_and_answered(page: Page, practice: Practice) -> None:
    practice.scenery.write(practice.scenery.daniel, "Which rooms?")
    go(page, practice)
    page.locator(".message", has_text="Which rooms?").get_by_role("button", name="More actions").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Reply in a thread")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**thread=**")
    listen(page)
    page.get_by_label("Reply in the thread").fill("/steward hello")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Slash commands do not work in threads")
    page.get_by_label("Reply in the thread").fill("The library")
    page.keyboard.press("Enter")
    expect(page.get_by_role("complementary", name="Thread")).to_contain_text("1 reply")
    expect(page.get_by_role("link", name="1 reply")).to_be_visible()


def test_one_becomes_someone_else_with_a_few_letters(page: Page, practice: Practice) -> None:
    go(page, practice)
    page.get_by_role("button", name="You are: Maya Okafor").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Find a person")).to_be_focused()
    page.keyboard.type("ana")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="You are: Ana Sousa, guest")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Ana Sousa cannot see this channel")


def test_home_opens_and_answers_to_its_button(page: Page, practice: Practice) -> None:
    go(page, practice, place="home:Steward")
    expect(page.get_by_role("heading", name="What I owe")).to_be_visible()
    page.get_by_role("button", name="Mark it done").click()
    expect(page.locator("main")).to_contain_text("Nothing is owed. Well done.")


def test_a_message_to_the_app_is_answered(page: Page, practice: Practice) -> None:
    go(page, practice, place="messages:Steward")
    page.get_by_label("Message Steward").fill("hello <b>there</b>")
    page.keyboard.press("Enter")
    expect(page.locator("#part-messages")).to_contain_text("You wrote: hello <b>there</b>")


def test_the_clock_moves_and_says_what_happened(page: Page, practice: Practice) -> None:
    go(page, practice)
    page.get_by_role("button", name="+1 hour").click()
    told = page.get_by_role("region", name="Notices")
    expect(told).to_contain_text("It is now Mon 2 Nov, 9:00 AM. 1 new message came.")
    expect(page.locator("#clock-time")).to_have_text("Mon 2 Nov, 9:00 AM")
    expect(page.get_by_role("link", name="Priya Nair 1 new")).to_be_visible()
    page.get_by_role("button", name="To the next scheduled moment").click()
    expect(told).to_contain_text("Nothing is scheduled, so the clock stays where it is.")


def test_an_app_that_does_not_answer_is_named_and_the_command_is_kept(page: Page, practice: Practice) -> None:
    go(page, practice)
    page.get_by_label("Message #northlight-ela").fill("/steward silence")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("operation_timeout")
    expect(page.locator("#part-messages")).to_contain_text("operation_timeout")
    page.get_by_label("Message #northlight-ela").fill("/unknown thing")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").last).to_contain_text("/unknown is not a command of any app here")
    expect(page.get_by_label("Message #northlight-ela")).to_have_value("/unknown thing")


def test_a_thing_to_try_is_one_click_away(page: Page, practice: Practice) -> None:
    practice.scenery.sandbox.suggest(
        title="Say hello",
        why="It answers",
        user=practice.scenery.daniel,
        channel=practice.scenery.ela,
        command="/steward hello",
    )
    practice.scenery.sandbox.suggest(
        title="Open Home", why="What Priya owes", user=practice.scenery.priya, home=True
    )
    page.goto("/")
    listen(page)
    expect(page.get_by_role("heading", name="Two things to try")).to_be_visible()
    page.get_by_role("button", name="Say hello").click()
    expect(page.get_by_role("button", name="You are: Daniel Reyes")).to_be_visible()
    expect(page.locator(".message", has_text="I heard hello")).to_be_visible()
    expect(page.locator("#part-suggestions")).to_contain_text("1 tried")
    listen(page)
    page.get_by_role("button", name="Show", exact=True).click()
    page.get_by_role("button", name="Open Home").click()
    expect(page.get_by_role("button", name="You are: Priya Nair")).to_be_visible()
    expect(page.get_by_role("heading", name="What I owe")).to_be_visible()
    listen(page)
    page.get_by_role("button", name="Hide", exact=True).click()
    expect(page.locator("#part-suggestions")).to_be_hidden()
    page.get_by_role("button", name="Show things to try").click()
    expect(page.get_by_role("button", name="Say hello")).to_be_focused()


def test_a_newcomer_to_a_channel_joins_and_the_app_is_invited(page: Page, practice: Practice) -> None:
    lunch = practice.scenery.world.channel("lunch")
    go(page, practice, place=lunch.id)
    page.get_by_role("button", name="Join the channel").click()
    page.get_by_label("Message #lunch").fill("/invite @steward")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="3 people")).to_be_visible()


def test_on_a_narrow_screen_the_rail_is_a_drawer(page: Page, practice: Practice) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    go(page, practice)
    rail = page.get_by_role("navigation", name="Channels, people and apps")
    expect(rail).to_be_hidden()
    page.get_by_role("button", name="Menu").press("Enter")
    expect(rail).to_be_visible()
    page.keyboard.press("Escape")
    expect(rail).to_be_hidden()
    expect(page.get_by_role("button", name="Menu")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_chosen_theme_is_remembered(page: Page, practice: Practice) -> None:
    go(page, practice)
    page.get_by_role("button", name="Theme: automatic").click()
    page.get_by_role("button", name="Theme: light").click()
    expect(page.get_by_role("button", name="Theme: dark")).to_be_visible()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
