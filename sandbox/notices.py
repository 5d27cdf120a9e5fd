"""Change notices: whoever shows the workspace live subscribes and is told what changed."""

import asyncio
from typing import Self

from sandbox.records import Notice

CAPACITY = 1_000  # a listener this far behind has gone away; it is better off loading everything anew


class Subscription:
    """Notices from the moment it was made. An async iterator that ends when it is closed."""

    def __init__(self, notices: "Notices") -> None:
        self._notices = notices
        self._queue: asyncio.Queue[Notice | None] = asyncio.Queue(CAPACITY)

    def put(self, notice: Notice) -> None:
        if self._queue.full():
            self.close()
        else:
            self._queue.put_nowait(notice)

    def close(self) -> None:
        """End the iteration after what is already waiting. May be called twice."""
        if self._notices.remove(self):
            if self._queue.full():
                self._queue.get_nowait()
            self._queue.put_nowait(None)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Notice:
        notice = await self._queue.get()
        if notice is None:
            raise StopAsyncIteration
        return notice


class Notices:
    def __init__(self) -> None:
        self._open: list[Subscription] = []
        self.count = 0

    def subscribe(self) -> Subscription:
        subscription = Subscription(self)
        self._open.append(subscription)
        return subscription

    def remove(self, subscription: Subscription) -> bool:
        """Whether it was still open."""
        if subscription not in self._open:
            return False
        self._open.remove(subscription)
        return True

    def publish(self, notice: Notice) -> None:
        self.count += 1
        for subscription in list(self._open):
            subscription.put(notice)

    def close(self) -> None:
        """End every subscription, so that nobody keeps the server from stopping."""
        for subscription in list(self._open):
            subscription.close()
