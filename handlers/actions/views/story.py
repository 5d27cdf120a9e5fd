"""What a story says of an action as it stands. Pure."""

from handlers.text import escape
from storage.action_rows import LIVE
from storage.audit import AuditEntry
from storage.people import Person
from storage.stories import Story

_KEEPS_THE_QUESTION = {"start", "accept", "undo"}
"""What an owner can do and still be asked, where they were told of the action, whether it is done."""


def owner(story: Story) -> Person:
    return story.people[story.action.owner_id]


def workstream(story: Story) -> str | None:
    """The name of its workstream, as typed; retired ones keep theirs."""
    found = story.workstreams.get(story.action.workstream_id or 0)
    return found.name if found else None


def is_live(story: Story) -> bool:
    return story.action.state in LIVE


def assignments(story: Story) -> list[AuditEntry]:
    """The steps that gave it an owner, the first one first: the adding, each handing over, and undoing that."""
    return [step for step in story.steps if "owner_id" in step.after]


def assigned_by(story: Story) -> Person | None:
    """Who gave it to the owner that it has. None where that was Steward itself."""
    return story.people.get(assignments(story)[-1].by_person_id or 0)


def stands(story: Story, step: AuditEntry) -> bool:
    """Whether a step counts: it was never undone, or its undoing was undone."""
    undoing = next((later for later in story.steps if later.id == step.undone_by_entry_id), None)
    return undoing is None or not stands(story, undoing)


def answered(story: Story) -> bool:
    """Whether the owner has answered since it was given to them: done, dropped, a new date, blocked."""
    given = assignments(story)[-1]
    since = story.steps[list(story.steps).index(given) + 1 :]
    return any(
        step.by_person_id == story.action.owner_id
        and step.verb not in _KEEPS_THE_QUESTION
        and stands(story, step)
        for step in since
    )


def closing(story: Story) -> AuditEntry | None:
    """The step that closed it. None while it is live."""
    closed = (step for step in reversed(story.steps) if step.after.get("state") in ("done", "dropped"))
    return None if is_live(story) else next(closed, None)


def by(story: Story, step: AuditEntry) -> str:
    """Who took the step, escaped; Steward where no person did."""
    person = story.people.get(step.by_person_id or 0)
    return escape(person.name) if person else "Steward"
