"""A copy of the SQLite database, taken while Steward runs."""

import sqlite3
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import Progress

from bot.settings import Settings

PAGES_AT_ONCE = 256


def copy(settings: Settings, target: Path, console: Console) -> None:
    """Write a whole and consistent copy to `target`. Ends with a sentence where there is nothing to copy."""
    source = settings.database_file
    if source is None:
        console.print("The database is PostgreSQL: use `pg_dump`, which its own manual explains.")
        raise typer.Exit(1)
    if not source.exists():
        console.print(f"There is no database at {source} yet.")
        raise typer.Exit(1)
    target.parent.mkdir(parents=True, exist_ok=True)
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("Copying", total=None)
        with sqlite3.connect(source) as from_, sqlite3.connect(target) as to:
            from_.backup(
                to,
                pages=PAGES_AT_ONCE,
                progress=lambda _, left, total: progress.update(task, completed=total - left, total=total),
            )
    console.print(f"Copied to {target} ({target.stat().st_size // 1024} KB).")
