"""Who is on a team, as every listener here needs it."""

from datetime import date

from sqlmodel import Session

from handlers.ask import Ask
from handlers.errors import UserError
from handlers.people import rules
from handlers.people.rules import Entry
from handlers.teams import views
from storage import absences, members, roles
from storage.assignments import Role
from storage.people import Person
from storage.teams import Team


def entries(session: Session, *, team: Team) -> list[Entry]:
    """Return everyone who belongs to the team, in two statements."""
    return rules.roster(members.roster(session, team=team), roles.holders(session, team=team))


def away(session: Session, *, team: Team, today: date) -> dict[int, str]:
    """Return how it is said of those who are away today, by person id, in one statement."""
    found = absences.coming(session, team=team, from_on=today, until_on=today)
    return {person.id or 0: views.away(absence.until_on, cover, today) for absence, person, cover in found}


async def entry(ask: Ask) -> Entry:
    """Return the person of the team whom the button or form names. Raises UserError for one who is none any more."""
    found = await ask.read(entries, team=ask.the_team)
    theirs = next((one for one in found if one.person.id == ask.ref.number), None)
    if theirs is None:
        raise UserError(
            "They are not on this team any more. Nothing was changed; `/steward people` shows who is."
        )
    return theirs


async def holder(ask: Ask, role: Role) -> Person | None:
    """Return who holds a role that one person of the team holds."""
    found = await ask.read(roles.holders, team=ask.the_team)
    return next((one.person for one in found if one.assignment.role == role), None)
