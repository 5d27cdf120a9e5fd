"""A person is answered at once: nothing is asked of Slack before it, and nothing is asked twice."""

import statistics
from datetime import datetime, timedelta

import pytest

from storage.teams import Team
from tests.support.people import Someone
from tests.support.town import Town

SLOWEST = 300.0
"""Milliseconds, of Slack's 3,000 (Handling user interaction: acknowledge in 3 seconds)."""
DELIVERING = {"chat.postMessage", "chat.update", "conversations.open"}
"""What the outbox calls, on its own, as soon as a change is on disk."""
ASKED = (
    "",
    "help",
    "status",
    "people",
    "workstream",
    "workstream pacing",
    "actions",
    "actions overdue",
    "action Draft the guide @Priya Nair by Friday in pacing",
    "action Draft it by Friday",
    "A-1",
    "history A-1",
    "done A-1",
    "undo",
    "setup",
    "settings",
    "no such word",
)


@pytest.mark.parametrize("way_in", ["socket", "http"], indirect=True)
async def test_every_command_is_answered_before_slack_is_asked_anything(
    team: Team, town: Town, maya: Someone
) -> None:
    town.sandbox.clock.running = True
    await maya.types("/steward help")  # the first of a process loads what the others use

    took = []
    for asked in ASKED:
        heard = await maya.types(f"/steward {asked}".strip())
        took.append(heard.ack_ms)
        if heard.view:
            await town.room.post("close", user=maya.id)
        assert await _asked_before_the_answer(town) <= DELIVERING, asked

    assert statistics.median(took) < SLOWEST
    assert len(await town.room.calls("auth.test")) == 1


@pytest.fixture
def way_in(request: pytest.FixtureRequest) -> str:
    return str(request.param)


async def _asked_before_the_answer(town: Town) -> set[str]:
    """The methods called between the last command's sending and its acknowledgement."""
    sent = [
        row for row in (await town.room.get("deliveries"))["deliveries"] if row["type"] == "slash_command"
    ][-1]
    began = datetime.fromisoformat(sent["at"])
    answered = began + timedelta(milliseconds=sent["ack_ms"])
    calls = (await town.room.get("calls"))["calls"]
    return {call["method"] for call in calls if began <= datetime.fromisoformat(call["at"]) < answered}
