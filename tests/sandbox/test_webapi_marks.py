"""Pins and reactions."""

from sandbox.records import Channel, Install
from tests.sandbox.robots import Api


async def posted(api: Api, channel: Channel) -> str:
    return str((await api.call("chat.postMessage", channel=channel.id, text="Hello"))["ts"])


async def test_a_message_is_pinned_once(api: Api, channel: Channel) -> None:
    ts = await posted(api, channel)

    assert (await api.call("pins.add", channel=channel.id, timestamp=ts))["ok"]
    assert await api.error("pins.add", channel=channel.id, timestamp=ts) == "already_pinned"
    [item] = (await api.call("pins.list", channel=channel.id))["items"]
    assert (item["type"], item["message"]["ts"]) == ("message", ts)
    assert (await api.call("pins.remove", channel=channel.id, timestamp=ts))["ok"]
    assert await api.error("pins.remove", channel=channel.id, timestamp=ts) == "no_pin"
    assert (await api.call("pins.list", channel=channel.id))["items"] == []


async def test_what_cannot_be_pinned(api: Api, channel: Channel) -> None:
    assert await api.error("pins.add", channel=channel.id) == "no_item_specified"
    assert await api.error("pins.add", channel=channel.id, timestamp="1.2") == "message_not_found"
    assert await api.error("pins.add", channel="C0", timestamp="1.2") == "channel_not_found"


async def test_a_bot_reacts_once(api: Api, channel: Channel, install: Install) -> None:
    ts = await posted(api, channel)
    on = {"channel": channel.id, "timestamp": ts}

    assert (await api.call("reactions.add", name=":eyes:", **on))["ok"]
    assert await api.error("reactions.add", name="eyes", **on) == "already_reacted"
    message = (await api.call("reactions.get", **on))["message"]
    assert message["reactions"] == [{"name": "eyes", "users": [install.bot_user_id], "count": 1}]
    assert (await api.call("reactions.remove", name="eyes", **on))["ok"]
    assert await api.error("reactions.remove", name="eyes", **on) == "no_reaction"
    assert "reactions" not in (await api.call("reactions.get", **on))["message"]


async def test_what_cannot_be_reacted_with_or_to(api: Api, channel: Channel) -> None:
    assert await api.error("reactions.add", channel=channel.id, timestamp="1.2") == "invalid_name"
    assert await api.error("reactions.add", name="no such!", channel=channel.id) == "invalid_name"
    assert await api.error("reactions.add", name="eyes", channel=channel.id) == "no_item_specified"
    gone = await api.error("reactions.add", name="eyes", channel=channel.id, timestamp="1.2")
    assert gone == "message_not_found"


async def test_two_reactions_of_one_kind_are_counted(api: Api, channel: Channel, install: Install) -> None:
    ts = await posted(api, channel)
    on = {"channel": channel.id, "timestamp": ts}
    await api.call("reactions.add", name="eyes", **on)
    await api.call("reactions.add", name="tada", **on)
    await api.call("reactions.remove", name="eyes", **on)

    names = [row["name"] for row in (await api.call("reactions.get", **on))["message"]["reactions"]]
    assert names == ["tada"]
