"""What is said about somebody being away: to them, to who covers, to who asks. The last day away is always named, and the first one back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import ButtonElement

from handlers import dates, messages, text
from handlers.answer import Message
from handlers.teams import views as team_views
from storage.absences import Absence
from storage.action_lists import Listed
from storage.people import Person
from storage.teams import Team
from storage.workstreams import Workstream

BACK = "calendars.back"
TAKE_BACK = "calendars.away_undo"
AGAIN = "calendars.away_again"
CHANGE = "calendars.away_change"
MOST_LISTED = 5


@dataclass(frozen=True)
class Away:
    """An absence with its people. `back_on`: the first working day after it; None where its end is not known."""

    absence: Absence
    person: Person
    cover: Person | None
    back_on: date | None

    @property
    def is_open(self) -> bool:
        return self.absence.until_on is None


@dataclass(frozen=True)
class Passed:
    """What comes to the cover: what falls due while somebody is away, and the workstreams they own."""

    actions: Sequence[Listed] = ()
    workstreams: Sequence[Workstream] = ()


def days(away: Away, today: date) -> str:
    """Return `through Friday 27 November, back Monday 30 November`, with its beginning where that is still to come."""
    from_on, until_on = away.absence.from_on, away.absence.until_on
    begins = "" if from_on <= today else f"from *{dates.full(from_on, today)}* "
    if until_on is None or away.back_on is None:
        return f"{begins}until further notice"
    back = f"back *{dates.full(away.back_on, today)}*"
    if from_on == until_on:
        return f"on *{dates.full(until_on, today)}*, {back}"
    return f"{begins}through *{dates.full(until_on, today)}*, {back}"


def said(away: Away, *, by: Person, team: Team | None, today: date) -> Message:
    """Return what who said it is told: from when until when, who sees it, who is told, how it is taken back."""
    own = away.person.id == by.id
    subject = "You" if own else team_views.person(away.person)
    return messages.of(
        f"{subject} {_verb(away, today, own=own)} {days(away, today)}.",
        _meaning(away, own=own),
        _covers(away, by=by, own=own),
        [_undo(away, team, own=own), _change(away, team, own=own)],
    )


def stands(away: Away, today: date) -> Message:
    """Return how it stands for the person themself, with the ways out."""
    reason = f"\nReason: “{text.escape(away.absence.reason)}”." if away.absence.reason else ""
    return messages.of(
        f"You {_verb(away, today, own=True)} {days(away, today)}.{reason}",
        _covers(away, by=away.person, own=True, told=False),
        [_home(away, today), _change(away, None, own=True)],
    )


def welcome(away: Away, *, by: Person, team: Team | None, today: date, undone: bool = False) -> Message:
    """Return what is said to who ended it; `undone`: it was said by mistake."""
    own = away.person.id == by.id
    subject = "you are" if own else f"{team_views.person(away.person)} is"
    cover = f" {team_views.person(away.cover)} is told that nothing more comes to them." if away.cover else ""
    if undone or away.absence.from_on > today:
        words = f"Taken back: {subject} not away.{cover}"
    else:
        whose = "your" if own else "their"
        words = (
            f"{'Welcome back' if own else 'Noted'}: {subject} here again as of today, and {whose} digest comes on the next "
            f"working morning.{cover}"
        )
    until = away.absence.until_on
    extra = f"{away.absence.id},{until.isoformat() if until else ''}"
    label = "Do it again" if undone else "Undo"
    return messages.of(words, [messages.button(label, AGAIN, _named(team, own=own), away.person.id, extra)])


def not_away(person: Person, *, own: bool) -> Message:
    """Return that there is nothing to end."""
    subject = "You are not away, and have" if own else f"{team_views.person(person)} is not away, and has"
    return messages.of(f"{subject} not planned to be. Nothing was changed.")


def told_cover(away: Away, passed: Passed, *, by: Person, today: date) -> Message:
    """Return what the cover is told at once: from when until when, and what comes to them."""
    who, noted = team_views.person(away.person), team_views.person(by)
    named = f"{who} {_verb(away, today, own=False)} {days(away, today)}"
    first = (
        f"{named}, and named you as cover."
        if away.person.id == by.id
        else f"{noted} noted that {named}, and named you as cover."
    )
    reason = (
        f"\nReason: “{text.escape(away.absence.reason)}”. Only you are told it."
        if away.absence.reason
        else ""
    )
    return messages.of(
        f"{first}{reason}",
        _comes(passed, who, today),
        f"Nothing changes hands: all of it stays {who}'s, and your part ends when they are back. If this does not suit "
        f"you, tell {noted}.",
    )


def told_person(away: Away, *, by: Person, today: date) -> Message:
    """Return what somebody is told whom another person set away."""
    return messages.of(
        f"{team_views.person(by)} noted that you {_verb(away, today, own=True)} {days(away, today)}. "
        "Meanwhile nothing of yours counts as late, and you get no digest.\n"
        "If this is not right, or when you are back earlier, say so here or with `/steward back`.",
        [_home(away, today), _change(away, None, own=True)],
    )


def told_over(away: Away) -> Message:
    """Return what the cover is told when it is over."""
    return messages.of(
        f"{team_views.person(away.person)} is here, or has another cover: nothing more of theirs comes to you. "
        "Thank you for standing in. Nothing needed."
    )


def told_back(by: Person) -> Message:
    """Return what somebody is told whose absence another person ended."""
    return messages.of(
        f"{team_views.person(by)} noted that you are not away any more, so what is yours comes to you again. "
        "If this is not right: `/steward away until FRIDAY`."
    )


def _verb(away: Away, today: date, *, own: bool) -> str:
    if away.absence.from_on > today:
        return "will be away"
    return "are away" if own else "is away"


def _meaning(away: Away, *, own: bool) -> str:
    you, your = ("you", "yours") if own else ("they", "theirs")
    ends = f"\nSay `/steward back` when {you} are back." if away.is_open else ""
    return (
        f"Meanwhile {you} get no digest and no update form, and nothing of {your} counts as late. The team sees that "
        f"{you} are away and through which day, in `/steward status`, in `/steward people` and on the agenda. "
        f"A reason is shown to the cover alone.{ends}"
    )


def _covers(away: Away, *, by: Person, own: bool, told: bool = True) -> str:
    whose = "your" if own else "their"
    if away.cover is None:
        return f"Nobody covers; {whose} backups are asked where a workstream has one."
    cover = team_views.person(away.cover)
    if away.cover.id == by.id:
        return f"You cover: {whose} nudges come to you meanwhile."
    now = " They are told now, by direct message." if told else ""
    return f"{cover} covers: {whose} nudges go to them meanwhile.{now}"


def _comes(passed: Passed, who: str, today: date) -> str:
    lines = [
        f"`A-{one.action.number}` {text.cut(text.escape(one.action.text), 120)}, due {dates.day(one.action.due_on, today)}"
        for one in passed.actions[:MOST_LISTED]
    ]
    more = len(passed.actions) - len(lines)
    if more > 0:
        lines.append(f"and {more} more")
    if passed.workstreams:
        named = text.join_names([team_views.name(one.name) for one in passed.workstreams])
        lines.append(f"The weekly update of {named}")
    if not lines:
        return f"Nothing of {who} falls due in that time. Nothing needed now."
    listed = "\n".join(f"• {line}" for line in lines)
    return f"What comes to you meanwhile, in your own morning and with its buttons:\n{listed}"


def _home(away: Away, today: date) -> ButtonElement:
    label = "I am not going" if away.absence.from_on > today else "I am back"
    return messages.button(label, BACK, None, away.person.id, str(away.absence.id), style="primary")


def _named(team: Team | None, *, own: bool) -> int | None:
    """The team in which somebody says it for another; one's own absence is of no team."""
    return team.id if team and not own else None


def _undo(away: Away, team: Team | None, *, own: bool) -> ButtonElement:
    named = _named(team, own=own)
    return messages.button("Undo", TAKE_BACK, named, away.person.id, str(away.absence.id))


def _change(away: Away, team: Team | None, *, own: bool) -> ButtonElement:
    return messages.button("Change …", CHANGE, _named(team, own=own), away.person.id)
