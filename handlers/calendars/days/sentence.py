"""What people type after `/steward calendar`. Pure.

| typed | is |
|---|---|
| nothing | the team's calendar |
| `add 21 Dec 2026 - 1 Jan 2027 Winter break` | that break, or the form to paste several |
| `pause 15 June to 20 August because summer` | a pause for a season; both days belong to it |
| `resume` | the end of the pause |
| `holidays`, `upload` | their forms |
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz, process

from handlers import text
from handlers.calendars.away import sentence
from handlers.errors import UserError

What = Literal["show", "add", "pause", "resume", "settings", "upload"]
WORDS: dict[str, What] = {
    "add": "add",
    "dates": "add",
    "paste": "add",
    "pause": "pause",
    "resume": "resume",
    "holidays": "settings",
    "settings": "settings",
    "hours": "settings",
    "upload": "upload",
    "file": "upload",
}
_NEAR = 60


@dataclass(frozen=True)
class Wanted:
    """What is asked for. `typed`: the dates to add; `pause`: as far as it was understood."""

    what: What
    typed: str = ""
    pause: sentence.Wanted | None = None


def parse(typed: str, zone: ZoneInfo, now: datetime) -> Wanted:
    """Return what is wanted; `zone` is the team's. Raises UserError with what was tried."""
    said = " ".join(text.typed(typed).text.split()) if typed.strip() else ""
    word, _, rest = said.partition(" ")
    if not word:
        return Wanted("show")
    what = WORDS.get(word.casefold())
    if what is None:
        near = process.extractOne(word.casefold(), list(WORDS), scorer=fuzz.ratio, score_cutoff=_NEAR)
        meant = f" Did you mean “{near[0]}”?" if near else ""
        raise UserError(
            f"I do not know “{text.one_line(word, 40)}” here.{meant} After /steward calendar there are add, pause, "
            "resume, holidays and upload; alone it shows the calendar."
        )
    if what == "pause":
        return Wanted(what, pause=sentence.parse(text.escape(rest), zone, now))
    return Wanted(what, typed=rest if what == "add" else "")
