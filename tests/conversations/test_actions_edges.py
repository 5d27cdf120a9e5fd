"""Actions where something is missing, wrong, crowded or not allowed."""

import asyncio
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from storage import actions, people
from storage.teams import Team
from storage.workspaces import Workspace
from tests.support.people import Someone, words
from tests.support.town import Town

pytestmark = pytest.mark.parametrize("way_in", ["socket"], indirect=True)

NASTY = "Ask <!channel> & <b> `code` @everyone\nשבת 🎒 *now*"


def _keep_many(session: Session, *, team: Team, count: int, owner: str, now: datetime) -> None:
    by = people.by_slack_id(
        session, workspace=session.get_one(Workspace, team.workspace_id), slack_user_id=owner
    )
    assert by is not None
    for number in range(count):
        due = date(2026, 11, 10) + timedelta(days=number)
        actions.add(session, team=team, text=f"Step {number + 1}", owner=by, due_on=due, by=by, now=now)


async def _second_team(town: Town, maya: Someone) -> None:
    members = [town.place.people[handle] for handle in ("maya", "tom")]
    channel = town.sandbox.add_channel(town.place.workspace, "northlight-math", members=members)
    town.sandbox.join(channel, town.install.bot_user_id)
    await maya.types("/steward setup", channel="northlight-math")
    told = await maya.submits({"What is being implemented": "Northlight Math", "Team name": "Math team"})
    assert told.errors == {}


def _typed(view: Any) -> str:
    """What stands in the fields of the form."""
    return " ".join(str(block.get("element", {}).get("initial_value")) for block in view["blocks"])


async def test_who_is_named_and_cannot_be_the_owner_is_explained_in_the_form(
    town: Town, team: Team, maya: Someone
) -> None:
    cases = {
        "Draft it @Priya Nair @Tom Whitaker by Friday": "An action has one owner",
        "Draft it @nobody by Friday": "I could not find @nobody",
        "Draft it @Steward by Friday": "is an app and cannot take this on",
        "Draft it @me by 2/30": "2/30",
        "Draft it @me by yesterday": "has passed",
        "Draft it @me by Friday in the chess workstream": "There is no workstream called “chess” here",
    }
    for typed, said in cases.items():
        heard = await maya.types(f"/steward action {typed}")
        assert heard.title == "New action", typed
        assert said in heard.form, typed
        assert "Draft it" in _typed(heard.view)
        await maya.room.post("close", user=maya.id)


async def test_a_text_that_is_too_long_opens_the_form_with_all_of_it(team: Team, maya: Someone) -> None:
    heard = await maya.types(f"/steward action {'Draft it ' * 50}@me by Friday")
    assert "300 characters" in heard.form
    assert ("Draft it " * 50).strip() in _typed(heard.view)

    await maya.room.post("close", user=maya.id)
    heard = await maya.types(f"/steward action {'Draft it ' * 400}@me by Friday")
    assert heard.view is None
    assert "300 characters" in heard.text
    assert "You typed" in heard.text


async def test_what_people_write_is_shown_as_typed_and_pings_nobody(
    team: Team, maya: Someone, priya: Someone, tom: Someone
) -> None:
    await maya.types("/steward action")
    told = await maya.submits({"What": NASTY, "Owner": "Priya Nair", "Due": "2026-11-27"})
    assert told.errors == {}

    for message in [*await tom.sees(), *await priya.dms(), *await maya.sees()]:
        assert "<!channel>" not in words(message)
    assert "Ask &lt;!channel&gt; &amp; &lt;b&gt; `code` @everyone\nשבת 🎒 *now*" in await tom.reads()


async def test_only_who_may_changes_an_action_and_others_are_told_who(
    team: Team, maya: Someone, priya: Someone, tom: Someone, ana: Someone, helen: Someone
) -> None:
    await maya.types("/steward action Draft the guide @Priya Nair by Friday")

    refused = await tom.clicks("Done", on="A-1")
    assert "Only its owner, the owner or backup of its workstream, the team leader" in refused.text
    assert (await tom.clicks("Change", on="A-1")).view is None
    shown = await tom.types("/steward A-1")
    assert "Only its owner" in shown.text
    refused = await helen.types("/steward action Draft it @me by Friday")
    assert "Only a member of the team" in refused.text
    refused = await ana.types("/steward A-1")
    assert "Guests can see and answer what is theirs" in refused.text


async def test_a_guest_sees_and_answers_what_is_theirs(team: Team, maya: Someone, ana: Someone) -> None:
    await maya.types("/steward action Draft the guide @me by Friday")
    await maya.types("/steward action Bring the parents' questions @Ana Sousa by Friday")
    card = await maya.reads()
    assert f"Owner: <@{ana.id}>" in card, "a message may not reach a guest, so the card names them"

    listed = await ana.types("/steward actions")
    assert "Bring the parents" in listed.text
    assert "Draft the guide" not in listed.text
    assert "Guests" in (await ana.types("/steward actions overdue")).text
    assert (
        "*A-2* is yours"
        in (await ana.clicks("Accept", on="A-2", where=(await ana.dms())[-1]["channel"])).text
    )
    assert "*A-2* is done" in (await ana.types("/steward done A-2")).text


async def test_lists_are_paged_and_their_buttons_answer_in_the_list(
    town: Town, team: Team, maya: Someone, tom: Someone
) -> None:
    await town.program.db.write(_keep_many, team=team, count=23, owner=maya.id, now=town.program.deps.now())

    first = (await maya.types("/steward actions")).text
    assert "*Open*, District Implementation Team: 23 actions" in first
    assert "*A-1* Step 1\n" in first
    assert "by Tue 10 Nov, 4 working days late" in first
    assert "1 to 10 of 23" in first
    assert "*A-11*" not in first
    await maya.clicks("Next", on="1 to 10 of 23")
    await maya.clicks("Next", on="11 to 20 of 23")
    last = words((await maya.sees())[-1])
    assert "21 to 23 of 23" in last
    heard = await maya.clicks("Done", on="21 to 23 of 23")
    assert "*A-21* is done" in heard.text
    assert "21 to 22 of 22" in heard.text
    heard = await maya.clicks("Undo", on="21 to 22 of 22")
    assert "taken back" in heard.text
    assert "21 to 23 of 23" in heard.text
    assert "4 actions" in (await maya.types("/steward actions overdue")).text
    assert "23 actions" in (await tom.types("/steward actions @Maya Okafor")).text


async def test_a_page_that_empties_gives_way_to_the_one_before(town: Town, team: Team, maya: Someone) -> None:
    await town.program.db.write(_keep_many, team=team, count=11, owner=maya.id, now=town.program.deps.now())
    await maya.types("/steward actions")
    await maya.clicks("Next", on="1 to 10 of 11")

    heard = await maya.clicks("Done", on="11 to 11 of 11")

    assert "*A-11* is done" in heard.text
    assert "*A-1* Step 1" in heard.text


async def test_every_list_says_what_to_do_when_it_is_empty(team: Team, maya: Someone) -> None:
    cases = {
        "": "Nothing is open. To add an action",
        "mine": "You owe nothing here",
        "overdue": "Nothing is overdue. Nothing needed.",
        "done": "Nothing was marked done lately",
        "all": "There are no actions yet",
        "pacing": "Nothing is open in this workstream",
        "@Tom Whitaker": "They have nothing open here",
        "library": "There is no workstream called “library” here. Did you mean",
        "@nobody": "I could not find @nobody",
        "@Tom Whitaker @Priya Nair": "One person at a time",
    }
    for typed, said in cases.items():
        assert said in (await maya.types(f"/steward actions {typed}")).text, typed


async def test_numbers_that_are_none_of_the_teams_are_not_found(
    town: Town, team: Team, maya: Someone
) -> None:
    await maya.types("/steward action Draft the guide @me by Friday")
    await _second_team(town, maya)

    for typed in ("A-1", "done A-1", "history A-1"):
        heard = await maya.types(f"/steward {typed}", channel="northlight-math")
        assert "There is no A-1 in Math team" in heard.text, typed
    assert "There is no A-99" in (await maya.types("/steward A-99")).text
    assert "Which action do you mean?" in (await maya.types("/steward done")).text
    assert "is not the number of one action" in (await maya.types("/steward done the guide")).text
    assert "Draft the guide" in (await maya.types("/steward a1")).text
    assert "is done" in (await maya.types("/steward A-1 done")).text
    assert "added it" in (await maya.types("/steward A-1 history")).text


async def test_a_message_in_a_channel_without_a_team_asks_which_one(
    town: Town, team: Team, maya: Someone, tom: Someone
) -> None:
    await _second_team(town, maya)
    place = town.sandbox.add_channel(
        town.place.workspace, "lunch", members=[town.place.people["maya"], town.place.people["tom"]]
    )
    standing_there = town.someone("maya", at=place.name)
    await standing_there.says("Somebody should count the books")

    heard = await standing_there.uses("Make it an action", on="count the books")
    assert "You are in several teams" in heard.form
    await standing_there.clicks("Team", where="form", value="Math team")
    told = await standing_there.submits(
        {"Owner": "Tom Whitaker", "Due": "2026-11-27", "Workstream": "pacing"}
    )

    assert told.errors == {}
    card = await tom.reads("northlight-math")
    assert "*A-1* Somebody should count the books" in card
    assert "From Maya Okafor" in card


async def test_a_card_that_has_nowhere_to_go_leaves_the_action_and_says_how_to_invite_steward(
    town: Town, team: Team, maya: Someone, tom: Someone
) -> None:
    town.sandbox.leave(town.place.channel, town.install.bot_user_id)

    heard = await tom.types("/steward action Draft the guide @me by Friday")

    assert "A-1 is saved" in await tom.reads()
    assert "/invite @Steward" in heard.text + await tom.reads()
    assert "Draft the guide" in (await tom.types("/steward A-1")).text
    assert "did not arrive" in str(await maya.dms())


async def test_a_leader_is_told_once_that_a_card_has_nowhere_to_go(
    town: Town, team: Team, maya: Someone
) -> None:
    town.sandbox.leave(town.place.channel, town.install.bot_user_id)

    heard = await maya.types("/steward action Draft the guide @me by Friday")

    assert "nobody sees the card" not in heard.text + await maya.reads()
    assert "/invite @Steward" in str(await maya.dms())


async def test_an_owner_who_left_is_shown_as_gone_and_cannot_be_given_more(
    town: Town, team: Team, maya: Someone, priya: Someone
) -> None:
    await maya.types("/steward action Draft the guide @Priya Nair by Friday")
    await maya.room.post("deactivate", user=priya.id)

    assert "Priya Nair has left. Hand it over" in (await maya.types("/steward A-1")).text
    heard = await maya.types("/steward action Draft the other guide @Priya Nair by Friday")
    assert "their account is deactivated" in heard.form


async def test_two_forms_at_once_leave_one_result_and_no_lost_words(
    team: Team, maya: Someone, priya: Someone
) -> None:
    await maya.types("/steward action Draft the guide @Priya Nair by Friday")
    await priya.clicks("New date", on="A-1")
    await maya.clicks("Done", on="A-1")

    told = await priya.submits({"New date": "2026-11-27", "Reason": "Waiting for data"})

    assert "A-1 is done by Maya Okafor" in told.errors["New date"]
    refused = await priya.types("/steward undo")
    assert "no change of yours" in refused.text


async def test_two_who_click_at_the_same_moment_do_it_once_and_both_are_answered(
    team: Team, maya: Someone, priya: Someone
) -> None:
    await maya.types("/steward action Draft the guide @Priya Nair by Friday")

    heard = await asyncio.gather(maya.clicks("Done", on="A-1"), priya.clicks("Done", on="A-1"))

    assert (await maya.types("/steward history A-1")).text.count("marked it done") == 2, "text and block"
    said = await maya.reads() + await priya.reads()
    assert all(one.settled for one in heard)
    assert "is done. Thank you." in said
    assert "Nothing to change on" in said


async def test_an_undo_that_no_longer_fits_says_who_was_there_meanwhile(
    team: Team, maya: Someone, priya: Someone
) -> None:
    await maya.types("/steward action Draft the guide @Priya Nair by Friday")
    await maya.clicks("New date", on="A-1")
    await maya.submits({"New date": "2026-11-27"})
    await priya.clicks("New date", on="A-1")
    await priya.submits({"New date": "2026-11-30"})

    heard = await maya.clicks("Undo", on="is now due Fri 27 Nov")

    assert "Priya Nair changed A-1 since, on Mon 16 Nov at 08:00" in heard.text
