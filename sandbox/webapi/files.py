"""Uploads: ask for an address, send the bytes there, complete."""

from sandbox import posting
from sandbox.posting import Content, Manner
from sandbox.records import Channel, File, Json
from sandbox.shapes import files
from sandbox.webapi import chat
from sandbox.webapi.call import Call, SlackError

SIZE_LIMIT = 100_000_000  # everything is kept in memory


def get_upload_url(call: Call) -> Json:
    name, length = call.need("filename"), call.need("length")
    if not length.isdigit() or int(length) == 0:
        raise SlackError("invalid_arguments", ["[ERROR] must be greater than 0 [json-pointer:/length]"])
    if int(length) > SIZE_LIMIT:
        raise SlackError("file_upload_size_restricted")
    file = File(
        id=call.core.world.ids.new("F"),
        workspace_id=call.workspace.id,
        app_id=call.app.id,
        user_id=call.bot.id,
        name=name,
        title=name,
        created_at=call.core.clock.now(),
        length=int(length),
        alt_text=call.get("alt_txt"),
    )
    call.core.world.files[file.id] = file
    return {"upload_url": f"{call.core.world.base_url}/upload/{file.id}", "file_id": file.id}


def complete_upload(call: Call) -> Json:
    """Publish uploaded files: in channels if any are named, else for nobody but the app."""
    rows = call.rows("files")
    if not rows:
        raise SlackError("invalid_arguments", ["[ERROR] missing required field: files"])
    uploaded = [pending(call, row) for row in rows]
    places = [chat.destination(one(call, channel)) for channel in channels(call)]
    for file, row in zip(uploaded, rows, strict=True):
        file.shared = True
        file.title = str(row.get("title") or file.title)
        file.channel_ids += [place.id for place in places]
        call.core.world.changed("file", workspace_id=file.workspace_id)
    for place in places:
        share(call, place, uploaded)
    return {"files": [files.file(file, call.core.world.base_url) for file in uploaded]}


def pending(call: Call, row: Json) -> File:
    file = call.core.world.files.get(str(row.get("id")))
    if file is None or file.app_id != call.app.id or file.shared or file.content is None:
        raise SlackError("file_not_found")
    return file


def channels(call: Call) -> list[str]:
    """Where to share: `channel_id`, and `channels` with commas between."""
    listed = f"{call.get('channel_id')},{call.get('channels')}".split(",")
    return list(dict.fromkeys(part.strip() for part in listed if part.strip()))


def one(call: Call, channel_id: str) -> Call:
    return Call(call.core, {"channel": channel_id}, call.token, call.basic_auth, call.install)


def share(call: Call, place: Channel, uploaded: list[File]) -> None:
    """Show the files in a channel, with `initial_comment` or `blocks`."""
    rows = call.rows("blocks")
    text = "" if rows else call.get("initial_comment")
    content = Content(text=text, blocks=rows, file_ids=tuple(file.id for file in uploaded))
    manner = Manner(thread_ts=chat.thread(call, place))
    posting.post(call.core, place, call.bot, content, manner)


def info(call: Call) -> Json:
    file = known(call)
    return {
        "file": files.file(file, call.core.world.base_url),
        "comments": [],
        "response_metadata": {"next_cursor": ""},
    }


def delete(call: Call) -> Json:
    file = known(call)
    for shown in call.core.world.messages.values():
        for message in shown.values():
            if file.id in message.file_ids:
                message.file_ids.remove(file.id)
                posting.touch(call.core, message)
    del call.core.world.files[file.id]
    return {}


def known(call: Call) -> File:
    file = call.core.world.files.get(call.need("file"))
    if file is None or file.workspace_id != call.workspace.id:
        raise SlackError("file_not_found")
    return file
