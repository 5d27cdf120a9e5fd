"""The demo: the practice workspace and Steward in one process, with a made-up district. Nothing is left behind."""

import tempfile
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays
from cryptography.fernet import Fernet
from pydantic import SecretStr
from rich.console import Console

from bot import manifest
from bot.demo import district, harbor_glen, seed, weeks
from bot.demo.district import District
from bot.program import Program
from bot.serving import stop_signal
from bot.settings import Settings
from handlers.feature import Feature
from sandbox import Sandbox
from sandbox.clock import Clock

console = Console()


def latest_monday(now: datetime) -> datetime:
    """Return 08:00 on the latest Monday in the district's zone, in UTC: not later than `now`.

    A Monday about which nobody works (D-3 to D+2) is passed over: the demo's meeting is the day after it.
    """
    zone = ZoneInfo(harbor_glen.ZONE)
    local = now.astimezone(zone)
    off = holidays.country_holidays(weeks.COUNTRY, subdiv=weeks.REGION)
    monday = datetime.combine(local.date() - timedelta(days=local.weekday()), time(8), zone)
    while monday > local or any(monday.date() + timedelta(days=day) in off for day in range(-3, 3)):
        monday -= timedelta(days=7)
    return monday.astimezone(UTC)


async def run(port: int, features: Iterable[Feature], *, now: Callable[[], datetime]) -> None:
    """Serve the demo until Ctrl-C. Says the address, and what to do where the port is taken."""
    with tempfile.TemporaryDirectory(prefix="steward-demo-") as folder:
        try:
            async with opened(Path(folder), features, at=latest_monday(now()), port=port) as (_, _, address):
                console.print(f"\nSteward is ready in the practice workspace: [bold]{address}[/bold]")
                console.print("Ctrl-C stops it and leaves nothing behind.\n")
                await stop_signal()
        except OSError as error:
            console.print(
                f"Port {port} cannot be used ({error.strerror}). Choose another: PORT={port + 1} make demo"
            )
            raise SystemExit(1) from None


@asynccontextmanager
async def opened(
    folder: Path, features: Iterable[Feature], *, at: datetime, port: int = 0, running: bool = True
) -> AsyncIterator[tuple[Sandbox, Program, str]]:
    """Yield the practice workspace, Steward in it, and the address, with Harbor Glen as it stands `at` D0."""
    clock = Clock(at + timedelta(days=harbor_glen.STARTED), running=False)
    sandbox = Sandbox(clock=clock)
    place = district.build(sandbox, at.astimezone(ZoneInfo(harbor_glen.ZONE)).date())
    app = sandbox.add_app(manifest.build(features), "Steward")
    install = sandbox.install(app, place.workspace)
    for channel in (place.channel, place.school):
        sandbox.join(channel, install.bot_user_id)
    async with sandbox.serve(port=port) as address:
        settings = practice_settings(
            address, folder / "demo.sqlite3", bot_token=install.bot_token, app_token=app.app_token
        )
        async with Program(settings, features, now=clock.now) as program:
            with console.status("Setting up Harbor Glen Public Schools …"):
                # From the first day on, what is due comes when it is due: the past has its Mondays too.
                sandbox.attach(program)
                program.installations.also_from(partial(district.granted, sandbox, app))
                await seed.play(program, sandbox, place, at=at)
            clock.running = running
            yield sandbox, program, address


def practice_settings(address: str, database: Path, *, bot_token: str, app_token: str) -> Settings:
    """Return settings for the practice workspace: nothing is read from the environment or from `.env`."""
    return Settings(
        _env_file=None,
        slack_bot_token=SecretStr(bot_token),
        slack_app_token=SecretStr(app_token),
        slack_api_url=f"{address}/api/",
        database_url=f"sqlite:///{database}",
        encryption_keys=(SecretStr(Fernet.generate_key().decode()),),
        pace=timedelta(0),
    )


__all__ = ["District", "latest_monday", "opened", "practice_settings", "run"]
