import asyncio
from datetime import date, time, timedelta

import pytest
from sqlalchemy import func, select
from sqlmodel import Session, SQLModel

from storage import (
    digests,
    errors,
    outbox,
    people,
    preferences,
    receipts,
    schedules,
    tables,
    types,
    workspaces,
    workstreams,
)
from storage.database import Database
from tests.storage import everywhere, harbor_glen
from tests.storage.harbor_glen import NOW

NO_TENANT = {"receipt"}  # keys alone, forgotten by their age


def test_installing_twice_keeps_one_workspace_with_the_newer_facts(session: Session) -> None:
    first = harbor_glen.workspace(session)
    again = workspaces.install(
        session,
        slack_team_id="THARBOR",
        name="Harbor Glen Schools",
        bot_user_id="UNEW",
        bot_token_sealed="sealed",
        now=NOW + timedelta(hours=1),
    )

    assert (again.id, again.name, again.bot_user_id) == (first.id, "Harbor Glen Schools", "UNEW")
    assert again.installed_at == NOW


def test_uninstalling_forgets_the_token_and_installing_again_revives(session: Session) -> None:
    home = workspaces.install(
        session, slack_team_id="THARBOR", name="Harbor Glen", bot_user_id="U1", bot_token_sealed="s", now=NOW
    )

    gone = workspaces.uninstall(session, workspace=home, now=NOW)
    assert (gone.bot_token_sealed, gone.uninstalled_at) == (None, NOW)
    assert workspaces.uninstall(session, workspace=home, now=NOW + timedelta(days=1)).uninstalled_at == NOW

    back = harbor_glen.workspace(session)
    assert (back.id, back.uninstalled_at) == (home.id, None)


def test_a_sealed_token_is_not_shown_where_a_workspace_is_printed(session: Session) -> None:
    home = workspaces.install(
        session, slack_team_id="T1", name="Harbor Glen", bot_user_id="U1", bot_token_sealed="s3aled", now=NOW
    )

    assert "s3aled" not in repr(home)


def test_a_purge_is_due_ten_days_after_the_uninstall(session: Session) -> None:
    home = harbor_glen.workspace(session)
    assert workspaces.due_for_purge(session, now=NOW + timedelta(days=100)) == []

    workspaces.uninstall(session, workspace=home, now=NOW)
    almost = NOW + timedelta(days=10) - timedelta(seconds=1)
    assert workspaces.due_for_purge(session, now=almost) == []
    assert [due.id for due in workspaces.due_for_purge(session, now=NOW + timedelta(days=10))] == [home.id]


def test_a_workspace_that_came_back_is_not_purged(session: Session) -> None:
    home = harbor_glen.workspace(session)
    stale = workspaces.uninstall(session, workspace=home, now=NOW)
    harbor_glen.workspace(session)

    with pytest.raises(errors.Refused, match="not_due_for_purge"):
        workspaces.purge(session, workspace=stale, now=NOW + timedelta(days=11))


def test_a_workspace_is_not_purged_early(session: Session) -> None:
    home = workspaces.uninstall(session, workspace=harbor_glen.workspace(session), now=NOW)

    with pytest.raises(errors.Refused, match="not_due_for_purge"):
        workspaces.purge(session, workspace=home, now=NOW + timedelta(days=9))


def test_a_purge_leaves_nothing_of_the_workspace_and_all_of_the_others(session: Session) -> None:
    home, other = (_lived_in(session, name) for name in ("THARBOR", "TOTHER"))
    kept = _rows(session, other)
    assert all(_rows(session, home).values()), "a table has no rows here: fill it in _lived_in"

    workspaces.uninstall(session, workspace=home.workspace, now=NOW)
    workspaces.purge(session, workspace=home.workspace, now=NOW + timedelta(days=10))

    assert not any(_rows(session, home).values())
    assert _rows(session, other) == kept
    with pytest.raises(errors.NotFound):
        workspaces.purge(session, workspace=home.workspace, now=NOW + timedelta(days=10))


def test_every_table_leads_to_its_workspace() -> None:
    astray = {
        table.name
        for table in tables.METADATA.sorted_tables
        if workspaces.belonging(table, SQLModel.metadata.tables["workspace"], 1) is None
    }

    assert astray == NO_TENANT


async def test_a_workspace_installed_by_many_at_once_is_one_workspace(database: Database) -> None:
    made = await asyncio.gather(*(database.write(harbor_glen.workspace) for _ in range(8)))

    assert len({workspace.id for workspace in made}) == 1


def _lived_in(session: Session, slack_team_id: str) -> harbor_glen.District:
    """A district with a row in every table."""
    here = harbor_glen.district(session, slack_team_id=slack_team_id)
    harbor_glen.take_up_roles(session, here)
    harbor_glen.promise(session, here)
    people.add_contact(session, workspace=here.workspace, name="Ruth Calder", now=NOW)
    workstreams.give_update(
        session,
        team=here.team,
        workstream=here.workstreams["pacing"],
        state="at_risk",
        line="Grade 3 is two weeks behind",
        by=here.renee,
        now=NOW,
    )
    outbox.put(
        session,
        workspace=here.workspace,
        team=here.team,
        key="hello",
        kind="hello",
        channel_id="CELA",
        text="Hello",
        blocks=[],
        now=NOW,
    )
    _schedule(session, here)
    everywhere.meet(session, here)
    everywhere.rest(session, here)
    preferences.change(session, person=here.priya, now=NOW, digest_at=time(9))
    item = digests.Item(team_id=types.id_of(here.team), why="late", number=1)
    digests.keep(session, person=here.priya, local_date=NOW.date(), items=[item], more=0, now=NOW)
    receipts.take(session, key=f"receipt of {slack_team_id}", now=NOW)
    return here


def _schedule(session: Session, here: harbor_glen.District) -> None:
    schedules.add(
        session,
        team=here.team,
        kind="agenda",
        slot="weekly",
        local_time=time(9),
        zone="America/New_York",
        rrule="FREQ=DAILY",
        starts_on=date(2026, 11, 1),
        grace=timedelta(days=1),
        now=NOW - timedelta(days=1),
    )
    schedules.claim_due(session, now=NOW, limit=10)


def _rows(session: Session, here: harbor_glen.District) -> dict[str, int]:
    root = SQLModel.metadata.tables["workspace"]
    assert here.workspace.id is not None
    found = {}
    for table in tables.METADATA.sorted_tables:
        theirs = workspaces.belonging(table, root, here.workspace.id)
        if theirs is not None:
            query = select(func.count()).select_from(table).where(theirs)
            found[table.name] = session.execute(query).scalar_one()
    return found
