from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from storage import outbox, outbox_claims, outbox_outcomes
from storage.outbox import OutboxMessage
from tests.storage import counting, posting
from tests.storage.harbor_glen import NOW
from tests.storage.posting import LEASE, claimed, put

LATER = NOW + timedelta(minutes=30)


def show(session: Session, message: OutboxMessage, ts: str = "1.1", now: datetime = NOW) -> OutboxMessage:
    shown = outbox_outcomes.posted(session, message=message, ts=ts, channel_id="CELA", now=now)
    assert shown is not None
    return shown


def test_a_claimed_message_is_leased_to_its_worker_and_to_no_other(session: Session) -> None:
    home = posting.home(session)
    put(session, home, "hello")
    [sent] = posting.claim(session, worker="one")

    assert (sent.state, sent.attempts, sent.attempt_at) == ("sending", 1, NOW)
    assert (sent.lease_by, sent.lease_until) == ("one", NOW + LEASE)
    assert posting.claim(session, worker="two") == []


def test_messages_are_sent_when_they_are_due_and_not_before(session: Session) -> None:
    home = posting.home(session)
    put(session, home, "later", due_at=LATER)

    assert claimed(session) == []
    assert outbox_claims.next_due(session) == LATER
    assert claimed(session, now=LATER) == ["later"]


def test_an_expired_message_is_skipped_instead_of_sent(session: Session) -> None:
    home = posting.home(session)
    put(session, home, "agenda", due_at=NOW, expires_at=LATER)
    put(session, home, "lasting", to="COTHER")

    assert outbox_claims.expire(session, now=NOW) == []
    assert claimed(session, now=LATER) == ["lasting"]
    [late] = outbox_claims.expire(session, now=LATER)
    assert (late.key, late.state, late.error) == ("agenda", "skipped", "expired")


def test_one_message_at_a_time_is_in_flight_in_a_channel_the_oldest_first(session: Session) -> None:
    home = posting.home(session)
    put(session, home, "second", due_at=NOW)
    put(session, home, "first", due_at=NOW - timedelta(minutes=1))
    put(session, home, "elsewhere", to="COTHER")
    sent = posting.claim(session)

    assert [message.key for message in sent] == ["first", "elsewhere"]
    assert claimed(session) == []
    show(session, sent[0])
    assert claimed(session) == ["second"]


def test_the_same_channel_name_in_two_workspaces_is_two_channels(session: Session) -> None:
    for slack_team_id in ("THARBOR", "TOTHER"):
        put(session, posting.home(session, slack_team_id), slack_team_id)

    assert sorted(claimed(session)) == ["THARBOR", "TOTHER"]


def test_a_workspace_with_much_to_say_does_not_delay_another(session: Session) -> None:
    busy, quiet = posting.home(session), posting.home(session, "TQUIET")
    for number in range(20):
        put(session, busy, f"busy{number}", to=f"C{number}", due_at=NOW - timedelta(hours=1))
    put(session, quiet, "quiet")

    assert sorted(claimed(session, limit=2)) == ["busy0", "quiet"]


def test_a_reply_waits_for_its_root_and_joins_its_thread(session: Session) -> None:
    home = posting.home(session)
    put(session, home, "agenda")
    put(session, home, "topic", to="COTHER", thread_of="agenda")
    [root] = posting.claim(session)
    assert (root.key, claimed(session)) == ("agenda", [])
    show(session, root, ts="1700.5")

    [reply] = posting.claim(session)
    assert (reply.key, reply.thread_ts) == ("topic", "1700.5")
    put(session, home, "answer", thread_of="topic")
    show(session, reply, ts="1700.9")

    [answer] = posting.claim(session)
    assert (answer.key, answer.thread_ts) == ("answer", "1700.5")


def test_a_reply_waits_while_its_root_is_looked_up(session: Session) -> None:
    home = posting.home(session)
    put(session, home, "agenda")
    put(session, home, "topic", to="COTHER", thread_of="agenda")
    [root] = posting.claim(session)
    outbox_outcomes.uncertain(session, message=root, error="timeout", now=NOW)
    assert claimed(session) == []

    outbox_outcomes.cannot_tell(session, message=root, error="missing_scope")
    [reply] = posting.claim(session)
    assert (reply.key, reply.thread_ts) == ("topic", None)


def test_a_reply_to_what_is_never_shown_stands_by_itself(session: Session) -> None:
    home = posting.home(session)
    put(session, home, "agenda")
    put(session, home, "topic", thread_of="agenda")
    put(session, home, "to a person's message", to="COTHER", thread_ts="1699.1")
    outbox.skip(session, workspace=home, key="agenda", reason="no meeting")

    assert [(sent.key, sent.thread_ts) for sent in posting.claim(session)] == [
        ("topic", None),
        ("to a person's message", "1699.1"),
    ]


def test_a_worker_that_went_silent_leaves_an_ambiguous_message(session: Session) -> None:
    home = posting.home(session)
    put(session, home, "hello")
    posting.claim(session)
    assert outbox_claims.next_due(session) == NOW + LEASE
    assert outbox_claims.expired_leases(session, now=NOW + LEASE - timedelta.resolution) == []

    [lost] = outbox_claims.expired_leases(session, now=NOW + LEASE)
    assert (lost.state, lost.lease_by) == ("ambiguous", None)
    assert claimed(session, now=NOW + LEASE) == []
    [looked_up] = outbox_claims.ambiguous(session, now=NOW + LEASE, worker="two", limit=5, lease=LEASE)
    assert (looked_up.key, looked_up.lease_by) == ("hello", "two")


def test_a_look_up_is_leased_too_and_offered_again_when_its_worker_goes_silent(session: Session) -> None:
    home = posting.home(session)
    put(session, home, "hello")
    [sent] = posting.claim(session)
    outbox_outcomes.uncertain(session, message=sent, error="timeout", now=NOW)

    def offered(now: datetime) -> list[str]:
        return [m.key for m in outbox_claims.ambiguous(session, now=now, worker="one", limit=5, lease=LEASE)]

    first_look = NOW + outbox_outcomes.FIRST_LOOK_AFTER
    assert outbox_claims.next_due(session) == first_look
    assert offered(first_look - timedelta.resolution) == []
    assert offered(first_look) == ["hello"]
    assert offered(first_look) == []
    assert outbox_claims.next_due(session) == first_look + LEASE
    assert offered(first_look + LEASE) == ["hello"]


def test_a_shown_message_with_new_words_is_updated_once_with_the_latest(session: Session) -> None:
    home = posting.home(session)
    put(session, home, "card")
    [sent] = posting.claim(session)
    show(session, sent)
    assert outbox_claims.next_due(session) is None
    for number in range(3):
        posting.revise(session, home, "card", f"Done by {number}", now=LATER)

    def updates(now: datetime) -> list[tuple[str, int]]:
        found = outbox_claims.claim_revisions(session, now=now, worker="one", limit=5, lease=LEASE)
        return [(message.text, message.revision) for message in found]

    assert outbox_claims.next_due(session) == LATER
    assert updates(LATER) == [("Done by 2", 4)]
    assert updates(LATER) == []
    assert outbox_claims.next_due(session) == LATER + LEASE
    assert updates(LATER + LEASE) == [("Done by 2", 4)]


def test_words_that_changed_while_sending_are_updated_afterwards(session: Session) -> None:
    home = posting.home(session)
    put(session, home, "card")
    [sent] = posting.claim(session)
    posting.revise(session, home, "card", "newer")
    shown = show(session, sent)

    assert (shown.text, shown.revision, shown.shown_revision) == ("newer", 2, 1)
    [update] = outbox_claims.claim_revisions(session, now=NOW, worker="one", limit=5, lease=LEASE)
    assert update.text == "newer"


def test_next_due_is_the_earliest_of_all_there_is_to_do(session: Session) -> None:
    home = posting.home(session)
    assert outbox_claims.next_due(session) is None
    put(session, home, "later", to="C1", due_at=LATER)
    put(session, home, "expiring", to="C2", due_at=LATER, expires_at=LATER + timedelta(hours=1))
    assert outbox_claims.next_due(session) == LATER
    put(session, home, "retried", to="C3")
    [sent] = posting.claim(session)
    soon = NOW + timedelta(minutes=1)
    outbox_outcomes.refused(session, message=sent, error="ratelimited", retry_at=soon)

    assert outbox_claims.next_due(session) == soon


def test_what_another_message_holds_up_is_not_due_by_itself(session: Session) -> None:
    home = posting.home(session)
    put(session, home, "first")
    put(session, home, "second")
    put(session, home, "reply", to="COTHER", thread_of="first")
    posting.claim(session)

    assert outbox_claims.next_due(session) == NOW + LEASE


@pytest.mark.parametrize(
    ("ask", "index"),
    [
        ("claim", "ix_outbox_message_due"),
        ("in flight", "uq_outbox_message_in_flight"),
        ("ambiguous", "ix_outbox_message_ambiguous"),
        ("revisions", "ix_outbox_message_unshown"),
    ],
)
def test_what_delivery_asks_again_and_again_is_found_by_an_index(
    session: Session, ask: str, index: str
) -> None:
    asks = {
        "claim": lambda: posting.claim(session),
        "in flight": lambda: posting.claim(session),
        "ambiguous": lambda: outbox_claims.ambiguous(session, now=NOW, worker="one", limit=5, lease=LEASE),
        "revisions": lambda: outbox_claims.claim_revisions(
            session, now=NOW, worker="one", limit=5, lease=LEASE
        ),
    }
    with counting.statements(session) as asked:
        asks[ask]()

    assert len(asked) == 1
    assert index in counting.plan(session, asked[0])
