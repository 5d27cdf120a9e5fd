"""What a leader or coordinator can mend: what nobody has, what is late and where, what nobody has agreed to yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import Block

from handlers import messages, text
from handlers.actions.listing import Listing
from handlers.actions.views import buttons, ids, layout, words
from handlers.home import owed
from handlers.home.gathering import Desk, led_by
from handlers.home.pages import Pages, turning
from handlers.messages import Row
from handlers.teams import gaps, views
from handlers.teams.gaps import Missing
from storage import team_lists
from storage.action_lists import Late, Listed
from storage.team_lists import Lead
from storage.teams import Team
from storage.types import id_of
from storage.working_days import EVERY_DAY, WorkingDays

MOST_UNACCEPTED = 3
"""Of one team; the rest is counted."""
MOST_LATE = 5


@dataclass(frozen=True, kw_only=True)
class Care:
    """One team that the reader leads or coordinates, and what it lacks."""

    team: Team
    missing: Sequence[Missing]
    late: Sequence[Late]
    unaccepted: Sequence[Listed]
    days: WorkingDays = EVERY_DAY

    @property
    def is_fine(self) -> bool:
        """Whether nothing needs the reader."""
        return not (self.missing or self.late or self.unaccepted)


def cares(desk: Desk) -> list[Care]:
    """Return the teams that the person leads or coordinates, those that need them first."""
    found = [_care(desk, team) for team in led_by(desk.seats)]
    return sorted(found, key=lambda care: care.is_fine)


def is_needed(desk: Desk) -> bool:
    """Whether a team that the person leads or coordinates needs them."""
    return any(not care.is_fine for care in cares(desk))


def blocks(desk: Desk, pages: Pages) -> list[Block]:
    """Return what needs the reader, team by team; nothing for who leads none."""
    found = cares(desk)
    if not found:
        return []
    shown = pages.of("led", found)
    parts = [part for care in shown.rows for part in _team(care, desk.today)]
    heading = "What your team needs" if len(found) == 1 else "What your teams need"
    return [owed.header(heading), *messages.blocks(*parts, turning("led", shown))]


def _care(desk: Desk, team: Team) -> Care:
    team_id = id_of(team)
    return Care(
        team=team,
        missing=_missing(desk, team, desk.leads.get(team_id, team_lists.Lead())),
        late=[late for late in desk.late if late.team_id == team_id],
        unaccepted=[listed for listed in desk.unaccepted.rows if listed.action.team_id == team_id],
        days=desk.days.get(team_id, EVERY_DAY),
    )


def _missing(desk: Desk, team: Team, lead: Lead) -> list[Missing]:
    rows = [row for row in desk.led if row.workstream.team_id == team.id]
    leader_left = lead.leader is None or lead.leader.deactivated_at is not None
    alone = lead.coordinator is None or lead.coordinator.deactivated_at is not None
    found = (
        gaps.no_leader() if leader_left else None,
        gaps.workstreams([row.workstream for row in rows if row.lacks_owner], "owner"),
        gaps.no_coordinator(team, desk.today) if alone else None,
        gaps.workstreams([row.workstream for row in rows if row.lacks_backup], "backup"),
    )
    return [one for one in found if one]


def _team(care: Care, today: date) -> list[messages.Part]:
    status = messages.button("Team status", views.STATUS, care.team.id)
    if care.is_fine:
        fine = "Everything has an owner and a backup, and nothing is late. Nothing needed."
        return [Row(f"{views.name(care.team.name)}\n{fine}", status)]
    return [
        Row(views.name(care.team.name), status),
        *(Row(one.words, messages.button(one.label, one.action_id, care.team.id)) for one in care.missing),
        *_late(care),
        *_unaccepted(care, today),
    ]


def _late(care: Care) -> list[messages.Part]:
    if not care.late:
        return []
    named = [
        f"{words.strand(late.workstream.name) if late.workstream else 'the team itself'} {late.count}"
        for late in care.late[:MOST_LATE]
    ]
    more = sum(late.count for late in care.late[MOST_LATE:])
    listed = ", ".join([*named, f"elsewhere {more}"] if more else named)
    count = sum(late.count for late in care.late)
    show = messages.button("Show what is late", ids.LIST, care.team.id, extra=Listing("overdue").packed())
    return [Row(f"{text.plural(count, 'action')} overdue: {listed}.", show)]


def _unaccepted(care: Care, today: date) -> list[messages.Part]:
    rows: list[messages.Part] = [
        Row(_question(listed, care.days, today), buttons.of(listed.action, "Hand over", ids.HAND_OVER))
        for listed in care.unaccepted[:MOST_UNACCEPTED]
    ]
    more = len(care.unaccepted) - MOST_UNACCEPTED
    return (
        [*rows, f"and {text.plural(more, 'more action')} that nobody here has accepted"] if more > 0 else rows
    )


def _question(listed: Listed, days: WorkingDays, today: date) -> str:
    action, owner = listed.action, words.called(listed.owner)
    if listed.owner.deactivated_at is not None:
        how = f"{owner}: hand it over, so that somebody has it"
    elif action.accepted == "declined":
        how = f"{owner} says it is not theirs: {words.one_line(action.decline_reason or 'no reason given')}"
    else:
        how = f"{owner} has not accepted it yet"
    left = listed.owner.deactivated_at is not None  # nobody is late who is not here
    by = f"by {words.by_when(action, today, near=False)}" if left else words.due_among(action, days, today)
    about = layout.joined((how, by))
    return f"*{words.code(action.number)}* {words.one_line(action.text)}\n{about}"
