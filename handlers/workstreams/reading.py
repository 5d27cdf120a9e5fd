"""Which workstream is meant, and what is shown of it."""

from datetime import date, datetime

from sqlmodel import Session

from handlers.ask import Ask
from handlers.errors import UserError
from handlers.workstreams import rules
from handlers.workstreams.views import MOST_ACTIONS, Listing, One
from storage import action_lists, calendars, teams, workstream_lists, workstreams
from storage.teams import Team
from storage.workstream_lists import Overview
from storage.workstreams import Workstream


def listing(session: Session, *, team: Team, now: datetime) -> Listing:
    """Return what the list is made of, in five statements."""
    late_before = _late_before(session, team, now)
    return Listing(
        rows=workstream_lists.overview(session, team=team, today=late_before),
        people=action_lists.counts_by_person(session, team=team, today=late_before),
        retired=workstreams.retired(session, team=team),
    )


def one(session: Session, *, team: Team, workstream: Workstream, now: datetime) -> One:
    """Return what is shown of one live workstream."""
    today = teams.today(team, now)
    rows = workstream_lists.overview(session, team=team, today=_late_before(session, team, now))
    row = next(
        (row for row in rows if row.workstream.id == workstream.id),
        Overview(workstream, None, None, 0, 0, None),
    )
    page = action_lists.of_team(session, team=team, today=today, workstream=workstream, limit=MOST_ACTIONS)
    return One(row=row, actions=page.rows, action_count=page.total)


def _late_before(session: Session, team: Team, now: datetime) -> date:
    """What is due before that day is late: days off and pauses make nothing late."""
    return calendars.working_days(session, team=team).overdue_before(teams.today(team, now))


async def named(ask: Ask, typed: str) -> Workstream:
    """Return the live workstream that the words mean. Raises UserError with the nearest three."""
    live = await ask.read(workstreams.live, team=ask.the_team)
    name = rules.find(typed, [workstream.name for workstream in live])
    return next(workstream for workstream in live if workstream.name == name)


async def retired(ask: Ask, typed: str) -> Workstream:
    """Return the retired workstream that the words mean, the latest of that name. Raises UserError."""
    gone = await ask.read(workstreams.retired, team=ask.the_team)
    if not gone:
        raise UserError("No workstream of this team was retired. Nothing was changed.")
    name = rules.find(typed, [workstream.name for workstream in gone])
    return next(workstream for workstream in gone if workstream.name == name)


async def meant(ask: Ask) -> Workstream:
    """Return the workstream that the button or the form names, retired ones too. Raises storage's NotFound."""
    return await ask.read(workstreams.get, team=ask.the_team, workstream_id=ask.ref.number or 0)


async def live(ask: Ask) -> Workstream:
    """Return the workstream that the button or the form names. Raises UserError where it was retired."""
    workstream = await meant(ask)
    if workstream.retired_at is not None:
        raise UserError(
            f"“{workstream.name}” was retired meanwhile, so nothing was changed. "
            "Bring it back first: /steward workstream restore NAME."
        )
    return workstream
