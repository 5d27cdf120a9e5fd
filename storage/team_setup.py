"""Setting a team up: the team, its leader and coordinator and its workstreams, in one transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Unpack

from sqlmodel import Session

from storage import errors, inserts, roles, steps, teams, types, workstreams
from storage.people import Person
from storage.steps import Act
from storage.teams import Settings, Team
from storage.workspaces import Workspace


def set_up(
    session: Session,
    *,
    workspace: Workspace,
    channel_id: str,
    leader: Person,
    by: Person,
    now: datetime,
    coordinator: Person | None = None,
    workstream_names: Iterable[str] = (),
    **settings: Unpack[Settings],
) -> Team:
    """The channel's new team. Undone by closing it.

    Raises Refused when the channel has a live team, or when two workstreams have one name.
    """
    team = inserts.new(
        session,
        Team,
        workspace_id=types.id_of(workspace),
        channel_id=channel_id,
        created_by=types.id_of(by),
        created_at=now,
        **settings,
    )
    if team is None:
        raise errors.Refused("channel_has_team", channel_id=channel_id)
    teams.check(team, leader, by)
    _record(session, Act(team, by, now), team)
    roles.assign(session, team=team, role="team_leader", person=leader, by=by, now=now)
    if coordinator is not None:
        roles.assign(session, team=team, role="coordinator", person=coordinator, by=by, now=now)
    for name in workstream_names:
        workstreams.add(session, team=team, name=name, by=by, now=now)
    return team


def _record(session: Session, act: Act, team: Team) -> None:
    steps.begin(
        session,
        act,
        item_kind="team",
        row=team,
        columns=_COLUMNS,
        verb="set_up",
        undo_to={"closed_at": act.now.isoformat(), "close_reason": "Set up by mistake"},
    )


_COLUMNS = (*Settings.__annotations__, "channel_id", "closed_at", "close_reason")
