"""Stories as storage hands them out, made up here: an action, its steps, and who they name."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from handlers.actions.views.buttons import Rights
from storage.action_rows import Action
from storage.audit import AuditEntry
from storage.people import Person
from storage.stories import Story
from storage.workstreams import Workstream
from tests.handlers.home.rows import MONDAY, NOW, TEAM, person, workstream

TOM, MAYA, PRIYA = person(), person(2, "Maya Okafor"), person(3, "Priya Nair")
GONE = person(4, "Hannah Lee", deactivated_at=NOW)
CONTACT = person(5, "Bus company", slack_user_id=None)
GUEST = person(6, "Ana Sousa", is_guest=True)
EVERYONE = (TOM, MAYA, PRIYA, GONE, CONTACT, GUEST)
PACING, GRADING = workstream(1, "pacing"), workstream(2, "grading")
FRIDAY = MONDAY + timedelta(days=4)
NEW_YORK, KATHMANDU = ZoneInfo("America/New_York"), ZoneInfo("Asia/Kathmandu")
OWNER_ONLY = Rights(answer=True, edit=False, decline=True)
READER = Rights(answer=False, edit=False)


def step(id_: int, verb: str, by: Person | None = MAYA, *, why: str | None = None, **more: Any) -> AuditEntry:
    """One step, so many minutes after NOW as its id says."""
    given = {"before": {}, "after": {}, "undo_to": {}, "at": NOW + timedelta(minutes=id_), **more}
    return AuditEntry(
        id=id_,
        workspace_id=1,
        team_id=1,
        item_kind="action",
        item_id=12,
        item_number=12,
        verb=verb,
        by_person_id=by.id if by else None,
        why=why,
        **given,
    )


def added(owner: Person = PRIYA, by: Person = MAYA, text: str = "Draft the pacing guide") -> AuditEntry:
    after = {"text": text, "owner_id": owner.id, "due_on": FRIDAY.isoformat(), "state": "open"}
    return step(1, "add", by, after=after)


def story(
    *steps: AuditEntry,
    owner: Person = PRIYA,
    text: str = "Draft the pacing guide",
    due: date = FRIDAY,
    **more: Any,
) -> Story:
    """A-12 after its adding and these steps."""
    given = {"original_due_on": FRIDAY, "workstream_id": 1, "state": "open", **more}
    if given["state"] in ("done", "dropped"):
        given.setdefault("closed_at", NOW)
    action = Action(
        id=12,
        team_id=1,
        number=12,
        text=text,
        owner_id=owner.id or 0,
        due_on=due,
        created_by=2,
        created_at=NOW,
        touched_at=NOW,
        **given,
    )
    strands: tuple[Workstream, ...] = (PACING, GRADING)
    return Story(
        team=TEAM,
        action=action,
        steps=[added(owner, text=text), *steps] if not steps or steps[0].verb != "add" else list(steps),
        people={one.id or 0: one for one in EVERYONE},
        workstreams={strand.id or 0: strand for strand in strands},
    )


DONE = step(2, "complete", PRIYA, before={"state": "open"}, after={"state": "done"})
