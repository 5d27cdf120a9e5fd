"""Conversations and people, as an app asks for them."""

from datetime import timedelta
from typing import Any

import pytest

from sandbox import Sandbox
from sandbox.records import Channel, Install, Person, Workspace
from tests.sandbox.robots import Api, Control

Json = dict[str, Any]


def ids(rows: list[Json]) -> set[str]:
    return {row["id"] for row in rows}


async def test_a_dm_is_opened_once(api: Api, maya: Person) -> None:
    first = await api.call("conversations.open", users=maya.id)
    again = await api.call("conversations.open", users=maya.id, return_im=True)
    by_id = await api.call("conversations.open", channel=first["channel"]["id"])

    assert first["channel"]["id"].startswith("D")
    assert "already_open" not in first
    assert (again["channel"]["id"], again["already_open"]) == (first["channel"]["id"], True)
    assert again["channel"]["user"] == maya.id
    assert by_id["channel"] == first["channel"]


async def test_several_people_share_a_group_dm(api: Api, maya: Person, daniel: Person) -> None:
    first = await api.call("conversations.open", users=f"{maya.id},{daniel.id}")
    again = await api.call("conversations.open", users=[daniel.id, maya.id])

    assert first["channel"]["id"] == again["channel"]["id"]
    info = (await api.call("conversations.info", channel=first["channel"]["id"]))["channel"]
    assert (info["is_mpim"], info["is_group"]) == (True, False)


async def test_whom_no_dm_can_be_opened_with(
    sandbox: Sandbox, api: Api, workspace: Workspace, install: Install, maya: Person, daniel: Person
) -> None:
    daniel.deleted = True
    crowd = [sandbox.add_person(workspace, f"n{number}", "Hannah Lee").id for number in range(9)]

    assert await api.error("conversations.open") == "users_list_not_supplied"
    assert await api.error("conversations.open", users="U0") == "user_not_found"
    assert await api.error("conversations.open", users=install.bot_user_id) == "cannot_dm_bot"
    assert await api.error("conversations.open", users=daniel.id) == "user_disabled"
    assert await api.error("conversations.open", users=",".join(crowd)) == "too_many_users"


async def test_a_channel_is_described(api: Api, channel: Channel) -> None:
    info = (await api.call("conversations.info", channel=channel.id, include_num_members=True))["channel"]

    assert (info["name"], info["is_member"], info["num_members"]) == ("northlight-ela", True, 3)
    assert (info["is_private"], info["is_archived"], info["is_ext_shared"]) == (False, False, False)
    plain = (await api.call("conversations.info", channel=channel.id))["channel"]
    assert "num_members" not in plain


async def test_only_what_a_bot_may_know_of_is_listed(
    sandbox: Sandbox, api: Api, workspace: Workspace, channel: Channel, private: Channel, maya: Person
) -> None:
    public = sandbox.add_channel(workspace, "general", members=[maya])
    old = sandbox.add_channel(workspace, "old", members=[maya], is_archived=True)
    every = "public_channel,private_channel,im,mpim"

    listed = (await api.call("conversations.list", types=every))["channels"]
    current = (await api.call("conversations.list", exclude_archived=True))["channels"]
    mine = (await api.call("users.conversations", types=every))["channels"]
    hers = (await api.call("users.conversations", user=maya.id, types=every))["channels"]

    assert ids(listed) == {channel.id, public.id, old.id}
    assert ids(current) == {channel.id, public.id}
    assert ids(mine) == {channel.id}
    assert ids(hers) == {channel.id, public.id, old.id}
    assert await api.error("conversations.list", types="secret") == "invalid_types"


async def test_long_lists_come_in_pages(
    sandbox: Sandbox, api: Api, workspace: Workspace, channel: Channel
) -> None:
    made = {sandbox.add_channel(workspace, f"school-{number}").id for number in range(5)}

    found: list[Json] = []
    cursor = ""
    for _ in range(3):
        answer = await api.call("conversations.list", limit=2, cursor=cursor)
        found += answer["channels"]
        cursor = answer["response_metadata"]["next_cursor"]

    assert cursor == ""
    assert len(found) == len(ids(found)) == 6
    assert made < ids(found)


@pytest.mark.parametrize(
    ("page", "error"),
    [
        ({"limit": "many"}, "invalid_limit"),
        ({"limit": 1_001}, "invalid_limit"),
        ({"cursor": "%%%"}, "invalid_cursor"),
        ({"cursor": "bm9uc2Vuc2U="}, "invalid_cursor"),
    ],
)
async def test_a_bad_page_is_refused(api: Api, page: Json, error: str) -> None:
    assert await api.error("conversations.list", **page) == error


async def test_who_is_there(api: Api, channel: Channel, private: Channel) -> None:
    assert (await api.call("conversations.members", channel=channel.id))["members"] == channel.members
    assert await api.error("conversations.members", channel=private.id) == "channel_not_found"


async def test_a_bot_joins_and_leaves(
    sandbox: Sandbox, api: Api, workspace: Workspace, maya: Person, install: Install
) -> None:
    public = sandbox.add_channel(workspace, "general", members=[maya])

    assert "warning" not in await api.call("conversations.join", channel=public.id)
    assert (await api.call("conversations.join", channel=public.id))["warning"] == "already_in_channel"
    assert (await api.call("conversations.leave", channel=public.id))["ok"]
    assert (await api.call("conversations.leave", channel=public.id))["not_in_channel"] is True
    assert install.bot_user_id not in public.members


async def test_where_a_bot_cannot_join_or_leave(
    sandbox: Sandbox, api: Api, private: Channel, channel: Channel, install: Install, maya: Person
) -> None:
    sandbox.join(private, install.bot_user_id)
    dm = (await api.call("conversations.open", users=maya.id))["channel"]["id"]

    unfit = "method_not_supported_for_channel_type"
    assert await api.error("conversations.join", channel=private.id) == unfit
    assert await api.error("conversations.leave", channel=dm) == unfit
    channel.is_archived = True
    assert await api.error("conversations.join", channel=channel.id) == "is_archived"
    assert await api.error("conversations.leave", channel=channel.id) == "is_archived"


async def test_history_is_newest_first_and_can_be_bounded(
    sandbox: Sandbox, api: Api, channel: Channel
) -> None:
    stamps = []
    for text in ("one", "two", "three"):
        stamps.append((await api.call("chat.postMessage", channel=channel.id, text=text))["ts"])
        await sandbox.clock.forward(timedelta(minutes=1))

    async def texts(**bounds: Any) -> list[str]:
        answer = await api.call("conversations.history", channel=channel.id, **bounds)
        return [message["text"] for message in answer["messages"]]

    assert await texts() == ["three", "two", "one"]
    assert await texts(oldest=stamps[0]) == ["three", "two"]
    assert await texts(oldest=stamps[0], inclusive=True) == ["three", "two", "one"]
    assert await texts(latest=stamps[2], oldest=stamps[0]) == ["two"]
    assert await texts(limit=1) == ["three"]
    page = await api.call("conversations.history", channel=channel.id, limit=2)
    assert page["has_more"] is True
    rest = await texts(limit=2, cursor=page["response_metadata"]["next_cursor"])
    assert rest == ["one"]
    assert await api.error("conversations.history", channel=channel.id, oldest="x") == "invalid_ts_oldest"


async def test_only_members_read(
    sandbox: Sandbox, api: Api, workspace: Workspace, private: Channel, maya: Person, control: Control
) -> None:
    public = sandbox.add_channel(workspace, "general", members=[maya])
    said = (await control.post("say", user="maya", channel="general", text="Hi"))["ts"]

    assert await api.error("conversations.history", channel=public.id) == "not_in_channel"
    assert await api.error("conversations.replies", channel=public.id, ts=said) == "not_in_channel"
    assert await api.error("conversations.history", channel=private.id) == "channel_not_found"


async def test_a_thread_is_found_by_any_of_its_messages(api: Api, channel: Channel) -> None:
    start = (await api.call("chat.postMessage", channel=channel.id, text="Start"))["ts"]
    reply = (await api.call("chat.postMessage", channel=channel.id, text="Reply", thread_ts=start))["ts"]

    for ts in (start, reply):
        found = await api.call("conversations.replies", channel=channel.id, ts=ts)
        assert [message["text"] for message in found["messages"]] == ["Start", "Reply"]
    page = await api.call("conversations.replies", channel=channel.id, ts=start, limit=1)
    assert page["has_more"] is True
    assert await api.error("conversations.replies", channel=channel.id, ts="1.2") == "thread_not_found"


async def test_a_person_is_described(api: Api, maya: Person, daniel: Person) -> None:
    user = (await api.call("users.info", user=maya.id, include_locale=True))["user"]

    assert (user["name"], user["real_name"], user["tz"]) == ("maya", "Maya Okafor", "America/New_York")
    assert (user["tz_offset"], user["tz_label"], user["locale"]) == (-18_000, "EST", "en-US")
    assert (user["is_admin"], user["is_bot"], user["deleted"]) == (True, False, False)
    assert "locale" not in (await api.call("users.info", user=maya.id))["user"]
    assert (await api.call("users.info", user=daniel.id))["user"]["tz_offset"] == -21_600
    assert await api.error("users.info", user="U0") == "user_not_found"
    assert await api.error("users.info") == "user_not_found"


async def test_the_offset_follows_the_clock_into_summer(sandbox: Sandbox, api: Api, maya: Person) -> None:
    await sandbox.clock.forward(timedelta(days=7))

    assert (await api.call("users.info", user=maya.id))["user"]["tz_label"] == "EDT"


async def test_a_deactivated_person_has_no_zone(api: Api, control: Control, daniel: Person) -> None:
    await control.post("deactivate", user="daniel")

    user = (await api.call("users.info", user=daniel.id))["user"]
    assert user["deleted"] is True
    assert "tz" not in user
    assert "is_admin" not in user


async def test_guests_and_strangers_are_marked(sandbox: Sandbox, api: Api, workspace: Workspace) -> None:
    ana = sandbox.add_person(workspace, "ana", "Ana Sousa", is_ultra_restricted=True)
    ruth = sandbox.add_person(workspace, "ruth", "Ruth Calder", is_stranger=True)

    guest = (await api.call("users.info", user=ana.id))["user"]
    stranger = (await api.call("users.info", user=ruth.id, include_locale=True))["user"]

    assert (guest["is_restricted"], guest["is_ultra_restricted"]) == (True, True)
    assert stranger["is_stranger"] is True
    assert stranger["team_id"] != workspace.id
    assert "locale" not in stranger


async def test_everybody_is_listed(api: Api, maya: Person, daniel: Person, install: Install) -> None:
    members = (await api.call("users.list"))["members"]

    assert ids(members) == {maya.id, daniel.id, install.bot_user_id}
    bot = next(member for member in members if member["is_bot"])
    assert bot["profile"]["bot_id"] == install.bot_id
    page = await api.call("users.list", limit=2)
    assert len(page["members"]) == 2
    assert page["response_metadata"]["next_cursor"]


async def test_people_are_found_by_email(api: Api, maya: Person) -> None:
    found = await api.call("users.lookupByEmail", email="Maya@example.com")

    assert found["user"]["id"] == maya.id
    assert await api.error("users.lookupByEmail", email="nobody@example.com") == "users_not_found"
