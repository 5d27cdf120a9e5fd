"""`make chaos`: prints one line of JSON last, and ends with 1 unless nothing was lost and nothing doubled."""

import asyncio
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from tests.support.chaos import storm
from tests.support.chaos.storm import Plan

console = Console(stderr=True)


def main(
    weeks: Annotated[int, typer.Option(help="How many weeks pass, for each team.", min=1)] = 40,
    teams: Annotated[int, typer.Option(help="How many teams there are, two to a workspace.", min=1)] = 8,
    seed: Annotated[int | None, typer.Option(help="Dice that fall as they did before.")] = None,
) -> None:
    """Run Steward through weeks in which everything goes wrong, and compare what arrived with what was due."""
    dice = seed if seed is not None else time.time_ns() % 1_000_000
    console.print(f"{weeks} weeks, {teams} teams, seed {dice}")
    with tempfile.TemporaryDirectory(prefix="steward-chaos-") as folder:
        report = asyncio.run(_run(Plan(weeks, teams, dice), Path(folder)))
    console.print(f"killed {report.kills} processes, planned {report.faults} faults")
    sys.stdout.write(json.dumps(report.account.as_json()) + "\n")
    raise typer.Exit(0 if report.account.is_clean else 1)


async def _run(plan: Plan, folder: Path) -> storm.Report:
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
    with Progress(*columns, TimeElapsedColumn(), TimeRemainingColumn(), console=console) as bar:
        weeks = bar.add_task("weeks", total=plan.weeks)
        return await storm.run(plan, folder, lambda done: bar.update(weeks, completed=done))


if __name__ == "__main__":
    typer.run(main)
