"""What is said when a team begins, changes, ends and comes back: once in its channel, and to who did it."""

from collections.abc import Sequence
from datetime import date

from handlers import dates, messages, text
from handlers.answer import Message
from handlers.teams import views
from handlers.teams.rules import LEVELS
from handlers.timetable import DEFAULT_SCHEDULES
from storage.people import Person
from storage.teams import Team

BRING_BACK = "teams.bring_back"
SET_UP_ANEW = "teams.set_up_anew"


def hello(team: Team, *, by: Person, leader: Person, coordinator: Person | None) -> Message:
    """Return the one hello in the channel: who set this up, what will be posted when, how to change it."""
    who = f"Team leader: {views.person(leader)}\nCoordinator: " + (
        views.person(coordinator)
        if coordinator
        else "none yet. Somebody who helps with notes and next steps is named early."
    )
    return messages.of(
        f"{views.person(by)} set up Steward in this channel for {views.name(team.name)}: "
        f"{text.escape(team.innovation)}.\nIt keeps what was promised here: who does what, by when.",
        f"{who}\nWeekly meeting: {views.week(team)}",
        f"*What is posted when*\n{_posted()}",
        "*To change any of this*, type `/steward settings`. `/steward help` shows what else you can say. "
        "Answers to what you type are seen by you alone.",
        [
            messages.button("Name the owners", views.NAME_OWNERS, team.id, style="primary"),
            messages.button("Add people", views.ADD_PEOPLE, team.id),
        ],
    )


def ready(team: Team, workstream_count: int) -> Message:
    """Return what who set the team up is told: what was made, and what to do next."""
    return messages.of(
        f"{views.name(team.name)} is set up with {text.plural(workstream_count, 'workstream')}. "
        "The channel gets one hello that says so.",
        "*Next*\n1. Name an owner and a backup for each workstream.\n2. Add the people of the team.\n"
        "3. Keep the first promise: `/steward action Draft the pacing guide @ana by Friday`.",
        [
            messages.button("Name the owners", views.NAME_OWNERS, team.id, style="primary"),
            messages.button("Add people", views.ADD_PEOPLE, team.id),
            messages.button("Settings", views.SETTINGS, team.id),
        ],
    )


def already(team: Team, leader: Person | None) -> Message:
    """Return the answer to a setup where a team is: who leads it, and where to change it."""
    led = f" {views.person(leader)} leads it." if leader else ""
    return messages.of(
        f"This channel is a team already: {views.name(team.name)}.{led} `/steward status` shows how it stands.",
        [messages.button("Settings", views.SETTINGS, team.id)],
    )


def closed_before(team: Team) -> Message:
    """Return the choice in a channel whose team was closed."""
    return messages.of(
        f"This channel was a team before: {views.name(team.name)}, closed because: "
        f"{text.escape(team.close_reason or '')}\nBringing it back keeps its actions, workstreams and history.",
        [
            messages.button("Bring it back", BRING_BACK, team.id, style="primary"),
            messages.button("Set up a new team", SET_UP_ANEW, team.id),
        ],
    )


def changed(team: Team, changes: Sequence[str], entry_ids: Sequence[int]) -> Message:
    """Return what was changed of the settings, with its undo; nothing changed says so."""
    if not changes:
        return messages.of(f"Nothing was changed in {views.name(team.name)}.")
    lines = "\n".join(changes)
    return messages.of(
        f"Saved for {views.name(team.name)}. Nobody else is told.\n{lines}", [views.undo(team, *entry_ids)]
    )


def closed(team: Team, *, by: Person, back: Person | None = None) -> Message:
    """Return what the channel is told when its team is closed; `back` brought it back since."""
    said = (
        f"{views.person(by)} closed {views.name(team.name)}: {text.escape(team.close_reason or '')}\n"
        "Steward posts and sends nothing more for it. Its actions, workstreams and history are kept."
    )
    if back:
        return messages.of(f"{said}\n{views.person(back)} brought it back since.")
    return messages.of(f"{said} Nothing needed.", [messages.button("Bring it back", BRING_BACK, team.id)])


def closed_by_you(team: Team) -> Message:
    """Return what who closed the team is told."""
    return messages.of(
        f"{views.name(team.name)} is closed, and its channel is told so. Nothing was deleted.",
        [messages.button("Bring it back", BRING_BACK, team.id)],
    )


def back(team: Team) -> Message:
    """Return what who brought the team back is told."""
    return messages.of(
        f"{views.name(team.name)} is back, with all that it kept. Its channel is told so. "
        "`/steward status` shows how it stands."
    )


def reopened(team: Team, *, by: Person, rule: str | None = None) -> Message:
    """Return what the channel is told when its team comes back."""
    return messages.of(
        f"{views.person(by)} brought {views.name(team.name)} back, with all that it kept. "
        f"Weekly meeting: {views.week(team, rule)}",
        f"*What is posted when*\n{_posted()}",
        "`/steward status` shows how it stands; `/steward settings` changes it.",
    )


def differences(
    before: Team,
    after: Team,
    *,
    rules: tuple[str | None, str | None] = (None, None),
    next_on: date | None = None,
) -> list[str]:
    """Return what changed of a team's settings, a line each: what it was, what it is.

    `rules`: by which it met and meets; `next_on`: when next, where its rhythm is another one now.
    """
    was, now = (views.week(team, rule) for team, rule in zip((before, after), rules, strict=True))
    meets = now if next_on is None else f"{now}; next on {dates.day(next_on, next_on)}"
    told = (
        ("Name", text.escape(before.name), text.escape(after.name)),
        ("Level", LEVELS[before.level].name, LEVELS[after.level].name),
        ("What is being implemented", text.escape(before.innovation), text.escape(after.innovation)),
        ("Weekly meeting", was, meets),
        ("First stepback", _on(before), _on(after)),
    )
    return [f"{what}: {then} (was: {once})" for what, once, then in told if once != then]


def _posted() -> str:
    here = "Here: a card for each action when it is added, which then changes in place."
    return "\n".join(f"• {line}" for line in (here, *(f"{default.words}." for default in DEFAULT_SCHEDULES)))


def _on(team: Team) -> str:
    on = team.first_stepback_on
    return dates.day(on, date(on.year - 1, 1, 1)) if on else "none yet"
