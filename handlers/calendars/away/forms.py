"""The form about being away, and reading it back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from handlers import forms, refs
from handlers.calendars.away import sentence
from handlers.calendars.away.sentence import Wanted
from handlers.errors import UserError
from storage.teams import Team

AWAY = "calendars.away_form"
PERSON, FROM, UNTIL, COVER, REASON = "person", "from", "until", "cover", "reason"

TOLD = (
    "The cover is told by one direct message, with the reason. The team sees that you are away and through which day, "
    "in status, people and agenda; no channel is told."
)


def form(team: Team | None, wanted: Wanted, today: date, *, others: bool) -> View:
    """Return the form, filled with what was understood. `others`: the reader may say it for somebody else."""
    person = forms.person(
        PERSON, "Who is away", wanted.person_id, hint="Leave it empty for yourself.", optional=True
    )
    blocks: list[Block] = [
        *([person] if others else []),
        forms.day(FROM, "First day away", wanted.from_on or today),
        forms.day(
            UNTIL,
            "Last day away",
            wanted.until_on,
            hint="That day is included. Leave it empty when you do not know yet, and say /steward back later.",
            optional=True,
        ),
        forms.person(
            COVER,
            "Cover",
            wanted.cover_id,
            hint="Somebody of the team. What falls due meanwhile comes to them; nothing changes hands.",
            optional=True,
        ),
        forms.line(REASON, "Reason", wanted.reason, hint="Only the cover reads it.", optional=True),
        forms.note(TOLD),
    ]
    kept = refs.metadata(team.id if team and others else None)
    return forms.form(AWAY, "Away", "Save", blocks, metadata=kept)


def read(values: Mapping[str, Any], today: date) -> Wanted:
    """Return what the form says. Raises UserError at the field."""
    from_on = forms.picked_day(values, FROM)
    if from_on is None:
        raise UserError("Please choose the first day away.", FROM)
    until_on = forms.picked_day(values, UNTIL)
    sentence.check(from_on, until_on, today, fields=(FROM, UNTIL))
    return Wanted(
        person_id=values.get(PERSON) or None,
        cover_id=values.get(COVER) or None,
        from_on=from_on,
        until_on=until_on,
        reason=forms.optional_words(values, REASON, "Reason", most=sentence.MOST_REASON),
    )
