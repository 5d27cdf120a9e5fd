"""Forms and Home tabs."""

from collections.abc import Callable
from typing import Any

from sandbox import modals
from sandbox.passes import Trigger
from sandbox.records import Json, View
from sandbox.shapes import views
from sandbox.webapi.call import Call, SlackError


def open_(call: Call) -> Json:
    content = content_of(call, ("modal",))
    trigger = exchange(call)
    view = modals.open_new(call.core, content, app_id=call.app.id, user_id=trigger.user_id)
    return shown(call, view)


def push(call: Call) -> Json:
    """Only a trigger from a form can push another form on it."""
    content = content_of(call, ("modal",))
    trigger = exchange(call)
    below = call.core.world.views.get(trigger.view_id)
    if below is None or below.kind != "modal":
        raise SlackError("not_found")
    return shown(call, refusable(lambda: modals.push(call.core, content, below)))


def update(call: Call) -> Json:
    view = existing(call)
    if view.kind != "modal":
        raise SlackError("not_found")
    content = content_of(call, ("modal",), but=view.id)
    check_hash(call, view)
    modals.update(call.core, view, content)
    return shown(call, view)


def publish(call: Call) -> Json:
    user_id = call.need("user_id")
    person = call.core.world.people.get(user_id)
    if person is None or person.workspace_id != call.workspace.id or person.is_bot:
        raise SlackError("invalid_arguments", ["[ERROR] must be a valid user [json-pointer:/user_id]"])
    if not call.app.has_home:
        raise SlackError("not_enabled")
    known = call.core.world.home_of(user_id, call.app.id)
    content = content_of(call, ("home",), but=known.id if known else "")
    if known is not None:
        check_hash(call, known)
    return shown(call, modals.publish(call.core, content, app_id=call.app.id, user_id=user_id))


def content_of(call: Call, kinds: tuple[str, ...], *, but: str = "") -> Json:
    content: Any = call.data("view")
    if content is None:
        raise SlackError("invalid_arguments", ["[ERROR] missing required field: view"])
    refusable(lambda: modals.check(call.core, content, kinds, workspace_id=call.workspace.id, but=but))
    checked: Json = content
    return checked


def refusable(step: Callable[[], Any]) -> Any:
    try:
        return step()
    except modals.ViewError as error:
        raise SlackError(error.code, error.problems) from None


def exchange(call: Call) -> Trigger:
    trigger = call.core.passes.exchange(call.need("trigger_id"), call.app.id)
    if isinstance(trigger, str):
        raise SlackError(trigger)
    return trigger


def existing(call: Call) -> View:
    """The view by its id or external_id. Raises SlackError unless it is still open."""
    view_id, external_id = call.get("view_id"), call.get("external_id")
    if not (view_id or external_id):
        raise SlackError("invalid_arguments", ["[ERROR] missing required field: view_id or external_id"])
    for view in call.core.world.views.values():
        ours = view.app_id == call.app.id and view.workspace_id == call.workspace.id
        meant = view.id == view_id or (not view_id and view.content.get("external_id") == external_id)
        if ours and meant:
            return view
    raise SlackError("not_found")


def check_hash(call: Call, view: View) -> None:
    if call.get("hash") and call.get("hash") != view.hash:
        raise SlackError("hash_conflict")


def shown(call: Call, view: View) -> Json:
    return {"view": views.view(view, call.bot.bot_id)}
