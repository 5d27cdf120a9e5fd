"""A companion in another program, reached over HTTP."""

from datetime import datetime

import aiohttp

from sandbox.acts.refusals import RefusedError
from sandbox.core import Core
from sandbox.records import Json

LIMIT = aiohttp.ClientTimeout(total=30)


class RemoteCompanion:
    """GET url/next gives {"next": moment or null}; POST url/run takes {"now": moment}; POST url/settled."""

    def __init__(self, core: Core, url: str) -> None:
        self.url = url
        self._core = core

    async def next_due(self) -> datetime | None:
        answer = await self._ask("GET", "next")
        return datetime.fromisoformat(answer["next"]) if answer.get("next") else None

    async def run_due(self, now: datetime) -> None:
        await self._ask("POST", "run", {"now": now.isoformat()})

    async def settled(self) -> None:
        await self._ask("POST", "settled", {})

    async def _ask(self, verb: str, part: str, body: Json | None = None) -> Json:
        """Its answer. Raises RefusedError if it gives none: then the clock cannot play its day."""
        assert self._core.session is not None
        try:
            async with self._core.session.request(
                verb, f"{self.url}/{part}", json=body, timeout=LIMIT
            ) as response:
                response.raise_for_status()
                answer = await response.json(content_type=None)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise RefusedError(
                f"The companion at {self.url} did not answer /{part} ({error}). "
                "Start it again, or take it off: POST /control/companion with detach."
            ) from error
        return answer if isinstance(answer, dict) else {}
