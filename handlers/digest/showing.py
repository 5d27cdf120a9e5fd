"""A digest's rows with what stands behind them: as they were that morning, or as they stand now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from handlers.digest.rules import Morning
from storage import digest_lists, stories, team_lists, workstream_lists
from storage.action_lists import Listed
from storage.digests import DigestItem, Item, Kept
from storage.people import Person
from storage.stories import Story
from storage.team_lists import Seat
from storage.teams import Team
from storage.types import id_of
from storage.workspaces import Workspace
from storage.workstream_lists import Overview

Line = Item | DigestItem


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row: an action (`listed`) or a workstream (`strand`) whose update is owed, and in whose place (`away`).

    `told` is the action's story, where the digest went out already: what was done since shows in it.
    """

    item: Line
    team: Team
    listed: Listed | None = None
    strand: Overview | None = None
    told: Story | None = None
    away: Person | None = None


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A whole digest for its reader. `more`: so many rows did not fit. `sent_at`: None while it is being written.

    `closed`: a later one has come, so nothing is answered here any more.
    """

    person: Person
    today: date
    rows: Sequence[Row]
    seats: Sequence[Seat]
    more: int = 0
    sent_at: datetime | None = None
    closed: bool = False


def of_morning(morning: Morning, items: Sequence[Item], more: int) -> Shown:
    """Return the digest as it goes out."""
    promises = [*morning.mine, *morning.watched]
    listed = {(one.listed.action.team_id, one.listed.action.number): one.listed for one in promises}
    strands = {row.workstream.id: row for row in morning.owed}
    known = {one.owner.id: one.owner for one in listed.values()}
    known |= {row.owner.id: row.owner for row in morning.owed if row.owner}
    teams = {seat.team.id: seat.team for seat in morning.seats}
    teams |= {one.team.id: one.team for one in listed.values()}
    rows = [
        Row(
            item=item,
            team=teams[item.team_id],
            listed=listed.get((item.team_id, item.number or 0)),
            strand=strands.get(item.workstream_id),
            away=known.get(item.away_id),
        )
        for item in items
    ]
    return Shown(person=morning.person, today=morning.today, rows=rows, seats=morning.seats, more=more)


def as_it_stands(
    session: Session, *, workspace: Workspace, person: Person, kept: Kept, closed: bool = False
) -> Shown:
    """Return a digest that went out, with what was done since. Seven statements at most."""
    teams = list(kept.teams.values())
    numbers = {item.number for item in kept.items if item.number is not None}
    listed = digest_lists.of_numbers(session, teams=teams, numbers=numbers) if numbers else ()
    shown = {(item.team_id, item.number) for item in kept.items}
    listed = [one for one in listed if (one.action.team_id, one.action.number) in shown]
    told = stories.of_listed(session, teams=teams, listed=listed) if listed else ()
    by_number = {(one.action.team_id, one.action.number): one for one in listed}
    stories_of = {(one.team.id, one.action.number): one for one in told}
    strands = _strands(session, kept, teams)
    rows = [
        Row(
            item=item,
            team=kept.teams[item.team_id],
            listed=by_number.get((item.team_id, item.number or 0)),
            told=stories_of.get((item.team_id, item.number or 0)),
            strand=strands.get(item.workstream_id or 0),
            away=kept.away.get(item.away_id or 0),
        )
        for item in kept.items
    ]
    return Shown(
        person=person,
        today=kept.digest.local_date,
        rows=rows,
        seats=team_lists.of_person(session, workspace=workspace, person=person),
        more=kept.digest.more,
        sent_at=kept.digest.sent_at,
        closed=closed,
    )


def _strands(session: Session, kept: Kept, teams: Sequence[Team]) -> Mapping[int, Overview]:
    wanted = {item.team_id for item in kept.items if item.workstream_id is not None}
    asked = [team for team in teams if team.id in wanted]
    if not asked:
        return {}
    rows = workstream_lists.across(session, teams=asked, today=kept.digest.local_date)
    return {id_of(row.workstream): row for row in rows}
