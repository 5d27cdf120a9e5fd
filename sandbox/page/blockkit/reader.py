"""Who reads: names for the ids in a text, and the wall clock to tell times by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

Names = Mapping[str, str]


@dataclass(frozen=True)
class Reader:
    """The person looking at the page."""

    now: datetime
    zone: ZoneInfo
    person_id: str = ""
    people: Names = field(default_factory=dict)  # id -> name shown after @
    channels: Names = field(default_factory=dict)  # id -> name shown after #, for those this person may see
    files: Names = field(default_factory=dict)  # id -> address

    def local(self, timestamp: float) -> datetime:
        """Return that moment (seconds since 1970) on this person's wall clock.

        Raises ValueError, OverflowError or OSError when no calendar reaches it.
        """
        return datetime.fromtimestamp(timestamp, self.zone)

    def today(self) -> datetime:
        return self.now.astimezone(self.zone)
