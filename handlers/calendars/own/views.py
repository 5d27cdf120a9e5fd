"""A person's own preferences: the form, and what was saved, with when the next digest would come."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import Block, InputBlock, TimePickerElement
from slack_sdk.models.views import View

from handlers import dates, forms, messages, refs, text
from handlers.answer import Message
from handlers.calendars.days import forms as day_forms
from handlers.calendars.days import views as day_views
from handlers.calendars.own.rules import Stands
from handlers.errors import UserError
from storage.preferences import Preference

FORM = "calendars.preferences_form"
OPEN = "calendars.preferences"
UNDO = "calendars.preferences_undo"
DIGEST, AT = "digest", "at"
_ON, _OFF = "on", "off"


def form(stands: Stands, zone: ZoneInfo) -> View:
    """Return the form, filled with what holds now."""
    comes = {_ON: "On working mornings, when something is owed", _OFF: "Never"}
    blocks: list[Block] = [
        forms.choice(DIGEST, "Your digest", comes, _OFF if stands.digest_off else _ON),
        _time(AT, "It comes at", stands.digest_at, hint=f"In your own time zone, {zone.key}."),
        day_forms.works(stands.weekdays, hint="Nothing comes by itself on the other days."),
        _time(day_forms.QUIET_FROM, "Quiet hours begin", stands.quiet_from),
        _time(
            day_forms.QUIET_UNTIL,
            "Quiet hours end",
            stands.quiet_until,
            hint="What is not urgent waits until then. The same time twice: no quiet hours.",
        ),
        forms.note("These are yours, in all your teams. Nobody is told."),
    ]
    return forms.form(FORM, "Your preferences", "Save", blocks, metadata=refs.metadata())


def read(values: Mapping[str, Any]) -> Stands:
    """Return what the form says. Raises UserError at the field."""
    digits = "".join(sorted(values.get(day_forms.WORKS) or ()))
    if not digits:
        raise UserError("Please choose at least one working day.", day_forms.WORKS)
    return Stands(
        day_forms.clock(values, AT),
        values.get(DIGEST) == _OFF,
        digits,
        day_forms.clock(values, day_forms.QUIET_FROM),
        day_forms.clock(values, day_forms.QUIET_UNTIL),
    )


def saved(
    stands: Stands, before: Preference, zone: ZoneInfo, *, next_at: datetime | None, now: datetime
) -> Message:
    """Return what holds from now on, and when the next digest would come."""
    return messages.of(
        f"Saved. {_digest(stands, zone, next_at, now)}",
        f"Working days: {day_views.weekdays(stands.weekdays)}\n"
        f"Quiet hours: {day_views.hours(stands.quiet_from, stands.quiet_until)} ({text.escape(zone.key)})",
        [
            messages.button("Undo", UNDO, None, extra=packed(before)),
            messages.button("Change …", OPEN, None),
        ],
    )


def packed(own: Preference) -> str:
    """Return somebody's own preferences as a button holds them."""
    times = (own.digest_at, own.quiet_from, own.quiet_until)
    written = [f"{at:%H:%M}" if at is not None else "" for at in times]
    return "|".join([*written, own.weekdays or "", "1" if own.digest_off else ""])


def unpacked(extra: str) -> Preference:
    """Read what `packed` wrote. Raises UserError for anything else."""
    try:
        digest_at, quiet_from, quiet_until, weekdays, off = extra.split("|")
        return Preference(
            person_id=0,
            digest_at=_at(digest_at),
            quiet_from=_at(quiet_from),
            quiet_until=_at(quiet_until),
            weekdays=weekdays or None,
            digest_off=bool(off),
        )
    except ValueError:
        raise UserError("That is too old to take back. /steward preferences shows what holds.") from None


def _digest(stands: Stands, zone: ZoneInfo, next_at: datetime | None, now: datetime) -> str:
    if stands.digest_off:
        return (
            "No digest comes any more. What you owe stands in App Home, and `/steward actions mine` lists it; "
            "assignments and questions may still reach you at once."
        )
    words = f"Your digest comes at {stands.digest_at:%H:%M} ({text.escape(zone.key)}) on working mornings, when something is owed."
    if next_at is None:
        return f"{words} None is in sight: your team pauses, or you are away, until further notice."
    local = next_at.astimezone(zone)
    return f"{words} The next one would come *{_day(local.date(), now.astimezone(zone).date())} at {local:%H:%M}*."


def _day(on: date, today: date) -> str:
    return f"today, {dates.full(on, today)}" if on == today else dates.full(on, today)


def _time(name: str, label: str, value: time, *, hint: str | None = None) -> InputBlock:
    return forms.field(name, label, TimePickerElement(initial_time=f"{value:%H:%M}"), hint=hint)


def _at(written: str) -> time | None:
    return time.fromisoformat(written) if written else None
