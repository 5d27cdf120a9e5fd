"""After a meeting: its minutes, how useful it was, what is wrong in them."""

from handlers import deeds, standing
from handlers import forms as fields
from handlers.answer import Answer, Close, Open, Say
from handlers.ask import Ask
from handlers.errors import UserError
from handlers.meetings import after, gathering, posting, rights, rules
from handlers.meetings.listeners import meant
from handlers.meetings.views import acks, forms, minutes
from handlers.permissions import Verb


async def show(ask: Ask) -> Answer:
    """Show the minutes of the last meeting, to who asks alone."""
    standing.require(ask, Verb.SEE_TEAM)
    found = await ask.read(gathering.minutes, team=ask.the_team, meeting_id=ask.ref.number)
    if found is None:
        raise UserError(
            "There are no minutes yet: they come when the first meeting is closed. `/steward meeting` shows the next."
        )
    meeting, later = found
    return Say(minutes.message(ask.the_team, meeting, posting.taken_of(meeting), later, ask.now))


async def rate(ask: Ask) -> Answer:
    """Say how useful it was."""
    score = rules.score(ask.ref.extra)
    _, count = await deeds.do(ask, after.rate, meant.stands(ask), ask.ref.number or 0, score)
    return Say(acks.rated(score, count))


async def ask_correct(ask: Ask) -> Answer:
    """Open the form of what is wrong or missing."""
    rights.require_on_team(meant.stands(ask))
    facts = await meant.facts(ask)
    meeting = facts.meeting
    if meeting.state == "closed" and ask.now >= minutes.final_at(meeting):
        raise minutes.too_late(meeting, gathering.zone(ask.the_team), ask.now)
    return Open(forms.correct(meeting))


async def correct(ask: Ask) -> Answer:
    """Add what is wrong or missing below the minutes."""
    said = fields.words(ask.values, forms.TEXT, "What is wrong or missing", most=rules.LONGEST_NOTE)
    await deeds.do(ask, after.correct, meant.stands(ask), ask.ref.number or 0, said)
    return Close(acks.corrected(ask.the_team))
