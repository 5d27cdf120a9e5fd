"""Uploads: asked for, sent, completed, seen and downloaded."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox
from sandbox.records import Channel, Install, Person, Workspace
from sandbox.webapi import files
from tests.sandbox import views
from tests.sandbox.robots import Api, Control

Json = dict[str, Any]


async def uploaded(api: Api, name: str = "plan.txt", content: bytes = b"a plan") -> str:
    asked = await api.call("files.getUploadURLExternal", filename=name, length=len(content))
    async with api.http.post(asked["upload_url"], data=content) as answer:
        assert (answer.status, await answer.text()) == (200, f"OK - {len(content)}")
    return str(asked["file_id"])


async def test_slacks_own_library_uploads_a_file(
    http: aiohttp.ClientSession, base_url: str, install: Install, channel: Channel, control: Control
) -> None:
    slack = AsyncWebClient(install.bot_token, base_url=f"{base_url}/api/", session=http)

    await slack.files_upload_v2(
        channel=channel.id, filename="notes.md", content="# Notes", title="The notes", initial_comment="Here"
    )

    [message] = (await control.get("messages", user="maya", channel=channel.id))["messages"]
    [file] = message["files"]
    assert (message["text"], file["title"], file["size"]) == ("Here", "The notes", 7)
    async with http.get(file["url_private"]) as answer:
        assert await answer.text() == "# Notes"


async def test_a_file_may_come_as_a_form_and_go_to_several_places(
    api: Api, channel: Channel, maya: Person
) -> None:
    asked = await api.call("files.getUploadURLExternal", filename="a.csv", length=3, alt_txt="A table")
    form = aiohttp.FormData()
    form.add_field("file", b"1,2", filename="a.csv")
    async with api.http.post(asked["upload_url"], data=form) as answer:
        assert answer.status == 200
    dm = (await api.call("conversations.open", users=maya.id))["channel"]["id"]

    answer_ = await api.call(
        "files.completeUploadExternal",
        files=[{"id": asked["file_id"]}],
        channel_id=dm,
        channels=f"{channel.id},{dm}",
        blocks=[views.section("With blocks")],
    )

    [file] = answer_["files"]
    assert (file["channels"], file["ims"], file["alt_txt"]) == ([channel.id], [dm], "A table")
    assert file["filetype"] == "csv"
    history = (await api.call("conversations.history", channel=channel.id))["messages"]
    assert history[0]["blocks"][0]["text"]["text"] == "With blocks"


async def test_a_file_may_hang_on_a_thread_or_be_shared_with_nobody(api: Api, channel: Channel) -> None:
    start = (await api.call("chat.postMessage", channel=channel.id, text="Start"))["ts"]
    one, other = await uploaded(api), await uploaded(api)

    await api.call(
        "files.completeUploadExternal", files=[{"id": one}], channel_id=channel.id, thread_ts=start
    )
    alone = await api.call("files.completeUploadExternal", files=[{"id": other}])

    thread = (await api.call("conversations.replies", channel=channel.id, ts=start))["messages"]
    assert thread[1]["files"][0]["id"] == one
    assert alone["files"][0]["channels"] == []


async def test_what_is_wrong_with_an_upload_is_named(
    sandbox: Sandbox, api: Api, workspace: Workspace, channel: Channel
) -> None:
    assert await api.error("files.getUploadURLExternal", filename="a.txt") == "invalid_arguments"
    assert await api.error("files.getUploadURLExternal", filename="a.txt", length=0) == "invalid_arguments"
    assert await api.error("files.getUploadURLExternal", length=3) == "invalid_arguments"
    assert await api.error("files.completeUploadExternal") == "invalid_arguments"
    assert await api.error("files.completeUploadExternal", files="x") == "invalid_arguments"
    assert await api.error("files.completeUploadExternal", files=[{"id": "F0"}]) == "file_not_found"
    unsent = (await api.call("files.getUploadURLExternal", filename="a.txt", length=3))["file_id"]
    assert await api.error("files.completeUploadExternal", files=[{"id": unsent}]) == "file_not_found"
    ready = [{"id": await uploaded(api)}]
    nowhere = await api.error("files.completeUploadExternal", files=ready, channel_id="C0")
    assert nowhere == "channel_not_found"
    assert (await api.call("files.completeUploadExternal", files=ready))["ok"]
    assert await api.error("files.completeUploadExternal", files=ready) == "file_not_found"


async def test_an_upload_goes_only_where_it_was_asked_for(api: Api) -> None:
    async with api.http.post(f"{api.base_url}/upload/F0", data=b"x") as answer:
        assert answer.status == 404
    done = await uploaded(api)
    await api.call("files.completeUploadExternal", files=[{"id": done}])
    async with api.http.post(f"{api.base_url}/upload/{done}", data=b"x") as answer:
        assert answer.status == 404


async def test_a_form_without_a_file_uploads_nothing(api: Api) -> None:
    asked = await api.call("files.getUploadURLExternal", filename="a.txt", length=3)
    form = aiohttp.FormData({"filename": "a.txt"}, default_to_multipart=True)

    async with api.http.post(asked["upload_url"], data=form) as answer:
        assert await answer.text() == "OK - 0"


async def test_a_file_too_big_for_memory_is_refused(api: Api) -> None:
    error = await api.error("files.getUploadURLExternal", filename="a.bin", length=files.SIZE_LIMIT + 1)

    assert error == "file_upload_size_restricted"


async def test_no_more_is_taken_than_was_announced(api: Api) -> None:
    asked = await api.call("files.getUploadURLExternal", filename="a.txt", length=3)

    async with api.http.post(asked["upload_url"], data=b"1234") as answer:
        assert (answer.status, "3 bytes" in await answer.text()) == (413, True)


@pytest.mark.parametrize(
    ("name", "disposition"),
    [
        ("a.txt", "inline"),
        ("a.png", "inline"),
        ("a.html", "attachment"),
        ("a.svg", "attachment"),
        ("a", "attachment"),
    ],
)
async def test_only_harmless_files_are_shown_in_the_browser(api: Api, name: str, disposition: str) -> None:
    file_id = await uploaded(api, name)

    async with api.http.get(f"{api.base_url}/files/{file_id}/{name}") as answer:
        assert answer.headers["Content-Disposition"].startswith(disposition)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    async with api.http.get(f"{api.base_url}/files/{file_id}/{name}?download=1") as answer:
        assert answer.headers["Content-Disposition"].startswith("attachment")


async def test_a_file_that_is_not_there_is_not_downloaded(api: Api) -> None:
    async with api.http.get(f"{api.base_url}/files/F0/a.txt") as answer:
        assert answer.status == 404


async def test_a_file_is_described_and_deleted(api: Api, channel: Channel) -> None:
    file_id = await uploaded(api)
    await api.call("files.completeUploadExternal", files=[{"id": file_id}], channel_id=channel.id)

    assert (await api.call("files.info", file=file_id))["file"]["name"] == "plan.txt"
    assert (await api.call("files.delete", file=file_id))["ok"]

    assert await api.error("files.info", file=file_id) == "file_not_found"
    [message] = (await api.call("conversations.history", channel=channel.id))["messages"]
    assert "files" not in message
