"""A weekly meeting that is skipped, moved and brought back; and what plans it."""

import pytest
from sqlmodel import Session

from handlers import timetable
from handlers.meetings import planning
from storage.meeting_rows import Meeting
from storage.people import Person
from storage.teams import Team
from tests.support.people import Someone, words
from tests.support.town import MONDAY, Town


@pytest.fixture
async def meeting(town: Town, team: Team) -> Meeting:
    """The meeting of Tuesday 17 November, 15:30 to 16:15, planned; its agenda comes on Monday at 15:30."""

    def plan(session: Session) -> Meeting:
        leader = session.get_one(Person, team.created_by)
        timetable.keep(session, team=team, by=leader, now=MONDAY)
        found = planning.replan(session, team=team, now=MONDAY)
        assert found is not None
        return found

    return await town.program.db.write(plan)


async def test_a_meeting_is_skipped_with_a_reason_and_held_after_all(
    town: Town, meeting: Meeting, maya: Someone, priya: Someone
) -> None:
    asked = await maya.types("/steward meeting skip because half of us are ill")
    assert "The meeting of *Tue 17 Nov, 15:30 to 16:15* will not take place." in asked.form
    assert "gets one line* with your reason" in asked.form
    done = await maya.submits()
    assert "is skipped." in done.text
    said = words(await priya.finds("No meeting on Tue 17 Nov, 15:30"))
    assert "half of us are ill (skipped by Maya Okafor). The next one is on Tue 24 Nov, 15:30." in said
    overview = await priya.types("/steward meeting")
    assert "next meeting Tue 24 Nov" in overview.text
    assert "Skipped: Tue 17 Nov, 15:30: half of us are ill." in overview.text

    back = await maya.clicks("Undo", on="is skipped")
    assert "takes place on Tue 17 Nov, 15:30" in back.text
    assert "The meeting takes place on Tue 17 Nov, 15:30 to 16:15 after all" in await priya.reads()
    assert "next meeting Tue 17 Nov" in (await priya.types("/steward meeting")).text


async def test_unskipping_by_words_brings_the_next_skipped_one_back(
    town: Town, meeting: Meeting, maya: Someone
) -> None:
    assert "No meeting to come is skipped." in (await maya.types("/steward meeting unskip")).text
    await maya.types("/steward meeting skip snow")
    await maya.submits()

    assert "takes place on Tue 17 Nov" in (await maya.types("/steward meeting unskip")).text


async def test_before_the_agenda_is_out_a_move_is_shown_by_it_alone(
    town: Town, meeting: Meeting, maya: Someone, priya: Someone
) -> None:
    form = await maya.types("/steward meeting move to Thursday 14:00 because Priya is at the state office")
    assert "The agenda is not out yet: it will show the new time" in form.form
    done = await maya.submits()

    assert "The meeting is moved to *Thu 19 Nov, 14:00 to 14:45*." in done.text
    assert "Nobody gets a message; the agenda shows it." in done.text
    assert "is moved to" not in await priya.reads()
    shown = (await priya.types("/steward meeting")).text
    assert "Moved from Tue 17 Nov, 15:30: Priya is at the state office." in shown


async def test_once_the_agenda_is_out_the_channel_gets_one_line(
    town: Town, meeting: Meeting, maya: Someone, priya: Someone
) -> None:
    await town.room.forward(hours=8)
    await maya.clicks("Move it …", on="District Implementation Team weekly")
    form = await maya.submits({"Day": "2026-11-18", "Time": "09:30", "Reason": "Snow"})

    assert "gets one line" in form.text
    await town.room.forward(minutes=1)
    assert "The meeting of Tue 17 Nov, 15:30 is moved to Wed 18 Nov, 09:30 to 10:15" in await priya.reads()


async def test_an_odd_time_is_said_and_asked_about_and_a_past_one_is_not_possible(
    town: Town, meeting: Meeting, maya: Someone
) -> None:
    past = await maya.types("/steward meeting move to today 07:15 because of snow")
    assert "has passed: it is 08:00 on Mon 16 Nov now" in past.text

    asked = await maya.types("/steward meeting move to Saturday 14:00 because of snow")
    assert "Please look once more:" in asked.form
    assert "Sat 21 Nov is a Saturday." in asked.form
    over = await maya.submits({"Day": "2026-11-24", "Time": "15:00"})
    assert "That is over the next meeting, Tue 24 Nov at 15:30." in over.form
    done = await maya.submits()
    assert "The meeting is moved to *Tue 24 Nov, 15:00 to 15:45*." in done.text


async def test_a_time_in_a_leap_of_the_clocks_says_what_happens_instead(
    town: Town, meeting: Meeting, maya: Someone
) -> None:
    asked = await maya.types("/steward meeting move to 2027-03-14 02:30 because of the clocks")

    assert "has no 02:30. The meeting would begin at 03:00." in asked.form


async def test_roles_change_hands_from_the_agenda(
    town: Town, meeting: Meeting, maya: Someone, samir: Someone
) -> None:
    await town.room.forward(hours=8)
    form = await maya.clicks("Take a turn …", on="District Implementation Team weekly")
    assert form.title == "Change a role"
    refused = await maya.submits({"Role": "Time: Priya Nair", "Who takes it": "Samir Patel"})
    assert "Samir Patel is no core member of this team" in str(refused.errors)
    saved = await maya.submits({"Role": "Time: Priya Nair", "Who takes it": "Lucia Fernandes"})
    assert "Time: Lucia Fernandes. The agenda shows it." in saved.text
    await town.room.forward(minutes=1)
    assert "(backup Priya Nair)" in (await samir.reads()).partition("Time <@")[2][:60]
    assert (
        "Only a core member"
        in (await samir.clicks("Take a turn …", on="District Implementation Team weekly")).text
    )


async def test_setting_up_a_team_plans_its_first_meeting(town: Town, maya: Someone) -> None:
    await maya.types("/steward setup")
    await maya.submits({"What is being implemented": "Northlight ELA K-5"})

    shown = await maya.types("/steward meeting")

    assert "next meeting" in shown.text
    assert "There are no minutes yet" in (await maya.types("/steward minutes")).text


async def test_pausing_and_resuming_are_the_calendar_s(
    town: Town, meeting: Meeting, maya: Someone, priya: Someone
) -> None:
    assert "nothing to end" in (await maya.types("/steward meeting resume")).text
    turned = await maya.types("/steward meeting pause 15 June to 1 June")
    assert "Please turn them round." in turned.text
    form = await maya.types("/steward meeting pause 21 December to 8 January because of the winter break")
    assert form.title == "Pause for a season"
    paused = await maya.submits()
    assert "from *Monday 21 December* through *Friday 8 January 2027*" in words(paused.responses)

    shown = await priya.types("/steward meeting")
    assert "of the winter break" in shown.text
    assert "End the pause" in words((await maya.types("/steward meeting resume")).responses)


async def test_what_is_not_understood_is_answered_with_what_there_is(
    town: Town, meeting: Meeting, maya: Someone, samir: Someone
) -> None:
    assert "Did you mean `/steward meeting skip`?" in (await maya.types("/steward meeting skp")).text
    assert "Only whoever facilitates it" in (await samir.types("/steward meeting skip")).text
    for words_ in ("here", "attendance @Priya Nair"):
        heard = await maya.types(f"/steward meeting {words_}")
        assert "This meeting has not been started." in heard.text
