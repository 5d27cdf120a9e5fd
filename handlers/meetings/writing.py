"""What is written in a meeting, each thing in its own transaction, so that several people lose none of each other's.

A form may be open when somebody else closes the meeting. What is sent then goes into the minutes as an addition.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers import dates, who
from handlers.actions import changes as action_changes
from handlers.actions import undoing
from handlers.actions.entries import Entry
from handlers.actions.news import Doing
from handlers.actions.views import story
from handlers.deeds import Deed
from handlers.deps import Member
from handlers.errors import UserError
from handlers.meetings import gathering, posting, rights, running, walk
from handlers.meetings.views import words
from handlers.permissions import Standing, Verb
from storage import decisions, errors, meeting_lists, meeting_notes, stories, topics
from storage.action_rows import Action
from storage.decisions import Decision
from storage.meeting_rows import Meeting, MeetingNote, NoteKind
from storage.people import Person
from storage.topics import Topic
from storage.types import id_of


@dataclass(frozen=True, kw_only=True)
class Written:
    """What came of it. `note` None: the meeting was closed meanwhile, so it was added to the minutes."""

    meeting: Meeting
    note: MeetingNote | None
    action: Action | None = None
    owner: Person | None = None
    decision: Decision | None = None


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What was decided, as a form has it."""

    choice: str
    why: str | None
    approver: Sequence[Member]


def note(deed: Deed, stands: Standing, meeting_id: int, key: str, *, kind: NoteKind, text: str) -> Written:
    """Write down what was said, at the place of that key."""
    meeting = _open(deed, stands, meeting_id)
    if meeting.state == "closed":
        return _late(deed, meeting, text)
    kept = _keep(deed, meeting, key, kind=kind, text=text)
    return _drawn(deed, Written(meeting=meeting, note=kept))


def action(
    deed: Deed, stands: Standing, meeting_id: int, key: str, *, entry: Entry, members: Sequence[Member]
) -> Written:
    """Keep an action; its owner hears of it as of any. A topic that it is of becomes it.

    Its card stands in the board's thread: in the channel it would push the board out of sight.
    """
    meeting = _open(deed, stands, meeting_id)
    topic = _topic(deed, key)
    told = action_changes.add(
        deed.session,
        doing=_doing(deed, stands),
        entry=entry,
        members=members,
        thread_of=posting.board_key(meeting),
    ).told
    made, owner = told.action, story.owner(told)
    code = words.code("action", made.number)
    by_when = dates.day(entry.due, dates.today(gathering.zone(deed.team), deed.now))
    said = f"{entry.text} ({owner.name}, by {by_when})"
    if meeting.state == "closed":
        late = _late(deed, meeting, f"Action {code}: {said}")
        return Written(meeting=late.meeting, note=None, action=made, owner=owner)
    if topic and topic.state in ("open", "parked"):
        running.take_off(deed, id_of(topic), "action", made.number)
    kept = _keep(deed, meeting, key, kind="action", text=said, action_number=made.number)
    return _drawn(deed, Written(meeting=meeting, note=kept, action=made, owner=owner))


def decision(deed: Deed, stands: Standing, meeting_id: int, key: str, *, made: Choice) -> Written:
    """Record a decision. A topic that it is of is settled by it."""
    meeting = _open(deed, stands, meeting_id)
    topic = _topic(deed, key)
    approvers = who.meet(deed.session, workspace=deed.workspace, members=made.approver, now=deed.now)
    recorded = decisions.record(
        deed.session,
        team=deed.team,
        choice=made.choice,
        why=made.why,
        approver=approvers[0] if approvers else None,
        meeting=meeting,
        topic=topic,
        by=deed.by,
        now=deed.now,
    )
    if meeting.state == "closed":
        late = _late(deed, meeting, f"Decision {words.code('decision', recorded.number)}: {made.choice}")
        return Written(meeting=late.meeting, note=None, decision=recorded)
    if topic and topic.state in ("open", "parked"):
        running.take_off(deed, id_of(topic), "settled")
    kept = _keep(deed, meeting, key, kind="decision", text=made.choice, decision_number=recorded.number)
    return _drawn(deed, Written(meeting=meeting, note=kept, decision=recorded))


def strike(deed: Deed, stands: Standing, meeting_id: int, note_id: int) -> MeetingNote:
    """Take back what was just written, with the action or the decision that it made. By who wrote it."""
    meeting = running.held(deed, meeting_id)
    struck = _own(deed, meeting, note_id)
    if struck.action_number:
        _take_back(deed, stands, struck.action_number)
    if struck.decision_number:
        decisions.withdraw(
            deed.session, team=deed.team, number=struck.decision_number, by=deed.by, now=deed.now
        )
    found = meeting_notes.strike(deed.session, team=deed.team, note_id=note_id, by=deed.by, now=deed.now)
    _queue_again(deed, found)
    posting.keep_board(deed.session, deed.team, meeting, deed.now)
    return found


def _open(deed: Deed, stands: Standing, meeting_id: int) -> Meeting:
    """The meeting, running or closed: what was typed must not be lost to somebody else's click."""
    meeting = running.found(deed, meeting_id)
    if meeting.state not in ("running", "closed"):
        raise running.not_running(meeting)
    facts = gathering.facts(deed.session, team=deed.team, meeting=meeting)
    rights.require(stands, Verb.WRITE_IN_MEETING, facts)
    return meeting


def _keep(
    deed: Deed,
    meeting: Meeting,
    key: str,
    *,
    kind: NoteKind,
    text: str,
    action_number: int | None = None,
    decision_number: int | None = None,
) -> MeetingNote:
    return meeting_notes.note(
        deed.session,
        team=deed.team,
        meeting=meeting,
        kind=kind,
        text=text,
        topic=_topic(deed, key),
        section=walk.section_key(key),
        action_number=action_number,
        decision_number=decision_number,
        by=deed.by,
        now=deed.now,
    )


def _late(deed: Deed, meeting: Meeting, text: str) -> Written:
    added = meeting_notes.correct(
        deed.session, team=deed.team, meeting=meeting, text=text, by=deed.by, now=deed.now
    )
    posting.put_correction(deed.session, deed.team, meeting, found=added, by=deed.by, now=deed.now)
    return Written(meeting=meeting, note=None)


def _topic(deed: Deed, key: str) -> Topic | None:
    topic_id = walk.topic_id(key)
    if topic_id is None:
        return None
    try:
        return topics.get(deed.session, team=deed.team, topic_id=topic_id)
    except errors.NotFound:
        raise UserError("I do not find this topic any more. Choose another place.", "place") from None


def _own(deed: Deed, meeting: Meeting, note_id: int) -> MeetingNote:
    facts = gathering.facts(deed.session, team=deed.team, meeting=meeting)
    mine = next((one for one in facts.notes if one.id == note_id and one.by_id == deed.by.id), None)
    if mine is None:
        raise UserError("That is taken back already. Nothing needed.")
    return mine


def _take_back(deed: Deed, stands: Standing, number: int) -> None:
    """Take the adding of an action back, as its own Undo does. Raises UserError where somebody went on with it."""
    told = stories.of_action(deed.session, team=deed.team, number=number)
    undoing.undo(
        deed.session,
        doing=_doing(deed, stands),
        number=number,
        step_id=told.steps[0].id or 0,
        zone=gathering.zone(deed.team),
    )


def _queue_again(deed: Deed, struck: MeetingNote) -> None:
    """Put the topic back that was off the queue for what is struck now, unless another decision settled it too."""
    if struck.topic_id is None:
        return
    topic = topics.get(deed.session, team=deed.team, topic_id=struck.topic_id)
    became_it = topic.state == "action" and topic.action_number == struck.action_number
    if became_it or (topic.state == "settled" and struck.decision_number and not _is_decided(deed, struck)):
        topics.reopen(deed.session, team=deed.team, topic_id=struck.topic_id, by=deed.by, now=deed.now)


def _is_decided(deed: Deed, struck: MeetingNote) -> bool:
    """Whether a decision of the same meeting still stands on the topic."""
    meeting = running.found(deed, struck.meeting_id)
    written = [one.note for one in meeting_lists.notes_of(deed.session, team=deed.team, meeting=meeting)]
    return any(note.kind == "decision" and note.topic_id == struck.topic_id for note in written)


def _doing(deed: Deed, stands: Standing) -> Doing:
    return Doing(
        workspace=deed.workspace,
        team=deed.team,
        by=deed.by,
        stands=stands,
        now=deed.now,
    )


def _drawn(deed: Deed, written: Written) -> Written:
    posting.keep_board(deed.session, deed.team, written.meeting, deed.now)
    return written
