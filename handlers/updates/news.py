"""The question to each owner as a message: put once, answered where it stands, a record once the agenda is out."""

from datetime import datetime

from sqlmodel import Session

from handlers import messages
from handlers.ripples import Ripple
from handlers.updates import gathering, views
from handlers.updates.gathering import Facts
from storage import meetings, outbox, people
from storage.meeting_rows import Meeting
from storage.people import Person
from storage.teams import Team
from storage.workspaces import Workspace

REQUEST, NUDGE = "update_form", "update_nudge"


def ask(session: Session, *, team: Team, meeting: Meeting, now: datetime, again: bool = False) -> None:
    """Ask everybody who owes an update, once. `again`: remind those who were asked and have not answered."""
    found = gathering.facts(session, team=team, meeting=meeting, now=now)
    if not found.is_open:
        return
    home = session.get_one(Workspace, team.workspace_id)
    for person in found.owing:
        asked_before = outbox.by_key(session, workspace=home, key=_key(meeting, person)) is not None
        outbox.put(
            session,
            workspace=home,
            team=team,
            key=_key(meeting, person, again=again and asked_before),
            kind=NUDGE if again and asked_before else REQUEST,
            person=person,
            now=now,
            due_at=gathering.calm_at(session, team=team, person=person, now=now),
            expires_at=found.agenda_at,
            **messages.shown(views.request(found, person, again=again and asked_before)),
        )


def follow(ripple: Ripple) -> None:
    """Bring what was asked up to date: answered, changed hands, moved, skipped, or too late for the agenda."""
    for meeting in meetings.announced(ripple.session, team=ripple.team, now=ripple.now):
        if meeting.state in ("planned", "skipped"):
            _keep_up(ripple.session, ripple.team, meeting, ripple.now)


def _keep_up(session: Session, team: Team, meeting: Meeting, now: datetime) -> None:
    home = session.get_one(Workspace, team.workspace_id)
    sent = outbox.of_prefix(session, team=team, prefix=f"updates:{meeting.id}:")
    if not sent:
        return
    found = gathering.facts(session, team=team, meeting=meeting, now=now)
    for message in sent:
        person = people.by_id(session, workspace=home, person_id=message.person_id or 0)
        if person is None or message.state == "skipped":
            continue
        if message.state == "pending" and not _is_asked(found, person):
            outbox.skip(session, workspace=home, key=message.key, reason="answered meanwhile")
            continue
        said = views.request(found, person, again=message.kind == NUDGE)
        outbox.revise(session, workspace=home, key=message.key, now=now, **messages.shown(said))


def _is_asked(found: Facts, person: Person) -> bool:
    return found.is_open and any(found.is_owed(one.row) for one in found.of(person))


def _key(meeting: Meeting, person: Person, *, again: bool = False) -> str:
    return f"updates:{meeting.id}:{person.id}:{'nudge' if again else 'form'}"
