"""Who may do what in this very meeting."""

from handlers import permissions
from handlers.meetings.facts import Facts
from handlers.permissions import Standing, Verb


def require(stands: Standing, verb: Verb, facts: Facts) -> None:
    """Raise UserError, with who may, unless they may. Whoever stands in for the facilitator may what they may."""
    permissions.require(stands, verb, owner_id=_whose(stands, verb, facts))


def require_on_team(stands: Standing) -> None:
    """Raise UserError unless they are on the team: whoever was not there reads the minutes too."""
    is_on_team = stands.membership is not None or bool(stands.roles)
    permissions.require(stands, Verb.WRITE_IN_MEETING, owner_id=stands.person_id if is_on_team else None)


def may(stands: Standing, verb: Verb, facts: Facts) -> bool:
    """Return whether they may, to offer a button or not."""
    return bool(permissions.may(stands, verb, owner_id=_whose(stands, verb, facts)))


def _whose(stands: Standing, verb: Verb, facts: Facts) -> int | None:
    """Who counts as facilitating, or as being here: the one who asks, if they do."""
    mine = _is_here(stands, facts) if verb is Verb.WRITE_IN_MEETING else _leads_it(stands, facts)
    return stands.person_id if mine else None


def _is_here(stands: Standing, facts: Facts) -> bool:
    is_on_team = stands.membership is not None or bool(stands.roles)
    return is_on_team and bool(facts.attendance.get(stands.person_id))


def _leads_it(stands: Standing, facts: Facts) -> bool:
    leading = [duty for duty in facts.duties if duty.role == "facilitator"]
    people = [person.id for duty in leading for person in (duty.person, duty.backup) if person]
    return stands.person_id in people
