"""What people say to Steward outside any feature."""

import pytest

from storage.teams import Team
from tests.support.people import Someone

pytestmark = pytest.mark.both_ways


async def test_what_is_not_understood_is_answered_with_the_nearest_word(maya: Someone) -> None:
    heard = await maya.types("/steward hlep")

    assert "Did you mean `/steward help`?" in heard.text


async def test_a_mention_is_answered_to_the_person_alone(team: Team, maya: Someone, tom: Someone) -> None:
    await maya.says("@Steward help")

    assert "Steward keeps your team's promises" in await maya.reads()
    assert "Steward keeps your team's promises" not in await tom.reads()


async def test_a_sentence_to_steward_is_answered_with_what_is_owed(team: Team, maya: Someone) -> None:
    await maya.types("/steward action Draft the guide @me by today")

    await maya.says("@Steward what do I owe?")
    said = await maya.reads()
    await maya.says("hello, what do I owe?", channel="Steward")

    for words in (said, await maya.reads("Steward")):
        assert "My actions" in words
        assert "I do not know" not in words


@pytest.mark.parametrize("kind", ["server_error", "ratelimited", "request_lost"])
async def test_a_form_that_slack_does_not_open_loses_no_word(team: Team, maya: Someone, kind: str) -> None:
    await maya.room.post("faults", method="views.open", kind=kind)

    heard = await maya.types("/steward action Draft the pacing guide")

    assert "Slack did not let me open the form" in heard.text
    assert "You typed: /steward action Draft the pacing guide" in heard.text


async def test_a_form_that_does_not_open_from_app_home_is_told_by_direct_message(
    team: Team, maya: Someone
) -> None:
    await maya.opens_home()
    await maya.room.post("faults", method="views.open", kind="server_error")

    await maya.clicks("Add an action", where="home")

    assert "Slack did not let me open the form" in str(await maya.dms())
