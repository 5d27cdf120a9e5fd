"""Who is on a team, as every listener here needs it."""

from sqlmodel import Session

from handlers.ask import Ask
from handlers.errors import UserError
from handlers.people import rules
from handlers.people.rules import Entry
from storage import members, roles
from storage.assignments import Role
from storage.people import Person
from storage.teams import Team


def entries(session: Session, *, team: Team) -> list[Entry]:
    """Return everyone who belongs to the team, in two statements."""
    return rules.roster(members.roster(session, team=team), roles.holders(session, team=team))


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
