"""Several at once at one meeting, in several programs: one result, and nobody's words lost."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlmodel import Session, col, select

from storage import errors, meeting_lists, meeting_notes, meeting_people, meeting_steps, planning, topics
from storage.audit import AuditEntry
from storage.database import Database
from storage.meeting_rows import Meeting
from storage.schedules import Schedule
from tests.storage import meeting_up
from tests.storage.harbor_glen import NOW, District


@pytest.fixture
async def programs(url: str) -> AsyncIterator[list[Database]]:
    opened = [Database.open(url) for _ in range(3)]
    yield opened
    for program in opened:
        await program.close()


async def all_at_once(programs: list[Database], do: Any, each: list[dict[str, Any]]) -> list[Any]:
    """What each got, or why it got nothing."""
    runs = [programs[number % len(programs)].write(do, **facts) for number, facts in enumerate(each)]
    return await asyncio.wait_for(asyncio.gather(*runs, return_exceptions=True), 60)


def set_up(session: Session) -> District:
    return meeting_up.weekly(session)


def prepare(session: Session) -> tuple[District, Meeting]:
    here = meeting_up.weekly(session)
    return here, meeting_up.planned(session, here)


def begin(session: Session) -> tuple[District, Meeting]:
    here = meeting_up.weekly(session)
    return here, meeting_up.running(session, here)


def entries(session: Session, *, verb: str) -> int:
    query = select(AuditEntry).where(AuditEntry.item_kind == "meeting", AuditEntry.verb == verb)
    return len(session.exec(query).all())


async def test_planned_by_many_at_once_a_meeting_is_planned_once(programs: list[Database]) -> None:
    here = await programs[0].write(set_up)

    found = await all_at_once(programs, planning.plan, [{"team": here.team, "now": NOW}] * 9)
    assert len({meeting.id for meeting in found}) == 1

    def kept(session: Session) -> tuple[int, Counter[str]]:
        of_meetings = select(Schedule).where(col(Schedule.meeting_id).is_not(None))
        kinds = Counter(schedule.kind for schedule in session.exec(of_meetings))
        return len(session.exec(select(Meeting)).all()), kinds

    assert await programs[0].read(kept) == (1, {"update_form": 1, "agenda": 1, "meeting_end": 1})


async def test_of_many_who_start_a_meeting_at_once_one_does_and_the_others_hear_who(
    programs: list[Database],
) -> None:
    here, meeting = await programs[0].write(prepare)
    people = [here.tom, here.priya, here.maya, here.lucia]
    facts = {"team": here.team, "meeting": meeting, "now": NOW}

    found = await all_at_once(programs, meeting_steps.start, [facts | {"by": person} for person in people])
    (started,) = (one for one in found if isinstance(one, Meeting))
    refused = [one for one in found if isinstance(one, errors.Refused)]
    assert len(refused) == len(people) - 1
    assert {(one.reason, one.facts["by_person_id"]) for one in refused} == {
        ("already_running", started.started_by)
    }
    assert await programs[0].read(entries, verb="start") == 1


async def test_closed_by_many_at_once_a_meeting_has_the_minutes_of_one(programs: list[Database]) -> None:
    here, meeting = await programs[0].write(begin)
    facts = {"team": here.team, "meeting": meeting, "now": NOW, "by": None}

    each = [facts | {"snapshot": {"taken_by": number}} for number in range(6)]
    found = await all_at_once(programs, meeting_steps.close, each)
    assert len({one.minutes_taken["taken_by"] for one in found}) == 1
    assert await programs[0].read(entries, verb="close") == 1


async def test_what_is_written_while_the_meeting_closes_is_in_the_minutes_or_refused(
    programs: list[Database],
) -> None:
    here, meeting = await programs[0].write(begin)
    known: dict[str, Any] = {"team": here.team, "meeting": meeting}

    def close(session: Session) -> list[str]:
        meeting_steps.hold(session, **known)
        notes = [written.note.text for written in meeting_lists.notes_of(session, **known)]
        meeting_steps.close(session, by=here.maya, now=NOW, snapshot={"notes": notes}, **known)
        return notes

    def write(session: Session, *, number: int) -> str:
        facts: dict[str, Any] = {"kind": "note", "by": here.tom, "now": NOW}
        return meeting_notes.note(session, text=f"note {number}", **facts, **known).text

    async def later(number: int) -> str:
        await asyncio.sleep(0)
        return await programs[number % 3].write(write, number=number)

    notes = [later(number) for number in range(24)]
    closing = programs[0].write(close)
    taken, *found = await asyncio.wait_for(asyncio.gather(closing, *notes, return_exceptions=True), 60)
    written = [one for one in found if isinstance(one, str)]
    refused = [one for one in found if isinstance(one, errors.Refused)]
    assert len(written) + len(refused) == 24
    assert isinstance(taken, list)
    assert sorted(taken) == sorted(written)


async def test_what_many_write_say_and_settle_at_once_is_all_there(programs: list[Database]) -> None:
    here, meeting = await programs[0].write(begin)
    known: dict[str, Any] = {"team": here.team, "meeting": meeting, "now": NOW}
    topic = await programs[0].write(topics.add, team=here.team, text="Bus times", by=here.tom, now=NOW)
    names = ["Tom", "Priya", "Maya", "Lucia", "Daniel", "Omar"]

    def take_part(session: Session, *, name: str) -> None:
        person = here.people[name]
        meeting_notes.note(session, kind="note", text=name, by=person, topic=topic, **known)
        meeting_people.attend(session, person=person, is_present=True, by=person, **known)
        facts: dict[str, Any] = {"team": here.team, "topic_id": topic.id, "by": person, "now": NOW}
        topics.settle(session, state="settled", **facts)
        meeting_notes.rate(session, person=person, score=3, **known)
        meeting_steps.go_to(session, team=here.team, meeting=meeting, current=f"topic:{topic.id}")

    found = await all_at_once(programs, take_part, [{"name": name} for name in names * 2])
    assert found == [None] * 12

    def told(session: Session) -> tuple[list[str], int, int]:
        facts: dict[str, Any] = {"team": here.team, "meeting": meeting}
        notes = sorted(written.note.text for written in meeting_lists.notes_of(session, **facts))
        attenders = meeting_people.attendance(session, **facts)
        present = [one for one in attenders if one.attendance and one.attendance.is_present]
        return notes, len(present), meeting_notes.ratings(session, **facts).count

    assert await programs[0].read(told) == (sorted(names * 2), 6, 6)


async def test_a_meeting_that_is_planned_anew_while_it_is_started_closed_and_moved_waits_for_nobody_for_ever(
    programs: list[Database],
) -> None:
    here, meeting = await programs[0].write(prepare)
    known: dict[str, Any] = {"team": here.team, "meeting": meeting, "now": NOW}

    def go_through(session: Session, *, number: int) -> None:
        verbs = ["skip", "unskip", "start", "close"]
        reasons = {"reason": "Half term"} if verbs[number % 4] == "skip" else {}
        getattr(meeting_steps, verbs[number % 4])(session, by=here.tom, **reasons, **known)
        planning.plan(session, team=here.team, now=NOW)

    def claim_and_plan(session: Session, *, number: int) -> None:
        meeting_up.claim(session, meeting_up.at("17 Nov 17:00"))
        planning.plan(session, team=here.team, now=NOW)
        meeting_steps.hold(session, team=here.team, meeting=meeting)

    def take_part(session: Session, *, number: int) -> None:
        (claim_and_plan if number % 3 == 0 else go_through)(session, number=number)

    found = await all_at_once(programs, take_part, [{"number": number} for number in range(18)])
    assert {type(one) for one in found} <= {type(None), errors.Refused}
