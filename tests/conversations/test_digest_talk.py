"""The morning note, as people get it and answer it."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from storage import actions, calendars, teams
from storage.people import Person
from storage.teams import Team
from tests.support.people import Json, Someone, words
from tests.support.town import Town


async def notes(reader: Someone) -> list[Json]:
    """Their morning notes, the oldest first."""
    return [message for message in await reader.dms() if "One such note a day" in words(message)]


async def latest(reader: Someone) -> str:
    return words((await notes(reader))[-1])


@pytest.mark.both_ways
async def test_what_is_due_comes_in_the_morning_and_is_answered_in_place(
    town: Town, team: Team, maya: Someone, priya: Someone
) -> None:
    """Monday 08:00: Maya gives Priya an action that is due on Friday."""
    await maya.types("/steward action Draft the guide @Priya Nair by Friday")
    await town.room.forward(days=3)
    assert await notes(priya) == []
    await town.room.forward(minutes=30)
    [note] = await notes(priya)
    assert "Thu 19 Nov : 1 thing needs a word" in words(note).replace("*", " ")
    assert "by Fri 20 Nov, tomorrow" in words(note)

    before = len(await priya.dms())
    await priya.clicks("Done", on="One such note a day")
    assert len(await priya.dms()) == before
    [note] = await notes(priya)
    assert "all answered. Thank you, nothing else is needed." in words(note)
    assert "A-1 is done. Thank you." in words(note).replace("*", "")

    await priya.clicks("Undo", on="One such note a day")
    [note] = await notes(priya)
    assert "1 thing needs a word" in words(note)

    await priya.clicks("New date", on="One such note a day")
    assert not (await priya.submits({"New date": "2026-11-30"})).errors
    [note] = await notes(priya)
    assert "A-1 is now due Mon 30 Nov" in words(note).replace("*", "")


@pytest.mark.both_ways
async def test_over_the_weekend_it_is_quiet_and_monday_brings_what_was_left(
    town: Town, team: Team, maya: Someone, priya: Someone
) -> None:
    await maya.types("/steward action Draft the guide @Priya Nair by Friday")
    await maya.types("/steward action Book the room @Priya Nair by Nov 23")
    await town.room.forward(days=4, minutes=31)
    friday = await latest(priya)
    assert "Due today" in friday
    assert "Due by the next working day" in friday
    await town.room.forward(days=2)
    assert await latest(priya) == friday
    await town.room.forward(days=1)
    monday = await latest(priya)
    assert "1 working day late" in monday
    assert "Book the room" in monday
    records = [words(one) for one in await priya.dms() if "what you were told that day" in words(one)]
    assert len(records) == 2


async def test_a_holiday_is_quiet(town: Town, team: Team, maya: Someone, priya: Someone) -> None:
    """Thanksgiving is Thursday 26 November."""
    await town.program.db.write(_thanksgiving, team=team, now=town.program.deps.now())
    await maya.types("/steward action Draft the guide @Priya Nair by Nov 25")
    await town.room.forward(days=9, minutes=31)
    assert "Wed 25 Nov" in await latest(priya)
    before = len(await notes(priya))
    await town.room.forward(days=1)
    assert len(await notes(priya)) == before
    await town.room.forward(days=1)
    assert "Fri 27 Nov" in await latest(priya)


async def test_while_away_the_cover_gets_the_rows_and_answers_them(
    town: Town, team: Team, maya: Someone, priya: Someone, tom: Someone
) -> None:
    await maya.types("/steward action Draft the guide @Priya Nair by Nov 18")
    await priya.types("/steward away until Nov 20 cover @Tom Whitaker")
    await town.room.forward(days=1, minutes=31)
    assert await notes(priya) == []
    assert "For Priya Nair, away through Fri 20 Nov" in await latest(tom)
    await tom.clicks("Done", on="One such note a day")
    assert "all answered" in await latest(tom)
    assert "A-1 is done." in (await latest(tom)).replace("*", "")


async def test_what_was_carried_three_times_is_split_from_the_note(
    town: Town, team: Team, maya: Someone, priya: Someone
) -> None:
    await maya.types("/steward action Draft the guide and print it @Priya Nair by Nov 17")
    await town.program.db.write(_carried, team=team, now=town.program.deps.now())
    await town.room.forward(days=21, minutes=31)
    assert "Give it a new date, split it, hand it over or drop it." in await latest(priya)
    await priya.clicks("Split", on="One such note a day")
    twice = {"First part": "Draft", "Second part": "Draft", "Second part due": "2026-12-18"}
    wrong = await priya.submits({**twice, "First part due": "2026-12-11"})
    assert "Both parts say the same." in wrong.errors["Second part"]
    late = await priya.submits({**twice, "First part due": "2026-11-17", "Second part due": "2026-11-18"})
    assert "is in the past" in late.errors["First part due"]
    assert "is in the past" in late.errors["Second part due"]
    assert not (
        await priya.submits(
            {
                "First part": "Draft the guide",
                "First part due": "2026-12-11",
                "Second part": "Print the guide",
                "Second part due": "2026-12-18",
            }
        )
    ).errors
    assert "split, the rest is A-2" in await latest(priya)
    assert "split, the rest is A-2" in (await priya.types("/steward history A-1")).text
    assert "split from A-1" in (await priya.types("/steward history A-2")).text


def _thanksgiving(session: Session, *, team: Team, now: datetime) -> None:
    leader = session.get_one(Person, team.created_by)
    calendars.change(session, team=team, by=leader, now=now, country="US")


def _carried(session: Session, *, team: Team, now: datetime) -> None:
    """Three weekly meetings went by."""
    for week in range(3):
        on = teams.today(team, now) + timedelta(days=2 + 7 * week)
        actions.carry(session, team=team, meeting_on=on, now=now)
