"""`python -m sandbox`: starts, says where it is and with which tokens, and ends with Ctrl-C."""

import asyncio
import json
import signal
import sys
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from typer.testing import CliRunner

from sandbox import Sandbox
from sandbox.__main__ import greeting, program, serve, settle
from tests.sandbox.conftest import MANIFEST
from tests.sandbox.robots import Api, Control

WORKSPACES: list[dict[str, Any]] = [
    {
        "name": "Harbor Glen Public Schools",
        "domain": "harborglen",
        "people": [{"name": "maya", "real_name": "Maya Okafor", "tz": "America/Chicago"}],
        "channels": [{"name": "plans", "members": ["maya"], "bot": True, "is_private": True}],
    },
    {"name": "Tide Point Schools", "domain": "tidepoint", "plan": "free"},
]


async def started(*options: str) -> tuple[asyncio.subprocess.Process, dict[str, str]]:
    """The program, and the lines of its greeting as NAME=value."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "sandbox",
        "--port",
        "0",
        *options,
        stdout=asyncio.subprocess.PIPE,
        # A shell that runs the tests in the background has them ignore Ctrl-C, and a child inherits that.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stdout is not None
    lines: dict[str, str] = {}
    while "SLACK_SIGNING_SECRET" not in lines:
        line = (await asyncio.wait_for(process.stdout.readline(), 60)).decode().strip()
        name, _, value = line.partition("=")
        lines[name] = value.partition(" ")[0]
    return process, lines


async def test_it_starts_alone_and_ends_with_ctrl_c() -> None:
    process, lines = await started("--frozen-clock", "--at", "2026-03-02T08:00:00-05:00", "--seed", "same")
    base_url = lines["SLACK_API_URL"].removesuffix("/api/")
    async with aiohttp.ClientSession() as http:
        assert (await Api(http, base_url, lines["SLACK_BOT_TOKEN"]).call("auth.test"))["ok"]
        state = await Control(http, base_url).get("state")

    process.send_signal(signal.SIGINT)

    assert await asyncio.wait_for(process.wait(), 60) == 0
    assert [row["real_name"] for row in state["people"]] == ["Maya Okafor", "Daniel Reyes", "Ana Sousa"]
    assert state["clock"]["now"] == "2026-03-02T13:00:00+00:00"
    assert lines["SLACK_APP_TOKEN"].startswith("xapp-")


def test_the_same_seed_gives_the_same_tokens() -> None:
    def secrets(seed: str) -> list[str]:
        sandbox = Sandbox(seed=seed)
        app = sandbox.add_app()
        install = settle(sandbox, app, {"name": "Harbor Glen", "domain": "hg"})
        return [app.app_token, app.signing_secret, install.bot_token]

    assert secrets("one") == secrets("one")
    assert secrets("one") != secrets("two")
    assert secrets("") != secrets("")
    assert len(set(secrets("one"))) == 3


def test_a_world_is_read_as_described() -> None:
    sandbox = Sandbox()
    app = sandbox.add_app(MANIFEST)

    installs = [settle(sandbox, app, row) for row in WORKSPACES]

    [channel] = sandbox.world.channels.values()
    assert (channel.name, channel.is_private) == ("plans", True)
    assert installs[0].bot_user_id in channel.members
    assert sandbox.world.person("maya").tz == "America/Chicago"
    assert sandbox.world.workspace("tidepoint").plan == "free"


def test_the_greeting_has_a_token_a_workspace_and_no_app_token_over_http() -> None:
    sandbox = Sandbox()
    app = sandbox.add_app(MANIFEST)
    app.request_url = "http://127.0.0.1:9"
    installs = [settle(sandbox, app, row) for row in WORKSPACES]

    lines = greeting(sandbox, app, installs, "http://127.0.0.1:3000")

    text = "\n".join(lines)
    assert text.count("SLACK_BOT_TOKEN=") == 2
    assert "# Tide Point Schools" in text
    assert "SLACK_APP_TOKEN" not in text


async def test_it_serves_until_it_is_told_to_end(capsys: pytest.CaptureFixture[str]) -> None:
    sandbox = Sandbox()
    app = sandbox.add_app()
    serving = asyncio.create_task(serve(sandbox, app, [], 0))
    while "SLACK_SIGNING_SECRET" not in capsys.readouterr().out:  # noqa: ASYNC110 - it says so when it is there
        await asyncio.sleep(0.01)

    serving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await serving

    assert not sandbox.serving


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    broken = tmp_path / "app.json"
    broken.write_text("{")

    result = CliRunner().invoke(program, ["--manifest", str(broken)])

    assert result.exit_code == 2
    assert "cannot be read" in result.output


def test_a_time_that_is_none_is_named() -> None:
    result = CliRunner().invoke(program, ["--at", "noon"])

    assert result.exit_code == 2
    assert "noon" in result.output


async def test_manifest_and_world_come_from_files(tmp_path: Path) -> None:
    (tmp_path / "app.json").write_text(json.dumps(MANIFEST))
    (tmp_path / "world.json").write_text(json.dumps({"workspaces": WORKSPACES}))

    process, lines = await started(
        "--manifest", str(tmp_path / "app.json"), "--world", str(tmp_path / "world.json"), "--strict-rate"
    )
    base_url = lines["SLACK_API_URL"].removesuffix("/api/")
    async with aiohttp.ClientSession() as http:
        state = await Control(http, base_url).get("state")
    process.send_signal(signal.SIGINT)

    assert await asyncio.wait_for(process.wait(), 60) == 0
    assert [row["name"] for row in state["workspaces"]] == [
        "Harbor Glen Public Schools",
        "Tide Point Schools",
    ]
    assert state["apps"][0]["name"] == "Helper"
