"""The database: open it, bring its tables up to date, read and write it from the event loop, close it."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from contextlib import suppress
from threading import Lock
from typing import Any, Concatenate, ParamSpec, TypeVar, overload

from sqlmodel import Session

from storage import engines, errors, migrating, receipts, transactions

P = ParamSpec("P")
T = TypeVar("T")


class Database:
    """Storage functions run in here: `fn(session, …)`, one function, one transaction.

    Rows that come back are detached and readable. A task that is cancelled while it waits leaves its transaction
    to finish whole. Any running event loop may read and write.
    """

    def __init__(self, found: engines.Engines) -> None:
        self._engines = found
        self._lock = Lock()
        self._closed = False
        self._listeners: list[tuple[asyncio.AbstractEventLoop, Callable[[], None]]] = []
        self._readers = transactions.Pooled(
            found.read, threads=engines.READERS, name="storage-reader", committed=lambda: None
        )
        self._writer = self._open_writer()

    @classmethod
    def open(cls, url: str) -> "Database":
        """`sqlite:///path` or `postgresql://…`; raises ValueError for anything else. Nothing is migrated yet."""
        return cls(engines.connect(url))

    def migrate(self) -> None:
        """Brings the tables up to date; safe when several programs start at once.

        Raises DatabaseTooNew when a later version of Steward has migrated it.
        """
        migrating.upgrade(self._engines.migrate)

    async def read(self, fn: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """What `fn` reads, from one unmoving picture of the database. The database refuses if it tries to write."""
        return await self._run(self._readers, lambda session: fn(session, *args, **kwargs))

    @overload
    def write(
        self, fn: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> Coroutine[Any, Any, T]: ...

    @overload
    def write(
        self, fn: Callable[..., T], /, *, once: str | None, **kwargs: Any
    ) -> Coroutine[Any, Any, T]: ...

    async def write(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> T:
        """What `fn` returns, when its transaction is on disk.

        `once` is a receipt's key, taken in the same transaction (`now` must be among the arguments, for its time).
        Raises AlreadyDone when it was taken before, and changes nothing.
        """
        once: str | None = kwargs.pop("once", None)

        def work(session: Session) -> T:
            if once is not None and not receipts.take(session, key=once, now=kwargs["now"]):
                raise errors.AlreadyDone(once)
            return fn(session, *args, **kwargs)

        return await self._run(self._writer, work)

    def on_commit(self, callback: Callable[[], None]) -> None:
        """Calls back on the running event loop after each commit; those that commit together are one call."""
        self._listeners.append((asyncio.get_running_loop(), callback))

    async def close(self) -> None:
        """Takes nothing new, finishes what is in flight, and lets go of the database."""
        with self._lock:
            self._closed = True
        await asyncio.to_thread(self._drain)

    def _open_writer(self) -> transactions.Transactions:
        if self._engines.write.dialect.name == "sqlite":
            return transactions.Grouped(self._engines.write, name="storage-writer", committed=self._committed)
        return transactions.Pooled(
            self._engines.write, threads=engines.WRITERS, name="storage-writer", committed=self._committed
        )

    async def _run(self, where: transactions.Transactions, work: transactions.Work[T]) -> T:
        # The shield keeps a cancelled task from taking its work out of the queue: who asked may never know whether
        # it was begun, so it is always done.
        return await asyncio.shield(asyncio.wrap_future(self._submit(where, work)))

    def _submit(self, where: transactions.Transactions, work: transactions.Work[T]) -> Future[T]:
        with self._lock:
            if self._closed:
                raise errors.DatabaseClosed("the database is closed")
            return where.submit(work)

    def _committed(self) -> None:
        for loop, callback in tuple(self._listeners):
            with suppress(RuntimeError):  # that loop is closed: nobody is there to wake
                loop.call_soon_threadsafe(callback)

    def _drain(self) -> None:
        self._readers.close()
        self._writer.close()
        self._engines.dispose()
