"""Who is on a team, as people see and change it."""

import pytest

from storage.teams import Team
from tests.support.people import Someone

pytestmark = pytest.mark.usefixtures("team")


async def test_the_roster_shows_role_then_name(maya: Someone) -> None:
    heard = await maya.types("/steward people")

    assert "*Team leader*: <@" in heard.text
    assert heard.text.index("Team leader") < heard.text.index("Coordinator") < heard.text.index("Core member")
    assert heard.text.index("Core member") < heard.text.index("Invited for a purpose")


async def test_people_are_added_told_and_taken_back(maya: Someone, ben: Someone, helen: Someone) -> None:
    await maya.types("/steward people")
    form = await maya.clicks("Add people", on="People of")
    assert form.title == "Add people"

    told = await maya.submits({"People": ["Helen Marsh"], "They belong as": "Core member", "Agreed time": "50%"})

    assert told.errors == {}
    assert "Added to" in await maya.reads()
    assert "added you to *District Implementation Team* as a core member" in str(await helen.dms())
