"""What people type after `/steward away`, made into who is away from when until when. Pure.

| typed | is |
|---|---|
| nothing, or only a person or a cover | the form, with that in it |
| `until Friday`, `through 27 Nov`, `to 27 Nov` | from today, that day included |
| `from Monday until Friday`, `Monday to Friday`, `23 Nov - 27 Nov` | both days included |
| `Friday`, `tomorrow`, `on 27 Nov` | that one day |
| `for 3 days`, `for a week` | from today, that many calendar days |
| `back Monday`, `until I am back on Monday` | through the day before it |
| `from Monday` | from then on, until they say that they are back |
| ... `cover @person`, ... `because of …` | who looks after their things; the reason |
| `@person` ... | somebody else, which the leader and the coordinator may say |
| `back` | here again |
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from handlers import dates, text
from handlers.dates.vocabulary import GAP, SPANS
from handlers.errors import UserError
from handlers.text import Typed

MOST_REASON = 200
LONGEST = relativedelta(years=1)

_DAY = timedelta(days=1)
_REASON = re.compile(rf"(?i)(?:\A|[\s,;]+)(?:because(?:{GAP}of)?|reason:?){GAP}")
_COVER = re.compile(rf"(?i)(?:\A|[\s,;]+)(?:cover(?:s|ed)?(?:{GAP}by)?|backup|with{GAP}cover){GAP}?:?\s*\Z")
_RANGE = re.compile(
    rf"(?i)(?:from{GAP})?(?P<from>\S.*?)(?:,?{GAP}(?:until|till?|to|through|thru|-){GAP}|\s?[\u2013\u2014]\s?)(?P<until>.+)"
)
_UNTIL = re.compile(rf"(?i)(?:until|till?|to|through|thru){GAP}(?:and{GAP}including{GAP})?(?P<until>.+)")
_BACK = re.compile(
    rf"(?i)(?:until{GAP})?(?:i{GAP}am{GAP}|am{GAP})?(?:back|returning){GAP}(?:on{GAP})?(?P<day>.+)"
)
_FOR = re.compile(rf"(?ai:for{GAP}(?:the{GAP}next{GAP})?(?P<span>{SPANS}))")
_FROM = re.compile(rf"(?i)(?:from|starting|as{GAP}of){GAP}(?P<from>.+)")


@dataclass(frozen=True)
class Wanted:
    """What was understood. `person_id` and `cover_id` are Slack's; `from_on` None: the form has to ask.

    `until_on` is the last day away; None with a `from_on`: until they say that they are back.
    """

    person_id: str | None = None
    cover_id: str | None = None
    from_on: date | None = None
    until_on: date | None = None
    reason: str | None = None
    is_back: bool = False


def parse(typed: str, zone: ZoneInfo, now: datetime) -> Wanted:
    """Return what is wanted; `zone` is whose today it is. Raises UserError with what was tried and how to write it."""
    said = text.typed(typed)
    words, reason = _reason(said.text)
    wanted, left = _people(said, words)
    wanted = replace(wanted, reason=reason)
    left = " ".join(left.split()).strip(" ,;.:")
    if left.casefold() in {"back", "i am back", "i'm back", "is back", "over"}:
        return replace(wanted, is_back=True)
    if not left:
        return wanted
    return _checked(_dated(wanted, left, zone, now), dates.today(zone, now))


def check(
    from_on: date, until_on: date | None, today: date, *, fields: tuple[str | None, str | None]
) -> None:
    """Raise UserError (at one of the fields) for days that cannot be meant: past, turned round, over a year."""
    at_from, at_until = fields
    if until_on and until_on < today:
        raise UserError(
            f"{dates.full(until_on, today)} has passed. Choose today or a later day as the last day.",
            at_until,
        )
    if until_on and until_on < from_on:
        raise UserError(
            f"The last day, {dates.full(until_on, today)}, lies before the first, "
            f"{dates.full(from_on, today)}. Please turn them round.",
            at_until,
        )
    if from_on < today:
        raise UserError(f"{dates.full(from_on, today)} has passed. Let it begin today or later.", at_from)
    if from_on > today + LONGEST or (until_on and until_on > from_on + LONGEST):
        raise UserError(
            "That is more than a year. Choose nearer days, or leave the last day open and end it later.",
            at_until,
        )


def _reason(words: str) -> tuple[str, str | None]:
    found = _REASON.search(words)
    if found is None:
        return words, None
    reason = words[found.end() :].strip()
    if len(reason) > MOST_REASON:
        raise UserError(f"The reason has {len(reason)} characters, {MOST_REASON} fit. Please shorten it.")
    return words[: found.start()], reason or None


def _people(said: Typed, words: str) -> tuple[Wanted, str]:
    """The person whom the sentence begins with, the cover that it names, and the words that are left."""
    mentions = [one for one in said.mentions if one.end <= len(words)]
    cover = next((one for one in mentions if _COVER.search(words[: one.start])), None)
    others = [one for one in mentions if one is not cover]
    if len(others) > 1:
        raise UserError("I see several people there. Say it for one person at a time.")
    for one in sorted(mentions, key=lambda mention: mention.start, reverse=True):
        before = words[: one.start]
        if one is cover and (marker := _COVER.search(before)):
            before = before[: marker.start()]
        words = f"{before} {words[one.end :]}"
    _refuse_unread(words)
    person = others[0].user_id if others else None
    return Wanted(person_id=person, cover_id=cover.user_id if cover else None), words


def _refuse_unread(words: str) -> None:
    if unread := re.search(r"(?:\A|\s)(@\S+)", words):
        raise UserError(
            f"I do not know anybody called “{text.one_line(unread[1], 80)}”. Type @ and pick the person from the "
            "list that Slack shows."
        )


def _dated(wanted: Wanted, words: str, zone: ZoneInfo, now: datetime) -> Wanted:
    today = dates.today(zone, now)
    words = re.sub(rf"(?i)\A(?:is{GAP}|am{GAP})?(?:away|out|off|gone){GAP}", "", words)

    def day(typed: str) -> date:
        return dates.understand(typed, zone, now)

    if found := _BACK.fullmatch(words):
        return replace(wanted, from_on=today, until_on=day(found["day"]) - _DAY)
    if found := _FOR.fullmatch(words):
        return replace(wanted, from_on=today, until_on=day(f"in {found['span']}") - _DAY)
    if found := _UNTIL.fullmatch(words):
        return replace(wanted, from_on=today, until_on=day(found["until"]))
    if found := _RANGE.fullmatch(words):
        from_on = day(found["from"])
        return replace(wanted, from_on=from_on, until_on=_after(found["until"], from_on, zone, now))
    if found := _FROM.fullmatch(words):
        return replace(wanted, from_on=day(found["from"]))
    on = day(re.sub(rf"(?i)\Aon{GAP}", "", words))
    return replace(wanted, from_on=on, until_on=on)


def _after(typed: str, from_on: date, zone: ZoneInfo, now: datetime) -> date:
    """The end of a range: a weekday, or a day without a year, is the first such day after the beginning."""
    until_on = dates.understand(typed, zone, now)
    if until_on >= from_on:
        return until_on
    try:
        return dates.understand(typed, zone, now + (from_on - dates.today(zone, now)))
    except UserError:  # turned round: said in our own words
        return until_on


def _checked(wanted: Wanted, today: date) -> Wanted:
    assert wanted.from_on is not None
    check(wanted.from_on, wanted.until_on, today, fields=(None, None))
    return wanted
