"""Work under way: what is being answered, and what is to be done after an answer. Finished before the end."""

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

import structlog

log = structlog.get_logger()


class FollowUps:
    """Tasks with a strong reference each: the event loop keeps only weak ones."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, object], *, name: str) -> None:
        """Begin the work now. Its failure is logged and reaches nobody else."""
        task = asyncio.create_task(_tracked(work, name), name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Count the current task as under way until the block ends."""
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            yield
        finally:
            self._tasks.discard(task)

    async def settled(self) -> None:
        """Return when nothing is under way, including what was begun meanwhile."""
        while under_way := self._tasks - {asyncio.current_task()}:
            await asyncio.wait(under_way)


async def _tracked(work: Coroutine[Any, Any, object], name: str) -> None:
    try:
        await work
    except Exception:
        # One failed follow-up must not stop the others; the facts it speaks of are on disk already.
        log.exception("A follow-up failed", follow_up=name)
