"""Transactions on threads of their own, so that the event loop never waits for a disk."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Engine
from sqlmodel import Session

T = TypeVar("T")
Work = Callable[[Session], T]

# How many may share a commit: enough to hide the disk, few enough that the first does not wait long for the last.
TOGETHER = 64


class Transactions(Protocol):
    """Takes work, gives a future that resolves after the commit, or with what went wrong after the rollback."""

    def submit(self, work: Work[T]) -> Future[T]: ...

    def close(self) -> None:
        """Returns when all that was submitted is done."""


@contextmanager
def one(engine: Engine) -> Iterator[Session]:
    """One transaction on this thread. Its rows stay readable afterwards."""
    with Session(engine, expire_on_commit=False) as session, session.begin():
        yield session


class Pooled:
    """Some threads, each with a transaction of its own: PostgreSQL's writers, everybody's readers."""

    def __init__(self, engine: Engine, *, threads: int, name: str, committed: Callable[[], None]) -> None:
        self._engine = engine
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._committed = committed

    def submit(self, work: Work[T]) -> Future[T]:
        return self._threads.submit(self._run, work)

    def close(self) -> None:
        self._threads.shutdown(wait=True)

    def _run(self, work: Work[T]) -> T:
        with one(self._engine) as session:
            answer = work(session)
        self._committed()
        return answer


@dataclass(frozen=True)
class _Job:
    work: Work[Any]
    future: Future[Any]


class Grouped:
    """SQLite's one writer. Those that wait together commit together.

    1. A batch is one transaction: BEGIN IMMEDIATE, each job in a savepoint, COMMIT.
    2. A job that fails is rolled back alone; the others do not notice.
    3. Nobody hears of success before the COMMIT. When it fails, or the transaction is lost on the way, nothing of
       the batch is kept and all of it hear why.
    """

    def __init__(self, engine: Engine, *, name: str, committed: Callable[[], None]) -> None:
        self._engine = engine
        self._committed = committed
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def submit(self, work: Work[T]) -> Future[T]:
        future: Future[T] = Future()
        self._queue.put(_Job(work, future))
        return future

    def close(self) -> None:
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        is_open = True
        while is_open:
            jobs = self._waiting()
            is_open = None not in jobs
            if batch := [job for job in jobs if job]:
                self._commit(batch)

    def _waiting(self) -> list[_Job | None]:
        """Waits for the first, then takes all that are there."""
        jobs = [self._queue.get()]
        try:
            while jobs[-1] and len(jobs) < TOGETHER:
                jobs.append(self._queue.get_nowait())
        except Empty:
            pass
        return jobs

    def _commit(self, jobs: list[_Job]) -> None:
        try:
            with self._engine.begin() as connection:
                ends: list[_Done | _Failed] = [_attempt(connection, job) for job in jobs]
        except BaseException as lost:  # noqa: BLE001  (a thread has nobody above it: those who wait must hear)
            ends = [_Failed(job.future, lost) for job in jobs]
        if any(isinstance(end, _Done) for end in ends):
            self._committed()
        for end in ends:
            end.tell()


@dataclass(frozen=True)
class _Done:
    future: Future[Any]
    answer: Any

    def tell(self) -> None:
        self.future.set_result(self.answer)


@dataclass(frozen=True)
class _Failed:
    future: Future[Any]
    failure: BaseException

    def tell(self) -> None:
        self.future.set_exception(self.failure)


def _attempt(connection: Connection, job: _Job) -> _Done | _Failed:
    """What to tell the one who waits, once the commit is there. Raises when the whole transaction is gone."""
    try:
        with (
            Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session,
            session.begin(),
        ):
            answer = job.work(session)
    except BaseException as failure:
        if not _in_transaction(connection):
            raise
        return _Failed(job.future, failure)
    return _Done(job.future, answer)


def _in_transaction(connection: Connection) -> bool:
    """SQLite may throw a whole transaction away (a full disk, `ON CONFLICT ROLLBACK`); savepoints then lie."""
    driver: Any = connection.connection.dbapi_connection
    return bool(driver.in_transaction)
