"""Several people write in one meeting at the same moment, each in a transaction of their own, on both databases."""

import asyncio
from datetime import timedelta

from sqlmodel import Session

from handlers import standing, timetable
from handlers.deeds import Deed
from handlers.meetings import closing, planning, posting, running, writing
from storage import meetings, outbox, team_lists
from storage.database import Database
from storage.types import id_of
from tests.storage.harbor_glen import NOW, District, district, take_up_roles

START = NOW + timedelta(hours=31, minutes=30)
WRITERS = ("maya", "priya", "tom", "lucia", "daniel")


def begin(session: Session) -> tuple[District, int]:
    here = district(session)
    take_up_roles(session, here)
    timetable.keep(session, team=here.team, by=here.maya, now=NOW)
    planning.replan(session, team=here.team, now=NOW)
    deed = Deed(session, here.workspace, here.team, here.maya, START)
    seat = team_lists.seat(session, team=here.team, person=here.maya)
    started = running.start(deed, standing.of(here.maya, seat), None)
    return here, id_of(started.meeting)


def write(session: Session, *, here: District, meeting_id: int, who: str) -> None:
    person = getattr(here, who)
    deed = Deed(session, here.workspace, here.team, person, START + timedelta(minutes=5))
    stands = standing.of(person, team_lists.seat(session, team=here.team, person=person))
    said = f"{who} said something."
    writing.note(deed, stands, meeting_id, "section:actions", kind="note", text=said)


def close(session: Session, *, here: District, meeting_id: int) -> None:
    meeting = meetings.by_id(session, team=here.team, meeting_id=meeting_id)
    closing.finish(session, here.team, meeting, None, START + timedelta(minutes=6))


def shown(session: Session, *, here: District, meeting_id: int) -> tuple[str, str]:
    """The board and the minutes."""
    meeting = meetings.by_id(session, team=here.team, meeting_id=meeting_id)
    found = [
        outbox.by_key(session, workspace=here.workspace, key=key)
        for key in (posting.board_key(meeting), posting.minutes_key(meeting))
    ]
    return found[0].text if found[0] else "", found[1].text if found[1] else ""


async def test_the_board_shows_what_everybody_wrote_at_once(database: Database) -> None:
    here, meeting_id = await database.write(begin)

    await asyncio.gather(
        *(database.write(write, here=here, meeting_id=meeting_id, who=who) for who in WRITERS)
    )

    board, _ = await database.read(shown, here=here, meeting_id=meeting_id)
    for who in WRITERS:
        assert f"{who} said something." in board


async def test_what_is_written_while_it_closes_is_in_the_minutes_or_added_to_them(database: Database) -> None:
    here, meeting_id = await database.write(begin)

    await asyncio.gather(
        *(database.write(write, here=here, meeting_id=meeting_id, who=who) for who in WRITERS[:3]),
        database.write(close, here=here, meeting_id=meeting_id),
        *(database.write(write, here=here, meeting_id=meeting_id, who=who) for who in WRITERS[3:]),
    )

    _, minutes = await database.read(shown, here=here, meeting_id=meeting_id)
    for who in WRITERS:
        assert minutes.count(f"{who} said something.") == 1
