"""What the person who did something in a meeting is told; nobody else sees it."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers import messages
from handlers.actions.views import telling
from handlers.answer import Message
from handlers.meetings.facts import Facts
from handlers.meetings.views import ids, words
from handlers.meetings.writing import Written
from handlers.text import join_names, plural
from storage.meeting_rows import Meeting
from storage.people import Person
from storage.teams import Team


def written(team: Team, found: Written, closed_by: str | None) -> Message:
    """After a note, an action or a decision. `closed_by`: who closed the meeting meanwhile, None: by itself."""
    what = _what(found)
    owner = telling.messaged(found.owner) if found.owner else ""
    if found.note is None:
        who = (
            f"{words.one_line(closed_by, words.NAME)} closed the meeting"
            if closed_by
            else "The meeting was closed"
        )
        return messages.of(
            f"{who} while you wrote. {what}It was added to the minutes, with your name; nothing was lost. {owner}".strip()
        )
    undo = messages.button("Undo", ids.STRIKE, team.id, found.meeting.id, str(found.note.id))
    return messages.of(f"{what}Written down: {words.one_line(found.note.text)} {owner}".strip(), [undo])


def struck() -> Message:
    """After taking that back."""
    return messages.of("Taken back. It stands neither on the board nor in the minutes.")


def here(facts: Facts, me: Person) -> Message:
    """After *I am here*."""
    also = "" if me.id in {person.id for person in facts.core} else " You are shown as also here."
    return messages.of(f"Good that you are here.{also} {_quorum(facts)}")


def attendance(facts: Facts, guests: Sequence[Person]) -> Message:
    """After saying who is here. `guests`: those of them who are not on the team."""
    names = join_names([words.name(person) for person in guests])
    one = len(guests) == 1
    strangers = (
        f"{names} {'is' if one else 'are'} not on the team, so shown as also here, and not counted for the quorum. To "
        "add somebody for good: `/steward people`."
        if guests
        else ""
    )
    return messages.of(_quorum(facts), strangers)


def closed(team: Team, meeting: Meeting, *, is_new: bool, by: str | None, now: datetime) -> Message:
    """After closing it."""
    where = words.channel(team.channel_id)
    if is_new:
        return messages.of(f"The meeting is closed. Its minutes go to {where} now.")
    at = words.moment(meeting.closed_at or now, ZoneInfo(team.zone), now)
    who = f"{words.one_line(by, words.NAME)} closed it" if by else "It closed by itself"
    return messages.of(f"{who} on {at} already. The minutes are in {where}.")


def rated(score: int, count: int) -> Message:
    """After a rating."""
    return messages.of(
        f"Thank you: {score} of 5. Nobody sees your answer. {plural(count, 'answer')} so far. Press another number to "
        "change it, until the minutes are final."
    )


def corrected(team: Team) -> Message:
    """After a correction."""
    return messages.of(f"Added below the minutes in {words.channel(team.channel_id)}, with your name.")


def turned(role: str, person: Person) -> Message:
    """After a role changed hands."""
    return messages.of(f"{words.ROLES[role]}: {words.name(person)}. The agenda shows it.")


def _what(found: Written) -> str:
    if found.action:
        return f"*{words.code('action', found.action.number)}* is saved. "
    if found.decision:
        return f"*{words.code('decision', found.decision.number)}* is recorded. "
    return ""


def _quorum(facts: Facts) -> str:
    reached = "quorum reached" if facts.has_quorum else f"{facts.needed} make the quorum"
    return f"{len(facts.here)} of {len(facts.core)} core here, {reached}."
