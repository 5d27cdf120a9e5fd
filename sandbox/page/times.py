"""Times as the page shows them, on a reader's wall clock."""

from datetime import datetime

from sandbox.page.blockkit import dates
from sandbox.page.blockkit.reader import Reader


def of(ts: str, reader: Reader) -> datetime:
    """Return when a message with this ts was sent, on the reader's clock."""
    return reader.local(float(ts))


def day_name(moment: datetime, reader: Reader) -> str:
    """Return Today, Yesterday, or Monday, 2 November; with the year when it is not this one."""
    near = dates.near(moment, reader.today())
    if near:
        return near.capitalize()
    year = f" {moment.year}" if moment.year != reader.today().year else ""
    return f"{moment:%A}, {moment.day} {moment:%B}{year}"


def full(moment: datetime) -> str:
    """Return Monday, 2 November 2026, 8:00 AM."""
    return f"{moment:%A}, {moment.day} {moment:%B} {moment.year}, {dates.clock(moment)}"


def short(moment: datetime) -> str:
    """Return Mon 2 Nov, 8:00 AM."""
    return f"{moment:%a} {moment.day} {moment:%b}, {dates.clock(moment)}"


def place(zone: str) -> str:
    """Return New York for America/New_York."""
    return zone.rsplit("/", maxsplit=1)[-1].replace("_", " ")
