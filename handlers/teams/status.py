"""The team on one screen: who leads it, how its work stands, when it meets, and what it lacks, each with its remedy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers import dates, messages, standing, text
from handlers.answer import Answer, Message, Say
from handlers.ask import Ask
from handlers.permissions import Verb
from handlers.teams import gaps, rhythm, rules, views
from storage import (
    absences,
    action_lists,
    calendars,
    meeting_kinds,
    meetings,
    members,
    roles,
    schedules,
    team_lists,
    teams,
    workstream_lists,
)
from storage.absences import Absence
from storage.action_lists import Counts
from storage.assignments import Role
from storage.calendars import CalendarBreak
from storage.meeting_rows import Meeting
from storage.people import Person
from storage.roles import Holder
from storage.team_lists import Gap
from storage.teams import Team
from storage.types import id_of
from storage.workstream_lists import Overview

MOST_WORKSTREAMS = 15
MOST_AWAY = 8
MOST_REASON = 200


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the screen is made of."""

    team: Team
    holders: Sequence[Holder]
    core: int
    workstreams: Sequence[Overview]
    lacking: Sequence[Gap]
    counts: Counts
    running: Meeting | None = None
    upcoming: Meeting | None = None
    latest: Meeting | None = None
    rule: str | None = None
    season: CalendarBreak | None = None
    away: Sequence[tuple[Absence, Person, Person | None]] = ()


async def status(ask: Ask) -> Answer:
    """Show the team on one screen."""
    standing.require(ask, Verb.SEE_TEAM)
    found = await ask.read(facts, team=ask.the_team, now=ask.now)
    return Say(screen(found, reader=ask.zone, now=ask.now, mends=standing.may(ask, Verb.CHANGE_OWNERS)))


def facts(session: Session, *, team: Team, now: datetime) -> Facts:
    """Read what the screen is made of, in eleven statements."""
    today = teams.today(team, now)
    late_before = calendars.working_days(session, team=team).overdue_before(today)
    roster = members.roster(session, team=team)
    return Facts(
        team=team,
        holders=roles.holders(session, team=team),
        core=sum(membership.kind == "core" for membership, _ in roster),
        workstreams=workstream_lists.overview(session, team=team, today=late_before),
        lacking=team_lists.gaps(session, team=team),
        counts=action_lists.counts(session, team=team, today=late_before),
        running=meetings.running(session, team=team),
        upcoming=meetings.upcoming(session, team=team, now=now),
        latest=meetings.latest(session, team=team),
        rule=schedules.rules_of(session, teams=[team], kind=meeting_kinds.WEEKLY).get(id_of(team)),
        season=calendars.season(session, team=team, on=today),
        away=absences.coming(session, team=team, from_on=today, until_on=today),
    )


def screen(found: Facts, *, reader: ZoneInfo, now: datetime, mends: bool) -> Message:
    """Return the screen. `reader` is the reader's zone; `mends`: may mend what is missing, so gets the buttons."""
    team = found.team
    return messages.of(
        f"{views.name(team.name)} · {text.escape(team.innovation)}",
        f"{_people(found)}{_away(found, now)}",
        f"{_meeting(found, reader, now)}{_season(found, now)}"
        f"{_stepback(team, now)}\nActions: {views.counts(found.counts.open, found.counts.overdue)}",
        *_workstreams(found.workstreams),
        *_missing(found, now, mends=mends),
    )


def _people(found: Facts) -> str:
    def holding(role: Role) -> str:
        return (
            views.people([one.person for one in found.holders if one.assignment.role == role]) or "none yet"
        )

    return f"Team leader: {holding('team_leader')}\nCoordinator: {holding('coordinator')}\nSponsors: {holding('sponsor')}"


def _away(found: Facts, now: datetime) -> str:
    """Who is away today and who covers; nobody is late for it."""
    today = teams.today(found.team, now)
    said = []
    for absence, person, cover in found.away[:MOST_AWAY]:
        until = f" through {dates.day(absence.until_on, today)}" if absence.until_on else ""
        said.append(f"{views.person(person)}{until}{f' (cover {views.person(cover)})' if cover else ''}")
    more = len(found.away) - len(said)
    return f"\nAway: {text.join_names([*said, f'{more} more'] if more > 0 else said)}" if said else ""


def _meeting(found: Facts, reader: ZoneInfo, now: datetime) -> str:
    """The meeting that runs, or the next one; and where the minutes of the last one are."""
    team, running, coming = found.team, found.running, found.upcoming
    other = found.rule is not None and rhythm.choice(found.rule) != rhythm.EVERY_WEEK
    lines = []
    if running and running.started_at:
        since = running.started_at.astimezone(ZoneInfo(team.zone))
        lines.append(f"*The weekly meeting is on*, since {since:%H:%M}, in <#{team.channel_id}>.")
    elif coming:
        lines.append(f"Next weekly meeting: {views.planned(coming, team, reader)}")
    elif found.season is None and not other:
        lines.append(f"Next weekly meeting: {views.meeting(team, rules.next_meeting(team, now), reader)}")
    if other:
        lines.append(f"Meets {views.week(team, found.rule)}")
    if found.latest and found.latest.closed_at:
        held = teams.today(team, found.latest.starts_at)
        lines.append(
            f"Last minutes: {dates.day(held, teams.today(team, now))}, in <#{team.channel_id}>. "
            "`/steward minutes` shows them."
        )
    return "\n".join(lines)


def _season(found: Facts, now: datetime) -> str:
    """A pause of the whole team, running or to come."""
    season, today = found.season, teams.today(found.team, now)
    if season is None:
        return ""
    until = f" through {dates.day(season.last_on, today)}" if season.last_on else ""
    why = text.cut(text.escape(text.one_line(season.name, MOST_REASON)), MOST_REASON)
    begins = "Paused" if season.first_on <= today else f"Pauses from {dates.day(season.first_on, today)}"
    return f"\n{begins}{until}: {why}. Nothing is counted as late for it. `/steward calendar` changes that."


def _stepback(team: Team, now: datetime) -> str:
    on, today = team.first_stepback_on, teams.today(team, now)
    return f"\nFirst stepback: {dates.show(on, today)}" if on and on >= today else ""


def _workstreams(rows: Sequence[Overview]) -> list[str]:
    if not rows:
        return ["No workstreams yet. `/steward workstream add NAME` adds one."]
    shown = [views.workstream_line(row) for row in rows[:MOST_WORKSTREAMS]]
    if len(rows) > MOST_WORKSTREAMS:
        shown.append(f"and {len(rows) - MOST_WORKSTREAMS} more: `/steward workstream`")
    return messages.packed(["*Workstreams*", *shown])


def _missing(found: Facts, now: datetime, *, mends: bool) -> list[messages.Part]:
    team = found.team
    missing = gaps.missing(team, found.holders, found.core, found.lacking, teams.today(team, now))
    if not missing:
        return ["Nothing is missing. Nothing needed."]
    if not mends:
        return ["*Still missing*\n" + "\n".join(f"• {one.words}" for one in missing)]
    rows = [messages.Row(one.words, messages.button(one.label, one.action_id, team.id)) for one in missing]
    return ["*Still missing*", *rows]
