"""What goes into a channel's canvas: once, at its end, and quietly not at all where there are none."""

from datetime import datetime

import pytest
from sqlmodel import Session, select

from bot.canvases import heading
from storage import outbox
from storage.outbox import OutboxMessage
from storage.teams import Team
from storage.workspaces import Workspace
from tests.support.people import words
from tests.support.town import Town

MINUTES = "# Minutes of 17 November\n\nPresent: everybody\n\n## Decisions\n\nWe start on Monday."


@pytest.fixture
def way_in() -> str:
    return "socket"


def _put(session: Session, *, team: Team, now: datetime, key: str, text: str) -> None:
    outbox.put(
        session,
        workspace=session.exec(select(Workspace)).one(),
        team=team,
        key=key,
        kind="minutes",
        channel_id=team.channel_id,
        text=text,
        blocks=[],
        medium="canvas",
        now=now,
    )


async def _write(town: Town, team: Team, key: str = "minutes", text: str = MINUTES) -> None:
    await town.program.db.write(_put, team=team, now=town.program.deps.now(), key=key, text=text)
    await town.program.settled()


def _row(session: Session, *, key: str) -> OutboxMessage:
    return session.exec(select(OutboxMessage).where(OutboxMessage.key == key)).one()


async def _state(town: Town, key: str = "minutes") -> str:
    return (await town.program.db.read(_row, key=key)).state


async def _fault(town: Town, kind: str, method: str, **more: object) -> None:
    await town.room.post("faults", method=method, kind=kind, **more)


def _canvas(town: Town) -> str:
    [canvas] = town.sandbox.world.canvases.values()
    return "\n\n".join(section.markdown for section in canvas.sections)


async def test_the_first_entry_makes_the_channel_s_canvas_and_the_next_is_added_at_its_end(
    team: Team, town: Town
) -> None:
    later = MINUTES.replace("17", "24")

    await _write(town, team)
    await _write(town, team, "later", later)

    assert _canvas(town) == f"{MINUTES}\n\n{later}"
    assert await _state(town) == await _state(town, "later") == "posted"


async def test_an_entry_whose_answer_was_lost_is_found_by_its_heading_and_not_written_again(
    team: Team, town: Town
) -> None:
    await _write(town, team, "before", MINUTES.replace("17", "10"))
    await _fault(town, "answer_lost", "canvases.edit")

    await _write(town, team)
    assert await _state(town) == "ambiguous"
    await town.room.forward(minutes=5)

    assert await _state(town) == "posted"
    assert _canvas(town).count("17 November") == 1


async def test_a_canvas_whose_making_was_lost_is_made_after_two_looks(team: Team, town: Town) -> None:
    await _fault(town, "request_lost", "conversations.canvases.create")

    await _write(town, team)
    await town.room.forward(minutes=5)

    assert await _state(town) == "posted"
    assert _canvas(town) == MINUTES


async def test_an_entry_that_is_not_in_the_canvas_is_written_after_two_looks(team: Team, town: Town) -> None:
    await _write(town, team, "before", MINUTES.replace("17", "10"))
    await _fault(town, "server_error", "canvases.edit")

    await _write(town, team)
    await town.room.forward(minutes=5)

    assert await _state(town) == "posted"
    assert len(await town.room.calls("canvases.sections.lookup")) == 2
    assert _canvas(town).count("17 November") == 1


@pytest.mark.parametrize(
    ("method", "error"),
    [
        ("conversations.canvases.create", "team_tier_cannot_create_channel_canvases"),
        ("conversations.canvases.create", "canvas_disabled_user_team"),
        ("conversations.canvases.create", "missing_scope"),
        ("conversations.info", "channel_not_found"),
    ],
)
async def test_where_there_are_no_canvases_it_is_left_out_and_nobody_is_bothered(
    team: Team, town: Town, method: str, error: str
) -> None:
    await _fault(town, "refused", method, error=error)

    await _write(town, team)

    assert await _state(town) == "skipped"
    told = [words(message) for message in await town.someone("maya").dms()]
    assert not any("did not arrive" in said for said in told)


async def test_a_canvas_that_may_not_be_read_is_written_once_and_nobody_is_bothered(
    team: Team, town: Town
) -> None:
    await _write(town, team, "before", MINUTES.replace("17", "10"))
    await _fault(town, "answer_lost", "canvases.edit")
    await _fault(town, "refused", "canvases.sections.lookup", error="missing_scope")

    await _write(town, team)
    await town.room.forward(minutes=5)

    assert await _state(town) == "skipped"
    assert _canvas(town).count("17 November") == 1


async def test_a_canvas_that_somebody_made_meanwhile_is_written_into(team: Team, town: Town) -> None:
    await _fault(town, "refused", "conversations.canvases.create", error="channel_canvas_already_exists")

    await _write(town, team)
    assert await _state(town) == "pending"
    await town.room.forward(minutes=1)

    assert await _state(town) == "posted"


async def test_new_words_leave_the_entry_as_it_was_written(team: Team, town: Town) -> None:
    await _write(town, team)

    def revise(session: Session, *, now: datetime) -> None:
        home = session.exec(select(Workspace)).one()
        outbox.revise(session, workspace=home, key="minutes", text="# Other minutes", blocks=[], now=now)

    await town.program.db.write(revise, now=town.program.deps.now())
    await town.program.settled()

    assert _canvas(town) == MINUTES
    assert await town.program.db.read(_row, key="minutes")


def test_the_heading_is_the_first_line_without_its_marks() -> None:
    assert heading("## Minutes of *Monday*\n\nwords") == "Minutes of *Monday*"
