"""What happened to a workstream and who had it, the latest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers import dates, messages, text
from handlers.answer import Message
from handlers.teams import views as team_views
from storage import audit, people, roles
from storage.audit import AuditEntry
from storage.people import Person
from storage.roles import Holder
from storage.teams import Team
from storage.workspaces import Workspace
from storage.workstreams import Workstream

MOST = 15
_LINE = 240
_DONE: Mapping[str, str] = {
    "add": "added it",
    "rename": "renamed it",
    "retire": "retired it",
    "restore": "brought it back",
    "update": "gave an update",
    "undo": "took a step back",
}


@dataclass(frozen=True)
class History:
    """The latest steps, the latest first, with those who took them; and who had the workstream, the latest first."""

    workstream: Workstream
    steps: Sequence[AuditEntry]
    people: Mapping[int, Person]
    holders: Sequence[Holder]


def read(session: Session, *, workspace: Workspace, team: Team, workstream: Workstream) -> History:
    """Return what happened; the roles are the team's, narrowed to the workstream."""
    steps = audit.history(session, team=team, item_kind="workstream", item_id=workstream.id)[-MOST:]
    took = {step.by_person_id for step in steps if step.by_person_id is not None}
    known = {who: people.by_id(session, workspace=workspace, person_id=who) for who in took}
    had = [one for one in roles.history(session, team=team) if one.assignment.workstream_id == workstream.id]
    return History(
        workstream, steps[::-1], {who: person for who, person in known.items() if person}, had[:MOST]
    )


def shown(team: Team, found: History, now: datetime) -> Message:
    """Return it as a message, in the team's time."""
    zone = ZoneInfo(team.zone)
    today = dates.today(zone, now)
    steps = [_step(step, found.people, zone, today) for step in found.steps]
    had = [
        f"{team_views.ROLES[one.assignment.role]}: {team_views.person(one.person)}, "
        f"{team_views.span(one.assignment, today)}"
        for one in found.holders
    ]
    return messages.of(
        "\n".join([f"*History of {text.escape(found.workstream.name)}*, the latest first", *steps]),
        "\n".join(["*Who had it*", *(had or ["Nobody yet."])]),
    )


def _step(step: AuditEntry, known: Mapping[int, Person], zone: ZoneInfo, today: date) -> str:
    by = known.get(step.by_person_id or 0)
    who = team_views.person(by) if by else "Steward"
    when = f"{dates.day(dates.today(zone, step.at), today)}, {step.at.astimezone(zone):%H:%M}"
    return f"{when}: {who} {_DONE.get(step.verb, step.verb)}{_about(step)}"


def _about(step: AuditEntry) -> str:
    match step.verb:
        case "rename":
            return f" from “{_said(step.before['name'])}” to “{_said(step.after['name'])}”"
        case "update" if step.after.get("state_line"):
            return f": {_said(step.after['state_line'])}"
    return f" because: {_said(step.why)}" if step.why else ""


def _said(words: str) -> str:
    return text.cut(text.escape(" ".join(words.split())), _LINE)
