"""What people do to a team's schedule: skip its next date, move it, pause it, change its rule; each with a reason, each undone."""

from datetime import UTC, date, datetime, timedelta

from sqlmodel import Session, col, select

from storage import (
    audit,
    errors,
    facts,
    inserts,
    recurrence,
    schedule_claims,
    schedule_times,
    steps,
    teams,
    types,
)
from storage.people import Person
from storage.recurrence import Moment
from storage.schedule_rows import ONCE, Occurrence, Outcome, Schedule
from storage.steps import Act
from storage.teams import Team
from storage.types import Facts, Numbered


def skip_next(session: Session, *, schedule: Schedule, reason: str, by: Person, now: datetime) -> Occurrence:
    """The next date of a team's schedule will not happen; the one after it is the next then.

    Undone as a step of item kind "schedule", while it stands. Raises Refused: `nothing_planned` where no date is to
    come, `team_closed`.
    """
    act, fresh = _locked(session, schedule, by, now, reason)
    before = audit.snapshot(fresh, _COLUMNS)
    skipped = _pass(session, act, fresh, "skipped")
    told = {"date": skipped.local_date.isoformat()}
    _record(session, act, fresh, verb="skip", before=before, told=told, undo_to={"passed": skipped.id})
    return skipped


def move_next(
    session: Session, *, schedule: Schedule, to: datetime, reason: str, by: Person, now: datetime
) -> Schedule:
    """The next date of a team's schedule happens then instead: returns that single moment, of the same kind.

    Undone as a step of item kind "schedule", while it stands. Raises Refused: `nothing_planned`, `moment_past`,
    `team_closed`.
    """
    act, fresh = _locked(session, schedule, by, now, reason)
    if to <= now:
        raise errors.Refused("moment_past", to=to)
    before = audit.snapshot(fresh, _COLUMNS)
    moved = _pass(session, act, fresh, "moved")
    instead = _instead(session, fresh, to, by)
    told = {"date": moved.local_date.isoformat(), "to": to.astimezone(UTC).isoformat()}
    undo_to = {"passed": moved.id, "instead": instead.id}
    _record(session, act, fresh, verb="move", before=before, told=told, undo_to=undo_to)
    return instead


def pause(
    session: Session, *, schedule: Schedule, until: date | None, reason: str | None, by: Person, now: datetime
) -> Schedule:
    """Nothing happens before that date in the schedule's zone; None takes the pause back. Undone as a step."""
    act, fresh = _locked(session, schedule, by, now, reason)
    verb = "unpause" if until is None else "pause"
    steps.take(session, act, item_kind="schedule", row=fresh, verb=verb, values={"paused_until": until})
    place(session, fresh, now)
    return fresh


def change_rule(
    session: Session, *, schedule: Schedule, rrule: str, starts_on: date, by: Person, now: datetime
) -> Schedule:
    """The dates of a team's schedule follow another rule, counted from that date. Undone as a step.

    What stands already is no step. Raises ValueError for a rule that is none, Refused `team_closed`.
    """
    recurrence.check(rrule)
    act, fresh = _locked(session, schedule, by, now, None)
    values = {"rrule": rrule, "starts_on": starts_on}
    steps.take(session, act, item_kind="schedule", row=fresh, verb="change_rule", values=values)
    place(session, fresh, now)
    return fresh


def place(session: Session, schedule: Schedule, now: datetime) -> None:
    """Its next moment, as things stand: what happened, was skipped or moved does not come again."""
    found = _next(session, schedule, now)
    schedule.next_at = found.at if found else None
    session.add(schedule)
    session.flush()


def restore(session: Session, *, row: Schedule, undo_to: Facts, by: Numbered, now: datetime) -> Facts:  # noqa: ARG001  (a Restore)
    """A schedule's undo: a date that was skipped or moved comes again; undone once more, it does not.

    Raises Refused `already_happened` where it was moved and came.
    """
    columns = facts.of_columns(row, undo_to)
    redo = audit.snapshot(row, columns)
    facts.put_back(row, columns)
    instead = session.get_one(Schedule, undo_to["instead"]) if "instead" in undo_to else None
    redo |= {"instead": instead.id} if instead else {}
    if "passed" in undo_to:
        redo["again"] = _give_back(session, undo_to["passed"], instead, now)
    if "again" in undo_to:
        redo["passed"] = _take_again(session, undo_to["again"], instead, now)
    place(session, row, now)
    return redo


def _locked(
    session: Session, schedule: Schedule, by: Person, now: datetime, why: str | None
) -> tuple[Act, Schedule]:
    """A team's, ours to change. A person's own has no such steps: ValueError."""
    if schedule.team_id is None:
        raise ValueError("a person's own schedule is changed by their preferences")
    team = teams.locked(session, session.get_one(Team, schedule.team_id))
    teams.check(team, by)
    query = select(Schedule).where(Schedule.id == schedule.id)
    return Act(team, by, now, why), session.exec(steps.fresh(query)).one()


def _next(session: Session, schedule: Schedule, now: datetime) -> Moment | None:
    days = schedule_claims.calendars_of(session, [schedule]).get(schedule.team_id or 0)
    return next(schedule_times.to_come(schedule, now, days, passed(session, schedule, now)), None)


def passed(session: Session, schedule: Schedule, now: datetime) -> set[date]:
    """The dates about now and later that do not come again: they happened, or were skipped or moved beforehand."""
    since = now.astimezone(UTC).date() - _AROUND
    query = select(col(Occurrence.local_date)).where(
        Occurrence.schedule_id == schedule.id,
        Occurrence.slot == schedule.slot,
        col(Occurrence.local_date) >= since,
    )
    return set(session.exec(query).all())


def _pass(session: Session, act: Act, schedule: Schedule, outcome: Outcome) -> Occurrence:
    """Takes the next date off the timetable."""
    found = _next(session, schedule, act.now)
    if found is None:
        raise errors.Refused("nothing_planned", kind=schedule.kind)
    taken = inserts.new(
        session,
        Occurrence,
        schedule_id=types.id_of(schedule),
        local_date=found.local_date,
        slot=schedule.slot,
        due_at=found.at,
        claimed_at=act.now,
        outcome=outcome,
        reason=act.why,
        by_id=act.by.id if act.by else None,
    )
    assert taken is not None  # a date that was taken is none to come
    place(session, schedule, act.now)
    return taken


def _instead(session: Session, schedule: Schedule, to: datetime, by: Person) -> Schedule:
    at = to.astimezone(UTC)
    kept = schedule.model_dump(include={"team_id", "meeting_id", "kind", "slot", "grace_minutes"})
    once = Schedule(
        **kept,
        local_time=at.time(),
        zone="UTC",
        rrule=ONCE,
        starts_on=at.date(),
        next_at=to,
        created_by=by.id,
    )
    session.add(once)
    session.flush()
    return once


def _give_back(session: Session, passed_id: int, instead: Schedule | None, now: datetime) -> Facts:
    """What would take it again."""
    if instead is not None:
        if instead.ended_at is not None:
            raise errors.Refused("already_happened", kind=instead.kind)
        instead.ended_at, instead.next_at = now, None
    given_back = session.get_one(Occurrence, passed_id)
    session.delete(given_back)
    session.flush()
    return facts.snapshot(given_back, _OF_A_DATE)


def _take_again(session: Session, taken: Facts, instead: Schedule | None, now: datetime) -> int:
    again = Occurrence(**taken)
    facts.put_back(again, taken)  # from JSON
    session.add(again)
    if instead is not None:
        instead.ended_at = None
        instead.next_at = schedule_times.next_at(instead, now, None)
    session.flush()
    return types.id_of(again)


def _record(
    session: Session, act: Act, row: Schedule, *, verb: str, before: Facts, told: Facts, undo_to: Facts
) -> None:
    audit.record(
        session,
        team=act.team,
        item_kind="schedule",
        item=row,
        verb=verb,
        by=act.by,
        now=act.now,
        why=act.why,
        before=before,
        after=audit.snapshot(row, _COLUMNS) | told,
        undo_to=undo_to,
    )


_COLUMNS = ("next_at",)
_OF_A_DATE = tuple(name for name in Occurrence.model_fields if name != "id")
_AROUND = timedelta(days=3)  # zones reach 14 hours, and one leap was a whole day

audit.register("schedule", Schedule, restore)
