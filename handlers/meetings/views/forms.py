"""The forms of a meeting: what is written in it, who is here, and moving it about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from slack_sdk.models.blocks import Block, TimePickerElement
from slack_sdk.models.views import View

from handlers import forms, messages, refs
from handlers.actions import rules as action_rules
from handlers.actions.views import forms as action_forms
from handlers.meetings import rules
from handlers.meetings.facts import Facts
from handlers.meetings.views import ids
from handlers.meetings.walk import Place
from storage.meeting_rows import Meeting
from storage.workstreams import Workstream

NOTE, KIND, PLACE = "note", "kind", "place"
CHOICE, WHY, APPROVER = "choice", "why", "approver"
HERE = "here"
DAY, TIME, REASON = "day", "time", "reason"
ROLE, PERSON = "role", "person"
TEXT = "correction"
KINDS = {"note": "A note", "good_news": "Good news"}
_MOST_PLACES = 100
_TITLE = 70


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What stands in the form to skip or move a meeting. `warnings` were shown; sent again as they stand, it is done."""

    on: date | None = None
    at: time | None = None
    why: str | None = None
    warnings: Sequence[str] = ()


def note(facts: Facts, place: Place) -> View:
    """What was said."""
    hint = f"Up to {rules.LONGEST_NOTE} characters. No names of students."
    blocks = [
        forms.line(NOTE, "What was said", many=True, hint=hint),
        forms.choice(KIND, "It is", KINDS, "good_news" if place.section == "good_news" else "note"),
        _place(facts, place),
        forms.note("It stands on the board in the channel, with your name, and in the minutes."),
    ]
    return _form(facts, ids.NOTE, "Note", "Write it down", blocks, place=place)


def action(facts: Facts, place: Place, workstreams: Sequence[Workstream]) -> View:
    """Who does what by when."""
    hint = f"Start with a verb, up to {action_rules.LONGEST_TEXT} characters."
    offered = {str(strand.id): strand.name for strand in workstreams[: action_forms.MOST_WORKSTREAMS]}
    blocks: list[Block] = [
        forms.line(action_rules.TEXT, action_forms.WHAT_LABEL, many=True, hint=hint),
        *action_forms.owner_fields(),
        forms.day(action_rules.DUE, action_forms.DUE_LABEL),
    ]
    if offered:
        label = action_forms.WORKSTREAM_LABEL
        blocks.append(forms.choice(action_rules.WORKSTREAM, label, offered, optional=True))
    blocks += [
        _place(facts, place),
        forms.note(
            "Its card goes into the board's thread, the owner gets a direct message, and it stands in the minutes."
        ),
    ]
    return _form(facts, ids.ACTION, "Action", "Save", blocks, place=place)


def decision(facts: Facts, place: Place) -> View:
    """What was decided. The approver is never filled in beforehand."""
    blocks = [
        forms.line(CHOICE, "What was decided", many=True, hint=f"Up to {rules.LONGEST_CHOICE} characters."),
        forms.line(WHY, "Why", many=True, optional=True, hint=f"Up to {rules.LONGEST_WHY} characters."),
        forms.person(APPROVER, "Who approves it", optional=True, hint="The one person whose yes it needs."),
        _place(facts, place),
        forms.note("It stands on the board and in the minutes. Nobody gets a message of their own."),
    ]
    return _form(facts, ids.DECISION, "Decision", "Record it", blocks, place=place)


def attendance(facts: Facts, chosen: Sequence[str]) -> View:
    """Who is here, for everybody at once. `chosen`: Slack user ids."""
    blocks = [
        forms.people(
            HERE,
            "Who is here",
            chosen,
            optional=True,
            hint="Whoever is not on the team is shown as also here, and does not count for the quorum.",
        )
    ]
    return _form(facts, ids.ATTENDANCE, "Who is here", "Save", blocks, place=facts.place)


def skip(meeting: Meeting, said: str, told: str, why: str | None = None) -> View:
    """Let this one go. `said`: which one; `told`: who will be told. Both escaped."""
    blocks = [
        messages.section(said),
        forms.line(REASON, "Reason", why, hint="A few words. The agenda and the minutes show them."),
        messages.section(told),
    ]
    return _about(meeting, ids.SKIP, ("Skip the meeting", "Skip it"), blocks)


def move(meeting: Meeting, said: str, told: str, draft: Draft) -> View:
    """Hold this one at another time. In the team's zone, which `said` names."""
    picker = TimePickerElement(initial_time=f"{draft.at:%H:%M}" if draft.at else None)
    warned = (
        [messages.section("*Please look once more:*\n" + "\n".join(draft.warnings))] if draft.warnings else []
    )
    blocks = [
        *warned,
        messages.section(said),
        forms.day(DAY, "Day", draft.on),
        forms.field(TIME, "Time", picker),
        forms.line(REASON, "Reason", draft.why, hint="A few words. The agenda and the minutes show them."),
        messages.section(told),
    ]
    submit = "Move it all the same" if warned else "Move it"
    more = {"warned": f"{draft.on} {draft.at:%H:%M}"} if warned and draft.at else {}
    return _about(meeting, ids.MOVE, ("Move the meeting", submit), blocks, **more)


def turn(meeting: Meeting, roles: Mapping[str, str], me: str | None, said: str) -> View:
    """Who has which role in this meeting. `roles`: the word of a role, with who has it."""
    blocks = [
        messages.section(said),
        forms.choice(ROLE, "Role", roles, next(iter(roles))),
        forms.person(PERSON, "Who takes it", me),
        forms.note(
            "The agenda shows it. Whoever had it before, and whoever has it now, gets a direct message."
        ),
    ]
    return _about(meeting, ids.TURN, ("Change a role", "Save"), blocks)


def correct(meeting: Meeting) -> View:
    """What is wrong or missing in the minutes."""
    blocks = [
        forms.line(
            TEXT, "What is wrong or missing", many=True, hint=f"Up to {rules.LONGEST_NOTE} characters."
        ),
        forms.note("It is added below the minutes with your name. Nothing in them is overwritten."),
    ]
    return _about(meeting, ids.CORRECT, ("Correct the minutes", "Add it"), blocks)


def _place(facts: Facts, place: Place) -> Block:
    offered = {one.key: one.title for one in facts.walk[:_MOST_PLACES]}
    return forms.choice(PLACE, "To", offered, place.key)


def _form(
    facts: Facts, callback_id: str, title: str, submit: str, blocks: Sequence[Block], *, place: Place
) -> View:
    metadata = refs.metadata(facts.team.id, facts.meeting.id, place=place.key)
    return forms.form(callback_id, title, submit, blocks, metadata=metadata)


def _about(
    meeting: Meeting, callback_id: str, titles: tuple[str, str], blocks: Sequence[Block], **more: str
) -> View:
    """A form about one meeting. `titles`: its own, and what stands on the button that sends it."""
    title, submit = titles
    return forms.form(
        callback_id, title, submit, blocks, metadata=refs.metadata(meeting.team_id, meeting.id, **more)
    )
