"""Who may do what. The one place that knows it: listeners ask here before they act, views before they offer a button.

Roles and memberships are those of the team that the deed concerns. That the person can see the team's channel at all
is the edge's to know.
"""

from dataclasses import dataclass
from enum import StrEnum

from handlers.errors import UserError
from storage.assignments import Role
from storage.members import Kind


class Verb(StrEnum):
    """What can be done, in the words of a refusal."""

    SET_UP = "set up a team"
    SEE_TEAM = "see how the team stands"
    CHANGE_SETTINGS = "change the team's settings"
    CHANGE_TIMETABLE = "skip, move or pause what comes by itself"
    CHANGE_CALENDAR = "change the team's calendar"
    SET_AWAY = "say for somebody else that they are away"
    CHANGE_WORKSTREAMS = "add, rename or retire workstreams"
    GIVE_UPDATE = "give the update of this workstream"
    CHANGE_OWNERS = "change who holds a role or owns a workstream"
    ADD_PEOPLE = "add people to the team or take them out"
    CLOSE_TEAM = "close the team"
    ADD_ACTION = "add actions"
    SEE_ACTION = "see this action"
    ANSWER_ACTION = "answer for this action"  # done, started, blocked, a new date, accepted, not mine
    EDIT_ACTION = "change this action"  # its words or workstream, its owner, dropping it
    START_MEETING = "start the meeting"
    RUN_MEETING = "close, skip or move the meeting"
    WRITE_IN_MEETING = "write in the meeting"
    ADD_TOPIC = "add topics to the agenda"
    SETTLE_TOPIC = "settle this topic before the meeting"  # change or drop it, make it an action


class Who(StrEnum):
    """In what quality a person may do something, in the words of a refusal."""

    ADMIN = "a workspace admin"
    LEADER = "the team leader"
    COORDINATOR = "the coordinator"
    WORKSTREAM_OWNER = "the owner or backup of its workstream"
    CORE_OWNER = "its owner, when a core member"
    OWNER = "its owner"
    FACILITATOR = "whoever facilitates it"
    PRESENT = "whoever of the team is marked as here"
    CORE = "a core member"
    ON_THE_TEAM = "a member of the team"
    IN_THE_WORKSPACE = "a full member of this workspace"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What a person is, in the workspace and in one team. `membership` None: not on the team.

    `workstream_ids`: the live workstreams that they own or back up.
    """

    person_id: int
    roles: frozenset[Role] = frozenset()
    workstream_ids: frozenset[int] = frozenset()
    membership: Kind | None = None
    is_admin: bool = False
    is_guest: bool = False
    is_external: bool = False


@dataclass(frozen=True)
class Allowed:
    """True where a truth is asked for."""

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True)
class Refusal:
    """False where a truth is asked for. `text` says who may, and the next step."""

    text: str

    def __bool__(self) -> bool:
        return False


_LEADS = (Who.LEADER, Who.COORDINATOR, Who.ADMIN)

TABLE: dict[Verb, tuple[Who, ...]] = {
    Verb.SET_UP: (Who.IN_THE_WORKSPACE,),
    Verb.SEE_TEAM: (Who.IN_THE_WORKSPACE,),
    Verb.CHANGE_SETTINGS: _LEADS,
    Verb.CHANGE_TIMETABLE: _LEADS,
    Verb.CHANGE_CALENDAR: _LEADS,
    Verb.SET_AWAY: _LEADS,
    Verb.CHANGE_WORKSTREAMS: _LEADS,
    Verb.GIVE_UPDATE: (Who.WORKSTREAM_OWNER, *_LEADS),
    Verb.CHANGE_OWNERS: _LEADS,
    Verb.ADD_PEOPLE: _LEADS,
    Verb.CLOSE_TEAM: (Who.LEADER, Who.ADMIN),
    Verb.ADD_ACTION: (Who.ON_THE_TEAM, Who.ADMIN),
    Verb.SEE_ACTION: (Who.IN_THE_WORKSPACE, Who.OWNER),
    Verb.ANSWER_ACTION: (Who.OWNER, Who.WORKSTREAM_OWNER, *_LEADS),
    Verb.ADD_TOPIC: (Who.IN_THE_WORKSPACE,),
    Verb.SETTLE_TOPIC: (Who.OWNER, Who.ON_THE_TEAM, Who.ADMIN),
    Verb.EDIT_ACTION: (Who.CORE_OWNER, Who.WORKSTREAM_OWNER, *_LEADS),
    Verb.START_MEETING: (Who.CORE, Who.FACILITATOR, *_LEADS),
    Verb.RUN_MEETING: (Who.FACILITATOR, *_LEADS),
    Verb.WRITE_IN_MEETING: (Who.CORE, Who.PRESENT, *_LEADS),
}


def may(
    standing: Standing, verb: Verb, *, owner_id: int | None = None, workstream_id: int | None = None
) -> Allowed | Refusal:
    """Say whether that person may. `owner_id` and `workstream_id` are those of the action or workstream meant.

    Of a meeting, `owner_id` is who facilitates it, or, where it is asked who may write in it, who is here.
    """
    qualities = _qualities(standing, owner_id, workstream_id)
    return Allowed() if qualities & set(TABLE[verb]) else Refusal(_refusal(standing, verb))


def require(
    standing: Standing, verb: Verb, *, owner_id: int | None = None, workstream_id: int | None = None
) -> None:
    """Raise UserError, with who may and the next step, unless that person may."""
    answer = may(standing, verb, owner_id=owner_id, workstream_id=workstream_id)
    if isinstance(answer, Refusal):
        raise UserError(answer.text)


def _qualities(standing: Standing, owner_id: int | None, workstream_id: int | None) -> set[Who]:
    owns = owner_id is not None and owner_id == standing.person_id
    if _is_outsider(standing):  # whatever else they are, they see and answer what is theirs
        return {Who.OWNER} if owns else set()
    said = {
        Who.IN_THE_WORKSPACE: True,
        Who.ADMIN: standing.is_admin,
        Who.LEADER: "team_leader" in standing.roles,
        Who.COORDINATOR: "coordinator" in standing.roles,
        Who.ON_THE_TEAM: standing.membership is not None or bool(standing.roles),
        Who.WORKSTREAM_OWNER: workstream_id in standing.workstream_ids,
        Who.OWNER: owns,
        Who.CORE_OWNER: owns and standing.membership == "core",
        Who.FACILITATOR: owns,
        Who.PRESENT: owns,
        Who.CORE: standing.membership == "core",
    }
    return {who for who, is_so in said.items() if is_so}


def _is_outsider(standing: Standing) -> bool:
    return standing.is_guest or standing.is_external


def _refusal(standing: Standing, verb: Verb) -> str:
    if _is_outsider(standing):
        kind = "People from another organisation" if standing.is_external else "Guests"
        helper = "A full member of this workspace" if verb == Verb.SET_UP else "The team leader"
        return (
            f"{kind} can see and answer what is theirs here, and cannot {verb}. {helper} can do it for you."
        )
    *others, last = TABLE[verb]
    who = f"{', '.join(others)} or {last}" if others else last
    step = (
        "Ask the team leader to add you." if Who.ON_THE_TEAM in TABLE[verb] else "Ask one of them to do it."
    )
    return f"Only {who} can {verb}. {step}"
