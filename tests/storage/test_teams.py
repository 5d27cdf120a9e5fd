import asyncio
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlmodel import Session

from storage import actions, errors, people, teams
from storage.database import Database
from tests.storage import harbor_glen
from tests.storage.counting import statements
from tests.storage.harbor_glen import D0, NOW, District
from tests.storage.undoing import last, undo_last


@pytest.fixture
def here(session: Session) -> District:
    return harbor_glen.district(session)


@pytest.mark.parametrize(
    ("zone", "now", "expected"),
    [
        ("America/New_York", datetime(2026, 11, 17, 3, tzinfo=UTC), date(2026, 11, 16)),
        ("Asia/Kathmandu", datetime(2026, 11, 16, 18, 15, tzinfo=UTC), date(2026, 11, 17)),
        ("Pacific/Apia", datetime(2011, 12, 30, 9, 59, tzinfo=UTC), date(2011, 12, 29)),
        ("Pacific/Apia", datetime(2011, 12, 30, 10, 0, tzinfo=UTC), date(2011, 12, 31)),
    ],
)
def test_today_is_the_date_on_the_teams_wall(zone: str, now: datetime, expected: date) -> None:
    somewhere = teams.Team(
        workspace_id=1,
        channel_id="C1",
        name="Northlight",
        level="district",
        innovation="Northlight",
        zone=zone,
        weekly_weekday=1,
        weekly_at=time(9),
        weekly_minutes=45,
        created_by=1,
        created_at=now,
    )

    assert teams.today(somewhere, now) == expected


def test_a_team_is_found_by_its_channel_and_inside_its_workspace_by_its_id(
    session: Session, here: District
) -> None:
    other = harbor_glen.workspace(session, "TOTHER")
    assert here.team.id is not None

    assert teams.in_channel(session, workspace=here.workspace, channel_id="CELA") == here.team
    assert teams.in_channel(session, workspace=here.workspace, channel_id="CNONE") is None
    assert teams.in_channel(session, workspace=other, channel_id="CELA") is None
    assert teams.by_id(session, workspace=here.workspace, team_id=here.team.id) == here.team
    assert teams.by_id(session, workspace=other, team_id=here.team.id) is None


def test_settings_change_alone_and_can_be_put_back(session: Session, here: District) -> None:
    changed = teams.change(
        session, team=here.team, by=here.maya, now=NOW, weekly_at=time(9), first_stepback_on=None
    )
    assert (changed.weekly_at, changed.first_stepback_on, changed.name) == (time(9), None, "Northlight ELA")

    undo_last(session, here, "team", changed)
    assert (changed.weekly_at, changed.first_stepback_on) == (time(15, 30), D0 + timedelta(days=9))


def test_settings_that_stand_already_are_no_step(session: Session, here: District) -> None:
    before = last(session, here, "team", here.team)
    changed = teams.change(session, team=here.team, by=here.maya, now=NOW, **harbor_glen.SETTINGS)

    assert last(session, here, "team", here.team) == before
    assert changed.version == 1


def test_a_closed_team_is_left_as_it_is(session: Session, here: District) -> None:
    closed = teams.close(session, team=here.team, by=here.maya, now=NOW, reason="Merged")
    again = teams.close(session, team=here.team, by=here.tom, now=NOW + timedelta(days=1), reason="Twice")
    assert (closed.closed_at, again.close_reason) == (NOW, "Merged")

    assert teams.in_channel(session, workspace=here.workspace, channel_id="CELA") is None
    assert teams.live(session, workspace=here.workspace) == []
    with pytest.raises(errors.Refused, match="team_closed"):
        teams.change(session, team=here.team, by=here.maya, now=NOW, name="Other")
    with pytest.raises(errors.Refused, match="team_closed"):
        teams.next_number(session, team=here.team, kind="action")


def test_a_team_closed_by_mistake_is_reopened(session: Session, here: District) -> None:
    teams.close(session, team=here.team, by=here.maya, now=NOW, reason="Merged")
    back = teams.reopen(session, team=here.team, by=here.maya, now=NOW)
    version = back.version

    assert (back.closed_at, back.close_reason) == (None, None)
    assert teams.reopen(session, team=here.team, by=here.maya, now=NOW).version == version


def test_a_closing_can_be_undone(session: Session, here: District) -> None:
    closed = teams.close(session, team=here.team, by=here.maya, now=NOW, reason="Merged")

    undo_last(session, here, "team", closed)
    assert (closed.closed_at, closed.close_reason) == (None, None)


def test_a_team_does_not_reopen_over_the_channels_new_team(session: Session, here: District) -> None:
    closed = teams.close(session, team=here.team, by=here.maya, now=NOW, reason="Merged")
    harbor_glen.team(session, here.workspace, dict(here.people), "CELA")

    with pytest.raises(errors.Refused, match="channel_has_team"):
        teams.reopen(session, team=closed, by=here.maya, now=NOW)
    with pytest.raises(errors.Refused, match="place_taken"):
        undo_last(session, here, "team", closed)


def test_another_workspaces_person_changes_nothing(session: Session, here: District) -> None:
    other = harbor_glen.workspace(session, "TOTHER")
    stranger = people.meet(session, workspace=other, slack_user_id="UMAYA", name="Maya Okafor", now=NOW)

    with pytest.raises(errors.NotFound):
        teams.change(session, team=here.team, by=stranger, now=NOW, name="Ours")
    with pytest.raises(errors.NotFound):
        teams.close(session, team=here.team, by=stranger, now=NOW, reason="Ours")
    with pytest.raises(errors.NotFound):
        teams.reopen(session, team=here.team, by=stranger, now=NOW)


def test_a_team_that_is_gone_is_not_found(session: Session, here: District) -> None:
    gone = here.team.model_copy(update={"id": 10_000})

    with pytest.raises(errors.NotFound):
        teams.close(session, team=gone, by=here.maya, now=NOW, reason="Merged")


def test_a_number_costs_one_statement(session: Session, here: District) -> None:
    with statements(session) as asked:
        numbers = [teams.next_number(session, team=here.team, kind="action") for _ in range(2)]

    assert (numbers, len(asked)) == ([1, 2], 2)


async def test_numbers_have_no_gap_and_no_double_however_many_write_and_fail(database: Database) -> None:
    here = await database.write(harbor_glen.district)
    other = await database.write(
        harbor_glen.team, home=here.workspace, known=dict(here.people), channel_id="COTHER"
    )

    def promise(session: Session, place: District, count: int) -> int:
        action = actions.add(
            session,
            team=place.team,
            text=f"Promise {count}",
            owner=place.maya,
            due_on=D0,
            by=place.maya,
            now=NOW,
        )
        if count % 3 == 0:
            raise RuntimeError("the power fails")
        return action.number

    kept = await asyncio.gather(
        *(database.write(promise, place, count) for count in range(36) for place in (here, other)),
        return_exceptions=True,
    )

    for place in (0, 1):
        numbers = [found for found in kept[place::2] if isinstance(found, int)]
        assert sorted(numbers) == list(range(1, 25))
