"""What a meeting is made of, read at once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers.agenda import gathering as agenda_gathering
from handlers.agenda.gathering import Facts as AgendaFacts
from handlers.agenda.views import parts
from handlers.meetings import walk
from handlers.meetings.facts import Facts
from handlers.meetings.views.minutes import After
from handlers.meetings.views.overview import Around
from storage import (
    absences,
    calendars,
    meeting_happenings,
    meeting_kinds,
    meeting_lists,
    meeting_notes,
    meeting_people,
    meetings,
    people,
    schedules,
    teams,
)
from storage.absences import Absence
from storage.meeting_rows import Meeting
from storage.people import Person
from storage.teams import Team
from storage.types import id_of
from storage.workspaces import Workspace

_ROWS = 4
"""Of each kind, of what the agenda says of the section that the meeting is at."""


def facts(session: Session, *, team: Team, meeting: Meeting) -> Facts:
    """Return a meeting as it stands, but for what its agenda says; what changes after does not show in it."""
    workspace = session.get_one(Workspace, team.workspace_id)
    attenders = meeting_people.attendance(session, team=team, meeting=meeting)
    written = meeting_lists.notes_of(session, team=team, meeting=meeting)
    topics = meeting_happenings.topics_of(session, team=team, meeting=meeting) if meeting.started_at else ()
    on = teams.today(team, meeting.starts_at)
    core = [one.person for one in attenders if one.is_core]
    gone = absences.current(session, workspace=workspace, people=core, on=on)
    duties = agenda_gathering.duties(session, team=team, meeting=meeting, away=gone)
    known = [one.person for one in attenders] + [one.by for one in written]
    known += [person for duty in duties for person in (duty.person, duty.backup) if person]
    named = {meeting.started_by, meeting.closed_by, *(topic.added_by for topic in topics)}
    return Facts(
        team=team,
        meeting=Meeting(**meeting.model_dump()),
        core=core,
        people=_people(session, workspace, known, named),
        attendance={
            id_of(one.person): one.attendance.is_present for one in attenders if one.attendance is not None
        },
        away={person_id: absence.until_on for person_id, absence in gone.items()},
        duties=duties,
        topics=topics,
        notes=[one.note for one in written],
    )


def with_agenda(session: Session, *, team: Team, meeting: Meeting, now: datetime) -> Facts:
    """Return the same with what the agenda says of the section that it is at: only who draws a board needs it."""
    found = facts(session, team=team, meeting=meeting)
    section = walk.section_key(meeting.current or "")
    if section is None or meeting.state != "running":  # a topic says it itself
        return found
    return replace(found, agenda={section: _said(session, found, meeting, section, now)})


def now_on(session: Session, *, team: Team, now: datetime) -> Meeting | None:
    """Return the meeting that a person means who names none: the one that runs, else the next."""
    return meetings.running(session, team=team) or meetings.upcoming(session, team=team, now=now)


def away(session: Session, *, team: Team, people_: Sequence[Person], on: date) -> Mapping[int, Absence]:
    """Return who of them is away on that day, by person id."""
    workspace = session.get_one(Workspace, team.workspace_id)
    return absences.current(session, workspace=workspace, people=people_, on=on)


def around(session: Session, *, team: Team, now: datetime) -> Around:
    """Return what else there is to say beside the next meeting."""
    today = teams.today(team, now)
    return Around(
        season=calendars.season(session, team=team, on=today),
        skipped=meeting_happenings.skipped_ahead(session, team=team, now=now)[:3],
        latest=meetings.latest(session, team=team),
        rule=schedules.rules_of(session, teams=[team], kind=meeting_kinds.WEEKLY).get(id_of(team)),
    )


def minutes(session: Session, *, team: Team, meeting_id: int | None) -> tuple[Meeting, After] | None:
    """Return a closed meeting, the last one where none is named, with what came after; None where there is none."""
    meeting = meetings.latest(session, team=team)
    if meeting_id:
        meeting = meetings.by_id(session, team=team, meeting_id=meeting_id)
    if meeting is None or meeting.minutes_taken is None:
        return None
    return meeting, later(session, team=team, meeting=meeting)


def later(session: Session, *, team: Team, meeting: Meeting) -> After:
    """Return what came after closing: corrections and the rating."""
    ratings = meeting_notes.ratings(session, team=team, meeting=meeting)
    return After(
        corrections=meeting_notes.corrections(session, team=team, meeting=meeting),
        average=ratings.average,
        count=ratings.count,
    )


def zone(team: Team) -> ZoneInfo:
    """The team's zone."""
    return ZoneInfo(team.zone)


def _people(
    session: Session, workspace: Workspace, known: list[Person], named: set[int | None]
) -> dict[int, Person]:
    found = {id_of(person): person for person in known}
    for person_id in named - found.keys():
        person = person_id and people.by_id(session, workspace=workspace, person_id=person_id)
        if person:
            found[id_of(person)] = person
    return found


def _said(session: Session, found: Facts, meeting: Meeting, section: str, now: datetime) -> str:
    """What the agenda says of that section; most of the way it says the same to everybody, and nothing is read."""
    team = found.team
    agenda = AgendaFacts(team=team, meeting=meeting, now=now, since=now, core=len(found.core))
    if section in parts.READ:
        agenda = agenda_gathering.facts(session, team=team, meeting=meeting, now=now)
    return "\n".join(parts.lines(agenda, section, _ROWS))
