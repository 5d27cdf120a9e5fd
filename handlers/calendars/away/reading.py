"""What is read about somebody being away, as every listener here needs it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlmodel import Session

from handlers.calendars.away.views import Away, Passed
from storage import absences, action_lists, calendars, people, preferences, team_lists
from storage.absences import Absence
from storage.people import Person
from storage.team_lists import Seat
from storage.teams import Team
from storage.working_days import MONDAY_TO_FRIDAY, WorkingDays
from storage.workspaces import Workspace

AHEAD = timedelta(days=366)


def days_of(session: Session, *, person: Person, seats: Sequence[Seat]) -> WorkingDays:
    """Return on which days they work: their first team's calendar, on the weekdays they chose themselves."""
    days = calendars.working_days(session, team=seats[0].team) if seats else MONDAY_TO_FRIDAY
    weekdays = preferences.of_person(session, person=person).weekdays
    return replace(days, weekdays=frozenset(map(int, weekdays))) if weekdays else days


def of(session: Session, *, workspace: Workspace, person: Person, absence: Absence) -> Away:
    """Return the absence with its people and the first day back."""
    cover = people.by_id(session, workspace=workspace, person_id=absence.cover_id or 0)
    seats = team_lists.of_person(session, workspace=workspace, person=person)
    return Away(absence, person, cover, _back(days_of(session, person=person, seats=seats), absence.until_on))


def theirs(session: Session, *, workspace: Workspace, person: Person, today: date) -> Away | None:
    """Return how they are away now, or will be next; None where they are not."""
    now = absences.current(session, workspace=workspace, people=[person], on=today).get(person.id or 0)
    found = now or _coming(session, workspace, person, today)
    return of(session, workspace=workspace, person=person, absence=found) if found else None


def passed(session: Session, *, workspace: Workspace, away: Away, cover: Person) -> Passed:
    """Return what comes to the cover, of the teams that both are in: nobody is shown what they could not see."""
    shared = shared_teams(session, workspace=workspace, one=away.person, other=cover)
    found = [action_lists.open_items(session, team=team, person=away.person) for team in shared]
    until = away.absence.until_on
    return Passed(
        [
            listed
            for items in found
            for listed in items.actions
            if until is None or listed.action.due_on <= until
        ],
        [
            held.workstream
            for items in found
            for held in items.roles
            if held.workstream and held.assignment.role == "workstream_owner"
        ],
    )


def shared_teams(session: Session, *, workspace: Workspace, one: Person, other: Person) -> list[Team]:
    """Return the teams that both are in."""
    theirs = {seat.team.id for seat in team_lists.of_person(session, workspace=workspace, person=other)}
    seats = team_lists.of_person(session, workspace=workspace, person=one)
    return [seat.team for seat in seats if seat.team.id in theirs]


def _coming(session: Session, workspace: Workspace, person: Person, today: date) -> Absence | None:
    for seat in team_lists.of_person(session, workspace=workspace, person=person):
        for absence, who, _ in absences.coming(
            session, team=seat.team, from_on=today, until_on=today + AHEAD
        ):
            if who.id == person.id:
                return absence
    return None


def _back(days: WorkingDays, until_on: date | None) -> date | None:
    if until_on is None:
        return None
    after = until_on + timedelta(days=1)
    try:
        return days.on_or_after(after)
    except ValueError:  # a pause whose end nobody knows: the calendar's own next day
        return after
