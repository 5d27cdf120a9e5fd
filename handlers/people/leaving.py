"""Somebody's Slack account is closed: they are away at once, and the leader is told what nobody looks after now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from slack_sdk.models.blocks import ButtonElement
from sqlmodel import Session

from handlers import dates, messages, notices, ripples, text
from handlers.answer import Message
from handlers.ripples import Ripple
from handlers.teams import views as team_views
from storage import absences, action_lists, members, outbox, roles, team_lists, teams
from storage.absences import Absence
from storage.action_lists import OpenItems
from storage.people import Person
from storage.teams import Team
from storage.workspaces import Workspace

MOST_LISTED = 8


@dataclass(frozen=True, kw_only=True)
class Gone:
    """What somebody who left held in a team. `stand_ins`: backups who are here, by workstream id."""

    team: Team
    person: Person
    items: OpenItems
    stand_ins: dict[int, Person]
    covered: Sequence[tuple[Absence, Person]]

    def holds(self, role: str) -> bool:
        return any(held.assignment.role == role for held in self.items.roles)


def tell(session: Session, *, workspace: Workspace, person: Person, now: datetime) -> None:
    """Tell the leader of each of their teams, or who stands next; what shows the team's people follows."""
    for seat in team_lists.of_person(session, workspace=workspace, person=person):
        team = seat.team
        told = _who_is_told(session, team, person)
        if told is not None:
            found = gone(session, workspace=workspace, team=team, person=person, now=now)
            outbox.put(
                session,
                workspace=workspace,
                team=team,
                key=f"people:{team.id}:gone:{person.id}:{person.deactivated_at:%Y%m%d%H%M%S}",
                kind=notices.KIND,
                person=told,
                now=now,
                **messages.shown(message(found, teams.today(team, now))),
            )
        for kind in ("people", "absence"):
            ripples.drop(kind, Ripple(session=session, team=team, now=now, person=person))


def gone(session: Session, *, workspace: Workspace, team: Team, person: Person, now: datetime) -> Gone:
    """Read what they held, and who stands in."""
    today = teams.today(team, now)
    on_team = {one.id for _, one in members.roster(session, team=team)}
    covered = absences.covered_by(session, workspace=workspace, person=person, on=today)
    return Gone(
        team=team,
        person=person,
        items=action_lists.open_items(session, team=team, person=person),
        stand_ins={
            held.workstream.id or 0: held.person
            for held in roles.holders(session, team=team)
            if held.workstream and held.assignment.role == "backup" and _is_here(held.person, person)
        },
        covered=[(absence, who) for absence, who in covered if who.id in on_team],
    )


def message(found: Gone, today: date) -> Message:
    """Return what the leader is told: what nobody looks after now, and the way to each remedy."""
    who = team_views.person(found.person)
    lines = [*_roles(found), *_actions(found), *_covered(found, today)]
    first = f"{who} is not in Slack any more: the account was deactivated. In {team_views.name(found.team.name)} they count as away from now on, never as late."
    if not lines:
        return messages.of(f"{first}\nNothing of theirs is open here. Nothing needed.")
    listed = "\n".join(f"• {line}" for line in lines)
    return messages.of(
        first,
        f"*What needs somebody now*\n{listed}",
        "Nothing is lost: what they own stays as it is until somebody takes it over, and all of it is theirs again if the "
        "account comes back. Whoever takes something over is told.",
        list(_buttons(found)),
    )


def _roles(found: Gone) -> Iterator[str]:
    for held in found.items.roles:
        said = team_views.role(held.assignment.role, held.workstream)
        stand_in = found.stand_ins.get(held.workstream.id or 0) if held.workstream else None
        in_between = (
            f"; {team_views.person(stand_in)}, its backup, stands in"
            if stand_in and held.assignment.role == "workstream_owner"
            else ""
        )
        yield f"They were {said}{in_between}"


def _actions(found: Gone) -> Iterator[str]:
    actions = found.items.actions
    for one in actions[:MOST_LISTED]:
        yield f"`A-{one.action.number}` {text.cut(text.escape(one.action.text), 120)}: `/steward A-{one.action.number}` hands it over"
    if len(actions) > MOST_LISTED:
        yield f"and {len(actions) - MOST_LISTED} more of their actions: `/steward actions`"


def _covered(found: Gone, today: date) -> Iterator[str]:
    for absence, who in found.covered:
        until = f" through {dates.day(absence.until_on, today)}" if absence.until_on else ""
        name = team_views.person(who)
        yield f"They covered for {name}, who is away{until}: nobody does now. `/steward away` with {name} names somebody"


def _buttons(found: Gone) -> Iterator[ButtonElement]:
    remedies = (
        ("team_leader", "Hand the lead over", team_views.HAND_OVER),
        ("coordinator", "Name a coordinator", team_views.NAME_COORDINATOR),
        ("workstream_owner", "Name the owners", team_views.NAME_OWNERS),
        ("backup", "Name the backups", team_views.NAME_BACKUPS),
        ("sponsor", "Add a sponsor", team_views.ADD_SPONSOR),
    )
    for role, label, action_id in remedies:
        if found.holds(role):
            yield messages.button(label, action_id, found.team.id)
    yield messages.button("See how the team stands", team_views.STATUS, found.team.id)


def _who_is_told(session: Session, team: Team, person: Person) -> Person | None:
    """The leader; where that is who left, the coordinator; else the first core member who is here."""
    lead = team_lists.leads(session, teams=[team]).get(team.id or 0, team_lists.Lead())
    core = (one for membership, one in members.roster(session, team=team) if membership.kind == "core")
    return next(
        (one for one in (lead.leader, lead.coordinator, *core) if one and _is_here(one, person)), None
    )


def _is_here(one: Person, gone: Person) -> bool:
    return one.id != gone.id and one.slack_user_id is not None and one.deactivated_at is None
