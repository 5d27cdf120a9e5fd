"""Forms and Home tabs: opened, pushed, updated, published; and what Slack refuses."""

from datetime import timedelta
from typing import Any

import pytest

from sandbox import Sandbox
from sandbox.apps import App
from sandbox.records import Install, Person, Workspace
from tests.sandbox import views
from tests.sandbox.robots import Api, Control, Robot

Json = dict[str, Any]


def trigger(sandbox: Sandbox, install: Install, person: Person, view_id: str = "") -> str:
    return sandbox.passes.new_trigger(install.app_id, person.id, install.workspace_id, view_id)


async def opened(sandbox: Sandbox, api: Api, install: Install, maya: Person, **more: Any) -> Json:
    answer = await api.call(
        "views.open", trigger_id=trigger(sandbox, install, maya), view=views.modal(**more)
    )
    assert answer["ok"], answer
    shown: Json = answer["view"]
    return shown


async def test_a_form_opens_in_front_of_the_person(
    sandbox: Sandbox, api: Api, install: Install, maya: Person, control: Control
) -> None:
    view = await opened(sandbox, api, install, maya, external_id="mine", private_metadata="kept")

    assert (view["root_view_id"], view["previous_view_id"]) == (view["id"], None)
    assert (view["external_id"], view["private_metadata"]) == ("mine", "kept")
    assert (await control.get("view", user="maya"))["view"] == view
    assert (await control.get("view", user="daniel"))["view"] is None


async def test_a_trigger_is_good_once(sandbox: Sandbox, api: Api, install: Install, maya: Person) -> None:
    trigger_id = trigger(sandbox, install, maya)
    await api.call("views.open", trigger_id=trigger_id, view=views.modal())

    assert await api.error("views.open", trigger_id=trigger_id, view=views.modal()) == "exchanged_trigger_id"


async def test_a_trigger_expires_after_three_seconds(
    sandbox: Sandbox, api: Api, install: Install, maya: Person
) -> None:
    trigger_id = trigger(sandbox, install, maya)
    await sandbox.clock.forward(timedelta(seconds=3.1))

    assert await api.error("views.open", trigger_id=trigger_id, view=views.modal()) == "expired_trigger_id"


async def test_a_trigger_is_of_one_app(
    sandbox: Sandbox, api: Api, install: Install, maya: Person, workspace: Workspace
) -> None:
    other = sandbox.install(sandbox.add_app(), workspace)

    theirs = await api.error("views.open", trigger_id=trigger(sandbox, other, maya), view=views.modal())
    nobodys = await api.error("views.open", trigger_id="1.2.3", view=views.modal())

    assert theirs == nobodys == "invalid_trigger_id"


BAD_VIEWS: list[Any] = [
    None,
    "{",
    "[]",
    {"type": "modal"},
    views.home(),
    views.modal({"type": "nonsense"}),
    views.modal() | {"title": views.plain("x" * 25)},
    {key: value for key, value in views.modal().items() if key != "submit"},
]


@pytest.mark.parametrize("view", BAD_VIEWS)
async def test_what_slack_would_not_show_is_refused(
    sandbox: Sandbox, api: Api, install: Install, maya: Person, view: Any
) -> None:
    trigger_id = trigger(sandbox, install, maya)

    answer = await api.call("views.open", trigger_id=trigger_id, view=view)

    assert answer["error"] == "invalid_arguments"
    assert (await api.call("views.open", trigger_id=trigger_id, view=views.modal()))["ok"]


async def test_a_view_may_not_be_too_large(
    sandbox: Sandbox, api: Api, install: Install, maya: Person
) -> None:
    big = views.modal(*[views.section("x" * 3_000) for _ in range(90)])

    answer = await api.error("views.open", trigger_id=trigger(sandbox, install, maya), view=big)

    assert answer == "view_too_large"


async def test_forms_stack_three_high(sandbox: Sandbox, api: Api, install: Install, maya: Person) -> None:
    first = await opened(sandbox, api, install, maya)

    async def push(below: Json) -> Json:
        trigger_id = trigger(sandbox, install, maya, below["id"])
        return await api.call("views.push", trigger_id=trigger_id, view=views.modal())

    second = (await push(first))["view"]
    third = (await push(second))["view"]

    assert (third["root_view_id"], third["previous_view_id"]) == (first["id"], second["id"])
    assert (await push(third))["error"] == "push_limit_reached"


async def test_only_from_a_form_can_one_be_pushed(
    sandbox: Sandbox, api: Api, install: Install, maya: Person
) -> None:
    view = await opened(sandbox, api, install, maya)
    plain = trigger(sandbox, install, maya)
    assert await api.error("views.push", trigger_id=plain, view=views.modal()) == "not_found"

    late = trigger(sandbox, install, maya, view["id"])
    await opened(sandbox, api, install, maya)
    assert await api.error("views.push", trigger_id=late, view=views.modal()) == "not_found"


async def test_opening_another_form_takes_the_place_of_the_first(
    sandbox: Sandbox, api: Api, install: Install, maya: Person
) -> None:
    first = await opened(sandbox, api, install, maya)
    second = await opened(sandbox, api, install, maya)

    modal = sandbox.world.modal_of(maya.id)
    assert modal is not None
    assert modal.id == second["id"]
    assert await api.error("views.update", view_id=first["id"], view=views.modal()) == "not_found"


async def test_an_update_keeps_what_was_typed_where_the_ids_stay(
    sandbox: Sandbox, api: Api, install: Install, maya: Person, control: Control, robot: Robot
) -> None:
    view = await opened(sandbox, api, install, maya)
    await control.post("edit", user="maya", values={"Name": "Typed"})

    more = views.modal(views.text_field(), views.text_field("Why", "why"))
    answer = await api.call("views.update", view_id=view["id"], hash=view["hash"], view=more)

    values = answer["view"]["state"]["values"]
    assert values["name"]["value"]["value"] == "Typed"
    assert values["why"]["value"]["value"] is None
    assert answer["view"]["hash"] != view["hash"]


async def test_an_update_may_name_the_view_by_its_external_id(
    sandbox: Sandbox, api: Api, install: Install, maya: Person
) -> None:
    view = await opened(sandbox, api, install, maya, external_id="mine")

    answer = await api.call("views.update", external_id="mine", view=views.modal(external_id="mine"))

    assert answer["view"]["id"] == view["id"]


async def test_what_cannot_be_updated(
    sandbox: Sandbox, api: Api, install: Install, maya: Person, daniel: Person
) -> None:
    view = await opened(sandbox, api, install, maya, external_id="mine")
    other = await opened(sandbox, api, install, daniel)
    home = (await api.call("views.publish", user_id=maya.id, view=views.home()))["view"]

    async def error(**arguments: Any) -> Any:
        return await api.error("views.update", **({"view": views.modal()} | arguments))

    assert await error() == "invalid_arguments"
    assert await error(view_id="V0") == "not_found"
    assert await error(external_id="nobodys") == "not_found"
    assert await error(view_id=home["id"]) == "not_found"
    assert await error(view_id=view["id"], hash="1.stale") == "hash_conflict"
    assert await error(view_id=other["id"], view=views.modal(external_id="mine")) == "duplicate_external_id"
    assert await error(view_id=view["id"], view=views.home()) == "invalid_arguments"


async def test_a_home_is_published_for_one_person(
    api: Api, control: Control, maya: Person, daniel: Person
) -> None:
    first = (await api.call("views.publish", user_id=maya.id, view=views.home("For Maya")))["view"]
    again = await api.call("views.publish", user_id=maya.id, view=views.home("New"), hash=first["hash"])

    assert again["view"]["id"] == first["id"]
    shown = (await control.get("home", user="maya"))["view"]
    assert shown["blocks"][0]["text"]["text"] == "New"
    assert (await control.get("home", user="daniel"))["view"] is None
    stale = await api.error("views.publish", user_id=maya.id, view=views.home(), hash=first["hash"])
    assert stale == "hash_conflict"


async def test_whose_home_cannot_be_published(
    sandbox: Sandbox, api: Api, install: Install, app: App, maya: Person
) -> None:
    for user_id in ("", "U0", install.bot_user_id):
        assert await api.error("views.publish", user_id=user_id, view=views.home()) == "invalid_arguments"
    assert await api.error("views.publish", user_id=maya.id, view=views.modal()) == "invalid_arguments"


async def test_without_a_home_tab_in_the_manifest_there_is_no_home(
    sandbox: Sandbox, api: Api, workspace: Workspace, maya: Person
) -> None:
    token = sandbox.install(sandbox.add_app({"display_information": {"name": "Bare"}}), workspace).bot_token

    bare = Api(api.http, api.base_url, token)

    assert await bare.error("views.publish", user_id=maya.id, view=views.home()) == "not_enabled"
