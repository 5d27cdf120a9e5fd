"""Canvases: made, edited by section, looked up, deleted."""

from typing import Any

import pytest

from sandbox import Sandbox
from sandbox.records import Channel, Workspace
from tests.sandbox.robots import Api, Control

Json = dict[str, Any]


def written(text: str) -> Json:
    return {"type": "markdown", "markdown": text}


async def made(api: Api, text: str = "# Minutes\n\nFirst\n\nSecond") -> str:
    answer = await api.call("canvases.create", title="Minutes", document_content=written(text))
    assert answer["ok"], answer
    return str(answer["canvas_id"])


async def edited(api: Api, canvas_id: str, **change: Any) -> Json:
    return await api.call("canvases.edit", canvas_id=canvas_id, changes=[change])


async def section(api: Api, canvas_id: str, text: str) -> str:
    criteria = {"contains_text": text}
    answer = await api.call("canvases.sections.lookup", canvas_id=canvas_id, criteria=criteria)
    return str(answer["sections"][0]["id"])


def text(sandbox: Sandbox, canvas_id: str) -> list[str]:
    return [row.markdown for row in sandbox.world.canvases[canvas_id].sections]


async def test_a_canvas_is_made_in_a_channel_once(api: Api, control: Control, channel: Channel) -> None:
    answer = await api.call(
        "conversations.canvases.create", channel_id=channel.id, document_content=written("# Minutes")
    )

    info = (await api.call("conversations.info", channel=channel.id))["channel"]
    assert info["properties"]["canvas"]["file_id"] == answer["canvas_id"]
    shown = (await control.get("canvas", user="maya", channel=channel.id))["canvas"]
    assert shown["markdown"] == "# Minutes"
    assert (await control.get("canvas", canvas=answer["canvas_id"]))["canvas"] == shown
    again = await api.error("canvases.create", channel_id=channel.id)
    assert again == "channel_canvas_already_exists"


async def test_a_free_workspace_has_canvases_in_channels_only(
    sandbox: Sandbox, api: Api, workspace: Workspace, channel: Channel
) -> None:
    workspace.plan = "free"

    assert await api.error("canvases.create") == "free_teams_cannot_create_standalone_canvases"
    assert (await api.call("canvases.create", channel_id=channel.id))["ok"]


async def test_sections_come_and_go(sandbox: Sandbox, api: Api) -> None:
    canvas = await made(api)

    await edited(api, canvas, operation="insert_at_end", document_content=written("Last"))
    await edited(api, canvas, operation="insert_at_start", document_content=written("Very first"))
    second = await section(api, canvas, "second")
    await edited(
        api, canvas, operation="insert_before", section_id=second, document_content=written("Before")
    )
    await edited(api, canvas, operation="insert_after", section_id=second, document_content=written("A\n\nB"))
    await edited(api, canvas, operation="replace", section_id=second, document_content=written("2nd"))
    await edited(api, canvas, operation="delete", section_id=await section(api, canvas, "First"))

    assert text(sandbox, canvas) == ["# Minutes", "First", "Before", "2nd", "A", "B", "Last"]


async def test_a_whole_canvas_is_replaced_and_renamed(sandbox: Sandbox, api: Api) -> None:
    canvas = await made(api)

    await edited(api, canvas, operation="replace", document_content=written("Anew"))
    await edited(api, canvas, operation="rename", title_content=written("Notes"))

    assert text(sandbox, canvas) == ["Anew"]
    assert sandbox.world.canvases[canvas].title == "Notes"


async def test_what_is_wrong_with_an_edit_is_named(api: Api) -> None:
    canvas = await made(api)
    end = {"operation": "insert_at_end", "document_content": written("x")}

    assert await api.error("canvases.edit", canvas_id="F0", changes=[end]) == "canvas_not_found"
    assert await api.error("canvases.edit", canvas_id=canvas) == "invalid_arguments"
    assert await api.error("canvases.edit", canvas_id=canvas, changes=[end, end]) == "invalid_arguments"
    assert await api.error("canvases.edit", canvas_id=canvas, changes=["x"]) == "invalid_arguments"
    assert (await edited(api, canvas, operation="sing"))["error"] == "canvas_editing_failed"
    lost = await edited(api, canvas, operation="delete", section_id="temp:C:0")
    assert lost["error"] == "canvas_editing_failed"
    assert "temp:C:0" in lost["detail"]
    assert (await edited(api, canvas, operation="insert_at_end"))["error"] == "invalid_arguments"
    html = await edited(
        api, canvas, operation="insert_at_end", document_content={"type": "html", "markdown": "x"}
    )
    assert html["error"] == "invalid_arguments"
    empty = await edited(api, canvas, operation="insert_at_end", document_content={"type": "markdown"})
    assert empty["error"] == "invalid_arguments"


@pytest.mark.parametrize(
    ("criteria", "found"),
    [
        ({"contains_text": "FIRST"}, 1),
        ({"section_types": ["any_header"]}, 2),
        ({"section_types": ["h1"]}, 1),
        ({"section_types": ["h2", "h3"], "contains_text": "next"}, 1),
        ({"section_types": ["h3"]}, 0),
    ],
)
async def test_sections_are_looked_up(api: Api, criteria: Json, found: int) -> None:
    canvas = await made(api, "# Minutes\n\nFirst\n\n## Next steps")

    answer = await api.call("canvases.sections.lookup", canvas_id=canvas, criteria=criteria)

    assert len(answer["sections"]) == found


@pytest.mark.parametrize("criteria", [None, {}, {"section_types": ["h9"]}])
async def test_a_look_up_needs_something_to_look_for(api: Api, criteria: Any) -> None:
    canvas = await made(api)

    error = await api.error("canvases.sections.lookup", canvas_id=canvas, criteria=criteria)

    assert error == "invalid_arguments"


async def test_a_canvas_is_deleted(api: Api, channel: Channel) -> None:
    canvas = (await api.call("canvases.create", channel_id=channel.id))["canvas_id"]
    alone = await made(api)

    assert (await api.call("canvases.delete", canvas_id=canvas))["ok"]
    assert (await api.call("canvases.delete", canvas_id=alone))["ok"]

    assert await api.error("canvases.delete", canvas_id=canvas) == "canvas_not_found"
    assert channel.canvas_id == ""
