"""The ledger, as people meet it: what was sent, what comes, what was not; a test for oneself; one skipped, one paused."""

from datetime import datetime

import pytest
from sqlmodel import Session

from handlers import refs, timetable
from storage import people, planning, workspaces
from storage.teams import Team
from tests.support.people import Someone, words
from tests.support.town import Town


@pytest.fixture
async def planned(town: Town, team: Team) -> Team:
    """The team with its timetable, as setting it up makes it."""
    await town.program.db.write(_plan, town=town, team=team, now=town.program.deps.now())
    return team


def _plan(session: Session, *, town: Town, team: Team, now: datetime) -> None:
    workspace = workspaces.by_slack_id(session, slack_team_id=town.place.workspace.id)
    assert workspace is not None
    maya = people.by_slack_id(session, workspace=workspace, slack_user_id=town.place.people["maya"].id)
    assert maya is not None
    timetable.keep(session, team=team, by=maya, now=now)
    planning.plan(session, team=team, now=now)


async def test_words_of_a_direct_message_are_for_its_reader_alone(
    planned: Team, maya: Someone, priya: Someone, daniel: Someone
) -> None:
    await maya.types("/steward action Count the <secret> books @Priya Nair by Friday")

    hers, his = await priya.types("/steward sent"), await daniel.types("/steward sent")

    assert "gave you an action" in hers.text
    assert "An action for somebody" in his.text
    assert "gave you an action" not in his.text
    assert "The words are between Steward and them." in his.text
    assert "Count the &lt;secret&gt; books" in his.text, "the card stands in the channel, where he is"


async def test_what_comes_next_is_told_with_its_hour_and_who_gets_it(planned: Team, tom: Someone) -> None:
    heard = await tom.types("/steward sent next")

    assert "*Agenda* · Mon 16 Nov, 15:30" in heard.text
    assert "To the team's channel." in heard.text
    assert "*Monday roll-up* · Mon 23 Nov, 08:00" in heard.text
    assert "Skip the next" not in heard.text, "Tom does not lead the team"


async def test_who_asks_gets_a_test_and_nobody_else(planned: Team, maya: Someone, daniel: Someone) -> None:
    await maya.types("/steward sent next")

    none = await maya.clicks("Send me a test", on="Agenda")
    assert "has nothing to say now, so nothing would be sent" in none.text, "no workstream has an owner yet"
    heard = await maya.clicks("Send me a test", on="Agenda", value=refs.pack(planned.id, extra="agenda"))

    [test] = [words(message) for message in await maya.dms() if "This is a test of" in words(message)]
    assert "on its way to your direct messages" in heard.text
    assert "Only you got it" in test
    assert not [message for message in await daniel.sees() if "This is a test of" in words(message)]
    assert not [message for message in await daniel.dms() if "This is a test of" in words(message)]


async def test_a_leader_skips_the_next_one_with_a_reason_and_takes_it_back(
    planned: Team, maya: Someone, daniel: Someone
) -> None:
    await maya.types("/steward sent next")
    await maya.clicks("Skip the next", on="Monday roll-up")
    assert await _errors(maya, {"Reason": " "})

    saved = await maya.submits({"Reason": "A quiet <week>"})

    assert "The next one of *Monday roll-up* is skipped." in saved.text
    assert "Mon 30 Nov, 08:00" in saved.text
    told = (await daniel.types("/steward sent not sent")).text
    assert "Skipped by" in told
    assert "A quiet &lt;week&gt;" in told
    await maya.clicks("Undo", on="is skipped")
    assert "*Monday roll-up* · Mon 23 Nov, 08:00" in (await maya.types("/steward sent next")).text


async def test_a_leader_moves_the_next_one_and_it_comes_then(planned: Team, maya: Someone) -> None:
    await maya.types("/steward sent next")
    await maya.clicks("Move the next", on="Monday roll-up")
    past = await maya.submits({"Day": "2026-11-02", "Time": "08:00", "Reason": "Board meeting"})
    assert "in the past" in str(past.errors)

    saved = await maya.submits({"Day": "2026-11-24", "Time": "09:15", "Reason": "Board meeting"})

    assert "is moved." in saved.text
    assert "Tue 24 Nov, 09:15" in saved.text
    assert "*Monday roll-up* · Tue 24 Nov, 09:15" in (await maya.types("/steward sent next")).text


async def test_a_series_is_paused_and_comes_again(planned: Team, daniel: Someone) -> None:
    await daniel.types("/steward sent next")
    await daniel.clicks("Pause", on="Monday roll-up")
    saved = await daniel.submits({"Comes again from": "2026-12-05", "Reason": "Exams"})
    assert "*Monday roll-up* is paused. It comes next on Mon 7 Dec, 08:00" in saved.text

    assert "paused until Sat 5 Dec" in (await daniel.types("/steward sent next")).text
    await daniel.clicks("Resume", on="Monday roll-up")

    assert "*Monday roll-up* · Mon 23 Nov, 08:00" in (await daniel.types("/steward sent next")).text


async def test_parts_and_pages_are_turned_where_they_stand(planned: Team, maya: Someone) -> None:
    for number in range(9):
        await maya.types(f"/steward action Send letter {number} @Maya Okafor by Friday")
    assert "Page 1 of 2" in (await maya.types("/steward sent")).text

    await maya.clicks("Next page", on="Page 1 of 2")
    assert "Page 2 of 2" in await maya.reads()
    await maya.clicks("Not sent", on="Page 2 of 2")
    assert "Everything that was due was sent. Nothing needed." in await maya.reads()


async def test_what_it_does_not_know_and_who_may_not_look_are_told_so(
    planned: Team, maya: Someone, ana: Someone
) -> None:
    assert "add `next`, `not sent` or `me`" in (await maya.types("/steward sent <!channel>")).text
    assert "cannot see how the team stands" in (await ana.types("/steward sent")).text


async def _errors(who: Someone, values: dict[str, str]) -> dict[str, str]:
    return dict((await who.submits(values)).errors)
