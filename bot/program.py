"""The running program: what it is made of, opened in order and closed in reverse."""

from collections.abc import Callable, Iterable
from contextlib import AsyncExitStack
from datetime import datetime
from types import TracebackType
from typing import Self

import structlog
from pydantic import SecretStr

from bot.app import build_app
from bot.delivery import Delivery
from bot.directory import SlackDirectory
from bot.edge import Edge
from bot.events import Events
from bot.followups import FollowUps
from bot.install import Install
from bot.installations import Installations
from bot.pacing import Pace
from bot.posting import Posting
from bot.replies import Replies
from bot.scheduler import Scheduler
from bot.settings import Settings
from bot.slack import SlackApi
from bot.socket import SocketMode
from handlers import timetable, upkeep
from handlers.deps import Deps
from handlers.feature import Feature
from storage import schedule_lists
from storage.database import Database
from storage.vault import Vault

log = structlog.get_logger()


class Program:
    """Steward, wired. `async with` opens it (database, Slack, delivery, ticks, socket) and closes it in reverse.

    `hears` and `works` say which halves this process runs: a web process hears, a worker works, and one process
    may do both. It is also a companion of a practice clock: `next_due`, `run_due` and `settled`.
    """

    def __init__(
        self,
        settings: Settings,
        features: Iterable[Feature],
        *,
        now: Callable[[], datetime],
        hears: bool = True,
        works: bool = True,
    ) -> None:
        self.settings = settings
        self._hears = hears
        self._works = works
        self._stack = AsyncExitStack()
        self.followups = FollowUps()
        self.db = Database.open(settings.database_url)
        self.slack = SlackApi(settings.slack_api_url)
        keys = [key.get_secret_value() for key in settings.encryption_keys]
        self._vault = Vault(keys) if keys else None
        self.installations = Installations(
            self.db, self.slack, self._vault, token=_secret(settings.slack_bot_token), now=now
        )
        self.directory = SlackDirectory(self.installations.client)
        self.deps = Deps(db=self.db, now=now, directory=self.directory, slack=self.installations.client)
        posting = Posting(
            self.db,
            self.installations.client,
            Pace(settings.pace, now=now),
            lease=settings.delivery_lease,
            now=now,
        )
        self.delivery = Delivery(self.db, posting, settings, now=now)
        self.scheduler = Scheduler(self.db, features, settings, now=now)
        edge = Edge(
            self.deps,
            Replies(self.slack, self.followups),
            self.followups,
            features,
            Events(self.db, self.installations, self.directory, now=now),
            support_contact=settings.support_contact,
        )
        self.app = build_app(
            self.slack, self.installations, edge, signing_secret=_secret(settings.slack_signing_secret)
        )
        self.socket = self._socket()
        self.install = self._install(now)

    async def __aenter__(self) -> Self:
        try:
            await self._open()
        except BaseException:
            await self._stack.aclose()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    async def _open(self) -> None:
        opened = self._stack.push_async_callback
        self.db.migrate()
        opened(self.db.close)
        opened(self.slack.close)
        opened(self.followups.settled)
        workspace = await self.installations.connect()
        if workspace:
            self.followups.start(self.directory.warm(workspace), name="read the members")
        if self._works:
            await self._complete()
            await self.delivery.start()
            opened(self.delivery.stop)
            await self.scheduler.start()
            self._stack.callback(self.scheduler.stop)
        if self.socket:
            opened(self.socket.close)
            await self.socket.connect()

    async def _complete(self) -> None:
        """Give teams that an earlier version set up what they lack of the timetable."""
        kinds = [default.kind for default in timetable.DEFAULT_SCHEDULES]
        for team in await self.db.read(schedule_lists.teams_without, kinds=kinds):
            await self.db.write(upkeep.complete, team=team, now=self.deps.now())

    def _socket(self) -> SocketMode | None:
        app_token = _secret(self.settings.slack_app_token)
        if app_token is None or not self._hears:
            return None
        return SocketMode(self.app, self.slack, self.followups, app_token=app_token)

    def _install(self, now: Callable[[], datetime]) -> Install | None:
        settings = self.settings
        if not (
            settings.slack_client_id and settings.slack_client_secret and settings.public_url and self._vault
        ):
            return None
        return Install(
            self.slack,
            self.installations,
            self._vault,
            client_id=settings.slack_client_id,
            client_secret=settings.slack_client_secret.get_secret_value(),
            public_url=settings.public_url,
            now=now,
        )

    async def problems(self) -> list[str]:
        """Return what is wrong right now, a sentence each; empty when all is well."""
        found = []
        if self.socket and not await self.socket.connected():
            found.append("No connection to Slack: Socket Mode is reconnecting.")
        if self._works and self.scheduler.is_stale():
            found.append("The scheduler has not ticked for a while.")
        return found

    async def next_due(self) -> datetime | None:
        """Return the next moment at which anything is to be done, in UTC."""
        return await self.scheduler.next_due()

    async def run_due(self, now: datetime) -> None:
        """Do what is due at this moment, and deliver it."""
        await self.scheduler.tick(now)

    async def settled(self) -> None:
        """Return when nothing is under way and everything that may be posted by now is."""
        await self.followups.settled()
        await self.delivery.settled()
        await self.followups.settled()


def _secret(value: SecretStr | None) -> str | None:
    return value.get_secret_value() if value else None
