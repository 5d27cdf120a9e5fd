"""A team's calendar: whose holidays it keeps, what they do to a meeting, its working days, quiet hours and breaks."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Literal, NamedTuple, TypedDict, Unpack

from sqlalchemy import CheckConstraint, Index, String
from sqlmodel import Field, Session, SQLModel

from storage import types
from storage.people import Person
from storage.teams import Team
from storage.working_days import Break, WorkingDays

OnHoliday = Literal["skip", "before", "after"]
Source = Literal["pasted", "ical", "season"]


class TeamCalendar(SQLModel, table=True):
    """One a team, or none yet: then the defaults hold.

    `country` and `subdivision` are codes of the `holidays` library; `on_holiday` is what a holiday does to the weekly
    meeting; `weekdays` are digits, 0 for Monday. Quiet hours are wall time in the team's zone and may span midnight.
    """

    __tablename__ = "team_calendar"
    __table_args__ = (CheckConstraint("on_holiday IN ('skip', 'before', 'after')", name="on_holiday"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="team.id", ondelete="CASCADE", unique=True)
    country: str | None = None
    subdivision: str | None = None
    on_holiday: OnHoliday = Field(default="skip", sa_type=String)
    weekdays: str = "01234"
    quiet_from: time = time(17, 30)
    quiet_until: time = time(7, 30)
    version: int = 1


class CalendarBreak(SQLModel, table=True):
    """Days off in a row, both ends included. `last_on` None: a season pause whose end is not known."""

    __tablename__ = "calendar_break"
    __table_args__ = (
        CheckConstraint("source IN ('pasted', 'ical', 'season')", name="source"),
        CheckConstraint("last_on IS NOT NULL OR source = 'season'", name="open_end"),
        Index("ix_calendar_break_team", "team_id", "first_on"),
    )

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="team.id", ondelete="CASCADE")
    name: str
    first_on: date
    last_on: date | None = None
    source: Source = Field(sa_type=String)
    added_by: int | None = Field(default=None, foreign_key="person.id", ondelete="SET NULL")
    added_at: datetime = Field(sa_type=types.UtcDateTime)
    removed_at: datetime | None = Field(default=None, sa_type=types.UtcDateTime)


class CalendarFacts(TypedDict, total=False):
    """Those of a calendar that change."""

    country: str | None
    subdivision: str | None
    on_holiday: OnHoliday
    weekdays: str
    quiet_from: time
    quiet_until: time


class Place(NamedTuple):
    """A country or a region of one, by its code and its English name."""

    code: str
    name: str


def of_team(session: Session, *, team: Team) -> TeamCalendar:
    """The team's calendar; where it never chose one, a row of defaults that is not kept."""
    raise NotImplementedError


def change(
    session: Session, *, team: Team, by: Person, now: datetime, **facts: Unpack[CalendarFacts]
) -> TeamCalendar:
    """Only what is given changes; another country forgets the region unless one is given.

    Raises Refused: `unknown_country`, `unknown_subdivision`, `no_working_days`, `team_closed`. Let
    `schedules.recompute` follow.
    """
    raise NotImplementedError


def add_breaks(
    session: Session, *, team: Team, breaks: Iterable[Break], source: Source, by: Person, now: datetime
) -> Sequence[CalendarBreak]:
    """The new ones among them; a name with the same dates that is there is not added twice.

    Raises Refused `ends_before_it_begins`, with `name`; `team_closed`.
    """
    raise NotImplementedError


def remove_break(session: Session, *, team: Team, break_id: int, by: Person, now: datetime) -> CalendarBreak:
    """Off the calendar; a second time changes nothing. Raises NotFound."""
    raise NotImplementedError


def breaks(session: Session, *, team: Team) -> Sequence[CalendarBreak]:
    """Those that stand, season pauses among them, the earliest first."""
    raise NotImplementedError


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
    """A season pause; `until_on` is the first day back, None: not known yet.

    Raises Refused: `pause_overlaps` with `first_on`, `last_on` and `name` of the one that is there,
    `ends_before_it_begins`, `team_closed`.
    """
    raise NotImplementedError


def resume(session: Session, *, team: Team, by: Person, now: datetime) -> CalendarBreak | None:
    """Ends the season pause that runs or comes: yesterday was its last day, or it never was. None: there is none."""
    raise NotImplementedError


def season(session: Session, *, team: Team, on: date) -> CalendarBreak | None:
    """The season pause that runs on that day, or the next one to come."""
    raise NotImplementedError


def working_days(session: Session, *, team: Team) -> WorkingDays:
    """As the team's calendar and breaks stand."""
    raise NotImplementedError


def working_days_of(session: Session, *, teams: Iterable[Team]) -> dict[int, WorkingDays]:
    """By team id, in two statements however many there are."""
    raise NotImplementedError


def countries() -> Sequence[Place]:
    """The countries whose holidays are known, by name."""
    raise NotImplementedError


def subdivisions(country: str) -> Sequence[Place]:
    """The country's regions that have holidays of their own, by name; none for a country nobody knows."""
    raise NotImplementedError
