"""A calendar file that somebody put into a form: fetched after the acknowledgement, read, and answered.

The file is read again when the rest of it is wanted, so nothing of it is kept but the days off.
"""

import asyncio
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from handlers import deeds, standing, text
from handlers.answer import Answer, Close, Message, Nothing, Say
from handlers.ask import Ask
from handlers.calendars.days import acks, changes, forms, ical
from handlers.errors import UserError
from handlers.permissions import Verb
from storage import teams
from storage.errors import AlreadyDone, StorageError

UNREADABLE = (
    "Slack did not let me read that file. Somebody who manages apps may have to allow Steward to read files. Until "
    "then, paste the dates, or the text of the file: /steward calendar add"
)
TOO_LARGE = "That file is larger than 10 MB. Export only the days off, or paste them: /steward calendar add"
_CHUNK = 65_536


async def upload(ask: Ask) -> Answer:
    """Take the file; the answer comes when it was read."""
    standing.require(ask, Verb.CHANGE_CALENDAR)
    files = ask.values.get(forms.FILE) or []
    if not files:
        raise UserError("Please choose an .ics file.", forms.FILE)
    name = text.one_line(str(files[0].get("name") or "the file"), 80)
    if not name.lower().endswith((".ics", ".ical", ".ifb", ".icalendar")):
        raise UserError(
            f"“{name}” is not an .ics file. Export the calendar as iCal (.ics), or paste the dates: /steward calendar "
            "add",
            forms.FILE,
        )
    words = f"Reading “{text.escape(name)}” … What it holds is said here in a moment."
    return Close(Message(words), then=lambda: _read(ask, str(files[0]["id"]), others_too=False))


async def take_others(ask: Ask) -> Answer:
    """Take those days of the file too that did not sound like days off."""
    standing.require(ask, Verb.CHANGE_CALENDAR)
    file_id = ask.ref.extra
    return Nothing(then=lambda: _read(ask, file_id, others_too=True))


async def _read(ask: Ask, file_id: str, *, others_too: bool) -> Answer:
    try:
        return Say(await _taken(ask, file_id, others_too=others_too))
    except UserError as problem:
        return Say(Message(text.escape(problem.text)))
    except AlreadyDone:  # Slack sent the same form twice
        return Nothing()
    except StorageError:
        return Say(Message("The team changed meanwhile, so nothing was added. Please upload the file again."))


async def _taken(ask: Ask, file_id: str, *, others_too: bool) -> Message:
    team, today = ask.the_team, teams.today(ask.the_team, ask.now)
    file = await _info(ask, file_id)
    content = await _content(ask, file)
    found = await asyncio.to_thread(ical.read, content, today)  # 5,000 events take a second or two
    if others_too and len(found.others) > ical.MOST_OTHERS:
        raise UserError(
            f"Those are {len(found.others)} whole days, and a calendar holds {ical.MOST_OTHERS} at once. Export only the "
            "days off, or paste them: /steward calendar add"
        )
    breaks = [*found.breaks, *(found.others if others_too else ())]
    new = await deeds.do(ask, changes.add, breaks, "ical")
    name = str(file.get("name") or "the file")
    return acks.from_file(team, name, found, new, today=today, file_id=file_id, others_too=others_too)


async def _info(ask: Ask, file_id: str) -> dict[str, Any]:
    try:
        answer = await ask.deps.slack(ask.workspace).files_info(file=file_id)
    except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
        raise UserError(UNREADABLE) from error
    return dict(answer["file"])


async def _content(ask: Ask, file: dict[str, Any]) -> bytes:
    """The bytes of the file, fetched as the bot: https://docs.slack.dev/messaging/working-with-files (files:read)."""
    if int(file.get("size") or 0) > ical.LARGEST:
        raise UserError(TOO_LARGE)
    client = ask.deps.slack(ask.workspace)
    address = str(file.get("url_private_download") or file.get("url_private") or "")
    session = client.session
    if session is None or not address:
        raise UserError(UNREADABLE)
    try:
        async with session.get(address, headers={"Authorization": f"Bearer {client.token}"}) as answer:
            if (
                not answer.ok or answer.content_type == "text/html"
            ):  # a page to sign in, where the bot may not
                raise UserError(UNREADABLE)
            content = bytearray()
            async for chunk in answer.content.iter_chunked(_CHUNK):
                content += chunk
                if len(content) > ical.LARGEST:
                    raise UserError(TOO_LARGE)
    except (aiohttp.ClientError, TimeoutError) as error:
        raise UserError(UNREADABLE) from error
    return bytes(content)
