"""What the leader's Monday roll-up looks at: one team, in a few statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session

from storage import absences, action_lists, calendars, people, team_lists, workstream_lists
from storage.absences import Absence
from storage.action_lists import Listed
from storage.people import Person
from storage.team_lists import Lead
from storage.teams import Team
from storage.types import id_of
from storage.working_days import MONDAY_TO_FRIDAY, WorkingDays
from storage.workspaces import Workspace
from storage.workstream_lists import Overview

MOST = 1000
"""Open actions of a team that are looked at, the earliest due first."""


@dataclass(frozen=True, kw_only=True)
class Situation:
    """How a team stands: who leads it, its live workstreams and what is open, which days it works.

    `away`: who of those named is away today, by person id. `stand_in`: who looks after the leader's things meanwhile.
    """

    team: Team
    leader: Person | None
    coordinator: Person | None
    workstreams: Sequence[Overview] = ()
    open: Sequence[Listed] = ()
    days: WorkingDays = MONDAY_TO_FRIDAY
    away: Mapping[int, Absence] = field(default_factory=dict)
    stand_in: Person | None = None

    def absence(self, person: Person | None) -> Absence | None:
        """Return how they are away today; None: they are here."""
        return self.away.get(person.id or 0) if person else None


def situation(session: Session, *, team: Team, today: date) -> Situation:
    """Return how the team stands on that day, its own. Seven statements at most."""
    workspace = session.get_one(Workspace, team.workspace_id)
    lead = team_lists.leads(session, teams=(team,)).get(id_of(team), Lead())
    days = calendars.working_days(session, team=team)
    strands = workstream_lists.overview(session, team=team, today=days.overdue_before(today))
    rows = action_lists.of_team(session, team=team, today=today, which="open", limit=MOST).rows
    named = (lead.leader, lead.coordinator, *(row.owner for row in rows), *(row.owner for row in strands))
    known = {person.id: person for person in named if person}
    away = absences.current(session, workspace=workspace, people=known.values(), on=today)
    return Situation(
        team=team,
        leader=lead.leader,
        coordinator=lead.coordinator,
        workstreams=strands,
        open=rows,
        days=days,
        away=away,
        stand_in=_stand_in(session, workspace, lead.leader, away),
    )


def _stand_in(
    session: Session, workspace: Workspace, leader: Person | None, away: Mapping[int, Absence]
) -> Person | None:
    absence = away.get(leader.id or 0) if leader else None
    if absence is None or absence.cover_id is None:
        return None
    return people.by_id(session, workspace=workspace, person_id=absence.cover_id)
