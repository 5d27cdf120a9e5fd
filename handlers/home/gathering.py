"""Everything that App Home and the panel show of one person, read at once: a few statements, however much there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlmodel import Session

from handlers import permissions, standing
from handlers.home import rules
from handlers.home.rules import Owed
from handlers.permissions import Verb
from storage import (
    absences,
    action_lists,
    calendars,
    meeting_kinds,
    meeting_parts,
    meetings,
    schedules,
    team_lists,
    workstream_lists,
)
from storage.absences import Absence
from storage.action_lists import Late, Listed
from storage.meeting_parts import Part
from storage.meeting_rows import Meeting
from storage.people import Person
from storage.team_lists import Lead, Seat
from storage.teams import Team
from storage.types import Page, id_of
from storage.working_days import WorkingDays
from storage.workspaces import Workspace
from storage.workstream_lists import Overview

MOST = 500
"""Actions of one person that are read and paged through; a longer list is read in the team's channel."""
LEADING = frozenset({"team_leader", "coordinator"})
_NONE: Page[Listed] = Page((), 0)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What lies before one person, across their teams of one workspace.

    `owed` is theirs and open, the earliest due first; `away`: they are, today; `held` the workstreams that they own or back up; `meetings`
    the next one of each team, `rules` by which each meets, by team id. `led`, `late` and `unaccepted` are about the teams that they lead or
    coordinate. `days`: which days each team works, by its id.
    """

    person: Person
    today: date
    seats: Sequence[Seat] = ()
    owed: Page[Listed] = _NONE
    away: Absence | None = None
    held: Sequence[Overview] = ()
    meetings: Mapping[int, Part] = field(default_factory=dict)
    rules: Mapping[int, str] = field(default_factory=dict)
    leads: Mapping[int, Lead] = field(default_factory=dict)
    led: Sequence[Overview] = ()
    late: Sequence[Late] = ()
    unaccepted: Page[Listed] = _NONE
    days: Mapping[int, WorkingDays] = field(default_factory=dict)

    @property
    def teams(self) -> Sequence[Team]:
        """Theirs, by name."""
        return [seat.team for seat in self.seats]

    def sees(self, seat: Seat) -> bool:
        """Whether they may see how that team stands; guests see only what is theirs."""
        return bool(permissions.may(standing.of(self.person, seat), Verb.SEE_TEAM))


def led_by(seats: Sequence[Seat]) -> list[Team]:
    """Return the teams of those seats that are a leader's or a coordinator's."""
    return [seat.team for seat in seats if LEADING & {held.role for held in seat.roles}]


def desk(session: Session, *, workspace: Workspace, person: Person, now: datetime, today: date) -> Desk:
    """Return all of App Home, in fifteen statements at most. `today` is the person's own."""
    seats = team_lists.of_person(session, workspace=workspace, person=person)
    teams, led = [seat.team for seat in seats], led_by(seats)
    mine = owed(session, workspace=workspace, person=person, today=today)
    days = _days(session, teams, mine.rows)
    late_before = {team_id: worked.overdue_before(today) for team_id, worked in days.items()}
    return Desk(
        person=person,
        today=today,
        seats=seats,
        owed=mine,
        away=absences.current(session, workspace=workspace, people=[person], on=today).get(id_of(person)),
        held=workstream_lists.across(session, teams=teams, today=late_before, held_by=person)
        if teams
        else (),
        meetings=meeting_parts.of_person(session, teams=teams, person=person, now=now) if teams else {},
        rules=schedules.rules_of(session, teams=teams, kind=meeting_kinds.WEEKLY) if teams else {},
        leads=team_lists.leads(session, teams=teams) if teams else {},
        led=workstream_lists.across(session, teams=led, today=late_before) if led else (),
        late=action_lists.late(session, teams=led, today=late_before) if led else (),
        unaccepted=action_lists.unaccepted(session, teams=led, limit=MOST) if led else _NONE,
        days=days,
    )


def coming(session: Session, *, team: Team, now: datetime) -> Meeting | None:
    """Return the meeting of the team that runs, or its next one; None where none is planned."""
    return meetings.running(session, team=team) or meetings.upcoming(session, team=team, now=now)


def owed(session: Session, *, workspace: Workspace, person: Person, today: date) -> Page[Listed]:
    """Return what the person owes, in one statement."""
    return action_lists.of_person(
        session, workspace=workspace, person=person, today=today, which="open", limit=MOST
    )


def sorted_out(session: Session, *, workspace: Workspace, person: Person, today: date) -> Owed:
    """Return the same by how soon it is due, by the days that its teams work; in three statements."""
    found = owed(session, workspace=workspace, person=person, today=today)
    return rules.sort_out(found.rows, today, _days(session, (), found.rows))


def _days(session: Session, teams: Sequence[Team], rows: Sequence[Listed]) -> Mapping[int, WorkingDays]:
    """Of those teams and of those that the actions are of: one can owe where one is no member."""
    ids = {*map(id_of, teams), *(row.action.team_id for row in rows)}
    return calendars.days_by_id(session, team_ids=ids)
