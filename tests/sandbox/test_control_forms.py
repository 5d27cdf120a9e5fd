"""The control API: forms filled in, sent, refused, pushed on each other and closed."""

import base64
from typing import Any

import pytest

from sandbox import Sandbox
from sandbox.acts import uploads
from sandbox.acts.elements import Found
from sandbox.acts.refusals import RefusedError
from sandbox.records import Channel, Person
from tests.sandbox import views
from tests.sandbox.robots import Api, Control, Robot, opened

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
    assert (file["name"], file["filetype"], file["size"]) == ("plan.txt", "txt", 6)
    async with api.http.get(file["url_private"]) as answer:
        assert await answer.text() == "a plan"


async def test_files_of_any_bytes_are_put_into_a_form_and_stay_by_their_id(
    api: Api, control: Control, robot: Robot
) -> None:
    plans = {"type": "file_input", "max_files": 2}
    await opened(api, control, robot, views.modal(views.field("Plans", "plans", plans)))
    picture = {"name": "plan.png", "base64": base64.b64encode(b"\x89PNG\x00").decode()}
    await control.post("edit", user="maya", values={"Plans": picture})
    shown = (await control.get("view", user="maya"))["view"]["state"]["values"]["plans"]["value"]["files"]

    kept = [{"id": file["id"]} for file in shown]
    await control.post("submit", user="maya", values={"Plans": [*kept, {"name": "b.txt", "text": "b"}]})

    files = robot.payloads("view_submission")[0]["view"]["state"]["values"]["plans"]["value"]["files"]
    assert [file["name"] for file in files] == ["plan.png", "b.txt"]
    async with api.http.get(files[0]["url_private"]) as answer:
        assert await answer.read() == b"\x89PNG\x00"


async def test_a_file_that_does_not_fit_is_refused_with_the_reason(
    api: Api, control: Control, robot: Robot
) -> None:
    plans = {"type": "file_input", "max_files": 1}
    await opened(api, control, robot, views.modal(views.field("Plans", "plans", plans)))
    small = {"name": "a.txt", "text": "a"}
    for wrong, said in (
        ([small, small], "takes fewer files: 1 at most"),
        ([{"name": "a.txt", "base64": "?"}], "cannot be read"),
        ([{"id": "F404"}], "Choose it again"),
    ):
        assert said in await control.refused("edit", user="maya", values={"Plans": wrong})


def test_a_file_may_be_as_large_as_in_slack(sandbox: Sandbox, maya: Person) -> None:
    found = Found(views.field("Plan", "plan", {}), {"type": "file_input"})
    uploads.upload(sandbox, maya, found, {"name": "a.txt", "text": "a" * uploads.LARGEST})
    with pytest.raises(RefusedError, match="up to 10 MB"):
        uploads.upload(sandbox, maya, found, {"name": "a.txt", "text": "a" * (uploads.LARGEST + 1)})


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
