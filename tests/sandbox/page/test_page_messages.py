"""Messages and what a channel keeps, as the server draws them."""

from datetime import timedelta
from typing import Any

import aiohttp

from tests.sandbox.page import every_block as kit
from tests.sandbox.page.looking import part, read, words
from tests.sandbox.page.scenery import Scenery

Json = dict[str, Any]


async def test_messages_stand_under_their_day_on_the_readers_clock(
    glen: Scenery, http: aiohttp.ClientSession
) -> None:
    glen.write(glen.maya, "Late on Monday")
    glen.later(timedelta(hours=17))  # one in the morning in New York, ten in the evening in Los Angeles
    glen.write(glen.daniel, "Early on Tuesday")
    glen.later(timedelta(days=400))
    new_york = words(await read(http, part(glen, "messages")))
    assert "Monday, 2 November 2026 MO Maya Okafor 8:00 AM Late on Monday" in new_york
    assert "Tuesday, 3 November 2026 DR Daniel Reyes 1:00 AM" in new_york
    los_angeles = words(await read(http, part(glen, "messages", person=glen.priya.id)))
    assert "Tuesday, 3" not in los_angeles
    assert "Daniel Reyes 10:00 PM" in los_angeles


async def test_someone_who_goes_on_is_named_once(glen: Scenery, http: aiohttp.ClientSession) -> None:
    glen.write(glen.maya, "One thing")
    glen.write(glen.maya, "And another")
    glen.later(timedelta(minutes=6))
    glen.write(glen.maya, "Much later")
    glen.bot("An app says who it is")
    glen.bot("Every time")
    page = await read(http, part(glen, "messages"))
    assert page.count("<strong>Maya Okafor</strong>") == 2
    assert page.count("<strong>steward</strong>") == 2
    assert page.count("message follows") == 1


async def test_whispers_are_marked_and_only_their_person_sees_them(
    glen: Scenery, http: aiohttp.ClientSession
) -> None:
    glen.bot("", ephemeral_to="UMAYA", blocks=[{"type": "section", "text": kit.mrkdwn("Psst")}])
    assert "Only visible to you steward app" in words(await read(http, part(glen, "messages")))
    assert "Psst" not in await read(http, part(glen, "messages", person="UDANIEL"))


async def test_a_message_shows_its_marks_files_and_reactions(
    glen: Scenery, http: aiohttp.ClientSession
) -> None:
    brief = glen.upload("brief.pdf", b"x" * 1500, "Stepback brief")
    chart = glen.upload("chart.png", b"x" * 20, "Visits")
    message = glen.bot(
        "Ready",
        file_ids=[brief.id, chart.id, "F0"],
        edited={"user": "U", "ts": "1"},
        reactions={"+1": ["UMAYA", "U0"]},
        attachments=[{"text": "edge"}],
        username="Steward of Harbor Glen",
    )
    glen.ela.pins.append(message.ts)
    page = await read(http, part(glen, "messages"))
    told = words(page)
    assert "Pinned to this channel Steward of Harbor Glen app" in told
    assert "(edited)" in told
    assert "edge" in told
    assert "brief.pdf, 1.5 kB" in told
    assert f'<img src="/files/{chart.id}/chart.png" alt="Visits"' in page
    assert "1 by" not in told
    assert "2 by Maya Okafor, U0" in told


async def test_a_long_channel_shows_its_end_and_offers_the_rest(
    glen: Scenery, http: aiohttp.ClientSession
) -> None:
    for number in range(105):
        glen.write(glen.maya, f"Line {number}.")
    page = await read(http, part(glen, "messages"))
    assert "Line 4." not in page
    assert "Show 5 earlier messages" in page
    assert "Line 4." in await read(http, part(glen, "messages", all="yes"))


async def test_a_thread_stands_beside_the_channel(glen: Scenery, http: aiohttp.ClientSession) -> None:
    root = glen.write(glen.maya, "Which rooms?")
    glen.write(glen.daniel, "The library", thread_ts=root.ts)
    glen.write(glen.priya, "And the hall", thread_ts=root.ts, broadcast=True)
    channel = words(await read(http, part(glen, "messages")))
    assert "2 replies" in channel
    assert "The library" not in channel
    assert "And the hall" in channel
    side = words(await read(http, part(glen, "side", thread=root.ts)))
    assert "Which rooms?" in side
    assert "2 replies" in side
    assert "The library" in side
    assert "hidden" in await read(http, part(glen, "side", thread="1.1"))


async def test_what_a_channel_keeps_can_be_looked_at(glen: Scenery, http: aiohttp.ClientSession) -> None:
    assert "Nothing is pinned" in await read(http, part(glen, "side", show="pins"))
    assert "No files have been shared" in await read(http, part(glen, "side", show="files"))
    assert "This canvas is empty" in await read(http, part(glen, "side", show="canvas"))
    glen.ela.pins += [glen.write(glen.maya, "Keep this").ts, "0.0"]
    glen.upload("a.txt", b"abc", "Notes")
    glen.canvas("# Minutes\n\nWith ![](@UDANIEL)")
    header = words(await read(http, part(glen, "header")))
    assert header == "#northlight-ela 5 people 2 pinned Canvas Files"
    assert "Keep this" in await read(http, part(glen, "side", show="pins"))
    assert "a.txt, 3 bytes" in await read(http, part(glen, "side", show="files"))
    assert "@Daniel Reyes" in await read(http, part(glen, "side", show="canvas"))
    members = words(await read(http, part(glen, "side", show="people")))
    assert "Priya Nair Mon 2 Nov, 5:00 AM in Los Angeles" in members
    assert "Helen Marsh admin" in members
    assert members.endswith("steward app")
    assert "hidden" in await read(http, part(glen, "side", show="attic"))
