"""An action made of a message: the form opens with its words, and with the day that it names."""

from datetime import UTC, date, datetime

from handlers import dates, sources, text
from handlers.actions import rules
from handlers.actions.listeners import asking
from handlers.actions.views.forms import Draft
from handlers.answer import Answer
from handlers.ask import Ask

_READ_FOR_A_DATE = 4000
"""Characters: what people write by hand; longer messages are pasted."""


async def make(ask: Ask) -> Answer:
    """*Make it an action*, on a message: the form opens with its words."""
    asking.team(ask)  # words of a message are kept only for who may make an action of them
    found = await sources.keep(ask)
    draft = Draft(
        text=text.one_line(found.text or "", rules.LONGEST_TEXT),
        due=_due(ask, found.text or "", found.ts),
        source=ask.receipt,
        quoted=found.text,
    )
    return await asking.form(ask, draft)


def _due(ask: Ask, words: str, ts: str) -> date | None:
    """The day that the message names, as it was meant when it was written; None for one that has passed."""
    written_at = datetime.fromtimestamp(float(ts), UTC)
    found = dates.find(words[:_READ_FOR_A_DATE], ask.zone, written_at)
    return found.on if found and found.on and found.on >= ask.today else None
