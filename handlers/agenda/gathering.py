"""Everything that an agenda shows, read at once: about a dozen statements, however much there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers.agenda import rules
from handlers.agenda.rules import Actions, Stuck, Turn, Workstreams
from handlers.teams import rhythm
from handlers.workstreams import rules as strand_rules
from storage import (
    absences,
    action_lists,
    audit,
    calendars,
    meeting_kinds,
    meeting_lists,
    meeting_people,
    meetings,
    members,
    people,
    schedules,
    teams,
    workstream_lists,
)
from storage.absences import Absence
from storage.action_lists import Listed
from storage.meeting_lists import Queued
from storage.meeting_people import RoleHolder
from storage.meeting_rows import Meeting, MeetingRoleName
from storage.people import Person
from storage.teams import Team
from storage.types import id_of
from storage.working_days import MONDAY_TO_FRIDAY, WorkingDays
from storage.workspaces import Workspace

MOST = 2000
"""Open actions of a team that are looked at, the earliest due first."""
LOOK_BACK = 20
"""Meetings whose roles decide whose turn it is."""


@dataclass(frozen=True)
class Duty:
    """A role of the meeting with the people in it."""

    role: MeetingRoleName
    person: Person
    backup: Person | None


@dataclass(frozen=True)
class Away:
    """Somebody who is not there that day. `cover`: who looks after their things."""

    person: Person
    until_on: date | None
    cover: Person | None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the agenda of one meeting is made of. `done`: since the last meeting. `since`: from when on updates count.

    `away` is about the meeting's day. `decided_by`: who skipped or moved it by hand. `following`: the meeting after a
    skipped one, where there is one already. `lapsed`: nobody started it in its time.
    """

    team: Team
    meeting: Meeting
    now: datetime
    since: datetime
    days: WorkingDays = MONDAY_TO_FRIDAY
    duties: Sequence[Duty] = ()
    away: Sequence[Away] = ()
    core: int = 0
    done: Sequence[Listed] = ()
    actions: Actions = field(default_factory=Actions)
    workstreams: Workstreams = field(default_factory=Workstreams)
    topics: Sequence[Queued] = ()
    decided_by: Person | None = None
    following: Meeting | None = None
    lapsed: bool = False

    @property
    def zone(self) -> ZoneInfo:
        """The team's."""
        return ZoneInfo(self.team.zone)

    @property
    def today(self) -> date:
        """The team's own."""
        return teams.today(self.team, self.now)

    @property
    def on(self) -> date:
        """The day of the meeting, in the team's zone."""
        return teams.today(self.team, self.meeting.starts_at)

    @property
    def due_until(self) -> date:
        """Actions due until this day are due soon: the week that begins with the meeting."""
        return _due_until(self.on)

    @property
    def stuck(self) -> list[Stuck]:
        """What the team works on."""
        return rules.stuck(self.actions, self.workstreams, days=self.days, today=self.today)


def facts(session: Session, *, team: Team, meeting: Meeting, now: datetime) -> Facts:
    """Return what the agenda of that meeting is made of as things stand; whose turn it is, where nobody is named yet."""
    workspace = session.get_one(Workspace, team.workspace_id)
    today, on = teams.today(team, now), teams.today(team, meeting.starts_at)
    roster = members.roster(session, team=team)
    members_now = {id_of(person): person for _, person in roster}
    since = _since(session, team, meeting)
    days = calendars.working_days(session, team=team)
    rows = action_lists.of_team(session, team=team, today=today, which="open", limit=MOST).rows
    away_now = absences.current(session, workspace=workspace, people=[row.owner for row in rows], on=today)
    strands = workstream_lists.overview(session, team=team, today=days.overdue_before(today))
    away = absences.current(
        session, workspace=workspace, people=[*members_now.values(), *_owners(strands)], on=on
    )
    return Facts(
        team=team,
        meeting=meeting,
        now=now,
        since=since,
        days=days,
        duties=duties(session, team=team, meeting=meeting, away=away),
        away=_away(session, workspace, roster, strands, away),
        core=sum(membership.kind == "core" for membership, _ in roster),
        done=_done(session, team, today, since),
        actions=rules.sort_actions(
            rows, days=days, today=today, due_until=_due_until(on), away=frozenset(away_now)
        ),
        workstreams=rules.sort_workstreams(strands, since),
        topics=meeting_lists.queue(session, team=team),
        decided_by=_person(session, workspace, meeting.reason_by),
        following=_following(session, team, meeting, now),
        lapsed=_lapsed(session, team, meeting),
    )


def duties(session: Session, *, team: Team, meeting: Meeting, away: Mapping[int, Absence]) -> Sequence[Duty]:
    """Return who has which role: those named, else those whose turn it is.

    Where one who was named cannot be there any more their backup steps in, and where neither can, whose turn it is.
    """
    roster = members.roster(session, team=team)
    able = {
        id_of(person): person
        for membership, person in roster
        if rules.can_serve(person, membership.kind, away)
    }
    named = meeting_people.roles_of(session, team=team, meeting=meeting)
    kept = {holder.role.role: found for holder in named if (found := _still(holder, roster, away))}
    if len(kept) == len(rules.ROLES):
        return [kept[role] for role in rules.ROLES]  # the history of all turns need not be read
    serving = {duty.person.id for duty in kept.values()}
    spare = [one for one in sorted(able) if one not in serving] or sorted(able)
    history = meeting_people.role_history(session, team=team, limit=LOOK_BACK)
    turns = [Turn(id_of(held), role.role, role.person_id) for held, role in history if held.id != meeting.id]
    turned = rules.rotate(spare, turns, [role for role in rules.ROLES if role not in kept])
    fresh = {
        role: Duty(role, able[one.person_id], able.get(one.backup_id or 0)) for role, one in turned.items()
    }
    return [found for role in rules.ROLES if (found := kept.get(role) or fresh.get(role))]


def _still(
    holder: RoleHolder, roster: Sequence[tuple[object, Person]], away: Mapping[int, Absence]
) -> Duty | None:
    """The one who was named, else the backup; None where neither is on the team and there that day."""
    here = {person.id for _, person in roster if person.deactivated_at is None and person.id not in away}
    backup = holder.backup if holder.backup and holder.backup.id in here else None
    if holder.person.id in here:
        return Duty(holder.role.role, holder.person, backup)
    return Duty(holder.role.role, backup, None) if backup else None


def _since(session: Session, team: Team, meeting: Meeting) -> datetime:
    last = meetings.latest(session, team=team)
    before = last is not None and last.id != meeting.id and last.closed_at
    rules_of = schedules.rules_of(session, teams=[team], kind=meeting_kinds.WEEKLY)
    within = rhythm.span(rules_of.get(id_of(team)))
    return strand_rules.fresh_since(meeting.starts_at, before or None, within)


def _due_until(on: date) -> date:
    return on + timedelta(days=6)


def _owners(strands: Sequence[workstream_lists.Overview]) -> list[Person]:
    return [row.owner for row in strands if row.owner]


def _away(
    session: Session,
    workspace: Workspace,
    roster: Sequence[tuple[members.Membership, Person]],
    strands: Sequence[workstream_lists.Overview],
    away: Mapping[int, Absence],
) -> list[Away]:
    """Core members first, then whoever else of the team is away, by name."""
    ordered: dict[int, Person] = {id_of(person): person for _, person in roster}
    ordered |= {id_of(owner): owner for owner in _owners(strands)}
    return [
        Away(person, away[one].until_on, _person(session, workspace, away[one].cover_id))
        for one, person in ordered.items()
        if one in away and person.deactivated_at is None
    ]


def _done(session: Session, team: Team, today: date, since: datetime) -> list[Listed]:
    rows = action_lists.of_team(session, team=team, today=today, which="done_lately", limit=MOST).rows
    return [row for row in rows if row.action.closed_at and row.action.closed_at >= since]


def _person(session: Session, workspace: Workspace, person_id: int | None) -> Person | None:
    return people.by_id(session, workspace=workspace, person_id=person_id) if person_id else None


def _following(session: Session, team: Team, meeting: Meeting, now: datetime) -> Meeting | None:
    if meeting.state != "skipped":
        return None
    return meetings.upcoming(session, team=team, now=now)


def _lapsed(session: Session, team: Team, meeting: Meeting) -> bool:
    if meeting.state != "skipped" or meeting.holiday or meeting.reason_by:
        return False
    last = audit.latest(session, team=team, item_kind="meeting", item_id=id_of(meeting))
    return last is not None and last.verb == "lapse"
