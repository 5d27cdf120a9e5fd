"""The Monday roll-up is written once, to one person, when there is something to say."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from handlers import timetable
from handlers.reports import FEATURE, gathering, routines, rules
from storage import absences, outbox, people, roles, schedules, teams
from storage.outbox import OutboxMessage
from storage.schedules import Occurrence, Schedule
from tests.storage import harbor_glen
from tests.storage.counting import statements
from tests.storage.harbor_glen import D0, NOW, District

DEFAULT = next(one for one in timetable.DEFAULT_SCHEDULES if one.kind == timetable.ROLLUP)


@pytest.fixture
def here(session: Session) -> District:
    """The district team, as in the demo."""
    here = harbor_glen.district(session)
    harbor_glen.take_up_roles(session, here)
    harbor_glen.promise(session, here)
    return here


def plan(session: Session, of: District, now: datetime = NOW - timedelta(days=1)) -> Schedule:
    """The schedule that setting up a team makes."""
    assert DEFAULT.local_time is not None
    assert DEFAULT.rrule is not None
    return schedules.add(
        session,
        team=of.team,
        kind=DEFAULT.kind,
        local_time=DEFAULT.local_time,
        zone=of.team.zone,
        rrule=DEFAULT.rrule,
        starts_on=teams.today(of.team, now),
        grace=DEFAULT.grace,
        now=now,
    )


def run(session: Session, of: District, now: datetime = NOW) -> list[OutboxMessage]:
    """Act on what is due, as the scheduler does; the team's roll-ups so far."""
    for schedule, occurrence in schedules.claim_due(session, now=now, limit=9):
        FEATURE.routines[0].run(session, of.team, schedule, occurrence, now)
    found = outbox.ledger(session, workspace=of.workspace, team=of.team, limit=50).rows
    return [message for message in found if message.kind == "rollup"]


def occurrence(on: date = D0) -> Occurrence:
    return Occurrence(schedule_id=1, local_date=on, slot="", due_at=NOW, claimed_at=NOW, outcome="run")


def test_it_is_planned_for_monday_at_eight_in_the_teams_zone(session: Session, here: District) -> None:
    assert plan(session, here).next_at == NOW
    assert DEFAULT.words.startswith("Mondays at 08:00: ")


def test_it_goes_to_the_leader_alone_and_is_not_sent_any_more_after_the_grace(
    session: Session, here: District
) -> None:
    plan(session, here)
    [message] = run(session, here)
    assert message.key == f"reports:{here.team.id}:rollup:2026-11-16"
    assert (message.person_id, message.channel_id) == (here.maya.id, None)
    assert message.expires_at == NOW + DEFAULT.grace
    assert "*pacing* and *training* have no backup." in message.text


def test_each_monday_has_its_own_and_the_same_monday_one(session: Session, here: District) -> None:
    schedule = plan(session, here)
    assert len(run(session, here)) == 1
    routines.rollup(session, here.team, schedule, occurrence(), NOW)
    assert len(run(session, here, NOW + timedelta(hours=1))) == 1
    assert len(run(session, here, NOW + timedelta(days=7))) == 2


def test_nothing_is_said_where_nothing_needs_a_look(session: Session) -> None:
    quiet = harbor_glen.district(session)
    for name, strand in quiet.workstreams.items():
        for role, person in (("workstream_owner", quiet.priya), ("backup", quiet.tom)):
            roles.assign(
                session,
                team=quiet.team,
                role=role,  # type: ignore[arg-type]  # one of the two words above
                person=person,
                workstream=strand,
                by=quiet.maya,
                now=NOW,
                why=name,
            )
    plan(session, quiet)
    assert run(session, quiet) == []


def test_a_leader_who_left_is_skipped_for_the_coordinator_and_both_for_nobody(
    session: Session, here: District
) -> None:
    plan(session, here)
    people.deactivate(session, workspace=here.workspace, person=here.maya, now=NOW)
    [message] = run(session, here)
    assert message.person_id == here.daniel.id
    assert "The team leader has left Slack." in message.text
    people.deactivate(session, workspace=here.workspace, person=here.daniel, now=NOW)
    assert len(run(session, here, NOW + timedelta(days=7))) == 1


def away(session: Session, of: District, name: str, **more: Any) -> None:
    absences.set_away(
        session,
        workspace=of.workspace,
        person=of.people[name],
        from_on=D0,
        until_on=D0 + timedelta(days=4),
        by=of.people[name],
        now=NOW,
        **more,
    )


def test_while_the_leader_is_away_who_stands_in_gets_it_else_the_coordinator(
    session: Session, here: District
) -> None:
    plan(session, here)
    away(session, here, "Maya", cover=here.lucia)
    [message] = run(session, here)
    assert message.person_id == here.lucia.id
    assert "since you look after the team leader's things" in message.text
    away(session, here, "Maya")
    found = gathering.situation(session, team=here.team, today=D0)
    assert rules.recipient(found) == here.daniel


def test_an_owner_who_is_away_is_named_as_away_or_left_to_who_stands_in(
    session: Session, here: District
) -> None:
    plan(session, here)
    away(session, here, "Tom")
    away(session, here, "Samir", cover=here.priya)
    [message] = run(session, here)
    assert "*Away, with nobody in their place (1)*" in message.text
    assert "away through Fri 20 Nov" in message.text
    assert "*A-16*" in message.text
    assert "*A-6*" not in message.text


def test_a_test_of_it_is_for_those_who_may_get_it(session: Session, here: District) -> None:
    seen = {
        name: routines.preview(session, here.team, here.people[name], NOW)
        for name in ("Maya", "Daniel", "Priya")
    }
    assert [name for name, said in seen.items() if said] == ["Maya", "Daniel"]


def test_a_team_is_looked_at_in_a_few_statements(session: Session, here: District) -> None:
    with statements(session) as asked:
        gathering.situation(session, team=here.team, today=D0)
    assert len(asked) <= 7


def test_a_team_hears_nothing_of_another_workspaces_team(session: Session, here: District) -> None:
    other = harbor_glen.district(session, slack_team_id="TELSEWHERE")
    plan(session, other)
    assert all("A-6" not in message.text for message in run(session, other))
    assert run(session, here) == []
