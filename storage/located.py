"""Where a request stands: the facts that every request needs, in as few statements as possible."""

from dataclasses import dataclass

from sqlmodel import Session, and_, col, select

from storage import team_lists
from storage.action_rows import Action
from storage.people import Person
from storage.team_lists import Seat
from storage.teams import Team
from storage.workspaces import Workspace


@dataclass(frozen=True)
class Located:
    """`seats` are the person's live teams; `channel_team` is the channel's, theirs or not."""

    workspace: Workspace
    person: Person | None
    channel_team: Team | None
    seats: tuple[Seat, ...]

    @property
    def person_teams(self) -> tuple[Team, ...]:
        return tuple(seat.team for seat in self.seats)


def locate(
    session: Session, *, slack_team_id: str, slack_user_id: str, channel_id: str | None = None
) -> Located | None:
    """None for a workspace that is not installed; `person` None for someone not met yet. Two statements."""
    found = session.exec(
        select(Workspace, Person, Team)
        .outerjoin(
            Person,
            and_(col(Person.workspace_id) == Workspace.id, col(Person.slack_user_id) == slack_user_id),
        )
        .outerjoin(
            Team,
            and_(
                col(Team.workspace_id) == Workspace.id,
                col(Team.channel_id) == channel_id,
                col(Team.closed_at).is_(None),
            ),
        )
        .where(Workspace.slack_team_id == slack_team_id, col(Workspace.uninstalled_at).is_(None))
    ).one_or_none()
    if found is None:
        return None
    workspace, person, team = found
    seats = team_lists.of_person(session, workspace=workspace, person=person) if person else ()
    return Located(workspace, person, team, tuple(seats))


def answers_for(session: Session, *, team: Team, person: Person) -> bool:
    """Whether the person owns an action of the team: then they may see and answer that, member or not."""
    theirs = select(Action.id).where(Action.team_id == team.id, Action.owner_id == person.id)
    return bool(session.exec(select(theirs.exists())).one())
