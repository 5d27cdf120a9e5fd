"""Setting up a team in a channel, as people do it."""

import pytest
from tests.support.people import Someone
from tests.support.town import Town

from storage.teams import Team

FILLED = {"What is being implemented": "Northlight ELA K-5"}


async def test_a_channel_becomes_a_team(maya: Someone, tom: Someone) -> None:
    heard = await maya.types("/steward setup")
    assert heard.title == "Set up a team"

    told = await maya.submits(FILLED | {"Team name": "District Implementation Team"})

    assert told.errors == {}
    assert "District Implementation Team* is set up with 7 workstreams" in await maya.reads()
    hello = await tom.reads()
    assert "set up Steward in this channel for *District Implementation Team*" in hello
    assert "Mondays at 08:00" in hello
    assert "`/steward settings`" in hello
    assert "is set up with" not in hello
