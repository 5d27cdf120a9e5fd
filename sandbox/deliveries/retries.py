"""Events on their way, sent again as long as Slack's patience lasts."""

from datetime import datetime

from sandbox.apps import App
from sandbox.core import Core
from sandbox.deliveries import dispatch
from sandbox.deliveries.patience import WAITS, Pending, Retry
from sandbox.records import Json


async def send(core: Core, app: App, payload: Json, retry: Retry | None = None) -> None:
    """Deliver an event; if that fails, again at once, and then when the clock says so."""
    retry = retry or Retry()
    answer = await dispatch.deliver(core, app, "events_api", payload, retry)
    if not answer.error or answer.no_retry or retry.number == len(WAITS):
        return
    again = Retry(retry.number + 1, answer.reason)
    if wait := WAITS[retry.number]:
        core.pending.append(Pending(core.clock.now() + wait, app, payload, again))
    else:
        await send(core, app, payload, again)


class Retries:
    """A companion of the clock: moving it on plays the retries that fall due."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def next_due(self) -> datetime | None:
        return min((pending.due for pending in self._core.pending), default=None)

    async def run_due(self, now: datetime) -> None:
        due = [pending for pending in self._core.pending if pending.due <= now]
        for pending in due:
            self._core.pending.remove(pending)
            await send(self._core, pending.app, pending.payload, pending.retry)

    async def settled(self) -> None:
        """Nothing of its own: what is under way is counted where it is sent."""
