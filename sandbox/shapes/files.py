"""Files and canvases as Slack's JSON shows them."""

import mimetypes
from pathlib import PurePath

from sandbox.records import Canvas, File, Json


def file(file: File, base_url: str) -> Json:
    """Slack's file object; its addresses are on this server."""
    address = base_url + path(file)
    kind = PurePath(file.name).suffix.removeprefix(".") or "binary"
    facts: Json = {
        "id": file.id,
        "created": int(file.created_at.timestamp()),
        "timestamp": int(file.created_at.timestamp()),
        "name": file.name,
        "title": file.title,
        "mimetype": mimetype(file),
        "filetype": kind,
        "pretty_type": kind.upper(),
        "user": file.user_id,
        "user_team": file.workspace_id,
        "editable": False,
        "size": file.length,
        "mode": "hosted",
        "is_external": False,
        "is_public": False,
        "display_as_bot": False,
        "username": "",
        "url_private": address,
        "url_private_download": f"{address}?download=1",
        "permalink": address,
        "channels": [c for c in file.channel_ids if c.startswith("C")],
        "groups": [],
        "ims": [c for c in file.channel_ids if c.startswith("D")],
        "has_rich_preview": False,
        "file_access": "visible",
    }
    return facts | ({"alt_txt": file.alt_text} if file.alt_text else {})


def path(file: File) -> str:
    return f"/files/{file.id}/{file.name}"


def mimetype(file: File) -> str:
    return mimetypes.guess_type(file.name)[0] or "application/octet-stream"


def canvas(canvas: Canvas) -> Json:
    """A canvas with its text, for who looks at it here; Slack itself shows only its file object."""
    return {
        "id": canvas.id,
        "title": canvas.title,
        "channel": canvas.channel_id,
        "user": canvas.user_id,
        "created": int(canvas.created_at.timestamp()),
        "markdown": canvas.markdown,
        "sections": [{"id": section.id, "markdown": section.markdown} for section in canvas.sections],
    }
