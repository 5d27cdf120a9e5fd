"""Setting up a team in a channel, changing it, closing it and bringing it back, as people do it."""

import pytest

from storage.teams import Team
from tests.support.people import Someone, words
from tests.support.town import Town

pytestmark = pytest.mark.both_ways

NAME = "District Implementation Team"
FILLED = {"Team name": NAME, "What is being implemented": "Northlight ELA K-5"}


async def set_up(maya: Someone) -> None:
    await maya.types("/steward setup")
    told = await maya.submits(FILLED)
    assert told.errors == {}


async def test_a_channel_becomes_a_team_and_says_so_once(
    maya: Someone, tom: Someone, daniel: Someone
) -> None:
    heard = await maya.types("/steward setup")
    assert heard.title == "Set up a team"

    told = await maya.submits(FILLED | {"Coordinator": "Daniel Reyes", "First stepback": "2026-11-25"})

    assert told.errors == {}
    assert f"*{NAME}* is set up with 7 workstreams" in await maya.reads()
    hello = await tom.reads()
    assert f"<@{maya.id}> set up Steward in this channel for *{NAME}*" in hello
    assert f"Team leader: <@{maya.id}>\nCoordinator: <@{daniel.id}>" in hello
    assert "Mondays at 08:00" in hello
    assert "is set up with" not in hello
    assert "made you coordinator" in "".join(map(words, await daniel.dms()))
    assert "made you" not in "".join(map(words, await maya.dms()))
    status = await tom.types("/steward status")
    assert "Next weekly meeting: Tue 17 Nov, 15:30 to 16:15 (America/New_York)" in status.text
    assert "First stepback: Wed 25 Nov" in status.text
    assert "have no owner." in status.text

    again = await tom.types("/steward setup")
    assert again.view is None
    assert f"This channel is a team already: *{NAME}*. <@{maya.id}> leads it." in again.text


async def test_what_cannot_be_is_said_at_its_field_and_the_form_speaks_the_level_s_words(
    maya: Someone, town: Town
) -> None:
    await maya.types("/steward setup")
    changed = await maya.clicks("Level", where="form", value="School")
    assert "Building Implementation Team" in changed.form

    wrong = {
        "What is being implemented": "x" * 201,
        "Team name": "x" * 81,
        "Workstreams": "pacing\nPacing",
        "First stepback": "2026-11-13",
        "Team leader": "Ana Sousa",
        "Coordinator": town.install.bot_user_id,
    }
    told = await maya.submits(wrong)

    assert "81 characters, 80 fit" in told.errors["Team name"]
    assert "201 characters, 200 fit" in told.errors["What is being implemented"]
    assert "stands here twice" in told.errors["Workstreams"]
    assert "This day is past" in told.errors["First stepback"]
    assert "a guest" in told.errors["Team leader"]
    assert "is an app" in told.errors["Coordinator"]

    right = {
        "Workstreams": "pacing",
        "First stepback": None,
        "Team leader": "Maya Okafor",
        "Coordinator": None,
    }
    assert (await maya.submits(FILLED | right)).errors == {}
    assert "is set up with 1 workstream." in await maya.reads()


async def test_a_zone_is_chosen_by_searching(maya: Someone) -> None:
    await maya.types("/steward setup")

    told = await maya.submits(FILLED | {"Time zone": "Mountain: Denver (America/Denver)"})

    assert told.errors == {}
    assert "(America/Denver)" in await maya.reads()


async def test_two_people_who_set_up_at_once_make_one_team(maya: Someone, daniel: Someone) -> None:
    await maya.types("/steward setup")
    await daniel.types("/steward setup")
    assert (await daniel.submits(FILLED | {"Team name": "Daniel's team"})).errors == {}

    late = await maya.submits(FILLED)

    assert "this channel is a team called “Daniel's team” now" in str(late.errors)
    posted = [message for message in await maya.sees() if not message.get("is_ephemeral")]
    assert len(posted) == 1


async def test_each_place_where_no_team_can_live_gets_its_own_answer(maya: Someone, town: Town) -> None:
    sandbox, place = town.sandbox, town.place
    steward = town.install.bot_user_id
    shared = sandbox.add_channel(
        place.workspace, "shared", members=[place.people["maya"]], is_ext_shared=True
    )
    sandbox.join(shared, steward)

    assert "I am not in this channel yet" in (await maya.types("/steward setup", channel="all-staff")).text
    assert "I cannot see this channel" in (await maya.types("/steward setup", channel="eastfield-bit")).text

    heard = await maya.types("/steward setup", channel=shared.id)
    assert "shared with another organisation" in heard.form
    assert "Shared channel" in (await maya.submits(FILLED)).errors
    assert (await maya.submits(FILLED | {"Shared channel": ["yes"]})).errors == {}


async def test_a_direct_message_and_a_guest_are_told_where_and_who(maya: Someone, ana: Someone) -> None:
    await maya.says("hello", channel="Steward")

    assert "A team lives in a channel" in (await maya.types("/steward setup", channel="Steward")).text
    assert "Guests" in (await ana.types("/steward setup")).text


async def test_settings_change_say_what_they_were_and_can_be_taken_back(
    team: Team, maya: Someone, tom: Someone
) -> None:
    refused = await tom.types("/steward settings")
    assert refused.view is None
    assert "Only the team leader, the coordinator or a workspace admin" in refused.text

    assert (await maya.types("/steward settings")).title == "Team settings"
    assert (await maya.submits({"Weekly meeting day": "Thursday", "Team name": "DIT"})).errors == {}

    heard = await maya.reads()
    assert f"Name: DIT (was: {NAME})" in heard
    assert "Thursdays, 15:30" in heard
    await maya.clicks("Undo", on="Saved for")
    assert "Taken back" in await maya.reads()
    assert NAME in (await maya.types("/steward status")).text
    await maya.clicks("Do it again", on="Taken back")
    assert "*DIT*" in (await maya.types("/steward status")).text

    await maya.types("/steward settings")
    await maya.submits({})
    assert "Nothing was changed in *DIT*." in await maya.reads()
    await maya.types("/steward settings")
    assert "This day is past" in str((await maya.submits({"First stepback": "2020-01-01"})).errors)


async def test_a_team_is_closed_with_a_reason_and_comes_back(team: Team, maya: Someone, tom: Someone) -> None:
    await maya.types("/steward settings")
    question = await maya.clicks("Close this team …", where="form")
    assert "Nothing is deleted" in question.form
    assert "Reason" in (await maya.submits({})).errors
    assert (await maya.submits({"Reason": "The work is done"})).errors == {}

    assert f"<@{maya.id}> closed *{NAME}*: The work is done" in await tom.reads()
    assert "There is no team here yet" in (await maya.types("/steward status")).text
    assert (
        "Only the team leader or a workspace admin" in (await tom.clicks("Bring it back", on="closed")).text
    )
    choice = await maya.types("/steward setup")
    assert "This channel was a team before" in choice.text

    await maya.clicks("Bring it back", on="was a team before")

    assert "is back, with all that it kept" in await maya.reads()
    heard = await tom.reads()
    assert "brought it back since." in heard
    assert f"brought *{NAME}* back" in heard
    assert NAME in (await tom.types("/steward status")).text


async def test_a_channel_whose_team_was_closed_can_begin_anew(team: Team, maya: Someone) -> None:
    await maya.types("/steward settings")
    await maya.clicks("Close this team …", where="form")
    await maya.submits({"Reason": "A new start"})
    await maya.types("/steward setup")

    form = await maya.clicks("Set up a new team", on="was a team before")

    assert form.title == "Set up a team"
    assert (await maya.submits(FILLED | {"Team name": "The second one"})).errors == {}
    assert "*The second one*" in (await maya.types("/steward status")).text


@pytest.mark.parametrize("words", ["setup", "status", "settings", "people", "role", "workstream", "update"])
async def test_without_a_team_each_command_says_how_to_start_one(words: str, joy: Someone) -> None:
    heard = await joy.types(f"/steward {words}")

    assert heard.title == "Set up a team" or "`/steward setup`" in heard.text
