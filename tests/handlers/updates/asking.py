"""Questions made up here."""

from datetime import datetime, timedelta
from typing import Any

from handlers.updates.gathering import Facts
from handlers.updates.rules import Asked
from storage.meeting_rows import Meeting
from tests.handlers.home.rows import NOW, TEAM, TOM, overview, workstream

STARTS = datetime(2026, 11, 17, 20, 30, tzinfo=NOW.tzinfo)


def facts(**more: Any) -> Facts:
    meeting = more.pop("meeting", None) or Meeting(id=7, team_id=1, starts_at=STARTS, minutes=45)
    given = {
        "team": TEAM,
        "now": NOW,
        "since": STARTS - timedelta(days=7),
        "agenda_at": STARTS - timedelta(days=1),
        "asked": [Asked(TOM, overview(workstream(1), said=timedelta(days=8)))],
    }
    return Facts(meeting=meeting, **{**given, **more})
