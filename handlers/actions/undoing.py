"""Taking a step of an action back, and doing it again."""

from datetime import datetime, tzinfo

from sqlmodel import Session

from handlers import dates
from handlers.actions import changes, news
from handlers.actions.changes import Outcome
from handlers.actions.news import Doing
from handlers.actions.views import story, words
from handlers.errors import UserError
from handlers.permissions import Verb
from storage import audit, errors, stories
from storage.audit import AuditEntry
from storage.stories import Story

ANSWERS = {"complete", "start", "block", "unblock", "redate", "accept", "reopen"}
"""Steps that whoever answers for the action may take, and so take back."""


def undo(session: Session, *, doing: Doing, number: int, step_id: int, zone: tzinfo) -> Outcome:
    """Take the step back: by who took it, or by who may take such a step. `zone`: the reader's, for times.

    Raises UserError where it was changed since, with who did that and when.
    """
    before = stories.of_action(session, team=doing.team, number=number)
    step = next((step for step in before.steps if step.id == step_id), None)
    if step is None:
        raise UserError(f"This step is not in the history of {words.code(number)}. Nothing was changed.")
    if step.undone_by_entry_id is not None:
        raise UserError("That is taken back already. Nothing needed.")
    if step.by_person_id != doing.by.id:
        changes.require(
            session, doing, Verb.ANSWER_ACTION if step.verb in ANSWERS else Verb.EDIT_ACTION, before
        )
    try:
        audit.undo(session, team=doing.team, entry_id=step_id, by=doing.by, now=doing.now)
    except errors.Changed as changed:
        raise _changed_since(before, changed, zone, doing.now) from changed
    except errors.Refused as refused:
        raise _refused(before, step) from refused
    told = stories.of_action(session, team=doing.team, number=number)
    concerned = news.of_change(session, doing, before, told)
    return Outcome(told=told, step=told.steps[-1], concerned=concerned)


def _changed_since(told: Story, changed: errors.Changed, zone: tzinfo, now: datetime) -> UserError:
    person = told.people.get(changed.by_person_id or 0)
    at, code = changed.at.astimezone(zone), words.code(told.action.number)
    return UserError(
        f"{person.name if person else 'Steward'} changed {code} since, on "
        f"{dates.day(at.date(), dates.today(zone, now))} at {at:%H:%M}, so this was not taken back. "
        f"`/steward history {code}` shows every step."
    )


def _refused(told: Story, step: AuditEntry) -> UserError:
    code, owner = words.code(told.action.number), story.owner(told)
    if "owner_id" in step.after:
        return UserError(
            f"{owner.name} has answered for {code} already. Use Hand over to give it to somebody else."
        )
    return UserError(f"This step of {code} cannot be taken back. `/steward {code}` shows what can be done.")
