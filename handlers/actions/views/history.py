"""Who changed what, when and why, in sentences."""

from collections.abc import Callable
from datetime import date, datetime, tzinfo

from slack_sdk.models.blocks import ActionsBlock, ButtonElement

from handlers import dates, messages, text
from handlers.actions.views import buttons, ids, layout, story, words
from handlers.answer import Message
from storage.audit import AuditEntry
from storage.stories import Story

STEPS = 15
"""On one page."""
_REASON = 300

Told = Callable[[Story, AuditEntry, date], str]


def sentence(told: Story, step: AuditEntry, today: date) -> str:
    """One step as a sentence without its time. `today` is the reader's: other years are written out."""
    return f"{story.by(told, step)} {_deed(told, step, today)}"


def latest(told: Story, today: date) -> str:
    """The latest step as a sentence, for where the action stands beside it: what it waits for is said there."""
    last = told.steps[-1]
    return (
        f"{story.by(told, last)} marked it blocked" if last.verb == "block" else sentence(told, last, today)
    )


def page(
    told: Story, zone: tzinfo, now: datetime, *, number: int = 0, undo: AuditEntry | None = None
) -> Message:
    """The story, the latest step first, in the reader's zone. `undo`: the step that a button shall take back."""
    newest = list(reversed(told.steps))
    pages = max(1, -(-len(newest) // STEPS))
    number = min(max(number, 0), pages - 1)
    today = dates.today(zone, now)
    lines = [_line(told, step, zone, today) for step in newest[number * STEPS : (number + 1) * STEPS]]
    title = f"*History of {words.code(told.action.number)}*  {words.one_line(told.action.text)}"
    turning = _turning(told, number, pages, undo)
    return layout.message(
        layout.section(title),
        *(layout.section(some) for some in messages.packed(lines)),
        layout.context(f"Page {number + 1} of {pages}, latest first" if pages > 1 else "Latest first"),
        ActionsBlock(elements=turning),
    )


def is_not_mine(step: AuditEntry) -> bool:
    """Whether an owner gave it back: it was given to them, and they to whom it came from."""
    before = step.before.get("owner_id")
    return step.verb == "hand_over" and before == step.by_person_id and (step.why or "").startswith(NOT_MINE)


NOT_MINE = "Not mine: "
"""How the reason begins when an action goes back to who gave it."""


def _deed(told: Story, step: AuditEntry, today: date) -> str:
    said = _SAID.get(step.verb, _changed)(told, step, today)
    return f"{said}: {words.one_line(step.why, _REASON)}" if step.why and step.verb not in _SAY_WHY else said


def _line(told: Story, step: AuditEntry, zone: tzinfo, today: date) -> str:
    at = step.at.astimezone(zone)
    undone = "" if story.stands(told, step) else "  _(undone)_"
    return f"{dates.day(at.date(), today)}, {at:%H:%M}  {sentence(told, step, today)}{undone}"


def _turning(told: Story, number: int, pages: int, undo: AuditEntry | None) -> list[ButtonElement]:
    found = [buttons.of(told.action, "Open", ids.SHOW)]
    if undo is not None:
        found.append(buttons.of(told.action, "Undo the last change", ids.UNDO, str(undo.id)))
    if number > 0:
        found.append(buttons.of(told.action, "Later steps", ids.LATER, str(number - 1)))
    if number < pages - 1:
        found.append(buttons.of(told.action, "Earlier steps", ids.EARLIER, str(number + 1)))
    return found


def _person(told: Story, id_: object) -> str:
    person = told.people.get(id_) if isinstance(id_, int) else None
    return words.name(person) if person else "somebody"


def _strand(told: Story, id_: object) -> str:
    found = told.workstreams.get(id_) if isinstance(id_, int) else None
    return words.strand(found.name if found else None)


def _day(iso: object, today: date) -> str:
    return dates.day(date.fromisoformat(str(iso)), today)


def _added(told: Story, step: AuditEntry, today: date) -> str:
    owner, due = _person(told, step.after.get("owner_id")), _day(step.after.get("due_on"), today)
    return f"added it for {owner}, by {due}: {words.one_line(str(step.after.get('text', '')))}"


def _handed(told: Story, step: AuditEntry, _: date) -> str:
    to = _person(told, step.after.get("owner_id"))
    if is_not_mine(step):
        reason = words.one_line((step.why or "").removeprefix(NOT_MINE), _REASON)
        return f"said it is not theirs, and it went back to {to}: {reason}"
    why = f": {words.one_line(step.why, _REASON)}" if step.why else ""
    return f"handed it over{_from(told, step)} to {to}{why}"


def _changed(told: Story, step: AuditEntry, today: date) -> str:
    """What differs, column by column; columns that only follow others are left out."""
    before, after = step.before, step.after
    said = []
    if "text" in after:
        said.append(f"changed the words from “{words.one_line(str(before.get('text', '')))}”")
    if "due_on" in after:
        said.append(f"moved it from {_day(before.get('due_on'), today)} to {_day(after['due_on'], today)}")
    if "owner_id" in after:
        said.append(f"handed it over{_from(told, step)} to {_person(told, after['owner_id'])}")
    if "workstream_id" in after:
        said.append(
            f"moved it from workstream {_strand(told, before.get('workstream_id'))} "
            f"to {_strand(told, after['workstream_id'])}"
        )
    return text.join_names(said) or "changed it"


def _from(told: Story, step: AuditEntry) -> str:
    """Whose it was, where it was not theirs who handed it over."""
    before = step.before.get("owner_id")
    return "" if before == step.by_person_id else f" from {_person(told, before)}"


def _undid(told: Story, step: AuditEntry, today: date) -> str:
    undone = next((other for other in told.steps if other.undone_by_entry_id == step.id), None)
    if undone is None:
        return "took a step back"
    if undone.by_person_id == step.by_person_id:
        return f"took back that they {_deed(told, undone, today)}"
    return f"took back that {sentence(told, undone, today)}"


def _carried(_: Story, step: AuditEntry, today: date) -> str:
    return f"carried it over at the meeting of {_day(step.after.get('carried_on'), today)}"


def _plain(said: str) -> Told:
    return lambda _told, _step, _today: said


_SAID: dict[str, Told] = {
    "add": _added,
    "start": _plain("started it"),
    "block": lambda _, step, __: (
        f"marked it blocked, waiting for: {words.one_line(step.why or 'not said', _REASON)}"
    ),
    "unblock": _plain("marked it as not blocked any more"),
    "complete": _plain("marked it done"),
    "drop": _plain("dropped it"),
    "reopen": _plain("opened it again"),
    "redate": _changed,
    "hand_over": _handed,
    "change": _changed,
    "accept": _plain("accepted it"),
    "decline": _plain("said it is not theirs"),
    "carry": _carried,
    "undo": _undid,
}
_SAY_WHY = {"block", "hand_over"}
"""Steps whose sentence has the reason in it already."""
