"""Turns: one a second in a channel, Slack's tier for each method and workspace, and what Slack asks to wait."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest

from bot.pacing import BURST, HeldError, Pace

NOW = datetime(2026, 11, 16, 13, tzinfo=UTC)


def pace(seconds: float = 0.05) -> Pace:
    return Pace(timedelta(seconds=seconds), now=lambda: NOW)


async def took(*turns: object) -> float:
    began = time.monotonic()
    await asyncio.gather(*turns)  # type: ignore[call-overload]  # coroutines, which object does not say
    return time.monotonic() - began


async def test_a_channel_takes_one_message_an_interval_and_others_do_not_wait() -> None:
    turns = pace()

    assert await took(*(turns.turn(1, "chat.postMessage", "C1") for _ in range(4))) >= 0.15
    assert await took(*(turns.turn(1, "chat.postMessage", f"C{n}") for n in range(2, 6))) < 0.05


async def test_a_method_has_a_burst_and_then_its_tier_in_each_workspace() -> None:
    turns = pace()
    at_once = await took(*(turns.turn(1, "chat.postMessage", f"C{n}") for n in range(BURST)))
    next_one = await took(turns.turn(1, "chat.postMessage", "Cnext"))

    assert at_once < 0.15
    assert 0.05 <= next_one < 0.4, "300 a minute"
    assert await took(turns.turn(2, "chat.postMessage", "C1")) < 0.05
    assert await took(turns.turn(1, "chat.update")) < 0.05


async def test_what_slack_asks_to_wait_holds_one_method_in_one_workspace() -> None:
    turns = pace()
    turns.hold(1, "chat.postMessage", NOW + timedelta(seconds=30))

    with pytest.raises(HeldError, match="13:00:30") as held:
        await turns.turn(1, "chat.postMessage", "C1")

    assert held.value.until == NOW + timedelta(seconds=30)
    await turns.turn(2, "chat.postMessage", "C1")
    await turns.turn(1, "chat.update")


async def test_a_hold_that_is_over_holds_nothing() -> None:
    turns = pace()
    turns.hold(1, "chat.postMessage", NOW)

    await turns.turn(1, "chat.postMessage", "C1")


async def test_in_practice_nobody_waits_for_a_turn_but_what_slack_asks_holds() -> None:
    turns = pace(0)

    assert await took(*(turns.turn(1, "chat.postMessage", "C1") for _ in range(100))) < 0.1
    turns.hold(1, "chat.postMessage", NOW + timedelta(seconds=1))
    with pytest.raises(HeldError):
        await turns.turn(1, "chat.postMessage", "C1")
