"""The parts of the page for different people, as the server draws them."""

import json
from datetime import UTC, datetime
from typing import Any

import aiohttp

from tests.sandbox.page import every_block as kit
from tests.sandbox.page.looking import at, part, read, words
from tests.sandbox.page.scenery import Scenery

Json = dict[str, Any]


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


async def test_a_thing_to_try_may_come_at_its_hour_and_be_in_the_apps_messages(
    glen: Scenery, http: aiohttp.ClientSession
) -> None:
    at = datetime(2026, 11, 18, 13, 30, tzinfo=UTC)
    glen.sandbox.suggest(title="Read the digest", why="", user=glen.priya, messages=True, until=at)
    page = await read(http, part(glen, "suggestions"))
    assert f'data-at="messages:{glen.app.id}"' in page
    assert 'data-until="2026-11-18T13:30:00+00:00"' in page
