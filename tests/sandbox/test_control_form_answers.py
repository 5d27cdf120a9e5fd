"""The control API: what becomes of a form when the app answers, and when it is closed."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.records import Channel, Workspace
from tests.sandbox import views
from tests.sandbox.robots import SILENT, Api, Control, Robot, opened

Json = dict[str, Any]
NAME = views.text_field()


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
