"""Forms and Home tabs: opened, pushed on each other (three at most), updated, closed."""

import json
import secrets
from collections.abc import Mapping
from typing import Any

from sandbox import blockids, blocks, states
from sandbox.core import Core
from sandbox.records import Json, View

STACK_LIMIT = 3
SIZE_LIMIT = 250_000


class ViewError(Exception):
    """A view Slack refuses: `code` is Slack's name for it, `problems` what is wrong with it."""

    def __init__(self, code: str, problems: list[str] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.problems = problems or []


def check(core: Core, content: Any, kinds: tuple[str, ...], *, workspace_id: str, but: str = "") -> None:
    """Raises ViewError unless this is a view of these kinds that Slack would show.

    `but` is the id of the view it replaces, which may keep its external_id.
    """
    if not isinstance(content, Mapping):
        raise ViewError("invalid_arguments", ["[ERROR] view must be a JSON object [json-pointer:/view]"])
    if content.get("type") not in kinds:
        wanted = " or ".join(kinds)
        raise ViewError(
            "invalid_arguments", [f"[ERROR] invalid view type; must be {wanted} [json-pointer:/view/type]"]
        )
    if problems := blocks.view_problems(content):
        raise ViewError("invalid_arguments", problems)
    if len(json.dumps(content)) > SIZE_LIMIT:
        raise ViewError("view_too_large")
    external_id = content.get("external_id")
    for view in core.world.views.values():
        same = view.content.get("external_id") == external_id and view.workspace_id == workspace_id
        if external_id and same and view.id != but:
            raise ViewError("duplicate_external_id")


def new(
    core: Core, content: Mapping[str, Any], *, app_id: str, user_id: str, previous: View | None = None
) -> View:
    """A view for a person, not shown yet."""
    view_id = core.world.ids.new("V")
    shown: Json = dict(content) | {"blocks": blockids.filled(content["blocks"], core.world.ids)}
    view = View(
        id=view_id,
        workspace_id=core.world.people[user_id].workspace_id,
        app_id=app_id,
        user_id=user_id,
        content=shown,
        hash=new_hash(core),
        root_id=previous.root_id if previous else view_id,
        previous_id=previous.id if previous else "",
        values=states.of(shown["blocks"]),
    )
    core.world.views[view_id] = view
    return view


def new_hash(core: Core) -> str:
    return f"{int(core.clock.now().timestamp())}.{secrets.token_urlsafe(6)}"


def open_new(core: Core, content: Mapping[str, Any], *, app_id: str, user_id: str) -> View:
    """Show a form to a person. Forms that were in front of them are gone, as Slack shows one stack."""
    clear(core, user_id)
    view = new(core, content, app_id=app_id, user_id=user_id)
    core.world.stacks[user_id] = [view.id]
    core.world.changed("view", view)
    return view


def push(core: Core, content: Mapping[str, Any], below: View) -> View:
    """Show a form over another. Raises ViewError when three are stacked already."""
    stack = core.world.stacks.get(below.user_id, [])
    if below.id not in stack:
        raise ViewError("not_found")
    if len(stack) >= STACK_LIMIT:
        raise ViewError("push_limit_reached")
    view = new(core, content, app_id=below.app_id, user_id=below.user_id, previous=below)
    stack.append(view.id)
    core.world.changed("view", view)
    return view


def update(core: Core, view: View, content: Mapping[str, Any]) -> None:
    """Show other content in a view; what was typed stays where block_id and action_id do."""
    view.content = dict(content) | {"blocks": blockids.filled(content["blocks"], core.world.ids)}
    view.values = states.of(view.blocks, view.values)
    view.hash = new_hash(core)
    core.world.changed("home" if view.kind == "home" else "view", view)


def publish(core: Core, content: Mapping[str, Any], *, app_id: str, user_id: str) -> View:
    """Show content on somebody's Home tab of an app."""
    view = core.world.home_of(user_id, app_id)
    if view is not None:
        update(core, view, content)
        return view
    view = new(core, content, app_id=app_id, user_id=user_id)
    core.world.homes[user_id, app_id] = view.id
    core.world.changed("home", view)
    return view


def close(core: Core, view: View) -> None:
    """Take the top form away; the one below shows again."""
    stack = core.world.stacks.get(view.user_id, [])
    if view.id in stack:
        stack.remove(view.id)
    core.world.views.pop(view.id, None)
    core.world.changed("view", view)


def clear(core: Core, user_id: str) -> None:
    """Take all of somebody's forms away."""
    for view_id in core.world.stacks.pop(user_id, []):
        view = core.world.views.pop(view_id)
        core.world.changed("view", view)
