"""What decides about one person's digest, read in a few statements however many teams they have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from handlers.digest import rules
from handlers.digest.rules import Morning
from handlers.teams import rhythm
from handlers.workstreams import rules as workstreams
from storage import (
    absences,
    calendars,
    digest_lists,
    meeting_kinds,
    preferences,
    schedules,
    team_lists,
    workstream_lists,
)
from storage.absences import Absence
from storage.digest_lists import Promise
from storage.people import Person
from storage.team_lists import Seat
from storage.teams import Team
from storage.types import id_of
from storage.workspaces import Workspace
from storage.workstream_lists import Overview

AHEAD = timedelta(days=31)
"""How far the next working day may lie ahead, with a break between."""
MOST = 200
"""Actions that are looked at, of their own and of others each; the earliest due come first."""


@dataclass(frozen=True)
class _Parts:
    """What the person is in their teams, sorted by what they have to look after there."""

    teams: Sequence[Team]
    core: frozenset[int]
    backing: frozenset[int]
    leading: frozenset[int]

    @classmethod
    def of(cls, seats: Sequence[Seat]) -> "_Parts":
        roles = [held for seat in seats for held in seat.roles]
        return cls(
            teams=[seat.team for seat in seats],
            core=frozenset(
                id_of(seat.team) for seat in seats if seat.membership and seat.membership.kind == "core"
            ),
            backing=frozenset(
                held.workstream_id for held in roles if held.role == "backup" and held.workstream_id
            ),
            leading=frozenset(held.team_id for held in roles if held.role == "team_leader"),
        )


def morning(
    session: Session, *, workspace: Workspace, person: Person, today: date, now: datetime
) -> Morning | None:
    """Return all that decides about their digest of that day, their own; None: they want or can have none.

    Sixteen statements at most.
    """
    if not rules.can_be_told(person) or not rules.wants(preferences.of_person(session, person=person), today):
        return None
    covered = absences.covered_by(session, workspace=workspace, person=person, on=today)
    mine = digest_lists.owned(
        session,
        workspace=workspace,
        people=[person, *(away for _, away in covered)],
        until=today + AHEAD,
        limit=MOST,
    )
    seats = team_lists.of_person(session, workspace=workspace, person=person)
    parts = _Parts.of(seats)
    watched = _watched(session, person, parts, today)
    owed = _owed(session, person, parts, today)
    known = [
        person,
        *(promise.listed.owner for promise in watched),
        *(row.owner for row in owed if row.owner),
    ]
    away = _away(session, workspace, known, today)
    if person.id in away:
        return None
    return Morning(
        person=person,
        today=today,
        now=now,
        seats=seats,
        days=calendars.working_days_of(session, teams=_teams([*mine, *watched], parts)),
        mine=mine,
        covered={id_of(there): absence for absence, there in covered},
        watched=watched,
        away=away,
        owed=[row for row in owed if _is_theirs(row, person, parts, away)],
        backing=parts.backing,
        leading=parts.leading,
    )


def _watched(session: Session, person: Person, parts: _Parts, today: date) -> Sequence[Promise]:
    if not parts.teams:
        return ()
    return digest_lists.watched(
        session,
        teams=parts.teams,
        person=person,
        backing=parts.backing,
        leading=parts.leading,
        until=today + AHEAD,
        late_since=today - timedelta(days=rules.TO_LEADER),
        limit=MOST,
    )


def _owed(session: Session, person: Person, parts: _Parts, today: date) -> list[Overview]:
    """Their workstreams, owned or backed up, of which the team waits for an update: core members' alone."""
    teams = [team for team in parts.teams if team.id in parts.core]
    out = digest_lists.forms_out(session, teams=teams) if teams else {}
    asked = [team for team in teams if team.id in out]
    if not asked:
        return []
    held = workstream_lists.across(session, teams=asked, today=today, held_by=person)
    rules_of = schedules.rules_of(session, teams=asked, kind=meeting_kinds.WEEKLY)
    since = {
        team_id: workstreams.fresh_since(form.starts_at, form.met_at, rhythm.span(rules_of.get(team_id)))
        for team_id, form in out.items()
    }
    return [row for row in held if not workstreams.is_fresh(row, since[row.workstream.team_id])]


def _is_theirs(row: Overview, person: Person, parts: _Parts, away: Mapping[int, Absence | None]) -> bool:
    """Whether they are to give it: as its owner, or as the backup of one who is away with nobody in their place."""
    if row.owner is None or row.owner.id == person.id:
        return row.owner is not None
    return row.workstream.id in parts.backing and rules.nobody_stands_in(away, row.owner.id)


def _away(
    session: Session, workspace: Workspace, known: Sequence[Person], today: date
) -> dict[int, Absence | None]:
    """Who of them is away; None for who has left Slack."""
    everyone = {id_of(one): one for one in known}
    gone = {id_: None for id_, one in everyone.items() if one.deactivated_at is not None}
    return {**gone, **absences.current(session, workspace=workspace, people=everyone.values(), on=today)}


def _teams(promises: Sequence[Promise], parts: _Parts) -> list[Team]:
    found = {id_of(team): team for team in parts.teams}
    return list({**found, **{id_of(one.listed.team): one.listed.team for one in promises}}.values())
