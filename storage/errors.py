"""What storage says when it cannot. Handlers turn these into words for people; the messages here are for logs."""

# ruff: noqa: N818  (read at the raise, `raise errors.NotFound(…)` says it already)

from datetime import datetime
from typing import Any


class StorageError(Exception):
    """The root of all of them."""


class NotFound(StorageError):
    """Nothing of that number or name inside the team or workspace that was asked."""

    def __init__(self, what: str, which: object) -> None:
        super().__init__(f"no {what} {which!r} here")
        self.what = what
        self.which = which


class Refused(StorageError):
    """A step that the state machine does not have. `facts` say which, for instance `from_state` and `to_state`."""

    def __init__(self, reason: str, **facts: Any) -> None:
        told = ", ".join(f"{name}={value!r}" for name, value in facts.items())
        super().__init__(f"{reason} ({told})" if told else reason)
        self.reason = reason
        self.facts = facts


class Changed(StorageError):
    """An undo no longer fits: somebody changed the item since. The fields say who, when, how and which columns."""

    def __init__(
        self, *, verb: str, by_person_id: int | None, at: datetime, columns: tuple[str, ...]
    ) -> None:
        super().__init__(f"{', '.join(columns)} changed since: {verb} by {by_person_id} at {at.isoformat()}")
        self.verb = verb
        self.by_person_id = by_person_id
        self.at = at
        self.columns = columns


class AlreadyDone(StorageError):
    """The receipt is there: what was asked was done before, and nothing was changed now."""

    def __init__(self, key: str) -> None:
        super().__init__(f"{key!r} was done before")
        self.key = key


class CannotOpen(StorageError):
    """A sealed text that none of the keys opens."""


class DatabaseClosed(StorageError):
    """Asked of a database that is closed or closing."""


class DatabaseTooNew(StorageError):
    """The database was migrated by a later version of Steward than this one."""

    def __init__(self, *, found: str, known: str) -> None:
        super().__init__(
            f"the database is at revision {found}, this version of Steward knows revisions up to {known}: "
            "run the version that migrated it, or a later one"
        )
        self.found = found
        self.known = known
