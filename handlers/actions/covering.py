"""Who answers for an action in its owner's place: whoever looks after their things while they are away."""

from datetime import datetime

from sqlmodel import Session

from handlers.actions.views import story
from storage import absences, teams
from storage.people import Person
from storage.stories import Story
from storage.workspaces import Workspace


def stands_in(session: Session, *, workspace: Workspace, told: Story, person: Person, now: datetime) -> bool:
    """Whether the owner is away today, the team's, and named that person to look after their things."""
    owner = story.owner(told)
    on = teams.today(told.team, now)
    absence = absences.current(session, workspace=workspace, people=[owner], on=on).get(owner.id or 0)
    return absence is not None and absence.cover_id == person.id
