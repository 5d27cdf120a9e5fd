"""The ledger as it is read: what was sent to whom, what comes next, what was not sent and why. Only who asked sees it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, ContextBlock, MarkdownTextObject

from handlers import dates, messages, text
from handlers.answer import Message
from handlers.dates.vocabulary import WEEKDAYS
from handlers.ledger.catalogue import WHO, Catalogue
from handlers.ledger.gathering import Entry, Shown, is_series
from handlers.ledger.rules import Reader, Which
from handlers.messages import Page, Part
from handlers.teams import views as team_views
from handlers.ways_out import WAYS_OUT
from storage.outbox import OutboxMessage
from storage.schedule_rows import ONCE
from storage.schedules import Occurrence, Schedule
from storage.teams import Team

SHOWS: Mapping[Which, str] = {
    "sent": "ledger.sent",
    "next": "ledger.coming",
    "unsent": "ledger.unsent",
    "mine": "ledger.mine",
}
"""Several stand in one row, where no two may have the same action id."""
PREVIOUS, NEXT = "ledger.previous", "ledger.next"
TEST = "ledger.test"
SKIP, MOVE, PAUSE, RESUME = (
    "ledger.skip",
    "ledger.move",
    "ledger.pause",
    "ledger.resume",
)

TITLES: Mapping[Which, str] = {
    "sent": "Sent",
    "next": "Next",
    "unsent": "Not sent",
    "mine": "To me",
}
EMPTY: Mapping[Which, str] = {
    "sent": "Nothing was sent yet. Nothing needed.",
    "next": "Nothing is planned. Nothing needed.",
    "unsent": "Everything that was due was sent. Nothing needed.",
    "mine": "Nothing was sent to you yet. Nothing needed.",
}
PRIVATE = "The words are between Steward and them."
ELSEWHERE = "The words stand in that channel."
_WORDS = 160
_REASON = 300


def ledger(found: Shown, catalogue: Catalogue, reader: Reader, now: datetime) -> Message:
    """Return one page, with the way to the others."""
    zone = text.escape(reader.zone.key)
    heading = f"*{TITLES[found.which]}* · {team_views.name(found.team.name)}\nTimes are yours ({zone})."
    rows = [part for entry in found.page.rows for part in _entry(found, entry, catalogue, reader, now)]
    return messages.of(
        heading,
        _season(found) if found.which == "next" else "",
        *(rows or [EMPTY[found.which]]),
        found.page.words,
        _turning(found),
        [
            messages.button(title, SHOWS[which], found.team.id, extra=which)
            for which, title in TITLES.items()
            if which != found.which
        ],
    )


def test(title: str, message: Message) -> Message:
    """Return what somebody is shown as a test: the same words, and its buttons by name, so that nothing happens."""
    marked = f"*This is a test of: {title}.* Only you got it, and its buttons are only named."
    blocks: list[Block] = [messages.section(marked)]
    for block in message.blocks:
        blocks += _inert(block)
    return Message(text.cut(f"{marked}\n\n{message.text}", messages.WHOLE), blocks[:50])


def tested(title: str) -> Message:
    """Return the answer to who asked for a test."""
    return messages.of(f"A test of *{title}* is on its way to your direct messages. Nobody else gets it.")


def nothing_to_say(title: str) -> Message:
    """Return the answer where there is nothing to test."""
    return messages.of(f"*{title}* has nothing to say now, so nothing would be sent. Nothing needed.")


@dataclass(frozen=True, kw_only=True)
class Told:
    """What was done to a series, for the answer. `next_at`: when it comes now; `step_id` is the step that undoes it."""

    team: Team
    title: str
    next_at: datetime | None
    step_id: int | None
    zone: ZoneInfo
    now: datetime


def skipped(told: Told) -> Message:
    """Return the answer to who skipped the next one."""
    return _done(told, f"The next one of *{text.escape(told.title)}* is skipped.")


def moved(told: Told, *, is_shifted: bool) -> Message:
    """Return the answer to who moved the next one. `is_shifted`: clocks go forward over the time that was chosen."""
    shifted = (
        " The clocks go forward over the time that was chosen, so it is a little later." if is_shifted else ""
    )
    return _done(told, f"The next one of *{text.escape(told.title)}* is moved.{shifted}")


def paused(told: Told) -> Message:
    """Return the answer to who paused a series."""
    return _done(told, f"*{text.escape(told.title)}* is paused.")


def resumed(told: Told) -> Message:
    """Return the answer to who ended a pause."""
    return _done(told, f"*{text.escape(told.title)}* comes again.")


def _done(told: Told, said: str) -> Message:
    at = told.next_at
    then = (
        f"It comes next on {moment(at, told.zone, told.now)}, your time."
        if at
        else "None is planned after that."
    )
    more = messages.button("What comes next", SHOWS["next"], told.team.id, extra="next")
    return messages.of(f"{said} {then}", [team_views.undo(told.team, told.step_id), more])


def moment(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """Return `Mon 16 Nov, 15:30` on the wall clock of that zone."""
    local = at.astimezone(zone)
    return f"{dates.day(local.date(), dates.today(zone, now))}, {local:%H:%M}"


def _season(found: Shown) -> str:
    season = found.season
    if season is None:
        return ""
    until = f" to {dates.day(season.last_on, found.today)}" if season.last_on else ""
    name = text.cut(text.escape(text.one_line(season.name, _REASON)), _REASON)
    return (
        f"*The team pauses* from {dates.day(season.first_on, found.today)}{until}: {name}. "
        "Nothing is counted as late for it. `/steward calendar` changes that."
    )


def _entry(found: Shown, entry: Entry, catalogue: Catalogue, reader: Reader, now: datetime) -> Iterator[Part]:
    title = f"*{text.escape(catalogue.title(entry.kind))}*"
    at = moment(entry.at, reader.zone, now)
    if entry.message:
        yield "\n".join(filter(None, _message(entry, entry.message, title, at, reader)))
    elif entry.occurrence:
        yield f"{title} · due {at}\n{_let_go(entry, entry.occurrence)}"
    elif entry.schedule:
        yield f"{title} · {at}{_times(entry, reader, now)}\nTo {WHO.get(entry.kind, 'the team')}."
        yield list(_doors(found, entry.schedule, catalogue, reader))


def _message(entry: Entry, message: OutboxMessage, title: str, at: str, reader: Reader) -> Iterator[str]:
    yield f"{title} · to {_where(entry, message)} · {_stands(message, at)}"
    if reader.may_read(message):
        yield text.cut(message.text.strip().split("\n", 1)[0].removeprefix("# "), _WORDS)
    else:
        yield PRIVATE if message.person_id else ELSEWHERE
    if message.state in ("failed", "ambiguous", "skipped"):
        yield _why(message)


def _where(entry: Entry, message: OutboxMessage) -> str:
    if message.medium == "canvas":
        return f"the canvas of <#{message.channel_id}>"
    if message.channel_id:
        thread = " (in a thread)" if message.thread_key or message.thread_ts else ""
        return f"<#{message.channel_id}>{thread}"
    return team_views.person(entry.person) if entry.person else "somebody"


def _stands(message: OutboxMessage, at: str) -> str:
    match message.state:
        case "posted":
            return at
        case "pending" | "sending":
            return f"waits, {at}"
        case "skipped":
            return f"not sent, due {at}"
        case "ambiguous":
            return f"not certain whether it arrived, {at}"
    return f"did not arrive, {at}"


def _why(message: OutboxMessage) -> str:
    reason = message.error or message.state
    if reason in WAYS_OUT:
        return WAYS_OUT[reason]
    said = text.cut(text.escape(text.one_line(reason, _REASON)), _REASON)
    if message.state == "skipped":
        return f"Why: {said}. Nothing needed."
    return f"Slack said “{said}”. Whoever runs Steward can look it up; `/steward help` says what there is."


def _let_go(entry: Entry, occurrence: Occurrence) -> str:
    reason = text.cut(text.escape(text.one_line(occurrence.reason or "", _REASON)), _REASON)
    who = f" by {team_views.person(entry.person)}" if entry.person else ""
    because = f": {reason}" if reason else ""
    match occurrence.outcome:
        case "skipped":
            return f"Skipped{who}{because}. Nothing needed."
        case "moved":
            return f"Moved{who}{because}. It came, or comes, at its new time. Nothing needed."
    return "Too late when I could have sent it, so it was left out. The next one comes at its usual time. Nothing needed."


def _times(entry: Entry, reader: Reader, now: datetime) -> str:
    """The team's own wall time of what comes again and again, where the reader's differs; and a pause."""
    schedule = entry.schedule
    assert schedule is not None
    said = ""
    if schedule.team_id is not None and entry.occurrence is None:
        zone = ZoneInfo(schedule.zone)
        own = entry.at.astimezone(zone)
        if schedule.rrule != ONCE and own.utcoffset() != entry.at.astimezone(reader.zone).utcoffset():
            said = f" ({WEEKDAYS[own.weekday()]}, {own:%H:%M} for the team)"
    if schedule.paused_until is not None and schedule.paused_until > dates.today(reader.zone, now):
        said += f" · paused until {dates.day(schedule.paused_until, dates.today(reader.zone, now))}"
    return said


def _doors(found: Shown, schedule: Schedule, catalogue: Catalogue, reader: Reader) -> Iterator[ButtonElement]:
    team_id = found.team.id
    if catalogue.can_test(schedule.kind):
        yield messages.button("Send me a test", TEST, team_id, extra=schedule.kind)
    if not reader.leads or not is_series(schedule):
        return
    if schedule.paused_until is not None and schedule.paused_until > found.today:
        yield messages.button("Resume", RESUME, team_id, schedule.id)
        return
    yield messages.button("Skip the next", SKIP, team_id, schedule.id)
    yield messages.button("Move the next", MOVE, team_id, schedule.id)
    yield messages.button("Pause", PAUSE, team_id, schedule.id)


def _turning(found: Shown) -> list[ButtonElement]:
    shown: Page[Entry] = found.page
    turns = ((PREVIOUS, "Previous", shown.number - 1), (NEXT, "Next page", shown.number + 1))
    return [
        messages.button(label, action_id, found.team.id, extra=f"{found.which}/{number}")
        for action_id, label, number in turns
        if 0 <= number < shown.pages
    ]


def _inert(block: Block) -> list[Block]:
    """The block without anything to click: what could be clicked is named."""
    if isinstance(block, ActionsBlock):
        labels = [label for element in block.elements if (label := _label(element))]
        return [_small(f"Buttons: {' · '.join(labels)}")] if labels else []
    beside = getattr(block, "accessory", None)
    if beside is None:
        return [block]
    shown = messages.section(block.text.text)  # type: ignore[attr-defined]  # only a section has something beside it
    label = _label(beside)
    return [shown, _small(f"Button: {label}")] if label else [shown]


def _label(element: object) -> str:
    shown = getattr(element, "text", None) or getattr(element, "placeholder", None)
    return text.escape(str(getattr(shown, "text", "") or ""))


def _small(words: str) -> ContextBlock:
    return ContextBlock(elements=[MarkdownTextObject(text=text.cut(words, 2000), verbatim=True)])
