"""What others see of a change, written with it: the card in the channel, the owner's direct message.

1. A new action gets a card; every change brings it up to date. It is never posted again.
2. Whoever is given an action by somebody else gets one direct message; every change brings it up to date.
3. Whoever had it before is told when somebody else took it from them; their own message becomes a record.

An action that was kept before there was a channel to show it in has no card, and gets none by a change.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from handlers import messages, permissions, ripples, standing
from handlers.actions import whose
from handlers.actions.views import card, direct, story
from handlers.actions.views.buttons import Rights
from handlers.answer import Message
from handlers.permissions import Standing, Verb
from handlers.ripples import Ripple
from storage import outbox, team_lists, teams
from storage.people import Person
from storage.stories import Story
from storage.teams import Team
from storage.workspaces import Workspace

CARD, GIVEN, NEWS = "action_card", "action_given", "action_news"


@dataclass(frozen=True, kw_only=True)
class Doing:
    """Who does something in which team, and what they may do there."""

    workspace: Workspace
    team: Team
    by: Person
    stands: Standing
    now: datetime


def of_new(
    session: Session, doing: Doing, told: Story, *, thread_of: str | None = None
) -> tuple[Person, ...]:
    """Put the card and the owner's message in the outbox. Return the owner when they are somebody else.

    `thread_of`: the key of a message in the channel in whose thread the card stands; None: in the channel itself.
    """
    shown = card.card(told, teams.today(told.team, doing.now))
    outbox.put(
        session,
        workspace=doing.workspace,
        team=told.team,
        key=card_key(told),
        kind=CARD,
        channel_id=told.team.channel_id,
        thread_of=thread_of,
        now=doing.now,
        **messages.shown(shown),
    )
    _give(session, doing, told)
    _ripple(session, doing, told)
    owner = story.owner(told)
    return (owner,) if owner.id != doing.by.id else ()


def of_change(session: Session, doing: Doing, before: Story, told: Story) -> tuple[Person, ...]:
    """Bring what others see up to date. Return whom it concerns beside who made it: a new owner, the one before."""
    keep_up(session, doing, told)
    if len(story.assignments(told)) == len(story.assignments(before)):
        return ()
    _revise(session, doing, given_key(before), direct.passed_on(told, teams.today(told.team, doing.now)))
    _give(session, doing, told)
    was, is_now = story.owner(before), story.owner(told)
    if was.id != is_now.id:
        _tell_the_one_before(session, doing, told, was)
    concerned = {person.id: person for person in (is_now, was) if person.id != doing.by.id}
    return tuple(concerned.values())


def keep_up(session: Session, doing: Doing, told: Story) -> None:
    """Bring the card, the owner's message and whatever else shows it up to date, where there are any."""
    today = teams.today(told.team, doing.now)
    _revise(session, doing, card_key(told), card.card(told, today))
    _revise(session, doing, given_key(told), direct.given(told, today, rights_of_owner(session, told)))
    _ripple(session, doing, told)


def card_key(told: Story) -> str:
    return f"actions:{told.team.id}:{told.action.number}:card"


def given_key(told: Story) -> str:
    """One message for each time that it was given to somebody."""
    return f"actions:{told.team.id}:{told.action.number}:given:{story.assignments(told)[-1].id}"


def rights_of_owner(session: Session, told: Story) -> Rights:
    """What the owner may do with it: an invited one answers for it, and does not change it."""
    owner = story.owner(told)
    stands = standing.of(owner, team_lists.seat(session, team=told.team, person=owner))
    edit = permissions.may(stands, Verb.EDIT_ACTION, **whose.of(told.action, owner))
    giver = story.assigned_by(told)
    return Rights(answer=True, edit=bool(edit), decline=giver is not None and giver.id != owner.id)


def _ripple(session: Session, doing: Doing, told: Story) -> None:
    """Features upstairs show it too."""
    ripples.drop(
        "action",
        Ripple(session=session, team=told.team, now=doing.now, by=doing.by, number=told.action.number),
    )


def _give(session: Session, doing: Doing, told: Story) -> None:
    said = direct.given(told, teams.today(told.team, doing.now), rights_of_owner(session, told))
    _message(session, doing, story.owner(told), said, kind=GIVEN, key=given_key(told))


def _tell_the_one_before(session: Session, doing: Doing, told: Story, was: Person) -> None:
    key = f"actions:{told.team.id}:{told.action.number}:news:{told.steps[-1].id}"
    said = direct.taken_over(told, teams.today(told.team, doing.now))
    _message(session, doing, was, said, kind=NEWS, key=key)


def _message(session: Session, doing: Doing, person: Person, said: Message, *, kind: str, key: str) -> None:
    """Nobody is told what they did themselves; a contact without an account and who has left cannot be."""
    if person.id == doing.by.id or person.slack_user_id is None or person.deactivated_at is not None:
        return
    outbox.put(
        session,
        workspace=doing.workspace,
        team=doing.team,
        key=key,
        kind=kind,
        person=person,
        now=doing.now,
        **messages.shown(said),
    )


def _revise(session: Session, doing: Doing, key: str, message: Message) -> None:
    if outbox.by_key(session, workspace=doing.workspace, key=key):
        outbox.revise(session, workspace=doing.workspace, key=key, now=doing.now, **messages.shown(message))
