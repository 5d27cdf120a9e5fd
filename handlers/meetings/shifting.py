"""A meeting that is skipped, moved, or held after all; and a role in it that changes hands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from handlers import who
from handlers.answer import Message
from handlers.deeds import Deed
from handlers.deps import Member
from handlers.errors import UserError
from handlers.meetings import gathering, moments, planning, posting, rights, running
from handlers.meetings.moments import Around, Landing
from handlers.meetings.views import news, words
from handlers.permissions import Standing, Verb
from storage import (
    audit,
    calendars,
    errors,
    meeting_happenings,
    meeting_people,
    meeting_steps,
    meetings,
    schedules,
    teams,
)
from storage.audit import AuditEntry
from storage.meeting_kinds import WEEKLY
from storage.meeting_rows import Meeting, MeetingRoleName
from storage.people import Person
from storage.teams import Team
from storage.types import id_of


@dataclass(frozen=True)
class Shifted:
    """The meeting after it. `step`: what Undo takes back; None: it stood so already. `told`: whether the channel hears."""

    meeting: Meeting
    step: AuditEntry | None
    told: bool = False


def around(session: Session, *, team: Team, meeting: Meeting, wanted: Landing, now: datetime) -> Around:
    """Return what stands around the meeting where it is to be moved."""
    facts = gathering.facts(session, team=team, meeting=meeting)
    away = gathering.away(session, team=team, people_=facts.core, on=wanted.on)
    return Around(
        now=now,
        starts_at=meeting.starts_at,
        minutes=meeting.minutes,
        off=calendars.working_days(session, team=team).off(wanted.on),
        next_at=_next_at(session, team, meeting, now),
        away=tuple(words.name(person) for person in facts.core if person.id in away),
    )


def skip(deed: Deed, stands: Standing, meeting_id: int, why: str | None) -> Shifted:
    """Let it go; the channel gets a line. Raises UserError for one that runs or is over."""
    meeting = _ours(deed, stands, meeting_id)
    if meeting.state == "skipped":
        return Shifted(meeting, None)
    if meeting.state != "planned":
        raise begun(meeting)
    was = _last(deed, meeting)
    skipped = meeting_steps.skip(
        deed.session, team=deed.team, meeting=meeting, reason=why or "", by=deed.by, now=deed.now
    )
    following = planning.replan(deed.session, team=deed.team, now=deed.now, by=deed.by, told=True)
    step = _new_step(deed, skipped, was)
    line = news.skipped(skipped, deed.by, following, gathering.zone(deed.team), deed.now)
    _tell(deed, skipped, step, line)
    return Shifted(skipped, step, told=True)


def move(deed: Deed, stands: Standing, meeting_id: int, wanted: Landing, why: str | None) -> Shifted:
    """Hold it then. The channel gets a line where the agenda is out already; else the agenda shows it."""
    meeting = _ours(deed, stands, meeting_id)
    if meeting.state not in ("planned", "skipped"):
        raise begun(meeting)
    moments.allowed(
        wanted,
        around(deed.session, team=deed.team, meeting=meeting, wanted=wanted, now=deed.now),
    )
    started_at, was = meeting.starts_at, _last(deed, meeting)
    moved = meeting_steps.move(
        deed.session,
        team=deed.team,
        meeting=meeting,
        to=wanted.at,
        reason=why or "",
        by=deed.by,
        now=deed.now,
    )
    planning.replan(deed.session, team=deed.team, now=deed.now, by=deed.by, told=True)
    step = _new_step(deed, moved, was)
    told = moved.agenda_posted_at is not None
    if told:
        line = news.moved(moved, started_at, deed.by, gathering.zone(deed.team), deed.now)
        _tell(deed, moved, step, line)
    return Shifted(moved, step, told)


def unskip(deed: Deed, stands: Standing, meeting_id: int | None) -> Shifted:
    """Hold it after all; `meeting_id` None: the next one that is skipped."""
    meeting = (
        _ours(deed, stands, meeting_id) if meeting_id else _ours(deed, stands, id_of(_next_skipped(deed)))
    )
    skipped = next((step for step in reversed(_steps(deed, meeting)) if step.verb == "skip"), None)
    was = _last(deed, meeting)
    try:
        back = meeting_steps.unskip(deed.session, team=deed.team, meeting=meeting, by=deed.by, now=deed.now)
    except errors.Refused as refused:
        raise _not_back(meeting, refused) from refused
    planning.replan(deed.session, team=deed.team, now=deed.now, by=deed.by, told=True)
    step = _new_step(deed, back, was)
    told = step is not None and skipped is not None and _tell_back(deed, back, skipped.id, step)
    return Shifted(back, step, told)


def undo(deed: Deed, stands: Standing, meeting_id: int, step_id: int) -> Shifted:
    """Take a skip or a move back. Raises UserError where somebody changed it since, or its time has passed."""
    meeting = _ours(deed, stands, meeting_id)
    if meeting.state not in ("planned", "skipped"):
        raise begun(meeting)
    try:
        audit.undo(deed.session, team=deed.team, entry_id=step_id, by=deed.by, now=deed.now)
    except (errors.Changed, errors.Refused, errors.NotFound) as changed:
        raise UserError(
            "The meeting was changed since, so this was not taken back. `/steward meeting` shows how it stands now."
        ) from changed
    planning.replan(deed.session, team=deed.team, now=deed.now, by=deed.by, told=True)
    back = meetings.by_id(deed.session, team=deed.team, meeting_id=meeting_id)
    return Shifted(back, None, _tell_back(deed, back, step_id, _last(deed, back)))


def turn(
    deed: Deed, stands: Standing, meeting_id: int, role: MeetingRoleName, member: Member
) -> tuple[Meeting, Person]:
    """Give somebody a role in it; the one who had it stands in."""
    meeting = running.found(deed, meeting_id)
    facts = gathering.facts(deed.session, team=deed.team, meeting=meeting)
    rights.require(stands, Verb.START_MEETING, facts)
    if meeting.state not in ("planned", "running"):
        raise running.not_running(meeting)
    (person,) = who.meet(deed.session, workspace=deed.workspace, members=[member], now=deed.now)
    if person.id not in {one.id for one in facts.core}:
        raise UserError(
            f"{person.name} is no core member of this team, so the turns do not come to them. Choose a core member.",
            "person",
        )
    before = next((duty.person for duty in facts.duties if duty.role == role), None)
    given = meeting_people.set_role(
        deed.session,
        team=deed.team,
        meeting=meeting,
        role=role,
        person=person,
        backup=before if before and before.id != person.id else None,
        by=deed.by,
        now=deed.now,
    )
    zone, step = gathering.zone(deed.team), deed.step("meeting_role", given)
    deed.tell(step, person, news.turn_given(meeting, role, deed.by, zone, deed.now))
    if before and before.id != person.id:
        deed.tell(step, before, news.turn_taken(meeting, role, person, zone, deed.now))
    planning.replan(deed.session, team=deed.team, now=deed.now, by=deed.by)
    if meeting.state == "running":
        posting.keep_board(deed.session, deed.team, meeting, deed.now)
    return meeting, person


def _ours(deed: Deed, stands: Standing, meeting_id: int) -> Meeting:
    meeting = running.found(deed, meeting_id)
    facts = gathering.facts(deed.session, team=deed.team, meeting=meeting)
    rights.require(stands, Verb.RUN_MEETING, facts)
    return meeting


def _next_at(session: Session, team: Team, meeting: Meeting, now: datetime) -> datetime | None:
    """When the series meets after this meeting."""
    schedule = schedules.of_kind(session, team=team, kind=WEEKLY)
    if schedule is None:
        return None
    own = meeting.series_on or teams.today(team, meeting.starts_at)
    found = schedules.upcoming(session, schedule=schedule, now=now, count=8)
    return next((moment.at for moment in found if moment.local_date > own), None)


def _next_skipped(deed: Deed) -> Meeting:
    found = meeting_happenings.skipped_ahead(deed.session, team=deed.team, now=deed.now)
    if not found:
        raise UserError("No meeting to come is skipped. `/steward meeting` shows the next one.")
    return found[0]


def begun(meeting: Meeting) -> UserError:
    """Say why it cannot be skipped or moved, and what can be done."""
    if meeting.state == "running":
        return UserError(
            "This meeting is running, so it can be closed, and not skipped or moved: press Close on its board."
        )
    if meeting.state == "closed":
        return UserError("This meeting is over. `/steward meeting` shows the next one.")
    return running.not_running(meeting)


def _not_back(meeting: Meeting, refused: errors.Refused) -> UserError:
    if refused.reason == "in_the_past":
        return UserError(
            "Its time has passed, so it cannot take place any more. `/steward meeting` shows the next one."
        )
    return begun(meeting)


def _last(deed: Deed, meeting: Meeting) -> AuditEntry | None:
    return audit.latest(deed.session, team=deed.team, item_kind="meeting", item_id=id_of(meeting))


def _steps(deed: Deed, meeting: Meeting) -> Sequence[AuditEntry]:
    return audit.history(deed.session, team=deed.team, item_kind="meeting", item_id=id_of(meeting))


def _new_step(deed: Deed, meeting: Meeting, was: AuditEntry | None) -> AuditEntry | None:
    """The step just taken by hand; None where it stood so already."""
    steps = _steps(deed, meeting)
    mine = [step for step in steps if step.by_person_id == deed.by.id and (was is None or _after(step, was))]
    return mine[-1] if mine else None


def _after(step: AuditEntry, was: AuditEntry) -> bool:
    return (step.id or 0) > (was.id or 0)


def _tell(deed: Deed, meeting: Meeting, step: AuditEntry | None, line: Message) -> None:
    if step is not None:
        posting.put_news(deed.session, deed.team, meeting, step_id=step.id, said=line, now=deed.now)


def _tell_back(deed: Deed, meeting: Meeting, step_id: int | None, back: AuditEntry | None) -> bool:
    """Tell the channel that it is held after all, if it read otherwise; what was not sent yet is taken back."""
    if not posting.withdraw_news(deed.session, deed.team, meeting, step_id):
        return False
    line = news.back(meeting, deed.by, gathering.zone(deed.team), deed.now)
    _tell(deed, meeting, back, line)
    return True
