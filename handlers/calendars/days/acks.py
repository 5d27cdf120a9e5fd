"""What was just changed about a team's calendar, said to who did it and to the channel, each with its undo."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import ButtonElement

from handlers import dates, messages, text
from handlers.answer import Message
from handlers.calendars.days import ical, views
from handlers.teams import views as team_views
from storage.calendars import CalendarBreak, TeamCalendar
from storage.people import Person
from storage.teams import Team

STOPS = (
    "What stops: weekly meetings with their agendas and update forms, the roll-up, and what the digest says of this "
    "team. Actions keep their dates, and none of them counts as late for the pause."
)
NO_PAUSE = "No pause runs or comes, so there is nothing to end. Nothing needed."
_LONGEST_UNDO = 1800


def changed(team: Team, differences: Sequence[str], steps: Sequence[int]) -> Message:
    """Return what was changed, with its undo."""
    if not differences:
        return messages.of("Nothing was changed: this is how the calendar stands already.")
    listed = "\n".join(f"• {line}" for line in differences)
    return messages.of(
        f"Saved for {team_views.name(team.name)}:\n{listed}",
        "Meetings and messages to come follow it from now on. The channel is not told.",
        undo(team, steps),
    )


def differences(before: TeamCalendar, after: TeamCalendar) -> list[str]:
    """Return what changed, as it is now and as it was."""
    pairs = (
        ("Holidays", views.place(before) or "none", views.place(after) or "none"),
        (
            "A weekly meeting on a holiday",
            views.ON_HOLIDAY[before.on_holiday],
            views.ON_HOLIDAY[after.on_holiday],
        ),
        ("Working days", views.weekdays(before.weekdays), views.weekdays(after.weekdays)),
        (
            "Quiet hours",
            views.hours(before.quiet_from, before.quiet_until),
            views.hours(after.quiet_from, after.quiet_until),
        ),
    )
    return [
        f"{label}: {text.escape(now)} (was: {text.escape(was)})" for label, was, now in pairs if was != now
    ]


@dataclass(frozen=True)
class Added:
    """Breaks that are new on a calendar, with the steps that added them; `there`: how many stood there already."""

    rows: Sequence[CalendarBreak]
    steps: Sequence[int]
    there: int


def added(
    team: Team,
    new: Added,
    *,
    over: int,
    today: date,
    head: str = "",
    more: str = "",
    offer: Sequence[ButtonElement] = (),
) -> Message:
    """Return what was added; `over` is how many are past. `more`: what else there is to say."""
    rows = new.rows
    listed = [f"• {views.days_off(one, today)}" for one in rows[: views.MOST_LISTED]]
    if len(rows) > views.MOST_LISTED:
        listed.append(f"and {len(rows) - views.MOST_LISTED} more")
    notes = [
        f"{text.plural(new.there, 'break').capitalize()} stood there already." if new.there else "",
        f"{over} {'is' if over == 1 else 'are'} over already and {'was' if over == 1 else 'were'} left out."
        if over
        else "",
        more,
    ]
    first = f"Added to the calendar of {team_views.name(team.name)}:" if rows else "Nothing new was added."
    return messages.of(
        "\n".join([*([head] if head else []), first, *listed]),
        " ".join(filter(None, notes)),
        [*undo(team, new.steps), *offer, messages.button("See the calendar", views.SHOW, team.id)],
    )


def from_file(
    team: Team,
    name: str,
    found: ical.Found,
    new: Added,
    *,
    today: date,
    file_id: str,
    others_too: bool,
) -> Message:
    """Return what a calendar file gave: what was added, what was left out and why, and how to take that too."""
    count = len(found.others)
    label = f"Take {'it' if count == 1 else f'those {count}'} too"
    others = messages.button(label, views.OTHERS, team.id, extra=file_id)
    return added(
        team,
        new,
        over=found.over,
        today=today,
        head=f"From “{text.escape(text.one_line(name, 80))}”:",
        more=_left_out(found, others_too=others_too),
        offer=[others] if found.others and not others_too else [],
    )


def removed(team: Team, row: CalendarBreak, steps: Sequence[int], today: date) -> Message:
    """Return that a break was taken off."""
    return messages.of(
        f"Taken off the calendar: {views.days_off(row, today)}. It is an ordinary time again.",
        [*undo(team, steps), messages.button("See the calendar", views.SHOW, team.id)],
    )


def paused(
    team: Team, row: CalendarBreak, back_on: date | None, steps: Sequence[int], today: date
) -> Message:
    """Return what who paused the team is told: what stops, what comes back when, who is told."""
    return messages.of(
        f"{team_views.name(team.name)} pauses {_pause(row, back_on, today)}. Reason: “{text.escape(row.name)}”.",
        STOPS,
        returns(back_on, today),
        "The channel is told, with one message.",
        undo(team, steps),
    )


def told_paused(team: Team, row: CalendarBreak, back_on: date | None, *, by: Person, today: date) -> Message:
    """Return what the channel is told of a pause."""
    return messages.of(
        f"{team_views.person(by)} paused {team_views.name(team.name)} {_pause(row, back_on, today)}: "
        f"“{text.escape(row.name)}”.",
        f"{STOPS}\n{returns(back_on, today)}",
        "Nothing needed until then. `/steward calendar` shows it.",
    )


def told_not_paused(team: Team, row: CalendarBreak, *, by: Person) -> Message:
    """Return what stands in the channel where a pause was taken back."""
    return messages.of(
        f"{team_views.person(by)} took the pause “{text.escape(row.name)}” of {team_views.name(team.name)} back: "
        "the team meets as usual. Nothing needed."
    )


def resumed(team: Team, row: CalendarBreak, at: str, steps: Sequence[int], today: date) -> Message:
    """Return what who ended a pause is told; `at`: when the channel is told what is open, empty where it never began."""
    words = (
        f"The pause “{text.escape(row.name)}” is over. {at}"
        if at
        else f"The pause “{text.escape(row.name)}” from {dates.day(row.first_on, today)} on is taken off the calendar."
    )
    return messages.of(words, [*undo(team, steps), messages.button("See the calendar", views.SHOW, team.id)])


def returns(back_on: date | None, today: date) -> str:
    """Return what comes back, and when."""
    when = (
        f"On *{dates.full(back_on, today)}* at 09:00"
        if back_on
        else "Once somebody ends the pause (`/steward calendar resume`)"
    )
    return (
        f"What comes back: {when[:1].lower()}{when[1:]} one message in the channel says what is open, which dates fell "
        "into the pause and when the next meeting is. From then on all comes as before."
    )


def taken_back(team: Team, steps: Sequence[int]) -> Message:
    """Return the record of an undo, with the way to do it again."""
    return messages.of(
        "Taken back: the calendar stands as it did before.",
        [*undo(team, steps, label="Do it again"), messages.button("See the calendar", views.SHOW, team.id)],
    )


def undo(team: Team, steps: Sequence[int], *, label: str = "Undo") -> list[ButtonElement]:
    """Return the button that takes these steps back; none where there are none, or more than a button can hold."""
    extra = packed(steps)
    return (
        [messages.button(label, views.UNDO, team.id, extra=extra)] if 0 < len(extra) <= _LONGEST_UNDO else []
    )


def packed(steps: Sequence[int]) -> str:
    """Return steps as a button carries them: those in a row as a range, since a file adds hundreds at once."""
    rows: list[list[int]] = []
    for step in sorted(steps):
        if rows and step == rows[-1][-1] + 1:
            rows[-1].append(step)
        else:
            rows.append([step])
    return ",".join(f"{row[0]}-{row[-1]}" if len(row) > 1 else f"{row[0]}" for row in rows)


def unpacked(extra: str) -> list[int]:
    """Return the steps that a button carries."""
    ends = [part.split("-") for part in extra.split(",") if part]
    return [step for first, *last in ends for step in range(int(first), int((last or [first])[0]) + 1)]


def _left_out(found: ical.Found, *, others_too: bool) -> str:
    parts = []
    if found.timed:
        parts.append(
            f"{text.plural(found.timed, 'event')} with hours {'was' if found.timed == 1 else 'were'} left out."
        )
    if found.broken:
        parts.append(f"{text.plural(found.broken, 'event')} could not be read.")
    if found.others and not others_too:
        names = [text.escape(one.name) for one in found.others[:3]]
        more = len(found.others) - len(names)
        listed = text.join_names([*names, *([f"{more} more"] if more else [])])
        count = text.plural(len(found.others), "whole-day event").capitalize()
        parts.append(
            f"{count} did not sound like {'a day' if len(found.others) == 1 else 'days'} off: {listed}."
        )
    return " ".join(parts)


def _pause(row: CalendarBreak, back_on: date | None, today: date) -> str:
    first = dates.full(row.first_on, today)
    if row.last_on is None or back_on is None:
        return f"from *{first}* until further notice"
    return f"from *{first}* through *{dates.full(row.last_on, today)}*, back *{dates.full(back_on, today)}*"
