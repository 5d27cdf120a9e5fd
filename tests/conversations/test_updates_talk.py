"""Once a week each owner is asked how their workstream stands, and answers where they are asked."""

import pytest
from sqlmodel import Session

from handlers import timetable
from handlers.meetings import planning
from storage.meeting_rows import Meeting
from storage.people import Person
from storage.teams import Team
from tests.support.people import Someone, words
from tests.support.town import MONDAY, Town

TO_FRIDAY_MORNING = 4 * 24 + 1.1
"""Hours from Monday 08:00 to Friday 09:06: two working days before the meeting of Tuesday 24 November."""
ASKED = "stand?"
HEAD = "Keep work moving"


@pytest.fixture
async def meeting(town: Town, team: Team) -> Meeting:
    """The meetings of Tuesdays, 15:30 to 16:15, planned."""

    def plan(session: Session) -> Meeting:
        leader = session.get_one(Person, team.created_by)
        timetable.keep(session, team=team, by=leader, now=MONDAY)
        found = planning.replan(session, team=team, now=MONDAY)
        assert found is not None
        return found

    return await town.program.db.write(plan)


async def asked(reader: Someone) -> list[str]:
    """Every question for an update that they got, as it stands now."""
    said = [words(message) for message in await reader.dms()]
    return [
        one for one in said if ASKED in one or "until the agenda goes out" in one or "the agenda for" in one
    ]


async def owners(leader: Someone) -> None:
    await leader.types("/steward workstream assessment owner @Priya Nair backup @Daniel Reyes")
    await leader.types("/steward workstream coaching owner @Tom Whitaker backup @Lucia Fernandes")
    await leader.types("/steward workstream scheduling owner @Grace Kim")


@pytest.mark.both_ways
async def test_owners_are_asked_once_reminded_once_and_the_question_becomes_the_record(
    town: Town, meeting: Meeting, maya: Someone, priya: Someone, tom: Someone, grace: Someone
) -> None:
    await owners(maya)
    await town.room.forward(hours=TO_FRIDAY_MORNING)
    [question] = [one for one in await asked(priya) if "Tue 24 Nov" in one]
    assert "how does your workstream stand?" in question
    assert "please answer by Mon 23 Nov, 13:30" in question
    assert "Nothing was said of it yet." in question
    assert [one for one in await asked(grace) if "Tue 24 Nov" in one] == []  # invited members get none

    form = await priya.clicks("At risk", on="The meeting is on Tue 24 Nov")
    assert form.title == "How it stands"
    saved = await priya.submits({"In one line": "Unit tests wait for the calendar", "Help wanted": "A date"})
    assert not saved.errors
    [record] = [one for one in await asked(priya) if "thank you" in one]
    assert "At risk: Unit tests wait for the calendar" in record
    assert "Help wanted: A date" in record

    form = await priya.clicks("Change", on="thank you")
    await priya.submits({"In one line": "The calendar is here"})
    assert "At risk: The calendar is here" in (await asked(priya))[-1]

    await town.room.forward(days=3)
    assert len([one for one in await asked(tom) if "one reminder, and the last" in one]) == 1
    assert not [one for one in await asked(priya) if "one reminder" in one and "Tue 24" in one]

    await town.room.forward(hours=6.5)
    over = (await asked(priya))[-1]
    assert "the agenda for Tue 24 Nov, 15:30 is out" in over
    assert "Change" not in over.replace("To change it still", "")
    agenda = words(await maya.finds(HEAD))
    assert "*assessment* · At risk · Priya Nair · The calendar is here" in agenda
    assert "Nothing said yet" in agenda


async def test_where_the_owner_is_away_the_cover_is_asked_else_the_backup(
    town: Town, meeting: Meeting, maya: Someone, priya: Someone, tom: Someone, daniel: Someone, lucia: Someone
) -> None:
    await owners(maya)
    await town.room.forward(days=3)
    await priya.types("/steward away until December 1 cover @Maya Okafor")
    await tom.types("/steward away until December 1")
    await town.room.forward(days=1, hours=1.1)
    to_maya = [one for one in await asked(maya) if "Tue 24 Nov" in one]
    assert "You are asked in place of Priya Nair, who is not here." in to_maya[0]
    assert "You are asked in place of Tom Whitaker" in next(
        one for one in await asked(lucia) if "Tue 24" in one
    )
    assert [one for one in await asked(daniel) if "Tue 24 Nov" in one] == []

    await maya.clicks("On track", on="in place of Priya Nair")
    saved = await maya.submits({"In one line": "All six principals agreed"})
    assert not saved.errors
    assert "On track: All six principals agreed" in (await asked(maya))[-1]


async def test_an_update_by_command_answers_the_question_and_one_after_the_agenda_goes_into_its_thread(
    town: Town, meeting: Meeting, maya: Someone, priya: Someone, tom: Someone
) -> None:
    await owners(maya)
    await town.room.forward(hours=TO_FRIDAY_MORNING)
    await priya.types("/steward update")
    await priya.submits({"How it stands": "Off track", "In one line": "No dates"})
    assert "Off track: No dates" in (await asked(priya))[-1]

    await town.room.forward(days=3, hours=6.5)
    await tom.types("/steward update")
    await tom.submits({"How it stands": "On track", "In one line": "Caseloads are set"})
    there = await maya.finds(HEAD)
    assert "On track (1)*: coaching" in words(there)
    answer = await town.room.get("messages", user=maya.id, channel=maya.at, thread=there["ts"])
    assert "*coaching* · On track: Caseloads are set" in words(answer["messages"])


async def test_a_skipped_meeting_asks_nothing_of_anybody(
    town: Town, meeting: Meeting, maya: Someone, priya: Someone
) -> None:
    await owners(maya)
    await town.room.forward(hours=TO_FRIDAY_MORNING)
    await maya.types("/steward meeting skip because of the fair")
    await maya.submits()
    said = "\n".join(words(message) for message in await priya.dms())
    assert "the meeting on Tue 24 Nov, 15:30 is skipped. Nothing needed." in said
