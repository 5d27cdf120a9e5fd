"""Every table there is, in one place, for migrations. Importing it also makes every kind of item undoable."""

from sqlmodel import SQLModel

from storage import (  # noqa: F401  (what they register can be undone from then on)
    action_steps,
    calendars,
    departures,
    meeting_notes,
    meeting_people,
    meeting_steps,
    roles,
)
from storage.absences import Absence
from storage.action_rows import Action
from storage.assignments import RoleAssignment
from storage.audit import AuditEntry
from storage.calendar_rows import CalendarBreak, TeamCalendar
from storage.decisions import Decision
from storage.digests import Digest, DigestItem
from storage.meeting_rows import Attendance, Correction, Meeting, MeetingNote, MeetingRole, Rating
from storage.members import Membership
from storage.outbox import OutboxMessage
from storage.people import Person
from storage.preferences import Preference
from storage.receipts import Receipt
from storage.schedule_rows import Occurrence, Schedule
from storage.teams import Team
from storage.topics import Topic
from storage.workspaces import Workspace
from storage.workstreams import Workstream, WorkstreamUpdate

TABLES: tuple[type[SQLModel], ...] = (
    Workspace,
    Person,
    Team,
    Membership,
    Workstream,
    WorkstreamUpdate,
    RoleAssignment,
    Action,
    AuditEntry,
    Receipt,
    OutboxMessage,
    Schedule,
    Occurrence,
    TeamCalendar,
    CalendarBreak,
    Absence,
    Preference,
    Digest,
    DigestItem,
    Meeting,
    MeetingRole,
    Attendance,
    Topic,
    MeetingNote,
    Rating,
    Correction,
    Decision,
)
METADATA = TABLES[0].metadata
