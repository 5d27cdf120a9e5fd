"""Who is on a team as what, and what may be typed about it. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapidfuzz import fuzz, process

from handlers import forms, text
from handlers.errors import UserError
from storage import names
from storage.assignments import Role, RoleAssignment
from storage.members import Kind, Membership
from storage.people import Person
from storage.roles import Holder
from storage.workstreams import Workstream

PEOPLE, KIND, PURPOSE, UNTIL, FTE = "people", "kind", "purpose", "until", "fte"
PERSON, CONTACT, OFFICE, POST = "person", "contact", "office", "post"
APPOINTED_BY, APPOINTED_ON, WHY, ROLES = "appointed_by", "appointed_on", "why", "roles"

KINDS: Mapping[str, str] = {"core": "Core member", "invited": "Invited for a purpose"}
WORDS: Mapping[str, Role] = {
    "leader": "team_leader",
    "coordinator": "coordinator",
    "sponsor": "sponsor",
    "lead": "team_leader",
    "team leader": "team_leader",
    "helper": "coordinator",
}
"""What people call the roles of a team. Owners and backups belong to workstreams: `/steward workstream`."""
HISTORY = "history"
ADD = "add"

MOST_PEOPLE = 20
MOST_NAME = 80
MOST_WORDS = 200
MOST_ROLES = 10
"""That checkboxes can show: https://docs.slack.dev/reference/block-kit/block-elements/checkboxes-element"""
_NEAR = 60
_AND = re.compile(r"(?i:\A(?:[\s,&]|and(?=\s))+|(?:[\s,&]|(?<=\s)and(?=\s))+\Z)")
"""What stands between people in a list of them."""
_ORDER: Sequence[Role] = ("team_leader", "coordinator", "workstream_owner", "backup", "specialist", "sponsor")


@dataclass(frozen=True)
class Held:
    """A role that somebody holds, with its workstream."""

    assignment: RoleAssignment
    workstream: Workstream | None


@dataclass(frozen=True)
class Entry:
    """One person of the roster: what they hold, and as what they belong. A sponsor need not be a member."""

    person: Person
    membership: Membership | None
    held: tuple[Held, ...]

    @property
    def roles(self) -> frozenset[Role]:
        """The roles they hold, whatever the workstream."""
        return frozenset(one.assignment.role for one in self.held)


@dataclass(frozen=True)
class Joining:
    """As what people join, or what changes of how they belong."""

    kind: Kind
    purpose: str | None
    until_on: date | None
    fte: float | None


@dataclass(frozen=True)
class Wanted:
    """What `/steward role …` asks for; `role` None: show who holds what."""

    role: Role | None
    user_id: str | None


@dataclass(frozen=True)
class Named:
    """Whom `/steward people add …` names, and what else stands there; nobody can be found by that."""

    user_ids: tuple[str, ...]
    rest: str


def roster(members: Sequence[tuple[Membership, Person]], holders: Sequence[Holder]) -> list[Entry]:
    """Return everyone who belongs, each once: leader, coordinator, core members, invited ones, then sponsors only."""
    people = {person.id: person for _, person in members} | {one.person.id: one.person for one in holders}
    by_person = {membership.person_id: membership for membership, _ in members}
    entries = [
        Entry(
            person,
            by_person.get(person.id or 0),
            tuple(
                sorted(
                    (Held(one.assignment, one.workstream) for one in holders if one.person.id == person.id),
                    key=lambda held: _ORDER.index(held.assignment.role),
                )
            ),
        )
        for person in people.values()
    ]
    return sorted(entries, key=_rank)


def endable(entry: Entry) -> list[Held]:
    """Return the roles that a form offers to end: not the lead, which is handed over, and as many as fit."""
    return [one for one in entry.held if one.assignment.role != "team_leader"][:MOST_ROLES]


def ended(entry: Entry, *, offered: Sequence[int] | None, kept: Sequence[str] | None) -> list[Held]:
    """Return the roles whose tick was taken away. What the form did not offer stays as it is."""
    ended_ids = {str(one) for one in offered or ()} - set(kept or ())
    return [one for one in entry.held if str(one.assignment.id) in ended_ids]


def read_role(typed: str) -> Wanted:
    """Read the words after `/steward role`, as Slack delivers them. Raises UserError for a role there is not."""
    said = text.typed(typed)
    first = said.mentions[0] if said.mentions else None
    words = names.key(said.text[: first.start] if first else said.text)
    if not words:
        return Wanted(None, None)
    if words in WORDS:
        return Wanted(WORDS[words], first.user_id if first else None)
    word, _, rest = words.partition(" ")
    if word in WORDS and rest.startswith("@"):
        raise UserError(
            f"I do not know anybody called “{rest}”. Type @ and pick the person from the list that Slack shows."
        )
    raise _unknown_role(words)


def read_named(typed: str) -> Named | None:
    """Read the words after `/steward people`, as Slack delivers them. None where they add nobody."""
    said = text.typed(typed)
    word, _, _ = said.text.partition(" ")
    if word.casefold() != ADD:
        return None
    ends = (len(word), *(one.end for one in said.mentions))
    starts = (*(one.start for one in said.mentions), len(said.text))
    between = (_AND.sub("", said.text[end:start]) for end, start in zip(ends, starts, strict=True))
    rest = " ".join(filter(None, between))
    return Named(tuple(dict.fromkeys(one.user_id for one in said.mentions)), rest)


def read_joining(values: Mapping[str, Any], today: date) -> Joining:
    """Return as what somebody joins. Raises UserError at the field."""
    kind: Kind = "invited" if values.get(KIND) == "invited" else "core"
    until = forms.picked_day(values, UNTIL)
    if until and until < today:
        raise UserError("This day is past. Choose a day to come, or leave it empty.", UNTIL)
    return Joining(
        kind,
        forms.optional_words(values, PURPOSE, "Purpose", most=MOST_WORDS),
        until,
        read_fte(values.get(FTE)),
    )


def read_fte(typed: str | None) -> float | None:
    """Return the share of a full week, 0 to 1: `0.5`, `.5`, `0,5` or `50%`. None for nothing. Raises UserError."""
    said = (typed or "").replace(",", ".").replace(" ", "")
    if not said:
        return None
    percent = said.endswith("%")
    try:
        share = float(said.removesuffix("%")) / (100 if percent else 1)
    except ValueError:
        share = -1.0
    if not 0 < share <= 1:
        raise UserError("Please give a share of a full week, such as 0.5 or 50%, or leave it empty.", FTE)
    return round(share, 3)


def chosen_or_named(values: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Return who is meant: somebody of this workspace, or the name of a contact. Raises UserError for both or none."""
    user_id = values.get(PERSON) or None
    name = forms.optional_words(values, CONTACT, "Name", most=MOST_NAME)
    if user_id and name:
        raise UserError("Please either choose a person or write a name, not both.", CONTACT)
    if not user_id and not name:
        raise UserError(
            "Please choose a person here, or write a name below if they do not use Slack.", PERSON
        )
    return user_id, name


def _rank(entry: Entry) -> tuple[Any, ...]:
    kind = entry.membership.kind if entry.membership else None
    return (
        "team_leader" not in entry.roles,
        "coordinator" not in entry.roles,
        {"core": 0, "invited": 1, None: 2}[kind],
        entry.person.name_key,
        entry.person.id,
    )


def _unknown_role(words: str) -> UserError:
    near = process.extractOne(words.partition(" @")[0], list(WORDS), scorer=fuzz.WRatio, score_cutoff=_NEAR)
    meant = f" Did you mean “{near[0]}”?" if near else ""
    shown = text.one_line(words, MOST_NAME)
    return UserError(
        f"I do not know the role “{shown}”.{meant} There are leader, coordinator and sponsor; owners and backups "
        "belong to workstreams: `/steward workstream`."
    )
