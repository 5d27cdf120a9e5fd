"""A team's calendar, as people see and change it: holidays, breaks that are pasted or uploaded, a pause for a season."""

import pytest

from handlers.calendars.days import ical
from storage.teams import Team
from tests.support.people import Room, Someone, words
from tests.support.town import Town

ICS = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Harbor Glen//EN
BEGIN:VEVENT
UID:1@harborglen
DTSTART;VALUE=DATE:20261221
DTEND;VALUE=DATE:20270102
SUMMARY:Winter break
END:VEVENT
BEGIN:VEVENT
UID:2@harborglen
DTSTART;VALUE=DATE:20261203
SUMMARY:Picture Day
END:VEVENT
BEGIN:VEVENT
UID:3@harborglen
DTSTART:20261210T180000
SUMMARY:Board meeting
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def room(town: Town) -> Room:
    return town.room


async def test_a_new_calendar_says_what_holds_and_offers_the_rest(
    team: Team, maya: Someone, tom: Someone
) -> None:
    said = (await maya.types("/steward calendar")).text

    assert "Working days: Monday to Friday" in said
    assert "Quiet hours: 17:30 to 07:30 (America/New_York)" in said
    assert "Holidays: none chosen yet" in said
    assert "Holidays and hours …" in said
    assert "Add dates …" not in (await tom.types("/steward calendar")).text
    assert "Only the team leader" in (await tom.types("/steward calendar add 1 Dec 2026 Day off")).text


async def test_holidays_are_chosen_with_their_region_and_taken_back(team: Team, maya: Someone) -> None:
    assert (await maya.types("/steward calendar holidays")).title == "Holidays and hours"
    heard = await maya.clicks("Country, for its public holidays", where="form", value="United States")
    assert "Region" in heard.form
    saved = await maya.submits(
        {
            "Region": "Massachusetts",
            "A weekly meeting that falls on a day off": "It moves to the working day after",
            "Working days": ["Monday", "Tuesday", "Wednesday", "Thursday"],
            "Quiet hours begin": "16:00",
        }
    )

    assert saved.errors == {}
    said = await maya.reads()
    assert "Holidays: United States, Massachusetts (was: none)" in said
    assert "Working days: Monday to Thursday (was: Monday to Friday)" in said
    shown = (await maya.types("/steward calendar")).text
    assert "Thu 26 Nov: Thanksgiving" in shown
    assert "A weekly meeting on a day off moves to the working day after" in shown
    await maya.clicks("Undo", on="Saved for")
    assert "Holidays: none chosen yet" in (await maya.types("/steward calendar")).text
    await maya.clicks("Do it again", on="Taken back")
    assert "United States, Massachusetts" in (await maya.types("/steward calendar")).text


async def test_dates_are_pasted_listed_and_removed(team: Team, maya: Someone, daniel: Someone) -> None:
    await daniel.types("/steward calendar add")
    wrong = await daniel.submits(
        {"Dates": "21 Dec 2026 - 1 Jan 2027 Winter break\nsometime in spring\n7 Sep 2026 Labor Day"}
    )
    assert "“sometime in spring”: I see no date in it" in wrong.errors["Dates"]
    assert "nothing was added yet" in wrong.errors["Dates"]

    pasted = "21 Dec 2026 - 1 Jan 2027 Winter break\n3/29/27-4/2/27 Spring <!channel>\n7 Sep 2026 Labor Day"
    assert (await daniel.submits({"Dates": pasted})).errors == {}

    said = await daniel.reads()
    assert "Mon 21 Dec through Fri 1 Jan 2027: Winter break" in said
    assert "Spring &lt;!channel&gt;" in said
    assert "1 is over already and was left out" in said
    shown = (await maya.types("/steward calendar")).text
    assert "Remove" in shown
    await maya.clicks("Remove", on="Breaks and days off of its own")
    assert "Taken off the calendar: Mon 21 Dec" in await maya.reads()
    await maya.clicks("Undo", on="Taken off the calendar")
    assert "Winter break" in (await maya.types("/steward calendar")).text


async def test_one_break_is_added_in_a_sentence_and_not_twice(team: Team, maya: Someone) -> None:
    line = "/steward calendar add 26-27 Nov 2026 Thanksgiving"

    assert "Thu 26 Nov through Fri 27 Nov: Thanksgiving" in (await maya.types(line)).text
    assert "Nothing new was added" in (await maya.types(line)).text
    form = await maya.types("/steward calendar add next spring")
    assert form.title == "Add dates"
    assert "“next spring”: I see no date in it." in form.form


async def test_a_calendar_file_is_read_and_the_rest_of_it_on_request(team: Team, maya: Someone) -> None:
    assert (await maya.types("/steward calendar upload")).title == "Upload a calendar"
    wrong = await maya.submits({"Calendar file": {"name": "plan.pdf", "text": "x"}})
    assert "is not an .ics file" in wrong.errors["Calendar file"]
    assert (await maya.submits({"Calendar file": {"name": "school.ics", "text": ICS}})).errors == {}

    said = await maya.reads()
    assert "From “school.ics”" in said
    assert "Mon 21 Dec through Fri 1 Jan 2027: Winter break" in said
    assert "1 event with hours was left out" in said
    assert "1 whole-day event did not sound like a day off: Picture Day" in said

    await maya.clicks("Take it too", on="Picture Day")

    assert "Thu 3 Dec: Picture Day" in await maya.reads()


async def test_a_file_that_is_no_calendar_is_said_to_be_none(team: Team, maya: Someone) -> None:
    await maya.types("/steward calendar upload")
    await maya.submits({"Calendar file": {"name": "school.ics", "text": "<html>Sign in</html>"}})

    assert "This is not an iCal file" in await maya.reads()


async def test_the_text_of_a_calendar_may_be_pasted(team: Team, maya: Someone) -> None:
    await maya.types("/steward calendar add")
    assert (await maya.submits({"Dates": ICS})).errors == {}

    assert "Thu 3 Dec: Picture Day" in await maya.reads()


async def test_a_team_pauses_for_a_season_and_comes_back_softly(
    team: Team, maya: Someone, tom: Someone, room: Room
) -> None:
    await maya.types("/steward action Draft the pacing guide @Tom Whitaker by 25 Nov")
    heard = await maya.types("/steward calendar pause 23 Nov to 27 Nov because fall rest")

    assert "from *Monday 23 November* through *Friday 27 November*, back *Monday 30 November*" in heard.text
    assert "on *Monday 30 November* at 09:00 one message in the channel" in heard.text
    assert "paused *District Implementation Team*" in await tom.reads()
    overlap = await maya.types("/steward calendar pause 25 Nov to 4 Dec because more")
    assert "There is a pause already: “Fall rest”" in overlap.text

    await room.forward(days=14, hours=2)

    said = await tom.reads()
    assert "*Welcome back.* *District Implementation Team* starts again after “Fall rest”" in said
    assert "Nothing counts as late for the pause." in said
    assert "`A-1` Draft the pacing guide, was due Wed 25 Nov" in said
    assert sum("*Welcome back.*" in words(message) for message in await tom.sees()) == 1


async def test_a_pause_is_ended_by_hand_and_taken_back(
    team: Team, maya: Someone, tom: Someone, room: Room
) -> None:
    await maya.types("/steward calendar pause")
    wrong = await maya.submits(
        {"First day of the pause": "2026-11-23", "Last day of the pause": "2026-11-20", "Reason": "Fall rest"}
    )
    assert "lies before the first" in wrong.errors["Last day of the pause"]
    assert (await maya.submits({"Last day of the pause": ""})).errors == {}
    assert "until further notice" in await maya.reads()
    await maya.clicks("Undo", on="Reason: “Fall rest”")
    assert "took the pause “Fall rest”" in await tom.reads()

    await maya.types("/steward calendar pause 16 Nov to 27 Nov because fall rest")
    await room.forward(days=1, hours=2)
    ended = await maya.types("/steward calendar resume")
    assert "The pause “Fall rest” is over. The channel is told now" in ended.text
    await room.forward(minutes=2)

    assert "*Welcome back.*" in await tom.reads()
    assert "nothing to end" in (await maya.types("/steward calendar resume")).text


async def test_a_word_that_is_none_gets_the_nearest(team: Team, maya: Someone) -> None:
    assert "Did you mean “pause”?" in (await maya.types("/steward calendar pausse")).text


async def test_breaks_turn_by_the_page(team: Team, maya: Someone) -> None:
    await maya.types("/steward calendar add")
    await maya.submits({"Dates": "\n".join(f"{day} Feb 2027 Day {day}" for day in range(1, 13))})
    await maya.types("/steward calendar")
    await maya.clicks("Next", on="Page 1 of 2")

    assert "Page 2 of 2" in await maya.reads()
    assert words((await maya.sees())[-1]).count("Remove") >= 1


async def test_a_file_that_cannot_be_read_is_said_with_the_other_way(
    team: Team, maya: Someone, town: Town
) -> None:
    await maya.types("/steward calendar upload")
    await maya.submits({"Calendar file": {"name": "school.ics", "text": ICS}})
    [file] = town.sandbox.world.files.values()
    whole = file.content

    file.length = ical.LARGEST + 1
    await maya.clicks("Take it too", on="Picture Day")
    assert "larger than 10 MB" in words((await maya.sees())[-1])
    file.length, file.content = len(ICS), b"x" * (ical.LARGEST + 1)
    await maya.clicks("Take it too", on="Picture Day")
    assert "larger than 10 MB" in words((await maya.sees())[-1])
    file.name, file.content = "school.html", whole
    await maya.clicks("Take it too", on="Picture Day")
    assert "Slack did not let me read that file" in words((await maya.sees())[-1])
    file.content = None
    await maya.clicks("Take it too", on="Picture Day")
    assert "Slack did not let me read that file" in words((await maya.sees())[-1])
    town.sandbox.world.files.clear()
    await maya.clicks("Take it too", on="Picture Day")
    assert "Slack did not let me read that file" in words((await maya.sees())[-1])


async def test_a_whole_year_of_days_is_not_taken_at_once(team: Team, maya: Someone) -> None:
    event = "BEGIN:VEVENT\nUID:{0}\nDTSTART;VALUE=DATE:20261203\nSUMMARY:Picture Day {0}\nEND:VEVENT\n"
    many = "".join(event.format(number) for number in range(ical.MOST_OTHERS + 1))
    await maya.types("/steward calendar upload")
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{many}END:VCALENDAR\n"
    await maya.submits({"Calendar file": {"name": "school.ics", "text": text}})

    await maya.clicks("Take those 401 too", on="Nothing new was added")

    assert "Those are 401 whole days" in await maya.reads()


async def test_every_button_of_the_calendar_opens_what_it_says(
    team: Team, maya: Someone, tom: Someone
) -> None:
    await maya.types("/steward calendar")
    for label, title in (
        ("Holidays and hours …", "Holidays and hours"),
        ("Add dates …", "Add dates"),
        ("Upload a calendar file …", "Upload a calendar"),
        ("Pause for a season …", "Pause for a season"),
    ):
        assert (await maya.clicks(label, on="Working days: Monday to Friday")).title == title
        await maya.room.post("close", user=maya.id)
    await maya.types("/steward calendar holidays")
    await maya.clicks("Country, for its public holidays", where="form", value="Italy")
    await maya.clicks("Country, for its public holidays", where="form", value="No public holidays")
    assert (await maya.submits({"Working days": []})).errors
    assert (await maya.submits({"Working days": ["Monday"], "Quiet hours begin": "18:00"})).errors == {}
    assert "Quiet hours: 18:00 to 07:30 (was: 17:30 to 07:30)" in await maya.reads()
    await maya.types("/steward calendar add 26 Nov 2026 Rest")
    await maya.clicks("See the calendar", on="Rest")
    assert "Thu 26 Nov: Rest" in await maya.reads()
    long = await maya.types(f"/steward calendar pause until 27 Nov because {'x' * 90}")
    assert "90 characters, 80 fit" in long.text
    assert "Only the team leader" in (await tom.types("/steward calendar pause")).text
