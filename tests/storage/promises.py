"""Making an action and doing things to it, in one line each."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session

from storage import actions, audit
from storage.action_rows import Action
from tests.storage.harbor_glen import D0, NOW, District

LATER = NOW + timedelta(days=3)


def promise(session: Session, here: District, owner: str = "Priya", **facts: Any) -> Action:
    wanted: dict[str, Any] = {"text": "Draft which unit tests all schools share", "due_on": D0, **facts}
    return actions.add(session, team=here.team, owner=here.people[owner], by=here.daniel, now=NOW, **wanted)


def do(session: Session, here: District, verb: str, action: Action, **facts: Any) -> Action:
    needed: dict[str, dict[str, Any]] = {
        "block": {"why": "the principals' dates"},
        "drop": {"reason": "No longer needed"},
        "redate": {"due_on": D0 + timedelta(days=14)},
        "hand_over": {"to": here.tom},
        "decline": {"reason": "Not mine"},
    }
    facts = {"by": here.priya, "now": LATER, **needed.get(verb, {}), **facts}
    done: Action = getattr(actions, verb)(session, team=here.team, number=action.number, **facts)
    return done


def history(session: Session, here: District, action: Action) -> list[audit.AuditEntry]:
    return list(audit.history(session, team=here.team, item_kind="action", item_number=action.number))
