"""One slow workspace, or one that Slack asked to wait, delays no other."""

import asyncio
import time
from datetime import datetime
from typing import Any

import pytest
from sqlmodel import Session, select

from bot.delivery import EACH
from sandbox.faults import Fault
from sandbox.records import Channel, Install, Workspace
from storage import outbox, workspaces
from storage.outbox import OutboxMessage
from tests.support.town import Town

SLOW = 0.5
MANY = 300


@pytest.fixture
def way_in() -> str:
    return "socket"


async def neighbour(town: Town) -> Channel:
    """Install Steward in another workspace; the channel where it is there."""
    place = town.sandbox.add_workspace("Next Door Schools", "nextdoor")
    install = town.sandbox.install(town.app, place)
    granted = {
        "team": {"id": place.id, "name": place.name},
        "bot_user_id": install.bot_user_id,
        "access_token": install.bot_token,
    }
    await town.program.installations.install(granted)
    return channel(town, place, install, "general-next-door")


def channel(town: Town, place: Workspace, install: Install, name: str) -> Channel:
    bot = town.sandbox.world.people[install.bot_user_id]
    return town.sandbox.add_channel(place, name, members=[bot])


def put(session: Session, *, channels: list[Channel], now: datetime) -> None:
    for where in channels:
        home = workspaces.by_slack_id(session, slack_team_id=where.workspace_id)
        assert home is not None
        facts: dict[str, Any] = {"kind": "test", "text": "Good morning.", "blocks": [], "now": now}
        outbox.put(session, workspace=home, key=f"to {where.id}", channel_id=where.id, **facts)


def states(session: Session, *, channel_id: str) -> list[str]:
    return list(session.exec(select(OutboxMessage.state).where(OutboxMessage.channel_id == channel_id)))


async def posted(town: Town, where: Channel) -> float:
    """The seconds until its message is posted."""
    began, committed = time.monotonic(), asyncio.Event()
    town.program.db.on_commit(committed.set)
    while await town.program.db.read(states, channel_id=where.id) != ["posted"]:
        await committed.wait()
        committed.clear()
    return time.monotonic() - began


async def test_a_workspace_where_slack_is_slow_keeps_its_own_waiting_and_no_other(town: Town) -> None:
    next_door = await neighbour(town)
    ours = [channel(town, town.place.workspace, town.install, f"room-{n}") for n in range(MANY)]
    slow = Fault("chat.postMessage", "slow", MANY, SLOW, workspace_id=town.place.workspace.id)
    town.sandbox.faults.planned.append(slow)
    now = town.program.deps.now()

    await town.program.db.write(put, channels=ours, now=now)
    await town.program.delivery.claim()
    assert 0 < len(town.program.delivery._air) <= EACH
    await town.program.db.write(put, channels=[next_door], now=now)

    assert await posted(town, next_door) < SLOW


async def test_a_workspace_that_slack_asked_to_wait_is_asked_no_more_until_then_and_others_go_on(
    town: Town,
) -> None:
    next_door = await neighbour(town)
    ours = [channel(town, town.place.workspace, town.install, f"room-{n}") for n in range(3 * EACH)]
    limit = Fault("chat.postMessage", "ratelimited", 1, 30, workspace_id=town.place.workspace.id)
    town.sandbox.faults.planned.append(limit)
    now = town.program.deps.now()

    await town.program.db.write(put, channels=ours[:1], now=now)
    await town.program.settled()
    await town.program.db.write(put, channels=[*ours[1:], next_door], now=now)
    await town.program.settled()

    assert await town.program.db.read(states, channel_id=next_door.id) == ["posted"]
    asked = await town.room.calls("chat.postMessage")
    assert len(asked) == 2, "one was refused, one was next door's; nobody else asked"
    await town.room.forward(minutes=1)
    for where in ours:
        assert await town.program.db.read(states, channel_id=where.id) == ["posted"]
