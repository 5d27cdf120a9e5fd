"""A meeting that runs: begun, who is here, where it is. Each change draws the board anew, in its own transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from sqlmodel import Session

from handlers import ripples, who
from handlers.deeds import Deed
from handlers.deps import Member
from handlers.errors import UserError
from handlers.meetings import gathering, posting, rights, walk
from handlers.meetings.facts import Facts
from handlers.meetings.views import words
from handlers.permissions import Standing, Verb
from handlers.ripples import Ripple
from storage import errors, meeting_people, meeting_steps, meetings, topics
from storage import members as roster
from storage.meeting_rows import Meeting
from storage.people import Person
from storage.teams import Team
from storage.topics import Settled

EARLY = timedelta(minutes=60)
"""A meeting that is further away is started only by whoever says so twice."""
Become = Literal["keep", "settled", "parked", "dropped"]
_ALREADY = {
    "settled": "settled",
    "dropped": "dropped",
    "parked": "parked",
    "action": "made an action",
}


@dataclass(frozen=True)
class Started:
    """The meeting that runs now. `by`: who started it; `is_new`: it was this very step."""

    meeting: Meeting
    by: Person | None
    is_new: bool


def start(deed: Deed, stands: Standing, meeting_id: int | None) -> Started:
    """Begin it; where it runs already, by whomever, nothing is changed. Raises UserError where it cannot begin."""
    there = meetings.running(deed.session, team=deed.team)
    if there is not None:
        facts = _facts(deed, there)
        return Started(facts.meeting, facts.people.get(there.started_by or 0), is_new=False)
    meeting = _startable(deed, meeting_id)
    facts = _facts(deed, meeting)
    rights.require(stands, Verb.START_MEETING, facts)
    try:
        begun = meeting_steps.start(deed.session, team=deed.team, meeting=meeting, by=deed.by, now=deed.now)
    except errors.Refused as refused:
        raise UserError(
            "Somebody started a meeting of this team at the same moment. `/steward meeting` shows it."
        ) from refused
    _settle_roles(deed, begun, facts)
    _go(deed, begun, facts.walk[0].key)
    attend(deed, begun, [deed.by], is_present=True)
    posting.put_board(deed.session, deed.team, begun, deed.now)
    _ripple(deed)
    return Started(begun, deed.by, is_new=True)


def here(deed: Deed, meeting_id: int) -> Facts:
    """I am here. Whoever is not on the team is also here."""
    meeting = held(deed, meeting_id)
    attend(deed, meeting, [deed.by], is_present=True)
    return _drawn(deed, meeting)


def set_attendance(
    deed: Deed, stands: Standing, meeting_id: int, members: Sequence[Member], *, only_add: bool
) -> Facts:
    """Who is here. `only_add`: who is not named stays as they were said to be."""
    meeting = held(deed, meeting_id)
    before = _facts(deed, meeting)
    rights.require(stands, Verb.WRITE_IN_MEETING, before)
    there = who.meet(deed.session, workspace=deed.workspace, members=members, now=deed.now)
    attend(deed, meeting, there, is_present=True)
    if not only_add:
        named = {person.id for person in there}
        gone = [one for one in (*before.here, *before.also_here) if one.id not in named]
        attend(deed, meeting, gone, is_present=False)
    return _drawn(deed, meeting)


def on_team(session: Session, *, team: Team) -> set[int | None]:
    """Return the ids of everybody who is on the team."""
    return {person.id for _, person in roster.roster(session, team=team)}


def go(deed: Deed, stands: Standing, meeting_id: int, seen: str, *, back: bool) -> Facts:
    """One place on, or back, from the one that the reader saw; where somebody went on meanwhile it stays there."""
    meeting = held(deed, meeting_id)
    facts = _facts(deed, meeting)
    rights.require(stands, Verb.WRITE_IN_MEETING, facts)
    if facts.place.key == seen:
        step = walk.before if back else walk.after
        _go(deed, meeting, step(facts.walk, seen).key)
    return _drawn(deed, meeting)


def settle(deed: Deed, stands: Standing, meeting_id: int, seen: str, become: Become) -> Facts:
    """Say what becomes of the topic that the reader saw, and go on to the next place."""
    meeting = held(deed, meeting_id)
    facts = _facts(deed, meeting)
    rights.require(stands, Verb.WRITE_IN_MEETING, facts)
    topic_id = walk.topic_id(seen)
    if topic_id is None:
        raise UserError("This can be said of a topic only. Press Next to come to the topics.")
    if become == "keep":
        topics.reopen(deed.session, team=deed.team, topic_id=topic_id, by=deed.by, now=deed.now)
    else:
        take_off(deed, topic_id, become)
    if facts.place.key == seen:
        _go(deed, meeting, walk.after(facts.walk, seen).key)
    return _drawn(deed, meeting)


def take_off(deed: Deed, topic_id: int, become: Settled, action_number: int | None = None) -> None:
    """Take a topic off the queue. Raises UserError where something else became of it."""
    try:
        topics.settle(
            deed.session,
            team=deed.team,
            topic_id=topic_id,
            state=become,
            by=deed.by,
            now=deed.now,
            action_number=action_number,
        )
    except errors.Refused as refused:
        was = _ALREADY.get(str(refused.facts.get("from_state")), "closed")
        raise UserError(
            f"This topic is {was} already. To change that, press Keep for next time first."
        ) from refused


def held(deed: Deed, meeting_id: int) -> Meeting:
    """Return the meeting that runs, ours alone until this ends. Raises UserError for one that does not run."""
    meeting = found(deed, meeting_id)
    if meeting.state != "running":
        raise not_running(meeting)
    return meeting


def found(deed: Deed, meeting_id: int) -> Meeting:
    """Return the meeting, ours alone until this ends. Raises UserError for none of this team's."""
    try:
        meeting = meetings.by_id(deed.session, team=deed.team, meeting_id=meeting_id)
        return meeting_steps.hold(deed.session, team=deed.team, meeting=meeting)
    except errors.NotFound:
        raise UserError(
            "I do not find this meeting any more. `/steward meeting` shows the next one."
        ) from None


def not_running(meeting: Meeting) -> UserError:
    """Say why nothing can be done in it, and what can."""
    if meeting.state == "closed":
        return UserError(
            "This meeting is closed already, and its minutes are in the channel. Something wrong or missing? Press "
            "Correct on them."
        )
    if meeting.state == "skipped":
        return UserError("This meeting is skipped. `/steward meeting unskip` brings it back.")
    return UserError(
        "This meeting has not been started. Press Start on the agenda, or type `/steward meeting start`."
    )


def never_started(deed: Deed) -> UserError:
    """Say that there is nothing to close, and when the next one is."""
    upcoming = meetings.upcoming(deed.session, team=deed.team, now=deed.now)
    if upcoming is None:
        return UserError(
            "No meeting is running, so there is nothing to close. `/steward meeting` says what is next."
        )
    at = words.moment(upcoming.starts_at, gathering.zone(deed.team), deed.now)
    return UserError(
        f"No meeting is running, so there is nothing to close. The next one is on {at}. To begin it, type "
        "`/steward meeting start`; to let it go, `/steward meeting skip because …`."
    )


def attend(deed: Deed, meeting: Meeting, people: Sequence[Person], *, is_present: bool) -> None:
    """Write down who is here, or not."""
    for person in people:
        meeting_people.attend(
            deed.session,
            team=deed.team,
            meeting=meeting,
            person=person,
            is_present=is_present,
            by=deed.by,
            now=deed.now,
        )


def _startable(deed: Deed, meeting_id: int | None) -> Meeting:
    if meeting_id is None:
        upcoming = meetings.upcoming(deed.session, team=deed.team, now=deed.now)
        if upcoming is None:
            raise UserError("There is no meeting planned that could start. `/steward meeting` says why.")
        return upcoming
    meeting = found(deed, meeting_id)
    if meeting.state != "planned":
        raise not_running(meeting)
    if meeting.ends_at <= deed.now:
        ended = words.moment(meeting.ends_at, gathering.zone(deed.team), deed.now)
        raise UserError(
            f"This meeting was over on {ended}. `/steward meeting` shows the next one; it can be started earlier."
        )
    return meeting


def _settle_roles(deed: Deed, meeting: Meeting, facts: Facts) -> None:
    """From now on nobody's absence changes whose turn it was."""
    for duty in facts.duties:
        meeting_people.set_role(
            deed.session,
            team=deed.team,
            meeting=meeting,
            role=duty.role,
            person=duty.person,
            backup=duty.backup,
            now=deed.now,
        )


def _go(deed: Deed, meeting: Meeting, key: str) -> None:
    meeting_steps.go_to(deed.session, team=deed.team, meeting=meeting, current=key)


def _facts(deed: Deed, meeting: Meeting) -> Facts:
    return gathering.facts(deed.session, team=deed.team, meeting=meeting)


def _drawn(deed: Deed, meeting: Meeting) -> Facts:
    return posting.keep_board(deed.session, deed.team, meeting, deed.now)


def _ripple(deed: Deed) -> None:
    ripples.drop("meeting", Ripple(session=deed.session, team=deed.team, now=deed.now, by=deed.by))
