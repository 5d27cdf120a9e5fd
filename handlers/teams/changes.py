"""What changes about a team, with its timetable and what its channel is told, in one transaction each."""

from datetime import datetime

from sqlmodel import Session

from handlers import messages, ripples, timetable, who
from handlers.answer import Message
from handlers.appointing import gained
from handlers.deeds import Deed
from handlers.deps import Member
from handlers.errors import UserError
from handlers.ripples import Ripple
from handlers.teams import hello, rhythm, rules
from handlers.teams.rhythm import Rhythm
from storage import audit, errors, meetings, outbox, people, roles, schedules, team_setup, teams
from storage.people import Person
from storage.teams import Settings, Team
from storage.workspaces import Workspace

TEAM_NEWS = "team_news"


def set_up(
    session: Session,
    *,
    workspace: Workspace,
    channel_id: str,
    wanted: rules.Setup,
    leader: Member,
    coordinator: Member | None,
    by: Person,
    now: datetime,
) -> Team:
    """Make the channel a team: people, roles, workstreams, timetable, one hello; who was given a role is told.

    Raises UserError where the channel became a team meanwhile: nothing is made twice.
    """
    leads, *helps = who.meet(
        session, workspace=workspace, members=[leader, *([coordinator] if coordinator else [])], now=now
    )
    try:
        team = team_setup.set_up(
            session,
            workspace=workspace,
            channel_id=channel_id,
            leader=leads,
            coordinator=helps[0] if helps else None,
            workstream_names=wanted.workstreams,
            by=by,
            now=now,
            **wanted.settings,
        )
    except errors.Refused as refused:
        raise _quicker(session, workspace, channel_id) from refused
    _keep_time(session, team, by, now)
    deed = Deed(session, workspace, team, by, now)
    for holder in roles.holders(session, team=team):
        given = gained(team, holder.assignment.role, None, by=by, why=None)
        deed.tell(deed.step("role", holder.assignment), holder.person, given)
    said = hello.hello(team, by=by, leader=leads, coordinator=helps[0] if helps else None)
    _post(session, workspace, team, said=said, name="hello", now=now)
    return team


def change(
    session: Session,
    *,
    team: Team,
    settings: Settings,
    by: Person,
    now: datetime,
    wanted: Rhythm | None = None,
) -> tuple[Team, list[str], list[int]]:
    """Change the settings and how often the team meets (`wanted`; None: as it did), the timetable with them.

    Return the team, what changed, and the steps that take it back together.
    """
    before = Team(**teams.locked(session, team).model_dump())
    rule = rule_of(session, before)
    after = teams.change(session, team=team, by=by, now=now, **settings)
    step = _last_step(session, after) if after.version != before.version else None
    timetable.keep(session, team=after, by=by, now=now)
    chosen = _choose(session, after, wanted, by, now) if wanted else None
    _keep_time(session, after, by, now)
    coming = meetings.upcoming(session, team=after, now=now) if chosen else None
    differences = hello.differences(
        before,
        after,
        rules=(rule, rule_of(session, after)),
        next_on=teams.today(after, coming.starts_at) if coming else None,
    )
    return after, differences, [one for one in (step, chosen) if one]


def rule_of(session: Session, team: Team) -> str | None:
    """Return the rule by which the team meets; None before it has a timetable."""
    series = schedules.of_kind(session, team=team, kind=timetable.WEEKLY)
    return series.rrule if series else None


def _choose(session: Session, team: Team, wanted: Rhythm, by: Person, now: datetime) -> int | None:
    """Let the team meet in that rhythm; return the step, None where it does so already."""
    series = schedules.of_kind(session, team=team, kind=timetable.WEEKLY)
    assert series is not None  # an open team was given one
    standing = Rhythm(series.rrule, series.starts_on)
    coming = rhythm.next_on(standing, team.zone, team.weekly_at, now)
    if series.rrule == wanted.rule and wanted.starts_on in (None, coming):
        return None
    starts_on = wanted.starts_on or teams.today(team, now)
    schedules.change_rule(session, schedule=series, rrule=wanted.rule, starts_on=starts_on, by=by, now=now)
    step = audit.latest(session, team=team, item_kind="schedule", item_id=series.id or 0)
    return step.id if step else None


def close(
    session: Session, *, workspace: Workspace, team: Team, reason: str, by: Person, now: datetime
) -> Team:
    """Close the team, end its timetable and tell its channel."""
    closed = teams.close(session, team=team, reason=reason, by=by, now=now)
    _keep_time(session, closed, by, now)
    name = f"closed:{_last_step(session, closed)}"
    _post(session, workspace, closed, said=hello.closed(closed, by=by), name=name, now=now)
    return closed


def reopen(session: Session, *, workspace: Workspace, team: Team, by: Person, now: datetime) -> Team:
    """Bring a closed team back, start its timetable and tell its channel; the word of its end becomes a record.

    An open one is left as it is. Raises UserError where another team has the channel.
    """
    before = session.get_one(Team, team.id, populate_existing=True)
    if before.closed_at is None:
        return before
    _record_end(session, workspace, before, by, now)
    try:
        opened = teams.reopen(session, team=before, by=by, now=now)
    except errors.Refused as refused:
        raise _quicker(session, workspace, team.channel_id) from refused
    _keep_time(session, opened, by, now)
    name = f"reopened:{_last_step(session, opened)}"
    _post(
        session,
        workspace,
        opened,
        said=hello.reopened(opened, by=by, rule=rule_of(session, opened)),
        name=name,
        now=now,
    )
    return opened


def _keep_time(session: Session, team: Team, by: Person, now: datetime) -> None:
    """The timetable follows the team, and whatever is planned by it: its meetings, what is posted of them."""
    timetable.keep(session, team=team, by=by, now=now)
    ripples.drop("team", Ripple(session=session, team=team, now=now, by=by))


def _quicker(session: Session, workspace: Workspace, channel_id: str) -> UserError:
    there = teams.in_channel(session, workspace=workspace, channel_id=channel_id)
    named = f" called “{there.name}”" if there else ""
    return UserError(
        f"Somebody was quicker: this channel is a team{named} now, so nothing was made a second time. "
        "Close this form and type /steward status to see it."
    )


def _record_end(session: Session, workspace: Workspace, team: Team, by: Person, now: datetime) -> None:
    step = audit.latest(session, team=team, item_kind="team", item_id=team.id or 0)
    closer = people.by_id(session, workspace=workspace, person_id=step.by_person_id or 0) if step else None
    key = f"teams:{team.id}:closed:{step.id if step else None}"
    if closer and outbox.by_key(session, workspace=workspace, key=key):
        said = hello.closed(team, by=closer, back=by)
        outbox.revise(session, workspace=workspace, key=key, now=now, **messages.shown(said))


def _last_step(session: Session, team: Team) -> int | None:
    step = audit.latest(session, team=team, item_kind="team", item_id=team.id or 0)
    return step.id if step else None


def _post(
    session: Session, workspace: Workspace, team: Team, *, said: Message, name: str, now: datetime
) -> None:
    """Tell the team's channel, once under this name."""
    outbox.put(
        session,
        workspace=workspace,
        team=team,
        key=f"teams:{team.id}:{name}",
        kind=TEAM_NEWS,
        channel_id=team.channel_id,
        now=now,
        **messages.shown(said),
    )
