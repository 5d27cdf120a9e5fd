"""People at the page, in a browser, talking with a real app."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from sandbox import blockids
from sandbox.ids import Ids
from tests.sandbox.page import tiny_app
from tests.sandbox.page.conftest import Practice

Json = dict[str, Any]
pytestmark = [pytest.mark.page, pytest.mark.xdist_group("page")]


def go(page: Page, practice: Practice, person: str = "UMAYA", place: str = "", **query: str) -> None:
    page.goto(practice.at(place or practice.scenery.ela.id, person, **query))
    listen(page)


def listen(page: Page) -> None:
    """Wait until the page's script is there and hears of changes: nobody types faster than that."""
    page.wait_for_selector("body[data-ready][data-live]")


def filled(blocks: list[Json]) -> list[Json]:
    return blockids.filled(blocks, Ids())


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
    page.keyboard.press("Enter")
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


def test_a_thread_is_opened_and_answered(page: Page, practice: Practice) -> None:
    practice.scenery.write(practice.scenery.daniel, "Which rooms?")
    go(page, practice)
    page.locator(".message", has_text="Which rooms?").get_by_role("button", name="More actions").focus()
    page.keyboard.press("Enter")
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
