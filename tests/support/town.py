"""Harbor Glen in the practice workspace, with the real Steward in it: over Socket Mode and over signed HTTP."""

import asyncio
import shutil
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

import aiohttp
import pytest
import uvicorn
from pydantic import SecretStr
from sqlmodel import Session

from bot import manifest
from bot.demo import district, harbor_glen
from bot.demo.running import practice_settings
from bot.http import build_web
from bot.program import Program
from handlers import FEATURES
from handlers.teams import rules as team_rules
from sandbox import Sandbox
from sandbox.apps import App
from sandbox.clock import Clock
from sandbox.records import Install
from storage import members, people, team_setup, workspaces
from storage.people import Person
from storage.teams import Team
from tests.support.people import Room, Someone

MONDAY = datetime(2026, 11, 16, 13, tzinfo=UTC)
"""08:00 in Harbor Glen, on a Monday."""


@dataclass(frozen=True)
class Town:
    """The practice workspace and Steward in it, with everybody at hand by their handle."""

    sandbox: Sandbox
    place: district.District
    app: App
    install: Install
    program: Program
    room: Room

    def someone(self, handle: str, at: str = harbor_glen.CHANNEL) -> Someone:
        """A person of the district, standing in a channel."""
        person = self.place.people[handle]
        return Someone(person.real_name, person.id, self.room, at)


OpenTown = Callable[..., Awaitable[Town]]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Conversations marked `both_ways` are held twice, every other one on the way in that its name decides.

    The two ways meet at one edge before any feature hears of them, so a feature is not told apart by them; half of
    all conversations on each is what finds a difference, at half the time.
    """
    if "way_in" not in metafunc.fixturenames or hasattr(metafunc.module, "way_in"):
        return
    marks = list(metafunc.definition.iter_markers())
    if any("way_in" in str(mark.args[0]) for mark in marks if mark.name == "parametrize"):
        return
    both = any(mark.name == "both_ways" for mark in marks)
    ways = ["socket", "http"]
    named = ways[zlib.crc32(metafunc.definition.name.encode()) % 2]
    metafunc.parametrize("way_in", ways if both else [named], indirect=True)


@pytest.fixture
def way_in(request: pytest.FixtureRequest) -> str:
    """How Slack reaches Steward: over Socket Mode or over signed HTTP."""
    return str(request.param)


@pytest.fixture
async def town(way_in: str, tmp_path: Path, migrated_sqlite: Path) -> AsyncIterator[Town]:
    """Steward is installed and in the team's channel; there is no team yet."""
    shutil.copy(migrated_sqlite, tmp_path / "steward.sqlite3")
    async with opened(tmp_path / "steward.sqlite3", way_in) as found:
        yield found


@asynccontextmanager
async def opened(database: Path, way_in: str = "socket") -> AsyncIterator[Town]:
    """Open the town and everything in it; close it in reverse."""
    clock = Clock(MONDAY, running=False)
    sandbox = Sandbox(clock=clock)
    place = district.build(sandbox, MONDAY.date())
    async with AsyncExitStack() as stack:
        address = await stack.enter_async_context(sandbox.serve(port=0))
        app = sandbox.add_app(
            manifest.build(FEATURES, public_url="http://127.0.0.1" if way_in == "http" else None), "Steward"
        )
        install = sandbox.install(app, place.workspace)
        sandbox.join(place.channel, install.bot_user_id)
        settings = practice_settings(address, database, bot_token=install.bot_token, app_token=app.app_token)
        if way_in == "http":
            signed = {"slack_app_token": None, "slack_signing_secret": SecretStr(app.signing_secret)}
            settings = settings.model_copy(update=signed)
        program = Program(settings, FEATURES, now=clock.now)
        if way_in == "http":
            app.request_url = await stack.enter_async_context(served(program)) + "/slack/events"
        else:
            await stack.enter_async_context(program)
        sandbox.attach(program)
        http = await stack.enter_async_context(aiohttp.ClientSession())
        await program.settled()
        yield Town(sandbox, place, app, install, program, Room(address, http))


@asynccontextmanager
async def served(program: Program) -> AsyncIterator[str]:
    """Serve the program's web side on a free port."""
    config = uvicorn.Config(build_web(program), port=0, log_config=None, access_log=False)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        assert not serving.done(), "the web side did not start"
        await asyncio.sleep(0)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    await serving


@pytest.fixture
async def team(town: Town) -> Team:
    """The District Implementation Team in #northlight-ela: leader, coordinator, core and invited, seven workstreams."""
    return await town.program.db.write(_set_up, town=town, now=town.program.deps.now())


def _set_up(session: Session, *, town: Town, now: datetime) -> Team:
    workspace = workspaces.by_slack_id(session, slack_team_id=town.place.workspace.id)
    assert workspace is not None
    met: dict[str, Person] = {
        somebody.handle: people.meet(
            session,
            workspace=workspace,
            slack_user_id=town.place.people[somebody.handle].id,
            name=somebody.name,
            zone=harbor_glen.ZONE,
            is_guest=somebody.is_guest,
            is_admin=somebody.is_admin,
            now=now,
        )
        for somebody in harbor_glen.PEOPLE
    }
    leader = met[harbor_glen.LEADER]
    made = team_setup.set_up(
        session,
        workspace=workspace,
        channel_id=town.place.channel.id,
        leader=leader,
        coordinator=met[harbor_glen.COORDINATOR],
        by=leader,
        workstream_names=team_rules.PRESETS,
        name=harbor_glen.TEAM,
        level="district",
        innovation=harbor_glen.INNOVATION,
        zone=harbor_glen.ZONE,
        weekly_weekday=1,
        weekly_at=time(15, 30),
        weekly_minutes=45,
        first_stepback_on=None,
        now=now,
    )
    for somebody in harbor_glen.PEOPLE:
        if somebody.part and somebody.handle not in {harbor_glen.LEADER, harbor_glen.COORDINATOR}:
            members.join(
                session, team=made, person=met[somebody.handle], kind=somebody.part, by=leader, now=now
            )
    return made


def _member(handle: str) -> Callable[[Town], Someone]:
    def someone(town: Town) -> Someone:
        return town.someone(handle)

    return pytest.fixture(name=handle)(someone)


maya, daniel, priya, tom, lucia = map(_member, ("maya", "daniel", "priya", "tom", "lucia"))
samir, renee, grace, omar, hannah = map(_member, ("samir", "renee", "grace", "omar", "hannah"))
joy, ben, ana, helen, victor, ruth = map(_member, ("joy", "ben", "ana", "helen", "victor", "ruth"))
