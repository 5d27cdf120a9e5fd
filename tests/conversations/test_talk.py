"""What people say to Steward outside any feature."""

from storage.teams import Team
from tests.support.people import Someone


async def test_what_is_not_understood_is_answered_with_the_nearest_word(maya: Someone) -> None:
    heard = await maya.types("/steward hlep")

    assert "Did you mean `/steward help`?" in heard.text


async def test_a_mention_is_answered_to_the_person_alone(team: Team, maya: Someone, tom: Someone) -> None:
    await maya.says("@Steward help")

    assert "/steward help" in await maya.reads()
    assert "/steward help action" not in await tom.reads()
