"""A team that an earlier version set up gets what a new team is given."""

from sqlmodel import Session

from handlers import timetable, upkeep
from storage import meetings, members, schedule_lists, schedules, teams
from storage.database import Database
from storage.meeting_rows import Meeting
from storage.teams import Team
from tests.storage import harbor_glen
from tests.storage.harbor_glen import NOW

KINDS = [default.kind for default in timetable.DEFAULT_SCHEDULES]


async def test_a_team_from_before_gets_its_timetable_its_next_meeting_and_its_members_mornings(
    database: Database,
) -> None:
    here = await database.write(harbor_glen.district)
    lacking = await database.read(schedule_lists.teams_without, kinds=KINDS)
    assert [team.id for team in lacking] == [here.team.id]

    for _ in range(2):
        await database.write(upkeep.complete, team=here.team, now=NOW)

    assert not await database.read(schedule_lists.teams_without, kinds=KINDS)
    kinds, mornings, meeting = await database.read(_kept, team=here.team)
    assert sorted(kinds) == sorted({*KINDS, *kinds}), "nothing is there twice"
    assert mornings
    assert meeting is not None
    assert meeting.starts_at > NOW


async def test_a_closed_team_lacks_nothing(database: Database) -> None:
    here = await database.write(harbor_glen.district)
    by = next(iter(here.people.values()))
    await database.write(teams.close, team=here.team, by=by, now=NOW, reason="The year is over")

    assert not await database.read(schedule_lists.teams_without, kinds=KINDS)


def _kept(session: Session, *, team: Team) -> tuple[list[str], list[str], Meeting | None]:
    people = [person for _, person in members.roster(session, team=team)]
    mornings = [
        person.name for person in people if schedules.of_person(session, person=person, kind="digest")
    ]
    return (
        [schedule.kind for schedule in schedules.of_team(session, team=team)],
        mornings,
        meetings.upcoming(session, team=team, now=NOW),
    )
