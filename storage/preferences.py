"""What one person wants otherwise than their teams: when the digest comes, working days, quiet hours."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any, Protocol, TypedDict, Unpack

from sqlmodel import Field, Session, SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import inserts, schedule_times, steps, types, working_days
from storage.schedule_rows import Occurrence, Schedule
from storage.types import Numbered

DIGEST = "digest"
"""The kind of a person's own morning."""
DIGEST_AT = time(8, 30)
DIGEST_GRACE = timedelta(hours=4)


class Someone(Numbered, Protocol):
    """A person, as their own module's table has them."""

    @property
    def zone(self) -> str | None: ...

    @property
    def slack_user_id(self) -> str | None: ...


class Preference(SQLModel, table=True):
    """None: as the team has it, and the digest at DIGEST_AT. Times are wall time in the person's own zone.

    `weekdays` are digits, 0 for Monday.
    """

    __tablename__ = "preference"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", unique=True)
    digest_at: time | None = None
    digest_off: bool = False
    weekdays: str | None = None
    quiet_from: time | None = None
    quiet_until: time | None = None


class PreferenceFacts(TypedDict, total=False):
    """Those of a preference that change."""

    digest_at: time | None
    digest_off: bool
    weekdays: str | None
    quiet_from: time | None
    quiet_until: time | None


def of_person(session: Session, *, person: Numbered) -> Preference:
    """What they chose; where they never did, a row of defaults that is not kept."""
    return of_people(session, people=[person])[types.id_of(person)]


def of_people(session: Session, *, people: Iterable[Numbered]) -> dict[int, Preference]:
    """By person id, with defaults for those who never chose; one statement."""
    ids = {types.id_of(person) for person in people}
    kept = session.exec(select(Preference).where(col(Preference.person_id).in_(ids)))
    chosen = {row.person_id: row for row in kept}
    return {id_: chosen.get(id_) or Preference(person_id=id_) for id_ in ids}


def change(
    session: Session, *, person: Someone, now: datetime, **facts: Unpack[PreferenceFacts]
) -> Preference:
    """Only what is given changes; the person's digest follows. Raises Refused `no_working_days`."""
    values: dict[str, Any] = {**facts}
    if facts.get("weekdays") is not None:
        values["weekdays"] = working_days.digits(str(facts["weekdays"]))
    inserts.new(session, Preference, person_id=types.id_of(person))
    query = select(Preference).where(Preference.person_id == person.id)
    kept = session.exec(steps.fresh(query)).one()
    for name, value in values.items():
        setattr(kept, name, value)
    session.add(kept)
    session.flush()
    schedule = session.exec(steps.fresh(_mornings(person, Schedule))).one_or_none()
    if schedule is not None:
        _place(session, schedule, kept, now)
    return kept


def keep_mornings(session: Session, *, person: Someone, zone: str, now: datetime) -> None:
    """Makes their daily digest exist, in their own zone or else the given one; one statement where it does.

    Whoever has no account gets none: nothing can be sent to them.
    """
    if person.slack_user_id is None or session.exec(_mornings(person, col(Schedule.id))).first():
        return
    chosen = of_person(session, person=person)
    new = inserts.new(
        session,
        Schedule,
        person_id=types.id_of(person),
        kind=DIGEST,
        local_time=DIGEST_AT,
        zone=person.zone or zone,
        rrule="FREQ=DAILY",
        starts_on=now.date() - timedelta(days=1),  # wherever they are, today is not over
        grace_minutes=int(DIGEST_GRACE / timedelta(minutes=1)),
    )
    if new is not None:
        _place(session, new, chosen, now)


def follow_zone(session: Session, *, person: Someone, now: datetime) -> None:
    """Their mornings move to the zone they are in now."""
    schedule = session.exec(steps.fresh(_mornings(person, Schedule))).one_or_none()
    if schedule is not None and person.zone not in {None, schedule.zone}:
        schedule.zone = str(person.zone)
        _place(session, schedule, of_person(session, person=person), now)


def _mornings(person: Numbered, wanted: Any) -> SelectOfScalar[Any]:
    return select(wanted).where(Schedule.person_id == person.id, Schedule.kind == DIGEST, Schedule.slot == "")


def _place(session: Session, schedule: Schedule, chosen: Preference, now: datetime) -> None:
    """When the next one comes, as they chose; one that came today comes tomorrow again."""
    schedule.local_time = chosen.digest_at or DIGEST_AT
    schedule.ended_at = (schedule.ended_at or now) if chosen.digest_off else None
    since = col(Occurrence.local_date) >= now.date() - timedelta(days=1)
    came = session.exec(
        select(col(Occurrence.local_date)).where(Occurrence.schedule_id == schedule.id, since)
    )
    schedule.next_at = schedule_times.next_at(schedule, now, None, set(came))
    session.add(schedule)
    session.flush()
