"""What is read to show lists of actions, in as few statements as there are questions."""

from dataclasses import dataclass
from datetime import date, tzinfo

from sqlmodel import Session

from handlers.actions.listing import Listing, Which
from handlers.actions.views.lists import ROWS, Shown
from storage import action_lists, calendars, people, workstreams
from storage.action_lists import Listed
from storage.people import Person
from storage.teams import Team
from storage.types import Page
from storage.workspaces import Workspace
from storage.workstreams import Workstream


@dataclass(frozen=True)
class _Narrowed:
    person: Person | None = None
    workstream: Workstream | None = None


_KEPT_AS: dict[Which, action_lists.Which] = {"overdue": "overdue", "done": "done_lately", "all": "all"}
"""What storage calls a list; any other is of what is open."""


def shown(
    session: Session,
    *,
    workspace: Workspace,
    team: Team,
    listing: Listing,
    reader: Person,
    today: date,
    zone: tzinfo,
) -> Shown:
    """Return the page that is asked for; past the end, the last one. `today` and `zone` are the reader's.

    Raises NotFound for a workstream of another team.
    """
    narrowed = _narrowed(session, workspace, team, listing, reader)
    days = calendars.working_days(session, team=team)
    asked_on = days.overdue_before(today) if listing.which == "overdue" else today
    found = _page(session, team, listing, asked_on, narrowed)
    if not found.rows and found.total:
        listing = listing.at((found.total - 1) // ROWS)
        found = _page(session, team, listing, asked_on, narrowed)
    return Shown(
        team=team,
        listing=listing,
        page=found,
        reader=reader,
        today=today,
        zone=zone,
        days=days,
        workstreams=workstreams.live(session, team=team),
        person=narrowed.person,
        workstream=narrowed.workstream,
    )


def _narrowed(
    session: Session, workspace: Workspace, team: Team, listing: Listing, reader: Person
) -> _Narrowed:
    match listing.which:
        case "mine":
            return _Narrowed(person=reader)
        case "person":
            found = people.by_id(session, workspace=workspace, person_id=listing.id or 0)
            return _Narrowed(person=found or reader)
        case "workstream":
            return _Narrowed(workstream=workstreams.get(session, team=team, workstream_id=listing.id or 0))
    return _Narrowed()


def _page(session: Session, team: Team, listing: Listing, today: date, to: _Narrowed) -> Page[Listed]:
    return action_lists.of_team(
        session,
        team=team,
        today=today,
        which=_KEPT_AS.get(listing.which, "open"),
        person=to.person,
        workstream=to.workstream,
        limit=ROWS,
        offset=listing.page * ROWS,
    )
