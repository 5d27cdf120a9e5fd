"""A person fills in a form, sends it, or closes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox import modals
from sandbox.acts import clicks, elements, fields, saying, scenes
from sandbox.acts.refusals import RefusedError
from sandbox.core import Core
from sandbox.deliveries import dispatch, payloads
from sandbox.deliveries.dispatch import Answer
from sandbox.deliveries.payloads import Place
from sandbox.records import Json, Person, View
from sandbox.world import listed


@dataclass(frozen=True, slots=True)
class Outcome:
    """`errors` stand at fields, by label; `problems` say what was wrong with the app's answer."""

    answer: Answer = field(default_factory=Answer)
    errors: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


async def edit(core: Core, person: Person, view: View, values: Mapping[str, Any]) -> Answer:
    """Put values into fields, by label; the app is told at once of those that tell it.

    Raises RefusedError if there is no such field, or it does not take such a value.
    """
    answer = Answer()
    for name, value in values.items():
        shown = core.world.views.get(view.id)
        if shown is None:
            raise RefusedError("The app closed the form while it was being filled in.")
        found = elements.field(shown.blocks, name)
        if found is None:
            labels = listed(row.label for row in elements.all_in(shown.blocks) if row.kind != "button")
            raise RefusedError(f"There is no field “{name}” in this form. {labels}")
        answer = await clicks.use(core, person, Place(view=shown), found, value if value is not None else "")
    return answer


async def submit(core: Core, person: Person, view: View, values: Mapping[str, Any]) -> Outcome:
    """Fill in and send. What Slack's client would not send is not sent. Raises RefusedError."""
    await edit(core, person, view, values)
    if not view.content.get("submit") and not any(b["type"] == "input" for b in view.blocks):
        raise RefusedError("This form has nothing to send; close it instead: POST /control/close.")
    if errors := fields.problems(view):
        return Outcome(errors=errors)
    scene = scenes.scene(core, person, clicks.owner(core, person, Place(view=view)))
    payload = payloads.view_submission(
        scene,
        view,
        trigger_id=core.passes.new_trigger(scene.app.id, person.id, scene.workspace.id, view.id),
        response_urls=response_urls(core, scene, view),
    )
    answer = await dispatch.deliver(core, scene.app, "interactive", payload)
    return take(core, view, answer)


def response_urls(core: Core, scene: payloads.Scene, view: View) -> list[Json]:
    """One for each conversation chosen in a field that asks for it."""
    found = []
    for row in elements.all_in(view.blocks):
        held = view.values.get(row.block["block_id"], {}).get(row.element["action_id"], {})
        channel_id = held.get("selected_conversation") or held.get("selected_channel")
        if row.element.get("response_url_enabled") and channel_id:
            channel = core.world.channels[channel_id]
            found.append(
                {
                    "block_id": row.block["block_id"],
                    "action_id": row.element["action_id"],
                    "channel_id": channel_id,
                    "response_url": saying.response_url(core, scene, channel),
                }
            )
    return found


def take(core: Core, view: View, answer: Answer) -> Outcome:
    """Do with the form what the app answered: close it, show errors, other content, one more form, or clear all."""
    if answer.error:
        return Outcome(answer, problems=["The app did not acknowledge the form in time, or not with 200."])
    body = answer.body if isinstance(answer.body, Mapping) else {}
    action = body.get("response_action")
    if action == "errors":
        return field_errors(view, answer, body.get("errors"))
    try:
        if action in ("update", "push"):
            replace(core, view, action, body.get("view"))
        elif action == "clear":
            modals.clear(core, view.user_id)
        else:
            modals.close(core, view)
    except modals.ViewError as error:
        return Outcome(answer, problems=[error.code, *error.problems])
    return Outcome(answer)


def replace(core: Core, view: View, action: str, content: Any) -> None:
    same = view.id if action == "update" else ""
    modals.check(core, content, ("modal",), workspace_id=view.workspace_id, but=same)
    if action == "update":
        modals.update(core, view, content)
    else:
        modals.push(core, content, view)


def field_errors(view: View, answer: Answer, errors: Any) -> Outcome:
    """Errors by block_id, shown by label. Slack shows none that is not at an input block."""
    labels = {
        row.block["block_id"]: row.label
        for row in elements.all_in(view.blocks)
        if row.block["type"] == "input"
    }
    if not isinstance(errors, Mapping) or not errors:
        return Outcome(answer, problems=["response_action is errors, but there are no errors."])
    strange = [key for key in errors if key not in labels]
    problems = [f"errors names “{key}”, which is not the block_id of an input block." for key in strange]
    shown = {labels[key]: str(text) for key, text in errors.items() if key in labels}
    return Outcome(answer, shown, problems)


async def close(core: Core, person: Person, view: View, *, everything: bool = False) -> Answer:
    """Close a form, or all that are stacked; apps that asked for it are told.

    A form with `clear_on_close` takes the others with it.
    """
    cleared = everything or bool(view.content.get("clear_on_close"))
    stack = core.world.stacks.get(person.id, [])
    gone = [core.world.views[view_id] for view_id in reversed(stack)] if cleared else [view]
    for one in gone:
        modals.close(core, one)
    answer = Answer()
    for one in gone:
        if one.content.get("notify_on_close"):
            scene = scenes.scene(core, person, clicks.owner(core, person, Place(view=one)))
            payload = payloads.view_closed(scene, one, is_cleared=cleared)
            answer = await dispatch.deliver(core, scene.app, "interactive", payload)
    return answer
