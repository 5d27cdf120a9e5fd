"""Whatever is done to an action, in whatever order, and taken back: what must always hold."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlmodel import Session

from storage import actions, audit, errors, members
from storage.action_rows import AUDITED, Action
from storage.audit import AuditEntry
from storage.types import Facts
from tests.storage import harbor_glen
from tests.storage.harbor_glen import D0, NOW, District

PEOPLE = st.sampled_from(["Priya", "Tom", "Omar"])  # Omar is invited: he is asked to accept
WORDS = st.sampled_from(["the bus company", "half term", "Nicht möglich", "لا"])
DAYS = st.integers(min_value=-3, max_value=10)


class Promise(RuleBasedStateMachine):
    """One action, and what stood before each of its steps."""

    def __init__(self, session: Session, here: District) -> None:
        super().__init__()
        self.session, self.here, self.now = session, here, NOW
        self.meeting_on = D0
        self.savepoint = session.begin_nested()
        self.action = self._added()
        self.number, self.original_due_on = self.action.number, self.action.original_due_on
        self.before: dict[int | None, Facts] = {self._last().id: {}}

    @rule(verb=st.sampled_from(["start", "unblock", "complete", "reopen", "accept"]), by=PEOPLE)
    def step(self, verb: str, by: str) -> None:
        self._try(getattr(actions, verb), by=self.here.people[by])

    @rule(why=WORDS)
    def block(self, why: str) -> None:
        self._try(actions.block, why=why)

    @rule(reason=WORDS)
    def drop(self, reason: str) -> None:
        self._try(actions.drop, reason=reason)

    @rule(reason=WORDS)
    def decline(self, reason: str) -> None:
        self._try(actions.decline, reason=reason)

    @rule(days=DAYS)
    def redate(self, days: int) -> None:
        self._try(actions.redate, due_on=D0 + timedelta(days=days))

    @rule(to=PEOPLE)
    def hand_over(self, to: str) -> None:
        self._try(actions.hand_over, to=self.here.people[to])

    @rule(text=WORDS, owner=PEOPLE, strand=st.sampled_from([None, "pacing"]))
    def change(self, text: str, owner: str, strand: str | None) -> None:
        workstream = self.here.workstreams[strand] if strand else None
        self._try(actions.change, text=text, owner=self.here.people[owner], workstream=workstream)

    @rule(days=st.integers(min_value=0, max_value=7))
    def meet(self, days: int) -> None:
        self.meeting_on += timedelta(days=days)
        counted = self.action.carried

        def carry(session: Session, **_: Any) -> None:
            actions.carry(session, team=self.here.team, meeting_on=self.meeting_on, now=self.now)

        self._try(carry)
        self._try(carry)
        assert self.action.carried - counted in (0, 1)

    @rule()
    def undo_the_last(self) -> None:
        last = self._last()
        stood = self._snapshot()
        if self._undo(last) and last.verb != "add":
            assert self._snapshot() == self.before[last.id]
            assert self._snapshot() != stood

    @rule(index=st.integers(min_value=0, max_value=40))
    def undo_any(self, index: int) -> None:
        entries = self._history()
        self._undo(entries[index % len(entries)])

    @invariant()
    def the_number_and_the_original_date_never_change(self) -> None:
        assert (self.action.number, self.action.original_due_on) == (self.number, self.original_due_on)

    @invariant()
    def it_is_closed_when_done_or_dropped_and_only_then(self) -> None:
        assert (self.action.closed_at is not None) == (self.action.state in ("done", "dropped"))

    @invariant()
    def a_reason_stands_where_it_belongs(self) -> None:
        assert (self.action.waiting_for is not None) == (self.action.state == "blocked")
        assert (self.action.drop_reason is not None) == (self.action.state == "dropped")
        assert (self.action.decline_reason is not None) == (self.action.accepted == "declined")

    @invariant()
    def its_history_tells_the_row_as_it_stands(self) -> None:
        self.session.flush()
        self.session.refresh(self.action)
        told: Facts = {}
        for entry in self._history():
            told |= {name: value for name, value in entry.after.items() if name in AUDITED}
        assert told == self._snapshot()

    @invariant()
    def each_step_is_one_version(self) -> None:
        assert self.action.version == len(self._history())

    def teardown(self) -> None:
        self.savepoint.rollback()

    def _added(self) -> Action:
        return actions.add(
            self.session,
            team=self.here.team,
            text="Ask grade leads how far behind each grade is",
            owner=self.here.priya,
            due_on=D0,
            by=self.here.daniel,
            now=self.now,
        )

    def _try(self, do: Callable[..., object], **facts: Any) -> bool:
        """Whether it was done; what is refused leaves everything as it was."""
        stood, entries = self._snapshot(), len(self._history())
        self.now += timedelta(minutes=1)
        known = {"team": self.here.team, "number": self.number, "by": self.here.maya, "now": self.now}
        try:
            do(self.session, **(known | facts))
        except (errors.Refused, errors.Changed):
            assert (self._snapshot(), len(self._history())) == (stood, entries)
            return False
        assert len(self._history()) - entries == (self._snapshot() != stood)
        self.before.setdefault(self._last().id, stood)
        return True

    def _undo(self, entry: AuditEntry) -> bool:
        def undo(session: Session, *, team: Any, by: Any, now: Any, **_: Any) -> None:
            assert entry.id is not None
            audit.undo(session, team=team, entry_id=entry.id, by=by, now=now)

        return self._try(undo)

    def _snapshot(self) -> Facts:
        return audit.snapshot(self.action, AUDITED)

    def _history(self) -> list[AuditEntry]:
        self.session.flush()
        found = audit.history(self.session, team=self.here.team, item_kind="action", item_id=self.action.id)
        return list(found)

    def _last(self) -> AuditEntry:
        return self._history()[-1]


def test_an_action_keeps_its_word_whatever_is_done_and_undone(session: Session) -> None:
    here = harbor_glen.district(session)
    for name in ("Priya", "Tom"):
        members.join(session, team=here.team, person=here.people[name], kind="core", by=here.maya, now=NOW)
    members.join(session, team=here.team, person=here.omar, kind="invited", by=here.maya, now=NOW)

    class Here(Promise):
        def __init__(self) -> None:
            super().__init__(session, here)

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=20 if session.connection().dialect.name == "sqlite" else 5,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
