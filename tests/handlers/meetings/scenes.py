"""A meeting of Harbor Glen, made up row by row: as it runs, and as its minutes are kept."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

from handlers.agenda.gathering import Duty
from handlers.meetings.facts import Facts
from handlers.meetings.taken import Taken
from storage.meeting_rows import Correction, Meeting, MeetingNote
from storage.people import Person
from storage.topics import Topic
from tests.handlers.home.rows import TEAM, person

TUESDAY = datetime(2026, 11, 17, 20, 30, tzinfo=UTC)
"""15:30 in New York."""
NOW = TUESDAY + timedelta(minutes=10)
MAYA, PRIYA, TOM, LUCIA, ANA = (
    person(1, "Maya Okafor"),
    person(2, "Priya Nair"),
    person(3, "Tom Whitaker"),
    person(4, "Lucia Fernandes"),
    person(5, "Ana Sousa", is_guest=True),
)


def meeting(**more: Any) -> Meeting:
    given = {
        "state": "running",
        "started_at": TUESDAY,
        "started_by": 1,
        "current": "section:open",
        **more,
    }
    return Meeting(id=7, team_id=1, starts_at=TUESDAY, minutes=45, series_on=date(2026, 11, 17), **given)


def planned(**more: Any) -> Meeting:
    return meeting(state="planned", started_at=None, started_by=None, current=None, **more)


def topic(id_: int = 12, text: str = "How we pace Unit 3", **more: Any) -> Topic:
    return Topic(id=id_, team_id=1, text=text, added_by=2, added_at=TUESDAY, **more)


def note(id_: int = 1, text: str = "Totals are in.", by: Person = PRIYA, **more: Any) -> MeetingNote:
    given = {"kind": "note", "section": "actions", **more}
    return MeetingNote(id=id_, meeting_id=7, text=text, by_id=by.id or 0, at=NOW, **given)


def facts(**more: Any) -> Facts:
    given: dict[str, Any] = {
        "team": TEAM,
        "meeting": meeting(),
        "core": (LUCIA, MAYA, PRIYA, TOM),
        "people": {one.id: one for one in (MAYA, PRIYA, TOM, LUCIA, ANA)},
        "attendance": {1: True, 2: True, 5: True},
        "away": {4: date(2026, 11, 20)},
        "duties": (Duty("facilitator", PRIYA, TOM), Duty("note_taker", TOM, None)),
        "topics": (topic(),),
        **more,
    }
    return Facts(**given)


def taken(words: str = "Totals are in.", many: int = 1, **more: Any) -> Taken:
    """Minutes in which people wrote these words everywhere, so many times."""
    given: dict[str, Any] = {
        "team": words,
        "starts_at": TUESDAY.isoformat(),
        "minutes": 45,
        "started_at": TUESDAY.isoformat(),
        "started_by": words,
        "closed_at": (TUESDAY + timedelta(minutes=44)).isoformat(),
        "closed_by": words,
        "present": [words, "Priya Nair"],
        "also": [words],
        "absent": ["Tom Whitaker"],
        "away": [{"name": words, "until_on": "2026-11-20"}, {"name": "Joy Mensah", "until_on": None}],
        "core": 4,
        "needed": 3,
        "roles": [{"role": "facilitator", "name": words}],
        "decisions": [
            {"number": 1, "choice": words, "why": words, "approver": words, "by": words},
            {"number": 2, "choice": words, "why": None, "approver": None, "by": words},
        ],
        "new": [{"number": 30, "text": words, "owner": words, "due_on": "2026-11-27"}],
        "changed": [
            {
                "number": 2,
                "text": words,
                "owner": words,
                "how": how,
                "due_on": "2026-11-27",
                "was_due_on": "2026-11-13" if how == "redated" else None,
                "why": words if how != "done" else None,
            }
            for how in ("done", "dropped", "redated", "handed_over", "reopened")
        ],
        "carried": [6, 10],
        "notes": [
            {"place": place, "text": words, "by": words, "is_good_news": place == "Good news"}
            for place in ("Good news", "Actions", words)
            for _ in range(many)
        ],
        "topics": [
            {"text": words, "how": how, "weeks": weeks, "action_number": 30 if how == "action" else None}
            for weeks, how in enumerate(("open", "settled", "dropped", "parked", "action", "open"))
        ],
        "following": {
            "starts_at": (TUESDAY + timedelta(days=7)).isoformat(),
            "roles": [{"role": "timekeeper", "name": words}],
        },
        **more,
    }
    return cast("Taken", given)


def closed(**more: Any) -> Meeting:
    return meeting(state="closed", closed_at=TUESDAY + timedelta(minutes=44), closed_by=1, **more)


def correction(text: str, id_: int = 1) -> Correction:
    return Correction(id=id_, meeting_id=7, text=text, by_id=2, at=NOW + timedelta(hours=2))
