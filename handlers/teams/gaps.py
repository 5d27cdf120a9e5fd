"""What a team still lacks, each with what mends it. Never a fault of anybody's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from handlers import text
from handlers.teams import views
from storage import teams
from storage.roles import Holder
from storage.team_lists import Gap
from storage.teams import Team
from storage.workstreams import Workstream

FEWEST_SPONSORS, FEWEST_OFFICES = 2, 2
COORDINATOR_DAYS = 7
"""A coordinator is to be named within the first week."""
MOST_NAMED = 5


@dataclass(frozen=True)
class Missing:
    """One thing that is missing, in a sentence, and the button that mends it."""

    words: str
    label: str
    action_id: str


def missing(
    team: Team, holders: Sequence[Holder], core: int, lacking: Sequence[Gap], today: date
) -> list[Missing]:
    """Return what is missing, what matters most first."""
    found = (
        _leader(holders),
        workstreams([gap.workstream for gap in lacking if gap.no_owner], "owner"),
        _coordinator(team, holders, today),
        workstreams([gap.workstream for gap in lacking if gap.no_backup], "backup"),
        core_size(core),
        _sponsors(holders),
        None
        if team.first_stepback_on
        else Missing("No stepback has a date yet.", "Set a date", views.SETTINGS),
    )
    return [one for one in found if one]


def core_size(core: int) -> Missing | None:
    """A core team that is smaller than 3 or larger than 5, said gently."""
    words = views.core_size(core)
    if not words:
        return None
    small = core < views.FEWEST_CORE
    return Missing(
        words, "Add people" if small else "See the people", views.ADD_PEOPLE if small else views.PEOPLE
    )


def no_leader() -> Missing:
    """Return what is said where the leader has left."""
    return Missing(
        "The team leader has left Slack. Somebody needs to take the lead.",
        "Hand the lead over",
        views.HAND_OVER,
    )


def no_coordinator(team: Team, today: date) -> Missing:
    """Return what is said where there is no coordinator; after the first week, for how long."""
    days = (today - teams.today(team, team.created_at)).days
    since = f", {days} days after the start" if days > COORDINATOR_DAYS else ""
    return Missing(
        f"Nobody is coordinator yet{since}: somebody who helps with next steps, notes and logistics.",
        "Name a coordinator",
        views.NAME_COORDINATOR,
    )


def workstreams(lacking: Sequence[Workstream], role: Literal["owner", "backup"]) -> Missing | None:
    """Return which of them have nobody in that role; None where each has."""
    if not lacking:
        return None
    named = [views.name(workstream.name) for workstream in lacking[:MOST_NAMED]]
    more = len(lacking) - len(named)
    listed = text.join_names([*named, f"{more} more"] if more else named)
    words = f"{listed} {'has' if len(lacking) == 1 else 'have'} no {role}."
    return Missing(words, f"Name the {role}s", views.NAME_OWNERS if role == "owner" else views.NAME_BACKUPS)


def _leader(holders: Sequence[Holder]) -> Missing | None:
    gone = (one for one in holders if one.assignment.role == "team_leader" and one.person.deactivated_at)
    return no_leader() if any(gone) else None


def _coordinator(team: Team, holders: Sequence[Holder], today: date) -> Missing | None:
    if any(one.assignment.role == "coordinator" and not one.person.deactivated_at for one in holders):
        return None
    return no_coordinator(team, today)


def _sponsors(holders: Sequence[Holder]) -> Missing | None:
    sponsors = [one.assignment for one in holders if one.assignment.role == "sponsor"]
    offices = {(one.office or "").casefold() for one in sponsors if one.office}
    if len(sponsors) >= FEWEST_SPONSORS and len(offices) >= FEWEST_OFFICES:
        return None
    found = f"{text.plural(len(sponsors), 'sponsor').capitalize()} from {text.plural(len(offices), 'office')}"
    return Missing(
        f"{found if sponsors else 'No sponsors yet'}. Two or more, from two offices, open doors.",
        "Add a sponsor",
        views.ADD_SPONSOR,
    )
