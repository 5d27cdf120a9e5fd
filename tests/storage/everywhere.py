"""Two workspaces with two teams each, alike to the last name and number; and what belongs to whom of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, time, timedelta
from typing import Any, TypeVar

from sqlalchemy import Table, select, text
from sqlmodel import Session, SQLModel
from sqlmodel import select as select_rows

from storage import (
    absences,
    actions,
    calendars,
    decisions,
    meeting_notes,
    meeting_people,
    meetings,
    members,
    outbox,
    people,
    roles,
    schedules,
    tables,
    teams,
    topics,
    workspaces,
    workstreams,
)
from storage.meeting_rows import Meeting
from storage.people import Person
from storage.types import id_of
from storage.working_days import Break
from storage.workspaces import Workspace
from tests.storage import harbor_glen, meeting_up
from tests.storage.harbor_glen import D0, NOW, District

Rows = dict[str, set[Any]]
Row = TypeVar("Row", bound=SQLModel)


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
    meet(session, here)
    rest(session, here)
    return here


def meeting(session: Session, team_id: int, state: str) -> Meeting:
    """The team's meeting in that state; it has one of each."""
    return first_of(session, Meeting, Meeting.team_id == team_id, Meeting.state == state)


def first_of(session: Session, kind: type[Row], *conditions: Any) -> Row:
    """The oldest row of that kind."""
    found = session.exec(select_rows(kind).where(*conditions).order_by(text("id"))).first()
    assert found is not None
    return found


def meet(session: Session, here: District) -> None:
    """One meeting held, one that runs, one skipped and one to come; topics, notes and a decision."""
    meeting_up.series(session, here)
    topics.add(session, team=here.team, text="Bus times", by=here.daniel, now=NOW)
    for words, state in (("Old", "parked"), ("Older", "settled")):
        topic = topics.add(session, team=here.team, text=words, by=here.daniel, now=NOW)
        facts: dict[str, Any] = {"topic_id": id_of(topic), "state": state}
        topics.settle(session, team=here.team, by=here.daniel, now=NOW, **facts)
    closed, running = _begun(session, here), _begun(session, here)
    meeting_up.step(session, here, "skip", meeting_up.planned(session, here))
    meeting_up.planned(session, here)
    decisions.record(session, team=here.team, choice="No", by=here.daniel, now=NOW, meeting=running)
    facts = {"team": here.team, "meeting": closed, "now": NOW}
    meeting_notes.correct(session, text="I was there", by=here.daniel, **facts)


def _begun(session: Session, here: District) -> Meeting:
    """The next meeting, with something of everything in it; the one before it closed."""
    before = meetings.running(session, team=here.team)
    if before is not None:
        meeting_up.step(session, here, "close", before)
    begun = meeting_up.step(session, here, "start", meeting_up.planned(session, here), by=here.daniel)
    facts: dict[str, Any] = {"team": here.team, "meeting": begun, "now": NOW}
    meeting_people.set_role(session, role="facilitator", person=here.priya, **facts)
    meeting_people.attend(session, person=here.priya, is_present=True, by=here.daniel, **facts)
    meeting_notes.note(session, kind="note", text="Agreed", by=here.daniel, **facts)
    meeting_notes.rate(session, person=here.priya, score=4, **facts)
    return begun


def rest(session: Session, here: District) -> None:
    """A calendar with a break and a pause; one member is away and covered by another, who will be."""
    act: dict[str, Any] = {"team": here.team, "by": here.maya, "now": NOW}
    winter = Break(date(2026, 12, 21), date(2027, 1, 1), "Winter break")
    calendars.change(session, country="US", subdivision="NY", **act)
    calendars.add_breaks(session, breaks=[winter], source="pasted", **act)
    calendars.pause(session, from_on=date(2027, 6, 1), until_on=None, reason="Summer", **act)
    for person, cover, days in ((here.samir, here.priya, 0), (here.priya, here.tom, 7)):
        absences.set_away(
            session,
            workspace=here.workspace,
            person=person,
            from_on=D0 + timedelta(days=days),
            until_on=D0 + timedelta(days=days + 2),
            by=here.maya,
            cover=cover,
            now=NOW,
        )


def _schedule(session: Session, here: District) -> None:
    agenda = schedules.add(
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
    schedules.skip_next(session, schedule=agenda, reason="Half term", by=here.maya, now=NOW)
