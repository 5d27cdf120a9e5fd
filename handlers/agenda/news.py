"""What the channel sees of an agenda: posted once, kept up to date in place, and what changed noted in its thread.

1. The agenda goes out under one key a meeting, with whose turn it is; what has no room goes into its thread.
2. A change of roles, absences, updates, topics, or of the meeting itself revises it. What it says of actions stays.
3. Whatever a reader of this morning would miss is said in the thread as well, once.
4. Once the meeting has begun it is a record: only its buttons go.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from handlers import messages, ripples
from handlers.agenda import gathering
from handlers.agenda.gathering import Facts
from handlers.agenda.views import page, thread, words
from handlers.answer import Message
from handlers.messages import Shown
from handlers.ripples import Ripple
from storage import meeting_people, meeting_steps, meetings, outbox
from storage.meeting_rows import Meeting
from storage.outbox import OutboxMessage
from storage.people import Person
from storage.teams import Team
from storage.topics import Topic
from storage.workspaces import Workspace

AGENDA, NOTE = "agenda", "agenda_note"


def key(meeting: Meeting) -> str:
    """The key of a meeting's agenda in the outbox."""
    return f"agenda:{meeting.id}"


def coming(session: Session, *, team: Team, now: datetime) -> tuple[Meeting | None, bool]:
    """Return the meeting that runs or is next, None where none is planned; and whether its agenda is out."""
    meeting = meetings.running(session, team=team) or meetings.upcoming(session, team=team, now=now)
    return meeting, meeting is not None and _posted(session, team, meeting) is not None


def post(session: Session, *, team: Team, meeting: Meeting, now: datetime) -> None:
    """Post the agenda of that meeting, or the line that there is none; nothing for one that has begun.

    Where it is posted already, it is built anew from the facts of now, and the thread says so.
    """
    if meeting.state not in ("planned", "skipped"):
        return
    found = gathering.facts(session, team=team, meeting=meeting, now=now)
    there = _posted(session, team, meeting)
    found = _announced(session, found) if meeting.state == "planned" else found
    most, shown = _fresh(found)
    if there:
        _revise(session, found, there, shown)
        return
    outbox.put(
        session,
        workspace=_home(session, team),
        team=team,
        key=key(meeting),
        kind=AGENDA,
        channel_id=team.channel_id,
        now=now,
        expires_at=meeting.ends_at,
        **shown,
    )
    if meeting.state == "planned":
        for section, message in thread.rest(found, most):
            _note(session, found, f"rest:{section}", message)
        ripples.drop("meeting", Ripple(session=session, team=team, now=now))


def follow(ripple: Ripple) -> None:
    """Bring the agendas that are out up to date with what was just changed."""
    for meeting in meetings.announced(ripple.session, team=ripple.team, now=ripple.now):
        there = _posted(ripple.session, ripple.team, meeting)
        if there:
            keep_up(
                ripple.session,
                team=ripple.team,
                meeting=meeting,
                there=there,
                now=ripple.now,
                told=ripple.told,
            )


def follow_update(ripple: Ripple) -> None:
    """The same, and note the update that was just given."""
    follow(ripple)
    for meeting in meetings.announced(ripple.session, team=ripple.team, now=ripple.now):
        if meeting.state != "planned" or not _posted(ripple.session, ripple.team, meeting):
            continue
        found = gathering.facts(ripple.session, team=ripple.team, meeting=meeting, now=ripple.now)
        strands = found.workstreams
        for row in (*strands.off_track, *strands.at_risk, *strands.on_track):
            if row.last_update and row.last_update.at == ripple.now:
                _note(ripple.session, found, f"update:{row.last_update.id}", thread.update(row))


def topic_added(session: Session, *, team: Team, topic: Topic, by: Person, now: datetime) -> None:
    """Show a topic on the agenda that is out, and note it in the thread."""
    follow(Ripple(session=session, team=team, now=now, by=by))
    meeting = meetings.upcoming(session, team=team, now=now)
    if meeting and _posted(session, team, meeting):
        found = gathering.facts(session, team=team, meeting=meeting, now=now)
        _note(session, found, f"topic:{topic.id}", thread.topic(topic, by))


def keep_up(
    session: Session,
    *,
    team: Team,
    meeting: Meeting,
    there: OutboxMessage,
    now: datetime,
    told: bool = False,
) -> None:
    """Bring one posted agenda up to date, as far as its meeting still allows. `told`: the channel hears why."""
    found = gathering.facts(session, team=team, meeting=meeting, now=now)
    if meeting.state == "planned":
        found = _announced(session, found)
        shown = page.agenda(found, was=there.blocks if _same_hour(found, there.blocks) else ())
    elif meeting.state == "skipped":
        shown = messages.shown(page.skipped(found))
    else:
        shown = page.record(found, there.blocks)
    _revise(session, found, there, shown, told=told)


def _fresh(found: Facts) -> tuple[int, Shown]:
    if found.meeting.state == "skipped":
        return 0, messages.shown(page.skipped(found))
    return page.fitted(found)


def _announced(session: Session, found: Facts) -> Facts:
    """Keep whose turn it is as it is shown, and that the agenda is out."""
    named = {
        holder.role.role: (holder.role.person_id, holder.role.backup_id)
        for holder in meeting_people.roles_of(session, team=found.team, meeting=found.meeting)
    }
    for duty in found.duties:
        backup_id = duty.backup.id if duty.backup else None
        if named.get(duty.role) != (duty.person.id, backup_id):
            meeting_people.set_role(
                session,
                team=found.team,
                meeting=found.meeting,
                role=duty.role,
                person=duty.person,
                backup=duty.backup,
                now=found.now,
            )
    if found.meeting.agenda_posted_at is None:
        meeting_steps.agenda_posted(session, team=found.team, meeting=found.meeting, now=found.now)
    return found


def _revise(
    session: Session, found: Facts, there: OutboxMessage, shown: Shown, *, told: bool = False
) -> None:
    was, before = list(there.blocks), there.revision
    fresh = outbox.revise(
        session, workspace=_home(session, found.team), key=there.key, now=found.now, **shown
    )
    if fresh.revision != before:
        for place, message in enumerate(_news(found, was, told=told)):
            _note(session, found, f"news:{fresh.revision}:{place}", message)


def _same_hour(found: Facts, was: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the posted agenda is of the hour at which the meeting is now; one of another hour is built anew."""
    return words.when(found.meeting, found.zone) in (_head(was) or "")


def _head(was: Sequence[Mapping[str, Any]]) -> str | None:
    return next((str(block["text"]["text"]) for block in was if block.get("block_id") == page.HEAD), None)


def _news(found: Facts, was: Sequence[Mapping[str, Any]], *, told: bool) -> list[Message]:
    """What is noted in the thread: that the meeting is skipped, held after all, moved; that roles changed hands.

    What somebody did to the meeting by hand is said in the channel by who runs meetings, and not here again; that
    nobody started it, the agenda itself says.
    """
    head, by_hand = _head(was), told or found.decided_by is not None
    if found.meeting.state == "skipped":
        return [thread.skipped(found)] if head and not by_hand and not found.lapsed else []
    if found.meeting.state != "planned":
        return []
    if head is None:
        return [] if by_hand else [thread.held(found)]
    said = [] if by_hand or _same_hour(found, was) else [thread.moved(found)]
    duties = [words.who(duty) for duty in found.duties]
    return said if all(duty in head for duty in duties) else [*said, thread.roles(found.duties)]


def _note(session: Session, found: Facts, what: str, message: Message) -> None:
    outbox.put(
        session,
        workspace=_home(session, found.team),
        team=found.team,
        key=f"{key(found.meeting)}:{what}",
        kind=NOTE,
        channel_id=found.team.channel_id,
        now=found.now,
        expires_at=found.meeting.ends_at if found.meeting.ends_at > found.now else None,
        thread_of=key(found.meeting),
        **messages.shown(message),
    )


def _posted(session: Session, team: Team, meeting: Meeting) -> OutboxMessage | None:
    return outbox.by_key(session, workspace=_home(session, team), key=key(meeting))


def _home(session: Session, team: Team) -> Workspace:
    return session.get_one(Workspace, team.workspace_id)
