"""The leader's Monday roll-up, from setting up a team to the Monday after."""

from tests.support.people import Someone, words
from tests.support.town import Town


async def set_up(leader: Someone, coordinator: str = "Daniel Reyes") -> None:
    await leader.types("/steward setup")
    saved = await leader.submits(
        {"What is being implemented": "Northlight ELA K-5", "Coordinator": coordinator}
    )
    assert not saved.errors


async def rollups(reader: Someone) -> list[str]:
    said = [words(message) for message in await reader.dms()]
    return [message for message in said if "need a look" in message or "needs a look" in message]


async def test_the_leader_hears_on_monday_what_nobody_has_and_nobody_else_does(
    town: Town, maya: Someone, daniel: Someone
) -> None:
    await set_up(maya)
    await town.room.forward(days=7)

    [said] = await rollups(maya)
    assert "have no owner." in said
    assert "Only you get this" in said
    assert await rollups(daniel) == []
    assert "need a look" not in await maya.reads()

    status = await maya.clicks("Team status", on="need a look")
    assert "Next weekly meeting" in status.text
    assert await rollups(maya) == [said]


async def test_every_monday_brings_one_however_the_clock_is_moved(town: Town, maya: Someone) -> None:
    await set_up(maya)
    await town.room.forward(days=6)
    assert await rollups(maya) == []
    await town.room.forward(days=15)

    assert len(await rollups(maya)) == 3


async def test_where_the_leader_left_the_coordinator_hears(
    town: Town, maya: Someone, daniel: Someone
) -> None:
    await set_up(maya)
    await town.room.post("deactivate", user=maya.id)
    await town.room.forward(days=7)

    [said] = await rollups(daniel)
    assert "The team leader has left Slack." in said
    assert "This goes to you as coordinator" in said
