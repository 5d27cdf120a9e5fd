"""The forms that skip, move or pause what comes by itself; each says what it means for whom."""

from datetime import datetime
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import Block, PlainTextObject, SectionBlock, TimePickerElement
from slack_sdk.models.views import View

from handlers import forms, refs
from handlers.ledger import rules, views
from storage.schedules import Schedule
from storage.teams import Team

SKIP, MOVE, PAUSE = "ledger.save_skip", "ledger.save_move", "ledger.save_pause"
_WHY = "Whoever looks into the ledger reads it."


def skip(team: Team, schedule: Schedule, title: str, now: datetime) -> View:
    """Return the form that leaves out the next one."""
    said = f"{title}: the one of {_next(schedule, now)} is left out; the one after it comes as usual."
    return _form(SKIP, "Skip the next one", "Skip it", _said(said), _reason(), team=team, schedule=schedule)


def move(team: Team, schedule: Schedule, title: str, now: datetime) -> View:
    """Return the form that moves the next one, filled with when it would come."""
    at = schedule.next_at.astimezone(ZoneInfo(schedule.zone)) if schedule.next_at else None
    said = f"{title}: the one of {_next(schedule, now)} comes at another time; those after it as usual."
    picker = TimePickerElement(initial_time=f"{at:%H:%M}" if at else None)
    fields: list[Block] = [
        _said(said),
        forms.day(rules.DAY, "Day", at.date() if at else None),
        forms.field(rules.AT, "Time", picker, hint=f"In the team's time ({schedule.zone})."),
        _reason(),
    ]
    return _form(MOVE, "Move the next one", "Move it", *fields, team=team, schedule=schedule)


def pause(team: Team, schedule: Schedule, title: str) -> View:
    """Return the form that pauses a series."""
    said = f"{title} does not come until the day you choose. To pause the whole team, type /steward calendar."
    until = forms.day(rules.UNTIL, "Comes again from", hint="The first day on which it may come.")
    return _form(PAUSE, "Pause", "Pause it", _said(said), until, _reason(), team=team, schedule=schedule)


def _form(callback_id: str, title: str, submit: str, *blocks: Block, team: Team, schedule: Schedule) -> View:
    return forms.form(callback_id, title, submit, blocks, metadata=refs.metadata(team.id, schedule.id))


def _next(schedule: Schedule, now: datetime) -> str:
    zone = ZoneInfo(schedule.zone)
    return (
        f"{views.moment(schedule.next_at, zone, now)} ({schedule.zone})" if schedule.next_at else "next time"
    )


def _reason() -> Block:
    return forms.line(rules.REASON, "Reason", hint=_WHY)


def _said(words: str) -> SectionBlock:
    return SectionBlock(text=PlainTextObject(text=words, emoji=False))
