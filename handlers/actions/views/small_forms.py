"""The forms of one question: a new date, what it waits for, whom it goes to, why it is dropped or not theirs."""

from datetime import date

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from handlers import forms, refs
from handlers.actions import rules, splitting
from handlers.actions.entries import REASON
from handlers.actions.views import ids, layout, telling, words
from handlers.actions.views.forms import REASON_LABEL, owner_fields
from storage.people import Person
from storage.stories import Story

FIRST_LABEL, FIRST_DUE_LABEL = "First part", "First part due"
REST_LABEL, REST_DUE_LABEL = "Second part", "Second part due"
NEW_DATE_LABEL, WAITING_LABEL, NEW_OWNER_LABEL, NOTE_LABEL = "New date", "Waiting for", "New owner", "Note"


def new_date(told: Story, today: date, at: str = "") -> View:
    action = told.action
    # A date that has passed would only be refused again, so the calendar opens where a new one is likely.
    value = max(action.due_on, today)
    return _form(
        told,
        ids.NEW_DATE,
        f"New date for {words.code(action.number)}",
        layout.section(f"{words.head(action)}\nNow {words.by_when(action, today, near=True)}."),
        forms.day(rules.DUE, NEW_DATE_LABEL, value),
        forms.line(REASON, REASON_LABEL, optional=True, hint="Kept in its history."),
        sentence=telling.of_change(told.team),
        at=at,
    )


def block(told: Story, at: str = "") -> View:
    return _form(
        told,
        ids.BLOCK,
        f"{words.code(told.action.number)} is blocked",
        layout.section(words.head(told.action)),
        forms.line(
            REASON,
            WAITING_LABEL,
            told.action.waiting_for,
            many=True,
            hint="For what, or for whom? The team can only help with what it knows.",
        ),
        sentence=telling.of_change(told.team),
        at=at,
    )


def hand_over(told: Story, at: str = "") -> View:
    return _form(
        told,
        ids.HAND_OVER,
        f"Hand over {words.code(told.action.number)}",
        layout.section(
            f"{words.head(told.action)}\nNow with {words.called(told.people[told.action.owner_id])}."
        ),
        *owner_fields(label=NEW_OWNER_LABEL),
        forms.line(
            REASON, NOTE_LABEL, optional=True, many=True, hint="For the new owner: how far it is, what helps."
        ),
        sentence=telling.of_handing_over(told.team),
        at=at,
    )


def not_mine(told: Story, back_to: Person | None, at: str = "") -> View:
    return _form(
        told,
        ids.NOT_MINE,
        f"{words.code(told.action.number)} is not mine",
        layout.section(words.head(told.action)),
        forms.line(REASON, REASON_LABEL, many=True, hint="A few words help to find the right person."),
        sentence=telling.of_giving_back(back_to, told.team),
        at=at,
    )


def drop(told: Story, at: str = "") -> View:
    return _form(
        told,
        ids.DROP,
        f"Drop {words.code(told.action.number)}",
        layout.section(words.head(told.action)),
        forms.line(
            REASON, REASON_LABEL, many=True, hint="Why it is not needed any more. It stays in the record."
        ),
        sentence=telling.of_change(told.team),
        at=at,
        submit="Drop it",
    )


def split(told: Story, today: date, at: str = "") -> View:
    action = told.action
    value = max(action.due_on, today)
    return _form(
        told,
        ids.SPLIT,
        f"Split {words.code(action.number)}",
        layout.section(
            f"{words.head(action)}\nNow {words.by_when(action, today, near=True)}. Keep here what can be done first; "
            "the rest becomes an action of its own, with the same owner."
        ),
        forms.line(rules.TEXT, FIRST_LABEL, action.text, many=True),
        forms.day(rules.DUE, FIRST_DUE_LABEL, value),
        forms.line(splitting.REST, REST_LABEL, many=True),
        forms.day(splitting.REST_DUE, REST_DUE_LABEL),
        sentence=f"The card of this one in {telling.channel(told.team)} will show it, and the new one gets its own card.",
        at=at,
        submit="Split it",
    )


def _form(
    told: Story,
    callback_id: str,
    title: str,
    *blocks: Block,
    sentence: str,
    at: str = "",
    submit: str = "Save",
) -> View:
    """`at`: where it was opened, as the button said it: there its answer is given."""
    small_print = layout.context(sentence)
    shown = [*blocks, *([small_print] if small_print else [])]
    metadata = refs.metadata(told.team.id, told.action.number, at=at or None)
    return forms.form(callback_id, title, submit, shown, metadata=metadata)
