"""Who is asked how a workstream stands. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from storage.absences import Absence
from storage.people import Person
from storage.workstream_lists import Overview


@dataclass(frozen=True)
class Asked:
    """Somebody who is asked about a workstream; `instead_of` whom, where they are not its owner."""

    person: Person
    row: Overview
    instead_of: Person | None = None


def asked(
    row: Overview, *, core: Collection[int], away: Mapping[int, Absence], people: Mapping[int, Person]
) -> Asked | None:
    """Return who is asked about a workstream; None: nobody.

    1. Its owner. Only core members get the weekly form, so an owner who is invited or a guest is not asked.
    2. Where the owner is away, has left or has no account: who covers for them while away, else the backup.
    3. Nobody where that is nobody who can be asked. The agenda names the workstream all the same.

    `away`: absences of today by person id. `people`: whoever may cover, by id.
    """
    owner = row.owner
    if owner is None or is_here(owner, away):
        return Asked(owner, row) if owner and _is_core(owner, core) else None
    absence = away.get(owner.id or 0)
    cover = people.get(absence.cover_id or 0) if absence else None
    for stand_in in (cover, row.backup):
        if stand_in and stand_in.id != owner.id and is_here(stand_in, away) and _is_core(stand_in, core):
            return Asked(stand_in, row, instead_of=owner)
    return None


def is_here(person: Person, away: Mapping[int, Absence]) -> bool:
    """Return whether a direct message reaches somebody who is at work."""
    return person.deactivated_at is None and person.slack_user_id is not None and (person.id or 0) not in away


def _is_core(person: Person, core: Collection[int]) -> bool:
    return person.id in core and not (person.is_guest or person.is_external)
