"""What could not be posted is told to the person who can mend it: the team leader, once a day and reason."""

from collections.abc import Collection
from datetime import datetime, timedelta

import structlog
from sqlmodel import Session

from handlers.ways_out import WAYS_OUT
from storage import outbox, outbox_outcomes, roles, teams
from storage.outbox import OutboxMessage
from storage.people import Person
from storage.teams import Team
from storage.workspaces import Workspace

log = structlog.get_logger()

KIND = "trouble"
ABSENT = ("not_in_channel", "channel_not_found")
ARCHIVED = ("is_archived",)
STILL_WANTED = timedelta(days=1)
"""How old a message may be that is posted after all, once what was in its way is gone."""


def tell(session: Session, *, message: OutboxMessage, error: str, now: datetime) -> None:
    """Write to the team leader what did not arrive, why, and the way out. Trouble about trouble is only logged."""
    log.warning("A message did not arrive", key=message.key, kind=message.kind, error=error)
    if message.kind == KIND or message.team_id is None:
        return
    team = session.get_one(Team, message.team_id)
    leader = leader_of(session, team)
    if leader and leader.id != message.person_id:
        said = _words(session, message, error)
        key = f"{message.lane}:{error}:{teams.today(team, now)}"
        _write(session, team, leader, key=key, said=said, now=now)


def mended(
    session: Session, *, workspace: Workspace, channel_id: str, errors: Collection[str], now: datetime
) -> int:
    """Post after all what failed in this channel for these reasons since yesterday. Return how many."""
    since = now - STILL_WANTED
    return outbox_outcomes.again(
        session, workspace=workspace, channel_id=channel_id, errors=errors, since=since, now=now
    )


def leader_of(session: Session, team: Team) -> Person | None:
    """Return the leader, when they can be written to."""
    holders = roles.holders(session, team=team)
    leader = next((h.person for h in holders if h.assignment.role == "team_leader"), None)
    return leader if leader and leader.slack_user_id and leader.deactivated_at is None else None


def _write(session: Session, team: Team, leader: Person, *, key: str, said: str, now: datetime) -> None:
    outbox.put(
        session,
        workspace=session.get_one(Workspace, team.workspace_id),
        team=team,
        key=f"{KIND}:{key}",
        kind=KIND,
        person=leader,
        text=said,
        blocks=[],
        now=now,
    )


def _words(session: Session, message: OutboxMessage, error: str) -> str:
    person = session.get(Person, message.person_id) if message.person_id else None
    where = f"to <@{person.slack_user_id}>" if person else f"in <#{message.channel_id}>"
    first_line = message.text.split("\n", 1)[0][:200]
    way_out = WAYS_OUT.get(error, f"Slack said `{error}`. `/steward help` says whom to ask.")
    return f"A message {where} did not arrive: “{first_line}”\n{way_out}"
