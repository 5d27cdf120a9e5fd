"""What is done from the ledger: a test is sent, one is skipped or moved, a series is paused or comes again."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from handlers import messages
from handlers.deeds import Deed
from handlers.errors import UserError
from handlers.ledger import gathering, views
from handlers.ledger.catalogue import Catalogue
from storage import outbox, schedules
from storage.audit import AuditEntry
from storage.people import Person
from storage.schedules import Schedule
from storage.teams import Team
from storage.workspaces import Workspace

TEST_KIND = "test"
GONE = "This does not come by itself any more. `/steward sent next` shows what does."


def send_test(
    session: Session,
    *,
    catalogue: Catalogue,
    kind: str,
    workspace: Workspace,
    team: Team,
    person: Person,
    receipt: str,
    now: datetime,
) -> bool:
    """Write to who asks, and to nobody else, what would be said now; False where nothing would."""
    said = catalogue.preview(session, kind=kind, team=team, person=person, now=now)
    if said is None:
        return False
    outbox.put(
        session,
        workspace=workspace,
        team=team,
        key=f"{TEST_KIND}:{receipt}",
        kind=TEST_KIND,
        person=person,
        now=now,
        **messages.shown(views.test(catalogue.title(kind), said)),
    )
    return True


@dataclass(frozen=True)
class Done:
    """What was done to a series. `next`: when it comes now, on its own or where it was moved to; `step` undoes it."""

    series: Schedule
    next: Schedule
    step: AuditEntry


def skip(deed: Deed, *, schedule_id: int, reason: str) -> Done:
    """Leave out the next one."""
    found = _series(deed, schedule_id)
    schedules.skip_next(deed.session, schedule=found, reason=reason, by=deed.by, now=deed.now)
    return _done(deed, found)


def move(deed: Deed, *, schedule_id: int, to: datetime, reason: str) -> Done:
    """Let the next one come at another moment; those after it come as usual."""
    found = _series(deed, schedule_id)
    moved = schedules.move_next(deed.session, schedule=found, to=to, reason=reason, by=deed.by, now=deed.now)
    return _done(deed, found, moved)


def pause(deed: Deed, *, schedule_id: int, until: date | None, reason: str | None = None) -> Done:
    """Let nothing of the series come before that day; None: it comes again at once."""
    found = _series(deed, schedule_id)
    schedules.pause(deed.session, schedule=found, until=until, reason=reason, by=deed.by, now=deed.now)
    return _done(deed, found)


def _series(deed: Deed, schedule_id: int) -> Schedule:
    found = gathering.series(deed.session, team=deed.team, schedule_id=schedule_id)
    if found is None:
        raise UserError(GONE)
    return found


def _done(deed: Deed, series: Schedule, moved: Schedule | None = None) -> Done:
    fresh = deed.session.get_one(Schedule, series.id, populate_existing=True)
    return Done(fresh, moved or fresh, deed.step("schedule", fresh))
