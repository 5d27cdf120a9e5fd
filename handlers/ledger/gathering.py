"""What the ledger shows, read for one page: what was sent, what comes next, what was not sent and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from handlers import messages, timetable
from handlers.ledger.catalogue import UNSAID
from handlers.ledger.rules import Which
from handlers.messages import Page
from storage import calendars, outbox, schedules
from storage.calendars import CalendarBreak
from storage.outbox import OutboxMessage, State
from storage.people import Person
from storage.schedule_rows import ONCE
from storage.schedules import Occurrence, Schedule
from storage.teams import Team, today
from storage.workspaces import Workspace

ROWS = 8
"""On one page: each has two or three lines, and what is planned has buttons beneath it."""
AHEAD = timedelta(days=400)
BACK = timedelta(days=90)
"""How far back what was not sent is told; free plans of Slack keep messages as long."""
MOST = 200
_SENT: tuple[State, ...] = ("posted",)
_WAITING: tuple[State, ...] = ("pending", "sending")
_UNSENT: tuple[State, ...] = ("failed", "ambiguous", "skipped")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One row: a message, or a moment of the timetable that is to come or was let go.

    `at` is when it was or is to be sent, in UTC. `person`: to whom a message goes, or who skipped or moved a moment.
    """

    kind: str
    at: datetime
    message: OutboxMessage | None = None
    schedule: Schedule | None = None
    occurrence: Occurrence | None = None
    person: Person | None = None


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One page of the ledger. `season`: the team pauses, or is about to. `today` is the team's."""

    team: Team
    which: Which
    page: Page[Entry]
    today: date
    season: CalendarBreak | None = None


def shown(
    session: Session,
    *,
    workspace: Workspace,
    team: Team,
    person: Person,
    which: Which,
    number: str,
    now: datetime,
) -> Shown:
    """Return that page of what is asked for; a page that is not there reads as the nearest one."""
    day = today(team, now)
    if which == "next":
        found = messages.page(_next(session, workspace, team, person, now), number, ROWS)
    elif which == "unsent":
        found = messages.page(_unsent(session, workspace, team, now), number, ROWS)
    else:
        found = _sent(session, workspace, team, person if which == "mine" else None, number)
    season = calendars.season(session, team=team, on=day)
    return Shown(team=team, which=which, page=found, today=day, season=season)


def series(session: Session, *, team: Team, schedule_id: int) -> Schedule | None:
    """Return the team's own series of that id; None for what is none, has ended, or belongs to a meeting."""
    running = schedules.of_team(session, team=team)
    return next((one for one in running if one.id == schedule_id and is_series(one)), None)


def is_series(schedule: Schedule) -> bool:
    """Return whether it comes again and again for the team, and not once for one meeting."""
    own = schedule.team_id is not None and schedule.meeting_id is None and schedule.kind not in UNSAID
    return own and schedule.rrule != ONCE


def _sent(
    session: Session, workspace: Workspace, team: Team, person: Person | None, number: str
) -> Page[Entry]:
    wanted = int(number) if number.isdecimal() else 0
    scope = {"person": person} if person else {"team": team}
    found = outbox.ledger(
        session, workspace=workspace, states=_SENT, limit=ROWS, offset=wanted * ROWS, **scope
    )
    pages = max(1, -(-found.total // ROWS))
    if wanted >= pages:
        return _sent(session, workspace, team, person, str(pages - 1))
    return Page(_messages(session, found.rows), wanted, pages)


def _next(session: Session, workspace: Workspace, team: Team, person: Person, now: datetime) -> list[Entry]:
    """What the timetable holds, each series once, and what is written and waits for its hour."""
    seen: set[int | None] = set()
    found: list[Entry] = []
    for schedule, at in schedules.coming(session, team=team, until=now + AHEAD):
        if schedule.id not in seen and schedule.kind not in UNSAID:
            seen.add(schedule.id)
            found.append(Entry(kind=schedule.kind, at=at, schedule=schedule))
    own = schedules.of_person(session, person=person, kind=timetable.DIGEST)
    if own and own.next_at:
        found.append(Entry(kind=own.kind, at=own.next_at, schedule=own))
    waiting = outbox.ledger(session, workspace=workspace, team=team, states=_WAITING, limit=MOST)
    return sorted([*found, *_messages(session, waiting.rows)], key=lambda entry: entry.at)


def _unsent(session: Session, workspace: Workspace, team: Team, now: datetime) -> list[Entry]:
    """What failed or was withdrawn, and the moments that were skipped, moved or too late; the latest first."""
    failed = outbox.ledger(session, workspace=workspace, team=team, states=_UNSENT, limit=MOST)
    let_go = schedules.let_go(session, team=team, since=now - BACK, limit=MOST)
    whose = _people(session, (occurrence.by_id for _, occurrence in let_go))
    moments = [
        Entry(
            kind=schedule.kind,
            at=occurrence.due_at,
            schedule=schedule,
            occurrence=occurrence,
            person=whose.get(occurrence.by_id or 0),
        )
        for schedule, occurrence in let_go
        if schedule.kind not in UNSAID
    ]
    return sorted([*_messages(session, failed.rows), *moments], key=lambda entry: entry.at, reverse=True)


def _messages(session: Session, rows: Sequence[OutboxMessage]) -> list[Entry]:
    whose = _people(session, (row.person_id for row in rows))
    return [
        Entry(
            kind=row.kind,
            at=row.posted_at or max(row.due_at, row.created_at),
            message=row,
            person=whose.get(row.person_id or 0),
        )
        for row in rows
    ]


def _people(session: Session, ids: Iterable[int | None]) -> dict[int, Person]:
    wanted = {person_id for person_id in ids if person_id is not None}
    if not wanted:
        return {}
    found = session.exec(select(Person).where(col(Person.id).in_(wanted))).all()
    return {person.id or 0: person for person in found}
