"""Who is on a team, as people see and change it."""

from storage.teams import Team
from tests.support.people import Someone, words

TEAM = "District Implementation Team"


async def told(somebody: Someone) -> str:
    """What Steward wrote to them alone."""
    return "\n".join(map(words, await somebody.dms()))


async def change(reader: Someone, who: Someone) -> str:
    """The words of the form about one person, opened from the roster."""
    await reader.types("/steward people")
    for _ in range(2):
        shown = await reader.finds("People of")
        row = next((block for block in shown["blocks"] if f"<@{who.id}>" in words(block)), None)
        if row:
            where = {"message": shown["ts"], "channel": shown["channel"], "block_id": row["block_id"]}
            answer = await reader.room.post("click", user=reader.id, label="Change", **where)
            return words(answer["view"]["blocks"])
        await reader.clicks("Next", on="Page 1 of 2")
    raise AssertionError(f"{who.name} is not on the roster")


async def test_the_roster_shows_role_then_name(team: Team, maya: Someone, tom: Someone) -> None:
    heard = await maya.types("/steward people")

    said = heard.text
    assert f"*Team leader*: <@{maya.id}>" in said
    assert said.index("Team leader") < said.index("Coordinator") < said.index("Core member")
    assert "Page 1 of 2" in said
    assert "Page 2 of 2" in (await maya.clicks("Next", on="Page 1 of 2")).text + await maya.reads()
    assert "Change" not in (await tom.types("/steward roster")).text


async def test_people_are_added_told_and_taken_back(team: Team, maya: Someone, helen: Someone) -> None:
    await maya.types("/steward people")
    assert (await maya.clicks("Add people", on="People of")).title == "Add people"
    wrong = await maya.submits({"People": ["Helen Marsh", "Ana Sousa"], "Agreed time": "a lot"})
    assert "share of a full week" in wrong.errors["Agreed time"]
    wrong = await maya.submits({"Agreed time": "50%"})
    assert "Ana Sousa is a guest" in wrong.errors["People"]

    assert (await maya.submits({"People": ["Helen Marsh"]})).errors == {}

    assert f"Added to *{TEAM}* as core member: <@{helen.id}>." in await maya.reads()
    assert f"added you to *{TEAM}* as a core member" in await told(helen)
    await maya.clicks("Undo", on="Added to")
    assert "Taken back" in await maya.reads()
    assert "you are not on the team now" in await told(helen)


async def test_people_named_after_add_stand_in_the_form(team: Team, maya: Someone, helen: Someone) -> None:
    form = await maya.types("/steward people add @Helen Marsh and @nobody")

    assert form.title == "Add people"
    assert "I could not find “@nobody”" in form.form
    assert (await maya.submits({"They belong as": "Invited for a purpose"})).errors == {}
    assert f"as invited for a purpose: <@{helen.id}>." in await maya.reads()


async def test_a_contact_without_slack_is_added_from_the_same_form(team: Team, maya: Someone) -> None:
    await maya.types("/steward people")
    await maya.clicks("Add people", on="People of")
    form = await maya.clicks("Somebody without a Slack account …", where="form")
    assert form.title == "Add a contact"

    named = {"Name": "Nora Field <!channel>", "Office": "Library", "They belong as": "Invited for a purpose"}
    assert (await maya.submits(named)).errors == {}

    heard = await maya.reads()
    assert "as invited for a purpose: Nora Field &lt;!channel&gt;. Without an account" in heard


async def test_a_sponsor_is_named_with_office_and_who_appointed_them(
    team: Team, maya: Someone, helen: Someone
) -> None:
    form = await maya.types("/steward role sponsor @Helen Marsh")
    assert form.title == "Add a sponsor"
    assert "Usually the superintendent." in form.form

    wrong = await maya.submits(
        {"Or a name, without Slack": "Ruth", "Office": "Teaching", "Appointed by": "Ruth Calder"}
    )
    assert "not both" in wrong.errors["Or a name, without Slack"]
    assert (await maya.submits({"Or a name, without Slack": None})).errors == {}

    assert f"<@{helen.id}> is a sponsor of *{TEAM}* for Teaching." in await maya.reads()
    assert "made you sponsor in" in await told(helen)
    assert (
        "*Sponsor for Teaching*"
        in (await maya.types("/steward people")).text
        + (await maya.clicks("Next", on="Page 1 of 2")).text
        + await maya.reads()
    )


async def test_the_coordinator_is_named_by_one_sentence_and_taken_back(
    team: Team, maya: Someone, tom: Someone, daniel: Someone
) -> None:
    refused = await tom.types("/steward role coordinator @Tom Whitaker")
    assert "Only the team leader, the coordinator or a workspace admin" in refused.text

    heard = await maya.types("/steward role coordinator @Tom Whitaker")

    assert f"<@{tom.id}> is coordinator of *{TEAM}* now." in heard.text
    assert "made you coordinator" in await told(tom)
    assert "You are not any more" in await told(daniel)
    await maya.clicks("Undo", on="is coordinator of")
    assert "you are coordinator now" in await told(daniel)
    assert "you are not coordinator now" in await told(tom)
    again = await maya.types("/steward role coordinator @Daniel Reyes")
    assert "is coordinator already. Nothing was changed." in again.text
    assert "a guest" in (await maya.types("/steward role coordinator @Ana Sousa")).text


async def test_the_lead_is_handed_over_after_a_word_on_who_is_told(
    team: Team, maya: Someone, priya: Someone
) -> None:
    form = await maya.types("/steward role leader @Priya Nair")
    assert form.title == "Hand the lead over"
    assert "Both are told by direct message" in form.form

    assert (await maya.submits({"Reason": "A new post"})).errors == {}

    assert "made you team leader" in await told(priya)
    heard = await maya.types("/steward role")
    assert f"Team leader: <@{priya.id}>" in heard.text
    history = await priya.types("/steward role history")
    assert f"Team leader: <@{priya.id}>, since Mon 16 Nov" in history.text
    assert f"Team leader: <@{maya.id}>, Mon 16 Nov to Mon 16 Nov" in history.text


async def test_the_leader_hands_over_before_leaving_and_others_leave_with_what_they_own_listed(
    team: Team, maya: Someone, tom: Someone
) -> None:
    await maya.types("/steward workstream coaching owner @Tom Whitaker")
    await maya.types("/steward action Try the note @Tom Whitaker by Friday")
    assert "Take off the team" not in await change(maya, maya)
    await change(maya, tom)
    question = await maya.clicks("Take off the team …", where="form")
    assert "They hold: owner of *coaching*." in question.form
    assert "1 open action stays theirs" in question.form
    assert (await maya.submits({"Reason": "A new post"})).errors == {}

    assert f"<@{tom.id}> is off *{TEAM}*" in await maya.reads()
    assert "took you off" in await told(tom)


async def test_a_role_ends_where_its_tick_is_taken_away(team: Team, maya: Someone, tom: Someone) -> None:
    await maya.types("/steward workstream coaching owner @Tom Whitaker backup @Maya Okafor")
    assert "Owner of coaching" in await change(maya, tom)

    assert (await maya.submits({"Roles": [], "Post": "Lead coach"})).errors == {}

    assert "noted that you are not owner of *coaching*" in await told(tom)
    assert "no owner, backup" in (await maya.types("/steward workstream coaching")).text


async def test_what_is_asked_for_without_a_name_opens_the_form(
    team: Team, maya: Someone, tom: Someone
) -> None:
    form = await maya.types("/steward role coordinator")
    assert form.title == "Name a coordinator"
    assert "is coordinator now." in form.form
    assert (await maya.submits({"Coordinator": "Tom Whitaker"})).errors == {}
    assert f"<@{tom.id}> is coordinator of" in await maya.reads()

    assert "There are leader, coordinator and sponsor" in (await maya.types("/steward role boss")).text
    await maya.types("/steward role")
    await maya.clicks("Who held what", on="Sponsors: none yet")
    assert "*Who held what in District Implementation Team*, the latest first" in await maya.reads()


async def test_people_who_belong_already_are_not_added_twice(team: Team, maya: Someone, tom: Someone) -> None:
    await maya.types("/steward status")
    await maya.types("/steward people")
    await maya.clicks("Add people", on="People of")
    assert (await maya.submits({"People": ["Tom Whitaker"]})).errors == {}

    assert f"this is how they belong already (<@{tom.id}>)." in await maya.reads()


async def test_a_contact_is_added_changed_and_taken_off(team: Team, maya: Someone) -> None:
    await maya.types("/steward people")
    assert (await maya.clicks("Add a contact without Slack", on="People of")).title == "Add a contact"
    assert (await maya.submits({"Name": "Nora Field", "They belong as": "Core member"})).errors == {}
    await maya.types("/steward people")
    shown = await maya.finds("People of")
    row = next(block for block in shown["blocks"] if "Nora Field" in words(block))
    where = {"message": shown["ts"], "channel": shown["channel"], "block_id": row["block_id"]}
    await maya.room.post("click", user=maya.id, label="Change", **where)

    assert (await maya.submits({"Name": "Nora Fields", "Post": "Librarian"})).errors == {}

    assert "Saved what you changed about Nora Field" in await maya.reads()
    heard = await maya.types("/steward people")
    assert (
        "*Core member*: Nora Fields\ncore · no agreed time yet · Librarian · without a Slack account"
        in heard.text
    )
