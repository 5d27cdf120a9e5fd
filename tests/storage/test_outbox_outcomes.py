from datetime import timedelta

import pytest
from sqlmodel import Session

from storage import outbox_claims, outbox_outcomes
from storage.outbox import OutboxMessage
from tests.storage import posting
from tests.storage.harbor_glen import NOW
from tests.storage.posting import LEASE

SOON = NOW + timedelta(seconds=5)


@pytest.fixture
def sent(session: Session) -> OutboxMessage:
    """A message in flight, as its worker has it: detached."""
    posting.put(session, posting.home(session), "hello")
    [message] = posting.claim(session)
    session.expunge(message)
    return message


def again(session: Session, sent: OutboxMessage) -> OutboxMessage:
    """The message looked for twice in vain, and claimed by another worker."""
    outbox_outcomes.uncertain(session, message=sent, error="timeout", now=NOW)
    for _ in range(outbox_outcomes.LOOKS):
        [looked_up] = outbox_claims.ambiguous(
            session, now=NOW + timedelta(hours=1), worker="two", limit=1, lease=LEASE
        )
        session.expunge(looked_up)
        outbox_outcomes.absent(session, message=looked_up, now=NOW)
    [second] = posting.claim(session, worker="two", now=NOW + timedelta(hours=1))
    session.expunge(second)
    return second


def test_what_slack_showed_is_posted(session: Session, sent: OutboxMessage) -> None:
    shown = outbox_outcomes.posted(session, message=sent, ts="1.1", channel_id="D1", now=SOON)

    assert shown is not None
    assert (shown.state, shown.ts, shown.posted_channel_id, shown.posted_at) == ("posted", "1.1", "D1", SOON)
    assert (shown.lease_by, shown.lease_until) == (None, None)


def test_what_slack_refused_for_now_waits_for_its_moment(session: Session, sent: OutboxMessage) -> None:
    waiting = outbox_outcomes.refused(session, message=sent, error="ratelimited", retry_at=SOON)

    assert waiting is not None
    assert (waiting.state, waiting.error) == ("pending", "ratelimited")
    assert posting.claim(session, now=SOON - timedelta.resolution) == []
    [second] = posting.claim(session, now=SOON)
    assert (second.attempts, second.retry_at) == (2, None)


def test_what_slack_refused_for_good_has_failed(session: Session, sent: OutboxMessage) -> None:
    failed = outbox_outcomes.refused(session, message=sent, error="not_in_channel")

    assert failed is not None
    assert (failed.state, failed.error, failed.lease_by) == ("failed", "not_in_channel", None)
    assert outbox_claims.next_due(session) is None
    told = outbox_outcomes.told(session, message=failed, now=SOON)
    assert told is not None
    assert told.told_at == SOON


def test_what_is_uncertain_is_looked_up_and_found(session: Session, sent: OutboxMessage) -> None:
    unsure = outbox_outcomes.uncertain(session, message=sent, error="timeout", now=NOW)
    assert unsure is not None
    assert (unsure.state, unsure.retry_at) == ("ambiguous", NOW + outbox_outcomes.FIRST_LOOK_AFTER)

    found = outbox_outcomes.found(session, message=unsure, ts="1.1", channel_id="CELA", now=SOON)
    assert found is not None
    assert (found.state, found.ts, found.error) == ("posted", "1.1", None)


def test_only_what_was_looked_for_twice_in_vain_is_sent_again(session: Session, sent: OutboxMessage) -> None:
    outbox_outcomes.uncertain(session, message=sent, error="timeout", now=NOW)
    [first] = outbox_claims.ambiguous(session, now=NOW + LEASE, worker="one", limit=1, lease=LEASE)
    session.expunge(first)
    once = outbox_outcomes.absent(session, message=first, now=NOW + LEASE)
    assert once is not None
    assert (once.state, once.retry_at) == ("ambiguous", NOW + LEASE + outbox_outcomes.NEXT_LOOK_AFTER)
    assert posting.claim(session, now=NOW + LEASE * 2) == []

    [second] = outbox_claims.ambiguous(session, now=NOW + LEASE * 2, worker="one", limit=1, lease=LEASE)
    session.expunge(second)
    twice = outbox_outcomes.absent(session, message=second, now=NOW + LEASE * 2)
    assert twice is not None
    assert twice.state == "pending"
    [resent] = posting.claim(session, now=NOW + LEASE * 2)
    assert (resent.key, resent.attempts) == ("hello", 2)


def test_a_look_up_told_twice_counts_once(session: Session, sent: OutboxMessage) -> None:
    unsure = outbox_outcomes.uncertain(session, message=sent, error="timeout", now=NOW)
    assert unsure is not None
    session.expunge(unsure)

    assert outbox_outcomes.absent(session, message=unsure, now=NOW) is not None
    assert outbox_outcomes.absent(session, message=unsure, now=NOW) is None


def test_what_cannot_be_looked_up_rests_and_is_never_sent_again(
    session: Session, sent: OutboxMessage
) -> None:
    unsure = outbox_outcomes.uncertain(session, message=sent, error="timeout", now=NOW)
    assert unsure is not None
    resting = outbox_outcomes.cannot_tell(session, message=unsure, error="missing_scope")

    assert resting is not None
    assert (resting.state, resting.error, resting.retry_at) == ("ambiguous", "missing_scope", None)
    assert outbox_claims.next_due(session) is None
    later = NOW + timedelta(days=1)
    assert outbox_claims.ambiguous(session, now=later, worker="one", limit=1, lease=LEASE) == []
    assert posting.claim(session, now=later) == []


def test_late_news_that_it_was_shown_stops_a_second_post(session: Session, sent: OutboxMessage) -> None:
    outbox_claims.expired_leases(session, now=NOW + LEASE)
    late = outbox_outcomes.posted(session, message=sent, ts="1.1", channel_id="CELA", now=NOW + LEASE)

    assert late is not None
    assert late.state == "posted"
    assert outbox_claims.ambiguous(session, now=NOW + LEASE, worker="two", limit=1, lease=LEASE) == []


def test_a_duplicate_is_known_as_one(session: Session, sent: OutboxMessage) -> None:
    second = again(session, sent)
    assert outbox_outcomes.posted(session, message=sent, ts="1.1", channel_id="CELA", now=NOW) is not None

    assert outbox_outcomes.posted(session, message=second, ts="2.2", channel_id="CELA", now=NOW) is None
    assert outbox_outcomes.posted(session, message=sent, ts="1.1", channel_id="CELA", now=NOW) is not None


def test_late_news_of_an_earlier_attempt_says_nothing_of_a_later_one(
    session: Session, sent: OutboxMessage
) -> None:
    second = again(session, sent)

    assert outbox_outcomes.refused(session, message=sent, error="not_in_channel") is None
    assert outbox_outcomes.uncertain(session, message=sent, error="timeout", now=NOW) is None
    assert outbox_outcomes.cannot_tell(session, message=sent, error="missing_scope") is None
    assert outbox_outcomes.refused(session, message=second, error="not_in_channel") is not None


def test_a_refusal_settles_what_was_ambiguous_about_the_same_attempt(
    session: Session, sent: OutboxMessage
) -> None:
    outbox_claims.expired_leases(session, now=NOW + LEASE)
    refused = outbox_outcomes.refused(session, message=sent, error="not_in_channel")

    assert refused is not None
    assert refused.state == "failed"


def revised(session: Session, sent: OutboxMessage) -> OutboxMessage:
    outbox_outcomes.posted(session, message=sent, ts="1.1", channel_id="CELA", now=NOW)
    posting.revise(session, posting.home(session), "hello", "newer")
    [update] = outbox_claims.claim_revisions(session, now=NOW, worker="one", limit=1, lease=LEASE)
    session.expunge(update)
    return update


def test_an_update_that_went_through_leaves_nothing_to_do(session: Session, sent: OutboxMessage) -> None:
    shown = outbox_outcomes.shown(session, message=revised(session, sent))

    assert shown is not None
    assert (shown.revision, shown.shown_revision, shown.lease_by) == (2, 2, None)
    assert outbox_claims.next_due(session) is None


def test_an_update_that_came_late_is_followed_by_one_with_the_latest_words(
    session: Session, sent: OutboxMessage
) -> None:
    slow = revised(session, sent)
    posting.revise(session, posting.home(session), "hello", "newest")
    [quick] = outbox_claims.claim_revisions(session, now=NOW + LEASE, worker="two", limit=1, lease=LEASE)
    session.expunge(quick)
    outbox_outcomes.shown(session, message=quick)
    outbox_outcomes.shown(session, message=slow)

    [last] = outbox_claims.claim_revisions(session, now=NOW + LEASE, worker="two", limit=1, lease=LEASE)
    assert last.text == "newest"


def test_an_update_refused_for_now_is_tried_at_its_moment(session: Session, sent: OutboxMessage) -> None:
    update = revised(session, sent)
    outbox_outcomes.not_shown(session, message=update, error="ratelimited", retry_at=SOON)

    assert outbox_claims.next_due(session) == SOON
    assert outbox_claims.claim_revisions(session, now=NOW, worker="one", limit=1, lease=LEASE) == []
    assert len(outbox_claims.claim_revisions(session, now=SOON, worker="one", limit=1, lease=LEASE)) == 1


def test_an_update_refused_for_good_leaves_the_old_words(session: Session, sent: OutboxMessage) -> None:
    update = revised(session, sent)
    left = outbox_outcomes.not_shown(session, message=update, error="message_not_found")

    assert left is not None
    assert (left.state, left.error, left.shown_revision) == ("posted", "message_not_found", 2)
    assert outbox_claims.next_due(session) is None
