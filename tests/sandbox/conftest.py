"""A small Harbor Glen in the practice workspace, with an app installed in one of its channels."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from sandbox import Sandbox
from sandbox.apps import App
from sandbox.clock import Clock
from sandbox.records import Channel, Install, Person, Workspace
from tests.sandbox.robots import Api, Control, Robot

MONDAY = datetime(2026, 3, 2, 13, tzinfo=UTC)

MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Helper"},
    "features": {
        "app_home": {"home_tab_enabled": True},
        "bot_user": {"display_name": "Helper"},
        "slash_commands": [
            {"command": "/helper", "description": "Helps", "usage_hint": "me", "should_escape": True},
            {"command": "/raw", "description": "As typed", "should_escape": False},
        ],
        "shortcuts": [
            {"name": "Help with this", "type": "message", "callback_id": "help.this", "description": "Helps"},
            {"name": "Ask for help", "type": "global", "callback_id": "help.ask", "description": "Helps"},
        ],
    },
    "oauth_config": {"redirect_urls": ["http://127.0.0.1:9"], "scopes": {"bot": ["chat:write", "commands"]}},
    "settings": {
        "socket_mode_enabled": True,
        "event_subscriptions": {
            "bot_events": [
                "app_home_opened",
                "app_mention",
                "app_uninstalled",
                "channel_archive",
                "channel_rename",
                "channel_unarchive",
                "member_joined_channel",
                "member_left_channel",
                "message.channels",
                "message.groups",
                "message.im",
                "message_metadata_posted",
                "reaction_added",
                "reaction_removed",
                "team_join",
                "tokens_revoked",
                "user_change",
            ]
        },
    },
}


@pytest.fixture
def sandbox() -> Sandbox:
    clock = Clock(MONDAY, running=False)
    return Sandbox(clock=clock, ack_limit=timedelta(milliseconds=300))


@pytest.fixture
def workspace(sandbox: Sandbox) -> Workspace:
    return sandbox.add_workspace("Harbor Glen Public Schools", "harborglen")


@pytest.fixture
def maya(sandbox: Sandbox, workspace: Workspace) -> Person:
    return sandbox.add_person(workspace, "maya", "Maya Okafor", is_admin=True)


@pytest.fixture
def daniel(sandbox: Sandbox, workspace: Workspace) -> Person:
    return sandbox.add_person(workspace, "daniel", "Daniel Reyes", tz="America/Chicago")


@pytest.fixture
def channel(sandbox: Sandbox, workspace: Workspace, maya: Person, daniel: Person) -> Channel:
    return sandbox.add_channel(workspace, "northlight-ela", members=[maya, daniel])


@pytest.fixture
def private(sandbox: Sandbox, workspace: Workspace, maya: Person) -> Channel:
    return sandbox.add_channel(workspace, "leaders", members=[maya], is_private=True)


@pytest.fixture
def app(sandbox: Sandbox) -> App:
    return sandbox.add_app(MANIFEST)


@pytest.fixture
def install(sandbox: Sandbox, app: App, workspace: Workspace, channel: Channel) -> Install:
    install = sandbox.install(app, workspace)
    sandbox.join(channel, install.bot_user_id)
    return install


@pytest.fixture
async def base_url(sandbox: Sandbox, install: Install) -> AsyncIterator[str]:
    async with sandbox.serve() as base_url:
        yield base_url


@pytest.fixture
async def http(base_url: str) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def api(http: aiohttp.ClientSession, base_url: str, install: Install) -> Api:
    return Api(http, base_url, install.bot_token)


@pytest.fixture
def control(http: aiohttp.ClientSession, base_url: str) -> Control:
    return Control(http, base_url)


@pytest.fixture
async def robot(
    sandbox: Sandbox, http: aiohttp.ClientSession, base_url: str, app: App
) -> AsyncIterator[Robot]:
    """The app, connected once."""
    robot = Robot(http, base_url, app.app_token)
    sandbox.attach(robot)
    await robot.connect()
    yield robot
    await robot.close()
