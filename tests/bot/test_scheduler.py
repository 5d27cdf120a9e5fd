"""Moments: each acted on once, whatever fails beside it; and what was let go is told in one note."""

import asyncio
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from bot import catching_up
from bot.scheduler import AHEAD, Scheduler
from bot.settings import Settings
from handlers.feature import Feature, Morning, Routine
from storage import people, schedules, workspaces
from storage.database import Database
from storage.outbox import OutboxMessage
from storage.people import Person
from storage.schedules import Occurrence, Schedule
from storage.teams import Team
from tests.storage import harbor_glen
from tests.storage.harbor_glen import NOW, District

TUESDAY_NOON = NOW + timedelta(days=1, hours=4)
"""12:00 in New York."""
GRACE = timedelta(hours=1)


@dataclass
class Kitchen:
    """A feature with a lunch for teams and a tea for people; what it did is kept here."""

    did: list[tuple[str, str]] = field(default_factory=list)
    breaks: set[str] = field(default_factory=set)
    told: list[datetime] = field(default_factory=list)

    def lunch(
        self, _: Session, team: Team, schedule: Schedule, occurrence: Occurrence, now: datetime
    ) -> None:
        self.told.append(now)
        self._do(f"lunch{schedule.slot}", f"{team.name} {occurrence.local_date}")

    def no_lunch(
        self, _: Session, team: Team, _schedule: Schedule, occurrence: Occurrence, _now: datetime
    ) -> None:
        self._do("no lunch", f"{team.name} {occurrence.local_date}")

    def tea(
        self, _: Session, person: Person, _schedule: Schedule, occurrence: Occurrence, _now: datetime
    ) -> None:
        self._do("tea", f"{person.name} {occurrence.local_date}")

    def _do(self, what: str, whose: str) -> None:
        if what in self.breaks:
            raise ValueError(what)
        self.did.append((what, whose))

    def feature(self) -> Feature:
        return Feature(
            "kitchen",
            routines=(
                Routine("lunch", "Lunch", self.lunch, missed=self.no_lunch),
                Routine("snack", "Snack", self.lunch, missed=self.no_lunch, quiet=True),
                Routine("supper", "Supper", self.lunch),
            ),
            mornings=(Morning("tea", "Tea", self.tea),),
        )


@pytest.fixture
def kitchen() -> Kitchen:
    return Kitchen()


@pytest.fixture
def scheduler(database: Database, kitchen: Kitchen) -> Scheduler:
    settings = Settings(_env_file=None, tick=timedelta(milliseconds=20))
    return Scheduler(database, [kitchen.feature()], settings, now=lambda: NOW)


@pytest.fixture
async def here(database: Database) -> District:
    """The team, its own timetable out of the way."""

    def empty(session: Session) -> District:
        here = harbor_glen.district(session)
        for schedule in session.exec(select(Schedule)):
            schedules.end(session, schedule=schedule, now=NOW)
        return here

    return await database.write(empty)


async def plan(database: Database, kind: str, here: District | Person, **more: Any) -> None:
    whose = {"person": here} if isinstance(here, Person) else {"team": here.team}
    facts = {"local_time": time(12), "zone": "America/New_York", "rrule": "FREQ=DAILY", "grace": GRACE}
    given: dict[str, Any] = facts | {"starts_on": date(2026, 11, 17), "now": NOW} | whose | more
    await database.write(schedules.add, kind=kind, **given)


async def notes(database: Database) -> list[OutboxMessage]:
    def query(session: Session) -> list[OutboxMessage]:
        mine = select(OutboxMessage).where(OutboxMessage.kind == "trouble")
        return list(session.exec(mine.order_by(col(OutboxMessage.id))))

    return await database.read(query)


async def test_a_moment_is_acted_on_once(
    database: Database, scheduler: Scheduler, kitchen: Kitchen, here: District
) -> None:
    await plan(database, "lunch", here)

    await scheduler.tick(TUESDAY_NOON - timedelta(seconds=1))
    assert kitchen.did == []
    await scheduler.tick(TUESDAY_NOON)
    await scheduler.tick(TUESDAY_NOON)

    assert kitchen.did == [("lunch", "Northlight ELA 2026-11-17")]


async def test_two_schedulers_at_once_act_once_on_each_of_many(
    database: Database, kitchen: Kitchen, here: District
) -> None:
    for slot in range(40):
        await plan(database, "lunch", here, slot=str(slot))
    settings = Settings(_env_file=None)
    workers = [Scheduler(database, [kitchen.feature()], settings, now=lambda: NOW) for _ in range(2)]

    await asyncio.gather(*(worker.tick(TUESDAY_NOON) for worker in workers))

    assert sorted(what for what, _ in kitchen.did) == sorted(f"lunch{slot}" for slot in range(40))


async def test_a_person_s_morning_is_theirs(
    database: Database, scheduler: Scheduler, kitchen: Kitchen, here: District
) -> None:
    await plan(database, "tea", here.maya)

    await scheduler.tick(TUESDAY_NOON)

    assert kitchen.did == [("tea", "Maya Okafor 2026-11-17")]


async def test_a_morning_that_was_missed_is_silent_and_the_next_one_comes(
    database: Database, scheduler: Scheduler, kitchen: Kitchen, here: District
) -> None:
    await plan(database, "tea", here.maya)

    await scheduler.tick(TUESDAY_NOON + timedelta(days=2, hours=5))
    assert kitchen.did == []
    assert await notes(database) == []
    await scheduler.tick(TUESDAY_NOON + timedelta(days=3))

    assert kitchen.did == [("tea", "Maya Okafor 2026-11-20")]


async def test_who_has_left_has_no_mornings(
    database: Database, scheduler: Scheduler, kitchen: Kitchen, here: District
) -> None:
    def leave(session: Session) -> None:
        gone: dict[str, Any] = {"slack_user_id": "UMAYA", "name": "Maya Okafor"}
        people.meet(session, workspace=here.workspace, now=NOW, deactivated=True, **gone)

    await plan(database, "tea", here.maya)
    await database.write(leave)

    await scheduler.tick(TUESDAY_NOON)

    assert kitchen.did == []


async def test_a_closed_team_is_left_in_peace_in_time_and_too_late(
    database: Database, scheduler: Scheduler, kitchen: Kitchen, here: District
) -> None:
    def close(session: Session) -> None:
        team = session.get_one(Team, here.team.id)
        team.closed_at = NOW

    await plan(database, "lunch", here)
    await database.write(close)

    await scheduler.tick(TUESDAY_NOON)
    await scheduler.tick(TUESDAY_NOON + timedelta(days=1, hours=5))

    assert kitchen.did == []
    assert await notes(database) == []


async def test_where_steward_was_uninstalled_nothing_is_done(
    database: Database, scheduler: Scheduler, kitchen: Kitchen, here: District
) -> None:
    await plan(database, "lunch", here)
    await plan(database, "tea", here.maya)
    await database.write(workspaces.uninstall, workspace=here.workspace, now=NOW)

    await scheduler.tick(TUESDAY_NOON)

    assert kitchen.did == []


async def test_a_schedule_that_nobody_knows_stops_no_other(
    database: Database, scheduler: Scheduler, kitchen: Kitchen, here: District
) -> None:
    await plan(database, "concert", here)
    await plan(database, "concert", here.maya)
    await plan(database, "lunch", here)

    await scheduler.tick(TUESDAY_NOON)

    assert [what for what, _ in kitchen.did] == ["lunch"]


async def test_one_that_fails_stops_no_other_and_is_tried_again_after_a_rest(
    database: Database, scheduler: Scheduler, kitchen: Kitchen, here: District
) -> None:
    for slot in ("", " at two", " at three"):
        await plan(database, "lunch", here, slot=slot)
    kitchen.breaks = {"lunch"}

    await scheduler.tick(TUESDAY_NOON)
    assert sorted(what for what, _ in kitchen.did) == ["lunch at three", "lunch at two"]
    kitchen.breaks, kitchen.did = set(), []
    await scheduler.tick(TUESDAY_NOON + timedelta(minutes=1))
    assert kitchen.did == []
    await scheduler.tick(TUESDAY_NOON + timedelta(minutes=5))

    assert kitchen.did == [("lunch", "Northlight ELA 2026-11-17")]


async def test_what_is_missed_is_done_instead_and_the_leader_is_told(
    database: Database, scheduler: Scheduler, kitchen: Kitchen, here: District
) -> None:
    await plan(database, "lunch", here)

    await scheduler.tick(TUESDAY_NOON + timedelta(hours=2))

    assert kitchen.did == [("no lunch", "Northlight ELA 2026-11-17")]
    [note] = await notes(database)
    assert note.person_id == here.maya.id
    assert "Lunch, due Tuesday 17 November at 12:00, was not sent" in note.text


async def test_what_is_done_where_it_is_too_late_may_fail_and_the_leader_is_told_all_the_same(
    database: Database, scheduler: Scheduler, kitchen: Kitchen, here: District
) -> None:
    await plan(database, "lunch", here)
    kitchen.breaks = {"no lunch"}

    await scheduler.tick(TUESDAY_NOON + timedelta(hours=2))

    assert len(await notes(database)) == 1


async def test_a_quiet_routine_tells_nobody_that_it_was_missed(
    database: Database, scheduler: Scheduler, kitchen: Kitchen, here: District
) -> None:
    await plan(database, "snack", here)

    await scheduler.tick(TUESDAY_NOON + timedelta(hours=2))

    assert [what for what, _ in kitchen.did] == ["no lunch"]
    assert await notes(database) == []


async def test_asleep_for_three_days_each_team_gets_one_note_and_no_burst(
    database: Database, scheduler: Scheduler, kitchen: Kitchen, here: District
) -> None:
    def another(session: Session) -> District:
        known = harbor_glen.everyone(session, here.workspace)
        there = harbor_glen.team(session, here.workspace, known, "COTHER")
        for schedule in schedules.of_team(session, team=there.team):
            schedules.end(session, schedule=schedule, now=NOW)
        return there

    there = await database.write(another)
    for team in (here, there):
        for number, kind in enumerate(("lunch", "supper", "lunch", "snack")):
            await plan(database, kind, team, slot=str(number))
    await plan(database, "tea", here.maya)

    await scheduler.tick(TUESDAY_NOON + timedelta(days=3, hours=2))

    assert {what for what, _ in kitchen.did} == {"no lunch"}, "nothing is sent late"
    found = await notes(database)
    assert [note.team_id for note in found] == [here.team.id, there.team.id]
    for note in found:
        assert note.text.count("• Lunch, due Friday 20 November at 12:00") == 2
        assert note.text.count("• Supper") == 1
        assert "Snack" not in note.text


async def test_what_is_let_go_later_that_day_is_added_to_the_note(
    database: Database, scheduler: Scheduler, kitchen: Kitchen, here: District
) -> None:
    await plan(database, "lunch", here)
    await plan(database, "supper", here, local_time=time(14))

    await scheduler.tick(TUESDAY_NOON + timedelta(hours=1, minutes=30))
    await scheduler.tick(TUESDAY_NOON + timedelta(hours=4))

    [note] = await notes(database)
    assert "• Lunch" in note.text
    assert "• Supper" in note.text
    assert note.revision == 2


async def test_a_start_in_the_night_wakes_nobody(
    database: Database, scheduler: Scheduler, kitchen: Kitchen, here: District
) -> None:
    await plan(database, "lunch", here)

    await scheduler.tick(TUESDAY_NOON + timedelta(hours=14))

    [note] = await notes(database)
    assert note.due_at == datetime.fromisoformat("2026-11-18T07:30:00-05:00")


def test_a_long_list_is_cut_and_says_where_the_rest_is() -> None:
    said = catching_up.words([("Lunch", TUESDAY_NOON)] * 30)

    assert said.count("• Lunch") == catching_up.MOST_SHOWN
    assert "and 10 more: `/steward sent`" in said


async def test_the_table_is_set_a_few_seconds_before_and_said_at_the_moment(
    database: Database, kitchen: Kitchen, here: District
) -> None:
    await plan(database, "lunch", here)
    await plan(database, "lunch", here, slot=" later", local_time=time(12, 1))
    moments = {"now": TUESDAY_NOON - AHEAD - timedelta(seconds=1)}
    settings = Settings(_env_file=None, tick=timedelta(hours=1))
    scheduler = Scheduler(database, [kitchen.feature()], settings, now=lambda: moments["now"])

    await scheduler._beat()
    assert kitchen.did == []
    moments["now"] += timedelta(seconds=1)
    await scheduler._beat()

    assert [what for what, _ in kitchen.did] == ["lunch"]
    assert kitchen.told == [TUESDAY_NOON]


async def test_a_database_that_is_away_is_asked_again_at_the_next_beat(
    sqlite_url: str, kitchen: Kitchen
) -> None:
    database = Database.open(sqlite_url)
    scheduler = Scheduler(database, [kitchen.feature()], Settings(_env_file=None), now=lambda: NOW)
    await database.close()

    await scheduler._beat()

    assert scheduler.is_stale()
