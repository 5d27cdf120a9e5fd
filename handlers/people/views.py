"""What is shown of a team's people: the roster, who held what, and what was just done."""

from collections.abc import Mapping, Sequence
from datetime import date

from slack_sdk.models.blocks import ButtonElement

from handlers import dates, messages, text
from handlers.answer import Message
from handlers.people import rules
from handlers.people.rules import Entry, Held, Joining
from handlers.teams import views as team_views
from storage.action_lists import OpenItems
from storage.members import Kind
from storage.people import Person
from storage.roles import Holder
from storage.teams import Team

CHANGE = "people.change"
ADD_CONTACT = "people.add_contact"
LEAVE = "people.leave"
HISTORY = "people.history"
PREVIOUS, NEXT = "people.previous", "people.next"
LATER, EARLIER = "people.history_previous", "people.history_next"
MOST_LISTED = 8

KINDS: dict[Kind, str] = {"core": "core", "invited": "invited"}


def roster(
    team: Team,
    entries: Sequence[Entry],
    page: str,
    *,
    today: date,
    mends: bool,
    away: Mapping[int, str] | None = None,
) -> Message:
    """Return one page of who is on the team, role first. `mends`: the reader may change it.

    `away`: how it is said of those who are away, by person id.
    """
    shown = messages.page(entries, page)
    rows: list[messages.Part] = [
        messages.Row(words, messages.button("Change", CHANGE, team.id, entry.person.id)) if mends else words
        for entry in shown.rows
        for words in [row(entry, today, (away or {}).get(entry.person.id or 0, ""))]
    ]
    core = sum(entry.membership is not None and entry.membership.kind == "core" for entry in entries)
    return messages.of(
        f"*People of {text.escape(team.name)}*",
        *rows,
        team_views.core_size(core),
        shown.words,
        messages.turning(shown, PREVIOUS, NEXT, team.id),
        _ways(team) if mends else [messages.button("Who held what", HISTORY, team.id)],
    )


def row(entry: Entry, today: date, away: str = "") -> str:
    """Return one person: what they hold, who they are, whether they are away, how they belong."""
    titles = [_title(held) for held in entry.held] or [
        rules.KINDS[entry.membership.kind] if entry.membership else ""
    ]
    about = [*([f"*{away}*"] if away else []), *_belonging(entry, today), *_described(entry.person)]
    return f"*{text.join_names(_in_a_row(titles))}*: {team_views.person(entry.person)}" + (
        f"\n{' · '.join(about)}" if about else ""
    )


def _in_a_row(titles: Sequence[str]) -> list[str]:
    """Titles as they stand in one sentence: only the first begins with a capital."""
    return [*titles[:1], *(title[:1].lower() + title[1:] for title in titles[1:])]


def history(team: Team, holders: Sequence[Holder], page: str, today: date) -> Message:
    """Return one page of who held which role from when to when, the latest first."""
    shown = messages.page(holders, page)
    lines = [_held_from_to(holder, today) for holder in shown.rows]
    return messages.of(
        f"*Who held what in {text.escape(team.name)}*, the latest first",
        "\n".join(lines) or "Nobody has held a role yet.",
        shown.words,
        messages.turning(shown, LATER, EARLIER, team.id),
    )


def roles(team: Team, holders: Sequence[Holder], *, mends: bool) -> Message:
    """Return who holds the roles of the team, and how to change it."""
    named = (("Team leader", "team_leader"), ("Coordinator", "coordinator"), ("Sponsors", "sponsor"))
    lines = [
        f"{label}: "
        + (team_views.people([one.person for one in holders if one.assignment.role == role]) or "none yet")
        for label, role in named
    ]
    buttons = [
        messages.button("Hand the lead over", team_views.HAND_OVER, team.id),
        messages.button("Name a coordinator", team_views.NAME_COORDINATOR, team.id),
        messages.button("Add a sponsor", team_views.ADD_SPONSOR, team.id),
    ]
    return messages.of(
        "\n".join(lines),
        "`/steward role coordinator @daniel` names one. Owners and backups: `/steward workstream`.",
        [*(buttons if mends else []), messages.button("Who held what", HISTORY, team.id)],
    )


def done(team: Team, words: str, steps: Sequence[int | None]) -> Message:
    """Return what was just done, with its undo; `words` are escaped."""
    return messages.of(words, [team_views.undo(team, *steps)] if steps else [])


def added(team: Team, joining: Joining, *, by: Person, today: date) -> Message:
    """Return what somebody is told who was added to a team."""
    part = "as a core member. What you promise is kept here, and comes back to you once a day at most."
    if joining.kind == "invited":
        aim = f" for {text.escape(joining.purpose)}" if joining.purpose else ""
        ends = f", until {dates.day(joining.until_on, today)}" if joining.until_on else ""
        part = f"as an invited member{aim}{ends}. You are asked before an action is yours, and get no weekly forms."
    return messages.of(
        f"{team_views.person(by)} added you to {team_views.name(team.name)} {part}\n"
        "`/steward status` shows the team on one screen. Nothing needed."
    )


def taken_off(team: Team, *, by: Person, why: str | None) -> Message:
    """Return what somebody is told who was taken off a team."""
    reason = f" Reason: “{text.escape(why)}”." if why else ""
    return messages.of(
        f"{team_views.person(by)} took you off {team_views.name(team.name)}.{reason} "
        "Thank you for what you did there. Open actions stay yours until somebody takes them over."
    )


def left(team: Team, person: Person, items: OpenItems, steps: Sequence[int | None]) -> Message:
    """Return what who took somebody off is told: what is still theirs, and the next step for it."""
    owned = [one for one in items.roles if one.assignment.role == "workstream_owner" and one.workstream]
    buttons = [messages.button("Name the owners", team_views.NAME_OWNERS, team.id)] if owned else []
    return messages.of(
        f"{team_views.person(person)} is off {team_views.name(team.name)}. What they did and said is kept.",
        still_theirs(items),
        [*buttons, team_views.undo(team, *steps)],
    )


def leads(team: Team, leader: Person) -> Message:
    """Return why the leader is not taken off, and the way to it."""
    return messages.of(
        f"{team_views.person(leader)} leads {team_views.name(team.name)}, and a team always has a leader. "
        "Hand the lead over first; then they can be taken off.",
        [messages.button("Hand the lead over", team_views.HAND_OVER, team.id, style="primary")],
    )


def still_theirs(items: OpenItems) -> str:
    """Return what somebody owns in the team, with what becomes of it when they leave."""
    lines = []
    held = [team_views.role(one.assignment.role, one.workstream) for one in items.roles]
    if held:
        lines.append(f"They hold: {text.join_names(held)}. This ends with their leaving.")
    if items.actions:
        shown = [
            f"`A-{one.action.number}` {text.cut(text.escape(one.action.text), 120)}"
            for one in items.actions[:MOST_LISTED]
        ]
        more = len(items.actions) - len(shown)
        listed = "\n".join([*shown, *([f"and {more} more"] if more else [])])
        count = len(items.actions)
        stay = f"{text.plural(count, 'open action').capitalize()} {'stays' if count == 1 else 'stay'} theirs"
        lines.append(f"{stay} until handed over; type the number, such as `/steward A-12`:\n{listed}")
    return "\n".join(lines) or "They own nothing open here."


def _title(held: Held) -> str:
    role = held.assignment.role
    said = team_views.ROLES[role]
    if held.workstream:
        return f"{said} of {text.escape(held.workstream.name)}"
    return f"{said} for {text.escape(held.assignment.office)}" if held.assignment.office else said


def _belonging(entry: Entry, today: date) -> list[str]:
    about = []
    membership = entry.membership
    if membership:
        about.append(
            KINDS[membership.kind] + (f" for {text.escape(membership.purpose)}" if membership.purpose else "")
        )
        if membership.until_on:
            about.append(f"until {dates.day(membership.until_on, today)}")
        if membership.fte:
            about.append(f"{membership.fte:g} of a week")
        elif membership.kind == "core":
            about.append("no agreed time yet")
    for held in entry.held:
        by, on = held.assignment.appointed_by, held.assignment.appointed_on
        if by:
            about.append(f"appointed by {text.escape(by)}" + (f" on {dates.day(on, today)}" if on else ""))
    return about


def _described(person: Person) -> list[str]:
    about = [text.escape(words) for words in (person.post, person.office) if words]
    if person.slack_user_id is None:
        about.append("without a Slack account")
    if person.is_guest:
        about.append("guest")
    return about


def _held_from_to(holder: Holder, today: date) -> str:
    said = _title(Held(holder.assignment, holder.workstream))
    return f"{said}: {team_views.person(holder.person)}, {team_views.span(holder.assignment, today)}"


def _ways(team: Team) -> list[ButtonElement]:
    return [
        messages.button("Add people", team_views.ADD_PEOPLE, team.id, style="primary"),
        messages.button("Add a contact without Slack", ADD_CONTACT, team.id),
        messages.button("Add a sponsor", team_views.ADD_SPONSOR, team.id),
        messages.button("Hand the lead over", team_views.HAND_OVER, team.id),
        messages.button("Who held what", HISTORY, team.id),
    ]
