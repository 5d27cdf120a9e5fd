"""App Home and the panel, as people meet them."""

from datetime import timedelta

from sqlmodel import Session

from bot.demo import harbor_glen
from storage import actions, people, roles, team_setup, workspaces, workstreams
from storage.people import Person
from storage.teams import Team
from storage.workspaces import Workspace
from tests.support.people import Heard, Someone, words
from tests.support.town import MONDAY, Town

GUIDE = "/steward action Draft the pacing guide @{} by tomorrow in pacing"


async def at_home(reader: Someone) -> str:
    """App Home as it stands, without opening it anew."""
    return words((await reader.home_view())["blocks"])


def offers(heard: Heard, *labels: str) -> bool:
    return all(label in heard.text for label in labels)


async def test_who_is_in_no_team_is_told_how_to_start_one_and_so_is_a_guest(
    town: Town, helen: Someone, ana: Someone
) -> None:
    said = await helen.opens_home()
    assert "You are in no team yet" in said
    assert "/steward setup" in said
    assert "How Steward works" in said

    said = await ana.opens_home()
    assert "You are in no team yet" in said
    assert "/steward setup" not in said


async def test_a_member_who_owes_nothing_is_told_so_and_sees_their_team_and_the_help(
    team: Team, tom: Someone
) -> None:
    said = await tom.opens_home()
    assert "Nothing needed today." in said
    assert "District Implementation Team" in said
    assert "Meets Tuesdays, 15:30 to 16:15 (America/New_York)" in said
    assert "core member" in said

    heard = await tom.clicks("How Steward works", where="home")
    assert "keeps your team's promises" in heard.form


async def test_what_is_done_in_app_home_leaves_it_and_comes_back_when_it_is_taken_back(
    team: Team, maya: Someone, priya: Someone
) -> None:
    await maya.types(GUIDE.format("Priya Nair"))
    said = await priya.opens_home()
    assert "You owe 1 action: 1 due today or tomorrow." in said
    assert "*A-1* Draft the pacing guide" in said
    assert "by Tue 17 Nov, tomorrow · pacing" in said

    heard = await priya.clicks("Done", where="home")
    assert "*A-1* is done. Thank you." in heard.form
    assert "Nothing needed today." in await at_home(priya)

    await priya.clicks("Undo", where="form")
    assert "*A-1* Draft the pacing guide" in await at_home(priya)


async def test_a_form_that_was_opened_in_app_home_shows_its_result_there(
    team: Team, maya: Someone, priya: Someone
) -> None:
    await maya.types(GUIDE.format("Priya Nair"))
    await priya.opens_home()

    heard = await priya.clicks("Blocked", where="home")
    assert heard.view is not None
    saved = await priya.submits({"Waiting for": "the standards map"})

    assert not saved.errors
    assert "*Blocked.* Waiting for: the standards map" in await at_home(priya)
    assert "1 blocked" in await at_home(priya)


async def test_an_invited_member_answers_what_they_are_asked_in_app_home(
    team: Team, maya: Someone, omar: Someone
) -> None:
    await maya.types(GUIDE.format("Omar Haddad"))
    said = await omar.opens_home()
    assert "Waiting for your answer (1)" in said
    assert "has not accepted it yet" in await maya.opens_home()

    await omar.clicks("Accept", where="home")

    said = await at_home(omar)
    assert "Waiting for your answer" not in said
    assert "Today and tomorrow (1)" in said
    assert "has not accepted it yet" not in await maya.opens_home()


async def test_a_leader_mends_from_app_home_what_nobody_has(team: Team, maya: Someone) -> None:
    said = await maya.opens_home()
    assert "have no owner." in said

    heard = await maya.clicks("Name the owners", where="home")
    assert heard.view is not None
    saved = await maya.submits({"pacing: owner": "Priya Nair"})

    assert not saved.errors
    assert "*pacing*" not in (await at_home(maya)).partition("have no owner.")[0]


async def test_an_owner_gives_the_weekly_update_from_app_home(town: Town, team: Team, tom: Someone) -> None:
    await town.program.db.write(_owns, town=town, team=team, handle="tom", strand="coaching")
    assert "*coaching* · No update yet · nothing open" in await tom.opens_home()

    heard = await tom.clicks("Update", where="home")
    assert heard.view is not None
    saved = await tom.submits({"How it stands": "At risk", "In one line": "The coach post is open."})

    assert not saved.errors
    assert "*coaching* · At risk" in await at_home(tom)
    assert "Last update today: The coach post is open." in await at_home(tom)


async def test_pages_turn_and_stay_turned_while_their_actions_are_answered(
    town: Town, team: Team, tom: Someone
) -> None:
    await town.program.db.write(_promise, town=town, team=team, count=25)
    said = await tom.opens_home()
    assert "A-10" in said
    assert "A-11" not in said
    assert "and 15 more" in said

    await tom.clicks("Next", where="home")
    assert "A-11" in await at_home(tom)
    assert "A-10" not in await at_home(tom)

    await tom.clicks("Done", where="home")
    said = await at_home(tom)
    assert "A-11" not in said
    assert "A-12" in said
    assert "A-10" not in said

    assert "A-10" in await tom.opens_home()


async def test_who_is_in_several_teams_sees_them_all_and_chooses_where_an_action_goes(
    town: Town, team: Team, maya: Someone
) -> None:
    await town.program.db.write(_second_team, town=town)
    said = await maya.opens_home()
    assert "District Implementation Team" in said
    assert "Eastfield team" in said

    heard = await maya.clicks("Add an action", where="home")
    assert "Eastfield team" in heard.form

    heard = await maya.types("/steward", channel="eastfield-bit")
    assert "You are in several teams. App Home shows" in heard.text
    assert offers(heard, "Add an action", "Set up a team here", "Help")
    assert "Team status" not in heard.text


async def test_the_panel_says_what_is_owed_and_offers_what_one_needs(team: Team, priya: Someone) -> None:
    heard = await priya.types("/steward")
    assert "Nothing needed today." in heard.text
    assert "District Implementation Team" in heard.text
    assert offers(heard, "Add an action", "My actions", "Team status", "Help")
    assert "Set up a team" not in heard.text

    await priya.types("/steward action Draft the pacing guide @me by tomorrow in pacing")
    heard = await priya.types("/steward")
    assert "• *A-1* Draft the pacing guide (Tue 17 Nov, tomorrow)" in heard.text
    assert heard.ack_ms < 300

    heard = await priya.clicks("My actions", on="You owe 1 action")
    assert "A-1" in heard.text


async def test_where_there_is_no_team_the_panel_offers_to_set_one_up(
    town: Town, helen: Someone, ana: Someone
) -> None:
    heard = await helen.types("/steward")
    assert "You are in no team yet." in heard.text

    heard = await helen.clicks("Set up a team here", on="You are in no team yet.")
    assert heard.title == "Set up a team"
    assert "Set up a team" not in (await ana.types("/steward")).text


def _here(session: Session, town: Town) -> Workspace:
    found = workspaces.by_slack_id(session, slack_team_id=town.place.workspace.id)
    assert found is not None
    return found


def _person(session: Session, town: Town, handle: str) -> Person:
    known = people.by_slack_id(
        session, workspace=_here(session, town), slack_user_id=town.place.people[handle].id
    )
    assert known is not None
    return known


def _owns(session: Session, *, town: Town, team: Team, handle: str, strand: str) -> None:
    owned = workstreams.find(session, team=team, name=strand)
    person = _person(session, town, handle)
    roles.assign(
        session, team=team, role="workstream_owner", person=person, workstream=owned, by=person, now=MONDAY
    )


def _promise(session: Session, *, town: Town, team: Team, count: int) -> None:
    tom = _person(session, town, "tom")
    for day in range(count):
        due_on = (MONDAY + timedelta(days=day)).date()
        actions.add(session, team=team, text="Visit a class", owner=tom, due_on=due_on, by=tom, now=MONDAY)


def _second_team(session: Session, *, town: Town) -> None:
    maya = _person(session, town, "maya")
    team_setup.set_up(
        session,
        workspace=_here(session, town),
        channel_id=town.place.general.id,
        leader=maya,
        coordinator=None,
        by=maya,
        workstream_names=("pacing",),
        name="Eastfield team",
        level="school",
        innovation=harbor_glen.INNOVATION,
        zone=harbor_glen.ZONE,
        weekly_weekday=1,
        weekly_at=MONDAY.time(),
        weekly_minutes=45,
        first_stepback_on=None,
        now=MONDAY,
    )


async def test_who_says_in_app_home_that_they_are_away_stands_as_away_and_comes_back_there(
    team: Team, tom: Someone
) -> None:
    await tom.opens_home()
    heard = await tom.clicks("I'm away…", where="home")
    assert "away" in heard.title.lower()
    await tom.types("/steward away until Friday")

    assert "*You are away* through Fri 20 Nov." in await tom.opens_home()
    await tom.clicks("I'm back", where="home")
    assert "You are away" not in await at_home(tom)
