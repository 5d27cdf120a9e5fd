"""Weeks of posts while everything goes wrong: processes killed, sockets dropped, answers late, refused, or lost."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from bot import manifest
from bot.demo.running import practice_settings
from handlers import FEATURES
from sandbox import Sandbox
from sandbox.clock import Clock
from sandbox.faults import Fault
from storage import outbox_claims, schedules
from storage.database import Database
from storage.outbox import OutboxMessage
from storage.vault import Vault
from tests.support.chaos import accounts, places
from tests.support.chaos.accounts import Account
from tests.support.chaos.hands import Hands
from tests.support.chaos.places import Place
from tests.support.chaos.workers import Workers

FIRST_MONDAY = date(2026, 11, 16)
EVENING = timedelta(hours=19)
"""In UTC: by then it is 08:00 and later on Monday in every zone of these teams, and too late in none."""
METHODS = (
    "chat.postMessage",
    "chat.postMessage",
    "conversations.open",
    "conversations.history",
    "chat.update",
)
KINDS = ("answer_lost", "answer_lost", "request_lost", "server_error", "ratelimited", "slow")
SLOW = 0.2
QUIET = timedelta(milliseconds=25)
LOOK = 0.02
STUCK_AFTER = 60
"""Seconds of this machine within which a moment must come to rest."""
AT_LEAST = timedelta(seconds=60)
"""A step of the clock: retries and look-ups that lie nearer are taken in one."""

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Plan:
    """How long, how many, and which dice. `whole`: how many of the teams have all that Steward does."""

    weeks: int
    teams: int
    seed: int
    whole: int = 1
    workers: int = 2
    kill: float = 0.35
    faults: float = 0.6


@dataclass(frozen=True)
class Report:
    account: Account
    kills: int
    faults: int


async def run(plan: Plan, folder: Path, progress: Progress) -> Report:
    """Let the weeks pass, and settle the account. Raises TimeoutError where something never comes to rest."""
    start = datetime.combine(FIRST_MONDAY, time(), UTC) - timedelta(days=2)
    sandbox = Sandbox(clock=Clock(start, running=False))
    app = sandbox.add_app(manifest.build(FEATURES), "Steward")
    built = places.build(sandbox, app, plan.teams, plan.whole)
    async with sandbox.serve() as address:
        settings = practice_settings(address, folder / "chaos.sqlite3", bot_token="", app_token=app.app_token)
        quick = {"slack_bot_token": None, "tick": timedelta(milliseconds=50)}
        settings = settings.model_copy(update=quick)
        db = Database.open(settings.database_url)
        db.migrate()
        vault = Vault([key.get_secret_value() for key in settings.encryption_keys])
        await db.write(places.set_up, places=built, vault=vault, now=start)
        workers = Workers(settings, folder / "clock", plan.workers, is_whole=plan.whole > 0)
        storm = Storm(plan, sandbox, db, workers, Hands(folder / "clock"))
        storm.set(start)
        workers.start()
        try:
            return await _weather(storm, built, progress)
        finally:
            workers.stop()
            await db.close()


async def _weather(storm: "Storm", built: list[Place], progress: Progress) -> Report:
    mondays = places.mondays(FIRST_MONDAY, storm.plan.weeks)
    for number, monday in enumerate(mondays, start=1):
        await storm.week(datetime.combine(monday, time(), UTC) + EVENING)
        progress(number)
    await storm.calm()
    db = storm.db
    due = accounts.by_timetable(built, mondays, await db.read(accounts.teams))
    account = accounts.settle(storm.sandbox, due, await db.read(accounts.by_outbox), built)
    return Report(account, storm.workers.kills, storm.faults)


class Storm:
    """Moves the clock, and makes things go wrong while what is due is done.

    The clock moves only when nobody alive is at work, as a minute does not pass while a packet crosses a room: a
    call that is on its way must not be overtaken by its own lease.
    """

    def __init__(self, plan: Plan, sandbox: Sandbox, db: Database, workers: Workers, hands: Hands) -> None:
        self.plan = plan
        self.sandbox = sandbox
        self.db = db
        self.workers = workers
        self.faults = 0
        self._hands = hands
        self._dice = random.Random(plan.seed)

    def set(self, at: datetime) -> None:
        """Set everybody's clock."""
        self.sandbox.clock._set(at)
        self._hands.set(at)

    async def week(self, at: datetime) -> None:
        """A Monday evening: what the day brought is due at once, and things go wrong while it is done."""
        self._plan_faults()
        self.set(at)
        going_wrong = [asyncio.create_task(self._kill()), asyncio.create_task(self._drop())]
        await self._rest()
        await asyncio.gather(*going_wrong)
        await self._rest()
        await self._finish()

    async def calm(self) -> None:
        """Nothing more goes wrong; whatever waits may arrive."""
        self.sandbox.faults.planned.clear()
        await self._rest()
        await self._finish()

    async def _finish(self) -> None:
        """Let time pass until nothing waits in the outbox."""
        while (due := await self.db.read(outbox_claims.next_due)) is not None:
            now = self._hands.now()
            if due > now + timedelta(days=1):
                return  # it waits for its hour, not for want of luck
            self.set(max(due, now + AT_LEAST))
            await self._rest()

    async def _rest(self) -> None:
        """Return when all that is due by now is done, or is in the hands of the dead."""
        async with asyncio.timeout(STUCK_AFTER):
            while True:
                await self.sandbox.activity.idle(QUIET)
                if await self._is_done():
                    return
                await asyncio.sleep(LOOK)  # others are at work, in processes of their own

    async def _is_done(self) -> bool:
        holders, *moments = await self.db.read(_standing)
        now = self._hands.now()
        at_rest = not any(moment is not None and moment <= now for moment in moments)
        return at_rest and not any(self.workers.are_alive(holder) for holder in holders)

    def _plan_faults(self) -> None:
        while self._dice.random() < self.plan.faults:
            method, kind = self._dice.choice(METHODS), self._dice.choice(KINDS)
            fault = Fault(method, kind, self._dice.randint(1, 3), seconds=SLOW if kind == "slow" else 30)
            self.sandbox.faults.planned.append(fault)
            self.faults += 1

    async def _kill(self) -> None:
        while self._dice.random() < self.plan.kill:
            await asyncio.sleep(self._dice.uniform(0, 0.3))  # at any moment of what is done now
            self.workers.kill(self._dice.randrange(self.plan.workers))

    async def _drop(self) -> None:
        if self._dice.random() < self.plan.kill:
            await asyncio.sleep(self._dice.uniform(0, 0.3))  # at any moment of what is done now
            await self.sandbox.sockets.drop()


def _standing(session: Session) -> list[Any]:
    """Who holds a lease; and the next moments of the timetable and of the outbox."""
    held = select(OutboxMessage.lease_by).where(col(OutboxMessage.lease_by).is_not(None)).distinct()
    holders = [holder for holder in session.exec(held) if holder]
    return [holders, schedules.next_due(session), outbox_claims.next_due(session)]
