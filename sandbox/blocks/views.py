"""Modals and App Home. Fields and limits: docs.slack.dev/reference/views."""

from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.blocks import payloads
from sandbox.blocks.catalogue import BLOCK_COUNT, BLOCKS
from sandbox.blocks.language import Array, Combined, Flag, Kind, Place, Shape, String, Surface, Variants
from sandbox.blocks.objects import ID_MAX, plain

_SHARED: Mapping[str, Kind] = {
    "private_metadata": String(most=3000),
    "callback_id": String(most=ID_MAX),
    "external_id": String(most=ID_MAX),
}
_CONTENT: Mapping[Surface, Kind] = {
    "modal": Array(BLOCKS, most=BLOCK_COUNT["modal"]),
    "home": Array(BLOCKS, most=BLOCK_COUNT["home"]),
}
_VIEW = Variants(
    {
        "modal": Shape(
            required={"title": plain(24), "blocks": _CONTENT["modal"]},
            optional={
                **_SHARED,
                "submit": plain(24),
                "close": plain(24),
                "clear_on_close": Flag(),
                "notify_on_close": Flag(),
                "submit_disabled": Flag(),
            },
        ),
        # Slack's own tutorial publishes a home with a title, and nothing shows it; submit and close it refuses.
        "home": Shape(required={"blocks": _CONTENT["home"]}, optional={**_SHARED, "title": plain(24)}),
    }
)


def view_problems(view: object) -> list[str]:
    """What Slack would say of this modal or home. Empty when it would take it."""
    surface: Surface = "home" if isinstance(view, Mapping) and view.get("type") == "home" else "modal"
    at = Place(surface, "/view")
    found = list(Combined(_VIEW).problems(view, at))
    return found or list(_whole(view, at)) if isinstance(view, Mapping) else found


def _whole(view: Mapping[str, Any], at: Place) -> Iterator[str]:
    placed = list(payloads.all_blocks(view["blocks"], at / "blocks"))
    yield from payloads.together(placed, at.surface)
    if view["type"] == "modal":
        yield from payloads.submit(view, placed)
