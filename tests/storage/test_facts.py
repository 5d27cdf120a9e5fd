from datetime import UTC, datetime, timedelta, timezone

from sqlmodel import Session

from storage import actions, facts
from tests.storage import harbor_glen
from tests.storage.harbor_glen import D0, NOW


def test_columns_survive_the_way_through_json(session: Session) -> None:
    here = harbor_glen.district(session)
    action = actions.add(
        session, team=here.team, text="Draft", owner=here.priya, due_on=D0, by=here.maya, now=NOW
    )
    kept = facts.snapshot(action, ("text", "due_on", "created_at", "carried", "drop_reason", "closed_at"))
    facts.put_back(action, kept)

    assert facts.snapshot(action, kept) == kept
    assert (action.due_on, action.created_at, action.closed_at) == (D0, NOW, None)


def test_a_time_of_day_is_put_back_as_one(session: Session) -> None:
    team = harbor_glen.district(session).team
    kept = facts.snapshot(team, ["weekly_at"])
    facts.put_back(team, kept)

    assert (kept, team.weekly_at.isoformat()) == ({"weekly_at": "15:30:00"}, "15:30:00")


def test_one_moment_is_one_fact_in_whatever_zone_it_was_given(session: Session) -> None:
    home = harbor_glen.workspace(session)
    home.uninstalled_at = datetime(2026, 11, 16, 8, 0, tzinfo=timezone(timedelta(hours=-5)))
    there = facts.snapshot(home, ["uninstalled_at"])
    home.uninstalled_at = datetime(2026, 11, 16, 13, 0, tzinfo=UTC)

    assert facts.snapshot(home, ["uninstalled_at"]) == there
