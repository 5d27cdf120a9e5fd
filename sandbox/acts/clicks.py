"""A person uses an element: a button, a menu, a picker, a field."""

from dataclasses import dataclass
from typing import Any

from sandbox import posting, states
from sandbox.acts import choices, elements, saying, scenes, suggestions
from sandbox.acts.elements import Found
from sandbox.acts.refusals import RefusedError
from sandbox.core import Core
from sandbox.deliveries import dispatch, payloads
from sandbox.deliveries.dispatch import Answer
from sandbox.deliveries.payloads import Place, Scene
from sandbox.records import Install, Json, Person

# what an action repeats of its element
REPEATED = ("text", "value", "style", "placeholder", "confirm")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person clicks: something by its `label` or `action_id`, and for a menu which `value`.

    With a `block_id`, the one in that block: a list often has the same menu in every row.
    """

    label: str = ""
    action_id: str = ""
    value: Any = None
    block_id: str = ""

    def find_in(self, blocks: list[Json]) -> Found | None:
        value = self.value if isinstance(self.value, str) else ""
        blocks = [block for block in blocks if self.block_id and block["block_id"] == self.block_id] or blocks
        if self.action_id:
            return elements.by_action(blocks, self.action_id, value)
        return elements.by_label(blocks, self.label, value)

    @property
    def words(self) -> str:
        return f"“{self.label or self.action_id}”"


async def use(core: Core, person: Person, place: Place, found: Found, value: Any) -> Answer:
    """Use an element (a button: click it; else: choose or type `value`) and tell the app if that tells it.

    Raises RefusedError if it cannot be used so.
    """
    scene = scenes.scene(core, person, owner(core, person, place))
    held = await state(core, scene, place, found, value)
    if found.kind in states.HOLDS:
        keep(core, place, found, held)
    if not found.dispatches:
        return Answer()
    return await tell(core, scene, place, found, held)


def owner(core: Core, person: Person, place: Place) -> Install:
    """The app whose message or view it is. Raises RefusedError if it is not installed any more."""
    record = place.view or place.message
    assert record is not None
    install = core.world.install_of(record.app_id, person.workspace_id)
    if install is None:
        raise RefusedError("The app this belongs to is not installed any more. Nothing was sent.")
    return install


async def state(core: Core, scene: Scene, place: Place, found: Found, value: Any) -> Json:
    """What the element holds afterwards, as an action tells it."""
    if value is None and found.option is not None:
        value = elements.text_of(found.option["text"])
    if value is None and (found.kind in states.HOLDS or elements.options(found.element)):
        raise RefusedError(f"Say what to choose or type in “{found.label}”: give a `value`.")
    if found.kind == "overflow":
        return {"selected_option": choices.pick(found, value)}
    if found.kind == "feedback_buttons":
        picked = choices.pick(found, value)
        return {"text": picked["text"], "value": picked["value"]}
    if found.kind not in states.HOLDS:
        return {}
    offered = await suggestions.offered(core, scene, place, found, value)
    return choices.chosen(core, scene.person, found, ticked(place, found, value), offered)


def ticked(place: Place, found: Found, value: Any) -> Any:
    """Checkboxes clicked by one text: it is added to what is ticked, or taken away. A list sets them all."""
    if found.kind != "checkboxes" or not isinstance(value, str) or not value:
        return value
    held = values(place).get(found.block["block_id"], {}).get(found.element["action_id"], {})
    texts = [elements.text_of(row["text"]) for row in held.get("selected_options") or ()]
    picked = elements.text_of(choices.pick(found, value)["text"])
    return [text for text in texts if text != picked] if picked in texts else [*texts, picked]


def keep(core: Core, place: Place, found: Found, held: Json) -> None:
    values(place).setdefault(found.block["block_id"], {})[found.element["action_id"]] = held
    if place.view is not None:
        core.world.changed("home" if place.view.kind == "home" else "view", place.view)
    elif place.message is not None:
        posting.touch(core, place.message)


def values(place: Place) -> states.Values:
    record = place.view or place.message
    assert record is not None
    return record.values


async def tell(core: Core, scene: Scene, place: Place, found: Found, held: Json) -> Answer:
    """Send the app a block_actions. What its acknowledgement carries is ignored, as Slack does."""
    view_id = place.view.id if place.view else ""
    url = ""
    if place.message is not None and place.channel is not None:
        url = saying.response_url(core, scene, place.channel, place.message)
    trigger_id = core.passes.new_trigger(scene.app.id, scene.person.id, scene.workspace.id, view_id)
    payload = payloads.block_actions(
        core.world, scene, place, [action(core, found, held)], trigger_id=trigger_id, response_url=url
    )
    return await dispatch.deliver(core, scene.app, "interactive", payload)


def action(core: Core, found: Found, held: Json) -> Json:
    """The entry of an element in `actions`."""
    facts: Json = {
        "type": found.kind,
        "block_id": found.block["block_id"],
        "action_id": found.element["action_id"],
    }
    facts |= {part: found.element[part] for part in REPEATED if part in found.element}
    if found.kind in states.HOLDS:
        first = states.HOLDS[found.kind][1]
        facts |= {first: found.element[first]} if first in found.element else {}
    return facts | held | {"type": found.kind, "action_ts": core.clock.stamp()}
