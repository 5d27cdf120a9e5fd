"""App Home and the panel, as people meet them."""

from storage.teams import Team
from tests.support.people import Someone


async def test_who_is_in_no_team_is_told_how_to_start_one(helen: Someone) -> None:
    said = await helen.opens_home()

    assert "You are in no team yet" in said
    assert "/steward setup" in said
    assert "How Steward works" in said


async def test_a_member_who_owes_nothing_is_told_so_and_sees_their_team(team: Team, tom: Someone) -> None:
    said = await tom.opens_home()

    assert "Nothing needed today." in said
    assert "District Implementation Team" in said
    assert "Next weekly meeting: Tue 17 Nov, 15:30 to 16:15" in said
    assert "core member" in said


async def test_a_leader_sees_what_has_nobody(team: Team, maya: Someone) -> None:
    said = await maya.opens_home()

    assert "have no owner." in said
    assert "Name the owners" in said


async def test_the_panel_says_what_is_owed_and_offers_what_one_needs(team: Team, priya: Someone) -> None:
    heard = await priya.types("/steward")

    assert "Nothing needed today." in heard.text
    assert "District Implementation Team" in heard.text
    for button in ("Add an action", "My actions", "Team status", "Help"):
        assert button in heard.text


async def test_help_is_one_click_away_from_app_home(team: Team, tom: Someone) -> None:
    await tom.opens_home()

    heard = await tom.clicks("How Steward works", where="home")

    assert "keeps your team's promises" in heard.form
