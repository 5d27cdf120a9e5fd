import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from sandbox.page.blockkit import elements
from sandbox.page.blockkit.place import Place, Spot
from tests.sandbox.page import every_block as kit
from tests.sandbox.page.blockkit.test_page_mrkdwn import MAYA
from tests.sandbox.page.reading import Reading

Json = dict[str, Any]


def spot(values: Mapping[str, Json] | None = None, **facts: Any) -> Spot:
    """A spot in block b1 of a message; `values` by action_id is what is held there."""
    return Spot(Place(MAYA, "m1", values={"b1": values or {}}), "b1", **facts)


def read(element: Json, where: Spot | None = None) -> Reading:
    return Reading(str(elements.html(element, where or spot())))


def test_a_button_says_what_it_tells_the_app() -> None:
    [button] = read(kit.element("button")).of("button")
    wired = {key: button[key] for key in ("data-press", "data-block", "data-action", "data-value", "class")}
    assert wired == {
        "data-press": "button",
        "data-block": "b1",
        "data-action": "button",
        "data-value": "A-12",
        "class": "button primary",
    }


def test_a_button_that_asks_first_carries_the_question() -> None:
    [button] = read(kit.element("danger")).of("button")
    question = json.loads(str(button["data-confirm"]))
    assert question == {
        "title": "Drop this action?",
        "body": "<p><strong>A-12</strong> keeps its history and can be brought back.</p>",
        "yes": "Drop it",
        "no": "Keep it",
        "danger": True,
    }


def test_a_question_without_words_has_words_all_the_same() -> None:
    [button] = read({**kit.element("button"), "confirm": {"title": kit.plain("Sure?")}}).of("button")
    question = json.loads(str(button["data-confirm"]))
    assert (question["yes"], question["no"], question["danger"]) == ("Yes", "No", False)


def test_a_link_button_opens_beside_the_page_and_a_script_does_not() -> None:
    [link] = read(kit.element("link")).of("a")
    assert (link["href"], link["rel"], link["data-press"]) == (
        "https://example.org/guide",
        "noopener noreferrer",
        "button",
    )
    assert not read({**kit.element("link"), "url": "javascript:alert(1)"}).of("a")


def test_an_overflow_is_a_menu_behind_a_button_with_words() -> None:
    element = {**kit.element("overflow"), "options": [*kit.ELEMENTS["overflow"]["options"], {**kit.option("Guide", "g"), "url": "https://x.org"}]}  # fmt: skip
    reading = read(element)
    opener, *items = reading.of("button")
    menu = next(found for found in reading.of("div") if found.get("role") == "menu")
    assert opener["popovertarget"] == menu["id"]
    assert [item["data-value"] for item in [*items, *reading.of("a")]] == ["hand", "history", "g"]
    assert reading.words == "MoreHand overHistoryWho changed whatGuide"


def test_an_icon_button_is_hidden_from_those_it_is_not_for() -> None:
    bin_ = {"type": "icon_button", "icon": "trash", "action_id": "bin", "text": kit.plain("Delete")}
    assert read(bin_).words == "Delete"
    assert elements.html({**bin_, "visible_to_user_ids": ["U2"]}, spot()) is None
    assert elements.html({**bin_, "visible_to_user_ids": ["U1"]}, spot()) is not None


def test_feedback_is_two_buttons_with_ids_of_their_own() -> None:
    halves = {
        "positive_button": {"text": kit.plain("Good"), "value": "1"},
        "negative_button": {"text": kit.plain("Bad"), "value": "0"},
    }
    buttons = read({"type": "feedback_buttons", "action_id": "fb", **halves}).of("button")
    assert [(b["data-press"], b["data-action"], b["data-value"]) for b in buttons] == [("feedback_buttons", "fb", "1"), ("feedback_buttons", "fb", "0")]  # fmt: skip
    assert len({b["id"] for b in buttons}) == 2


def test_a_source_is_a_link() -> None:
    assert (
        read({"type": "url", "url": "https://x.org", "text": "Guide"}).of("a")[0]["href"] == "https://x.org"
    )
    assert read({"type": "url", "url": "nowhere", "text": "Guide"}).tags == ["span"]


def test_a_static_select_shows_its_choice_and_carries_its_options() -> None:
    reading = read(kit.element("static_select"))
    [entry] = reading.of("input")
    assert (entry["role"], entry["value"], entry["aria-label"]) == ("combobox", "Pacing", "Workstream")
    options = [row for row in reading.of("li") if row.get("role") == "option"]
    assert [(row["data-value"], row["data-label"]) for row in options] == [
        ("1", "Assessment"),
        ("2", "Pacing"),
        ("3", "Training"),
    ]
    assert json.loads(str(reading.of("div")[0]["data-selected"])) == [{"value": "2", "label": "Pacing"}]


def test_option_groups_have_headings() -> None:
    reading = read(kit.element("grouped_select"))
    groups = [found for found in reading.of("ul") if found.get("role") == "group"]
    headings = [found["id"] for found in reading.of("li") if found.get("class") == "group"]
    assert [group["aria-labelledby"] for group in groups] == headings
    assert reading.words == "At riskAssessmentPriya NairPacingOn trackTraining"


def test_several_choices_are_chips_that_can_be_removed() -> None:
    reading = read(kit.element("multi_static_select"))
    assert reading.words.startswith("AssessmentRemove AssessmentPacingRemove Pacing")
    assert reading.of("div")[0]["data-many"] is None
    assert "data-many" in reading.of("div")[0]


HELD: list[tuple[str, Json, Json, list[str]]] = [
    ("static_select", {}, {"selected_option": kit.STREAMS[2]}, ["Training"]),
    ("static_select", {}, {"selected_option": None}, []),
    ("multi_static_select", {}, {"selected_options": []}, []),
    ("external_select", {"initial_option": kit.STREAMS[0]}, {}, ["Assessment"]),
    ("users_select", {}, {}, []),
    ("users_select", {"initial_user": "U2"}, {}, ["Daniel Reyes"]),
    ("users_select", {"initial_user": "U2"}, {"selected_user": "U1"}, ["Maya Okafor"]),
    ("users_select", {"initial_user": "U2"}, {"selected_user": None}, []),
    ("multi_users_select", {"initial_users": ["U1", "U9"]}, {}, ["Maya Okafor", "U9"]),
    ("channels_select", {"initial_channel": "C1"}, {}, ["#northlight-ela"]),
    ("conversations_select", {"initial_conversation": "C1"}, {}, ["#northlight-ela"]),
]


@pytest.mark.parametrize(("name", "facts", "state", "shown"), HELD)
def test_what_was_chosen_stays_chosen(name: str, facts: Json, state: Json, shown: list[str]) -> None:
    reading = read({**kit.element(name), **facts}, spot({name: state}))
    chosen = json.loads(str(reading.of("div")[0]["data-selected"]))
    assert [choice["label"] for choice in chosen] == shown


def test_an_external_select_says_how_much_to_type() -> None:
    assert read({"type": "external_select", "action_id": "a"}).of("div")[0]["data-least"] == "3"
    assert read(kit.element("external_select")).of("div")[0]["data-least"] == "0"


def test_a_filter_of_conversations_reaches_the_script() -> None:
    told = str(read(kit.element("conversations_select")).of("div")[0]["data-filter"])
    assert json.loads(told) == {"include": ["public", "im"]}


FIELDS: list[tuple[str, Json, Json, str, str | None]] = [
    ("plain_text_input", {}, {}, "input", ""),
    ("plain_text_input", {"initial_value": "a"}, {}, "input", "a"),
    ("plain_text_input", {"initial_value": "a"}, {"value": "b"}, "input", "b"),
    ("plain_text_input", {"initial_value": "a"}, {"value": None}, "input", ""),
    ("number_input", {}, {}, "input", "45"),
    ("email_text_input", {"initial_value": "a@b.org"}, {}, "input", "a@b.org"),
    ("url_text_input", {}, {"value": "https://x.org"}, "input", "https://x.org"),
    ("datepicker", {}, {}, "input", "2026-11-06"),
    ("datepicker", {}, {"selected_date": None}, "input", None),
    ("timepicker", {}, {"selected_time": "09:00"}, "input", "09:00"),
    ("datetimepicker", {}, {}, "input", "2026-11-02T12:30"),
    ("datetimepicker", {}, {"selected_date_time": None}, "input", None),
]


@pytest.mark.parametrize(("name", "facts", "state", "tag", "value"), FIELDS)
def test_a_field_shows_what_it_holds(
    name: str, facts: Json, state: Json, tag: str, value: str | None
) -> None:
    [entry] = read({**kit.element(name), **facts}, spot({name: state})).of(tag)
    assert entry.get("value") == value
    assert entry["data-field"] == name


def test_areas_keep_their_lines() -> None:
    multiline = {**kit.element("multiline"), "initial_value": "\none\ntwo"}
    assert "\n\none\ntwo</textarea>" in str(elements.html(multiline, spot()))
    rich = {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "said"}]}],
    }
    assert read({**kit.element("rich_text_input"), "initial_value": rich}).words == "said"


def test_a_limit_is_counted_beside_the_field() -> None:
    reading = read({**kit.element("plain_text_input"), "initial_value": "twelve chars"})
    assert reading.words == "12 of 255"
    [entry] = reading.of("input")
    assert "maxlength" not in entry  # what is too long is kept and told, never cut


def test_an_input_tells_the_app_of_each_change_only_when_it_wants_that() -> None:
    config = {"dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]}}
    [entry] = read({**kit.element("plain_text_input"), **config}).of("input")
    assert "data-acts" in entry
    assert entry["data-on"] == "on_character_entered"
    [quiet] = read(kit.element("plain_text_input"), spot(acts=False)).of("input")
    assert "data-acts" not in quiet


def test_choices_are_a_group_with_its_label() -> None:
    labelled = spot(labelled_by="b1-label", described_by="b1-hint", required=True)
    boxes = read(kit.element("checkboxes"), labelled)
    assert boxes.of("div")[0]["role"] == "group"
    assert boxes.of("div")[0]["aria-labelledby"] == "b1-label"
    assert ["checked" in box for box in boxes.of("input")] == [True, False]
    assert boxes.words == "Core memberInvitedNo weekly forms"
    radios = read(kit.element("radio_buttons"), labelled)
    assert radios.of("div")[0]["role"] == "radiogroup"
    assert ["checked" in box for box in radios.of("input")] == [False, True, False]
    assert len({box["name"] for box in radios.of("input")}) == 1


def test_what_cannot_be_done_here_is_said_in_words() -> None:
    assert "does not have" in read(kit.element("workflow_button")).words
    assert read({"type": "hologram"}).words == "[hologram: shown only in Slack]"


@pytest.mark.parametrize(
    ("facts", "tag", "words"),
    [
        ({"image_url": "http://127.0.0.1:3000/files/F1/a.png"}, "img", ""),
        ({"image_url": "/files/F1/a.png"}, "img", ""),
        ({"slack_file": {"url": "http://127.0.0.1:3000/files/F1/a.png"}, "image_url": None}, "img", ""),
        ({"slack_file": {"id": "F1"}, "image_url": None}, "img", ""),
        ({"image_url": "https://example.org/a.png"}, "button", "Visits by weekLoad picture"),
        ({"image_url": "http://127.0.0.1:30001/a.png"}, "button", "Visits by weekLoad picture"),
        ({"image_url": "//example.org/a.png"}, "span", "Visits by week"),
        ({"image_url": "javascript:alert(1)"}, "span", "Visits by week"),
        ({"image_url": None, "alt_text": None}, "span", "Picture"),
    ],
)
def test_a_picture_from_elsewhere_waits_to_be_asked_for(facts: Json, tag: str, words: str) -> None:
    place = Place(replace(MAYA, files={"F1": "/files/F1/a.png"}), "m1", base_url="http://127.0.0.1:3000")
    reading = read({**kit.element("image"), **facts}, Spot(place, "b1"))
    assert tag in reading.tags
    assert reading.words == words


def test_a_file_field_is_a_chooser_that_says_what_it_takes_and_holds() -> None:
    held = {"files": [{"id": "F1", "name": "plan.pdf", "size": 1_200}]}
    where = spot({"file_input": held}, labelled_by="b1-label", described_by="b1-hint", required=True)
    found = read({**kit.element("file_input"), "max_files": 3}, where)
    [chooser] = found.of("input")
    assert chooser["type"] == "file"
    assert chooser["accept"] == ".pdf,.docx"
    assert {"multiple", "required"} <= chooser.keys()
    assert chooser["aria-describedby"] == "b1-hint m1-b1-0-takes m1-b1-0-chosen"
    assert json.loads(str(chooser["data-upload"])) == [{"id": "F1", "name": "plan.pdf"}]
    assert found.words == "Up to 3 .pdf or .docx files, up to 10 MB each.plan.pdf 1.2 kBRemove"
    assert found.of("button")[0]["aria-label"] == "Remove plan.pdf"


def test_a_file_field_without_wishes_takes_ten_of_any_kind_and_one_is_one() -> None:
    field = {"type": "file_input", "action_id": "file"}
    assert read(field).words == "Up to 10 files, up to 10 MB each."
    [chooser] = read({**field, "max_files": 1}).of("input")
    assert "multiple" not in chooser
    assert "accept" not in chooser
    assert read({**field, "max_files": 1}).words == "One file, up to 10 MB."
