"""App Home: what its reader owes first, then what waits for them to mend, their workstreams, their teams.

Only the reader sees it, and everything on it is said in words.
"""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from handlers import dates, messages, permissions, standing, text
from handlers import help as helping
from handlers.actions.views import ids, layout
from handlers.calendars.away import views as away_views
from handlers.calendars.own import views as own_views
from handlers.home import leading, meeting, owed, rules
from handlers.home.gathering import Desk
from handlers.home.pages import Pages, turning
from handlers.messages import Row
from handlers.permissions import Verb
from handlers.teams import views
from handlers.workstreams import views as workstream_views
from storage import team_lists
from storage.people import Person
from storage.team_lists import Seat
from storage.types import id_of
from storage.workstream_lists import Overview
from storage.workstreams import Workstream

_LINE = 200

NO_TEAM = (
    "*You are in no team yet.* When somebody gives you an action, it stands here.\n"
    "*To start a team*: open the channel where the work happens, type `/invite @Steward`, then `/steward setup`. "
    "A form asks for the rest."
)
NO_TEAM_GUEST = "*You are in no team yet.* When somebody gives you an action, it stands here. Nothing needed."
ONLY_YOU = "Only you see this page."


def home(desk: Desk, pages: Pages, zone: ZoneInfo, now: datetime) -> View:
    """Return App Home as its reader sees it at that moment, in their zone."""
    blocks = [
        *_owed(desk, pages),
        *meeting.blocks(desk, pages, zone, now),
        *leading.blocks(desk, pages),
        *_held(desk, pages, zone, now),
        *_teams(desk, pages),
        layout.context(ONLY_YOU),
    ]
    return View(type="home", blocks=[block for block in blocks if block], private_metadata=pages.metadata())


def _owed(desk: Desk, pages: Pages) -> Iterator[Block]:
    found = rules.sort_out(desk.owed.rows, desk.today, desk.days)
    several = len(desk.seats) > 1
    yield owed.header("What you owe")
    if not desk.seats and not desk.owed.total:
        yield from messages.blocks(NO_TEAM_GUEST if _outside(desk.person) else NO_TEAM)
    else:
        yield from messages.blocks(owed.summary(found, leads=leading.is_needed(desk)))
    yield from messages.blocks(_away(desk), _top(desk))
    yield from owed.asked(found, pages, several_teams=several)
    more = desk.owed.total - len(desk.owed.rows)
    yield from owed.due(found, pages, several_teams=several, more=more)


def _away(desk: Desk) -> str:
    """That the reader is away, as long as they are; nothing is late for it."""
    away = desk.away
    if away is None:
        return ""
    until = (
        f" through {dates.day(away.until_on, desk.today)}" if away.until_on else " until you say otherwise"
    )
    return f"*You are away*{until}. No digest comes, and nothing of yours is called late meanwhile."


def _top(desk: Desk) -> list[ButtonElement]:
    """The few things that are not about one row."""
    how = messages.button("How Steward works", helping.SHOW, None)
    if not desk.seats:
        return [how]
    adds = any(_may(desk.person, seat, Verb.ADD_ACTION) for seat in desk.seats)
    team_id = desk.seats[0].team.id if len(desk.seats) == 1 else None
    add = messages.button("Add an action", ids.ADD, team_id, style="primary")
    back = messages.button("I'm back", away_views.BACK, None, desk.person.id)
    going = messages.button("I'm away…", away_views.CHANGE, None, desk.person.id)
    hours = messages.button("My hours", own_views.OPEN, None)
    return [*([add] if adds else []), back if desk.away else going, hours, how]


def _held(desk: Desk, pages: Pages, zone: ZoneInfo, now: datetime) -> list[Block]:
    if not desk.held:
        return []
    shown = pages.of("held", desk.held)
    rows = [
        Row(
            _workstream(desk, row, zone, now),
            messages.button("Update", workstream_views.UPDATE, row.workstream.team_id, row.workstream.id),
        )
        for row in shown.rows
    ]
    return [owed.header("Your workstreams"), *messages.blocks(*rows, turning("held", shown))]


def _workstream(desk: Desk, row: Overview, zone: ZoneInfo, now: datetime) -> str:
    """How it stands, whose it is, what was last said of it and when."""
    strand, update = row.workstream, row.last_update
    team = next((team.name for team in desk.teams if team.id == strand.team_id), "")
    about = (_whose(desk, row), text.escape(team) if len(desk.teams) > 1 else "")
    first = (
        views.name(strand.name),
        views.state(strand.state),
        views.counts(row.open_count, row.overdue_count),
    )
    last = "No update yet."
    if update:
        said = text.cut(text.escape(text.one_line(update.line, _LINE)), _LINE)
        last = f"Last update {views.age(update.at, zone, now)}: {said}"
    return "\n".join((layout.joined(first), layout.joined(about), last))


def _whose(desk: Desk, row: Overview) -> str:
    if row.owner is None:
        return "You are its backup; nobody owns it"
    return "You own it" if row.owner.id == desk.person.id else f"You back up {views.person(row.owner)}"


def _teams(desk: Desk, pages: Pages) -> list[Block]:
    if not desk.seats:
        return []
    shown = pages.of("teams", desk.seats)
    rows = [_team(desk, seat) for seat in shown.rows]
    return [owed.header("Your teams"), *messages.blocks(*rows, turning("teams", shown))]


def _team(desk: Desk, seat: Seat) -> messages.Part:
    """Who you are in it, when it meets next, who leads it; the way on for who may take it."""
    team = seat.team
    leader = desk.leads.get(id_of(team), team_lists.Lead()).leader
    said = "\n".join(
        (
            f"{views.name(team.name)} · {_roles(desk, seat)}",
            f"Meets {views.week(team, desk.rules.get(id_of(team)))}",
            f"Team leader: {views.person(leader) if leader else 'nobody'}",
        )
    )
    if _may(desk.person, seat, Verb.CHANGE_SETTINGS):
        return Row(said, messages.button("Settings", views.SETTINGS, team.id))
    if desk.sees(seat):
        return Row(said, messages.button("Team status", views.STATUS, team.id))
    return said


def _roles(desk: Desk, seat: Seat) -> str:
    """What the reader is in the team, in words: `you: team leader, backup of *coaching*`."""
    strands: dict[int | None, Workstream] = {row.workstream.id: row.workstream for row in desk.held}
    roles = [views.role(held.role, strands.get(held.workstream_id)) for held in seat.roles]
    kind = (
        {"core": "core member", "invited": "invited member"}[seat.membership.kind] if seat.membership else ""
    )
    return f"you: {', '.join(roles) or kind}"


def _may(person: Person, seat: Seat, verb: Verb) -> bool:
    return bool(permissions.may(standing.of(person, seat), verb))


def _outside(person: Person) -> bool:
    return person.is_guest or person.is_external
