"""What the leader's Monday roll-up looks at: one team, in three statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from storage import action_lists, team_lists, workstream_lists
from storage.action_lists import Listed
from storage.people import Person
from storage.team_lists import Lead
from storage.teams import Team
from storage.types import id_of
from storage.workstream_lists import Overview

MOST = 1000
"""Open actions of a team that are looked at, the earliest due first."""


@dataclass(frozen=True, kw_only=True)
class Situation:
    """How a team stands: who leads it, its live workstreams and what is open."""

    team: Team
    leader: Person | None
    coordinator: Person | None
    workstreams: Sequence[Overview] = ()
    open: Sequence[Listed] = ()


def situation(session: Session, *, team: Team, today: date) -> Situation:
    """Return how the team stands on that day, its own."""
    lead = team_lists.leads(session, teams=(team,)).get(id_of(team), Lead())
    return Situation(
        team=team,
        leader=lead.leader,
        coordinator=lead.coordinator,
        workstreams=workstream_lists.overview(session, team=team, today=today),
        open=action_lists.of_team(session, team=team, today=today, which="open", limit=MOST).rows,
    )
