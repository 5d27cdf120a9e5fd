"""The control API: what a form does not take, and what it does with what it takes."""

from typing import Any

import pytest

from sandbox import Sandbox, modals
from sandbox.records import Person
from tests.sandbox import views
from tests.sandbox.robots import Api, Control, Robot, opened

Json = dict[str, Any]
NAME = views.text_field()

BAD_VALUES: list[tuple[Json, Any]] = [
    ({"type": "static_select", "options": [views.option("One")]}, "Two"),
    ({"type": "users_select"}, "nobody"),
    ({"type": "conversations_select"}, "nowhere"),
    ({"type": "datepicker"}, "Friday"),
    ({"type": "timepicker"}, "9:30"),
    ({"type": "datetimepicker"}, "2026-03-06 09:30"),
    ({"type": "datetimepicker"}, "soon"),
]


@pytest.mark.parametrize(("element", "value"), BAD_VALUES)
async def test_a_value_that_does_not_fit_is_refused_with_what_does(
    api: Api, control: Control, robot: Robot, element: Json, value: Any
) -> None:
    await opened(api, control, robot, views.modal(views.field("This", "this", element)))

    sentence = await control.refused("submit", user="maya", values={"This": value})

    assert value in sentence
    assert robot.payloads("view_submission") == []


# element, value, what Slack's client says of it
CLIENT_CHECKS: list[tuple[Json, Any, str]] = [
    ({"type": "plain_text_input"}, "", "Please complete this required field."),
    ({"type": "plain_text_input"}, "  ", "Please complete this required field."),
    ({"type": "plain_text_input", "min_length": 3}, "ab", "Enter at least 3 characters."),
    ({"type": "plain_text_input", "max_length": 3}, "abcd", "Enter at most 3 characters."),
    ({"type": "plain_text_input", "max_length": 3}, "abc", ""),
    ({"type": "number_input", "is_decimal_allowed": False}, "x", "Enter a number."),
    ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "Enter a whole number."),
    ({"type": "number_input", "is_decimal_allowed": False, "min_value": "2"}, "1", "Enter 2 or more."),
    ({"type": "number_input", "is_decimal_allowed": False, "max_value": "2"}, "3", "Enter 2 or less."),
    ({"type": "number_input", "is_decimal_allowed": False, "max_value": "2"}, "2", ""),
    ({"type": "email_text_input"}, "maya", "Enter an email address."),
    ({"type": "email_text_input"}, "maya@example.com", ""),
    ({"type": "url_text_input"}, "example.com", "Enter a web address."),
    ({"type": "url_text_input"}, "https://example.com", ""),
    ({"type": "checkboxes", "options": [views.option("One")]}, [], "Please complete this required field."),
    ({"type": "users_select"}, None, "Please complete this required field."),
]


@pytest.mark.parametrize(("element", "value", "problem"), CLIENT_CHECKS)
async def test_what_slacks_client_would_not_send_is_not_sent(
    api: Api, control: Control, robot: Robot, element: Json, value: Any, problem: str
) -> None:
    await opened(api, control, robot, views.modal(views.field("This", "this", element)))

    answer = await control.post("submit", user="maya", values={"This": value})

    assert answer.get("errors", {}).get("This", "") == problem
    assert bool(robot.payloads("view_submission")) is not bool(problem)


async def test_an_optional_field_may_stay_empty(api: Api, control: Control, robot: Robot) -> None:
    await opened(api, control, robot, views.modal(views.text_field(optional=True)))

    answer = await control.post("submit", user="maya")

    assert "errors" not in answer
    assert "view" not in answer


async def test_what_was_filled_in_before_is_sent(api: Api, control: Control, robot: Robot) -> None:
    element = {"type": "plain_text_input", "initial_value": "First"}
    await opened(api, control, robot, views.modal(views.field("A", "a", element), views.text_field("B", "b")))

    edited = await control.post("edit", user="maya", values={"B": "Second"})
    assert edited["view"]["state"]["values"]["b"]["value"]["value"] == "Second"
    await control.post("submit", user="maya")

    state = robot.payloads("view_submission")[0]["view"]["state"]["values"]
    assert [state[key]["value"]["value"] for key in "ab"] == ["First", "Second"]


async def test_fields_are_named_by_label_block_or_action(api: Api, control: Control, robot: Robot) -> None:
    await opened(api, control, robot, views.modal())

    for name in ("Name", "name", "value"):
        edited = await control.post("edit", user="maya", values={name: f"by {name}"})
        assert edited["view"]["state"]["values"]["name"]["value"]["value"] == f"by {name}"
    assert "There are: Name." in await control.refused("edit", user="maya", values={"Other": "x"})
    assert "`values`" in await control.refused("edit", user="maya", values=["x"])
    assert "JSON" in await control.refused("edit", user="maya", values="{")


async def test_a_field_that_tells_the_app_tells_it(api: Api, control: Control, robot: Robot) -> None:
    watched = views.text_field("Watched", "watched", dispatch_action=True)
    menu = views.section("Kind", block_id="kind", accessory={"type": "users_select", "action_id": "who"})
    await opened(api, control, robot, views.modal(watched, menu))

    await control.post("edit", user="maya", values={"Watched": "x"})
    await control.post("submit", user="maya", values={"who": "Daniel Reyes"})

    actions = [row["actions"][0]["action_id"] for row in robot.payloads("block_actions")]
    assert actions == ["value", "who"]
    assert robot.payloads("view_submission")


async def test_a_form_may_grow_while_it_is_filled_in(api: Api, control: Control, robot: Robot) -> None:
    shown = await opened(api, control, robot, views.modal())
    await control.post("edit", user="maya", values={"Name": "x"})
    more = views.modal(NAME, views.text_field("More", "more"))
    await api.call("views.update", view_id=shown["id"], view=more)

    await control.post("submit", user="maya", values={"More": "y"})

    state = robot.payloads("view_submission")[0]["view"]["state"]["values"]
    assert (state["name"]["value"]["value"], state["more"]["value"]["value"]) == ("x", "y")


async def test_a_form_the_app_took_away_is_not_filled_in_further(
    sandbox: Sandbox, api: Api, control: Control, robot: Robot, maya: Person
) -> None:
    watched = views.text_field("Watched", "watched", dispatch_action=True)
    await opened(api, control, robot, views.modal(watched, NAME))

    def close(_envelope: Json) -> None:
        modals.clear(sandbox, maya.id)

    robot.reply = close

    assert "closed the form" in await control.refused(
        "edit", user="maya", values={"Watched": "x", "Name": "y"}
    )
