"""The demo: Harbor Glen as it stands on a Monday morning, and what a visitor does first."""

from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from sqlmodel import Session, col, select

from bot.demo import harbor_glen, weeks
from bot.demo.running import opened
from bot.program import Program
from handlers import FEATURES
from sandbox import Sandbox
from storage import action_lists, team_lists
from storage.action_rows import Action
from storage.teams import Team, today
from tests.support.people import Room, words
from tests.support.town import MONDAY

Demo = tuple[Sandbox, Program, Room]
CHANNEL = "northlight-ela"
HELD = len(weeks.HELD)


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Demo]:
    """The demo, its clock standing still at D0."""
    async with (
        opened(tmp_path, FEATURES, at=MONDAY, running=False) as (sandbox, program, address),
        aiohttp.ClientSession() as http,
    ):
        yield sandbox, program, Room(address, http)


async def test_the_demo_stands_as_the_district_does_and_each_thing_to_try_is_answered(demo: Demo) -> None:
    sandbox, program, room = demo

    standing = await program.db.read(_standing)

    assert standing["numbers"] == list(range(1, 26))
    assert standing["states"] == {"done": 8, "open": 10, "in_progress": 5, "blocked": 2}
    assert standing["overdue"] == [2, 6, 10, 13, 16]
    assert standing["carried"] == {2: 1, 6: 2, 10: 3, 13: 1, 16: 2}
    assert standing["gaps"] == {"pacing", "training"}
    posted = await room.get("messages", user="maya", channel="northlight-ela")
    cards = [message for message in posted["messages"] if words(message).startswith("*A-")]
    assert len(cards) == len(standing["numbers"])
    # Nothing in its past went wrong.
    told = await room.get("messages", user="maya", channel="Steward")

    said = [words(message) for message in told["messages"]]
    assert said, "Maya got no roll-up"
    assert not [text for text in said if "was not sent" in text or "did not arrive" in text]
    for suggestion in sandbox.world.suggestions:
        if suggestion.until:
            await sandbox.clock.to(suggestion.until)
        if suggestion.command:
            answer = await room.post(
                "command", user=suggestion.user_id, channel=suggestion.channel_id, text=suggestion.command
            )
            assert answer["responses"], suggestion.title
            assert "error" not in answer, suggestion.title
    channel = [
        words(message) for message in (await room.get("messages", user="maya", channel=CHANNEL))["messages"]
    ]
    assert sum(text.startswith(f"*{harbor_glen.TEAM} weekly*") for text in channel) == HELD + 1
    assert sum(text.startswith(f"*{harbor_glen.TEAM}: Minutes") for text in channel) == HELD + 1
    toms = [
        words(message) for message in (await room.get("messages", user="tom", channel="Steward"))["messages"]
    ]
    assert "Find cover for the coach vacancy" in toms[-1]


async def test_steward_is_removed_and_installed_again_and_in_a_second_workspace(demo: Demo) -> None:
    sandbox, program, room = demo
    workspace, app = next(iter(sandbox.world.workspaces)), next(iter(sandbox.world.apps))

    await room.post("uninstall", app=app, workspace=workspace)
    await program.settled()
    await room.post("install", app=app, workspace=workspace)
    answer = await room.post("command", user="maya", channel="northlight-ela", text="/steward A-16")

    assert "Find cover for the coach vacancy" in " ".join(words(message) for message in answer["responses"])

    annex = sandbox.add_workspace("Harbor Glen Annex", "annex")
    ruth = sandbox.add_person(annex, "ruth-annex", "Ruth Calder")
    channel = sandbox.add_channel(annex, "northlight-ela", members=[ruth])
    sandbox.join(channel, sandbox.install(next(iter(sandbox.world.apps.values())), annex).bot_user_id)

    answer = await room.post("command", user=ruth.id, channel=channel.id, text="/steward status")

    assert "/steward setup" in " ".join(words(message) for message in answer["responses"])


def _standing(session: Session) -> dict[str, object]:
    team = session.exec(select(Team)).one()
    rows = session.exec(select(Action).order_by(col(Action.number))).all()
    day = today(team, MONDAY)
    late = action_lists.of_team(session, team=team, today=day, which="overdue", limit=50, offset=0)
    return {
        "numbers": [row.number for row in rows],
        "states": dict(Counter(row.state for row in rows)),
        "overdue": sorted(listed.action.number for listed in late.rows),
        "carried": {row.number: row.carried for row in rows if row.carried},
        "gaps": {gap.workstream.name for gap in team_lists.gaps(session, team=team)},
    }
