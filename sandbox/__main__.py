"""`python -m sandbox`: a practice Slack for any app."""

import asyncio
import contextlib
import json
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from sandbox.apps import App
from sandbox.clock import Clock
from sandbox.practice import Sandbox
from sandbox.records import Install, Workspace

# a small world, for when none is given
WORLD: dict[str, Any] = {
    "name": "Harbor Glen Public Schools",
    "domain": "harborglen",
    "people": [
        {"name": "maya", "real_name": "Maya Okafor", "is_admin": True},
        {"name": "daniel", "real_name": "Daniel Reyes"},
        {"name": "ana", "real_name": "Ana Sousa", "is_restricted": True},
    ],
    "channels": [
        {"name": "general", "members": ["maya", "daniel"], "bot": True},
        {"name": "northlight-ela", "members": ["maya", "daniel", "ana"]},
    ],
}


def main(  # noqa: PLR0917 - typer makes options of them, named on the command line
    port: Annotated[int, typer.Option(help="Where to serve; 0 takes any free port.")] = 3000,
    manifest: Annotated[Path | None, typer.Option(help="The app's Slack manifest, JSON.")] = None,
    world: Annotated[
        Path | None, typer.Option(help="People and channels, JSON; docs/sandbox.md shows how.")
    ] = None,
    request_url: Annotated[str, typer.Option(help="Send signed HTTP here instead of Socket Mode.")] = "",
    seed: Annotated[str, typer.Option(help="The same word gives the same tokens at every start.")] = "",
    at: Annotated[str, typer.Option(help="What the clock shows at first, with its zone.")] = "",
    strict_rate: Annotated[bool, typer.Option(help="Enforce one message a second a channel.")] = False,
    frozen_clock: Annotated[bool, typer.Option(help="The clock moves only when told.")] = False,
) -> None:
    """A practice Slack on this machine, for any app. Ctrl-C ends it; nothing is kept."""
    clock = Clock(moment(at) if at else None, running=not frozen_clock)
    sandbox = Sandbox(clock=clock, strict_rate=strict_rate, seed=seed)
    app = sandbox.add_app(read(manifest) if manifest else None)
    app.request_url = request_url
    described = read(world) if world else WORLD
    installs = [settle(sandbox, app, row) for row in described.get("workspaces", [described])]
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(sandbox, app, installs, port))


def moment(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise typer.BadParameter(f"“{text}” is no moment. Write it like 2026-03-02T08:00:00-05:00.")
    return at


def read(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise typer.BadParameter(f"{path} cannot be read as JSON ({error}).") from None
    return found


def settle(sandbox: Sandbox, app: App, described: dict[str, Any]) -> Install:
    """Make a workspace as described, with the app installed."""
    workspace = sandbox.add_workspace(
        described["name"], described["domain"], plan=described.get("plan", "paid")
    )
    install = sandbox.install(app, workspace)
    for row in described.get("people", ()):
        sandbox.add_person(workspace, **row)
    for row in described.get("channels", ()):
        add_channel(sandbox, workspace, install, dict(row))
    return install


def add_channel(sandbox: Sandbox, workspace: Workspace, install: Install, row: dict[str, Any]) -> None:
    """`members` are names; with `bot` the app's bot is there too."""
    people = [sandbox.world.person(name, workspace.id) for name in row.pop("members", ())]
    bot = row.pop("bot", False)
    channel = sandbox.add_channel(workspace, row.pop("name"), members=people, **row)
    if bot:
        sandbox.join(channel, install.bot_user_id)


async def serve(sandbox: Sandbox, app: App, installs: list[Install], port: int) -> None:
    async with sandbox.serve(port=port) as base_url:
        for line in greeting(sandbox, app, installs, base_url):
            typer.echo(line)
        await asyncio.Event().wait()


def greeting(sandbox: Sandbox, app: App, installs: list[Install], base_url: str) -> list[str]:
    """Where it is, and what the app needs to know, as lines for its .env."""
    lines = [f"A practice Slack is at {base_url} (Ctrl-C ends it).", ""]
    lines += [f"SLACK_API_URL={base_url}/api/"]
    if app.socket_mode:
        lines += [f"SLACK_APP_TOKEN={app.app_token}"]
    for install in installs:
        name = sandbox.world.workspaces[install.workspace_id].name
        note = f"  # {name}" if len(installs) > 1 else ""
        lines += [f"SLACK_BOT_TOKEN={install.bot_token}{note}"]
    return [*lines, f"SLACK_SIGNING_SECRET={app.signing_secret}", ""]


program = typer.Typer(add_completion=False)
program.command()(main)

if __name__ == "__main__":
    program()
