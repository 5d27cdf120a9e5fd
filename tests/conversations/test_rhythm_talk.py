"""How often a team meets, chosen in its settings: what is posted and asked follows it."""

from typing import Any

import pytest

from storage.teams import Team
from tests.support.people import Someone, words
from tests.support.town import Town

HEAD = "Keep work moving"
"""Stands in each agenda that is posted."""
WEEK = 7 * 24
UNTIL_AGENDA = 7.6
"""Hours from Monday 08:00 to 15:36; the agenda of Tuesday goes out at 15:30."""


async def every_other_week(maya: Someone, **more: Any) -> None:
    await maya.types("/steward settings")
    changed = await maya.clicks("How often", where="form", value="Every 2 weeks")
    assert "Next such meeting on" in changed.form
    assert (await maya.submits({"How often": "Every 2 weeks", **more})).errors == {}


async def agendas(reader: Someone) -> int:
    return sum(HEAD in words(message) for message in await reader.sees())


@pytest.mark.both_ways
async def test_a_team_that_meets_every_other_week_gets_its_agenda_every_other_week(
    town: Town, team: Team, maya: Someone
) -> None:
    await every_other_week(maya, **{"Next such meeting on": "2026-11-24"})

    told = await maya.reads()
    assert "Weekly meeting: every 2 weeks on Tuesday, 15:30 to 16:15 (America/New_York)" in told
    assert "next on Tue 24 Nov (was: Tuesdays, 15:30 to 16:15" in told
    status = (await maya.types("/steward status")).text
    assert "Next weekly meeting: Tue 24 Nov, 15:30 to 16:15" in status
    assert "Meets every 2 weeks on Tuesday" in status
    assert "The team meets every 2 weeks on Tuesday." in (await maya.types("/steward meeting")).text
    assert "meets next: Tue 24 Nov, 15:30" in (await maya.types("/steward")).text

    found = []
    for hours in (UNTIL_AGENDA, WEEK, WEEK, WEEK):
        await town.room.forward(hours=hours)
        found.append(await agendas(maya))
    assert found == [0, 1, 0, 1]  # the first one was never started: its agenda is a record of that
    assert "Tue 8 Dec, 15:30 to 16:15" in words(await maya.finds(HEAD))


async def test_the_rhythm_is_taken_back_with_the_settings(team: Team, maya: Someone) -> None:
    await every_other_week(maya, **{"Next such meeting on": "2026-11-24", "Meeting length in minutes": "60"})
    assert "Tue 24 Nov, 15:30 to 16:30" in (await maya.types("/steward meeting")).text

    await maya.clicks("Undo", on="Saved for")
    status = (await maya.types("/steward status")).text
    assert "Next weekly meeting: Tue 17 Nov, 15:30 to 16:15" in status
    assert "every 2 weeks" not in status

    await maya.clicks("Do it again", on="Taken back")
    assert "Meets every 2 weeks on Tuesday, 15:30 to 16:30" in (await maya.types("/steward status")).text

    await maya.types("/steward settings")
    await maya.submits({})
    assert "Nothing was changed" in await maya.reads()


async def test_a_start_on_another_day_is_answered_with_the_nearest_two(team: Team, maya: Someone) -> None:
    await maya.types("/steward settings")
    await maya.clicks("How often", where="form", value="Every 3 weeks")
    wrong = {"How often": "Every 3 weeks", "Next such meeting on": "2026-11-26"}

    told = await maya.submits(wrong)

    assert "The nearest are Tue 24 Nov or Tue 1 Dec." in told.errors["Next such meeting on"]
    assert "every 3 weeks" not in (await maya.types("/steward status")).text


async def test_an_update_of_last_week_is_not_asked_for_again_by_a_team_that_meets_every_other_week(
    town: Town, team: Team, maya: Someone, priya: Someone
) -> None:
    await maya.types("/steward workstream assessment owner @Priya Nair")
    await every_other_week(maya, **{"Next such meeting on": "2026-12-01"})
    await town.room.forward(hours=4 * 24)
    assert (await priya.types("/steward update assessment")).title == "How it stands"
    said = {"How it stands": "On track", "In one line": "The unit tests are drafted"}
    assert (await priya.submits(said)).errors == {}

    await town.room.forward(hours=10 * 24 + UNTIL_AGENDA)

    assert await agendas(maya) == 1
    posted = words(await maya.finds(HEAD))
    assert "Nothing said yet (6)" in posted
    assert not [
        said for said in await priya.dms() if "assessment" in words(said) and "At risk" in words(said)
    ]


async def test_a_team_that_meets_once_a_month_is_planned_by_the_month(team: Team, maya: Someone) -> None:
    await maya.types("/steward settings")
    changed = await maya.clicks("How often", where="form", value="Once a month, on the last such day")
    assert "Next such meeting on" not in changed.form
    assert (await maya.submits({"How often": "Once a month, on the last such day"})).errors == {}

    status = (await maya.types("/steward status")).text
    assert "Next weekly meeting: Tue 24 Nov" in status
    assert "Meets on the last Tuesday of the month" in status
