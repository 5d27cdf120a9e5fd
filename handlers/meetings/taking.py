"""Taking the minutes: what stands in them is read once, at closing, and kept as plain facts."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from sqlmodel import Session

from handlers.agenda import gathering as agenda_gathering
from handlers.agenda import rules as agenda_rules
from handlers.agenda.rules import Turn
from handlers.meetings import gathering, walk
from handlers.meetings.facts import Facts
from handlers.meetings.taken import (
    Away,
    ChangedAction,
    Decision,
    Following,
    NewAction,
    Note,
    Role,
    Taken,
    Topic,
)
from storage import decisions, meeting_happenings, meeting_people, meetings, people
from storage.action_rows import Action
from storage.audit import AuditEntry
from storage.meeting_rows import Meeting
from storage.people import Person
from storage.teams import Team
from storage.types import id_of
from storage.workspaces import Workspace

_CHANGES = ("complete", "drop", "reopen", "redate", "change", "hand_over")
_LOOK_BACK = timedelta(days=7)
"""Before the first meeting of a team."""


class Names:
    """The names of people by id, each looked up once."""

    def __init__(self, session: Session, team: Team) -> None:
        self._session = session
        self._workspace = session.get_one(Workspace, team.workspace_id)
        self._known: dict[int, str] = {}

    def of(self, person_id: int) -> str:
        """Return the name of that day."""
        if person_id not in self._known:
            person = people.by_id(self._session, workspace=self._workspace, person_id=person_id)
            self._known[person_id] = person.name if person else "Somebody"
        return self._known[person_id]


def taken(
    session: Session,
    *,
    team: Team,
    meeting: Meeting,
    by: Person | None,
    now: datetime,
    carried: Sequence[Action],
    following: Meeting | None,
) -> Taken:
    """Return everything that the minutes of a running meeting say. Hold it first: then nobody writes meanwhile."""
    facts = gathering.facts(session, team=team, meeting=meeting)
    names = Names(session, team)
    began = meeting.started_at or now
    new = [one for one in _added(session, team, began, now) if one.state != "dropped"]
    return Taken(
        team=team.name,
        starts_at=meeting.starts_at.isoformat(),
        minutes=meeting.minutes,
        started_at=began.isoformat(),
        started_by=facts.name(meeting.started_by),
        closed_at=now.isoformat(),
        closed_by=by.name if by else None,
        present=[person.name for person in facts.here],
        also=[person.name for person in facts.also_here],
        absent=[person.name for person in facts.absent],
        away=[_away(facts, person) for person in facts.are_away],
        core=len(facts.core),
        needed=facts.needed,
        roles=[Role(role=duty.role, name=duty.person.name) for duty in facts.duties],
        decisions=_decisions(session, team, meeting, names),
        new=[_new(action, names) for action in new],
        changed=_changed(session, team, meeting, now, names),
        carried=[action.number for action in carried],
        notes=_notes(facts),
        topics=_topics(facts),
        following=_following(session, team, following, facts) if following else None,
    )


def _away(facts: Facts, person: Person) -> Away:
    until = facts.away[id_of(person)]
    return Away(name=person.name, until_on=until.isoformat() if until else None)


def _decisions(session: Session, team: Team, meeting: Meeting, names: Names) -> list[Decision]:
    return [
        Decision(
            number=one.number,
            choice=one.choice,
            why=one.why,
            approver=names.of(one.approver_id) if one.approver_id else None,
            by=names.of(one.recorded_by),
        )
        for one in decisions.of_meeting(session, team=team, meeting=meeting)
    ]


def _added(session: Session, team: Team, since: datetime, now: datetime) -> list[Action]:
    """Every action that was added while the meeting ran, from the board or not."""
    a_moment = timedelta.resolution
    found = meeting_happenings.action_steps(
        session, team=team, verbs=("add",), since=since - a_moment, until=now
    )
    return [action for _, action in found]


def _new(action: Action, names: Names) -> NewAction:
    return NewAction(
        number=action.number,
        text=action.text,
        owner=names.of(action.owner_id),
        due_on=action.due_on.isoformat(),
    )


def _changed(
    session: Session, team: Team, meeting: Meeting, now: datetime, names: Names
) -> list[ChangedAction]:
    """What became of actions since the meeting before, each once, as it ended."""
    last = meetings.latest(session, team=team)
    since = (last and last.closed_at) or (meeting.started_at or now) - _LOOK_BACK
    found = meeting_happenings.action_steps(session, team=team, verbs=_CHANGES, since=since, until=now)
    ordered = sorted(found, key=lambda row: row[1].number)
    return [
        said
        for _, rows in groupby(ordered, key=lambda row: row[1].number)
        if (said := _outcome(list(rows), names))
    ]


def _outcome(rows: Sequence[tuple[AuditEntry, Action]], names: Names) -> ChangedAction | None:
    steps, action = [step for step, _ in rows], rows[-1][1]
    how, step = _how(steps, action)
    if step is None:
        return None
    was = next((found.before["due_on"] for found in steps if "due_on" in found.before), None)
    return ChangedAction(
        number=action.number,
        text=action.text,
        owner=names.of(action.owner_id),
        how=how,
        due_on=action.due_on.isoformat(),
        was_due_on=was,
        why=action.drop_reason if how == "dropped" else step.why,
    )


def _how(steps: Sequence[AuditEntry], action: Action) -> tuple[str, AuditEntry | None]:
    """The step that counts: how it was closed, else its last new date, else its last new owner."""
    kinds: dict[str, Callable[[AuditEntry], bool]] = {
        "done": lambda step: action.state == "done" and step.verb == "complete",
        "dropped": lambda step: action.state == "dropped" and step.verb == "drop",
        "reopened": lambda step: step.verb == "reopen",
        "redated": lambda step: "due_on" in step.after,
        "handed_over": lambda step: "owner_id" in step.after,
    }
    for how, fits in kinds.items():
        step = next((found for found in reversed(steps) if fits(found)), None)
        if step:
            return how, step
    return "", None


def _notes(facts: Facts) -> list[Note]:
    """What was said, place by place in the order of the walk; actions and decisions stand in their own parts."""
    order = {place.key: nth for nth, place in enumerate(facts.walk)}
    titles = {place.key: place.title for place in facts.walk}
    said = [note for note in facts.notes if note.kind in ("note", "good_news")]
    keys = {note.id: walk.key_of(note) for note in said}
    return [
        Note(
            place=titles.get(keys[note.id], "Besides"),
            text=note.text,
            by=facts.name(note.by_id),
            is_good_news=note.kind == "good_news",
        )
        for note in sorted(said, key=lambda note: (order.get(keys[note.id], len(order)), note.id or 0))
    ]


def _topics(facts: Facts) -> list[Topic]:
    return [
        Topic(text=one.text, how=one.state, weeks=one.weeks, action_number=one.action_number)
        for one in facts.topics
    ]


def _following(session: Session, team: Team, following: Meeting, facts: Facts) -> Following:
    """The next meeting with its roles: those named already, else whose turn it is after this meeting."""
    coming = gathering.facts(session, team=team, meeting=following)
    named = meeting_people.roles_of(session, team=team, meeting=following)
    roles = [Role(role=holder.role.role, name=holder.person.name) for holder in named]
    return Following(
        starts_at=following.starts_at.isoformat(), roles=roles or _turns(session, team, coming, facts)
    )


def _turns(session: Session, team: Team, coming: Facts, facts: Facts) -> list[Role]:
    able = [
        id_of(person) for person in coming.core if agenda_rules.can_serve(person, "core", coming.away.keys())
    ]
    history = meeting_people.role_history(session, team=team, limit=agenda_gathering.LOOK_BACK)
    turns = [Turn(id_of(held), role.role, role.person_id) for held, role in history]
    turns += [Turn(id_of(facts.meeting), duty.role, id_of(duty.person)) for duty in facts.duties]
    found = agenda_rules.rotate(sorted(able), turns)
    return [Role(role=role, name=coming.name(duty.person_id)) for role, duty in found.items()]
