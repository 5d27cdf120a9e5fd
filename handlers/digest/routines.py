"""Each person's morning: one message a day at most, brought up to date by what is answered in it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers import messages, timetable
from handlers.actions.views import buttons
from handlers.answer import Message
from handlers.digest import gathering, rules, showing
from handlers.digest.rules import Morning
from handlers.digest.showing import Shown
from handlers.digest.views import note
from handlers.ripples import Ripple
from storage import digests, outbox
from storage.digests import Item, Kept
from storage.people import Person
from storage.schedules import Occurrence, Schedule
from storage.workspaces import Workspace

DIGEST = timetable.DIGEST


def digest(
    session: Session, person: Person, schedule: Schedule, occurrence: Occurrence, now: datetime
) -> None:
    """Write the person what needs them today; nothing where nothing does.

    Theirs is the local date of the moment: however their zone changes, a date brings one and no date comes twice.
    What could not be sent within the schedule's grace is not sent any more.
    """
    workspace, today = session.get_one(Workspace, person.workspace_id), occurrence.local_date
    before = digests.latest(session, person=person)
    if before is not None and before.digest.local_date >= today:
        return
    found = gathering.morning(session, workspace=workspace, person=person, today=today, now=now)
    items = rules.items(found) if found else []
    if found is None or not items:
        return
    if before is not None:
        _close(session, workspace, person, before, now)
    shown, more = items[: rules.ROWS], max(0, len(items) - rules.ROWS)
    digests.keep(session, person=person, local_date=today, items=shown, more=more, now=now)
    outbox.put(
        session,
        workspace=workspace,
        key=key(person, today),
        kind=DIGEST,
        person=person,
        now=now,
        expires_at=occurrence.due_at + timedelta(minutes=schedule.grace_minutes),
        **messages.shown(_message(found, shown, more, buttons.KEPT)),
    )


def preview(session: Session, person: Person, now: datetime) -> Message | None:
    """Return the digest as it would be now; its buttons are answered beside it."""
    workspace = session.get_one(Workspace, person.workspace_id)
    today = now.astimezone(ZoneInfo(person.zone or "UTC")).date()
    found = gathering.morning(session, workspace=workspace, person=person, today=today, now=now)
    items = rules.items(found) if found else []
    if found is None or not items:
        return None
    return _message(found, items[: rules.ROWS], max(0, len(items) - rules.ROWS), "")


def follow(ripple: Ripple) -> None:
    """Bring every digest up to date that shows the action, or an update, which somebody just changed."""
    session, team = ripple.session, ripple.team
    workspace = session.get_one(Workspace, team.workspace_id)
    for person in digests.showing(session, workspace=workspace, team=team, number=ripple.number):
        kept = digests.latest(session, person=person)
        if kept is not None:
            shown = showing.as_it_stands(session, workspace=workspace, person=person, kept=kept)
            _revise(session, workspace, shown, note.digest(shown, buttons.KEPT), ripple.now)


def key(person: Person, on: date) -> str:
    """What the outbox knows a person's digest of that day by."""
    return f"{DIGEST}:{person.id}:{on.isoformat()}"


def _message(found: Morning, items: Sequence[Item], more: int, at: str) -> Message:
    return note.digest(showing.of_morning(found, items, more), at)


def _close(session: Session, workspace: Workspace, person: Person, kept: Kept, now: datetime) -> None:
    """A later one comes: this one stays as a record without buttons."""
    shown = showing.as_it_stands(session, workspace=workspace, person=person, kept=kept, closed=True)
    _revise(session, workspace, shown, note.digest(shown), now)


def _revise(session: Session, workspace: Workspace, shown: Shown, message: Message, now: datetime) -> None:
    known = key(shown.person, shown.today)
    if outbox.by_key(session, workspace=workspace, key=known):
        outbox.revise(session, workspace=workspace, key=known, now=now, **messages.shown(message))
