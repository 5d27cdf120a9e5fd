"""Actions as people keep them: added, answered, handed over, taken back."""

import pytest

from storage.teams import Team
from tests.support.people import Someone, words

pytestmark = pytest.mark.both_ways

ADD = "/steward action Draft the pacing guide @Priya Nair by Friday in pacing"


async def _channel_card(reader: Someone, code: str) -> str:
    """The words of the card that everybody in the channel sees."""
    cards = [words(m) for m in await reader.sees() if not m.get("is_ephemeral") and f"*{code}*" in words(m)]
    assert len(cards) == 1, "a card is never posted twice"
    return cards[0]


async def _dm(owner: Someone, code: str) -> str:
    """The words of the latest message that the owner has from Steward; answers to their own clicks are none."""
    mine = [m for m in await owner.dms() if not m.get("is_ephemeral")]
    return [words(message) for message in mine if code in words(message)][-1]


async def _in_dm(owner: Someone) -> str:
    return str((await owner.dms())[-1]["channel"])


async def test_one_sentence_keeps_an_action_and_tells_its_owner(
    team: Team, maya: Someone, priya: Someone, tom: Someone
) -> None:
    heard = await maya.types(ADD)

    assert heard.view is None
    assert "*A-1 is saved.* Draft the pacing guide" in heard.text
    assert f"Owner: <@{priya.id}> · by Fri 20 Nov, in 4 days · workstream pacing" in heard.text
    assert f"<@{priya.id}> gets a direct message." in heard.text
    card = await _channel_card(tom, "A-1")
    assert "Owner: Priya Nair · " in card
    assert "By: *Fri 20 Nov*" in card
    assert "tomorrow" not in card
    assert "in 4 days" not in card
    dm = await _dm(priya, "A-1")
    assert "*Maya Okafor gave you an action.*" in dm
    assert all(label in dm for label in ("Done", "New date", "Blocked", "Change", "Hand over", "Not mine"))


async def test_nobody_is_told_of_what_they_gave_themselves(team: Team, maya: Someone) -> None:
    heard = await maya.types("/steward action Draft the agenda @me by tomorrow")

    assert "A-1 is saved" in heard.text
    assert "direct message" not in heard.text
    assert "gave you an action" not in "".join(map(words, await maya.dms()))


async def test_an_action_done_in_the_direct_message_becomes_a_record_everywhere_and_can_be_taken_back(
    team: Team, maya: Someone, priya: Someone, tom: Someone
) -> None:
    await maya.types(ADD)

    heard = await priya.clicks("Done", on="A-1", where=await _in_dm(priya))

    assert "*A-1* is done. Thank you." in heard.text
    assert "New date" not in await _dm(priya, "A-1")
    assert "Priya Nair marked it done" in await _dm(priya, "A-1")
    card = await _channel_card(tom, "A-1")
    assert "Done · Priya Nair · due Fri 20 Nov · pacing" in card
    assert "Hand over" not in card

    heard = await priya.clicks("Undo", on="is done", where=await _in_dm(priya))

    assert "taken back. It is open" in heard.text
    assert "New date" in await _dm(priya, "A-1")
    assert "Priya Nair took back that they marked it done" in await _channel_card(tom, "A-1")


async def test_an_action_done_twice_is_done_once_and_the_second_is_told_by_whom(
    team: Team, maya: Someone, daniel: Someone
) -> None:
    await maya.types(ADD)
    card = await daniel.finds("A-1", button="Done")
    await maya.clicks("Done", on="A-1")

    heard = await daniel.types("/steward done A-1")

    assert "Nothing to change on *A-1*: Maya Okafor marked it done, Mon 16 Nov at 08:00" in heard.text
    late = await daniel.room.post(
        "click", user=daniel.id, label="Undo", message=card["ts"], channel=card["channel"]
    )
    assert "taken back" in words(late["responses"])


async def test_what_is_missing_opens_the_form_with_all_that_was_typed(
    team: Team, maya: Someone, priya: Someone
) -> None:
    heard = await maya.types("/steward action Draft the pacing guide in pacing")

    assert heard.title == "New action"
    assert "Almost there: please say who does it and by when." in heard.form
    assert "the card goes to" in heard.form
    told = await maya.submits({"Owner": "Priya Nair", "Due": "2026-11-27"})
    assert told.errors == {}
    assert "A-1 is saved" in await maya.reads()
    assert "Workstream: pacing" in await _channel_card(priya, "A-1")
    assert "Draft the pacing guide" in await _dm(priya, "A-1")


async def test_the_word_alone_opens_an_empty_form_whose_mistakes_are_said_at_their_fields(
    team: Team, maya: Someone, priya: Someone
) -> None:
    heard = await maya.types("/steward action")
    assert heard.title == "New action"
    assert "Almost there" not in heard.form

    told = await maya.submits({"What": "x" * 301, "Due": "2026-11-13"})

    assert told.errors["What"].startswith("This has 301 characters, and 300 fit.")
    assert "Please choose who does it" in told.errors["Owner"]
    assert "Fri 13 Nov is in the past" in told.errors["Due"]
    both = {
        "What": "Ask",
        "Owner": "Priya Nair",
        "Someone without Slack": "A bus driver",
        "Due": "2026-11-27",
    }
    told = await maya.submits(both)
    assert "An action has one owner." in told.errors["Someone without Slack"]


async def test_an_action_can_be_with_somebody_without_slack(team: Team, maya: Someone, tom: Someone) -> None:
    await maya.types("/steward action")
    told = await maya.submits(
        {"What": "Send the bus times", "Someone without Slack": "Bus company", "Due": "2026-11-27"}
    )

    assert told.errors == {}
    assert "Bus company has no Slack account, so please tell them yourself." in await maya.reads()
    assert "Owner: Bus company (without Slack)" in await _channel_card(tom, "A-1")


async def test_the_card_takes_a_new_date_and_says_what_it_waits_for(
    team: Team, maya: Someone, priya: Someone, tom: Someone
) -> None:
    await maya.types(ADD)

    heard = await priya.clicks("New date", on="A-1")
    assert heard.title == "New date for A-1"
    assert "Now Fri 20 Nov, in 4 days." in heard.form
    assert (await priya.submits({"New date": "2026-11-27", "Reason": "The data is late"})).errors == {}
    card = await _channel_card(tom, "A-1")
    assert "Fri 27 Nov (first Fri 20 Nov)" in card
    assert "moved it from Fri 20 Nov to Fri 27 Nov: The data is late" in card
    assert "A-1* is now due Fri 27 Nov (first Fri 20 Nov)" in await priya.reads()
    assert "New date" not in await _dm(priya, "A-1"), "they have answered"

    await maya.clicks("Blocked", on="A-1")
    assert (await maya.submits({"Waiting for": "the calendar"})).errors == {}
    assert "Waiting for: the calendar" in await _channel_card(tom, "A-1")
    heard = await maya.clicks("Unblock", on="A-1")
    assert "is not blocked any more" in heard.text
    assert "State: In progress" in await _channel_card(tom, "A-1")


async def test_handing_over_tells_the_new_owner_and_the_one_before(
    team: Team, maya: Someone, priya: Someone, tom: Someone
) -> None:
    await maya.types(ADD)

    await maya.clicks("Hand over", on="A-1")
    told = await maya.submits({"New owner": "Priya Nair"})
    assert "It is with Priya Nair already" in told.errors["New owner"]
    assert (await maya.submits({"New owner": "Tom Whitaker", "Note": "Half of it is done"})).errors == {}

    assert "*A-1* is with" in await maya.reads()
    dm = await _dm(tom, "A-1")
    assert "*Maya Okafor handed an action over to you.*" in dm
    assert "They wrote: Half of it is done" in dm
    first, news = [words(message) for message in await priya.dms()]
    assert "It is with Tom Whitaker now." in first
    assert "New date" not in first
    assert "so it is no longer yours" in news

    heard = await maya.types("/steward undo")
    assert "taken back. It is open, with" in heard.text
    assert "so this action is yours again" in await _dm(priya, "A-1")
    assert "It is with Priya Nair now." in words((await tom.dms())[0])


async def test_an_invited_owner_accepts_and_only_then_has_the_buttons(
    team: Team, maya: Someone, samir: Someone, tom: Someone
) -> None:
    await maya.types("/steward action Check the report cards @Samir Patel by Friday")
    assert "*Maya Okafor asks whether you can take this on.*" in await _dm(samir, "A-1")
    assert "Waiting for Samir Patel to accept it." in await _channel_card(tom, "A-1")
    refused = await tom.types("/steward done A-1")
    assert "Only its owner" in refused.text

    heard = await samir.clicks("Accept", on="A-1", where=await _in_dm(samir))

    assert "*A-1* is yours" in heard.text
    dm = await _dm(samir, "A-1")
    assert "Accept" not in dm.replace("accepted", "")
    assert "New date" in dm
    assert "Hand over" not in dm, "invited people answer for it and do not change it"
    assert "Waiting for" not in await _channel_card(tom, "A-1")


async def test_what_is_not_theirs_goes_back_to_who_gave_it(
    team: Team, daniel: Someone, samir: Someone
) -> None:
    await daniel.types("/steward action Check the report cards @Samir Patel by Friday")

    heard = await samir.clicks("Not mine", on="A-1", where=await _in_dm(samir))
    assert "gets a direct message with your reason" in heard.form
    assert (await samir.submits({"Reason": "I leave in March"})).errors == {}

    dm = await _dm(daniel, "A-1")
    assert "*Samir Patel says this is not theirs, so it is back with you:* I leave in March" in dm
    assert "Hand over" in dm
    assert "said it is not theirs, and it went back to Daniel Reyes" in await _dm(samir, "A-1")
    assert "Samir Patel said it is not theirs" in (await daniel.types("/steward history A-1")).text


async def test_a_change_of_the_whole_form_is_one_step(team: Team, maya: Someone, tom: Someone) -> None:
    await maya.types(ADD)

    heard = await maya.clicks("Change", on="A-1 is saved")
    assert heard.title == "Change A-1"
    values = {"What": "Write the pacing guide", "Owner": "Tom Whitaker", "Workstream": "grading"}
    assert (await maya.submits(values)).errors == {}

    card = await _channel_card(tom, "A-1")
    assert "*A-1* Write the pacing guide" in card
    assert "Workstream: grading" in card
    assert "changed the words from “Draft the pacing guide”, handed it over from Priya Nair to Tom" in card
    heard = await maya.types("/steward undo")
    assert "taken back" in heard.text
    assert "*A-1* Draft the pacing guide" in await _channel_card(tom, "A-1")


async def test_a_dropped_action_says_why_and_can_be_opened_again(
    team: Team, maya: Someone, priya: Someone, tom: Someone
) -> None:
    await maya.types(ADD)

    await maya.clicks("Drop", on="A-1")
    assert (await maya.submits({"Reason": "The district sends one"})).errors == {}

    assert "Dropped · Priya Nair" in await _channel_card(tom, "A-1")
    assert "dropped it: The district sends one" in await _dm(priya, "A-1")
    refused = await priya.types("/steward done A-1")
    assert "A-1 is dropped by Maya Okafor" in refused.text
    shown = await maya.types("/steward A-1")
    assert "*State*\nDropped" in shown.text
    heard = await maya.clicks("Reopen", on="A-1")
    assert "is open again" in heard.text
    assert "State: Open" in await _channel_card(tom, "A-1")


async def test_an_action_added_by_mistake_is_taken_back_with_one_click(
    team: Team, maya: Someone, priya: Someone
) -> None:
    await maya.types(ADD)

    heard = await maya.clicks("Undo", on="A-1 is saved")

    assert "*A-1*: taken back. It is dropped." in heard.text
    assert "New date" not in await _dm(priya, "A-1")
    again = await maya.clicks("Undo", on="taken back")
    assert "It is open" in again.text
    assert "New date" in await _dm(priya, "A-1")


async def test_a_message_becomes_an_action_with_its_words_and_a_link(
    team: Team, maya: Someone, tom: Someone, priya: Someone
) -> None:
    await tom.says("We must book the library by Friday, or it is gone")

    heard = await maya.uses("Make it an action", on="book the library")

    assert heard.title == "New action"
    assert "These words are kept with it" in heard.form
    assert "'initial_date': '2026-11-20'" in str(heard.view), "the day that it names"
    assert (await maya.submits({"Owner": "Priya Nair"})).errors == {}
    card = await _channel_card(priya, "A-1")
    assert "From Tom Whitaker:\n> We must book the library by Friday, or it is gone" in card
    assert "|Open the message>" in card
    assert "book the library" in (await maya.types("/steward A-1")).text


async def test_the_history_says_who_did_what_when_and_why(team: Team, maya: Someone, priya: Someone) -> None:
    await maya.types(ADD)
    await priya.clicks("Done", on="A-1")
    await maya.clicks("Undo", on="A-1")

    told = (await priya.types("/steward history A-1")).text

    assert (
        "Mon 16 Nov, 08:00  Maya Okafor added it for Priya Nair, by Fri 20 Nov: Draft the pacing guide"
        in told
    )
    assert "Priya Nair marked it done  _(undone)_" in told
    assert "Maya Okafor took back that Priya Nair marked it done" in told
    assert "{" not in told
