"""Each message once, whatever Slack and the network do."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from bot.program import Program
from handlers import FEATURES
from storage import outbox
from storage.outbox import OutboxMessage
from storage.teams import Team
from storage.workspaces import Workspace
from tests.support.people import words
from tests.support.town import Town

HELLO = "Good morning, team."


@pytest.fixture
def way_in() -> str:
    """What leaves Steward does not depend on how things come in."""
    return "socket"


def _put(
    session: Session,
    *,
    channel_id: str,
    now: datetime,
    key: str = "hello",
    text: str = HELLO,
    thread_of: str | None = None,
) -> None:
    workspace = session.exec(select(Workspace)).one()
    team = session.exec(select(Team)).first()
    outbox.put(
        session,
        workspace=workspace,
        team=team,
        key=key,
        kind="test",
        channel_id=channel_id,
        text=text,
        blocks=[],
        now=now,
        thread_of=thread_of,
    )


def _row(session: Session, *, key: str = "hello") -> OutboxMessage:
    return session.exec(select(OutboxMessage).where(OutboxMessage.key == key)).one()


async def _write(town: Town, **more: Any) -> None:
    channel_id = more.pop("channel_id", town.place.channel.id)
    await town.program.db.write(_put, channel_id=channel_id, now=town.program.deps.now(), **more)
    await town.program.settled()


async def _revise(town: Town, said: str) -> None:
    def revise(session: Session, *, now: datetime) -> None:
        workspace = session.exec(select(Workspace)).one()
        outbox.revise(session, workspace=workspace, key="hello", text=said, blocks=[], now=now)

    await town.program.db.write(revise, now=town.program.deps.now())
    await town.program.settled()


async def _state(town: Town, key: str = "hello") -> str:
    return (await town.program.db.read(_row, key=key)).state


async def _hellos(town: Town) -> int:
    maya = town.someone("maya")
    return sum(HELLO in words(message) for message in await maya.sees())


async def _fault(town: Town, kind: str, method: str = "chat.postMessage", **more: Any) -> None:
    await town.room.post("faults", method=method, kind=kind, **more)


async def test_a_message_is_posted_once(team: Team, town: Town) -> None:
    await _write(town)

    assert await _hellos(town) == 1
    assert await _state(town) == "posted"


async def test_a_message_whose_answer_was_lost_is_found_and_not_sent_again(team: Team, town: Town) -> None:
    await _fault(town, "answer_lost")

    await _write(town)
    assert await _state(town) == "ambiguous"
    await town.room.forward(minutes=5)

    assert await _state(town) == "posted"
    assert await _hellos(town) == 1


async def test_a_message_that_never_arrived_is_sent_again_after_two_looks(team: Team, town: Town) -> None:
    await _fault(town, "server_error")

    await _write(town)
    assert await _hellos(town) == 0
    await town.room.forward(minutes=5)

    assert await _hellos(town) == 1
    assert len(await town.room.calls("conversations.history")) == 2


async def test_a_message_waits_as_long_as_slack_asks(team: Team, town: Town) -> None:
    await _fault(town, "ratelimited")

    await _write(town)
    assert await _state(town) == "pending"
    await town.room.forward(minutes=2)

    assert await _hellos(town) == 1


async def test_a_channel_without_steward_fails_and_the_leader_is_told_once_how_to_mend_it(
    team: Team, town: Town
) -> None:
    elsewhere = town.place.general.id

    await _write(town, channel_id=elsewhere)
    await _write(town, channel_id=elsewhere, key="second")

    assert await _state(town) == "failed"
    told = [words(message) for message in await town.someone("maya").dms()]
    assert sum("/invite @Steward" in said for said in told) == 1


async def test_what_failed_for_want_of_an_invitation_arrives_with_it_in_its_latest_words(
    team: Team, town: Town
) -> None:
    elsewhere = town.place.general
    await _write(town, channel_id=elsewhere.id, key="yesterday")
    await town.room.forward(hours=25)
    await _write(town, channel_id=elsewhere.id)
    await _revise(town, "Good evening.")

    await town.room.post("join", channel=elsewhere.id, user="Steward")
    await town.program.settled()

    assert await _state(town) == "posted"
    assert await _state(town, "yesterday") == "failed", "what is older than a day is not news any more"
    assert "Good evening." in await town.someone("maya").reads(elsewhere.id)


async def test_what_failed_in_an_archived_channel_arrives_when_it_is_opened_again(
    team: Team, town: Town
) -> None:
    channel = town.place.channel
    await town.room.post("archive", channel=channel.id)
    await _write(town)
    assert await _state(town) == "failed"

    await town.room.post("unarchive", channel=channel.id)
    await town.program.settled()

    assert await _state(town) == "posted"
    assert await _hellos(town) == 1


@pytest.mark.parametrize(
    ("error", "way_out"),
    [
        ("channel_not_found", "/invite @Steward"),
        ("is_archived", "Unarchive it"),
        ("restricted_action", "Ask a workspace admin"),
        ("account_inactive", "Ask whoever installed it"),
        ("no_text", "Slack said `no_text`"),
    ],
)
async def test_what_slack_refuses_for_good_is_told_once_with_the_way_out(
    team: Team, town: Town, error: str, way_out: str
) -> None:
    for key in ("first", "second"):
        await _fault(town, "refused", error=error)
        await _write(town, key=key)

    told = [words(message) for message in await town.someone("maya").dms()]
    assert sum(way_out in said for said in told) == 1
    assert await _hellos(town) == 0


async def test_a_reply_to_what_never_arrived_stands_by_itself(team: Team, town: Town) -> None:
    await _fault(town, "refused", error="no_text")
    await _write(town, key="root", text="The root")
    await _write(town, key="reply", text="A reply", thread_of="root")

    [reply] = [seen for seen in await town.someone("maya").sees() if "A reply" in words(seen)]
    assert await _state(town, "root") == "failed"
    assert await _state(town, "reply") == "posted"
    assert not reply.get("thread_ts")


async def test_a_reply_joins_the_thread_of_its_root(team: Team, town: Town) -> None:
    await _write(town, key="root", text="The root")
    await _write(town, key="reply", text="A reply", thread_of="root")

    root = await town.program.db.read(_row, key="root")
    reply = await town.program.db.read(_row, key="reply")
    assert reply.thread_ts == root.ts


async def test_a_look_up_that_is_not_allowed_is_told_and_nothing_is_sent_again(
    team: Team, town: Town
) -> None:
    await _fault(town, "answer_lost")
    await _fault(town, "refused", method="conversations.history", error="missing_scope")

    await _write(town)
    await town.room.forward(minutes=5)

    assert await _hellos(town) == 1
    assert await _state(town) == "ambiguous"
    assert "did not say whether it arrived" in await town.someone("maya").reads(await _dm(town))


async def test_new_words_update_the_message_in_place(team: Team, town: Town) -> None:
    await _write(town)

    await _revise(town, "Good evening.")

    assert await _hellos(town) == 0
    assert "Good evening." in await town.someone("maya").reads()


async def test_two_workers_share_the_work_and_repeat_nothing(team: Team, town: Town) -> None:
    async with Program(town.program.settings, FEATURES, now=town.program.deps.now, hears=False) as second:
        for number in range(20):
            await _write(town, key=f"number {number}", text=f"{HELLO} {number}")
        await second.settled()

    assert await _hellos(town) == 20


async def test_a_message_left_sending_by_a_stopped_process_is_looked_up_first(team: Team, town: Town) -> None:
    await _write(town)

    def crash(session: Session, *, now: datetime) -> None:
        row = _row(session)
        row.state, row.ts, row.attempt_at, row.lease_until = "sending", None, now, now + timedelta(seconds=60)

    await town.program.db.write(crash, now=town.program.deps.now())
    await town.room.forward(minutes=5)

    assert await _state(town) == "posted"
    assert await _hellos(town) == 1


async def _dm(town: Town) -> str:
    dms = await town.someone("maya").dms()
    assert dms, "nobody wrote to Maya"
    return str(dms[0]["channel"])
