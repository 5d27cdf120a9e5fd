"""What was due, by the timetable and by the outbox, against what the practice workspace received."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from handlers import timetable
from sandbox import Sandbox
from sandbox.records import Message
from storage.outbox import OutboxMessage
from storage.teams import Team
from storage.workspaces import Workspace
from tests.support.chaos import weekly
from tests.support.chaos.places import Place

Key = tuple[str, str]
"""A workspace's Slack id, and the key of a message there."""
TOLD_WITHIN = timedelta(days=7)


@dataclass(frozen=True)
class Account:
    """`lost`: neither posted nor told. `doubled`: how many were posted beyond the first of each."""

    due: int
    posted: int
    lost: int
    doubled: int
    told: int

    @property
    def is_clean(self) -> bool:
        return self.lost == self.doubled == 0

    def as_json(self) -> dict[str, int]:
        return asdict(self)


def by_timetable(
    places: Iterable[Place], mondays: Iterable[date], team_ids: dict[str, int]
) -> dict[Key, datetime]:
    """Each message that the weeks must bring, and when: by the calendar and the clock of the place, nothing else."""
    due: dict[Key, datetime] = {}
    for monday in mondays:
        for place in places:
            at = datetime.combine(monday, weekly.AT, ZoneInfo(place.zone))
            parts = weekly.parts(place.channel.name)
            names = [weekly.key(place.channel.id, monday, part) for part in parts]
            if place.is_whole:
                names.append(f"reports:{team_ids[place.channel.id]}:{timetable.ROLLUP}:{monday}")
            due |= {(place.workspace.id, name): at for name in names}
    return due


def teams(session: Session) -> dict[str, int]:
    """The teams' numbers by their channels: the only thing that is looked up, for it is part of a key."""
    return {team.channel_id: team.id or 0 for team in session.exec(select(Team))}


def by_outbox(session: Session) -> list[tuple[Key, OutboxMessage]]:
    query = select(Workspace.slack_team_id, OutboxMessage)
    query = query.where(col(OutboxMessage.workspace_id) == Workspace.id)
    return [((slack_team_id, message.key), message) for slack_team_id, message in session.exec(query)]


def received(sandbox: Sandbox) -> Counter[Key]:
    """How often each message is in the practice workspace."""
    everything = (message for channel in sandbox.world.messages.values() for message in channel.values())
    carried = ((message, (message.metadata or {}).get("event_payload", {})) for message in everything)
    return Counter((message.workspace_id, str(said["key"])) for message, said in carried if "key" in said)


def settle(
    sandbox: Sandbox, due: dict[Key, datetime], rows: list[tuple[Key, OutboxMessage]], places: list[Place]
) -> Account:
    """Compare. What is in the outbox is due as well; what was withdrawn there on purpose is not."""
    seen = received(sandbox)
    wanted = {key for key, row in rows if not (row.state == "skipped" and row.error != "expired")} | set(due)
    absent = wanted - set(seen)
    told_of = {key for key, row in rows if row.told_at is not None} | _told(sandbox, due, places)
    return Account(
        due=len(wanted),
        posted=len(wanted & set(seen)),
        lost=len(absent - told_of),
        doubled=sum(seen.values()) - len(seen),
        told=len(absent & told_of),
    )


def _told(sandbox: Sandbox, due: dict[Key, datetime], places: list[Place]) -> set[Key]:
    """What the leaders were told was too late: read from their messages, as they would read it."""
    notes: dict[str, list[Message]] = {}
    for messages in sandbox.world.messages.values():
        for message in messages.values():
            if "was not sent" in message.text or "• " in message.text:
                notes.setdefault(message.workspace_id, []).append(message)
    workspaces = {place.workspace.id for place in places}
    return {
        (home, name)
        for (home, name), at in due.items()
        if home in workspaces and any(_says(note, at) for note in notes.get(home, ()))
    }


def _says(note: Message, due: datetime) -> bool:
    said_at = datetime.fromtimestamp(float(note.ts), due.tzinfo)
    return f"due {due:%A %-d %B at %H:%M}" in note.text and due < said_at < due + TOLD_WITHIN
