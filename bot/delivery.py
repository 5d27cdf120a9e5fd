"""Empties the outbox into Slack, each message once.

1. A row is claimed and committed as `sending` before its one HTTP attempt.
2. Slack's yes makes it `posted`; a certain no lets it wait (429) or makes it fail, and be told; anything else
   is uncertain, and nothing uncertain is sent again before it has been looked up (`lookup.py`).
3. A process that dies while sending leaves a lease that runs out; then the row is uncertain too.
"""

import asyncio
import contextlib
import os
import secrets
from collections import Counter
from collections.abc import Callable, Collection, Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlmodel import Session

from bot import troubles
from bot.posting import Posting
from bot.settings import Settings
from storage import outbox_claims, outbox_outcomes
from storage.database import Database
from storage.outbox import OutboxMessage
from storage.outbox_claims import Waiting

log = structlog.get_logger()
Claim = Callable[..., Sequence[OutboxMessage]]

AT_ONCE = 256
EACH = outbox_claims.EACH
"""Of one workspace: a slow one keeps so many of ours waiting, and delays no other."""
IDLE = timedelta(seconds=2)
"""How long it sleeps when nothing is due: another process may have written what no commit here tells of."""
BREATH = 0.01
"""Seconds between two looks: what is committed within them is taken in one."""
TAKEN = timedelta(seconds=0.2)
"""How long it sleeps when what is due is another worker's, or of a workspace that has enough in the air."""


@dataclass(frozen=True)
class Claims:
    """What one look at the outbox gave this worker to do."""

    sends: Sequence[OutboxMessage]
    revisions: Sequence[OutboxMessage]
    lookups: Sequence[OutboxMessage]

    def __len__(self) -> int:
        return len(self.sends) + len(self.revisions) + len(self.lookups)


class Delivery:
    """Keeps messages in the air; sleeps until the next is due, and wakes at every commit.

    Up to 256 at once, and of one workspace about eight.
    """

    def __init__(
        self, db: Database, posting: Posting, settings: Settings, *, now: Callable[[], datetime]
    ) -> None:
        self._db = db
        self._posting = posting
        self._lease = settings.delivery_lease
        self._idle = min(IDLE, settings.tick)
        self._now = now
        self._name = f"{os.getpid()}.{secrets.token_hex(4)}"
        self._wake = asyncio.Event()
        self._air: dict[asyncio.Task[None], int] = {}
        self._loop: asyncio.Task[None] | None = None
        self._stopping = False

    async def start(self) -> None:
        """Begin to deliver."""
        self._db.on_commit(self._wake.set)
        self._loop = asyncio.create_task(self._run(), name="delivery")

    async def stop(self) -> None:
        """Finish the attempts in the air, and begin no other."""
        self._stopping = True
        self._wake.set()
        if self._loop is not None:
            await self._loop
        while self._air:
            await asyncio.wait(self._air)

    async def settled(self) -> None:
        """Return when everything that may be sent by now has been tried."""
        while await self.claim() or self._air:
            if self._air:
                await asyncio.wait(self._air)

    async def _run(self) -> None:
        while not self._stopping:
            self._wake.clear()
            try:
                pause = timedelta(0) if await self.claim() else await self._pause()
            except Exception:
                # The database may be away for a moment; the loop must outlive it.
                log.exception("Looking into the outbox failed; trying again")
                pause = self._idle
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), timeout=pause.total_seconds())
            await asyncio.sleep(BREATH)

    async def claim(self) -> int:
        """Begin what may be sent, updated or looked up now. Return how many."""
        room = AT_ONCE - len(self._air)
        if room <= 0:
            return 0
        # Looking is a read: a claim commits, and every commit wakes us.
        waiting, now = await self._db.read(outbox_claims.waiting), self._now()
        if waiting.next_at is None or waiting.next_at > now:
            return 0
        in_air = Counter(self._air.values())
        claims = await self._db.write(
            _claims,
            waiting=waiting,
            now=now,
            worker=self._name,
            limit=room,
            lease=self._lease,
            passing_by=[workspace for workspace, count in in_air.items() if count >= EACH],
        )
        for message in claims.sends:
            self._begin(self._posting.send(message), message)
        for message in claims.revisions:
            self._begin(self._posting.update(message), message)
        for message in claims.lookups:
            self._begin(self._posting.look_up(message), message)
        return len(claims)

    def _begin(self, work: Coroutine[Any, Any, None], message: OutboxMessage) -> None:
        task = asyncio.create_task(_watched(work, message), name=f"message {message.id}")
        self._air[task] = message.workspace_id
        task.add_done_callback(self._landed)

    def _landed(self, task: asyncio.Task[None]) -> None:
        del self._air[task]
        self._wake.set()

    async def _pause(self) -> timedelta:
        due = await self._db.read(outbox_claims.next_due)
        if due is None or len(self._air) >= AT_ONCE:
            return self._idle
        return min(max(due - self._now(), TAKEN), self._idle)


def _claims(
    session: Session,
    *,
    waiting: Waiting,
    now: datetime,
    worker: str,
    limit: int,
    lease: timedelta,
    passing_by: Collection[int],
) -> Claims:
    """Take what is this worker's to do now; what nobody began in time is told of in the same transaction."""

    def taken(claim: Claim, due_at: datetime | None) -> Sequence[OutboxMessage]:
        if due_at is None or due_at > now:
            return []
        return claim(session, now=now, worker=worker, limit=limit, lease=lease, passing_by=passing_by)

    _give_up(session, waiting, now)
    return Claims(
        taken(outbox_claims.claim, waiting.sends),
        taken(outbox_claims.claim_revisions, waiting.revisions),
        # What was given up a moment ago is looked up at once.
        taken(outbox_claims.ambiguous, waiting.look_ups) or taken(outbox_claims.ambiguous, waiting.leases),
    )


def _give_up(session: Session, waiting: Waiting, now: datetime) -> None:
    """Of those who went silent while sending, and of what nobody began in time."""
    if waiting.leases is not None and waiting.leases <= now:
        outbox_claims.expired_leases(session, now=now)
    if waiting.expiries is not None and waiting.expiries <= now:
        for message in outbox_claims.expire(session, now=now):
            troubles.tell(session, message=message, error="expired", now=now)
            outbox_outcomes.told(session, message=message, now=now)


async def _watched(work: Coroutine[Any, Any, None], message: OutboxMessage) -> None:
    try:
        await work
    except Exception:
        # The row keeps its lease, runs out, and is looked up: nothing is lost by one message's failure.
        log.exception("A message could not be handled", key=message.key)
