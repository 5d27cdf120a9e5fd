"""The small rooms of the page: roles, times, notices, what is unread."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sandbox import Sandbox
from sandbox.page import parts, people, seats, stream, times
from sandbox.page.blockkit import uploads
from sandbox.page.unread import Unread
from sandbox.records import Notice
from tests.sandbox.page import scenery
from tests.sandbox.page.scenery import Scenery

Json = dict[str, Any]


async def test_a_page_that_went_away_is_forgotten(glen: Scenery) -> None:
    seat = seats.find(glen.world, "", glen.ela.id, {"as": "UMAYA"})
    subscription = glen.world.subscribe()
    telling = stream.tell(subscription, seat)
    assert await anext(telling) == f"event: hello\ndata: {seat.world.news}\n\n"
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
    assert uploads.size(length) == told


def test_the_scenery_is_quiet(glen: Scenery) -> None:
    assert glen.world.clock.now() == scenery.MONDAY
