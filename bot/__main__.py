"""The command line: `python -m bot COMMAND`."""

import asyncio
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from cryptography.fernet import Fernet
from pydantic import ValidationError
from rich.console import Console

from bot import backup as backups
from bot import doctor as doctors
from bot import logs, manifest, serving, settings
from bot.demo import running as demos
from bot.settings import Settings
from handlers import FEATURES
from storage.database import Database

cli = typer.Typer(
    help="Steward keeps an implementation team's promises, in Slack.",
    no_args_is_help=True,
    add_completion=False,
)
console = Console()
Port = Annotated[int | None, typer.Option(help="Where to listen, instead of PORT.")]


def clock() -> datetime:
    """The one clock of the program: the time now, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the edge where the clock is read; everything below is passed `now`


@cli.command()
def run(port: Port = None) -> None:
    """Run everything in one process: hear Slack, tick, deliver."""
    read = _settings(port)
    if missing := doctors.missing(read):
        console.print(doctors.how_to_begin(missing))
        raise typer.Exit(1)
    asyncio.run(serving.run(read, FEATURES, now=clock))


@cli.command()
def web(port: Port = None) -> None:
    """Only hear Slack: one of many web processes beside a worker. Needs PostgreSQL to share."""
    read = _settings(port)
    if missing := doctors.missing(read):
        console.print(doctors.how_to_begin(missing))
        raise typer.Exit(1)
    asyncio.run(serving.web(read, FEATURES, now=clock))


@cli.command()
def worker() -> None:
    """Only tick and deliver. A second worker may run beside the first at any time."""
    asyncio.run(serving.worker(_settings(), FEATURES, now=clock))


@cli.command()
def demo(port: Annotated[int, typer.Option(help="Where the practice workspace listens.")] = 3000) -> None:
    """Run Steward in the practice workspace, with a made-up district. No Slack account, no tokens."""
    asyncio.run(demos.run(port, FEATURES, now=clock))


@cli.command()
def migrate() -> None:
    """Bring the database to this version."""
    db = Database.open(_settings().database_url)
    db.migrate()
    asyncio.run(db.close())
    console.print("The database is up to date.")


@cli.command()
def doctor() -> None:
    """Say what is missing or does not fit, and what to do about it."""
    checks = asyncio.run(doctors.examine(_settings()))
    for check in checks:
        console.print(check.line())
    raise typer.Exit(0 if all(check.ok for check in checks) else 1)


@cli.command(name="manifest")
def show_manifest(
    aliases: Annotated[bool, typer.Option(help="Also /action and /actions.")] = False,
    look_up: Annotated[bool, typer.Option(help="Scopes to look up whether a post arrived.")] = True,
) -> None:
    """Print the app manifest to paste into Slack (Your apps, Create New App, From a manifest)."""
    built = manifest.build(FEATURES, public_url=_settings().public_url, aliases=aliases, look_up=look_up)
    sys.stdout.write(json.dumps(built, indent=2) + "\n")


@cli.command()
def backup(target: Annotated[Path, typer.Argument(help="The file to write.")]) -> None:
    """Copy the SQLite database while Steward runs."""
    backups.copy(_settings(), target, console)


@cli.command(name="new-key")
def new_key() -> None:
    """Print a new key for ENCRYPTION_KEYS."""
    sys.stdout.write(Fernet.generate_key().decode() + "\n")


def _settings(port: int | None = None) -> Settings:
    """Read the settings, or end with the variable that does not fit. Logging begins here."""
    try:
        read = settings.read()
    except ValidationError as error:
        for problem in error.errors():
            name = "_".join(str(part) for part in problem["loc"][:1]).upper()
            console.print(f"{name}: {problem['msg']}. `.env.example` explains it.", markup=False)
        raise typer.Exit(1) from None
    logs.begin(read)
    return read.model_copy(update={"port": port}) if port is not None else read


if __name__ == "__main__":
    cli()
