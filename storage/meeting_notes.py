"""What is written at a meeting and of it: notes, corrections of the minutes, how useful it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from storage import audit, errors, inserts, meeting_steps, meetings, steps, teams, topics, types
from storage.meeting_rows import Correction, Meeting, MeetingNote, NoteKind, Rating
from storage.people import Person
from storage.steps import Act
from storage.teams import Team
from storage.topics import Topic


@dataclass(frozen=True)
class Ratings:
    """How useful people found it. `average` None: nobody has said."""

    average: float | None
    count: int


def note(
    session: Session,
    *,
    team: Team,
    meeting: Meeting,
    kind: NoteKind,
    text: str,
    by: Person,
    now: datetime,
    topic: Topic | None = None,
    section: str | None = None,
    action_number: int | None = None,
    decision_number: int | None = None,
) -> MeetingNote:
    """Any number of people may write at once. Undone by striking it.

    Refused (`meeting_state`) unless the meeting is running; NotFound for rows from elsewhere.
    """
    held = meeting_steps.hold(session, team=team, meeting=meeting)
    teams.check(team, by)
    meeting_steps.check(held, "note", "running")
    if topic is not None:
        topics.get(session, team=team, topic_id=types.id_of(topic))
    written = MeetingNote(
        meeting_id=types.id_of(held),
        topic_id=topic.id if topic else None,
        section=section,
        kind=kind,
        text=text,
        action_number=action_number,
        decision_number=decision_number,
        by_id=types.id_of(by),
        at=now,
    )
    undo_to = {"struck_at": now.isoformat()}
    steps.begin(
        session,
        Act(team, by, now),
        item_kind="meeting_note",
        row=written,
        columns=_COLUMNS,
        verb="write",
        undo_to=undo_to,
    )
    return written


def strike(session: Session, *, team: Team, note_id: int, by: Person, now: datetime) -> MeetingNote:
    """Not in the minutes. A struck one is returned unchanged. Refused (`meeting_state`) once the meeting is closed."""
    written = _held(session, team, note_id, by, "strike")
    if written.struck_at is None:
        _step(session, Act(team, by, now), written, "strike", struck_at=now)
    return written


def rate(
    session: Session, *, team: Team, meeting: Meeting, person: Person, score: int, now: datetime
) -> Ratings:
    """Their rating, 1 to 5, or their new one; all ratings with it.

    Refused (`meeting_state`) before the meeting has begun; ValueError for another score.
    """
    if score not in range(1, 6):
        raise ValueError(f"a meeting is rated 1 to 5, not {score}")
    teams.check(team, person)
    held = meetings.by_id(session, team=team, meeting_id=types.id_of(meeting))
    meeting_steps.check(held, "rate", "running", "closed")
    whose = {"meeting_id": types.id_of(held), "person_id": types.id_of(person)}
    if inserts.new(session, Rating, **whose, score=score, at=now) is None:
        query = select(Rating).where(Rating.meeting_id == held.id, Rating.person_id == person.id)
        rating = session.exec(steps.fresh(query)).one()
        rating.score, rating.at = score, now
    return ratings(session, team=team, meeting=held)


def ratings(session: Session, *, team: Team, meeting: Meeting) -> Ratings:
    """All of them as one number; nobody's own."""
    query = (
        select(func.avg(Rating.score), func.count())
        .join(Meeting, col(Meeting.id) == Rating.meeting_id)
        .where(Meeting.team_id == team.id, Rating.meeting_id == meeting.id)
    )
    average, count = session.exec(query).one()
    return Ratings(None if average is None else float(average), count)


def correct(
    session: Session, *, team: Team, meeting: Meeting, text: str, by: Person, now: datetime
) -> Correction:
    """Beside the minutes, never over them. Refused (`meeting_state`) before the meeting is closed."""
    teams.check(team, by)
    held = meetings.by_id(session, team=team, meeting_id=types.id_of(meeting))
    meeting_steps.check(held, "correct", "closed")
    correction = Correction(meeting_id=types.id_of(held), text=text, by_id=types.id_of(by), at=now)
    session.add(correction)
    session.flush()
    return correction


def corrections(session: Session, *, team: Team, meeting: Meeting) -> Sequence[tuple[Correction, Person]]:
    """The first one first, with who said it."""
    query = (
        select(Correction, Person)
        .join(Person, col(Person.id) == Correction.by_id)
        .join(Meeting, col(Meeting.id) == Correction.meeting_id)
        .where(Meeting.team_id == team.id, Correction.meeting_id == meeting.id)
    )
    return session.exec(query.order_by(col(Correction.id))).all()


def _held(session: Session, team: Team, note_id: int, by: Person, verb: str) -> MeetingNote:
    """The note, with nobody else writing in its meeting."""
    teams.check(team, by)
    query = select(Meeting).join(MeetingNote, col(MeetingNote.meeting_id) == Meeting.id)
    meeting = session.exec(query.where(Meeting.team_id == team.id, MeetingNote.id == note_id)).one_or_none()
    if meeting is None:
        raise errors.NotFound("note", note_id)
    meeting_steps.check(meeting_steps.hold(session, team=team, meeting=meeting), verb, "running")
    return session.exec(steps.fresh(select(MeetingNote).where(MeetingNote.id == note_id))).one()


def _step(session: Session, act: Act, written: MeetingNote, verb: str, **values: Any) -> None:
    steps.take(session, act, item_kind="meeting_note", row=written, verb=verb, values=values)


_COLUMNS = ("kind", "text", "topic_id", "section", "action_number", "decision_number", "struck_at")

audit.register("meeting_note", MeetingNote)
