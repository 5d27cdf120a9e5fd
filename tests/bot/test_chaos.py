"""A few weeks of chaos: `make chaos` lets hundreds pass."""

from pathlib import Path

import pytest

from tests.support.chaos import storm
from tests.support.chaos.storm import Plan


@pytest.mark.parametrize("whole", [0, 1], ids=["the weekly word alone", "with all that Steward does"])
async def test_nothing_is_lost_and_nothing_doubled_while_everything_goes_wrong(
    tmp_path: Path, whole: int
) -> None:
    weeks: list[int] = []
    plan = Plan(weeks=4, teams=4, seed=11, whole=whole, kill=0.5, faults=0.7)

    report = await storm.run(plan, tmp_path, weeks.append)

    assert report.account.is_clean, report
    assert report.account.posted >= 4 * 4
    assert report.kills > 0
    assert report.faults > 0
    assert weeks == [1, 2, 3, 4]
