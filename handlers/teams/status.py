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
from handlers.teams import gaps, rules, views
from storage import action_lists, members, roles, team_lists, teams, workstream_lists
from storage.action_lists import Counts
from storage.assignments import Role
from storage.roles import Holder
from storage.team_lists import Gap
from storage.teams import Team
from storage.workstream_lists import Overview

MOST_WORKSTREAMS = 15


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the screen is made of."""

    team: Team
    holders: Sequence[Holder]
    core: int
    workstreams: Sequence[Overview]
    lacking: Sequence[Gap]
    counts: Counts


async def status(ask: Ask) -> Answer:
    """Show the team on one screen."""
    standing.require(ask, Verb.SEE_TEAM)
    found = await ask.read(facts, team=ask.the_team, now=ask.now)
    return Say(screen(found, reader=ask.zone, now=ask.now, mends=standing.may(ask, Verb.CHANGE_OWNERS)))


def facts(session: Session, *, team: Team, now: datetime) -> Facts:
    """Read what the screen is made of, in five statements."""
    today = teams.today(team, now)
    roster = members.roster(session, team=team)
    return Facts(
        team=team,
        holders=roles.holders(session, team=team),
        core=sum(membership.kind == "core" for membership, _ in roster),
        workstreams=workstream_lists.overview(session, team=team, today=today),
        lacking=team_lists.gaps(session, team=team),
        counts=action_lists.counts(session, team=team, today=today),
    )


def screen(found: Facts, *, reader: ZoneInfo, now: datetime, mends: bool) -> Message:
    """Return the screen. `reader` is the reader's zone; `mends`: may mend what is missing, so gets the buttons."""
    team = found.team
    return messages.of(
        f"{views.name(team.name)} · {text.escape(team.innovation)}",
        f"{_people(found)}\nNext weekly meeting: {views.meeting(team, rules.next_meeting(team, now), reader)}"
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
