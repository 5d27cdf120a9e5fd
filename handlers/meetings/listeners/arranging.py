"""Skipping, moving, holding after all; whose turn it is. Who will be told is shown before it is done."""

from datetime import date, time
from typing import get_args

from slack_sdk.models.views import View

from handlers import deeds, who
from handlers import forms as fields
from handlers.answer import Answer, Close, Message, Open, Replace, Say, Update
from handlers.ask import Ask
from handlers.errors import UserError
from handlers.meetings import gathering, moments, rights, rules, shifting
from handlers.meetings.facts import Facts
from handlers.meetings.listeners import meant
from handlers.meetings.moments import Around, Landing
from handlers.meetings.rules import Moved
from handlers.meetings.shifting import Shifted
from handlers.meetings.views import acks, forms, news, overview, words
from handlers.meetings.views.forms import Draft
from handlers.permissions import Verb
from storage.meeting_rows import MeetingRoleName


async def ask_skip(ask: Ask, why: str | None = None) -> Answer:
    """Open the form to let the meeting go; it says who will be told."""
    facts = await _theirs(ask)
    at = words.when(facts.meeting, facts.zone, ask.now)
    said = f"The meeting of *{at}* will not take place. Its topics stay queued for the next one."
    return Open(forms.skip(facts.meeting, said, news.told_of_skip(ask.the_team), why))


async def skip(ask: Ask) -> Answer:
    """Let the meeting go."""
    why = rules.reason(fields.words(ask.values, forms.REASON, "Reason", most=rules.LONGEST_REASON))
    shifted = await deeds.do(ask, shifting.skip, meant.stands(ask), ask.ref.number or 0, why)
    at = words.when(shifted.meeting, gathering.zone(ask.the_team), ask.now)
    said = f"The meeting of {at} is skipped." if shifted.step else f"The meeting of {at} is skipped already."
    return Close(_done(ask, shifted, said))


async def ask_move(ask: Ask, wanted: Moved | None = None, why: str | None = None) -> Answer:
    """Open the form to hold the meeting at another time; what people should know of that time stands on top."""
    facts = await _theirs(ask)
    local = facts.meeting.starts_at.astimezone(facts.zone)
    on = wanted.on if wanted and wanted.on else local.date()
    at = wanted.at if wanted and wanted.at else local.time()
    warned: tuple[str, ...] = ()
    if wanted:
        landing, around = await _around(ask, facts, on, at)
        moments.allowed(landing, around)
        warned = moments.warnings(landing, around)
    return Open(_form(ask, facts, Draft(on=on, at=at, why=why, warnings=warned)))


async def move(ask: Ask) -> Answer:
    """Hold the meeting then. What is odd about that time is said first, and done when it is sent once more."""
    facts = await _theirs(ask)
    on, at = _picked(ask)
    why = fields.words(ask.values, forms.REASON, "Reason", most=rules.LONGEST_REASON)
    landing, around = await _around(ask, facts, on, at)
    moments.allowed(landing, around)
    warned = moments.warnings(landing, around)
    if warned and ask.metadata.get("warned") != f"{on} {at:%H:%M}":
        return Update(_form(ask, facts, Draft(on=on, at=at, why=why, warnings=warned)))
    shifted = await deeds.do(ask, shifting.move, meant.stands(ask), facts.meeting.id or 0, landing, why)
    said = f"The meeting is moved to *{words.when(shifted.meeting, facts.zone, ask.now)}*."
    return Close(_done(ask, shifted, said))


async def unskip(ask: Ask) -> Answer:
    """Hold the next skipped one after all."""
    shifted = await deeds.do(ask, shifting.unskip, meant.stands(ask), ask.ref.number)
    return Say(_back(ask, shifted))


async def undo(ask: Ask) -> Answer:
    """Take a skip or a move back; or hold one after all that the calendar skipped."""
    if ask.ref.extra == "unskip":
        return await unskip(ask)
    step_id = int(ask.ref.extra) if ask.ref.extra.isdecimal() else 0
    shifted = await deeds.do(ask, shifting.undo, meant.stands(ask), ask.ref.number or 0, step_id)
    return Replace(_back(ask, shifted))


async def ask_turn(ask: Ask) -> Answer:
    """Open the form of who has which role."""
    facts = await meant.facts(ask)
    rights.require(meant.stands(ask), Verb.START_MEETING, facts)
    has = {duty.role: duty.person.name for duty in facts.duties}
    offered = {
        role: f"{words.ROLES[role]}: {has.get(role, 'nobody yet')}" for role in get_args(MeetingRoleName)
    }
    said = f"Whose turn it is on {words.when(facts.meeting, facts.zone, ask.now)}."
    return Open(forms.turn(facts.meeting, offered, ask.actor.slack_user_id, said))


async def turn(ask: Ask) -> Answer:
    """Give somebody a role in the meeting."""
    user_id = ask.values.get(forms.PERSON)
    if not user_id:
        raise UserError("Please choose who takes it.", forms.PERSON)
    (member,) = await who.find(ask, [user_id], field=forms.PERSON)
    role = _role(ask)
    _, person = await deeds.do(ask, shifting.turn, meant.stands(ask), ask.ref.number or 0, role, member)
    return Close(acks.turned(role, person))


async def menu(ask: Ask) -> Answer:
    """Answer the agenda's menu."""
    match ask.ref.extra:
        case "skip":
            return await ask_skip(ask)
        case "move":
            return await ask_move(ask)
    return await ask_turn(ask)


async def _theirs(ask: Ask) -> Facts:
    """The meeting, for who may skip and move it. Raises UserError else, and for one that has begun or is over."""
    facts = await meant.facts(ask)
    rights.require(meant.stands(ask), Verb.RUN_MEETING, facts)
    if facts.meeting.state in ("running", "closed"):
        raise shifting.begun(facts.meeting)
    return facts


async def _around(ask: Ask, facts: Facts, on: date, at: time) -> tuple[Landing, Around]:
    landing = moments.landing(on, at, gathering.zone(ask.the_team))
    around = await ask.read(
        shifting.around, team=ask.the_team, meeting=facts.meeting, wanted=landing, now=ask.now
    )
    return landing, around


def _picked(ask: Ask) -> tuple[date, time]:
    on = fields.picked_day(ask.values, forms.DAY)
    if on is None:
        raise UserError("Please choose a day.", forms.DAY)
    typed = str(ask.values.get(forms.TIME) or "")
    if not typed:
        raise UserError("Please choose a time.", forms.TIME)
    return on, rules.clock(typed)


def _form(ask: Ask, facts: Facts, draft: Draft) -> View:
    meeting, zone = facts.meeting, gathering.zone(ask.the_team)
    said = f"Now: *{words.when(meeting, zone, ask.now)}*. Times are those of {words.one_line(zone.key)}."
    return forms.move(meeting, said, news.told_of_move(ask.the_team, meeting), draft)


def _done(ask: Ask, shifted: Shifted, said: str) -> Message:
    where = words.channel(ask.the_team.channel_id)
    more = f"{where} gets one line." if shifted.told else "Nobody gets a message; the agenda shows it."
    step_id = shifted.step.id if shifted.step else None
    return overview.done(ask.the_team, shifted.meeting, said, step_id, more)


def _back(ask: Ask, shifted: Shifted) -> Message:
    at = words.when(shifted.meeting, gathering.zone(ask.the_team), ask.now)
    told = f" {words.channel(ask.the_team.channel_id)} gets one line." if shifted.told else ""
    if shifted.meeting.state == "skipped":
        return overview.done(
            ask.the_team, shifted.meeting, f"The meeting of {at} is skipped again.{told}", None
        )
    return overview.done(ask.the_team, shifted.meeting, f"The meeting takes place on {at}.{told}", None)


def _role(ask: Ask) -> MeetingRoleName:
    role: MeetingRoleName
    for role in get_args(MeetingRoleName):
        if ask.values.get(forms.ROLE) == role:
            return role
    raise UserError("Please choose a role.", forms.ROLE)
