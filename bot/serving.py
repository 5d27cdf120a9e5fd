"""Runs the program until it is asked to stop: what it is in one process, as a web process, as a worker."""

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterable
from datetime import datetime

import structlog
import uvicorn

from bot.http import build_web
from bot.program import Program
from bot.settings import Settings
from handlers.feature import Feature

log = structlog.get_logger()
Clock = Callable[[], datetime]


async def run(settings: Settings, features: Iterable[Feature], *, now: Clock) -> None:
    """Hear and work in this process; Slack's requests come over Socket Mode, or to the port."""
    await _serve(Program(settings, features, now=now), settings)


async def web(settings: Settings, features: Iterable[Feature], *, now: Clock) -> None:
    """Only hear."""
    await _serve(Program(settings, features, now=now, works=False), settings)


async def worker(settings: Settings, features: Iterable[Feature], *, now: Clock) -> None:
    """Only work."""
    async with Program(settings, features, now=now, hears=False):
        log.info("Working", database=settings.database_url.partition("://")[0])
        await stop_signal()


async def stop_signal() -> None:
    """Return at Ctrl-C or SIGTERM."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    await stop.wait()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.remove_signal_handler(name)


async def _serve(program: Program, settings: Settings) -> None:
    """Listen on the port: Slack's signed requests, health and metrics. Uvicorn takes the stop signals."""
    config = uvicorn.Config(
        build_web(program), host=settings.host, port=settings.port, log_config=None, access_log=False
    )
    log.info(
        "Starting",
        way_in="Socket Mode" if settings.slack_app_token else "signed HTTP",
        health=f"http://{settings.host}:{settings.port}/healthz",
    )
    # Uvicorn hands a Ctrl-C on after it has closed; the program is closed by then, and there is nothing to say.
    with contextlib.suppress(KeyboardInterrupt):
        await uvicorn.Server(config).serve()
