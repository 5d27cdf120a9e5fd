"""The strands of the work, as people name, hand over, retire and tell of them."""

import pytest

from tests.support.people import Someone

pytestmark = pytest.mark.usefixtures("team")


async def test_a_workstream_gets_an_owner_and_a_backup_who_are_told(maya: Someone, renee: Someone, grace: Someone) -> None:
    heard = await maya.types("/steward workstream pacing owner @Renee Dubois backup @Grace Kim")

    assert f"owner <@{renee.id}>, backup <@{grace.id}>" in heard.text
    assert "made you owner of *pacing*" in str(await renee.dms())
    assert "made you backup of *pacing*" in str(await grace.dms())
