"""A team's calendar: whose holidays it keeps, what they do to a meeting, its working days, quiet hours and breaks."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Unpack

from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import audit, errors, inserts, places, steps, teams, types
from storage.calendar_rows import CalendarBreak, CalendarFacts, OnHoliday, Source, TeamCalendar
from storage.people import Person
from storage.steps import Act
from storage.teams import Team
from storage.working_days import Break, Holidays, WorkingDays, digits

__all__ = (
    "CalendarBreak",
    "CalendarFacts",
    "OnHoliday",
    "Source",
    "TeamCalendar",
)  # what a reader needs beside it

countries = places.countries
subdivisions = places.subdivisions


def of_team(session: Session, *, team: Team) -> TeamCalendar:
    """The team's calendar; where it never chose one, a row of defaults that is not kept."""
    there = session.exec(_of_team(team)).one_or_none()
    return there or TeamCalendar(team_id=types.id_of(team))


def change(
    session: Session, *, team: Team, by: Person, now: datetime, **facts: Unpack[CalendarFacts]
) -> TeamCalendar:
    """Only what is given changes; another country forgets the region unless one is given.

    Raises Refused: `unknown_country`, `unknown_subdivision`, `no_working_days`, `team_closed`. Let
    `schedules.recompute` follow.
    """
    act = _act(session, team, by, now)
    there = of_team(session, team=team)
    values: dict[str, Any] = {**facts}
    if "country" in facts and facts["country"] != there.country:
        values.setdefault("subdivision", None)
    if "weekdays" in facts:
        values["weekdays"] = digits(facts["weekdays"])
    _check_place(values.get("country", there.country), values.get("subdivision", there.subdivision))
    inserts.new(session, TeamCalendar, team_id=types.id_of(team))
    kept = session.exec(steps.fresh(_of_team(team))).one()
    steps.take(session, act, item_kind="calendar", row=kept, verb="change", values=values)
    return kept


def add_breaks(
    session: Session, *, team: Team, breaks: Iterable[Break], source: Source, by: Person, now: datetime
) -> Sequence[CalendarBreak]:
    """The new ones among them; a name with the same dates that is there is not added twice.

    Raises Refused `ends_before_it_begins`, with `name`; `team_closed`.
    """
    act = _act(session, team, by, now)
    there = {(row.name, row.first_on, row.last_on) for row in _standing(session, team)}
    added = []
    for one in breaks:
        if (one.name, one.first_on, one.last_on) not in there:
            there.add((one.name, one.first_on, one.last_on))
            added.append(_add(session, act, one, source))
    return added


def remove_break(session: Session, *, team: Team, break_id: int, by: Person, now: datetime) -> CalendarBreak:
    """Off the calendar; a second time changes nothing. Raises NotFound."""
    act = _act(session, team, by, now)
    query = select(CalendarBreak).where(CalendarBreak.team_id == team.id, CalendarBreak.id == break_id)
    row = steps.locked(session, query)
    if row is None:
        raise errors.NotFound("break", break_id)
    if row.removed_at is None:
        _step(session, act, row, "remove", removed_at=now)
    return row


def breaks(session: Session, *, team: Team) -> Sequence[CalendarBreak]:
    """Those that stand, season pauses among them, the earliest first."""
    return _standing(session, team)


def pause(
    session: Session,
    *,
    team: Team,
    from_on: date,
    until_on: date | None,
    reason: str,
    by: Person,
    now: datetime,
) -> CalendarBreak:
    """A season pause; `until_on` is the first day back, None: not known yet. Let `schedules.recompute` follow.

    Raises Refused: `pause_overlaps` with `first_on`, `last_on` and `name` of the one that is there,
    `ends_before_it_begins`, `team_closed`.
    """
    act = _act(session, team, by, now, reason)
    last_on = until_on - _DAY if until_on else None
    wanted = Break(from_on, last_on, reason, is_season=True)
    for there in _standing(session, team):
        if there.source == "season" and _overlap(there, wanted):
            facts = there.model_dump(include={"first_on", "last_on", "name"})
            raise errors.Refused("pause_overlaps", **facts)
    return _add(session, act, wanted, "season")


def resume(session: Session, *, team: Team, by: Person, now: datetime) -> CalendarBreak | None:
    """Ends the season pause that runs or comes: yesterday was its last day, or it never was. None: there is none."""
    act = _act(session, team, by, now)
    today = teams.today(team, now)
    row = season(session, team=team, on=today)
    if row is not None and row.first_on < today:
        _step(session, act, row, "resume", last_on=today - _DAY)
    elif row is not None:
        _step(session, act, row, "resume", removed_at=now)
    return row


def season(session: Session, *, team: Team, on: date) -> CalendarBreak | None:
    """The season pause that runs on that day, or the next one to come."""
    query = _standing_of([types.id_of(team)]).where(CalendarBreak.source == "season")
    return session.exec(query.where(_lasts_until(on))).first()


def working_days(session: Session, *, team: Team) -> WorkingDays:
    """As the team's calendar and breaks stand; two statements."""
    return working_days_of(session, teams=[team])[types.id_of(team)]


def working_days_of(session: Session, *, teams: Iterable[Team]) -> dict[int, WorkingDays]:
    """By team id, in two statements however many there are."""
    return days_by_id(session, team_ids={types.id_of(team) for team in teams})


def days_by_id(session: Session, *, team_ids: Collection[int]) -> dict[int, WorkingDays]:
    """The same for who holds a row that names its team and not the team; none for no team, in no statement."""
    if not team_ids:
        return {}
    kept = session.exec(select(TeamCalendar).where(col(TeamCalendar.team_id).in_(team_ids)))
    chosen = {row.team_id: row for row in kept}
    taken: dict[int, list[Break]] = {team_id: [] for team_id in team_ids}
    for row in session.exec(_standing_of(team_ids)):
        taken[row.team_id].append(Break(row.first_on, row.last_on, row.name, row.source == "season"))
    return {
        team_id: _as_days(chosen.get(team_id) or TeamCalendar(team_id=team_id), taken[team_id])
        for team_id in team_ids
    }


def _act(session: Session, team: Team, by: Person, now: datetime, why: str | None = None) -> Act:
    """The team first, so that two changes of one calendar follow one another."""
    fresh = teams.locked(session, team)
    teams.check(fresh, by)
    return Act(fresh, by, now, why)


def _of_team(team: Team) -> SelectOfScalar[TeamCalendar]:
    return select(TeamCalendar).where(TeamCalendar.team_id == team.id)


def _check_place(country: str | None, subdivision: str | None) -> None:
    if country is None and subdivision is None:
        return
    if country is None or not places.is_known(country):
        raise errors.Refused("unknown_country", country=country)
    if not places.is_known(country, subdivision):
        raise errors.Refused("unknown_subdivision", country=country, subdivision=subdivision)


def _standing(session: Session, team: Team) -> Sequence[CalendarBreak]:
    return session.exec(_standing_of([types.id_of(team)])).all()


def _standing_of(team_ids: Collection[int]) -> SelectOfScalar[CalendarBreak]:
    query = select(CalendarBreak).where(
        col(CalendarBreak.team_id).in_(team_ids), col(CalendarBreak.removed_at).is_(None)
    )
    return query.order_by(col(CalendarBreak.first_on), col(CalendarBreak.id))


def _lasts_until(on: date) -> Any:
    return or_(col(CalendarBreak.last_on).is_(None), col(CalendarBreak.last_on) >= on)


def _overlap(there: CalendarBreak, wanted: Break) -> bool:
    begins_in_time = wanted.last_on is None or there.first_on <= wanted.last_on
    return begins_in_time and (there.last_on is None or wanted.first_on <= there.last_on)


def _add(session: Session, act: Act, wanted: Break, source: Source) -> CalendarBreak:
    if wanted.last_on is not None and wanted.last_on < wanted.first_on:
        raise errors.Refused("ends_before_it_begins", name=wanted.name)
    row = CalendarBreak(
        team_id=types.id_of(act.team),
        name=wanted.name,
        first_on=wanted.first_on,
        last_on=wanted.last_on,
        source=source,
        added_by=act.by.id if act.by else None,
        added_at=act.now,
    )
    steps.begin(
        session,
        act,
        item_kind="break",
        row=row,
        columns=("name", "first_on", "last_on", "source", "removed_at"),
        verb="pause" if source == "season" else "add",
        undo_to={"removed_at": act.now.isoformat()},
    )
    return row


def _step(session: Session, act: Act, row: CalendarBreak, verb: str, **values: Any) -> None:
    steps.take(session, act, item_kind="break", row=row, verb=verb, values=values)


def _as_days(calendar: TeamCalendar, breaks: Iterable[Break]) -> WorkingDays:
    days_of = Holidays(calendar.country, calendar.subdivision) if calendar.country else None
    return WorkingDays(frozenset(map(int, calendar.weekdays)), days_of, tuple(breaks))


_DAY = timedelta(days=1)

audit.register("calendar", TeamCalendar)
audit.register("break", CalendarBreak)
