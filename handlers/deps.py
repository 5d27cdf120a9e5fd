"""What a listener may lean on, handed in and never global."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from slack_sdk.web.async_client import AsyncWebClient

from storage.database import Database
from storage.workspaces import Workspace


@dataclass(frozen=True)
class Member:
    """What Slack says of one member of a workspace. `zone` is an IANA name."""

    slack_user_id: str
    name: str
    zone: str
    is_guest: bool = False
    is_external: bool = False
    is_admin: bool = False
    is_bot: bool = False
    deactivated: bool = False


def facts(member: Member) -> dict[str, Any]:
    """Return what is kept of a member once they have a part in a team: the arguments of `people.meet`."""
    kept = ("slack_user_id", "name", "zone", "is_guest", "is_external", "is_admin", "deactivated")
    return {name: getattr(member, name) for name in kept}


class Directory(Protocol):
    """Who is in a workspace. Remembered for a while, so that a listener seldom waits for Slack."""

    async def member(self, workspace: Workspace, slack_user_id: str) -> Member | None:
        """Return the member, or None where Slack knows nobody of that id."""
        ...


@dataclass(frozen=True)
class Deps:
    """The database, the clock, who is who, and Slack itself (for what follows an answer)."""

    db: Database
    now: Callable[[], datetime]
    directory: Directory
    slack: Callable[[Workspace], AsyncWebClient]
