"""`/steward agenda`: the next agenda at any moment, and the topics that are queued for it."""

from datetime import datetime

from sqlmodel import Session

from handlers import messages, sources, standing, text
from handlers.agenda import gathering, news, sentence
from handlers.agenda.gathering import Facts
from handlers.agenda.listeners import adding
from handlers.agenda.views import page, topics, words
from handlers.answer import Answer, Message, Replace, Say
from handlers.ask import Ask
from handlers.permissions import Verb
from storage import calendars, meeting_kinds, meeting_lists, schedules, teams
from storage.teams import Team


async def agenda(ask: Ask) -> Answer:
    """Do what the words after `/steward agenda` want."""
    typed = text.typed(ask.text, await sources.names(ask, text.typed(ask.text).mentions))
    wanted = sentence.parse(typed.text)
    match wanted.verb:
        case "add":
            return await adding.typed(ask, wanted.topic)
        case "topics":
            return await listing(ask)
    return await preview(ask)


async def preview(ask: Ask) -> Answer:
    """Show the agenda as it would be now."""
    standing.require(ask, Verb.SEE_TEAM)
    return Say(await ask.read(_preview, team=ask.the_team, now=ask.now))


async def listing(ask: Ask) -> Answer:
    """Show what is queued."""
    return Say(await _listing(ask))


async def turn(ask: Ask) -> Answer:
    """Show another page of what is queued."""
    return Replace(await _listing(ask))


async def _listing(ask: Ask) -> Message:
    standing.require(ask, Verb.SEE_TEAM)
    queued = await ask.read(meeting_lists.queue, team=ask.the_team)
    parked = await ask.read(meeting_lists.parked, team=ask.the_team)
    return topics.listing(ask.the_team, queued, parked, ask.ref.extra)


def _preview(session: Session, *, team: Team, now: datetime) -> Message:
    meeting, is_out = news.coming(session, team=team, now=now)
    if meeting is None:
        return _none(session, team, now)
    found = gathering.facts(session, team=team, meeting=meeting, now=now)
    return page.preview(found, _intro(session, found, is_out=is_out))


def _intro(session: Session, found: Facts, *, is_out: bool) -> str:
    if found.meeting.state == "running":
        return "The meeting is running. This is how things stand now; only you see this."
    if is_out:
        return "The agenda is out. This is how things stand now; only you see this."
    moments = schedules.of_meeting(session, meeting=found.meeting)
    due = next((one.next_at for one in moments if one.kind == meeting_kinds.AGENDA and one.next_at), None)
    posts = f" It is posted in the channel on {words.moment(due, found.zone)}." if due else ""
    return f"This is the agenda as it would be now; only you see this.{posts}"


def _none(session: Session, team: Team, now: datetime) -> Message:
    """Where no meeting is planned: why, and what waits."""
    season = calendars.season(session, team=team, on=teams.today(team, now))
    why = f" The team pauses: {words.reason(season.name).removeprefix(': ')}." if season else ""
    queued = len(meeting_lists.queue(session, team=team))
    waits = (
        f" {text.plural(queued, 'topic')} {'waits' if queued == 1 else 'wait'} for the next one."
        if queued
        else ""
    )
    return messages.of(f"No weekly meeting is planned.{why}{waits}", [topics.add(team)])
