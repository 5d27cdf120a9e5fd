"""Moments as a reader's own clock and calendar tell them.

Source of the tokens: docs.slack.dev/messaging/formatting-message-text (date formatting).
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from markupsafe import Markup

from sandbox.page.blockkit.markup import safe_url, tag
from sandbox.page.blockkit.reader import Reader

TOKEN = re.compile(r"\{(\w+)\}")
DIGITS = re.compile(r"-?\d{1,15}(\.\d+)?$")
SPANS = ((86_400 * 365, "year"), (86_400 * 30, "month"), (86_400, "day"), (3_600, "hour"), (60, "minute"))


def day(moment: datetime) -> str:
    """Return 18 as "18th"."""
    last = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}.get(moment.day, "th")
    return f"{moment.day}{last}"


def clock(moment: datetime, *, seconds: bool = False) -> str:
    """Return 6:39 AM."""
    return moment.strftime("%I:%M:%S %p" if seconds else "%I:%M %p").lstrip("0")


def ago(moment: datetime, now: datetime) -> str:
    """Return "3 hours ago" or "in 3 hours", in the largest whole unit."""
    seconds = (now - moment).total_seconds()
    for size, unit in SPANS:
        count = int(abs(seconds) // size)
        if count:
            span = f"{count} {unit}{'s' if count > 1 else ''}"
            return f"{span} ago" if seconds > 0 else f"in {span}"
    return "just now"


def near(moment: datetime, today: datetime) -> str | None:
    """Return "today", "tomorrow" or "yesterday" when it is one of these."""
    away = moment.date() - today.date()
    return {timedelta(0): "today", timedelta(1): "tomorrow", timedelta(-1): "yesterday"}.get(away)


def written(form: str, timestamp: float, reader: Reader) -> str:
    """Return `form` with its {tokens} told by the reader's calendar; tokens nobody knows stay as typed."""
    moment = reader.local(timestamp)
    return TOKEN.sub(lambda found: _token(found[1], moment, reader) or found[0], form)


def element(token: str, reader: Reader) -> Markup:
    """Return `date^UNIX^FORM^LINK|FALLBACK` (what stands in <!…>) as a time element, or its fallback."""
    instruction, _, fallback = token.partition("|")
    _, timestamp, form, *link = [*instruction.split("^"), "", ""]
    if not DIGITS.match(timestamp) or not form:
        return tag("span", fallback or token)
    try:
        words = written(form, float(timestamp), reader)
        moment = reader.local(float(timestamp))
    except (ValueError, OverflowError, OSError):
        return tag("span", fallback or token)
    shown = tag("time", words, datetime=moment.isoformat(), title=fallback or None)
    href = safe_url(link[0]) if link else None
    return tag("a", shown, href=href, target="_blank", rel="noopener noreferrer") if href else shown


def _token(name: str, moment: datetime, reader: Reader) -> str | None:
    if name.endswith("_pretty"):
        return near(moment, reader.today()) or _token(name.removesuffix("_pretty"), moment, reader)
    tell = TOKENS.get(name)
    return tell and tell(moment, reader.today())


TOKENS: Mapping[str, Callable[[datetime, datetime], str]] = {
    "date_num": lambda moment, _: moment.strftime("%Y-%m-%d"),
    "date": lambda moment, _: f"{moment:%B} {day(moment)}, {moment.year}",
    "date_short": lambda moment, _: f"{moment:%b} {moment.day}, {moment.year}",
    "date_long": lambda moment, _: f"{moment:%A}, {moment:%B} {day(moment)}, {moment.year}",
    "time": lambda moment, _: clock(moment),
    "time_secs": lambda moment, _: clock(moment, seconds=True),
    "ago": ago,
}
