"""Who may do what in this very meeting."""

from handlers import permissions
from handlers.errors import UserError
from handlers.meetings.facts import Facts
from handlers.permissions import Standing, Verb

NOT_HERE = (
    "You are on the team and not marked as here. Press I am here on the board first, then you can write too."
)
NO_RATING = (
    "How useful a meeting was is said by the members of its team; guests and other people do not rate it. Nothing needed. If "
    "something should go better, tell the team leader."
)


def require(stands: Standing, verb: Verb, facts: Facts) -> None:
    """Raise UserError, with who may, unless they may. Whoever stands in for the facilitator may what they may."""
    if verb is Verb.WRITE_IN_MEETING and not may(stands, verb, facts) and _can_come(stands, facts):
        raise UserError(NOT_HERE)
    permissions.require(stands, verb, owner_id=_whose(stands, verb, facts))


def require_rating(stands: Standing) -> None:
    """Raise UserError unless they may write, had they been there: whoever was not there rates too."""
    if not _may_write(stands):
        raise UserError(NO_RATING)


def require_on_team(stands: Standing) -> None:
    """Raise UserError unless they are on the team: whoever was not there reads the minutes too."""
    permissions.require(stands, Verb.WRITE_IN_MEETING, owner_id=_of_team(stands))


def may(stands: Standing, verb: Verb, facts: Facts) -> bool:
    """Return whether they may, to offer a button or not."""
    return bool(permissions.may(stands, verb, owner_id=_whose(stands, verb, facts)))


def _whose(stands: Standing, verb: Verb, facts: Facts) -> int | None:
    """Who counts as facilitating, or as being here: the one who asks, if they do."""
    mine = _is_here(stands, facts) if verb is Verb.WRITE_IN_MEETING else _leads_it(stands, facts)
    return stands.person_id if mine else None


def _is_here(stands: Standing, facts: Facts) -> bool:
    return _is_on_team(stands) and bool(facts.attendance.get(stands.person_id))


def _can_come(stands: Standing, facts: Facts) -> bool:
    """Whether they may write as soon as they say that they are here."""
    return facts.meeting.state == "running" and _is_on_team(stands) and _may_write(stands)


def _is_on_team(stands: Standing) -> bool:
    return stands.membership is not None or bool(stands.roles)


def _may_write(stands: Standing) -> bool:
    """Whether they may, were they there."""
    return bool(permissions.may(stands, Verb.WRITE_IN_MEETING, owner_id=_of_team(stands)))


def _of_team(stands: Standing) -> int | None:
    return stands.person_id if _is_on_team(stands) else None


def _leads_it(stands: Standing, facts: Facts) -> bool:
    leading = [duty for duty in facts.duties if duty.role == "facilitator"]
    people = [person.id for duty in leading for person in (duty.person, duty.backup) if person]
    return stands.person_id in people
