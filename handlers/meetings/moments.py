"""When a meeting that is moved would really be, and what people should know before it is. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers import dates
from handlers.errors import UserError
from storage import recurrence

FARTHEST = timedelta(days=366)


@dataclass(frozen=True)
class Landing:
    """A day and a time as typed, and the moment that they are, in UTC. `zone` is the team's."""

    on: date
    typed: time
    at: datetime
    zone: ZoneInfo

    @property
    def shown(self) -> datetime:
        """What the wall clock shows at that moment."""
        return self.at.astimezone(self.zone)

    @property
    def leapt(self) -> bool:
        """Whether the clocks leap over that time that day."""
        return self.shown.replace(tzinfo=None) != datetime.combine(self.on, self.typed)

    @property
    def twice(self) -> bool:
        """Whether the clocks show that time twice that day."""
        wall = datetime.combine(self.on, self.typed, self.zone)
        return not self.leapt and wall.utcoffset() != wall.replace(fold=1).utcoffset()


@dataclass(frozen=True, kw_only=True)
class Around:
    """What stands around a meeting that is moved. `off`: why nobody works that day. `next_at`: the one after it."""

    now: datetime
    starts_at: datetime
    minutes: int
    off: str | None = None
    next_at: datetime | None = None
    away: tuple[str, ...] = ()


def landing(on: date, at: time, zone: ZoneInfo) -> Landing:
    """Return the moment; in a gap of the clocks the first one after it, in an overlap the first of the two."""
    return Landing(on, at, recurrence.moment(on, at, zone), zone)


def allowed(wanted: Landing, around: Around) -> None:
    """Raise UserError, at the field, for a moment that has passed, stands already, or is far away."""
    today = around.now.astimezone(wanted.zone).date()
    if wanted.at <= around.now:
        clock = around.now.astimezone(wanted.zone)
        raise UserError(
            f"{dates.day(wanted.on, today)}, {wanted.shown:%H:%M} has passed: it is {clock:%H:%M} on "
            f"{dates.day(today, today)} now. Choose a later time.",
            "time" if wanted.on == today else "day",
        )
    if wanted.at == around.starts_at:
        raise UserError("That is when it is already. Choose another day or time.", "time")
    if wanted.at - around.now > FARTHEST:
        raise UserError(
            f"{dates.day(wanted.on, today)} is more than a year away. Please choose an earlier day.", "day"
        )


def warnings(wanted: Landing, around: Around) -> tuple[str, ...]:
    """Return what people should know before it is moved there, a sentence each; nothing where nothing is odd."""
    today = around.now.astimezone(wanted.zone).date()
    day = dates.day(wanted.on, today)
    said = []
    if wanted.leapt:
        said.append(
            f"The clocks go forward, so {day} has no {wanted.typed:%H:%M}. The meeting would begin at "
            f"{wanted.shown:%H:%M}."
        )
    if wanted.twice:
        said.append(f"The clocks go back, so {day} has {wanted.typed:%H:%M} twice. The first one counts.")
    if around.off:
        said.append(f"{day} is {_article(around.off)}{around.off}. Is that all right for everybody?")
    if around.next_at and wanted.at + timedelta(minutes=around.minutes) > around.next_at:
        following = around.next_at.astimezone(wanted.zone)
        said.append(
            f"That is over the next meeting, {dates.day(following.date(), today)} at {following:%H:%M}. "
            "To let this one go, skip it instead."
        )
    if around.away:
        said.append(f"Away on that day: {', '.join(around.away)}.")
    return tuple(said)


def _article(off: str) -> str:
    return (
        "a " if off in ("Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday") else ""
    )
