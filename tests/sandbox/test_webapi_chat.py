"""Messages of an app: posted, whispered, changed, deleted, linked to; and everything Slack refuses."""

from datetime import timedelta
from typing import Any

import pytest

from sandbox import Sandbox
from sandbox.apps import App
from sandbox.records import Channel, Install, Person, Workspace
from tests.sandbox import views
from tests.sandbox.robots import Api, Control

Json = dict[str, Any]


async def post(api: Api, channel: Channel, text: str = "Hello", **more: Any) -> str:
    answer = await api.call("chat.postMessage", channel=channel.id, text=text, **more)
    assert answer["ok"], answer
    return str(answer["ts"])


async def seen(control: Control, user: str, channel: str = "northlight-ela") -> list[Json]:
    found: list[Json] = (await control.get("messages", user=user, channel=channel))["messages"]
    return found


async def test_a_message_is_posted_and_seen_by_everybody(
    api: Api, control: Control, channel: Channel, install: Install
) -> None:
    answer = await api.call(
        "chat.postMessage", channel=channel.id, text="Hello", blocks=[views.section("Hello")]
    )

    assert answer["channel"] == channel.id
    assert answer["ts"] == answer["message"]["ts"]
    assert answer["message"]["bot_id"] == install.bot_id
    assert answer["message"]["blocks"][0]["block_id"]
    for name in ("maya", "daniel"):
        assert [message["text"] for message in await seen(control, name)] == ["Hello"]


@pytest.mark.parametrize("name", ["northlight-ela", "#northlight-ela"])
async def test_a_channel_may_be_named(api: Api, channel: Channel, name: str) -> None:
    assert (await api.call("chat.postMessage", channel=name, text="Hi"))["channel"] == channel.id


async def test_a_person_may_be_written_to_by_their_id(api: Api, control: Control, maya: Person) -> None:
    answer = await api.call("chat.postMessage", channel=maya.id, text="For you")

    assert answer["channel"].startswith("D")
    assert [message["text"] for message in await seen(control, "maya", "@Helper")] == ["For you"]


async def test_markdown_becomes_a_block(api: Api, channel: Channel) -> None:
    answer = await api.call("chat.postMessage", channel=channel.id, markdown_text="**Hello**")

    assert answer["message"]["blocks"][0]["type"] == "markdown"


async def test_text_over_40000_characters_is_cut_off(api: Api, channel: Channel) -> None:
    answer = await api.call("chat.postMessage", channel=channel.id, text="x" * 40_001)

    assert len(answer["message"]["text"]) == 40_000


REFUSED: list[tuple[Json, str]] = [
    ({"channel": ""}, "channel_not_found"),
    ({"channel": "C0"}, "channel_not_found"),
    ({"channel": "nowhere"}, "channel_not_found"),
    ({"text": ""}, "no_text"),
    ({"text": "", "blocks": []}, "no_text"),
    ({"blocks": [{"type": "nonsense"}]}, "invalid_blocks"),
    ({"blocks": [views.section("x" * 3_001)]}, "invalid_blocks"),
    ({"blocks": "hello"}, "invalid_blocks_format"),
    ({"metadata": {"event_type": "", "event_payload": {}}}, "invalid_metadata_format"),
    ({"thread_ts": "1.2"}, "thread_not_found"),
    ({"attachments": [{"text": "x"}] * 101}, "too_many_attachments"),
]


@pytest.mark.parametrize(("change", "error"), REFUSED)
async def test_what_cannot_be_posted(api: Api, channel: Channel, change: Json, error: str) -> None:
    assert await api.error("chat.postMessage", **({"channel": channel.id, "text": "Hi"} | change)) == error


async def test_bad_blocks_are_explained(api: Api, channel: Channel) -> None:
    answer = await api.call("chat.postMessage", channel=channel.id, text="Hi", blocks=[{"type": "nonsense"}])

    assert answer["errors"] == answer["response_metadata"]["messages"]
    assert answer["errors"][0].startswith("[ERROR]")


async def test_only_where_it_is_may_a_bot_post(
    sandbox: Sandbox, api: Api, workspace: Workspace, private: Channel, maya: Person
) -> None:
    public = sandbox.add_channel(workspace, "general", members=[maya])

    assert await api.error("chat.postMessage", channel=public.id, text="Hi") == "not_in_channel"
    assert await api.error("chat.postMessage", channel=private.id, text="Hi") == "channel_not_found"
    assert await api.error("chat.postMessage", channel="leaders", text="Hi") == "channel_not_found"


async def test_with_the_scope_for_it_a_bot_may_post_in_any_public_channel(
    sandbox: Sandbox, api: Api, workspace: Workspace, maya: Person
) -> None:
    public = sandbox.add_channel(workspace, "general", members=[maya])
    town_crier = sandbox.add_app({"oauth_config": {"scopes": {"bot": ["chat:write.public"]}}}, "Town crier")
    token = sandbox.install(town_crier, workspace).bot_token

    assert (await Api(api.http, api.base_url, token).call("chat.postMessage", channel=public.id, text="Hi"))[
        "ok"
    ]


async def test_nothing_is_posted_in_an_archived_channel(sandbox: Sandbox, api: Api, channel: Channel) -> None:
    ts = await post(api, channel)
    channel.is_archived = True

    assert await api.error("chat.postMessage", channel=channel.id, text="Hi") == "is_archived"
    assert await api.error("chat.update", channel=channel.id, ts=ts, text="Hi") == "is_archived"


async def test_another_workspace_is_another_world(
    sandbox: Sandbox, api: Api, app: App, channel: Channel
) -> None:
    other = sandbox.add_workspace("Tide Point Schools", "tidepoint")
    ruth = sandbox.add_person(other, "ruth", "Ruth Calder")
    theirs = sandbox.add_channel(other, "northlight-ela", members=[ruth])
    install = sandbox.install(app, other)
    sandbox.join(theirs, install.bot_user_id)
    elsewhere = Api(api.http, api.base_url, install.bot_token)

    assert await api.error("chat.postMessage", channel=theirs.id, text="Hi") == "channel_not_found"
    assert await api.error("chat.postMessage", channel=ruth.id, text="Hi") == "channel_not_found"
    assert await elsewhere.error("conversations.info", channel=channel.id) == "channel_not_found"
    by_name = await elsewhere.call("chat.postMessage", channel="#northlight-ela", text="Hi")
    assert by_name["channel"] == theirs.id


async def test_a_reply_hangs_on_its_thread_and_may_show_in_the_channel(api: Api, channel: Channel) -> None:
    start = await post(api, channel, "Start")
    first = await post(api, channel, "First", thread_ts=start)
    await post(api, channel, "Second", thread_ts=first)
    await post(api, channel, "Third", thread_ts=start, reply_broadcast=True)

    thread = (await api.call("conversations.replies", channel=channel.id, ts=start))["messages"]
    assert [message["text"] for message in thread] == ["Start", "First", "Second", "Third"]
    history = (await api.call("conversations.history", channel=channel.id))["messages"]
    assert [message["text"] for message in history] == ["Third", "Start"]
    assert history[1]["reply_count"] == 3


async def test_a_whisper_is_seen_by_one_person_only(
    api: Api, control: Control, channel: Channel, maya: Person
) -> None:
    answer = await api.call("chat.postEphemeral", channel=channel.id, user=maya.id, text="Only you")

    [message] = await seen(control, "maya")
    assert (message["is_ephemeral"], message["ts"]) == (True, answer["message_ts"])
    assert await seen(control, "daniel") == []
    assert (await api.call("conversations.history", channel=channel.id))["messages"] == []
    for method in ("chat.update", "chat.delete"):
        error = await api.error(method, channel=channel.id, ts=answer["message_ts"], text="Hi")
        assert error == "message_not_found"


async def test_a_whisper_needs_somebody_who_is_there(
    sandbox: Sandbox, api: Api, workspace: Workspace, channel: Channel
) -> None:
    priya = sandbox.add_person(workspace, "priya", "Priya Nair")

    async def error(user: str) -> Any:
        return await api.error("chat.postEphemeral", channel=channel.id, user=user, text="Hi")

    assert await error(priya.id) == "user_not_in_channel"
    assert await error("U0") == "user_not_found"
    assert await error("") == "user_not_found"


async def test_new_text_takes_the_place_of_old_text_and_blocks(
    api: Api, channel: Channel, install: Install
) -> None:
    ts = await post(api, channel, blocks=[views.section("Hello")], attachments=[{"text": "More"}])

    answer = await api.call("chat.update", channel=channel.id, ts=ts, text="New")

    assert (answer["ts"], answer["text"]) == (ts, "New")
    assert "blocks" not in answer["message"]
    assert answer["message"]["attachments"][0]["text"] == "More"
    assert answer["message"]["edited"]["user"] == install.bot_user_id


async def test_new_blocks_alone_leave_the_text(api: Api, channel: Channel) -> None:
    ts = await post(api, channel, attachments=[{"text": "More"}])

    answer = await api.call(
        "chat.update", channel=channel.id, ts=ts, blocks=[views.section("New")], attachments=[]
    )

    assert answer["message"]["text"] == "Hello"
    assert answer["message"]["blocks"][0]["text"]["text"] == "New"
    assert "attachments" not in answer["message"]


async def test_attachments_alone_leave_text_and_blocks(api: Api, channel: Channel) -> None:
    ts = await post(api, channel, blocks=[views.section("Kept")])

    answer = await api.call("chat.update", channel=channel.id, ts=ts, attachments=[{"text": "New"}])

    assert answer["message"]["blocks"][0]["text"]["text"] == "Kept"


async def test_metadata_stays_until_it_is_given_anew(api: Api, channel: Channel) -> None:
    metadata = {"event_type": "marked", "event_payload": {"key": "1"}}
    ts = await post(api, channel, metadata=metadata)

    async def kept(**change: Any) -> Any:
        await api.call("chat.update", channel=channel.id, ts=ts, **change)
        history = await api.call("conversations.history", channel=channel.id, include_all_metadata=True)
        return history["messages"][0].get("metadata")

    assert await kept(text="New") == metadata
    other = {"event_type": "marked", "event_payload": {"key": "2"}}
    assert await kept(text="Newer", metadata=other) == other
    plain = (await api.call("conversations.history", channel=channel.id))["messages"][0]
    assert "metadata" not in plain


async def test_what_cannot_be_updated(api: Api, control: Control, channel: Channel) -> None:
    ts = await post(api, channel)
    said = (await control.post("say", user="maya", channel=channel.id, text="Mine"))["ts"]

    async def error(**change: Any) -> Any:
        return await api.error("chat.update", **({"channel": channel.id, "ts": ts, "text": "New"} | change))

    assert await error(ts="1.2") == "message_not_found"
    assert await error(ts="") == "invalid_arguments"
    assert await error(ts=said) == "cant_update_message"
    assert await error(text="") == "no_text"
    assert await error(text="x" * 4_001) == "msg_too_long"
    assert await error(blocks=[{"type": "nonsense"}]) == "invalid_blocks"
    assert await error(channel="C0") == "channel_not_found"


async def test_a_message_is_deleted_with_its_pin(api: Api, control: Control, channel: Channel) -> None:
    ts = await post(api, channel)
    await api.call("pins.add", channel=channel.id, timestamp=ts)

    assert (await api.call("chat.delete", channel=channel.id, ts=ts))["ts"] == ts

    assert await seen(control, "maya") == []
    assert channel.pins == []
    assert await api.error("chat.delete", channel=channel.id, ts=ts) == "message_not_found"


async def test_only_its_own_messages_may_a_bot_delete(api: Api, control: Control, channel: Channel) -> None:
    said = (await control.post("say", user="maya", channel=channel.id, text="Mine"))["ts"]

    assert await api.error("chat.delete", channel=channel.id, ts=said) == "cant_delete_message"


async def test_a_message_can_be_linked_to(api: Api, channel: Channel) -> None:
    ts = await post(api, channel)
    reply = await post(api, channel, "Reply", thread_ts=ts)

    link = await api.call("chat.getPermalink", channel=channel.id, message_ts=ts)
    deep = await api.call("chat.getPermalink", channel=channel.id, message_ts=reply)

    path = f"/archives/{channel.id}/p"
    assert link["permalink"] == f"{api.base_url}{path}{ts.replace('.', '')}"
    assert f"thread_ts={ts}" in deep["permalink"]
    missing = await api.error("chat.getPermalink", channel=channel.id, message_ts="1.2")
    assert missing == "message_not_found"


async def test_a_strict_workspace_takes_a_message_a_second_a_channel() -> None:
    sandbox = Sandbox(strict_rate=True, ack_limit=timedelta(seconds=1))
    workspace = sandbox.add_workspace("Harbor Glen Public Schools", "harborglen")
    maya = sandbox.add_person(workspace, "maya", "Maya Okafor")
    channels = [sandbox.add_channel(workspace, name, members=[maya]) for name in ("one", "two")]
    install = sandbox.install(sandbox.add_app(), workspace)
    for channel in channels:
        sandbox.join(channel, install.bot_user_id)

    assert [sandbox.pace.wait(channels[0].id), sandbox.pace.wait(channels[1].id)] == [0, 0]
    assert sandbox.pace.wait(channels[0].id) == 1
