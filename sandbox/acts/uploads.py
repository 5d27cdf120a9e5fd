"""Files a person puts into a form: kept here like any upload, and held by the form as Slack's file objects."""

import base64
import binascii
from typing import Any

from sandbox.acts.elements import Found
from sandbox.acts.refusals import RefusedError
from sandbox.core import Core
from sandbox.records import File, Json, Person
from sandbox.shapes import files

MOST = 10
"""Files in one field; Slack's default."""
LARGEST = 10_000_000
"""Bytes of one file; Slack's limit for a file field."""


def most(element: Json) -> int:
    """How many files a field takes."""
    return int(element.get("max_files", MOST))


def upload(core: Core, person: Person, found: Found, wanted: Any) -> Json:
    """A file as {"name", "text"} or {"name", "base64"}, or as {"id"} when this person put it in before.

    Raises RefusedError if it is none of these, or too large.
    """
    if isinstance(wanted, dict) and "id" in wanted:
        return files.file(_held(core, person, found, str(wanted["id"])), core.world.base_url)
    if not isinstance(wanted, dict) or "name" not in wanted:
        raise RefusedError(f'“{found.label}” takes files like {{"name": "plan.txt", "text": "…"}}.')
    content = _content(found, wanted)
    if len(content) > LARGEST:
        raise RefusedError(f"“{found.label}” takes files of up to 10 MB. Choose a smaller one.")
    return files.file(_keep(core, person, str(wanted["name"]), content), core.world.base_url)


def _held(core: Core, person: Person, found: Found, file_id: str) -> File:
    file = core.world.files.get(file_id)
    if file is None or file.user_id != person.id:
        raise RefusedError(
            f"{person.real_name} has put no file {file_id} into “{found.label}”. Choose it again."
        )
    return file


def _content(found: Found, wanted: Json) -> bytes:
    if "base64" not in wanted:
        return str(wanted.get("text", "")).encode()
    try:
        return base64.b64decode(str(wanted["base64"]), validate=True)
    except binascii.Error:
        raise RefusedError(f"The `base64` of a file for “{found.label}” cannot be read.") from None


def _keep(core: Core, person: Person, name: str, content: bytes) -> File:
    file = File(
        id=core.world.ids.new("F"),
        workspace_id=person.workspace_id,
        app_id="",
        user_id=person.id,
        name=name,
        title=name,
        created_at=core.clock.now(),
        length=len(content),
        content=content,
        shared=True,
    )
    core.world.files[file.id] = file
    return file
