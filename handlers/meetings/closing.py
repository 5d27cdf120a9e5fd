"""The end of a meeting, by a click or by itself: its minutes are taken, and what is unfinished is counted and kept.

1. From the moment that it is held nobody writes in it, so that what is written at the same moment is either in the
   minutes or added to them.
2. The next one is planned first: the minutes name it, with its roles.
3. Actions past due and topics left open are counted, once a meeting; nobody's words are lost.
"""

from datetime import datetime

from sqlmodel import Session

from handlers import messages, ripples
from handlers.answer import Message
from handlers.deeds import Deed
from handlers.meetings import gathering, planning, posting, rights, running, taking
from handlers.meetings.views import minutes
from handlers.permissions import Standing, Verb
from handlers.ripples import Ripple
from storage import actions, meeting_steps, teams, topics
from storage import meetings as kept
from storage.errors import NotFound
from storage.meeting_rows import Meeting
from storage.people import Person
from storage.schedules import Occurrence, Schedule
from storage.teams import Team


def close(deed: Deed, stands: Standing, meeting_id: int | None) -> tuple[Meeting, bool]:
    """Close it for somebody; whether it was this very step. Raises UserError for one that was never started."""
    there = kept.running(deed.session, team=deed.team)
    wanted = meeting_id or (there.id if there else None)
    if wanted is None:
        raise running.never_started(deed)
    meeting = running.found(deed, wanted)
    if meeting.state == "closed":
        return meeting, False
    if meeting.state != "running":
        raise running.not_running(meeting)
    facts = gathering.facts(deed.session, team=deed.team, meeting=meeting)
    rights.require(stands, Verb.RUN_MEETING, facts)
    return finish(deed.session, deed.team, meeting, deed.by, deed.now), True


def finish(session: Session, team: Team, meeting: Meeting, by: Person | None, now: datetime) -> Meeting:
    """Close a running meeting; `by` None: its time is over. One that is closed already is returned as it is."""
    held = meeting_steps.hold(session, team=team, meeting=meeting)
    if held.state != "running":
        return held
    following = planning.replan(session, team=team, now=now, by=by)
    on = teams.today(team, held.starts_at)
    carried = actions.carry(session, team=team, meeting_on=on, now=now, by=by)
    taken = taking.taken(
        session, team=team, meeting=held, by=by, now=now, carried=carried, following=following
    )
    closed = meeting_steps.close(session, team=team, meeting=held, by=by, now=now, snapshot=dict(taken))
    topics.aged(session, team=team, meeting=closed, now=now, by=by)
    posting.keep_board(session, team, closed, now)
    posting.put_minutes(session, team, closed, now)
    ripples.drop("meeting", Ripple(session=session, team=team, now=now, by=by))
    return closed


def by_itself(
    session: Session,
    team: Team,
    schedule: Schedule,
    occurrence: Occurrence,  # noqa: ARG001 - a routine
    now: datetime,
) -> None:
    """Its time and the grace are over: a running one is closed, one that nobody started lapses, the next is planned."""
    try:
        meeting = kept.by_id(session, team=team, meeting_id=schedule.meeting_id or 0)
    except NotFound:
        return
    if meeting.state == "running":
        finish(session, team, meeting, None, now)
    else:
        planning.replan(session, team=team, now=now)


def preview(session: Session, team: Team, person: Person, now: datetime) -> Message | None:  # noqa: ARG001 - a routine
    """Return the last minutes as an example of what comes, without buttons; None before the first meeting."""
    found = gathering.minutes(session, team=team, meeting_id=None)
    if found is None:
        return None
    first, *_ = minutes.pages(posting.taken_of(found[0]), gathering.zone(team))
    return messages.of(*first)
