"""Whatever happens in whatever order: no message is shown twice unless it was looked for in vain between, the words
that stay are the latest, and nothing waits for ever."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import Session, select

from storage import engines, outbox, outbox_claims, outbox_outcomes
from storage.outbox import OutboxMessage
from tests.storage import posting
from tests.storage.harbor_glen import NOW
from tests.storage.posting import LEASE

KEYS = [f"m{number}" for number in range(5)]
LANES = ["C1", "C2"]
WORKERS = ["one", "two"]
ENDS = [
    "posted",
    "lost answer",
    "never arrived",
    "refused for now",
    "refused for good",
    "silence",
    "shown, silence",
]


@dataclass
class Slack:
    """What people see: the words under each `ts`; and for each key what happened, in order."""

    words: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    told: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def show(self, message: OutboxMessage) -> str:
        ts = f"17.{len(self.words)}"
        self.words[ts] = message.text
        self.keys[ts] = message.key
        self.told[message.key].append("shown")
        return ts

    def look_up(self, key: str) -> str | None:
        self.told[key].append("looked up")
        return next((ts for ts, other in self.keys.items() if other == key), None)


class Outbox(RuleBasedStateMachine):
    """Two workers, a Slack that fails in every way, and people who put, reword and withdraw."""

    opened: engines.Engines

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.slack = Slack()
        self.in_hand: dict[str, list[OutboxMessage]] = {worker: [] for worker in WORKERS}
        self.connection = self.opened.write.connect()
        self.transaction = self.connection.begin()
        self.home = self.run(posting.home)

    def run(self, fn: Any, **facts: Any) -> Any:
        """A transaction of its own, inside one that is thrown away at the end."""
        options: dict[str, Any] = {"join_transaction_mode": "create_savepoint", "expire_on_commit": False}
        with Session(self.connection, **options) as session, session.begin():
            return fn(session, **facts)

    @initialize(lanes=st.lists(st.sampled_from(LANES), min_size=1, max_size=4))
    def begin(self, lanes: list[str]) -> None:
        for key, lane in zip(KEYS, lanes, strict=False):
            self.put(key, lane, wait=0, root=None, lasts=None)

    @rule(
        key=st.sampled_from(KEYS),
        lane=st.sampled_from(LANES),
        wait=st.integers(0, 3),
        root=st.none() | st.sampled_from(KEYS),
        lasts=st.none() | st.integers(1, 5),
    )
    def put(self, key: str, lane: str, wait: int, root: str | None, lasts: int | None) -> None:
        due = self.now + timedelta(minutes=wait)
        expires = due + timedelta(minutes=lasts) if lasts else None
        thread = root if root and self.run(outbox.by_key, workspace=self.home, key=root) else None
        self.run(
            posting.put,
            home=self.home,
            key=key,
            to=lane,
            now=self.now,
            due_at=due,
            expires_at=expires,
            thread_of=thread,
        )

    @rule(key=st.sampled_from(KEYS), words=st.sampled_from(["yes", "no", "perhaps"]))
    def revise(self, key: str, words: str) -> None:
        if self.run(outbox.by_key, workspace=self.home, key=key):
            self.run(posting.revise, home=self.home, key=key, words=words, now=self.now)

    @rule(key=st.sampled_from(KEYS))
    def withdraw(self, key: str) -> None:
        self.run(outbox.skip, workspace=self.home, key=key, reason="withdrawn")

    @rule(worker=st.sampled_from(WORKERS), limit=st.integers(1, 3))
    def claim(self, worker: str, limit: int) -> None:
        self.in_hand[worker] += self.run(posting.claim, now=self.now, worker=worker, limit=limit)

    @rule(worker=st.sampled_from(WORKERS), end=st.sampled_from(ENDS))
    def claim_and_attempt(self, worker: str, end: str) -> None:
        self.claim(worker, 1)
        self.attempt(worker, end)

    @precondition(lambda self: any(self.in_hand.values()))
    @rule(worker=st.sampled_from(WORKERS), end=st.sampled_from(ENDS))
    def attempt(self, worker: str, end: str) -> None:
        """What a worker holds is tried; its lease may be long over when it is."""
        if self.in_hand[worker]:
            message = self.in_hand[worker].pop(0)
            # A worker whose lease ran out does not begin any more: that is delivery's part of the promise.
            if message.lease_until and self.now < message.lease_until:
                self.try_once(message, end)

    def try_once(self, message: OutboxMessage, end: str) -> None:
        ts = self.slack.show(message) if end in ("posted", "lost answer", "shown, silence") else ""
        if end == "posted":
            self.run(outbox_outcomes.posted, message=message, ts=ts, channel_id=message.lane, now=self.now)
        elif end in ("lost answer", "never arrived"):
            self.run(outbox_outcomes.uncertain, message=message, error=end, now=self.now)
        elif end == "refused for now":
            retry_at = self.now + timedelta(seconds=30)
            self.run(outbox_outcomes.refused, message=message, error=end, retry_at=retry_at)
        elif end == "refused for good":
            self.run(outbox_outcomes.refused, message=message, error=end)

    @rule(worker=st.sampled_from(WORKERS))
    def crash(self, worker: str) -> None:
        self.in_hand[worker].clear()

    @rule(minutes=st.integers(1, 4))
    def pass_time(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def sweep(self) -> None:
        self.run(outbox_claims.expired_leases, now=self.now)
        self.run(outbox_claims.expire, now=self.now)

    @rule(
        worker=st.sampled_from(WORKERS),
        can_look=st.sampled_from([True, True, True, False]),
        survives=st.booleans(),
    )
    def look_up(self, worker: str, can_look: bool, survives: bool) -> None:
        asked = {"now": self.now, "worker": worker, "limit": 2, "lease": LEASE}
        for message in self.run(outbox_claims.ambiguous, **asked):
            if survives:
                self.settle(message, can_look=can_look)

    def settle(self, message: OutboxMessage, *, can_look: bool) -> None:
        if not can_look:
            self.run(outbox_outcomes.cannot_tell, message=message, error="missing_scope")
        elif ts := self.slack.look_up(message.key):
            self.run(outbox_outcomes.found, message=message, ts=ts, channel_id=message.lane, now=self.now)
        else:
            self.run(outbox_outcomes.absent, message=message, now=self.now)

    @rule(worker=st.sampled_from(WORKERS), end=st.sampled_from(["shown", "for now", "for good", "silence"]))
    def update(self, worker: str, end: str) -> None:
        asked = {"now": self.now, "worker": worker, "limit": 2, "lease": LEASE}
        for message in self.run(outbox_claims.claim_revisions, **asked):
            if end == "shown":
                self.slack.words[message.ts] = message.text
                self.run(outbox_outcomes.shown, message=message)
            elif end != "silence":
                retry_at = self.now + timedelta(minutes=1) if end == "for now" else None
                self.run(outbox_outcomes.not_shown, message=message, error="msg_too_long", retry_at=retry_at)

    @invariant()
    def nothing_is_shown_twice_unless_looked_for_between(self) -> None:
        for told in self.slack.told.values():
            assert ("shown", "shown") not in pairwise(told)

    def messages(self) -> Sequence[OutboxMessage]:
        found: Sequence[OutboxMessage] = self.run(lambda session: session.exec(select(OutboxMessage)).all())
        return found

    def teardown(self) -> None:
        """Everybody behaves from now on: all comes to rest, in a number of steps that has an end."""
        self.in_hand = {worker: [] for worker in WORKERS}
        for _ in range(100):
            due = self.run(outbox_claims.next_due)
            if due is None:
                break
            self.now = max(self.now, due)
            self.sweep()
            self.claim("one", 3)
            while self.in_hand["one"]:
                self.attempt("one", "posted")
            self.look_up("one", can_look=True, survives=True)
            self.update("one", "shown")
        self.is_at_rest()
        self.transaction.rollback()
        self.connection.close()

    def is_at_rest(self) -> None:
        assert self.run(outbox_claims.next_due) is None
        self.nothing_is_shown_twice_unless_looked_for_between()
        for message in self.messages():
            assert message.state in ("posted", "failed", "skipped") or message.error == "missing_scope"
            if message.state == "posted" and message.error is None:
                assert self.slack.words[message.ts or ""] == message.text


@pytest.fixture
def opened(url: str) -> Iterator[engines.Engines]:
    found = engines.connect(url)
    yield found
    found.dispose()


def test_no_order_of_events_shows_a_message_twice_or_leaves_one_waiting(opened: engines.Engines) -> None:
    class Here(Outbox):
        pass

    Here.opened = opened
    # A server answers more slowly than a file; what is decided is the same.
    examples = 40 if opened.write.dialect.name == "sqlite" else 10
    quiet = list(HealthCheck)
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=examples, stateful_step_count=25, deadline=None, suppress_health_check=quiet
        ),
    )
