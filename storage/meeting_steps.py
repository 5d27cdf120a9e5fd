"""The state machine of meetings: planned, running, closed; skipped and moved by hand on the way.

Each step looks at the meeting as it stands, not as the caller saw it, and returns it. What is due for the meeting
follows. Raises NotFound for another team's, Refused (`meeting_state`, with `verb`, `from_state`) for a step that its
state does not have, and Refused (`team_closed`) where something would begin in a closed team.
"""

from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from storage import audit, errors, meeting_moments, meetings, steps, teams, types
from storage.meeting_rows import Meeting, State
from storage.people import Person
from storage.steps import Act
from storage.teams import Team
from storage.types import Facts, Numbered


def skip(
    session: Session, *, team: Team, meeting: Meeting, reason: str, by: Person, now: datetime
) -> Meeting:
    """A planned one does not take place. A skipped one is returned unchanged."""
    held = _held(session, teams.locked(session, team), meeting, by)
    if held.state != "skipped":
        check(held, "skip", "planned")
        _step(
            session, Act(team, by, now, reason), held, "skip", state="skipped", reason=reason, reason_by=by.id
        )
    return held


def unskip(session: Session, *, team: Team, meeting: Meeting, by: Person, now: datetime) -> Meeting:
    """It takes place after all, whatever the calendar says. Refused (`in_the_past`) once its time is over."""
    held = _held(session, teams.locked(session, team), meeting, by)
    if held.state == "planned":
        return held
    check(held, "unskip", "skipped")
    _check_ahead(held.ends_at, now)
    # Where planning would decide otherwise, a person has decided.
    decided = by.id if held.holiday or held.moved_from else None
    _step(session, Act(team, by, now), held, "unskip", state="planned", reason=None, reason_by=decided)
    return held


def move(
    session: Session, *, team: Team, meeting: Meeting, to: datetime, reason: str, by: Person, now: datetime
) -> Meeting:
    """A planned or skipped one takes place then; planning leaves it there. Refused (`in_the_past`) for the past."""
    held = _held(session, teams.locked(session, team), meeting, by)
    check(held, "move", "planned", "skipped")
    _check_ahead(to, now)
    if held.state == "planned" and held.starts_at == to:
        return held
    values = {"moved_from": held.moved_from or held.starts_at, "reason": reason, "reason_by": by.id}
    _step(session, Act(team, by, now, reason), held, "move", state="planned", starts_at=to, **values)
    return held


def agenda_posted(session: Session, *, team: Team, meeting: Meeting, now: datetime) -> Meeting:
    """The agenda went out; said again, the first time stays."""
    held = hold(session, team=team, meeting=meeting)
    if held.agenda_posted_at is None:
        _step(session, Act(team, None, now, part=True), held, "agenda", agenda_posted_at=now)
    return held


def start(session: Session, *, team: Team, meeting: Meeting, by: Person, now: datetime) -> Meeting:
    """Running from now on. Started by the same person before: returned unchanged.

    Refused (`already_running`, with `meeting_id`, `by_person_id`, `at`) where somebody else did, or another meeting
    of the team is still running.
    """
    held = _held(session, teams.locked(session, team), meeting, by)
    if held.state == "running" and held.started_by == by.id:
        return held
    other = meetings.running(session, team=team)
    if other is not None:
        facts = {"meeting_id": other.id, "by_person_id": other.started_by, "at": other.started_at}
        raise errors.Refused("already_running", **facts)
    check(held, "start", "planned")
    _step(session, Act(team, by, now), held, "start", state="running", started_at=now, started_by=by.id)
    return held


def go_to(session: Session, *, team: Team, meeting: Meeting, current: str | None) -> Meeting:
    """The place in the walk, "section:actions" or "topic:12"; the last one who says so has it. No step of anyone's."""
    held = hold(session, team=team, meeting=meeting)
    check(held, "go_to", "running")
    held.current = current
    session.add(held)
    return held


def hold(session: Session, *, team: Team, meeting: Meeting) -> Meeting:
    """The meeting as it stands, with nobody writing in it until this transaction ends: read its notes after this."""
    return _held(session, _locked(session, team), meeting)


def close(
    session: Session,
    *,
    team: Team,
    meeting: Meeting,
    by: Person | None,
    now: datetime,
    snapshot: Facts | None = None,
) -> Meeting:
    """A running one is over; `by` None: by itself. A closed one is returned unchanged, its `minutes_taken` too.

    `snapshot` becomes `minutes_taken`: `hold` the meeting before reading what goes into it, so that no note is lost
    that is written at the same moment. Refused (`never_started`) for a planned or skipped one.
    """
    held = _held(session, _locked(session, team), meeting, *([by] if by else []))
    if held.state == "closed":
        return held
    if held.state != "running":
        raise errors.Refused("never_started", from_state=held.state, starts_at=held.starts_at)
    values = {"state": "closed", "closed_at": now, "closed_by": by.id if by else None}
    _step(session, Act(team, by, now, part=True), held, "close", **values)
    held.minutes_taken = snapshot
    return held


def restore(session: Session, *, row: Meeting, undo_to: Facts, by: Numbered, now: datetime) -> Facts:
    """Columns as they were, and what is due with them."""
    redo = audit.put_back(session, row=row, undo_to=undo_to, by=by, now=now)
    session.flush()
    meeting_moments.keep(session, team=session.get_one(Team, row.team_id), meetings=(row,), now=now)
    return redo


def _locked(session: Session, team: Team) -> Team:
    """The team, closed or not. Always before its meetings: so does planning, and nobody waits in a ring."""
    query = select(Team).where(Team.id == team.id, Team.workspace_id == team.workspace_id)
    found = steps.locked(session, query)
    if found is None:
        raise errors.NotFound("team", team.id)
    return found


def _held(session: Session, team: Team, meeting: Meeting, *people: Person) -> Meeting:
    teams.check(team, *people)
    query = select(Meeting).where(Meeting.team_id == team.id, Meeting.id == types.id_of(meeting))
    found = steps.locked(session, query)
    if found is None:
        raise errors.NotFound("meeting", meeting.id)
    return found


def check(meeting: Meeting, verb: str, *states: State) -> None:
    """Raises Refused (`meeting_state`) unless the meeting is in one of the states."""
    if meeting.state not in states:
        raise errors.Refused("meeting_state", verb=verb, from_state=meeting.state, meeting_id=meeting.id)


def _check_ahead(at: datetime, now: datetime) -> None:
    if at <= now:
        raise errors.Refused("in_the_past", at=at, now=now)


def _step(session: Session, act: Act, meeting: Meeting, verb: str, **values: Any) -> None:
    steps.take(session, act, item_kind="meeting", row=meeting, verb=verb, values=values)
    session.flush()
    team = session.get_one(Team, meeting.team_id)
    meeting_moments.keep(session, team=team, meetings=(meeting,), now=act.now)


audit.register("meeting", Meeting, restore)
