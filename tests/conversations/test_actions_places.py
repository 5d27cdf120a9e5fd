"""Where an answer is given: in the list, on the action, in the window over App Home; and what Slack cannot do for it."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from storage import actions, people, receipts, workspaces
from storage.teams import Team
from tests.support.people import Someone, words
from tests.support.town import Town

pytestmark = pytest.mark.parametrize("way_in", ["socket"], indirect=True)

ADD = "/steward action Draft the pacing guide @Priya Nair by Friday in pacing"


async def test_the_whole_action_answers_in_its_place(team: Team, maya: Someone, priya: Someone) -> None:
    await maya.types(ADD)
    await maya.types("/steward A-1")

    heard = await maya.clicks("Start", on="in 4 days")
    assert "*A-1* is in progress." in heard.text
    assert "*State*\nIn progress" in heard.text
    heard = await maya.clicks("Undo", on="is in progress")
    assert "*State*\nOpen" in heard.text
    heard = await maya.clicks("History", on="taken back")
    assert "History of A-1" in heard.text
    heard = await maya.clicks("Open", on="History of A-1")
    assert "*State*\nOpen" in heard.text
    heard = await maya.clicks("Undo the last change", on="History of A-1")
    assert "taken back. It is in progress" in heard.text


async def test_over_app_home_the_answer_comes_in_a_window(team: Team, maya: Someone, priya: Someone) -> None:
    await maya.types(ADD)
    assert "Draft the pacing guide" in await priya.opens_home()

    heard = await priya.clicks("Done", where="home")
    assert "*A-1* is done" in heard.form
    heard = await priya.clicks("Undo", where="form")
    assert "taken back. It is open" in heard.form
    assert "Draft the pacing guide" in words(await priya.home_view())


async def test_app_home_opens_the_empty_form(town: Town, team: Team, maya: Someone, helen: Someone) -> None:
    await maya.opens_home()
    heard = await maya.clicks("Add an action", where="home")
    assert heard.title == "New action"
    told = await maya.submits({"What": "Ask Ben", "Owner": "Maya Okafor", "Due": "2026-11-27"})
    assert told.errors == {}
    assert "Ask Ben" in words(await maya.home_view())


async def test_a_long_history_is_turned_in_its_place(team: Team, maya: Someone) -> None:
    await maya.types("/steward action Draft the guide @me by Friday")
    for _ in range(8):
        await maya.clicks("Start", on="A-1")
        await maya.types("/steward undo")

    first = (await maya.types("/steward history A-1")).text
    assert "Page 1 of 2" in first
    later = (await maya.clicks("Earlier steps", on="Page 1 of 2")).text
    assert "added it for Maya Okafor" in later
    assert "Page 1 of 2" in (await maya.clicks("Later steps", on="Page 2 of 2")).text


async def test_a_list_is_changed_in_its_menu(team: Team, maya: Someone, priya: Someone) -> None:
    await maya.types(ADD)
    await maya.types("/steward actions")

    heard = await maya.clicks("Another list", on="Open", value="Overdue")
    assert "Nothing is overdue" in heard.text
    heard = await priya.types("/steward actions mine")
    await priya.clicks("New date", on="*Yours*")
    assert (await priya.submits({"New date": "2026-11-27"})).errors == {}
    heard = await maya.types("/steward actions @Steward")
    assert "They own nothing in this team." in heard.text


async def test_what_no_longer_fits_is_said_before_a_form_opens(
    team: Team, maya: Someone, priya: Someone, samir: Someone
) -> None:
    await maya.types("/steward action Check the cards @Samir Patel by Friday")
    dm = (await samir.dms())[-1]
    await maya.types("/steward A-1")
    await maya.types("/steward done A-1")

    heard = await maya.clicks("New date", on="in 4 days")
    assert heard.view is None
    assert "A-1 is done by Maya Okafor" in heard.text
    await maya.types("/steward undo")
    await maya.clicks("Hand over", on="Check the cards")
    await maya.submits({"New owner": "Priya Nair"})
    assert "Accept" not in words(next(m for m in await samir.dms() if m["ts"] == dm["ts"]))


async def test_mistakes_in_a_change_are_said_at_their_fields(team: Team, maya: Someone) -> None:
    await maya.types(ADD)
    await maya.clicks("Change", on="A-1")

    told = await maya.submits({"Due": "2026-11-13"})
    assert "in the past" in told.errors["Due"]
    assert (await maya.submits({"What": "Write it", "Due": "2026-11-27"})).errors == {}


async def test_a_message_that_names_somebody_or_is_an_apps_keeps_its_words(
    town: Town, team: Team, maya: Someone, ruth: Someone
) -> None:
    await maya.says(f"<@{ruth.id}> wants the numbers")
    heard = await maya.uses("Make it an action", on="wants the numbers")
    assert "@Ruth Calder wants the numbers" in str(heard.view)
    await maya.room.post("close", user=maya.id)
    await maya.types("/steward action Draft the guide @me by Friday")
    heard = await maya.uses("Make it an action", on="Draft the guide")
    assert heard.title == "New action"
    assert (await maya.submits({"Owner": "Maya Okafor", "Due": "2026-11-27"})).errors == {}
    assert "From Steward:" in await maya.reads()


async def test_a_message_that_cannot_be_linked_to_keeps_its_words(
    town: Town, team: Team, maya: Someone, tom: Someone
) -> None:
    place = town.sandbox.add_channel(
        town.place.workspace, "board", members=[town.place.people["maya"]], is_private=True
    )
    there = town.someone("maya", at=place.name)
    await there.says("Somebody must tell the board")

    await there.uses("Make it an action", on="tell the board")
    assert (await there.submits({"Owner": "Tom Whitaker", "Due": "2026-11-27"})).errors == {}

    assert "> Somebody must tell the board" in await tom.reads()


async def test_a_form_whose_team_is_not_chosen_asks_for_it(town: Town, team: Team, maya: Someone) -> None:
    members = [town.place.people["maya"]]
    channel = town.sandbox.add_channel(town.place.workspace, "northlight-math", members=members)
    town.sandbox.join(channel, town.install.bot_user_id)
    await maya.types("/steward setup", channel="northlight-math")
    await maya.submits({"What is being implemented": "Math", "Team name": "Math team"})
    lunch = town.sandbox.add_channel(town.place.workspace, "lunch", members=members)
    there = town.someone("maya", at=lunch.name)
    await there.says("Count the books")

    await there.uses("Make it an action", on="Count the books")
    told = await there.submits({"Team": "Math team", "Owner": "Maya Okafor", "Due": "2026-11-27"})

    assert "choose the team once more" in told.errors["Team"]


async def test_where_a_private_channel_is_closed_to_steward_its_people_are_told(
    town: Town, team: Team, tom: Someone
) -> None:
    town.place.channel.is_private = True
    town.sandbox.leave(town.place.channel, town.install.bot_user_id)

    await tom.types("/steward action Draft the guide @me by Friday")

    assert "cards written from then on arrive" in await tom.reads()


def _given_elsewhere(session: Session, *, town: Town, team: Team, now: datetime) -> None:
    workspace = workspaces.by_slack_id(session, slack_team_id=town.place.workspace.id)
    assert workspace is not None
    priya = people.by_slack_id(session, workspace=workspace, slack_user_id=town.place.people["priya"].id)
    assert priya is not None
    actions.hand_over(session, team=team, number=1, to=priya, by=priya, now=now)


async def test_an_invitation_that_was_passed_on_cannot_be_accepted_by_who_had_it(
    town: Town, team: Team, maya: Someone, samir: Someone
) -> None:
    await maya.types("/steward action Check the cards @Samir Patel by Friday")
    await town.program.db.write(_given_elsewhere, town=town, team=team, now=town.program.deps.now())

    heard = await samir.clicks("Accept", on="A-1", where=(await samir.dms())[-1]["channel"])

    assert "A-1 is with Priya Nair now, so only they can accept it." in heard.text


async def test_a_change_of_something_else_is_not_undone_by_the_word(
    team: Team, tom: Someone, maya: Someone
) -> None:
    assert "There is no change of yours here" in (await tom.types("/steward undo")).text
    heard = await maya.types("/steward undo")
    assert "Your latest change here was not to an action." in heard.text


def _forget(session: Session, *, before: datetime) -> None:
    receipts.forget(session, before=before)


async def test_a_form_that_was_open_for_days_saves_without_the_words_of_its_message(
    town: Town, team: Team, maya: Someone
) -> None:
    await maya.says("Count the books")
    await maya.uses("Make it an action", on="Count the books")
    await town.program.db.write(_forget, before=town.program.deps.now() + timedelta(days=1))

    told = await maya.submits({"Owner": "Maya Okafor", "Due": "2026-11-27"})

    assert told.errors == {}
    assert "From Maya Okafor" not in await maya.reads()
