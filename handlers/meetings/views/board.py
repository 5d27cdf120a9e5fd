"""The board: the one message that a running meeting is led from. What matters now stands on top.

It is drawn anew from the facts at every change. Its buttons carry the place that the reader saw.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from slack_sdk.models.blocks import ButtonElement, ConfirmObject

from handlers import messages
from handlers.answer import Message
from handlers.meetings import walk
from handlers.meetings.facts import Facts
from handlers.meetings.views import ids, words
from handlers.meetings.walk import Place
from handlers.text import cut, join_names, plural
from storage.meeting_rows import MeetingNote
from storage.topics import Topic

MOST_NOTES = 20
"""Shown of what was written; all of it goes into the minutes."""
_AGENDA = 2400
_NOTES = 5200
_ENDS = {
    "settled": "settled",
    "dropped": "dropped",
    "parked": "parked for later",
    "action": "made an action",
}


def board(facts: Facts, now: datetime) -> Message:
    """The board of a running meeting."""
    return messages.of(
        _head(facts, now),
        _attendance(facts, now),
        [_button(facts, "I am here", ids.HERE), _button(facts, "Who is here…", ids.ATTENDANCE)],
        _now(facts),
        _writing(facts),
        _settling(facts),
        _walking(facts),
        _written(facts),
        _hints(facts),
    )


def closed(facts: Facts, now: datetime) -> Message:
    """What becomes of it: a record without buttons."""
    meeting = facts.meeting
    at = words.hour(meeting.closed_at or now, facts.zone)
    how = f"by {_name(facts, meeting.closed_by)}" if meeting.closed_by else "by itself, for its time was over"
    return messages.of(
        f"*{words.one_line(facts.team.name)}: the meeting of {words.when(meeting, facts.zone, now)} is closed.*",
        f"Closed at {at} {how}. Written down: {plural(len(facts.notes), 'thing')}. The minutes follow in this "
        "channel. Nothing needed.",
    )


def _head(facts: Facts, now: datetime) -> str:
    meeting = facts.meeting
    started = f"Started at {words.hour(meeting.started_at or now, facts.zone)} by {_name(facts, meeting.started_by)}."
    roles = [f"{words.ROLES[duty.role]}: {words.name(duty.person)}" for duty in facts.duties]
    return f"*{words.one_line(facts.team.name)} · {words.when(meeting, facts.zone, now)}*\n" + "  ".join(
        [started, *roles]
    )


def _attendance(facts: Facts, now: datetime) -> str:
    here, core = len(facts.here), len(facts.core)
    quorum = (
        "quorum reached"
        if facts.has_quorum
        else f"{facts.needed} make the quorum. The meeting may go on; the minutes will say so"
    )
    today = now.astimezone(facts.zone).date()
    away = [
        f"{words.name(person)} ({words.until(facts.away[person.id or 0], today)})"
        for person in facts.are_away
    ]
    lines = [
        f"*{here} of {core} core here, {quorum}.*",
        _named("Here", [words.name(person) for person in facts.here]),
        _named("Also here", [words.name(person) for person in facts.also_here]),
        _named("Not here yet", [words.name(person) for person in facts.absent]),
        _named("Away", away),
    ]
    return "\n".join(filter(None, lines))


def _now(facts: Facts) -> str:
    place, steps = facts.place, facts.walk
    nth = steps.index(place) + 1
    minutes = plural(place.minutes, "minute")
    head = f"*Now: {words.one_line(place.title)}*  ({nth} of {len(steps)}, {minutes} planned)"
    if place.topic:
        return f"{head}\n{_topic(facts, place.topic)}"
    said = facts.agenda.get(place.section or "", "")
    return cut("\n".join([head, *_quoted(said)]), _AGENDA)


def _topic(facts: Facts, topic: Topic) -> str:
    lines = [
        words.shown(topic.details, 900) if topic.details else "",
        " · ".join(
            filter(None, [f"From {_name(facts, topic.added_by)}", words.age(topic.weeks), _ended(topic)])
        ),
    ]
    if topic.state == "open" and topic.weeks + 1 >= words.OLD_TOPIC:
        lines.append("It comes back again and again. Time to make it an action, to decide, or to drop it?")
    return "\n".join(filter(None, lines))


def _ended(topic: Topic) -> str:
    if topic.state == "action" and topic.action_number:
        return f"made an action: {words.code('action', topic.action_number)}"
    return _ENDS.get(topic.state, "")


def _writing(facts: Facts) -> list[ButtonElement]:
    return [
        _button(facts, "Note", ids.NOTE, style="primary"),
        _button(facts, "Action", ids.ACTION),
        _button(facts, "Decision", ids.DECISION),
    ]


def _settling(facts: Facts) -> list[ButtonElement]:
    """What can become of the topic that it is at; one that is off the queue can be kept after all."""
    topic = facts.place.topic
    if topic is None:
        return []
    keep = _button(facts, "Keep for next time", ids.KEEP)
    if topic.state != "open":
        return [keep]
    return [
        _button(facts, "Settled", ids.SETTLE),
        keep,
        _button(facts, "Park", ids.PARK),
        _button(facts, "Drop", ids.DROP),
    ]


def _walking(facts: Facts) -> list[ButtonElement]:
    steps, place = facts.walk, facts.place
    found = []
    following, before = walk.after(steps, place.key), walk.before(steps, place.key)
    if following != place:
        found.append(_button(facts, f"Next: {following.title}", ids.NEXT))
    if before != place:
        found.append(_button(facts, "Back", ids.BACK))
    close = ConfirmObject(
        title="Close the meeting?",
        text="The minutes go to this channel, for everybody in it to read. Nobody gets a direct message.",
        confirm="Close it",
        deny="Not yet",
    )
    last = following == place
    return [
        *found,
        _button(facts, "Close the meeting", ids.CLOSE, style="primary" if last else None, confirm=close),
    ]


def _written(facts: Facts) -> str:
    if not facts.notes:
        return "*Written so far:* nothing yet."
    shown = facts.notes[-MOST_NOTES:]
    lines = [_line(facts, note) for note in shown]
    while len("\n".join(lines)) > _NOTES:
        lines.pop(0)
    hidden = len(facts.notes) - len(lines)
    earlier = (
        [f"_{plural(hidden, 'earlier one goes', 'earlier ones go')} into the minutes too._"] if hidden else []
    )
    return "\n".join(["*Written so far*", *earlier, *lines])


def _line(facts: Facts, note: MeetingNote) -> str:
    about = _about(facts.walk, note)
    by = _name(facts, note.by_id)
    said = words.one_line(note.text)
    return f"• {_kind(note)}{said}  ({by}{', ' + about if about else ''})"


def _kind(note: MeetingNote) -> str:
    if note.action_number:
        return f"*Action {words.code('action', note.action_number)}:* "
    if note.decision_number:
        return f"*Decision {words.code('decision', note.decision_number)}:* "
    return "*Good news:* " if note.kind == "good_news" else ""


def _about(steps: Sequence[Place], note: MeetingNote) -> str:
    found = next((place for place in steps if place.key == walk.key_of(note)), None)
    return f"on {words.one_line(found.title, 60)}" if found else ""


def _hints(facts: Facts) -> str:
    return (
        "Everybody on the team may write, several at once: press Note, Action or Decision. If nobody closes the "
        f"meeting, it closes by itself at {words.hour(facts.closes_at, facts.zone)}, and nothing that was written is lost."
    )


def _named(label: str, names: Sequence[str]) -> str:
    return f"{label}: {join_names(names)}" if names else ""


def _quoted(said: str) -> Iterator[str]:
    return (f"> {line}" for line in said.splitlines() if line.strip())


def _name(facts: Facts, person_id: int | None) -> str:
    return words.one_line(facts.name(person_id), words.NAME)


def _button(
    facts: Facts,
    label: str,
    action_id: str,
    *,
    style: str | None = None,
    confirm: ConfirmObject | None = None,
) -> ButtonElement:
    meeting = facts.meeting
    return messages.button(
        label, action_id, meeting.team_id, meeting.id, facts.place.key, style=style, confirm=confirm
    )
