"""The agenda of the weekly meeting: posted by itself, added to by anybody, kept up to date."""

import pytest
from sqlmodel import Session, select

from handlers import timetable
from handlers.meetings import planning
from storage import topics
from storage.meeting_rows import Meeting
from storage.people import Person
from storage.teams import Team
from tests.support.people import Someone, words
from tests.support.town import MONDAY, Town

UNTIL_AGENDA = 7.6
"""Hours from Monday 08:00 to 15:36; the agenda goes out at 15:30."""
HEAD = "Keep work moving"


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


async def posted(reader: Someone) -> str:
    return words(await reader.finds(HEAD))


async def thread(town: Town, reader: Someone) -> str:
    there = await reader.finds(HEAD)
    answer = await town.room.get("messages", user=reader.id, channel=reader.at, thread=there["ts"])
    return "\n".join(words(message) for message in answer["messages"])


@pytest.mark.both_ways
async def test_the_agenda_is_posted_a_day_before_from_the_facts_and_everybody_adds_to_it(
    town: Town, meeting: Meeting, maya: Someone, priya: Someone, grace: Someone
) -> None:
    await maya.types("/steward workstream assessment owner @Priya Nair backup @Daniel Reyes")
    await maya.types("/steward action Draft the unit tests @Priya Nair by Wednesday in assessment")
    added = await grace.types("/steward agenda add Where the 120 minutes come from")
    assert "Added: “Where the 120 minutes come from”. It comes up at the meeting on Tue 17 Nov" in added.text
    seen = await priya.types("/steward agenda")
    assert "This is the agenda as it would be now; only you see this." in seen.text
    assert "It is posted in the channel on Mon 16 Nov, 15:30." in seen.text
    assert HEAD not in await maya.reads()

    await town.room.forward(hours=UNTIL_AGENDA)
    said = await posted(maya)
    assert "Tue 17 Nov, 15:30 to 16:15" in said
    assert "Where the 120 minutes come from · Grace Kim · new" in said
    assert "A-1` Draft the unit tests · Priya Nair · by Wed 18 Nov" in said
    assert "Nothing said yet (7)" in said

    heard = await priya.clicks("Add a topic", on=HEAD)
    assert heard.title == "Add a topic"
    late = await priya.submits({"Topic": "Screener totals"})
    assert "The agenda is out; its thread names the topic now." in late.text
    assert "Screener totals · Priya Nair · new" in await posted(maya)
    assert "Priya Nair added a topic: Screener totals" in await thread(town, maya)


async def test_an_absence_hands_the_role_to_the_backup_and_the_thread_says_so(
    town: Town, meeting: Meeting, maya: Someone, daniel: Someone, priya: Someone, tom: Someone
) -> None:
    await town.room.forward(hours=UNTIL_AGENDA)
    before = await posted(maya)
    assert f"Facilitator <@{maya.id}> (backup Tom Whitaker)" in before

    await maya.types("/steward away until Friday cover @Daniel Reyes")
    after = await posted(tom)
    assert f"Facilitator <@{tom.id}>" in after
    assert "Away: Maya Okafor until Fri 20 Nov (cover Daniel Reyes)" in after
    assert f"Roles now: Facilitator <@{tom.id}>" in await thread(town, tom)


async def test_a_skipped_meeting_turns_its_agenda_into_a_calm_line(
    town: Town, meeting: Meeting, maya: Someone
) -> None:
    await maya.types("/steward agenda add Bus times")
    await town.room.forward(hours=UNTIL_AGENDA)
    there = await maya.finds(HEAD)
    await maya.types("/steward meeting skip because snow day")
    await maya.submits()
    said = await maya.finds("no weekly meeting on Tue 17 Nov")
    assert said["ts"] == there["ts"]
    assert "snow day" in words(said)
    assert "The next one is on Tue 24 Nov, 15:30 to 16:15. 1 topic waits for it." in words(said)


async def test_a_moved_meeting_moves_its_agenda_in_place(town: Town, meeting: Meeting, maya: Someone) -> None:
    await town.room.forward(hours=UNTIL_AGENDA)
    await maya.types("/steward meeting move Wednesday 10:00 because the hall is taken")
    await maya.submits()
    said = await posted(maya)
    assert "Wed 18 Nov, 10:00 to 10:45" in said
    assert "Moved from Tue 17 Nov, 15:30 by Maya Okafor: the hall is taken" in said
    assert "the hall is taken" in await maya.reads()


async def test_too_long_a_topic_comes_back_in_the_form_and_says_how_long_it_may_be(
    town: Town, meeting: Meeting, maya: Someone
) -> None:
    long = "word " * 590
    heard = await maya.types(f"/steward agenda add {long}")
    assert heard.title == "Add a topic"
    assert "A topic has room for 300 characters, and this has 2949." in heard.form
    again = await maya.submits({"Topic": long})
    assert "room for 300 characters" in again.errors["Topic"]
    fine = await maya.submits({"Topic": "Unit 3", "Details": "word " * 100})
    assert "Added: “Unit 3”." in fine.text

    lost = await maya.types(f"/steward agenda add {'x' * 3500}")
    assert "room for 300 characters" in lost.text
    assert "x" * 3000 in lost.text

    empty = await maya.types("/steward agenda add")
    assert empty.title == "Add a topic"
    refused = await maya.submits({"Topic": "   "})
    assert refused.errors["Topic"]
    unread = await maya.types("/steward agenda Bus times")
    assert "To add a topic: `/steward agenda add Bus times`" in unread.text


async def test_the_same_topic_twice_is_one_and_without_a_meeting_it_is_kept_for_the_next(
    town: Town, team: Team, maya: Someone, priya: Someone
) -> None:
    first = await maya.types("/steward agenda add Bus times")
    assert "No meeting is planned yet, so it is kept for the next one." in first.text
    again = await priya.types("/steward agenda add bus  times")
    assert "is on the agenda already, so it was not added twice" in again.text
    alone = await maya.types("/steward agenda")
    assert "No weekly meeting is planned. 1 topic waits for the next one." in alone.text
    listed = await maya.types("/steward agenda topics")
    assert "1 topic for the next meeting" in listed.text


async def test_a_topic_is_dropped_brought_back_changed_and_made_an_action(
    town: Town, meeting: Meeting, maya: Someone, priya: Someone, ana: Someone
) -> None:
    await town.room.forward(hours=UNTIL_AGENDA)
    await maya.types("/steward agenda add Bus times")
    gone = await maya.clicks("Take it back", on="Added")
    assert "is off the agenda. It is kept." in gone.text
    assert "Bus times · Maya" not in await posted(maya)
    back = await maya.clicks("Bring it back", on="is off the agenda")
    assert "is on the agenda again" in back.text
    assert "Bus times · Maya Okafor · new" in await posted(maya)

    await priya.types("/steward agenda topics")
    form = await priya.clicks("Change …", on="1 topic for the next meeting")
    assert form.title == "Change the topic"
    changed = await priya.submits({"Topic": "Bus times at Eastfield", "Details": "The longer block"})
    assert "Saved: “Bus times at Eastfield”." in changed.text

    await priya.types("/steward agenda topics")
    form = await priya.clicks("Make it an action …", on="1 topic for the next meeting")
    assert "Bus times at Eastfield" in str(form.view)
    saved = await priya.submits({"Owner": "Tom Whitaker", "Due": "2026-11-27"})
    assert "is A-1 now, and off the agenda" in saved.text
    assert "Bus times at Eastfield" not in await posted(maya)
    assert "Bus times at Eastfield" in words(await maya.finds("A-1"))
    late = await priya.clicks("Drop", on="1 topic for the next meeting")
    assert "is A-1 now meanwhile, so nothing was changed" in late.text

    refused = await ana.types("/steward agenda add Family evening")
    assert "Guests can see and answer what is theirs here" in refused.text


async def test_a_message_goes_on_the_agenda_with_its_words_and_author(
    town: Town, meeting: Meeting, maya: Someone, priya: Someone
) -> None:
    await priya.says("Could we talk about the Unit 3 calendar? <!channel>")
    opened = await maya.uses("Add to the agenda", on="Could we talk about")
    assert "These words are kept with it" in opened.form
    saved = await maya.submits({"Topic": "The Unit 3 calendar"})
    assert "Added: “The Unit 3 calendar”." in saved.text
    listed = await maya.types("/steward agenda topics")
    assert "Priya Nair wrote:" in listed.text
    assert "Could we talk about the Unit 3 calendar?" in listed.text


async def test_an_old_topic_is_kept_or_dropped_where_it_stands(
    town: Town, meeting: Meeting, maya: Someone, priya: Someone
) -> None:
    def age(session: Session) -> None:
        for topic in topics.open_(session, team=session.get_one(Team, meeting.team_id)):
            topic.weeks = 2

    for number in range(12):
        await maya.types(f"/steward agenda add Question {number}")
    await town.program.db.write(age)
    await town.room.forward(hours=UNTIL_AGENDA)
    assert "Question 0* · Maya Okafor · 3rd week\nKeep it, drop it or make it an action?" in await posted(
        priya
    )

    kept = await priya.clicks("Keep", on=HEAD)
    assert "“Question 0” stays on the agenda, in its 3rd week." in kept.text
    dropped = await priya.clicks("Drop", on=HEAD)
    assert "“Question 0” is off the agenda." in dropped.text
    assert "Question 0 " not in await posted(priya)
    form = await priya.clicks("Make it an action", on=HEAD)
    assert form.title == "New action"
    unfinished = await priya.submits({"Due": "2026-11-27"})
    assert unfinished.errors

    listed = await priya.types("/steward agenda topics")
    assert "Page 1 of 2" in listed.text
    turned = await priya.clicks("Next", on="11 topics for the next meeting")
    assert "Page 2 of 2" in turned.text


async def test_a_parked_topic_is_listed_and_brought_back(
    town: Town, meeting: Meeting, maya: Someone, priya: Someone
) -> None:
    def park(session: Session) -> None:
        team = session.get_one(Team, meeting.team_id)
        by = session.exec(select(Person).where(Person.name == "Maya Okafor")).one()
        [topic] = topics.open_(session, team=team)
        topics.settle(session, team=team, topic_id=topic.id or 0, state="parked", by=by, now=MONDAY)

    await maya.types("/steward agenda add Bus times")
    await town.program.db.write(park)
    listed = await priya.types("/steward agenda topics")
    assert "*Parked (1)*" in listed.text
    assert "Nothing is queued." in listed.text

    assert "is on the agenda again" in (await priya.clicks("Bring back", on="Parked")).text
    assert "Parked" not in (await priya.types("/steward agenda topics")).text


async def test_during_the_meeting_the_agenda_says_how_things_stand_now(
    town: Town, meeting: Meeting, maya: Someone
) -> None:
    await town.room.forward(hours=UNTIL_AGENDA)
    out = await maya.types("/steward agenda")
    assert "The agenda is out. This is how things stand now; only you see this." in out.text
    await town.room.forward(hours=24)
    await maya.types("/steward meeting start")
    seen = await maya.types("/steward agenda")
    assert "The meeting is running." in seen.text


async def test_of_a_message_outside_a_team_it_is_asked_for_which_team_it_is(
    town: Town, meeting: Meeting, maya: Someone, daniel: Someone
) -> None:
    town.sandbox.join(town.place.general, town.install.bot_user_id)
    await daniel.types("/steward setup", channel="all-staff")
    named = {"Team name": "Math", "What is being implemented": "Math K-5", "Team leader": "Daniel Reyes"}
    assert (await daniel.submits(named)).errors == {}
    await maya.types("/steward workstream pacing owner @Daniel Reyes")

    form = await daniel.uses("Add to the agenda", on="owner of")
    assert "Team" in form.form
    missing = await daniel.submits({"Topic": "Who has pacing"})
    assert missing.errors["Team"]
    saved = await daniel.submits({"Topic": "Who has pacing", "Team": "Math"})
    assert "Added: “Who has pacing”." in saved.text
    listed = await daniel.types("/steward agenda topics", channel="all-staff")
    assert "1 topic for the next meeting" in listed.text
