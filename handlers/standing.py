"""What who asks is in the team they ask about: from the edge's facts to the one place that knows who may."""

from handlers import permissions
from handlers.ask import Ask
from handlers.permissions import Standing, Verb
from storage.people import Person
from storage.team_lists import Seat


def of(person: Person, seat: Seat | None) -> Standing:
    """Return a person's standing; `seat` None or of somebody else's team: none in it."""
    roles = seat.roles if seat else ()
    return Standing(
        person_id=person.id or 0,
        roles=frozenset(held.role for held in roles),
        workstream_ids=frozenset(held.workstream_id for held in roles if held.workstream_id is not None),
        membership=seat.membership.kind if seat and seat.membership else None,
        is_admin=person.is_admin,
        is_guest=person.is_guest,
        is_external=person.is_external,
    )


def require(ask: Ask, verb: Verb, *, owner_id: int | None = None, workstream_id: int | None = None) -> None:
    """Raise UserError, with who may and the next step, unless who asks may. There must be a team, but to set one up."""
    if verb is not Verb.SET_UP:
        assert ask.the_team
    permissions.require(of(ask.actor, ask.seat), verb, owner_id=owner_id, workstream_id=workstream_id)


def may(ask: Ask, verb: Verb, *, owner_id: int | None = None, workstream_id: int | None = None) -> bool:
    """Return whether who asks may, to offer a button or not."""
    return bool(
        permissions.may(of(ask.actor, ask.seat), verb, owner_id=owner_id, workstream_id=workstream_id)
    )
