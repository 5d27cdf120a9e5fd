"""Every change of an action: storage's step, its permission, and what others see of it, in one transaction each.

What stands already is no step: whoever clicks second is told who was first.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from sqlmodel import Session

from handlers import permissions, who
from handlers.actions import covering, entries, news, rules, whose
from handlers.actions.entries import Entry, Owner
from handlers.actions.news import Doing
from handlers.actions.views import history, story, words
from handlers.deps import Member
from handlers.errors import UserError
from handlers.permissions import Verb
from storage import actions, errors, people, roles, stories, workstreams
from storage.action_rows import LIVE, Source
from storage.audit import AuditEntry
from storage.people import Person
from storage.stories import Story
from storage.workstreams import Workstream

Step = Callable[..., Any]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The action after a change. `step` None: there was nothing left to do. `concerned`: who else it is about."""

    told: Story
    step: AuditEntry | None
    concerned: tuple[Person, ...] = ()


def add(
    session: Session,
    *,
    doing: Doing,
    entry: Entry,
    members: Sequence[Member],
    source: Source | None = None,
    thread_of: str | None = None,
) -> Outcome:
    """Keep a new action. `members`: what is known of the owner, when that is somebody in Slack.

    `thread_of`: the key of the message in whose thread its card stands.
    """
    permissions.require(doing.stands, Verb.ADD_ACTION)
    action = actions.add(
        session,
        team=doing.team,
        text=entry.text,
        owner=_person(session, doing, entry.owner, members),
        due_on=entry.due,
        by=doing.by,
        now=doing.now,
        workstream=_workstream(session, doing, entry.workstream_id),
        source=source,
    )
    told = stories.of_action(session, team=doing.team, number=action.number)
    concerned = news.of_new(session, doing, told, thread_of=thread_of)
    return Outcome(told=told, step=told.steps[-1], concerned=concerned)


def take(session: Session, *, doing: Doing, number: int, verb: Verb, step: Step) -> Outcome:
    """Take one of storage's steps, for whoever may. Raises UserError for a step that a closed action does not have."""
    before = stories.of_action(session, team=doing.team, number=number)
    require(session, doing, verb, before)
    return _stepped(session, doing, before, step)


def unblock(session: Session, *, doing: Doing, number: int) -> Outcome:
    """Say that it is not blocked any more: who answers for it may, and whoever it waits for by name."""
    before = stories.of_action(session, team=doing.team, number=number)
    if not whose.waits_for(before.action, doing.by):
        require(session, doing, Verb.ANSWER_ACTION, before)
    return _stepped(session, doing, before, actions.unblock)


def redate(
    session: Session,
    *,
    doing: Doing,
    number: int,
    due: date,
    why: str | None,
) -> Outcome:
    step = partial(actions.redate, due_on=due, why=why)
    return take(session, doing=doing, number=number, verb=Verb.ANSWER_ACTION, step=step)


def hand_over(
    session: Session,
    *,
    doing: Doing,
    number: int,
    owner: Owner,
    members: Sequence[Member],
    note: str | None,
) -> Outcome:
    """Give it to somebody else. Raises UserError, at the field, for the one who has it."""
    to = _person(session, doing, owner, members)
    step = partial(actions.hand_over, to=to, why=note)
    done = take(session, doing=doing, number=number, verb=Verb.EDIT_ACTION, step=step)
    if done.step is None:
        field = rules.OWNER if owner.user_id else entries.CONTACT
        raise UserError(f"It is with {to.name} already. Choose somebody else.", field)
    return done


def give_back(session: Session, *, doing: Doing, number: int, reason: str) -> Outcome:
    """The owner says that it is not theirs: it goes back to who gave it, else to the team leader.

    Where that is the owner themselves, it stays with them and shows that it needs another owner.
    """
    before = stories.of_action(session, team=doing.team, number=number)
    require_owner(before, doing.by)
    to = back_to(session, told=before)
    step: Step = partial(actions.decline, reason=reason)
    if to is not None:
        step = partial(actions.hand_over, to=to, why=f"{history.NOT_MINE}{reason}")
    return take(session, doing=doing, number=number, verb=Verb.ANSWER_ACTION, step=step)


def back_to(session: Session, *, told: Story) -> Person | None:
    """Who gets it when the owner says that it is not theirs. None: nobody else is there to have it."""
    holders = roles.holders(session, team=told.team)
    leaders = [held.person for held in holders if held.assignment.role == "team_leader"]
    for person in (story.assigned_by(told), *leaders):
        if person and person.deactivated_at is None and person.id != told.action.owner_id:
            return person
    return None


def change(
    session: Session,
    *,
    doing: Doing,
    number: int,
    entry: Entry,
    members: Sequence[Member],
    keeps_workstream: bool,
) -> Outcome:
    """All of the form in one step. `keeps_workstream`: the form did not ask for it."""
    changes: dict[str, Any] = {
        "text": entry.text,
        "due_on": entry.due,
        "owner": _person(session, doing, entry.owner, members),
    }
    if not keeps_workstream:
        has = actions.get(session, team=doing.team, number=number).workstream_id
        changes["workstream"] = _workstream(session, doing, entry.workstream_id, has=has)
    step = partial(actions.change, why=entry.reason, **changes)
    return take(session, doing=doing, number=number, verb=Verb.EDIT_ACTION, step=step)


def link(session: Session, *, doing: Doing, number: int, address: str) -> None:
    """Put the address of the message that it came from on the card."""
    actions.link(session, team=doing.team, number=number, link=address)
    news.keep_up(session, doing, stories.of_action(session, team=doing.team, number=number))


def require(session: Session, doing: Doing, verb: Verb, told: Story) -> None:
    """Raise UserError, with who may, unless they may do that with this action.

    Whoever stands in for an owner who is away answers for it as its owner would.
    """
    about = whose.of(told.action, story.owner(told))
    if verb is Verb.ANSWER_ACTION and not permissions.may(doing.stands, verb, **about):
        place = covering.stands_in(
            session, workspace=doing.workspace, told=told, person=doing.by, now=doing.now
        )
        if place:
            return
    permissions.require(doing.stands, verb, **about)


def require_owner(told: Story, person: Person) -> None:
    """Raise UserError unless it is theirs: nobody else can say that it is not."""
    if told.action.owner_id != person.id:
        code = words.code(told.action.number)
        raise UserError(
            f"{code} is with {story.owner(told).name}, so only they can say that it is not theirs. "
            "To give it to somebody else, press Hand over."
        )


def _stepped(session: Session, doing: Doing, before: Story, step: Step) -> Outcome:
    try:
        step(session, team=doing.team, number=before.action.number, by=doing.by, now=doing.now)
    except errors.Refused as misfit:
        raise refused(before) from misfit
    return _after(session, doing, before)


def _after(session: Session, doing: Doing, before: Story) -> Outcome:
    told = stories.of_action(session, team=doing.team, number=before.action.number)
    if len(told.steps) == len(before.steps):
        return Outcome(told=told, step=None)
    concerned = news.of_change(session, doing, before, told)
    return Outcome(told=told, step=told.steps[-1], concerned=concerned)


def refused(told: Story) -> UserError:
    """Say how it stands, who closed it, and how to go on with it."""
    code = words.code(told.action.number)
    how = words.STATES[told.action.state].lower()
    if told.action.state in LIVE:
        return UserError(
            f"{code} is {how}, so nothing was changed. `/steward {code}` shows what can be done."
        )
    closing = story.closing(told)
    by = told.people.get(closing.by_person_id or 0) if closing else None
    who = f" by {by.name}" if by else ""
    return UserError(
        f"{code} is {how}{who}. To go on with it, type `/steward {code}` and press Reopen first."
    )


def _person(session: Session, doing: Doing, owner: Owner, members: Sequence[Member]) -> Person:
    if owner.contact:
        return people.add_contact(session, workspace=doing.workspace, name=owner.contact, now=doing.now)
    (person,) = who.meet(session, workspace=doing.workspace, members=members, now=doing.now)
    return person


def _workstream(
    session: Session, doing: Doing, workstream_id: int | None, *, has: int | None = None
) -> Workstream | None:
    """Raises UserError for one that was retired while the form was open; the one that it `has` may stay."""
    if workstream_id is None:
        return None
    found = workstreams.get(session, team=doing.team, workstream_id=workstream_id)
    if found.retired_at is not None and found.id != has:
        raise UserError(f"{found.name} was retired. Choose another workstream, or none.", rules.WORKSTREAM)
    return found
