"""Ticks that ask "what is due?". The timetable is in the database; APScheduler only keeps the beat.

Its own cron trigger loses the day after spring-forward for times before one in the morning, and its job store
must not be shared between processes, so it holds one interval job in memory and nothing else.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from prometheus_client import Counter
from sqlmodel import Session

from bot import troubles
from bot.settings import Settings
from handlers.feature import Feature
from storage import outbox_claims, receipts, schedules, workspaces
from storage.database import Database
from storage.teams import Team

log = structlog.get_logger()

MOMENTS = Counter("steward_moments", "Scheduled moments by what became of them", ["kind", "outcome"])
RECEIPTS_KEPT = timedelta(days=2)
"""Slack's delayed retries reach back 24 hours (Events API)."""
STALE_AFTER = timedelta(minutes=2)
CLEAN_EVERY = timedelta(hours=1)
REST = timedelta(minutes=5)


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
        self._db = db
        self._routines = {routine.kind: routine for feature in features for routine in feature.routines}
        self._now = now
        self._ticks = AsyncIOScheduler(timezone=UTC)
        self._ticks.add_job(
            self._beat,
            "interval",
            seconds=settings.tick.total_seconds(),
            # A beat that comes late is still a beat; two at once would only ask the same question twice.
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )
        self._resting: dict[int, datetime] = {}
        self._beat_at: datetime | None = None
        self._cleaned_at: datetime | None = None

    async def start(self) -> None:
        """Catch up with what fell due while nothing ran, then begin to tick."""
        await self._beat()
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
        """Act on every moment that is due, one transaction each.

        One that fails does not stop the others: its claim is rolled back with it, and it is tried again a few
        minutes later, until it is too late for it; then it is recorded as skipped, and told.
        """
        busy = True
        while busy:
            resting = {schedule_id for schedule_id, until in self._resting.items() if until > now}
            try:
                busy = await self._db.write(self._one, resting=resting, now=now)
            except RoutineFailedError as failure:
                log.exception("A routine failed; it is tried again later", schedule=failure.schedule_id)
                self._resting[failure.schedule_id] = now + REST

    async def _beat(self) -> None:
        await self.beat(self._now())

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

    def _one(self, session: Session, *, resting: Collection[int], now: datetime) -> bool:
        """Claim one due moment and act on it in the same transaction. False when nothing is due."""
        claimed = schedules.claim_due(session, now=now, limit=1, passing_by=resting)
        for schedule, occurrence in claimed:
            MOMENTS.labels(schedule.kind, occurrence.outcome).inc()
            team = session.get_one(Team, schedule.team_id)
            routine = self._routines.get(schedule.kind)
            if routine is None:
                log.error("No routine for a schedule", kind=schedule.kind, schedule=schedule.id)
            elif occurrence.outcome == "run" and team.closed_at is None:
                try:
                    routine.run(session, team, schedule, occurrence, now)
                except Exception as error:
                    raise RoutineFailedError(occurrence.schedule_id) from error
            elif occurrence.outcome != "run":
                troubles.tell_late(session, team=team, title=routine.title, occurrence=occurrence, now=now)
        return bool(claimed)


def _clean(session: Session, *, now: datetime) -> None:
    """Forget what is no longer needed, and all of a workspace that left ten days ago."""
    receipts.forget(session, before=now - RECEIPTS_KEPT)
    for workspace in workspaces.due_for_purge(session, now=now):
        log.info("Deleting everything of a workspace that left", workspace=workspace.name)
        workspaces.purge(session, workspace=workspace, now=now)
