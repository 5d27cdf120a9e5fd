"""A team that meets every week, and its meetings, in one line each. D0 is Monday, 16 November 2026; wall times are New York's."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from storage import meeting_kinds, meeting_steps, members, planning, schedules
from storage.meeting_rows import Meeting
from storage.schedules import Schedule
from tests.storage import harbor_glen
from tests.storage.harbor_glen import D0, NOW, District

ZONE = ZoneInfo("America/New_York")
WEEK = timedelta(days=7)


def at(words: str) -> datetime:
    """`24 Nov 15:30`, of the school year 2026/27."""
    wall = datetime.strptime(f"2026 {words}", "%Y %d %b %H:%M").replace(tzinfo=ZONE)
    return (wall if wall.month > 7 else wall.replace(year=2027)).astimezone(UTC)


def told(moment: datetime) -> str:
    return f"{moment.astimezone(ZONE):%d %b %H:%M}"


def series(session: Session, here: District, **facts: Any) -> Schedule:
    """Tuesdays at 15:30, as the team's settings have it."""
    usual: dict[str, Any] = {
        "kind": meeting_kinds.WEEKLY,
        "local_time": time(15, 30),
        "zone": here.team.zone,
        "rrule": "FREQ=WEEKLY;BYDAY=TU",
        "starts_on": D0,
        "grace": timedelta(hours=1),
        "now": NOW,
    }
    return schedules.add(session, team=here.team, **(usual | facts))


def weekly(session: Session, **facts: Any) -> District:
    """The district with its core members and its series."""
    here = harbor_glen.district(session)
    for person in (here.priya, here.tom, here.lucia):
        members.join(session, team=here.team, person=person, kind="core", by=here.maya, now=NOW)
    series(session, here, **facts)
    return here


def plan(session: Session, here: District, now: datetime = NOW) -> Meeting | None:
    return planning.plan(session, team=here.team, now=now)


def planned(session: Session, here: District, now: datetime = NOW) -> Meeting:
    found = plan(session, here, now)
    assert found is not None
    return found


def step(session: Session, here: District, verb: str, meeting: Meeting, **facts: Any) -> Meeting:
    """One step of the state machine; Maya does it, two minutes after D0's first moment, unless said otherwise."""
    needed: dict[str, dict[str, Any]] = {
        "skip": {"by": here.maya, "reason": "Testing week"},
        "unskip": {"by": here.maya},
        "move": {"by": here.maya, "reason": "Maya is at the board", "to": at("19 Nov 10:00")},
        "start": {"by": here.maya},
        "close": {"by": here.maya},
        "go_to": {"current": "section:actions"},
    }
    usual: dict[str, Any] = {} if verb in ("go_to", "hold") else {"now": NOW}
    known = {"team": here.team, "meeting": meeting, **usual, **needed.get(verb, {}), **facts}
    done: Meeting = getattr(meeting_steps, verb)(session, **known)
    return done


def running(session: Session, here: District) -> Meeting:
    """The first meeting of the series, begun on time."""
    meeting = planned(session, here)
    return step(session, here, "start", meeting, now=meeting.starts_at)


def held(session: Session, here: District, now: datetime = NOW) -> Meeting:
    """The next meeting, begun and closed on time, and the one after it planned."""
    meeting = planned(session, here, now)
    step(session, here, "start", meeting, now=meeting.starts_at)
    step(session, here, "close", meeting, now=meeting.ends_at)
    plan(session, here, meeting.ends_at)
    return meeting


def due(session: Session, meeting: Meeting) -> dict[str, str]:
    """What is still to come for the meeting, by kind."""
    session.flush()
    found = schedules.of_meeting(session, meeting=meeting)
    return {one.kind: told(one.next_at) for one in found if one.next_at is not None}


def claim(session: Session, now: datetime) -> list[tuple[str, str]]:
    """Everything that is due in teams, taken: kind and outcome."""
    taken = schedules.claim_due(session, now=now, limit=100)
    return [(schedule.kind, occurrence.outcome) for schedule, occurrence in taken if schedule.team_id]


def every(session: Session) -> list[tuple[str, str, str | None]]:
    """All meetings: when, in which state, for which holiday."""
    session.flush()
    found = session.exec(select(Meeting).order_by(col(Meeting.starts_at)))
    return [(told(one.starts_at), one.state, one.holiday) for one in found]
