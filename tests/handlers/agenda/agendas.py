"""Agendas made up here, of any size and of the worst words."""

from datetime import date, datetime, timedelta
from typing import Any

from handlers.agenda import rules
from handlers.agenda.gathering import Away, Duty, Facts
from handlers.messages import Shown
from sandbox.blocks import message_problems
from storage.meeting_lists import Queued
from storage.meeting_rows import Meeting
from storage.people import Person
from storage.topics import Topic
from storage.working_days import MONDAY_TO_FRIDAY
from tests.handlers.home.rows import MAYA, MONDAY, NOW, TEAM, TOM, listed, overview, person, team, workstream

STARTS = datetime(2026, 11, 17, 20, 30, tzinfo=NOW.tzinfo)
"""15:30 in New York, on the Tuesday."""
PRIYA, DANIEL = person(3, "Priya Nair"), person(4, "Daniel Reyes")


def meeting(**more: Any) -> Meeting:
    given = {"starts_at": STARTS, "minutes": 45, "series_on": date(2026, 11, 17), **more}
    return Meeting(id=7, team_id=1, **given)


def topic(id_: int = 1, text: str = "How we pace Unit 3", *, by: Person = PRIYA, **more: Any) -> Queued:
    return Queued(Topic(id=id_, team_id=1, text=text, added_by=by.id or 0, added_at=NOW, **more), by)


def facts(**more: Any) -> Facts:
    given = {"team": TEAM, "meeting": meeting(), "now": NOW, "since": STARTS - timedelta(days=7), "core": 5}
    return Facts(**{**given, **more})


def duties() -> list[Duty]:
    return [
        Duty("facilitator", PRIYA, DANIEL),
        Duty("note_taker", MAYA, TOM),
        Duty("timekeeper", DANIEL, None),
    ]


def crowded(words: str, count: int, *, topics: int = 40) -> Facts:
    """An agenda with so many of everything, and these words wherever people write."""
    somebody = person(9, words, slack_user_id=None)
    of = team(name=words)
    strands = [workstream(place, words, state=state) for place, state in enumerate(_STATES * 4, 1)]
    rows = [
        overview(strand, owner=somebody, line=words, said=timedelta(days=place))
        for place, strand in enumerate(strands)
    ]
    for row in rows:
        assert row.last_update is not None
        row.last_update.next_step = row.last_update.help = words
    actions = [
        listed(
            number,
            number % 40 - 25,
            text=words,
            owner=somebody,
            team=of,
            state="blocked" if number % 5 == 0 else "open",
            waiting_for=words if number % 5 == 0 else None,
            carried=number % 6,
        )
        for number in range(1, count + 1)
    ]
    sorted_ = rules.sort_actions(
        actions, days=MONDAY_TO_FRIDAY, today=MONDAY, due_until=MONDAY + timedelta(days=7), away=frozenset()
    )
    return facts(
        team=of,
        meeting=meeting(reason=words, moved_from=NOW, reason_by=9),
        decided_by=somebody,
        duties=duties(),
        away=[Away(somebody, MONDAY, somebody)] * 30,
        done=actions[: count // 4],
        actions=sorted_,
        workstreams=rules.sort_workstreams(rows, STARTS - timedelta(days=7)),
        topics=[topic(n, words, by=somebody, weeks=n % 5, details=words) for n in range(1, topics + 1)],
    )


_STATES = ("off_track", "at_risk", "on_track")


def refused(shown: Shown) -> list[str]:
    """What Slack would refuse of it."""
    return message_problems({"text": shown["text"], "blocks": shown["blocks"]})
