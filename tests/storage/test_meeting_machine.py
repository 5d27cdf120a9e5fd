"""Whatever is done to a team's meetings, planned anew and undone between, in whatever order: what must always hold."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlmodel import Session, col, select

from storage import audit, calendars, errors, meeting_notes, meeting_steps, planning, schedules, teams
from storage.meeting_rows import Meeting
from storage.schedules import Occurrence, Schedule
from storage.working_days import Break
from tests.storage import meeting_up
from tests.storage.harbor_glen import NOW, District

WHICH = st.integers(min_value=0, max_value=5)
HOURS = st.integers(min_value=-30, max_value=400)
STARTED = ("running", "closed")


class Season(RuleBasedStateMachine):
    """A team, its calendar and its series; the clock goes on as it likes."""

    def __init__(self, session: Session, here: District) -> None:
        super().__init__()
        self.session, self.here, self.now = session, here, NOW
        self.savepoint = session.begin_nested()
        self.closed: dict[int | None, dict[str, Any]] = {}
        self.written = 0

    @rule(hours=st.integers(min_value=0, max_value=100))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        for schedule, _ in schedules.claim_due(self.session, now=self.now, limit=100):
            if schedule.kind == "agenda":
                meeting = self.session.get_one(Meeting, schedule.meeting_id)
                self.do(meeting_steps.agenda_posted, meeting=meeting)

    @rule()
    def plan(self) -> None:
        found = planning.plan(self.session, team=self.here.team, now=self.now)
        self.session.flush()
        rows = self.rows()
        again = planning.plan(self.session, team=self.here.team, now=self.now)
        self.session.flush()
        assert (again and again.id) == (found and found.id)
        assert self.rows() == rows
        assert found is None or (found.state == "planned" and found.ends_at > self.now)

    @rule(which=WHICH, verb=st.sampled_from(["skip", "unskip", "start", "close"]), who=st.booleans())
    def step(self, which: int, verb: str, who: bool) -> None:
        facts: dict[str, Any] = {"by": self.here.maya if who else self.here.tom}
        facts |= {"reason": "Testing week"} if verb == "skip" else {}
        self.on_one(which, verb, **facts)

    @rule(which=WHICH, hours=HOURS)
    def move(self, which: int, hours: int) -> None:
        to = self.now + timedelta(hours=hours)
        self.on_one(which, "move", to=to, reason="Half term", by=self.here.maya)

    @rule(which=WHICH)
    def write(self, which: int) -> None:
        facts: dict[str, Any] = {"kind": "note", "text": "Agreed", "by": self.here.tom}
        found = self.meetings()
        if found:
            meeting = found[which % len(found)]
            self.written += self.do(meeting_notes.note, meeting=meeting, **facts)

    @rule(days=st.integers(min_value=0, max_value=20), length=st.integers(min_value=0, max_value=9))
    def break_(self, days: int, length: int) -> None:
        first = teams.today(self.here.team, self.now) + timedelta(days=days)
        off = [Break(first, first + timedelta(days=length), "Break")]
        self.do(calendars.add_breaks, breaks=off, source="pasted", by=self.here.maya)

    @rule(on_holiday=st.sampled_from(["skip", "before", "after"]))
    def choose(self, on_holiday: str) -> None:
        self.do(calendars.change, on_holiday=on_holiday, by=self.here.maya)

    @rule(rule=st.sampled_from(["WEEKLY;BYDAY=TU", "WEEKLY;BYDAY=TH", "WEEKLY;INTERVAL=2;BYDAY=TU", "DAILY"]))
    def another_rhythm(self, rule: str) -> None:
        series = schedules.of_kind(self.session, team=self.here.team, kind="weekly")
        assert series is not None
        schedules.change(self.session, schedule=series, rrule=f"FREQ={rule}", now=self.now)

    @rule(which=WHICH)
    def undo(self, which: int) -> None:
        found = self.meetings()
        if found:
            meeting = found[which % len(found)]
            entry = audit.latest(
                self.session, team=self.here.team, item_kind="meeting", item_id=meeting.id or 0
            )
            assert entry is not None
            self.do(audit.undo, entry_id=entry.id, by=self.here.daniel)

    @invariant()
    def one_meeting_runs_at_most(self) -> None:
        states = Counter(meeting.state for meeting in self.meetings())
        assert states["running"] <= 1

    @invariant()
    def each_date_of_the_series_has_one_meeting(self) -> None:
        dates = [meeting.series_on for meeting in self.meetings()]
        assert len(dates) == len(set(dates))

    @invariant()
    def a_closed_meeting_stays_as_it_was(self) -> None:
        for meeting in self.meetings():
            if meeting.state == "closed":
                assert self.closed.setdefault(meeting.id, meeting.model_dump()) == meeting.model_dump()
        states = {meeting.id: meeting.state for meeting in self.meetings()}
        assert {states[id_] for id_ in self.closed} <= {"closed"}

    @invariant()
    def nothing_is_due_for_a_meeting_that_is_over_or_skipped_by_hand(self) -> None:
        of_meetings = col(Schedule.meeting_id).is_not(None) & col(Schedule.next_at).is_not(None)
        coming = Counter(
            (one.meeting_id, one.kind) for one in self.session.exec(select(Schedule).where(of_meetings))
        )
        assert set(coming.values()) <= {1}
        for meeting in self.meetings():
            kinds = {kind for id_, kind in coming if id_ == meeting.id}
            if meeting.state == "closed" or (meeting.state == "skipped" and meeting.reason_by):
                assert kinds == set()
            if meeting.state == "running":
                assert kinds <= {"meeting_end"}

    @invariant()
    def nothing_came_twice_at_one_moment(self) -> None:
        query = select(Schedule, Occurrence).join(Occurrence).where(col(Schedule.meeting_id).is_not(None))
        came = [(one.meeting_id, one.kind, seen.due_at) for one, seen in self.session.exec(query)]
        assert len(came) == len(set(came))

    def on_one(self, which: int, verb: str, **facts: Any) -> None:
        found = self.meetings()
        if found:
            self.do(getattr(meeting_steps, verb), meeting=found[which % len(found)], **facts)

    def do(self, what: Any, **facts: Any) -> bool:
        """Whether it was done; what is refused leaves everything as it was."""
        self.session.flush()
        before = self.rows()
        try:
            what(self.session, team=self.here.team, now=self.now, **facts)
        except (errors.Refused, errors.Changed):
            assert self.rows() == before
            return False
        self.session.flush()
        return True

    def meetings(self) -> list[Meeting]:
        return list(self.session.exec(select(Meeting).order_by(col(Meeting.id))))

    def rows(self) -> list[Any]:
        schedules_ = self.session.exec(select(Schedule).order_by(col(Schedule.id)))
        return [row.model_dump() for row in (*self.meetings(), *schedules_)]

    def teardown(self) -> None:
        self.savepoint.rollback()


def test_a_season_of_meetings_holds_together_whatever_is_done(session: Session) -> None:
    here = meeting_up.weekly(session, starts_on=date(2026, 11, 1))

    class Here(Season):
        def __init__(self) -> None:
            super().__init__(session, here)

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=25 if session.connection().dialect.name == "sqlite" else 6,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
