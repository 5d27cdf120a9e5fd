"""Ticks that ask "what is due?". The timetable is in the database; APScheduler only keeps the beat.

Its own cron trigger loses the day after spring-forward for times before one in the morning, and its job store
must not be shared between processes, so it holds one interval job in memory and nothing else.
"""

import asyncio
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from prometheus_client import Counter
from sqlmodel import Session

from bot import catching_up
from bot.settings import Settings
from handlers.feature import Feature, Morning, Routine
from storage import outbox_claims, receipts, schedules, workspaces
from storage.database import Database
from storage.people import Person
from storage.schedules import Occurrence, Schedule
from storage.teams import Team
from storage.workspaces import Workspace

log = structlog.get_logger()

MOMENTS = Counter("steward_moments", "Scheduled moments by what became of them", ["kind", "outcome"])
RECEIPTS_KEPT = timedelta(days=2)
"""Slack's delayed retries reach back 24 hours (Events API)."""
STALE_AFTER = timedelta(minutes=2)
CLEAN_EVERY = timedelta(hours=1)
REST = timedelta(minutes=5)
TOGETHER = 16
"""How many moments are acted on at once where many are due: a transaction each, which share a commit."""
AHEAD = timedelta(seconds=20)
"""How long before its moment what is to be said then may be written."""


class RoutineFailedError(Exception):
    """A routine raised; `__cause__` says what. Its transaction is rolled back whole."""

    def __init__(self, schedule_id: int) -> None:
        super().__init__(f"schedule {schedule_id}")
        self.schedule_id = schedule_id


class Scheduler:
    """Runs the features' routines when their moment comes, and the housekeeping."""

    def __init__(
        self, db: Database, features: Iterable[Feature], settings: Settings, *, now: Callable[[], datetime]
    ) -> None:
        known = tuple(features)
        self._db = db
        self._routines = {routine.kind: routine for feature in known for routine in feature.routines}
        self._mornings = {morning.kind: morning for feature in known for morning in feature.mornings}
        self._now = now
        self._ticks = AsyncIOScheduler(timezone=UTC)
        self._ticks.add_job(
            self._beat,
            "interval",
            seconds=settings.tick.total_seconds(),
            # A beat that comes late is still a beat. One that comes while another is under way sees that, and goes.
            misfire_grace_time=None,
            coalesce=True,
            max_instances=2,
        )
        self._resting: dict[int, datetime] = {}
        self._beating = asyncio.Lock()
        self._beat_at: datetime | None = None
        self._cleaned_at: datetime | None = None

    async def start(self) -> None:
        """Catch up with what fell due while nothing ran, then begin to tick."""
        await self.beat(self._now())
        self._ticks.start()

    def stop(self) -> None:
        """Tick no more."""
        self._ticks.shutdown(wait=False)

    def is_stale(self) -> bool:
        """Whether it has stopped ticking."""
        return self._beat_at is None or self._now() - self._beat_at > STALE_AFTER

    async def next_due(self) -> datetime | None:
        """Return the earliest moment at which the timetable or the outbox has something to do, in UTC."""
        moments = [await self._db.read(schedules.next_due), await self._db.read(outbox_claims.next_due)]
        return min((moment for moment in moments if moment is not None), default=None)

    async def tick(self, now: datetime) -> None:
        """Act on every moment that is due, one transaction each; many at once where many are due.

        One that fails does not stop the others: its claim is rolled back with it, and it is tried again a few
        minutes later, until it is too late for it; then it is recorded as skipped, and told.
        """
        due = await self._db.read(schedules.next_due)  # a read costs little, and mostly nothing is due
        at_once = 1
        while due is not None and due <= now and any(await self._act(at_once, now)):
            at_once = min(2 * at_once, TOGETHER)

    async def _act(self, at_once: int, now: datetime) -> list[bool]:
        return await asyncio.gather(*(self._act_on_one(now) for _ in range(at_once)))

    async def _act_on_one(self, now: datetime) -> bool:
        try:
            return await self._db.write(self._one, now=now)
        except RoutineFailedError as failure:
            log.exception("A routine failed; it is tried again later", schedule=failure.schedule_id)
            return True

    async def _beat(self) -> None:
        """One beat; and the table is set for what falls due in a moment."""
        if self._beating.locked():
            return  # one is under way, and takes up whatever is due by now
        async with self._beating:
            now = self._now()
            await self.beat(now)
            await self._set_the_table(now + AHEAD)

    async def _set_the_table(self, end: datetime) -> None:
        """Write what is to be said at the next moment, so that nobody waits for its being written.

        The routine is told that moment as `now`, and its messages are due then. What changes meanwhile is followed
        as it is after the post: a message that is not shown yet gets its new words in time.
        """
        try:
            soon = await self._db.read(schedules.next_due)
            if soon is not None and self._now() < soon <= end:
                await self.tick(soon)
        except Exception:
            log.exception("The timetable could not be read; the next beat tries again")

    async def beat(self, now: datetime) -> None:
        """One beat: what is due, and once an hour the housekeeping. It never raises: the next beat tries again."""
        try:
            await self.tick(now)
            if self._cleaned_at is None or now - self._cleaned_at >= CLEAN_EVERY:
                await self._db.write(_clean, now=now)
                self._cleaned_at = now
        except Exception:
            # The database may be away for a moment; the next beat asks again, and nothing was marked as done.
            log.exception("A tick failed; the next one tries again")
            return
        self._beat_at = now

    def _one(self, session: Session, *, now: datetime) -> bool:
        """Claim one due moment and act on it in the same transaction. False when nothing is due."""
        resting = [schedule_id for schedule_id, until in tuple(self._resting.items()) if until > now]
        claimed = schedules.claim_due(session, now=now, limit=1, passing_by=resting)
        for schedule, occurrence in claimed:
            MOMENTS.labels(schedule.kind, occurrence.outcome).inc()
            self._resting.pop(occurrence.schedule_id, None)
            try:
                self._do(session, schedule, occurrence, now)
            except Exception as error:
                # Said before the transaction ends: those that wait in line must not take it up again.
                self._resting[occurrence.schedule_id] = now + REST
                raise RoutineFailedError(occurrence.schedule_id) from error
        return bool(claimed)

    def _do(self, session: Session, schedule: Schedule, occurrence: Occurrence, now: datetime) -> None:
        routine = self._routines.get(schedule.kind) if schedule.team_id else None
        morning = self._mornings.get(schedule.kind) if schedule.person_id else None
        if routine:
            self._for_team(session, routine, schedule, occurrence, now)
        elif morning:
            _for_person(session, morning, schedule, occurrence, now)
        else:
            # A version that lacks a feature must not stop the others, nor wait for ever at this moment.
            log.error("Nobody knows what a schedule is for", kind=schedule.kind, schedule=schedule.id)

    def _for_team(
        self, session: Session, routine: Routine, schedule: Schedule, occurrence: Occurrence, now: datetime
    ) -> None:
        """Do it, or what is to be done where it is too late; nothing for teams that are closed or left behind."""
        team = session.get_one(Team, schedule.team_id)
        if team.closed_at is not None or not _is_installed(session, team.workspace_id):
            return
        if occurrence.outcome == "run":
            routine.run(session, team, schedule, occurrence, now)
        elif occurrence.outcome == "skipped_late":
            if routine.missed:
                missed = partial(routine.missed, session, team, schedule, occurrence, now)
                _try(session, missed, schedule)
            if not routine.quiet:
                catching_up.tell(session, team=team, routines=self._routines, now=now)


def _try(session: Session, missed: Callable[[], None], schedule: Schedule) -> None:
    """Do what is done where it is too late. That it fails must not keep the rest from being told."""
    try:
        with session.begin_nested():
            missed()
    except Exception:
        log.exception("What is done where it is too late failed", kind=schedule.kind, schedule=schedule.id)


def _for_person(
    session: Session, morning: Morning, schedule: Schedule, occurrence: Occurrence, now: datetime
) -> None:
    """Do it; a morning that was missed is silent: the next one says what still counts."""
    person = session.get_one(Person, schedule.person_id)
    is_here = person.deactivated_at is None and _is_installed(session, person.workspace_id)
    if is_here and occurrence.outcome == "run":
        morning.run(session, person, schedule, occurrence, now)


def _is_installed(session: Session, workspace_id: int) -> bool:
    return session.get_one(Workspace, workspace_id).uninstalled_at is None


def _clean(session: Session, *, now: datetime) -> None:
    """Forget what is no longer needed, and all of a workspace that left ten days ago."""
    receipts.forget(session, before=now - RECEIPTS_KEPT)
    for workspace in workspaces.due_for_purge(session, now=now):
        log.info("Deleting everything of a workspace that left", workspace=workspace.name)
        workspaces.purge(session, workspace=workspace, now=now)
