"""Mornings made up for the rules and the views: rows as storage hands them out, and what decides about them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from handlers.digest import rules, showing
from handlers.digest.rules import Morning
from handlers.digest.showing import Shown
from storage.absences import Absence
from storage.action_lists import Listed
from storage.digest_lists import Promise
from storage.digests import Item
from storage.working_days import MONDAY_TO_FRIDAY, WorkingDays
from tests.handlers.home.rows import MONDAY, NOW, TEAM, TOM, listed, person, seat, workstream

PRIYA = person(8, "Priya Nair")
COACHING = workstream(1, "coaching")
LONG_AGO = NOW - timedelta(days=9)


def promise(number: int = 1, due: int = 0, *, touched_at: datetime | None = LONG_AGO, **more: Any) -> Promise:
    return Promise(listed(number, due, **more), touched_at)


def theirs(number: int = 1, due: int = 0, **more: Any) -> Promise:
    """Somebody else's: Priya's, in coaching."""
    return promise(number, due, **{"owner": PRIYA, "workstream": COACHING, **more})


def morning(
    *mine: Promise,
    watched: Sequence[Promise] = (),
    today: date = MONDAY,
    days: WorkingDays = MONDAY_TO_FRIDAY,
    **more: Any,
) -> Morning:
    teams = {one.listed.action.team_id for one in (*mine, *watched)} | {1}
    given: dict[str, Any] = {
        "person": TOM,
        "now": NOW + timedelta(days=(today - MONDAY).days),
        "seats": (seat(TEAM),),
        "days": dict.fromkeys(teams, days),
        **more,
    }
    return Morning(mine=mine, watched=watched, today=today, **given)


def reasons(found: Morning) -> dict[int, str]:
    """Why each action stands there, from the top."""
    return {item.number or 0: item.why for item in rules.items(found)}


def absence(
    of: int = 8, until: date | None = MONDAY + timedelta(days=4), cover: int | None = None
) -> Absence:
    return Absence(
        workspace_id=1, person_id=of, from_on=MONDAY, until_on=until, cover_id=cover, created_at=NOW
    )


def shown(found: Morning, items: Sequence[Item] | None = None, more: int = 0) -> Shown:
    return showing.of_morning(found, rules.items(found) if items is None else items, more)


__all__ = ["COACHING", "LONG_AGO", "MONDAY", "NOW", "PRIYA", "TEAM", "TOM", "Listed"]
