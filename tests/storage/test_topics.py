"""What waits to be talked about, and how it leaves the queue."""

from typing import Any

import pytest
from sqlmodel import Session

from storage import audit, errors, meeting_lists, teams, topics
from storage.action_rows import Source
from storage.topics import Topic
from storage.types import id_of
from tests.storage import harbor_glen, meeting_up
from tests.storage.counting import statements
from tests.storage.harbor_glen import NOW, District
from tests.storage.meeting_up import WEEK
from tests.storage.undoing import undo_last


@pytest.fixture
def here(session: Session) -> District:
    return meeting_up.weekly(session)


def add(session: Session, here: District, text: str = "Who covers Harbor View?", **facts: Any) -> Topic:
    usual: dict[str, Any] = {"by": here.tom, "now": NOW}
    return topics.add(session, team=here.team, text=text, **(usual | facts))


def do(session: Session, here: District, verb: str, topic: Topic, **facts: Any) -> Topic:
    known = {"team": here.team, "topic_id": id_of(topic), "by": here.maya, "now": NOW + WEEK}
    done: Topic = getattr(topics, verb)(session, **(known | facts))
    return done


def test_topics_wait_in_the_order_in_which_they_came(session: Session, here: District) -> None:
    words = ["Who covers Harbor View?", "The bus times", "Übergänge im Januar 🎒"]
    for text in words:
        add(session, here, text)

    assert [topic.text for topic in topics.open_(session, team=here.team)] == words


def test_a_topic_keeps_the_words_it_came_from(session: Session, here: District) -> None:
    source = Source(channel_id="CELA", ts="17.1", link="https://example.com", text="Anyone?", author="UTOM")
    topic = add(session, here, details="Since Monday", source=source)

    kept = topics.get(session, team=here.team, topic_id=id_of(topic))
    assert (kept.details, kept.source_text, kept.source_author) == ("Since Monday", "Anyone?", "UTOM")
    assert (kept.source_channel_id, kept.source_ts, kept.source_link) == (
        "CELA",
        "17.1",
        "https://example.com",
    )


@pytest.mark.parametrize("state", ["settled", "dropped", "parked", "action"])
def test_a_topic_leaves_the_queue_and_comes_back_in_its_place(
    session: Session, here: District, state: str
) -> None:
    topic, other = add(session, here), add(session, here, "The bus times")
    facts = {"reason": "Agreed", "action_number": 7 if state == "action" else None}
    do(session, here, "settle", topic, state=state, **facts)
    assert topics.open_(session, team=here.team) == [other]
    assert (topic.state, topic.closed_at, topic.close_reason) == (state, NOW + WEEK, "Agreed")
    assert topic.action_number == facts["action_number"]

    do(session, here, "settle", topic, state=state, reason="Again")
    assert topic.close_reason == "Agreed"

    do(session, here, "reopen", topic)
    assert topics.open_(session, team=here.team) == [topic, other]
    assert {topic.closed_at, topic.close_reason, topic.action_number} == {None}


@pytest.mark.parametrize("state", ["settled", "dropped", "action"])
def test_a_topic_that_was_closed_one_way_is_not_closed_another(
    session: Session, here: District, state: str
) -> None:
    topic = add(session, here)
    do(session, here, "settle", topic, state=state)
    with pytest.raises(errors.Refused) as refused:
        do(session, here, "settle", topic, state="parked")
    assert refused.value.facts == {"topic_id": topic.id, "from_state": state, "to_state": "parked"}


def test_a_parked_topic_can_be_settled(session: Session, here: District) -> None:
    topic = add(session, here)
    do(session, here, "settle", topic, state="parked")
    assert do(session, here, "settle", topic, state="settled").state == "settled"


def test_the_words_of_a_topic_change(session: Session, here: District) -> None:
    topic = add(session, here)
    do(session, here, "change", topic, text="Who covers Oak Lane?", details="Until January")
    assert (topic.text, topic.details) == ("Who covers Oak Lane?", "Until January")

    undo_last(session, here, "topic", topic)
    assert (topic.text, topic.details) == ("Who covers Harbor View?", None)


def test_adding_a_topic_is_undone_by_dropping_it(session: Session, here: District) -> None:
    topic = add(session, here)
    undo_last(session, here, "topic", topic)
    assert (topic.state, topic.close_reason) == ("dropped", "Added by mistake")


def test_settling_a_topic_is_undone(session: Session, here: District) -> None:
    topic = add(session, here)
    do(session, here, "settle", topic, state="settled", reason="Agreed")
    undo_last(session, here, "topic", topic)
    assert topics.open_(session, team=here.team) == [topic]


def test_what_was_left_unfinished_ages_by_one_a_meeting_however_often_it_is_asked(
    session: Session, here: District
) -> None:
    left, settled, parked = (add(session, here, text) for text in ("Left", "Settled", "Parked"))
    do(session, here, "settle", settled, state="settled")
    do(session, here, "settle", parked, state="parked")
    now = NOW
    for weeks in (1, 2, 3):
        meeting = meeting_up.held(session, here, now)
        facts = {"team": here.team, "meeting": meeting, "now": meeting.ends_at}
        assert topics.aged(session, **facts) == [left]  # type: ignore[arg-type] # facts of several kinds
        assert topics.aged(session, **facts) == []  # type: ignore[arg-type]
        assert (left.weeks, settled.weeks, parked.weeks) == (weeks, 0, 0)
        now = meeting.ends_at


def test_a_topic_added_after_the_meeting_was_not_on_it(session: Session, here: District) -> None:
    meeting = meeting_up.held(session, here)
    topic = add(session, here, now=meeting.ends_at + WEEK)
    assert topics.aged(session, team=here.team, meeting=meeting, now=meeting.ends_at + WEEK) == []
    assert topic.weeks == 0


def test_its_history_tells_how_it_aged(session: Session, here: District) -> None:
    topic = add(session, here)
    meeting = meeting_up.held(session, here)
    topics.aged(session, team=here.team, meeting=meeting, now=meeting.ends_at)
    session.flush()

    steps = audit.history(session, team=here.team, item_kind="topic", item_id=topic.id)
    assert [step.verb for step in steps] == ["add", "carry"]


def test_a_closed_team_takes_no_topics(session: Session, here: District) -> None:
    teams.close(session, team=here.team, by=here.maya, now=NOW, reason="Done")
    with pytest.raises(errors.Refused, match="team_closed"):
        add(session, here)


@pytest.mark.parametrize(
    ("verb", "facts"),
    [("settle", {"state": "settled"}), ("reopen", {}), ("change", {"text": "", "details": None})],
)
def test_another_teams_topic_is_not_found(
    session: Session, here: District, verb: str, facts: dict[str, Any]
) -> None:
    topic = add(session, here)
    other = harbor_glen.team(session, here.workspace, dict(here.people), "COTHER")
    with pytest.raises(errors.NotFound):
        do(session, other, verb, topic, **facts)
    with pytest.raises(errors.NotFound):
        topics.get(session, team=other.team, topic_id=id_of(topic))


def test_the_queue_is_told_with_who_brought_each_topic_in_one_statement(
    session: Session, here: District
) -> None:
    add(session, here)
    add(session, here, "The bus times", by=here.priya)
    do(session, here, "settle", add(session, here, "Settled"), state="settled")

    with statements(session) as asked:
        found = meeting_lists.queue(session, team=here.team)
    assert [(queued.topic.text, queued.by) for queued in found] == [
        ("Who covers Harbor View?", here.tom),
        ("The bus times", here.priya),
    ]
    assert len(asked) == 1


def test_parked_topics_are_told_the_latest_first(session: Session, here: District) -> None:
    for text in ("Homework", "Cover"):
        do(session, here, "settle", add(session, here, text), state="parked")

    found = meeting_lists.parked(session, team=here.team)
    assert [(queued.topic.text, queued.by) for queued in found] == [
        ("Cover", here.tom),
        ("Homework", here.tom),
    ]
