"""A weekly meeting in Slack: begun, written down by several people, closed; then its minutes."""

import asyncio

import pytest
from sqlmodel import Session

from handlers import timetable
from handlers.meetings import planning
from storage.meeting_rows import Meeting
from storage.people import Person
from storage.teams import Team
from tests.support.people import Someone, words
from tests.support.town import MONDAY, Town

IN_THE_MEETING = 31.6
"""Hours from Monday 08:00 to Tuesday 15:36."""

BUSES = "Bus times for the longer block"


@pytest.fixture
async def meeting(town: Town, team: Team) -> Meeting:
    """The meeting of Tuesday 17 November, 15:30 to 16:15, planned."""

    def plan(session: Session) -> Meeting:
        leader = session.get_one(Person, team.created_by)
        timetable.keep(session, team=team, by=leader, now=MONDAY)
        found = planning.replan(session, team=team, now=MONDAY)
        assert found is not None
        return found

    return await town.program.db.write(plan)


async def begin(town: Town, who: Someone) -> None:
    await town.room.forward(hours=IN_THE_MEETING)
    await who.types("/steward meeting start")


async def board(reader: Someone) -> str:
    return words(await reader.finds("Written so far"))


async def test_a_meeting_is_begun_walked_written_and_closed(
    town: Town, meeting: Meeting, maya: Someone, priya: Someone, daniel: Someone, tom: Someone
) -> None:
    await begin(town, maya)
    assert "1 of 5 core here, 4 make the quorum" in await board(priya)

    for someone in (priya, daniel, tom):
        await someone.clicks("I am here", on="Written so far")
    seen = await board(lucia := maya)
    assert "4 of 5 core here, quorum reached" in seen
    assert "Now: Open" in seen
    assert lucia

    await priya.clicks("Next: Good news", on="Written so far")
    opened = await priya.clicks("Note", on="Written so far")
    assert opened.title == "Note"
    saved = await priya.submits({"What was said": "Screener totals are in for all six schools."})
    assert not saved.errors
    assert "Written down" in saved.text
    assert "Good news: Screener totals are in for all six schools.  (Priya Nair, on Good news)" in (
        await board(maya)
    ).replace("*", "")

    closed = await maya.clicks("Close the meeting", on="Written so far")
    assert "The meeting is closed." in closed.text
    minutes = words(await tom.finds("Minutes, Tue 17 Nov 2026, 15:30"))
    assert "Present: Daniel Reyes, Maya Okafor, Priya Nair and Tom Whitaker" in minutes.replace("*", "")
    assert "Absent: Lucia Fernandes" in minutes.replace("*", "")
    assert "Screener totals are in for all six schools. (Priya Nair)" in minutes
    assert "Tue 24 Nov, 15:30" in minutes


async def test_three_people_write_at_once_and_nothing_is_lost(
    town: Town, meeting: Meeting, maya: Someone, priya: Someone, tom: Someone
) -> None:
    await begin(town, maya)
    for someone in (maya, priya, tom):
        await someone.clicks("Note", on="Written so far")

    await asyncio.gather(
        *(
            someone.submits({"What was said": f"{someone.name} said something."})
            for someone in (maya, priya, tom)
        )
    )
    await town.room.forward(minutes=1)

    seen = await board(maya)
    for someone in (maya, priya, tom):
        assert f"{someone.name} said something." in seen


async def test_who_starts_a_meeting_second_is_told_who_was_first_and_where_it_is(
    town: Town, meeting: Meeting, maya: Someone, priya: Someone
) -> None:
    await begin(town, maya)
    heard = await priya.types("/steward meeting start")

    assert "Maya Okafor started this meeting at 15:36, so it is running already." in heard.text
    assert "Open the board: http" in heard.text
    again = await maya.types("/steward meeting start")
    assert "You started this meeting at 15:36" in again.text
    boards = [message for message in await maya.sees() if "Written so far" in words(message)]
    assert len(boards) == 1


async def test_a_meeting_is_not_begun_a_day_early_by_a_slip(
    town: Town, meeting: Meeting, maya: Someone
) -> None:
    asked = await maya.types("/steward meeting start")

    assert "planned for Tue 17 Nov, 15:30, in 32 hours. Start it now all the same?" in asked.text
    assert "Written so far" not in await maya.reads()
    begun = await maya.clicks("Start it now", on="Start it now all the same?")
    assert "The meeting has begun." in begun.text


async def test_what_was_never_started_cannot_be_closed(
    town: Town, meeting: Meeting, maya: Someone, samir: Someone
) -> None:
    heard = await maya.types("/steward meeting close")

    assert (
        "No meeting is running, so there is nothing to close. The next one is on Tue 17 Nov, 15:30."
        in heard.text
    )
    assert "Only a core member" in (await samir.types("/steward meeting start")).text


async def test_an_action_and_a_decision_settle_a_topic_and_stand_in_the_minutes(
    town: Town, meeting: Meeting, maya: Someone, priya: Someone, tom: Someone
) -> None:
    await maya.types("/steward agenda add Bus times for the longer block")
    await maya.types("/steward agenda add Who writes to families")
    await begin(town, maya)
    for title in ("Good news", "Actions", "Workstreams by exception", "Stuck points and topics", BUSES):
        await maya.clicks(f"Next: {title}", on="Written so far")
    assert "Now: Bus times for the longer block" in (await board(maya)).replace("*", "")

    await priya.clicks("Action", on="Written so far")
    saved = await priya.submits({"What": "Ask the bus company", "Owner": "Tom Whitaker", "Due": "2026-11-24"})
    assert not saved.errors
    assert "A-1 is saved." in saved.text.replace("*", "")
    assert "Ask the bus company" in words(await tom.dms())
    assert "made an action: A-1" in await board(maya)

    await maya.clicks("Next: Who writes to families", on="Written so far")
    await maya.clicks("Decision", on="Written so far")
    await maya.submits({"What was decided": "Ben writes to families.", "Why": "He has the list."})
    await maya.clicks("Close the meeting", on="Written so far")

    said = words(await maya.finds("Minutes, Tue 17 Nov 2026, 15:30")).replace("*", "")
    assert (
        "D-1 Ben writes to families. · Why: He has the list. · no approver named · recorded by Maya Okafor"
        in said
    )
    assert "A-1 Ask the bus company (Tom Whitaker, by Tue 24 Nov)" in said
    assert "Bus times for the longer block: made an action, A-1." in said
    assert "Who writes to families: settled." in said


async def test_what_is_taken_back_stands_nowhere(
    town: Town, meeting: Meeting, maya: Someone, tom: Someone
) -> None:
    await begin(town, maya)
    await maya.clicks("Action", on="Written so far")
    await maya.submits({"What": "Ask the bus company", "Owner": "Tom Whitaker", "Due": "2026-11-24"})

    undone = await maya.clicks("Undo", on="Written down")

    assert "Taken back." in undone.text
    assert "Ask the bus company" not in await board(maya)
    await maya.clicks("Close the meeting", on="Written so far")
    assert "Ask the bus company" not in words(await maya.finds("Minutes, Tue 17 Nov 2026, 15:30"))


async def test_a_meeting_that_nobody_closes_closes_by_itself_and_a_late_note_is_added(
    town: Town, meeting: Meeting, maya: Someone, priya: Someone
) -> None:
    await maya.types("/steward agenda add Bus times for the longer block")
    await begin(town, maya)
    await priya.clicks("Note", on="Written so far")
    await town.room.forward(hours=2)

    said = words(await maya.finds("Minutes, Tue 17 Nov 2026, 15:30"))
    assert "closed by itself" in said
    assert "Bus times for the longer block: kept for next time." in said

    late = await priya.submits({"What was said": "The totals need a second look."})

    assert "The meeting was closed while you wrote." in late.text
    assert "nothing was lost" in late.text
    added = words(await maya.finds("Added since"))
    assert "Priya Nair, Tue 17 Nov, 17:36: The totals need a second look." in added
    assert "2nd week" in (await maya.types("/steward agenda topics")).text


async def test_minutes_are_corrected_and_rated_until_the_next_day(
    town: Town, meeting: Meeting, maya: Someone, priya: Someone, daniel: Someone, tom: Someone
) -> None:
    await begin(town, maya)
    await maya.clicks("Close the meeting", on="Written so far")
    for someone, score in ((priya, "5"), (daniel, "4"), (tom, "2"), (tom, "3")):
        rated = await someone.clicks(score, on="Minutes, Tue 17 Nov 2026, 15:30")
        assert f"Thank you: {score} of 5." in rated.text
    assert "How useful:* 4.0 of 5, from 3 answers." in words(
        await maya.finds("Minutes, Tue 17 Nov 2026, 15:30")
    )

    await tom.clicks("Correct", on="Minutes, Tue 17 Nov 2026, 15:30")
    saved = await tom.submits({"What is wrong or missing": "I came at 15:45."})
    assert "Added below the minutes" in saved.text
    assert "Tom Whitaker, Tue 17 Nov, 15:36: I came at 15:45." in words(await maya.finds("Added since"))

    await town.room.forward(hours=25)
    final = await priya.clicks("Correct", on="Added since")
    assert "These minutes are final since" in final.text
    assert "I came at 15:45." in (await priya.types("/steward minutes")).text


async def test_guests_are_also_here_and_do_not_count(
    town: Town, meeting: Meeting, maya: Someone, helen: Someone
) -> None:
    await begin(town, maya)
    heard = await maya.types("/steward meeting attendance @Priya Nair @Ana Sousa @Ruth Calder")

    assert "2 of 5 core here, 4 make the quorum." in heard.text
    assert "Ruth Calder is not on the team, so shown as also here, and not counted" in heard.text
    assert "Also here: Ana Sousa and Ruth Calder" in await board(maya)
    unknown = await maya.types("/steward meeting attendance @nobody")
    assert "I could not find @nobody." in unknown.text

    form = await maya.clicks("Who is here…", on="Written so far")
    assert form.title == "Who is here"
    await maya.submits({"Who is here": ["Maya Okafor", "Tom Whitaker"]})
    assert "Not here yet: Daniel Reyes, Lucia Fernandes and Priya Nair" in await board(maya)


async def test_only_who_leads_it_closes_it_and_only_the_team_writes(
    town: Town, meeting: Meeting, maya: Someone, samir: Someone, victor: Someone
) -> None:
    await begin(town, maya)

    assert "Press I am here on the board first" in (await samir.clicks("Note", on="Written so far")).text
    await samir.clicks("I am here", on="Written so far")
    assert (await samir.clicks("Note", on="Written so far")).title == "Note"
    assert (
        "Only whoever facilitates it" in (await samir.clicks("Close the meeting", on="Written so far")).text
    )


async def test_two_people_who_press_next_at_once_go_one_place(
    town: Town, meeting: Meeting, maya: Someone, priya: Someone
) -> None:
    await begin(town, maya)

    await asyncio.gather(*(one.clicks("Next: Good news", on="Written so far") for one in (maya, priya)))
    await town.room.forward(minutes=1)

    assert "Now: Good news" in (await board(maya)).replace("*", "")
    await maya.clicks("Back", on="Written so far")
    assert "Now: Open" in (await board(maya)).replace("*", "")
