from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from storage import errors, outbox, outbox_outcomes, people
from tests.storage import harbor_glen, posting
from tests.storage.harbor_glen import NOW


def test_a_message_waits_with_its_words_and_where_it_goes(session: Session) -> None:
    here = harbor_glen.district(session)
    posting.put(session, here.workspace, "agenda:2026-11-17", team=here.team, text="Agenda")
    found = outbox.by_key(session, workspace=here.workspace, key="agenda:2026-11-17")

    assert found is not None
    assert (found.state, found.revision, found.due_at, found.team_id) == ("pending", 1, NOW, here.team.id)
    assert (found.text, found.blocks) == ("Agenda", posting.blocks("Agenda"))


def test_a_second_put_of_a_key_returns_the_first_and_changes_nothing(session: Session) -> None:
    home = posting.home(session)
    first = posting.put(session, home, "hello", text="Hello")
    second = posting.put(session, home, "hello", text="Hello again", to="COTHER")

    assert (second.id, second.text, second.channel_id) == (first.id, "Hello", "CELA")


def test_two_workspaces_may_use_the_same_key(session: Session) -> None:
    home, other = posting.home(session), posting.home(session, "TOTHER")
    mine, theirs = posting.put(session, home, "hello"), posting.put(session, other, "hello", text="Theirs")

    assert mine.id != theirs.id
    found = outbox.by_key(session, workspace=home, key="hello")
    assert found is not None
    assert found.text == "words of hello"


def test_a_message_to_a_person_has_no_channel_yet(session: Session) -> None:
    home = posting.home(session)
    maya = people.meet(session, workspace=home, slack_user_id="UMAYA", name="Maya Okafor", now=NOW)
    message = posting.put(session, home, "digest", channel_id=None, person=maya)

    assert (message.channel_id, message.person_id, message.lane) == (None, maya.id, f"person:{maya.id}")


def test_a_message_goes_to_a_channel_or_a_person_and_not_to_both_or_neither(session: Session) -> None:
    home = posting.home(session)
    maya = people.meet(session, workspace=home, slack_user_id="UMAYA", name="Maya Okafor", now=NOW)
    for more in ({"person": maya}, {"channel_id": None}):
        with pytest.raises(IntegrityError), session.begin_nested():
            posting.put(session, home, "lost", **more)


def test_a_reply_needs_something_to_reply_to(session: Session) -> None:
    home = posting.home(session)
    with pytest.raises(errors.NotFound):
        posting.put(session, home, "reply", thread_of="never put")


def test_new_words_replace_those_that_nobody_saw(session: Session) -> None:
    home = posting.home(session)
    posting.put(session, home, "hello")
    posting.revise(session, home, "hello", "Hello all")
    [sent] = posting.claim(session)

    assert (sent.text, sent.blocks) == ("Hello all", posting.blocks("Hello all"))
    assert (sent.revision, sent.shown_revision) == (2, 2)


def test_the_same_words_again_are_no_revision(session: Session) -> None:
    home = posting.home(session)
    posting.put(session, home, "hello", text="Hello")

    assert posting.revise(session, home, "hello", "Hello").revision == 1


def test_what_was_never_put_cannot_be_revised(session: Session) -> None:
    with pytest.raises(errors.NotFound):
        posting.revise(session, posting.home(session), "hello", "Hello")


def test_a_message_can_be_withdrawn_until_it_is_sent(session: Session) -> None:
    home = posting.home(session)
    posting.put(session, home, "hello")

    assert outbox.skip(session, workspace=home, key="hello", reason="the team was closed")
    assert posting.claim(session) == []
    assert not outbox.skip(session, workspace=home, key="hello", reason="again")
    assert not outbox.skip(session, workspace=home, key="never put", reason="again")

    found = outbox.by_key(session, workspace=home, key="hello")
    assert found is not None
    assert (found.state, found.error) == ("skipped", "the team was closed")


def test_what_is_being_sent_can_no_longer_be_withdrawn(session: Session) -> None:
    home = posting.home(session)
    posting.put(session, home, "hello")
    [sent] = posting.claim(session)

    assert not outbox.skip(session, workspace=home, key="hello", reason="too late")
    assert outbox_outcomes.posted(session, message=sent, ts="1.1", channel_id="CELA", now=NOW)


def test_the_ledger_shows_the_latest_first_page_by_page(session: Session) -> None:
    here = harbor_glen.district(session)
    other = posting.home(session, "TOTHER")
    posting.put(session, other, "theirs")
    for number in range(5):
        team = here.team if number % 2 else None
        posting.put(session, here.workspace, f"m{number}", team=team, due_at=NOW + timedelta(hours=number))

    whole = outbox.ledger(session, workspace=here.workspace, limit=2, offset=1)
    teams = outbox.ledger(session, workspace=here.workspace, team=here.team, limit=10)

    assert ([message.key for message in whole.rows], whole.total) == (["m3", "m2"], 5)
    assert ([message.key for message in teams.rows], teams.total) == (["m3", "m1"], 2)


def test_the_ledger_is_read_by_state_and_by_whom_it_is_for(session: Session) -> None:
    home = posting.home(session)
    maya = people.meet(session, workspace=home, slack_user_id="UMAYA", name="Maya Okafor", now=NOW)
    posting.put(session, home, "to all")
    posting.put(session, home, "to maya", channel_id=None, person=maya)
    posting.put(session, home, "withdrawn")
    outbox.skip(session, workspace=home, key="withdrawn", reason="not wanted")

    def keys(**only: Any) -> list[str]:
        page = outbox.ledger(session, workspace=home, limit=10, **only)
        assert page.total == len(page.rows)
        return [message.key for message in page.rows]

    assert keys(states=["pending"]) == ["to maya", "to all"]
    assert keys(states=["skipped", "failed"]) == ["withdrawn"]
    assert keys(states=[]) == []
    assert keys(person=maya) == ["to maya"]


def test_what_goes_into_a_canvas_begins_with_a_heading_and_crowds_no_message(session: Session) -> None:
    home = posting.home(session)
    with pytest.raises(ValueError, match="heading"):
        posting.put(session, home, "minutes", text="Minutes", medium="canvas")

    minutes = posting.put(session, home, "minutes", text="# Minutes", medium="canvas")
    said = posting.put(session, home, "said")

    assert minutes.lane != said.lane
    assert sorted(posting.claimed(session)) == ["minutes", "said"]


def test_what_failed_for_a_reason_that_is_gone_waits_again(session: Session) -> None:
    home = posting.home(session)
    posting.put(session, home, "now")
    posting.put(session, home, "elsewhere", to="COTHER")
    for message in posting.claim(session):
        outbox_outcomes.refused(session, message=message, error="not_in_channel")

    def again(*reasons: str, since: timedelta) -> int:
        facts: dict[str, Any] = {"channel_id": "CELA", "errors": reasons, "since": NOW + since, "now": NOW}
        return outbox_outcomes.again(session, workspace=home, **facts)

    assert again("is_archived", since=timedelta(0)) == 0
    assert again("not_in_channel", since=timedelta(seconds=1)) == 0
    assert again("not_in_channel", since=timedelta(0)) == 1
    assert posting.claimed(session) == ["now"]
