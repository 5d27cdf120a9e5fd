"""Two workspaces with two teams each, alike to the last name and number; and what belongs to whom of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import Table, select
from sqlmodel import Session, SQLModel

from storage import actions, members, outbox, people, roles, schedules, tables, teams, workspaces, workstreams
from storage.people import Person
from storage.types import id_of
from storage.workspaces import Workspace
from tests.storage import harbor_glen
from tests.storage.harbor_glen import D0, NOW, District

Rows = dict[str, set[Any]]


def first(session: Session) -> District:
    """The first team, alone in the world."""
    home = harbor_glen.workspace(session, "TNORTH")
    known = harbor_glen.everyone(session, home)
    people.add_contact(session, workspace=home, name="Ruth Calder", now=NOW)
    return _filled(session, home, known, "CELA")


def others(session: Session, here: District) -> tuple[District, District, District]:
    """Its sibling, and two teams of another workspace, each full of the same."""
    sibling = _filled(session, here.workspace, dict(here.people), "CMATH")
    home = harbor_glen.workspace(session, "TSOUTH")
    known = harbor_glen.everyone(session, home)
    people.add_contact(session, workspace=home, name="Ruth Calder", now=NOW)
    return sibling, _filled(session, home, known, "CELA"), _filled(session, home, known, "CMATH")


def kept_of(session: Session, here: District, *, whole_workspace: bool) -> Rows:
    """Every row that leads to the team, or to its workspace, table by table."""
    name, row = ("workspace", here.workspace) if whole_workspace else ("team", here.team)
    found = {}
    for table in tables.METADATA.sorted_tables:
        theirs = workspaces.belonging(table, _table(name), id_of(row))
        if theirs is not None:
            found[table.name] = {tuple(map(str, one)) for one in session.execute(select(table).where(theirs))}
    return found


def is_of(session: Session, row: SQLModel, here: District, *, whole_workspace: bool) -> bool:
    """Whether the row is the team's, or else its workspace's: people belong to no team."""
    table = _table(str(row.__tablename__))
    theirs = workspaces.belonging(table, _table("team"), id_of(here.team))
    if whole_workspace or theirs is None:
        theirs = workspaces.belonging(table, _table("workspace"), id_of(here.workspace))
    assert theirs is not None
    query = select(table.c.id).where(table.c.id == id_of(row), theirs)  # type: ignore[arg-type] # each has an id
    return session.execute(query).first() is not None


def rows_in(found: Any) -> Iterator[SQLModel]:
    """Every row anywhere in what a function returned."""
    if isinstance(found, SQLModel):
        yield found
    elif isinstance(found, Mapping):
        for value in found.values():
            yield from rows_in(value)
    elif is_dataclass(found):
        for field in fields(found):
            yield from rows_in(getattr(found, field.name))
    elif isinstance(found, Sequence) and not isinstance(found, str):
        for value in found:
            yield from rows_in(value)


def plain(found: Any) -> Any:
    """What a function returned as plain values, to compare."""
    if isinstance(found, SQLModel):
        return found.model_dump()
    if isinstance(found, Mapping):
        return {key: plain(value) for key, value in found.items()}
    if is_dataclass(found):
        return [plain(getattr(found, field.name)) for field in fields(found)]
    if isinstance(found, Sequence) and not isinstance(found, str):
        return [plain(value) for value in found]
    return found


def _table(name: str) -> Table:
    return SQLModel.metadata.tables[name]


def _filled(session: Session, home: Workspace, known: dict[str, Person], channel_id: str) -> District:
    before = harbor_glen.team(session, home, known, channel_id)
    teams.close(session, team=before.team, by=before.maya, now=NOW, reason="Begun anew")
    here = harbor_glen.team(session, home, known, channel_id)
    pacing, training = here.workstreams["pacing"], here.workstreams["training"]
    act: dict[str, Any] = {"team": here.team, "by": here.maya, "now": NOW}
    members.join(session, person=here.priya, kind="core", **act)
    members.join(session, person=here.samir, kind="invited", **act)
    roles.assign(session, role="workstream_owner", person=here.priya, workstream=pacing, **act)
    roles.assign(session, role="sponsor", person=here.helen, **act)
    for owner, days in (("Priya", -7), ("Samir", 3), ("Priya", -9)):
        due_on = D0 + timedelta(days=days)
        actions.add(
            session,
            text="Ask the grade leads",
            owner=here.people[owner],
            due_on=due_on,
            workstream=pacing,
            **act,
        )
    actions.complete(session, number=3, team=here.team, by=here.priya, now=NOW)
    workstreams.give_update(session, workstream=pacing, state="at_risk", line="Grade 3 is behind", **act)
    workstreams.retire(session, workstream=training, reason="Begun anew", **act)
    key = f"hello in {here.team.channel_id}"
    outbox.put(
        session,
        workspace=here.workspace,
        team=here.team,
        key=key,
        kind="hello",
        channel_id="C1",
        text="Hello",
        blocks=[],
        now=NOW,
    )
    _schedule(session, here)
    return here


def _schedule(session: Session, here: District) -> None:
    schedules.add(
        session,
        team=here.team,
        kind="agenda",
        local_time=time(9),
        zone="America/New_York",
        rrule="FREQ=DAILY",
        starts_on=date(2026, 11, 1),
        grace=timedelta(days=1),
        now=NOW,
    )
