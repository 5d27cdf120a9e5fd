"""The minutes as people get them: a message, what does not fit in its thread, and a copy for the channel's canvas.

What was taken at closing is never altered. What may still change stands below it: corrections, and how useful it was.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import ButtonElement

from handlers import messages
from handlers.answer import Message
from handlers.errors import UserError
from handlers.meetings.taken import Taken
from handlers.meetings.views import ids, paper, words
from handlers.meetings.views.paper import Paper
from storage.meeting_rows import Correction, Meeting
from storage.people import Person
from storage.teams import Team

FINAL_AFTER = timedelta(hours=24)
"""After closing: until then they can be corrected and the rating changed (C2)."""
MOST_CORRECTIONS = 6
"""Shown below the minutes, the latest; all of them stand in the thread."""
RATED_BY = 3
"""From so many ratings on the average is shown: of fewer one could tell whose they are."""
_FIRST, _PAGE = 7_600, 10_000
_SECTIONS = 38


@dataclass(frozen=True, kw_only=True)
class After:
    """What came after closing."""

    corrections: Sequence[tuple[Correction, Person]] = ()
    average: float | None = None
    count: int = 0


def final_at(meeting: Meeting) -> datetime:
    """When the minutes stand as they are."""
    assert meeting.closed_at is not None, "only a closed meeting has minutes"
    return meeting.closed_at + FINAL_AFTER


def message(team: Team, meeting: Meeting, taken: Taken, after: After, now: datetime) -> Message:
    """The minutes in the channel."""
    zone = ZoneInfo(team.zone)
    first, *rest = pages(taken, zone)
    by = words.moment(final_at(meeting), zone, now)
    is_final = now >= final_at(meeting)
    more = f"_The rest stands in the thread below, in {len(rest)} more._" if rest else ""
    wrong = (
        "These minutes are final. Something new goes on the next agenda: `/steward agenda add …`."
        if is_final
        else f"Wrong or missing? Press Correct by {by}. How useful was it? 1 is not at all, 5 is very. Your answer "
        f"stays private; the average shows from {RATED_BY} answers on."
    )
    return messages.of(
        *first,
        more,
        _corrections(after, zone, now),
        _rating(after),
        wrong,
        [] if is_final else _buttons(meeting),
    )


def rest(taken: Taken, zone: ZoneInfo) -> list[Message]:
    """What does not fit into the first message, for its thread."""
    return [messages.of(*page) for page in pages(taken, zone)[1:]]


def canvas(taken: Taken, zone: ZoneInfo) -> str:
    """The same in Markdown."""
    written = Paper(taken, paper.markdown(), zone)
    parts = [f"# {written.title}", "\n\n".join(written.head())]
    for part in written.parts():
        parts += [f"## {part.heading}", "\n\n".join(part.lines) if _is_prose(part) else "\n".join(part.lines)]
    return "\n\n".join(parts)


def correction(found: Correction, by: Person, zone: ZoneInfo, now: datetime) -> Message:
    """One correction by itself, for the thread."""
    return messages.of(f"*Added to the minutes* {_correction(found, by, zone, now, words.LONGEST)}")


def pages(taken: Taken, zone: ZoneInfo) -> list[list[str]]:
    """The minutes as sections, on as many pages as they need."""
    found: list[list[str]] = [[]]
    for section in _sections(taken, zone):
        most = _FIRST if len(found) == 1 else _PAGE
        if found[-1] and (sum(map(len, found[-1])) + len(section) > most or len(found[-1]) >= _SECTIONS):
            found.append([])
        found[-1].append(section)
    return found


def too_late(meeting: Meeting, zone: ZoneInfo, now: datetime) -> UserError:
    """Said to who comes when they are final."""
    return UserError(
        f"These minutes are final since {words.moment(final_at(meeting), zone, now)}. Put it on the next agenda "
        "instead: `/steward agenda add …`."
    )


def _sections(taken: Taken, zone: ZoneInfo) -> Iterator[str]:
    written = Paper(taken, paper.slack(), zone)
    team = words.one_line(taken["team"], words.NAME)
    yield from messages.packed([f"*{team}: {written.title}*", *written.head()])
    for part in written.parts():
        yield from messages.packed([f"*{part.heading}*", *part.lines])


def _is_prose(part: paper.Part) -> bool:
    """Whether some of its lines are no list entries: Markdown would draw them into the entry before."""
    return not all(line.startswith("- ") for line in part.lines)


def _corrections(after: After, zone: ZoneInfo, now: datetime) -> str:
    shown = after.corrections[-MOST_CORRECTIONS:]
    if not shown:
        return ""
    hidden = len(after.corrections) - len(shown)
    earlier = [f"_{hidden} earlier in the thread._"] if hidden else []
    lines = [f"• {_correction(found, by, zone, now, words.IN_A_ROW)}" for found, by in shown]
    return "\n".join(["*Added since*", *earlier, *lines])


def _correction(found: Correction, by: Person, zone: ZoneInfo, now: datetime, limit: int) -> str:
    return f"{words.name(by)}, {words.moment(found.at, zone, now)}: {words.one_line(found.text, limit)}"


def _rating(after: After) -> str:
    if after.average is None or after.count < RATED_BY:
        return ""
    return f"*How useful:* {after.average:.1f} of 5, from {after.count} answers."


def _buttons(meeting: Meeting) -> list[ButtonElement]:
    of = meeting.team_id, meeting.id
    rates = [
        messages.button(str(score), action_id, *of, str(score)) for score, action_id in enumerate(ids.RATE, 1)
    ]
    return [*rates, messages.button("Correct", ids.CORRECT, *of)]
