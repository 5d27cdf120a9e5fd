"""The page as the server tells it, without a browser."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from sandbox import Sandbox
from sandbox.page import parts, people, seats, stream, times
from sandbox.page.unread import Unread
from sandbox.records import Notice
from tests.sandbox.page import every_block as kit
from tests.sandbox.page import scenery
from tests.sandbox.page.scenery import Scenery

Json = dict[str, Any]
Get = Callable[[str], Any]


@pytest.fixture
async def http(glen: Scenery) -> AsyncIterator[aiohttp.ClientSession]:
    async with glen.sandbox.serve() as base_url, aiohttp.ClientSession(base_url) as session:
        yield session


async def read(http: aiohttp.ClientSession, address: str, status: int = 200) -> str:
    async with http.get(address) as answer:
        text = await answer.text()
        assert answer.status == status, text
        return text


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def at(glen: Scenery, place: str = "", person: str = "UMAYA", **query: str) -> str:
    more = "".join(f"&{key}={value}" for key, value in query.items())
    return f"/w/{glen.workspace.id}/{place or glen.ela.id}?as={person}{more}"


def part(glen: Scenery, name: str, place: str = "", person: str = "UMAYA", **query: str) -> str:
    more = "".join(f"&{key}={value}" for key, value in query.items())
    return f"/page/part/{name}?workspace={glen.workspace.id}&at={place or glen.ela.id}&as={person}{more}"


async def test_the_front_door_leads_to_the_first_person_and_channel(
    glen: Scenery, http: aiohttp.ClientSession
) -> None:
    async with http.get("/", allow_redirects=False) as answer:
        assert answer.headers["Location"] == f"/w/{glen.workspace.id}/{glen.office.id}?as=UMAYA"
    async with http.get(f"/w/{glen.workspace.id}", allow_redirects=False) as answer:
        assert answer.headers["Location"] == f"/w/{glen.workspace.id}/{glen.office.id}?as=UMAYA"


async def test_the_front_door_leads_to_where_the_first_suggestion_plays(
    glen: Scenery, http: aiohttp.ClientSession
) -> None:
    glen.sandbox.suggest(title="Home", why="", user=glen.maya, home=True)
    glen.sandbox.suggest(title="Hello", why="", user=glen.daniel, channel=glen.ela, command="/steward hello")
    async with http.get("/", allow_redirects=False) as answer:
        assert answer.headers["Location"] == f"/w/{glen.workspace.id}/{glen.ela.id}?as=UDANIEL"


async def test_an_empty_world_says_what_to_do() -> None:
    sandbox = Sandbox()
    async with sandbox.serve() as base_url, aiohttp.ClientSession(base_url) as http:
        assert "Add a workspace and a person" in await read(http, "/")
        sandbox.add_workspace("Harbor Glen", "harborglen")
        assert "Add a workspace and a person" in await read(http, "/")
        assert "Nobody is in Harbor Glen yet" in await read(http, "/w/harborglen", 404)
        assert "Nobody is in Harbor Glen yet" in await read(http, "/w/harborglen/general", 404)


async def test_a_person_without_a_channel_starts_nowhere_and_is_told_so() -> None:
    sandbox = Sandbox()
    home = sandbox.add_workspace("Harbor Glen", "harborglen")
    sandbox.add_person(home, "maya", "Maya Okafor")
    async with sandbox.serve() as base_url, aiohttp.ClientSession(base_url) as http:
        page = await read(http, "/")
        assert "Maya Okafor is in no channel" in page
        assert "No app is installed yet" in page


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/w/nowhere/x", "There is no workspace"),
        ("/w/harborglen/attic", "There is no channel"),
        ("/w/harborglen/northlight-ela?as=nobody", "There is nobody called"),
        ("/w/harborglen/home:Nothing", "No app called"),
        ("/w/harborglen/northlight-ela?as=steward", "steward is an app, and writes for itself"),
        ("/page/part/attic?workspace=harborglen&at=northlight-ela", "The page has no part"),
        ("/archives/C0/p1", "There is no channel"),
    ],
)
async def test_what_is_not_there_is_named_with_a_way_back(
    http: aiohttp.ClientSession, address: str, told: str
) -> None:
    page = await read(http, address, 404)
    assert told in words(page)
    assert "Go to the first screen" in page


async def test_nothing_from_outside_may_run_or_be_fetched(glen: Scenery, http: aiohttp.ClientSession) -> None:
    async with http.get(at(glen)) as answer:
        policy = answer.headers["Content-Security-Policy"]
        page = await answer.text()
    assert "script-src 'self'" in policy
    assert "default-src 'none'" in policy
    assert re.findall(r'(?:src|href)="(?!/|#)[^"]*"', page) == []


async def test_style_and_scripts_are_asked_for_anew(http: aiohttp.ClientSession) -> None:
    async with http.get("/page/static/page.css") as answer:
        assert answer.headers["Cache-Control"] == "no-cache"


async def test_a_permalink_leads_to_its_message(glen: Scenery, http: aiohttp.ClientSession) -> None:
    message = glen.write(glen.maya, "Here")
    link = f"/archives/{glen.ela.id}/p{message.ts.replace('.', '')}"
    async with http.get(link, allow_redirects=False) as answer:
        assert answer.headers["Location"] == f"/w/{glen.workspace.id}/{glen.ela.id}#m{message.ts}"
    async with http.get(f"{link}?thread_ts=1.2", allow_redirects=False) as answer:
        assert "?thread=1.2#m" in answer.headers["Location"]


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


async def test_a_guest_sees_only_what_they_were_added_to(glen: Scenery, http: aiohttp.ClientSession) -> None:
    page = words(await read(http, at(glen, person=glen.ana.id)))
    assert "You are: Ana Sousa, guest" in page
    assert "Ana Sousa cannot see this channel Guests see only the channels they were added to" in page
    assert "In no channel yet. Ask a member to add you." in page
    assert "Not joined" not in page
    private = words(await read(http, at(glen, glen.office.id, "UDANIEL")))
    assert "It is private, and they are not in it." in private


async def test_the_rail_names_everything_in_words(glen: Scenery, http: aiohttp.ClientSession) -> None:
    world = glen.world
    world.im("UMAYA", "UDANIEL")
    world.im("UMAYA", "UMAYA")
    glen.sandbox.add_channel(glen.workspace, "old", members=[glen.maya], is_archived=True, is_ext_shared=True)
    told = words(await read(http, part(glen, "rail")))
    assert "# cabinet private # northlight-ela # old archived shared" in told
    assert "Not joined # lunch" in told
    assert "Apps S Steward" in told
    assert "DR Daniel Reyes MO Maya Okafor (you)" in told
    glen.sandbox.add_workspace("Northgate", "northgate")
    assert "Workspaces Harbor Glen Public Schools Northgate" in words(await read(http, part(glen, "rail")))


async def test_what_came_since_is_counted_and_looking_makes_it_read(
    glen: Scenery, http: aiohttp.ClientSession
) -> None:
    glen.write(glen.maya, "Before anybody looked")
    await read(http, at(glen, glen.office.id))
    glen.write(glen.daniel, "News")
    glen.write(glen.maya, "My own words are not news to me")
    dm = glen.world.im(glen.priya.id, glen.install.bot_user_id)
    glen.bot("For Priya", dm)
    glen.bot("Only for Daniel", ephemeral_to="UDANIEL")
    assert "northlight-ela 1 new" in words(await read(http, part(glen, "rail", glen.office.id)))
    assert words(await read(http, part(glen, "waiting"))) == "New for Daniel Reyes 1 new Priya Nair 1 new"
    await read(http, part(glen, "messages"))
    assert "new" not in words(await read(http, part(glen, "rail", glen.office.id)))
    assert "Steward 1 new" in words(await read(http, part(glen, "rail", person=glen.priya.id)))


async def test_becoming_someone_else_keeps_the_place_but_never_a_dm(
    glen: Scenery, http: aiohttp.ClientSession
) -> None:
    people_part = await read(http, part(glen, "people"))
    assert f"/w/{glen.workspace.id}/{glen.ela.id}?as=UDANIEL" in people_part
    from_dm = await read(http, part(glen, "people", "dm:daniel"))
    assert f"/w/{glen.workspace.id}/{glen.ela.id}?as={glen.priya.id}" in from_dm
    assert f"/w/{glen.workspace.id}/nowhere?as={glen.ana.id}" in from_dm
    at_home = await read(http, part(glen, "people", "home:Steward"))
    assert f"home:{glen.app.id}?as=UDANIEL" in at_home


@pytest.mark.parametrize(
    ("place", "title"),
    [("dm:daniel", "Daniel Reyes"), ("home:steward", "Steward"), ("nowhere", "Harbor Glen Public Schools")],
)
async def test_every_place_has_a_title(
    glen: Scenery, http: aiohttp.ClientSession, place: str, title: str
) -> None:
    assert f"<h1>{title}</h1>" in await read(http, at(glen, place))


async def test_an_app_has_a_home_messages_and_a_page_about_it(
    glen: Scenery, http: aiohttp.ClientSession
) -> None:
    assert "Nothing here yet" in await read(http, at(glen, "home:Steward"))
    glen.open(glen.maya, {"blocks": [{"type": "header", "text": kit.plain("What I owe")}]}, home=True)
    assert "What I owe" in await read(http, at(glen, "home:Steward"))
    assert "A conversation with Steward" in await read(http, at(glen, "messages:Steward"))
    about = words(await read(http, at(glen, "about:Steward")))
    assert "Keeps a team&#39;s promises." in about
    assert "/action what @who by when A new action" in about
    assert "Make it an action on a message Keep it, with an owner and a date" in about


async def test_an_app_without_a_manifest_says_what_it_hears(
    glen: Scenery, http: aiohttp.ClientSession
) -> None:
    app = glen.sandbox.add_app(name="Robot")
    glen.sandbox.install(app, glen.workspace)
    about = await read(http, at(glen, "about:Robot"))
    assert "This app says nothing about itself." in about
    assert "Any command reaches it" in about


async def test_empty_conversations_say_what_to_do(glen: Scenery, http: aiohttp.ClientSession) -> None:
    lunch = glen.world.channel("lunch")
    assert "This is where #lunch begins" in await read(http, at(glen, lunch.id, "UDANIEL"))
    assert "A conversation with Daniel Reyes" in await read(http, at(glen, "dm:daniel"))


async def test_who_may_not_write_is_told_why(glen: Scenery, http: aiohttp.ClientSession) -> None:
    lunch = glen.world.channel("lunch")
    assert "Join the channel" in await read(http, part(glen, "composer", lunch.id))
    glen.ela.is_archived = True
    assert "This channel is archived" in await read(http, part(glen, "composer"))
    glen.daniel.deleted = True
    assert "is deactivated and can no longer write" in await read(
        http, part(glen, "composer", lunch.id, "UDANIEL")
    )
    assert "<textarea" not in await read(http, part(glen, "composer", "nowhere"))


async def test_a_form_shows_its_errors_where_they_belong(glen: Scenery, http: aiohttp.ClientSession) -> None:
    assert words(await read(http, part(glen, "modal"))) == ""
    field = {
        "type": "input",
        "block_id": "b1",
        "label": kit.plain("What"),
        "element": kit.element("plain_text_input"),
    }
    glen.open(glen.maya, {"title": kit.plain("Add an action"), "submit": kit.plain("Add"), "blocks": [field]})
    told = words(await read(http, part(glen, "modal")))
    assert told == "Add an action from Steward Close What 0 of 255 Cancel Add"
    errors = json.dumps({"What": "Say what.", "Gone": "Nowhere."})
    wrong = words(await read(http, part(glen, "modal", errors=errors)))
    assert "One field needs another look before this can be sent. What 0 of 255 Say what." in wrong
    glen.open(
        glen.maya,
        {
            "title": kit.plain("Second"),
            "close": kit.plain("Enough"),
            "blocks": [field, {**field, "block_id": "b2"}],
        },
    )
    stacked = words(await read(http, part(glen, "modal", errors=errors)))
    assert stacked.startswith(
        "On top of Add an action Second from Steward Close all 2 fields need another look"
    )
    assert stacked.endswith("Enough")
    assert words(await read(http, part(glen, "modal", person="UDANIEL"))) == ""


async def test_things_to_try_are_counted_in_words(glen: Scenery, http: aiohttp.ClientSession) -> None:
    assert "data-empty" in await read(http, part(glen, "suggestions"))
    for number in range(7):
        glen.sandbox.suggest(
            title=f"Try {number}", why="", user=glen.priya, home=number == 0, channel=glen.ela
        )
    page = await read(http, part(glen, "suggestions"))
    assert "7 things to try" in page
    assert f'data-at="home:{glen.app.id}"' in page


async def test_a_home_without_an_app_leads_nowhere() -> None:
    sandbox = Sandbox()
    home = sandbox.add_workspace("Harbor Glen", "harborglen")
    maya = sandbox.add_person(home, "maya", "Maya Okafor")
    sandbox.suggest(title="Home", why="", user=maya, home=True)
    async with sandbox.serve() as base_url, aiohttp.ClientSession(base_url) as http:
        assert 'data-at="nowhere"' in await read(http, "/page/part/suggestions?at=nowhere")


async def test_the_directory_names_who_and_what_can_be_chosen(
    glen: Scenery, http: aiohttp.ClientSession
) -> None:
    glen.daniel.deleted = True
    found = json.loads(
        await read(http, f"/page/directory?workspace={glen.workspace.id}&at={glen.ela.id}&as=UMAYA")
    )
    assert [person["label"] for person in found["people"]] == [
        "Maya Okafor",
        "Priya Nair",
        "Ana Sousa",
        "Helen Marsh",
        "steward",
    ]
    assert {channel["label"]: channel["kind"] for channel in found["channels"]} == {
        "northlight-ela": "public",
        "cabinet": "private",
        "lunch": "public",
    }
    assert found["commands"][0] == {
        "command": "/steward",
        "hint": "action … | mine | help",
        "about": "Actions, owners, the week",
        "app": "Steward",
    }


async def test_the_stream_tells_which_parts_changed(glen: Scenery, http: aiohttp.ClientSession) -> None:
    async with http.get(f"/page/stream?workspace={glen.workspace.id}&at={glen.ela.id}&as=UMAYA") as answer:
        assert await answer.content.readuntil(b"\n\n") == b"event: hello\ndata: []\n\n"
        glen.write(glen.daniel, "News")
        told = await answer.content.readuntil(b"\n\n")
        assert told.startswith(b"event: change")
        assert b'"messages"' in told


async def test_a_page_that_went_away_is_forgotten(glen: Scenery) -> None:
    seat = seats.find(glen.world, "", glen.ela.id, {"as": "UMAYA"})
    subscription = glen.world.subscribe()
    telling = stream.tell(subscription, seat)
    assert await anext(telling) == "event: hello\ndata: []\n\n"
    glen.world.changed("view", user_id="UDANIEL")
    glen.world.changed("clock")
    assert await asyncio.wait_for(anext(telling), 5) == 'event: change\ndata: ["clock", "messages"]\n\n'
    glen.world.close()
    assert [event async for event in telling] == []


@pytest.mark.parametrize(
    ("notice", "touched"),
    [
        (Notice("view", user_id="UMAYA"), {"modal"}),
        (Notice("view", user_id="UDANIEL"), set()),
        (Notice("home", user_id="UDANIEL"), set()),
        (Notice("home"), {"home"}),
        (Notice("message", channel_id="elsewhere"), {"rail", "people", "waiting"}),
        (Notice("canvas"), {"side", "header"}),
        (Notice("something new"), {*stream.EVERYTHING}),
    ],
)
def test_a_notice_touches_what_it_concerns(glen: Scenery, notice: Notice, touched: set[str]) -> None:
    seat = seats.find(glen.world, "", glen.ela.id, {"as": "UMAYA"})
    assert set(stream.parts(notice, seat)) == touched


def test_every_part_that_is_told_of_can_be_drawn() -> None:
    assert {*stream.EVERYTHING} == {*parts.PARTS, "directory"}
    assert {name for touched in stream.PARTS.values() for name in touched} <= {*stream.EVERYTHING}


@pytest.mark.parametrize(
    ("facts", "words_"),
    [
        ({}, []),
        ({"is_admin": True}, ["admin"]),
        ({"is_restricted": True}, ["guest"]),
        ({"is_ultra_restricted": True}, ["single-channel guest"]),
        ({"is_stranger": True}, ["from another organisation"]),
    ],
)
def test_roles_are_words(facts: Json, words_: list[str]) -> None:
    sandbox = Sandbox()
    person = sandbox.add_person(sandbox.add_workspace("Harbor Glen", "h"), "tom", "Tom Whitaker", **facts)
    assert people.roles(person) == words_
    person.deleted = True
    assert people.roles(person) == ["deactivated", *words_]


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Maya Okafor", "MO"), ("steward", "S"), ("Tom van Whitaker", "TW"), ("- -", "?"), ("", "?")],
)
def test_initials_are_two_letters_at_most(name: str, letters: str) -> None:
    assert people.initials(name) == letters


def test_someone_new_has_nothing_unread(glen: Scenery) -> None:
    unread = Unread(glen.world)
    unread.begin()
    unread.begin()
    assert unread.waiting(glen.maya) == 0


def test_a_day_has_a_name(glen: Scenery) -> None:
    reader = seats.find(glen.world, "", glen.ela.id, {"as": "UMAYA"}).reader
    assert times.day_name(reader.today(), reader) == "Today"
    assert times.day_name(reader.today() - timedelta(days=1), reader) == "Yesterday"
    assert times.day_name(reader.today() - timedelta(days=3), reader) == "Friday, 30 October"
    assert times.full(datetime(2026, 11, 2, 13, tzinfo=UTC)) == "Monday, 2 November 2026, 1:00 PM"


@pytest.mark.parametrize(("length", "told"), [(3, "3 bytes"), (1_500, "1.5 kB"), (2_000_000, "2 MB")])
def test_sizes_are_told_as_people_say_them(length: int, told: str) -> None:
    assert parts.size(length) == told


def test_the_scenery_is_quiet(glen: Scenery) -> None:
    assert glen.world.clock.now() == scenery.MONDAY
