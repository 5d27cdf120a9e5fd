"""What a running meeting is made of, read in one go, and what follows from it. Pure, but for whoever reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from handlers.agenda import rules as agenda_rules
from handlers.agenda.gathering import Duty
from handlers.meetings import walk
from handlers.meetings.walk import Place
from storage import meeting_kinds
from storage.meeting_rows import Meeting, MeetingNote
from storage.people import Person
from storage.teams import Team
from storage.topics import Topic


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A meeting as it stands. `people` by id: everybody whom it names.

    `attendance`: who was said to be here or not. `away`: who is, and the last day (None: until they say).
    `agenda`: what the agenda says of a section, in Slack's markup. `notes` without those that were struck.
    """

    team: Team
    meeting: Meeting
    core: Sequence[Person]
    people: Mapping[int, Person]
    attendance: Mapping[int, bool] = field(default_factory=dict)
    away: Mapping[int, date | None] = field(default_factory=dict)
    duties: Sequence[Duty] = ()
    topics: Sequence[Topic] = ()
    notes: Sequence[MeetingNote] = ()
    agenda: Mapping[str, str] = field(default_factory=dict)

    @property
    def zone(self) -> tzinfo:
        """The team's."""
        return ZoneInfo(self.team.zone)

    @property
    def walk(self) -> list[Place]:
        """The way through it."""
        return walk.places(self.topics, self.meeting.minutes)

    @property
    def closes_at(self) -> datetime:
        """When it closes by itself: one that began late has its whole time."""
        meeting = self.meeting
        began = max(meeting.starts_at, meeting.started_at or meeting.starts_at)
        return began + timedelta(minutes=meeting.minutes) + meeting_kinds.GRACE

    @property
    def place(self) -> Place:
        """Where it is."""
        return walk.at(self.walk, self.meeting.current)

    @property
    def here(self) -> list[Person]:
        """The core members who are here."""
        return [person for person in self.core if self.attendance.get(person.id or 0)]

    @property
    def also_here(self) -> list[Person]:
        """Everybody else who is here: invited members and guests. They do not count for the quorum."""
        core = {person.id for person in self.core}
        there = [id_ for id_, is_present in self.attendance.items() if is_present and id_ not in core]
        return sorted((self.people[id_] for id_ in there), key=lambda person: person.name)

    @property
    def are_away(self) -> list[Person]:
        """The core members who are away that day."""
        return [person for person in self._missing if person.id in self.away]

    @property
    def absent(self) -> list[Person]:
        """The core members who are neither here nor away."""
        return [person for person in self._missing if person.id not in self.away]

    @property
    def needed(self) -> int:
        """How many core members make the quorum."""
        return agenda_rules.quorum(len(self.core), self.meeting.quorum_percent)

    @property
    def has_quorum(self) -> bool:
        """Whether enough of the core are here."""
        return len(self.here) >= self.needed

    def name(self, person_id: int | None) -> str:
        """The name, as it was typed."""
        person = self.people.get(person_id or 0)
        return person.name if person else "Somebody"

    @property
    def _missing(self) -> list[Person]:
        return [person for person in self.core if not self.attendance.get(person.id or 0)]
