"""What a request for updates is made of: the meeting it is for, and who is asked about which workstream."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers.dates.calm import calm
from handlers.teams import rhythm
from handlers.updates import rules
from handlers.updates.rules import Asked
from handlers.workstreams import rules as workstreams
from storage import (
    absences,
    calendars,
    meeting_kinds,
    meetings,
    members,
    people,
    preferences,
    schedules,
    teams,
    workstream_lists,
)
from storage.absences import Absence
from storage.meeting_rows import Meeting
from storage.people import Person
from storage.teams import Team
from storage.types import id_of
from storage.working_days import WorkingDays
from storage.workspaces import Workspace
from storage.workstream_lists import Overview

_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Who is asked about what for which meeting. `since`: from when on an update counts. `agenda_at`: when it goes out.

    `asked` names every workstream that somebody can be asked about, whether it was told of this week or not.
    """

    team: Team
    meeting: Meeting
    now: datetime
    since: datetime
    agenda_at: datetime
    asked: Sequence[Asked] = ()

    @property
    def zone(self) -> ZoneInfo:
        """The team's."""
        return ZoneInfo(self.team.zone)

    @property
    def is_open(self) -> bool:
        """Whether answers still make it onto the agenda as it goes out."""
        return self.meeting.state == "planned" and self.meeting.agenda_posted_at is None

    def is_owed(self, row: Overview) -> bool:
        """Whether nobody has said this week how the workstream stands."""
        return not workstreams.is_fresh(row, self.since)

    def of(self, person: Person) -> list[Asked]:
        """What that person is asked about."""
        return [one for one in self.asked if one.person.id == person.id]

    @property
    def owing(self) -> list[Person]:
        """Everybody who is asked about a workstream that nobody told of this week, each once."""
        found = {id_of(one.person): one.person for one in self.asked if self.is_owed(one.row)}
        return list(found.values())


def facts(session: Session, *, team: Team, meeting: Meeting, now: datetime) -> Facts:
    """Return who is asked about what, as things stand."""
    workspace = session.get_one(Workspace, team.workspace_id)
    today = teams.today(team, now)
    rows = workstream_lists.overview(session, team=team, today=today)
    core = {id_of(person) for held, person in members.roster(session, team=team) if held.kind == "core"}
    holders = [person for row in rows for person in (row.owner, row.backup) if person]
    away = absences.current(session, workspace=workspace, people=holders, on=today)
    covers = _covers(session, workspace, away)
    away |= absences.current(session, workspace=workspace, people=covers.values(), on=today)
    found = (rules.asked(row, core=core, away=away, people=covers) for row in rows)
    last = meetings.latest(session, team=team)
    before = last.closed_at if last and last.id != meeting.id else None
    return Facts(
        team=team,
        meeting=meeting,
        now=now,
        since=workstreams.fresh_since(meeting.starts_at, before, _rhythm(session, team)),
        agenda_at=_agenda_at(session, meeting),
        asked=[one for one in found if one],
    )


def _rhythm(session: Session, team: Team) -> timedelta:
    """What lies at most between two meetings of the team."""
    rules_of = schedules.rules_of(session, teams=[team], kind=meeting_kinds.WEEKLY)
    return rhythm.span(rules_of.get(id_of(team)))


def calm_at(session: Session, *, team: Team, person: Person, now: datetime) -> datetime:
    """Return the first moment from `now` on at which that person is at work: their own days and hours, else the team's.

    In a pause without an end there is none: then it is `now`, since somebody asked for it.
    """
    own, calendar = preferences.of_person(session, person=person), calendars.of_team(session, team=team)
    days = calendars.working_days(session, team=team)
    if own.weekdays:
        days = WorkingDays(frozenset(map(int, own.weekdays)), days.holidays, days.breaks)
    quiet_from = own.quiet_from or calendar.quiet_from
    quiet_until = own.quiet_until or calendar.quiet_until
    try:
        return calm(now, ZoneInfo(person.zone or team.zone), quiet_from, quiet_until, days)
    except ValueError:
        return now


def covers_today(
    session: Session, *, workspace: Workspace, owner: Person | None, person: Person, today: date
) -> bool:
    """Return whether that person looks after the owner's things today."""
    if owner is None:
        return False
    away = absences.current(session, workspace=workspace, people=[owner], on=today)
    return any(absence.cover_id == person.id for absence in away.values())


def _covers(session: Session, workspace: Workspace, away: dict[int, Absence]) -> dict[int, Person]:
    found = (
        people.by_id(session, workspace=workspace, person_id=absence.cover_id)
        for absence in away.values()
        if absence.cover_id
    )
    return {id_of(person): person for person in found if person}


def _agenda_at(session: Session, meeting: Meeting) -> datetime:
    """When the agenda goes out; a day before the meeting, where the timetable does not say."""
    moments = schedules.of_meeting(session, meeting=meeting)
    due = (one.next_at for one in moments if one.kind == meeting_kinds.AGENDA and one.next_at)
    return next(due, meeting.agenda_posted_at or meeting.starts_at - _DAY)
