"""Being away and back: what is said, who is told, who sees it; and one's own hours."""

from storage.teams import Team
from tests.support.people import Room, Someone, words
from tests.support.town import Town

UNTIL = "through *Friday 27 November*, back *Monday 30 November*"


async def told(somebody: Someone) -> str:
    """What Steward wrote to them alone."""
    return "\n".join(map(words, await somebody.dms()))


async def test_somebody_away_is_shown_with_their_cover_who_is_told_at_once(
    team: Team, maya: Someone, daniel: Someone, tom: Someone
) -> None:
    await maya.types("/steward action Try the short visit note @Tom Whitaker by 20 Nov")
    await maya.types("/steward action Set the caseloads @Tom Whitaker by 15 Dec")

    heard = await tom.types("/steward away until 27 Nov cover @Daniel Reyes because of a <family> matter")

    assert f"You are away {UNTIL}." in heard.text
    assert "told now, by direct message" in heard.text
    asked = await told(daniel)
    assert f"<@{tom.id}> is away {UNTIL}, and named you as cover." in asked
    assert "`A-1` Try the short visit note, due Fri 20 Nov" in asked
    assert "A-2" not in asked
    assert "Reason: “of a &lt;family&gt; matter”" not in asked
    assert "Reason: “a &lt;family&gt; matter”. Only you are told it." in asked
    people = (await maya.types("/steward people")).text
    assert f"away through Fri 27 Nov, <@{daniel.id}> covers" in people
    assert "family" not in people
    assert (
        f"<@{tom.id}> through Fri 27 Nov (cover <@{daniel.id}>)" in (await maya.types("/steward status")).text
    )


async def test_coming_back_early_is_one_tap_and_can_be_undone(
    team: Team, maya: Someone, daniel: Someone, tom: Someone
) -> None:
    await tom.types("/steward away until 27 Nov cover @Daniel Reyes")

    stands = await tom.types("/steward away")
    assert f"You are away {UNTIL}." in stands.text
    await tom.clicks("I am back", on="You are away")

    assert "Welcome back: you are here again as of today" in await tom.reads()
    assert "nothing more of theirs comes to you" in await told(daniel)
    assert "away through" not in (await maya.types("/steward people")).text
    await tom.clicks("Undo", on="Welcome back")
    assert f"You are away {UNTIL}." in await tom.reads()
    assert "away through" in (await maya.types("/steward people")).text
    assert "Welcome back" in (await tom.types("/steward back")).text
    assert "You are not away" in (await tom.types("/steward back")).text


async def test_what_was_just_said_is_taken_back(team: Team, daniel: Someone, tom: Someone) -> None:
    await tom.types("/steward away Wednesday to Friday")

    await tom.clicks("Undo", on="You will be away")

    assert "Taken back: you are not away." in await tom.reads()
    await tom.clicks("Do it again", on="Taken back")
    assert "You will be away from *Wednesday 18 November* through *Friday 20 November*" in await tom.reads()


async def test_a_button_of_another_absence_ends_nothing(team: Team, tom: Someone) -> None:
    await tom.types("/steward away 7 Dec to 9 Dec")
    await tom.types("/steward away Wednesday to Friday")

    await tom.clicks("Undo", on="7 December")

    assert "not the next time away any more, so nothing was changed" in await tom.reads()
    assert "*Wednesday 18 November*" in (await tom.types("/steward away")).text


async def test_the_form_asks_what_was_not_said(team: Team, daniel: Someone, tom: Someone) -> None:
    form = await tom.types("/steward away cover @Daniel Reyes")
    assert form.title == "Away"
    assert "Who is away" not in form.form

    wrong = await tom.submits({"First day away": "2026-11-25", "Last day away": "2026-11-20"})
    assert "lies before the first" in wrong.errors["Last day away"]
    wrong = await tom.submits({"First day away": "2026-11-09", "Last day away": "2026-11-27"})
    assert "has passed" in wrong.errors["First day away"]
    wrong = await tom.submits({"First day away": "2026-11-16", "Last day away": "2026-11-13"})
    assert "has passed" in wrong.errors["Last day away"]
    assert (await tom.submits({"Last day away": "2026-11-27"})).errors == {}

    assert f"is away {UNTIL}, and named you as cover" in await told(daniel)
    again = await tom.clicks("Change …", on="You are away")
    assert again.title == "Away"
    assert (await tom.submits({"Last day away": "", "Cover": ""})).errors == {}
    assert "You are away until further notice." in await tom.reads()
    assert "or has another cover: nothing more of theirs" in await told(daniel)


async def test_who_cannot_cover_is_said_with_the_next_step(
    team: Team, ana: Someone, ruth: Someone, daniel: Someone, tom: Someone
) -> None:
    await daniel.types("/steward away until Friday")

    assert (
        "Daniel Reyes is away through Friday 20 November"
        in (await tom.types("/steward away until Friday cover @Daniel Reyes")).text
    )
    assert (
        "Nobody can cover for themselves"
        in (await tom.types("/steward away until Friday cover @Tom Whitaker")).text
    )
    assert "Ana Sousa is a guest" in (await tom.types("/steward away until Friday cover @Ana Sousa")).text
    assert (
        "Ruth Calder is on no team with Tom Whitaker"
        in (await tom.types("/steward away until Friday cover @Ruth Calder")).text
    )
    assert "has passed" in (await tom.types("/steward away until yesterday")).text


async def test_leader_and_coordinator_say_it_for_others_and_nobody_else_does(
    team: Team, maya: Someone, daniel: Someone, tom: Someone, ruth: Someone
) -> None:
    refused = await tom.types("/steward away @Priya Nair until Friday")
    assert "Only the team leader, the coordinator or a workspace admin" in refused.text
    assert (
        "Ruth Calder is not on the team" in (await maya.types("/steward away @Ruth Calder until Friday")).text
    )

    heard = await maya.types("/steward away @Tom Whitaker until 27 Nov cover @Maya Okafor")

    assert f"<@{tom.id}> is away {UNTIL}." in heard.text
    assert "You cover: their nudges come to you meanwhile." in heard.text
    assert f"<@{maya.id}> noted that you are away {UNTIL}." in await told(tom)
    await maya.clicks("Undo", on=f"<@{tom.id}> is away")
    assert "noted that you are not away any more" in await told(tom)
    form = await daniel.types("/steward away")
    assert "Who is away" in form.form
    wrong = await daniel.submits({"Who is away": "Ruth Calder", "Last day away": "2026-11-20"})
    assert "is not on the team" in wrong.errors["Who is away"]
    assert (await daniel.submits({"Who is away": "Tom Whitaker", "Last day away": "2026-11-27"})).errors == {}
    assert f"Noted: <@{tom.id}> is here again" in (await daniel.types("/steward back @Tom Whitaker")).text


async def test_a_guest_may_say_that_they_are_away(team: Team, ana: Someone) -> None:
    assert "You are away through *Friday 20 November*" in (await ana.types("/steward away until Friday")).text


async def test_a_closed_account_is_away_at_once_and_the_leader_told_what_is_uncovered(
    team: Team, maya: Someone, daniel: Someone, priya: Someone, tom: Someone, town: Town
) -> None:
    await maya.types("/steward workstream coaching owner @Tom Whitaker backup @Priya Nair")
    await maya.types("/steward action Set the caseloads @Tom Whitaker by 15 Dec")
    await priya.types("/steward away until 27 Nov cover @Tom Whitaker")

    await town.room.post("deactivate", user=tom.id)

    asked = await told(maya)
    assert "not in Slack any more: the account was deactivated" in asked
    assert f"They were owner of *coaching*; <@{priya.id}>, its backup, stands in" in asked
    assert "`A-1` Set the caseloads: `/steward A-1` hands it over" in asked
    assert f"They covered for <@{priya.id}>, who is away through Fri 27 Nov: nobody does now." in asked
    assert (await maya.clicks("Name the owners", on="What needs somebody now")).view is not None
    await town.room.post("deactivate", user=maya.id)
    assert f"<@{maya.id}> (has left) is not in Slack any more" in await told(daniel)


async def test_own_hours_are_chosen_and_say_when_the_next_digest_would_come(team: Team, tom: Someone) -> None:
    assert (await tom.types("/steward preferences")).title == "Your preferences"
    wrong = await tom.submits({"Working days": []})
    assert wrong.errors
    assert (
        await tom.submits({"Working days": ["Tuesday", "Wednesday"], "It comes at": "07:45"})
    ).errors == {}

    said = await tom.reads()
    assert "Your digest comes at 07:45 (America/New_York)" in said
    assert "The next one would come *Tuesday 17 November at 07:45*." in said
    assert "Working days: Tuesday and Wednesday" in said
    await tom.clicks("Undo", on="Saved.")
    assert "*today, Monday 16 November at 08:30*" in await tom.reads()
    assert "No digest comes any more" in (await tom.types("/steward my digest off")).text
    assert "at 06:15" in (await tom.types("/steward me digest 6:15")).text
    assert "is not a time of day" in (await tom.types("/steward preferences digest noonish")).text
    assert "Say “digest 07:45”" in (await tom.types("/steward preferences everything")).text


async def test_away_days_hold_the_next_digest_back(team: Team, tom: Someone, town: Town) -> None:
    room: Room = town.room
    await tom.types("/steward away until 27 Nov")

    assert "*Monday 30 November at 08:30*" in (await tom.types("/steward preferences digest on")).text
    await room.forward(days=15)

    assert "Welcome back" not in (await tom.types("/steward back")).text
