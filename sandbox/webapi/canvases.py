"""Canvases: documents in markdown, edited by section."""

import re
from typing import Any

from sandbox import membership
from sandbox.records import Canvas, Channel, Json, Section
from sandbox.webapi.call import Call, SlackError

HEADING = re.compile(r"(#{1,3}) ")
SECTION_TYPES = {"any_header", "h1", "h2", "h3"}


def create(call: Call) -> Json:
    """A canvas in a channel's tab, or (not on a free plan) one that stands alone."""
    channel = call.joined("channel_id") if call.has("channel_id") else None
    if channel is None and call.workspace.plan == "free":
        raise SlackError("free_teams_cannot_create_standalone_canvases")
    canvas = new(call, call.get("title") or "Untitled", channel)
    return {"canvas_id": canvas.id}


def create_in_channel(call: Call) -> Json:
    canvas = new(call, call.get("title"), call.joined("channel_id"))
    return {"canvas_id": canvas.id}


def new(call: Call, title: str, channel: Channel | None) -> Canvas:
    if channel is not None and channel.canvas_id:
        raise SlackError("channel_canvas_already_exists")
    content = call.data("document_content")
    canvas = Canvas(
        id=call.core.world.ids.new("F"),
        workspace_id=call.workspace.id,
        user_id=call.bot.id,
        title=title,
        created_at=call.core.clock.now(),
        channel_id=channel.id if channel else "",
        sections=sections(call, markdown(content)) if content else [],
    )
    call.core.world.canvases[canvas.id] = canvas
    if channel is not None:
        channel.canvas_id = canvas.id
        membership.told(call.core, channel)
    changed(call, canvas)
    return canvas


def markdown(content: Any) -> str:
    """The text of a document_content. Raises SlackError."""
    if not isinstance(content, dict) or content.get("type") != "markdown":
        raise SlackError(
            "invalid_arguments", ["[ERROR] type must be markdown [json-pointer:/document_content/type]"]
        )
    if not isinstance(content.get("markdown"), str):
        raise SlackError("invalid_arguments", ["[ERROR] missing required field: markdown"])
    return str(content["markdown"])


def sections(call: Call, text: str) -> list[Section]:
    """Markdown cut at its blank lines, each part with an id of its own."""
    parts = re.split(r"\n\s*\n", text.strip("\n"))
    return [Section(f"temp:C:{call.core.world.ids.new('S')}", part) for part in parts if part.strip()]


def changed(call: Call, canvas: Canvas) -> None:
    call.core.world.changed("canvas", workspace_id=canvas.workspace_id, channel_id=canvas.channel_id)


def edit(call: Call) -> Json:
    canvas = known(call)
    changes = call.data("changes")
    if not isinstance(changes, list) or len(changes) != 1 or not isinstance(changes[0], dict):
        raise SlackError(
            "invalid_arguments", ["[ERROR] only one change is supported [json-pointer:/changes]"]
        )
    apply(call, canvas, changes[0])
    changed(call, canvas)
    return {}


def apply(call: Call, canvas: Canvas, change: Json) -> None:
    """One change. Raises SlackError with what is wrong in `detail`."""
    operation = change.get("operation")
    if operation == "rename":
        canvas.title = markdown(change.get("title_content"))
    elif operation == "delete":
        del canvas.sections[place(canvas, change)]
    elif operation == "replace" and not change.get("section_id"):
        canvas.sections = content(call, change)
    elif operation in SPANS:
        start, end = SPANS[operation]
        at = 0 if operation in ("insert_at_start", "insert_at_end") else place(canvas, change)
        size = len(canvas.sections)
        low, high = (size, size) if operation == "insert_at_end" else (at + start, at + end)
        canvas.sections[low:high] = content(call, change)
    else:
        raise SlackError("canvas_editing_failed", detail=f"unknown operation: {operation}")


# operation: what the new sections take the place of, counted from the section named
SPANS = {
    "insert_at_start": (0, 0),
    "insert_at_end": (0, 0),
    "insert_before": (0, 0),
    "insert_after": (1, 1),
    "replace": (0, 1),
}


def content(call: Call, change: Json) -> list[Section]:
    return sections(call, markdown(change.get("document_content")))


def place(canvas: Canvas, change: Json) -> int:
    for number, section in enumerate(canvas.sections):
        if section.id == change.get("section_id"):
            return number
    raise SlackError("canvas_editing_failed", detail=f"section not found: {change.get('section_id')}")


def lookup(call: Call) -> Json:
    """`canvases.sections.lookup`: the ids of the sections of these types that contain this text."""
    canvas = known(call)
    criteria = call.data("criteria") or {}
    types = set(criteria.get("section_types") or ())
    if not types <= SECTION_TYPES or not (types or criteria.get("contains_text")):
        raise SlackError("invalid_arguments", ["[ERROR] criteria need section_types or contains_text"])
    wanted = str(criteria.get("contains_text") or "").casefold()
    found = [s for s in canvas.sections if wanted in s.markdown.casefold() and of_types(s, types)]
    return {"sections": [{"id": section.id} for section in found]}


def of_types(section: Section, types: set[str]) -> bool:
    heading = HEADING.match(section.markdown)
    if not types:
        return True
    return heading is not None and bool({"any_header", f"h{len(heading[1])}"} & types)


def delete(call: Call) -> Json:
    canvas = known(call)
    if canvas.channel_id:
        call.core.world.channels[canvas.channel_id].canvas_id = ""
    del call.core.world.canvases[canvas.id]
    changed(call, canvas)
    return {}


def known(call: Call) -> Canvas:
    canvas = call.core.world.canvases.get(call.need("canvas_id"))
    if canvas is None or canvas.workspace_id != call.workspace.id:
        raise SlackError("canvas_not_found")
    return canvas
