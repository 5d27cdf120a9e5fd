"""The strands of the work, as people name, hand over, retire and tell of them."""

from storage.teams import Team
from tests.support.people import Someone, words


async def told(somebody: Someone) -> str:
    """What Steward wrote to them alone."""
    return "\n".join(map(words, await somebody.dms()))


async def test_a_workstream_gets_an_owner_and_a_backup_who_are_told(
    team: Team, maya: Someone, renee: Someone, grace: Someone, tom: Someone
) -> None:
    refused = await tom.types("/steward workstream pacing owner me")
    assert "Only the team leader, the coordinator or a workspace admin" in refused.text
    assert "You typed: /steward workstream pacing owner me" in refused.text

    heard = await maya.types("/steward workstream pacng owner @Renee Dubois backup @Grace Kim")

    assert f"*pacing*: owner <@{renee.id}>, backup <@{grace.id}>." in heard.text
    assert "made you owner of *pacing*" in await told(renee)
    assert "made you backup of *pacing*" in await told(grace)

    handed = await maya.types("/steward workstream pacing owner @Tom Whitaker")
    assert f"owner <@{tom.id}>, backup <@{grace.id}>." in handed.text
    assert "You are not any more" in await told(renee)
    await maya.clicks("Undo", on="Who gains or loses a role")
    assert "you are owner of *pacing* now" in await told(renee)
    assert f"owner <@{renee.id}>" in (await maya.types("/steward workstream pacing")).text


async def test_an_outsider_who_is_given_a_workstream_is_said_to_be_a_member_now(
    team: Team, maya: Someone, tom: Someone, helen: Someone
) -> None:
    heard = await maya.types("/steward workstream pacing owner @Helen Marsh")
    assert f"<@{helen.id}> is now a core member of the team." in heard.text
    again = await maya.types("/steward workstream coaching owner @Helen Marsh backup @Tom Whitaker")
    assert "core member" not in again.text

    await maya.clicks("Undo", on="is now a core member")
    await maya.types("/steward status")
    await maya.clicks("Name the owners", on="have no owner")
    await maya.submits({"pacing: owner": "Ruth Calder", "assessment: owner": "Victor Osei"})
    assert "are now core members of the team. Each is told" in await maya.reads()


async def test_what_is_not_understood_of_a_workstream_is_answered_with_the_nearest(
    team: Team, maya: Someone
) -> None:
    assert (
        "There is no workstream called “xyz” here. Did you mean"
        in (await maya.types("/steward workstream xyz")).text
    )
    assert (
        "I do not know anybody called “@nobody”"
        in (await maya.types("/steward workstream pacing owner @nobody")).text
    )
    assert "a guest" in (await maya.types("/steward workstream pacing owner @Ana Sousa")).text
    same = await maya.types("/steward workstream pacing owner @Tom Whitaker backup @Tom Whitaker")
    assert "Please choose somebody else" in same.text
    none = await maya.types("/steward workstream pacing backup none")
    assert "no backup. Nothing was changed." in none.text


async def test_all_owners_are_named_in_one_form(
    team: Team, maya: Someone, priya: Someone, tom: Someone
) -> None:
    await maya.types("/steward status")
    form = await maya.clicks("Name the owners", on="have no owner")
    assert form.title == "Name the owners"

    named = {"assessment: owner": "Priya Nair", "coaching: owner": "Tom Whitaker"}
    wrong = await maya.submits(named | {"pacing: owner": "Ana Sousa"})
    assert "Ana Sousa is a guest" in wrong.errors["pacing: owner"]
    assert (await maya.submits({"pacing: owner": None})).errors == {}

    assert "2 workstreams of *District Implementation Team* have a new owner" in await maya.reads()
    assert "made you owner of *assessment*" in await told(priya)
    await maya.clicks("Undo", on="have a new owner")
    assert "no owner" in (await maya.types("/steward workstream coaching")).text

    await maya.types("/steward status")
    await maya.clicks("Name the backups", on="have no backup")
    await maya.submits({"training: backup": "Tom Whitaker"})
    assert "made you backup of *training*" in await told(tom)
    await maya.types("/steward workstream")
    await maya.clicks("Name the backups", on="Workstreams of")
    await maya.submits({})
    assert "Nobody was named" in await maya.reads()


async def test_a_workstream_is_added_renamed_and_handed_by_forms(
    team: Team, maya: Someone, ben: Someone
) -> None:
    assert (await maya.types("/steward workstream add")).title == "Add a workstream"
    assert "61 characters; 60 fit" in str((await maya.submits({"Name": "x" * 61})).errors)
    assert "There is a workstream called “pacing” already" in str(
        (await maya.submits({"Name": "PACING"})).errors
    )
    assert (await maya.submits({"Name": "family *letters* <!here>", "Owner": "Ben Adler"})).errors == {}
    assert f"*family *letters* &lt;!here&gt;*: owner <@{ben.id}>, no backup. Added" in await maya.reads()

    assert (await maya.types("/steward workstream rename family to")).title == "Rename"
    assert (await maya.submits({"Name": "letters home"})).errors == {}
    assert "is called *letters home* now" in await maya.reads()
    again = await maya.types("/steward workstream rename letters home to letters home")
    assert "is called so already" in again.text
    assert (
        "*home letters* now"
        in (await maya.types("/steward workstream rename letters home to home letters")).text
    )

    await maya.types("/steward workstream home letters")
    assert (await maya.clicks("Owner and backup", on="home letters")).title == "Owner and backup"
    assert (await maya.submits({"Owner": None, "Backup": "Ben Adler"})).errors == {}
    assert f"*home letters*: no owner, backup <@{ben.id}>" in await maya.reads()
    assert "you are not owner of *home letters*" in await told(ben)


async def test_a_workstream_is_retired_with_what_is_open_in_it_shown_and_comes_back(
    team: Team, maya: Someone, tom: Someone
) -> None:
    await maya.types("/steward action Mark the Unit 3 lessons @Priya Nair by Friday in pacing")

    form = await maya.types("/steward workstream retire pacing")
    assert form.title == "Retire"
    assert "`A-1` Mark the Unit 3 lessons" in form.form
    assert "Reason" in (await maya.submits({})).errors
    assert (await maya.submits({"Reason": "It is done"})).errors == {}

    assert "*pacing* is off the lists" in await maya.reads()
    assert "Retired: pacing." in (await tom.types("/steward workstream")).text
    assert (
        "There is no workstream called “pacing” here" in (await maya.types("/steward workstream pacing")).text
    )
    heard = await maya.types("/steward workstream restore pacing")
    assert "*pacing* is back on the lists." in heard.text
    await maya.clicks("Show", on="is back on the lists")
    assert "1 open action" in await maya.reads()
    await maya.clicks("History", on="1 open action")
    assert "retired it because: It is done" in await maya.reads()
    assert (
        "No workstream of this team was retired"
        in (await maya.types("/steward workstream restore pacing")).text
    )


async def test_an_owner_tells_how_it_stands_and_takes_it_back(
    team: Team, maya: Someone, tom: Someone, priya: Someone
) -> None:
    await maya.types("/steward workstream coaching owner @Tom Whitaker")
    assert "You have no workstream here" in (await priya.types("/steward update")).text
    assert "give the update of this workstream" in (await priya.types("/steward update coaching")).text

    assert (await tom.types("/steward update")).title == "How it stands"
    wrong = await tom.submits({"How it stands": "At risk", "In one line": "x" * 201})
    assert "201 characters, 200 fit" in wrong.errors["In one line"]
    said = {
        "In one line": "The coach post is *open*",
        "Next step": "Advertise",
        "Help wanted": "A second reader",
    }
    assert (await tom.submits(said)).errors == {}

    assert "*coaching* · At risk: The coach post is *open*" in await tom.reads()
    shown = await maya.types("/steward workstream coaching")
    assert (
        "Last update today: The coach post is *open*\nNext step: Advertise\nHelp wanted: A second reader"
        in shown.text
    )
    await tom.clicks("Undo", on="The team sees it")
    assert "No update yet" in (await maya.types("/steward workstream coaching")).text
    form = await maya.types("/steward update pacing")
    assert form.title == "How it stands"


async def test_the_list_shows_everyone_s_open_and_overdue_actions(
    team: Team, maya: Someone, priya: Someone, ana: Someone
) -> None:
    await maya.types("/steward action Mark the Unit 3 lessons @Priya Nair by Friday in pacing")

    heard = await maya.types("/steward workstreams")

    assert "*pacing* · No update yet · 1 open\nno owner, no backup" in heard.text
    assert f"*Everyone's open actions*\n<@{priya.id}> 1 open" in heard.text
    assert "Guests" in (await ana.types("/steward workstream")).text


async def test_what_was_retired_meanwhile_is_said_to_be(team: Team, maya: Someone, daniel: Someone) -> None:
    await maya.types("/steward workstream pacing")
    await daniel.types("/steward workstream retire pacing")
    await daniel.submits({"Reason": "It is done"})

    heard = await maya.clicks("Rename", on="pacing")
    assert "“pacing” was retired meanwhile, so nothing was changed." in heard.text
    await maya.types("/steward workstream add pacing owner me")
    assert f"*pacing*: owner <@{maya.id}>, no backup. Added *pacing*." in await maya.reads()
    again = await maya.types("/steward workstream restore pacing")
    assert "There is a workstream called “pacing” already." in again.text


async def test_the_buttons_of_a_workstream_open_their_forms(team: Team, maya: Someone) -> None:
    await maya.types("/steward workstream")
    assert (await maya.clicks("Add a workstream", on="Workstreams of")).title == "Add a workstream"
    await maya.types("/steward workstream pacing")
    assert (await maya.clicks("Rename", on="pacing")).title == "Rename"
    assert (await maya.submits({"Name": "pace"})).errors == {}
    await maya.types("/steward workstream pace")
    assert (await maya.clicks("Retire …", on="pace")).title == "Retire"
    assert (await maya.clicks("Give an update", on="pace")).title == "How it stands"
    assert (await maya.types("/steward workstream pace owner")).title == "Owner and backup"


async def test_more_workstreams_than_fit_on_a_page_are_turned(team: Team, maya: Someone) -> None:
    for name in ("letters", "texts", "libraries", "families"):
        await maya.types(f"/steward workstream add {name}")

    assert "Page 1 of 2" in (await maya.types("/steward workstream")).text
    await maya.clicks("Next", on="Page 1 of 2")
    assert "Page 2 of 2" in await maya.reads()
