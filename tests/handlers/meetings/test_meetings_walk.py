import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.agenda import sections
from handlers.meetings import walk
from tests.handlers.meetings import scenes


def test_topics_are_walked_one_by_one_after_the_stuck_points() -> None:
    keys = [place.key for place in walk.places([scenes.topic(3), scenes.topic(9)], 45)]

    assert keys == [
        *("section:open", "section:good_news", "section:actions", "section:workstreams", "section:stuck"),
        *("topic:3", "topic:9", "section:decisions", "section:telling", "section:close"),
    ]


@given(count=st.integers(0, 3), length=st.integers(30, 180))
def test_the_minutes_of_a_walk_are_those_of_the_meeting(count: int, length: int) -> None:
    found = walk.places([scenes.topic(id_) for id_ in range(1, count + 1)], length)

    assert sum(place.minutes for place in found) == length


def test_the_first_and_the_last_place_are_ends() -> None:
    steps = walk.places([], 45)

    assert walk.before(steps, "section:open").key == "section:open"
    assert walk.after(steps, "section:close").key == "section:close"
    assert walk.after(steps, "section:open").key == "section:good_news"
    assert walk.at(steps, "topic:99").key == "section:open"


@pytest.mark.parametrize(
    ("key", "topic_id", "section"),
    [
        ("topic:12", 12, None),
        ("section:actions", None, "actions"),
        ("section:nowhere", None, None),
        ("topic:x", None, None),
        ("", None, None),
    ],
)
def test_a_key_names_a_topic_or_a_section(key: str, topic_id: int | None, section: str | None) -> None:
    assert walk.topic_id(key) == topic_id
    assert walk.section_key(key) == section


def test_every_section_is_a_place() -> None:
    places = walk.places([], 60)

    assert [place.section for place in places] == list(sections.KEYS)
    assert walk.key_of(scenes.note(section=None)) == ""
    assert walk.key_of(scenes.note(topic_id=3)) == "topic:3"
