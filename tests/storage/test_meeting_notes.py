"""What is written at a meeting, what is corrected after it, how useful it was."""

from typing import Any

import pytest
from sqlmodel import Session

from storage import errors, meeting_lists, meeting_notes, topics
from storage.meeting_notes import Ratings
from storage.meeting_rows import Meeting, MeetingNote
from tests.storage import harbor_glen, meeting_up
from tests.storage.counting import statements
from tests.storage.harbor_glen import NOW, District
from tests.storage.meeting_up import step
from tests.storage.undoing import undo_last


@pytest.fixture
def here(session: Session) -> District:
    return meeting_up.weekly(session)


@pytest.fixture
def meeting(session: Session, here: District) -> Meeting:
    return meeting_up.running(session, here)


def write(session: Session, here: District, meeting: Meeting, text: str, **facts: Any) -> MeetingNote:
    usual: dict[str, Any] = {"kind": "note", "by": here.tom, "now": meeting.starts_at}
    return meeting_notes.note(session, team=here.team, meeting=meeting, text=text, **(usual | facts))


def lines(session: Session, here: District, meeting: Meeting) -> list[tuple[str, str]]:
    found = meeting_lists.notes_of(session, team=here.team, meeting=meeting)
    return [(written.note.text, written.by.name.split()[0]) for written in found]


def test_what_is_written_stands_in_order_with_who_wrote_it(
    session: Session, here: District, meeting: Meeting
) -> None:
    topic = topics.add(session, team=here.team, text="Bus times", by=here.omar, now=NOW)
    write(session, here, meeting, "Buses come at 15:05", topic=topic)
    write(session, here, meeting, "Grade 2 reads more", kind="good_news", section="good_news", by=here.priya)
    write(session, here, meeting, "Ask the depot", kind="action", action_number=7)
    write(session, here, meeting, "No change before January", kind="decision", decision_number=2)

    with statements(session) as asked:
        found = meeting_lists.notes_of(session, team=here.team, meeting=meeting)
    assert len(asked) == 1
    assert [(written.note.kind, written.by.name.split()[0]) for written in found] == [
        ("note", "Tom"),
        ("good_news", "Priya"),
        ("action", "Tom"),
        ("decision", "Tom"),
    ]
    first, second, third, fourth = (written.note for written in found)
    assert (first.topic_id, second.section) == (topic.id, "good_news")
    assert (third.action_number, fourth.decision_number) == (7, 2)


def test_what_is_struck_is_not_in_the_minutes_and_can_be_written_again(
    session: Session, here: District, meeting: Meeting
) -> None:
    note = write(session, here, meeting, "Wrong")
    facts: dict[str, Any] = {"team": here.team, "note_id": note.id, "by": here.priya, "now": NOW}
    meeting_notes.strike(session, **facts)
    assert (meeting_notes.strike(session, **facts).struck_at, lines(session, here, meeting)) == (NOW, [])

    undo_last(session, here, "meeting_note", note)
    assert lines(session, here, meeting) == [("Wrong", "Tom")]


def test_writing_is_undone_by_striking(session: Session, here: District, meeting: Meeting) -> None:
    undo_last(session, here, "meeting_note", write(session, here, meeting, "Wrong"))
    assert lines(session, here, meeting) == []


def test_only_a_running_meeting_is_written_in(session: Session, here: District, meeting: Meeting) -> None:
    note = write(session, here, meeting, "Agreed")
    step(session, here, "close", meeting)
    facts: dict[str, Any] = {"team": here.team, "note_id": note.id, "by": here.priya, "now": NOW}

    with pytest.raises(errors.Refused, match="meeting_state"):
        write(session, here, meeting, "One more thing")
    with pytest.raises(errors.Refused, match="meeting_state"):
        meeting_notes.strike(session, **facts)
    assert lines(session, here, meeting) == [("Agreed", "Tom")]


def test_the_minutes_are_corrected_beside_themselves(
    session: Session, here: District, meeting: Meeting
) -> None:
    def correct(text: str) -> None:
        meeting_notes.correct(
            session, team=here.team, meeting=meeting, text=text, by=here.priya, now=meeting.ends_at
        )

    with pytest.raises(errors.Refused, match="meeting_state"):
        correct("Too early")
    step(session, here, "close", meeting, snapshot={"present": ["Tom"]})
    correct("I was there too")
    correct("The date is the 9th")

    found = meeting_notes.corrections(session, team=here.team, meeting=meeting)
    assert [(correction.text, person) for correction, person in found] == [
        ("I was there too", here.priya),
        ("The date is the 9th", here.priya),
    ]
    assert meeting.minutes_taken == {"present": ["Tom"]}


def test_a_rating_is_given_once_a_person_and_only_the_average_is_told(
    session: Session, here: District, meeting: Meeting
) -> None:
    def rate(name: str, score: int) -> Ratings:
        person = here.people[name]
        return meeting_notes.rate(
            session, team=here.team, meeting=meeting, person=person, score=score, now=NOW
        )

    assert meeting_notes.ratings(session, team=here.team, meeting=meeting) == Ratings(None, 0)
    assert rate("Tom", 2) == Ratings(2.0, 1)
    assert rate("Priya", 5) == Ratings(3.5, 2)
    step(session, here, "close", meeting)
    assert rate("Tom", 4) == Ratings(4.5, 2)


@pytest.mark.parametrize("score", [0, 6, -1])
def test_a_rating_is_one_to_five(session: Session, here: District, meeting: Meeting, score: int) -> None:
    with pytest.raises(ValueError, match="1 to 5"):
        meeting_notes.rate(session, team=here.team, meeting=meeting, person=here.tom, score=score, now=NOW)


def test_a_meeting_that_has_not_begun_is_not_rated(
    session: Session, here: District, meeting: Meeting
) -> None:
    following = meeting_up.planned(session, here)
    with pytest.raises(errors.Refused, match="meeting_state"):
        meeting_notes.rate(session, team=here.team, meeting=following, person=here.tom, score=3, now=NOW)


def test_another_teams_meeting_and_notes_are_not_found(
    session: Session, here: District, meeting: Meeting
) -> None:
    note = write(session, here, meeting, "Agreed")
    theirs = topics.add(session, team=here.team, text="Bus times", by=here.omar, now=NOW)
    other = harbor_glen.team(session, here.workspace, dict(here.people), "COTHER")
    meeting_up.series(session, other)
    facts: dict[str, Any] = {"team": other.team, "by": here.maya, "now": NOW}

    with pytest.raises(errors.NotFound):
        meeting_notes.strike(session, note_id=note.id or 0, **facts)
    with pytest.raises(errors.NotFound):
        write(session, other, meeting, "Smuggled")
    with pytest.raises(errors.NotFound):
        write(session, other, meeting_up.running(session, other), "Smuggled", topic=theirs)
    assert lines(session, other, meeting) == []
    assert meeting_notes.ratings(session, team=other.team, meeting=meeting) == Ratings(None, 0)
    assert meeting_notes.corrections(session, team=other.team, meeting=meeting) == []
