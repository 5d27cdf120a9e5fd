"""What could not be posted is told to the person who can mend it: the team leader, once a day and reason."""

from datetime import datetime
from zoneinfo import ZoneInfo

import structlog
from sqlmodel import Session

from storage import outbox, roles, teams
from storage.outbox import OutboxMessage
from storage.people import Person
from storage.schedules import Occurrence
from storage.teams import Team
from storage.workspaces import Workspace

log = structlog.get_logger()

KIND = "trouble"
_INVITE = "Open the channel and type `/invite @Steward`; what is written from then on arrives."
WAYS_OUT = {
    "not_in_channel": f"I am not in the channel. {_INVITE}",
    "channel_not_found": f"I cannot see the channel: I am not in it, or it was deleted. {_INVITE}",
    "is_archived": "The channel is archived. Unarchive it, or close the team with `/steward settings`.",
    "restricted_action": "Posting there is restricted. Ask a workspace admin to let Steward post in this channel.",
    "account_inactive": "Steward was removed from this workspace. Ask whoever installed it to do so again.",
    "user_disabled": "That account is deactivated. Hand what they owned to somebody else: `/steward people`.",
    "user_not_found": "That account is gone. Hand what they owned to somebody else: `/steward people`.",
    "cannot_dm_bot": "That account cannot take direct messages. Tell them yourself.",
    "messages_tab_disabled": "Steward's messages tab is off. Whoever manages the app can turn it on (App Home).",
    "expired": "It was too late for it when I could have sent it. Nothing needed.",
    "ambiguous": "Slack did not say whether it arrived, and I may not look. Please check, and post it yourself if not.",
}


def tell(session: Session, *, message: OutboxMessage, error: str, now: datetime) -> None:
    """Write to the team leader what did not arrive, why, and the way out. Trouble about trouble is only logged."""
    log.warning("A message did not arrive", key=message.key, kind=message.kind, error=error)
    if message.kind == KIND or message.team_id is None:
        return
    team = session.get_one(Team, message.team_id)
    leader = _leader(session, team)
    if leader and leader.id != message.person_id:
        said = _words(session, message, error)
        key = f"{message.lane}:{error}:{teams.today(team, now)}"
        _write(session, team, leader, key=key, said=said, now=now)


def tell_late(session: Session, *, team: Team, title: str, occurrence: Occurrence, now: datetime) -> None:
    """Write to the team leader that something scheduled was too late to be of use, once an occurrence."""
    leader = _leader(session, team)
    if leader:
        due = occurrence.due_at.astimezone(ZoneInfo(team.zone))
        said = (
            f"{title}, due {due:%A %-d %B at %H:%M}, was not sent: I was not running then, and now it is too late "
            "to be of use. The next one comes at its usual time. Nothing needed."
        )
        _write(session, team, leader, key=f"late:{occurrence.id}", said=said, now=now)


def _leader(session: Session, team: Team) -> Person | None:
    """The leader, when they can be written to."""
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
