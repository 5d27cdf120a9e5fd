"""The line that a channel gets when a meeting is skipped or moved; and who will be told, said before it is done."""

from datetime import datetime, tzinfo

from handlers import messages
from handlers.answer import Message
from handlers.meetings.views import words
from storage.meeting_rows import Meeting
from storage.people import Person
from storage.teams import Team


def skipped(meeting: Meeting, by: Person, following: Meeting | None, zone: tzinfo, now: datetime) -> Message:
    """The line in the channel."""
    why = f": {words.one_line(meeting.reason)}" if meeting.reason else ""
    after = (
        f"The next one is on {words.moment(following.starts_at, zone, now)}."
        if following
        else "None is planned after it."
    )
    return messages.of(
        f"*No meeting on {words.moment(meeting.starts_at, zone, now)}*{why} (skipped by {words.name(by)}). {after} "
        "Topics stay queued. Nothing needed."
    )


def moved(meeting: Meeting, was: datetime, by: Person, zone: tzinfo, now: datetime) -> Message:
    """The line in the channel."""
    why = f": {words.one_line(meeting.reason)}" if meeting.reason else ""
    return messages.of(
        f"*The meeting of {words.moment(was, zone, now)} is moved to {words.when(meeting, zone, now)}*{why} "
        f"(moved by {words.name(by)}). Please keep that time free."
    )


def back(meeting: Meeting, by: Person, zone: tzinfo, now: datetime) -> Message:
    """The line in the channel, when what it was told is taken back."""
    return messages.of(
        f"*The meeting takes place on {words.when(meeting, zone, now)} after all* (says {words.name(by)})."
    )


def told_of_skip(team: Team) -> str:
    """Who will be told, before it is skipped."""
    return f"*{words.channel(team.channel_id)} gets one line* with your reason, and nobody a direct message. You can undo it."


def told_of_move(team: Team, meeting: Meeting) -> str:
    """Who will be told, before it is moved."""
    where = words.channel(team.channel_id)
    if meeting.agenda_posted_at is not None:
        return f"The agenda is out, so *{where} gets one line* with your reason, and the agenda shows the new time. You can undo it."
    return f"The agenda is not out yet: it will show the new time and your reason in {where}. Nobody gets a message now. You can undo it."


def turn_given(meeting: Meeting, role: str, by: Person, zone: tzinfo, now: datetime) -> Message:
    """To who was given a role."""
    return messages.of(
        f"*{words.name(by)} gave you a role in the meeting of {words.when(meeting, zone, now)}: {words.ROLES[role]}.* "
        "If it does not suit you, type `/steward meeting` and press Change a role."
    )


def turn_taken(meeting: Meeting, role: str, to: Person, zone: tzinfo, now: datetime) -> Message:
    """To who had it before."""
    return messages.of(
        f"*{words.ROLES[role]} in the meeting of {words.when(meeting, zone, now)}: {words.name(to)} has it in your place*, "
        "and you stand in for them. Nothing needed."
    )
