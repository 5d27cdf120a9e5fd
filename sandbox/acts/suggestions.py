"""Menus whose choices an app gives while a person types (external selects)."""

from collections.abc import Mapping
from typing import Any

from sandbox.acts import elements
from sandbox.acts.elements import Found
from sandbox.core import Core
from sandbox.deliveries import dispatch, payloads
from sandbox.deliveries.payloads import Place, Scene
from sandbox.records import Json

EXTERNAL = ("external_select", "multi_external_select")


async def ask(core: Core, scene: Scene, place: Place, found: Found, typed: str) -> Json:
    """What the app offers for what was typed: {"options": […]} or {"option_groups": […]}."""
    asked = {
        "action_id": str(found.element["action_id"]),
        "block_id": str(found.block["block_id"]),
        "value": typed,
    }
    payload = payloads.block_suggestion(core.world, scene, place, asked)
    answer = await dispatch.deliver(core, scene.app, "interactive", payload)
    return dict(answer.body) if isinstance(answer.body, Mapping) else {"options": []}


async def offered(core: Core, scene: Scene, place: Place, found: Found, value: Any) -> list[Json]:
    """The choices of an external select for what a person means to choose; none for other elements."""
    if found.kind not in EXTERNAL:
        return []
    wanted = value if isinstance(value, list) else [value]
    answers = [await ask(core, scene, place, found, str(one)) for one in wanted if one]
    return [option for answer in answers for option in elements.options(answer)]
