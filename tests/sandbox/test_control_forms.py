"""The control API: forms filled in, sent, refused, pushed on each other and closed."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox, modals
from sandbox.records import Channel, Person, Workspace
from tests.sandbox import views
from tests.sandbox.robots import SILENT, Api, Control, Robot
from tests.sandbox.test_control_people import opened

Json = dict[str, Any]
NAME = views.text_field()

EVERY_FIELD = [
    ("Text", {"type": "plain_text_input"}, "Hi", {"value": "Hi"}),
    ("Number", {"type": "number_input", "is_decimal_allowed": True}, "2.5", {"value": "2.5"}),
    ("Email", {"type": "email_text_input"}, "maya@example.com", {"value": "maya@example.com"}),
    ("Link", {"type": "url_text_input"}, "https://example.com", {"value": "https://example.com"}),
    (
        "Rich",
        {"type": "rich_text_input"},
        "Hi",
        {
            "rich_text_value": {
                "type": "rich_text",
                "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "Hi"}]}],
            }
        },
    ),
    (
        "Pick",
        {"type": "static_select", "options": [views.option("One"), views.option("Two")]},
        "Two",
        {"selected_option": views.option("Two")},
    ),
    (
        "Picks",
        {"type": "multi_static_select", "options": [views.option("One"), views.option("Two")]},
        ["Two", "one"],
        {"selected_options": [views.option("Two"), views.option("One")]},
    ),
    (
        "Radio",
        {"type": "radio_buttons", "options": [views.option("One"), views.option("Two")]},
        "one",
        {"selected_option": views.option("One")},
    ),
    (
        "Boxes",
        {"type": "checkboxes", "options": [views.option("One"), views.option("Two")]},
        ["One", "Two"],
        {"selected_options": [views.option("One"), views.option("Two")]},
    ),
    ("Day", {"type": "datepicker"}, "2026-03-06", {"selected_date": "2026-03-06"}),
    ("Time", {"type": "timepicker"}, "09:30", {"selected_time": "09:30"}),
    ("Moment", {"type": "datetimepicker"}, "1772456400", {"selected_date_time": 1_772_456_400}),
]


@pytest.mark.parametrize(
    ("label", "element", "value", "held"), EVERY_FIELD, ids=[row[0] for row in EVERY_FIELD]
)
async def test_every_field_holds_what_is_put_into_it(
    api: Api, control: Control, robot: Robot, label: str, element: Json, value: Any, held: Json
) -> None:
    await opened(api, control, robot, views.modal(views.field(label, "block", element)))

    answer = await control.post("submit", user="maya", values={label: value})

    assert "errors" not in answer
    state = robot.payloads("view_submission")[0]["view"]["state"]["values"]
    assert state == {"block": {"value": {"type": element["type"]} | held}}


async def test_people_and_channels_are_chosen_by_name(
    api: Api, control: Control, robot: Robot, daniel: Person, maya: Person, channel: Channel, sandbox: Sandbox
) -> None:
    form = views.modal(
        views.field("Owner", "owner", {"type": "users_select"}),
        views.field("Others", "others", {"type": "multi_users_select"}),
        views.field("Where", "where", {"type": "conversations_select"}),
        views.field("Wheres", "wheres", {"type": "multi_channels_select"}),
        views.field("Whom", "whom", {"type": "conversations_select"}),
    )
    await opened(api, control, robot, form)

    await control.post(
        "submit",
        user="maya",
        values={
            "Owner": "@daniel",
            "Others": ["maya", daniel.id],
            "Where": "#northlight-ela",
            "Wheres": "northlight-ela",
            "Whom": "@Daniel Reyes",
        },
    )

    state = robot.payloads("view_submission")[0]["view"]["state"]["values"]
    assert state["owner"]["value"]["selected_user"] == daniel.id
    assert state["others"]["value"]["selected_users"] == [maya.id, daniel.id]
    assert state["where"]["value"]["selected_conversation"] == channel.id
    assert state["wheres"]["value"]["selected_channels"] == [channel.id]
    assert state["whom"]["value"]["selected_conversation"] == sandbox.world.im(maya.id, daniel.id).id


async def test_a_file_is_put_into_a_form(api: Api, control: Control, robot: Robot) -> None:
    await opened(api, control, robot, views.modal(views.field("Plan", "plan", {"type": "file_input"})))

    bad = await control.refused("submit", user="maya", values={"Plan": "plan.txt"})
    await control.post("submit", user="maya", values={"Plan": {"name": "plan.txt", "text": "a plan"}})

    assert "name" in bad
    [file] = robot.payloads("view_submission")[0]["view"]["state"]["values"]["plan"]["value"]["files"]
    async with api.http.get(f"{api.base_url}/files/{file['id']}/plan.txt") as answer:
        assert await answer.text() == "a plan"


async def test_a_rich_text_may_be_given_whole(api: Api, control: Control, robot: Robot) -> None:
    await opened(api, control, robot, views.modal(views.field("Rich", "rich", {"type": "rich_text_input"})))
    whole = {"type": "rich_text", "elements": []}

    await control.post("submit", user="maya", values={"Rich": whole})

    state = robot.payloads("view_submission")[0]["view"]["state"]["values"]
    assert state["rich"]["value"]["rich_text_value"] == whole


async def test_an_external_menu_takes_what_the_app_offers(api: Api, control: Control, robot: Robot) -> None:
    several = {"type": "multi_external_select", "min_query_length": 0}
    form = views.modal(
        views.field("Area", "area", {"type": "external_select", "min_query_length": 0}),
        views.field("Areas", "areas", several),
    )
    await opened(api, control, robot, form)
    groups = [{"label": views.plain("All"), "options": [views.option("Pacing"), views.option("Training")]}]
    robot.reply = lambda envelope: (
        {"option_groups": groups} if envelope["payload"]["type"] == "block_suggestion" else None
    )

    await control.post("submit", user="maya", values={"Area": "Pacing", "Areas": ["Training", "pacing"]})

    state = robot.payloads("view_submission")[0]["view"]["state"]["values"]
    assert state["area"]["value"]["selected_option"] == views.option("Pacing")
    assert len(state["areas"]["value"]["selected_options"]) == 2
    assert [row["value"] for row in robot.payloads("block_suggestion")] == ["Pacing", "Training", "pacing"]


async def test_an_app_that_offers_nothing_offers_nothing(api: Api, control: Control, robot: Robot) -> None:
    field = views.field("Area", "area", {"type": "external_select", "min_query_length": 0})
    await opened(api, control, robot, views.modal(field))

    assert await control.post("options", user="maya", label="Area", query="x") == {"options": []}
    assert "no choice" in await control.refused("submit", user="maya", values={"Area": "Pacing"})


async def test_only_external_menus_ask_the_app(api: Api, control: Control, robot: Robot) -> None:
    await opened(api, control, robot, views.modal())

    assert "holds its choices itself" in await control.refused("options", user="maya", label="Name")


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


# What the app answers


async def test_errors_stand_at_their_fields(api: Api, control: Control, robot: Robot) -> None:
    await opened(api, control, robot, views.modal())
    robot.reply = lambda _envelope: {"response_action": "errors", "errors": {"name": "Taken."}}

    answer = await control.post("submit", user="maya", values={"Name": "x"})

    assert answer["errors"] == {"Name": "Taken."}
    assert answer["view"]["state"]["values"]["name"]["value"]["value"] == "x"


@pytest.mark.parametrize("errors", [None, {}, {"nowhere": "x"}, "x"])
async def test_errors_at_no_field_are_the_apps_mistake(
    api: Api, control: Control, robot: Robot, errors: Any
) -> None:
    await opened(api, control, robot, views.modal())
    robot.reply = lambda _envelope: {"response_action": "errors", "errors": errors}

    answer = await control.post("submit", user="maya", values={"Name": "x"})

    assert answer["problems"]
    assert "errors" not in answer
    assert answer["view"] is not None


async def test_a_form_is_updated_pushed_on_and_cleared(api: Api, control: Control, robot: Robot) -> None:
    first = await opened(api, control, robot, views.modal())
    other = views.modal(views.text_field("Other", "other"), notify_on_close=True)
    answers = {
        "update": {"response_action": "update", "view": other},
        "push": {"response_action": "push", "view": other},
        "clear": {"response_action": "clear"},
    }

    async def answered(kind: str, field: str) -> Json:
        robot.reply = lambda _envelope: answers[kind]
        return await control.post("submit", user="maya", values={field: "x"})

    updated = await answered("update", "Name")
    assert updated["view"]["id"] == first["id"]
    pushed = await answered("push", "Other")
    assert pushed["view"]["previous_view_id"] == first["id"]
    assert (await control.get("view", user="maya"))["stack"] == [first["id"], pushed["view"]["id"]]
    cleared = await answered("clear", "Other")
    assert "view" not in cleared
    assert robot.payloads("view_closed") == []


async def test_without_a_word_the_top_form_closes_and_the_one_below_shows(
    api: Api, control: Control, robot: Robot
) -> None:
    first = await opened(api, control, robot, views.modal())
    robot.reply = lambda _envelope: {"response_action": "push", "view": views.modal()}
    await control.post("submit", user="maya", values={"Name": "x"})
    robot.reply = lambda _envelope: None

    answer = await control.post("submit", user="maya", values={"Name": "y"})

    assert answer["view"]["id"] == first["id"]


BAD_ANSWERS: list[Json] = [
    {"response_action": "update"},
    {"response_action": "update", "view": views.home()},
    {"response_action": "push", "view": views.modal({"type": "nonsense"})},
]


@pytest.mark.parametrize("bad", BAD_ANSWERS)
async def test_a_bad_form_in_an_answer_is_named(api: Api, control: Control, robot: Robot, bad: Json) -> None:
    await opened(api, control, robot, views.modal())
    robot.reply = lambda _envelope: bad

    answer = await control.post("submit", user="maya", values={"Name": "x"})

    assert answer["problems"][0] == "invalid_arguments"
    assert answer["view"] is not None


async def test_a_fourth_form_is_not_stacked(api: Api, control: Control, robot: Robot) -> None:
    await opened(api, control, robot, views.modal())
    robot.reply = lambda _envelope: {"response_action": "push", "view": views.modal()}

    for _ in range(2):
        assert "problems" not in await control.post("submit", user="maya", values={"Name": "x"})
    answer = await control.post("submit", user="maya", values={"Name": "x"})

    assert answer["problems"] == ["push_limit_reached"]


async def test_an_app_that_does_not_answer_leaves_the_form_open(
    api: Api, control: Control, robot: Robot
) -> None:
    await opened(api, control, robot, views.modal())
    robot.reply = lambda _envelope: SILENT

    answer = await control.post("submit", user="maya", values={"Name": "x"})

    assert answer["error"] == "operation_timeout"
    assert answer["problems"]
    assert answer["view"] is not None


async def test_a_form_without_fields_or_submit_cannot_be_sent(
    api: Api, control: Control, robot: Robot
) -> None:
    note = {key: value for key, value in views.modal(views.section("Hi")).items() if key != "submit"}
    await opened(api, control, robot, note)

    assert "close it instead" in await control.refused("submit", user="maya")


async def test_the_chosen_conversation_can_be_answered_into(
    api: Api, control: Control, robot: Robot, channel: Channel
) -> None:
    element = {"type": "conversations_select", "response_url_enabled": True}
    await opened(api, control, robot, views.modal(views.field("Where", "where", element)))

    await control.post("submit", user="maya", values={"Where": "northlight-ela"})

    [told] = robot.payloads("view_submission")[0]["response_urls"]
    assert (told["block_id"], told["action_id"], told["channel_id"]) == ("where", "value", channel.id)
    async with api.http.post(
        told["response_url"], json={"text": "Done", "response_type": "in_channel"}
    ) as answer:
        assert answer.status == 200


# Closing


async def test_only_an_app_that_asked_hears_of_closing(api: Api, control: Control, robot: Robot) -> None:
    await opened(api, control, robot, views.modal())
    await control.post("close", user="maya")
    assert robot.payloads("view_closed") == []

    await opened(api, control, robot, views.modal(notify_on_close=True))
    answer = await control.post("close", user="maya")

    assert answer["view"] is None
    assert len(robot.payloads("view_closed")) == 1
    assert "no form open" in await control.refused("close", user="maya")


@pytest.mark.parametrize("way", ["all", "clear_on_close"])
async def test_all_forms_close_together(api: Api, control: Control, robot: Robot, way: str) -> None:
    await opened(api, control, robot, views.modal(notify_on_close=True))
    top = views.modal(notify_on_close=True, clear_on_close=way == "clear_on_close")
    robot.reply = lambda envelope: (
        {"response_action": "push", "view": top} if envelope["payload"]["type"] == "view_submission" else None
    )
    await control.post("submit", user="maya", values={"Name": "x"})

    answer = await control.post("close", user="maya", **({"all": True} if way == "all" else {}))

    assert answer["view"] is None
    assert [row["is_cleared"] for row in robot.payloads("view_closed")] == [True, True]


async def test_closing_the_top_shows_the_form_below(api: Api, control: Control, robot: Robot) -> None:
    first = await opened(api, control, robot, views.modal())
    robot.reply = lambda _envelope: {"response_action": "push", "view": views.modal()}
    await control.post("submit", user="maya", values={"Name": "x"})

    answer = await control.post("close", user="maya")

    assert answer["view"]["id"] == first["id"]


async def test_somebody_elses_form_cannot_be_touched(
    api: Api, control: Control, robot: Robot, workspace: Workspace
) -> None:
    shown = await opened(api, control, robot, views.modal())

    for call in ("submit", "close", "edit"):
        assert "has no view" in await control.refused(call, user="daniel", view=shown["id"])


async def test_slacks_own_library_opens_a_form(
    control: Control, robot: Robot, api: Api, http_client: AsyncWebClient
) -> None:
    await control.post("shortcut", user="maya", name="Ask for help")
    trigger_id = robot.payloads("shortcut")[0]["trigger_id"]

    answer = await http_client.views_open(trigger_id=trigger_id, view=views.modal())

    assert answer["view"]["callback_id"] == "form"


@pytest.fixture
def http_client(api: Api) -> AsyncWebClient:
    return AsyncWebClient(api.token, base_url=f"{api.base_url}/api/", session=api.http)
