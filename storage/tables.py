"""Every table there is, in one place, for migrations. Importing it also makes every kind of item undoable."""

from sqlmodel import SQLModel

from storage import action_steps, departures, roles  # noqa: F401  (what they register can be undone from then on)
from storage.action_rows import Action
from storage.assignments import RoleAssignment
from storage.audit import AuditEntry
from storage.members import Membership
from storage.outbox import OutboxMessage
from storage.people import Person
from storage.receipts import Receipt
from storage.schedules import Occurrence, Schedule
from storage.teams import Team
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
)
METADATA = TABLES[0].metadata
