import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import refs
from handlers.home import pages
from handlers.home.pages import Pages

ROWS = list(range(25))


def test_a_part_shows_its_first_page_unless_said_otherwise() -> None:
    assert Pages().of("owed", ROWS).rows == ROWS[:10]
    assert Pages({"owed": 2}).of("owed", ROWS).rows == ROWS[20:]


def test_a_page_that_is_gone_reads_as_the_last_one() -> None:
    assert Pages({"owed": 9}).of("owed", ROWS[:12]).rows == ROWS[10:12]
    assert Pages({"owed": 9}).of("owed", []).rows == []


def test_turning_one_part_leaves_the_others_where_they_are() -> None:
    turned = Pages({"teams": 3}).turned("owed/2")
    assert turned == Pages({"teams": 3, "owed": 2})
    assert turned.turned("owed/0") == Pages({"teams": 3})


@given(st.sampled_from(["asked", "owed", "led", "held", "teams"]), st.integers(0, 9))
def test_what_app_home_keeps_of_its_pages_reads_back(part: pages.Part, number: int) -> None:
    kept = Pages().turned(f"{part}/{number}")
    assert pages.read(json.loads(kept.metadata()).get("pages")) == kept


@pytest.mark.parametrize(
    "kept", [None, [], "owed", {"owed": "two"}, {"owed": -1}, {"other": 3}, {"owed": None}]
)
def test_what_is_not_ours_reads_as_the_first_pages(kept: object) -> None:
    assert pages.read(kept) == Pages()


@given(st.text(max_size=50))
def test_a_button_with_anything_in_it_turns_to_some_page(extra: str) -> None:
    assert Pages().turned(extra).of("owed", ROWS).rows


def test_there_are_buttons_only_to_pages_that_there_are() -> None:
    def turns(number: int, rows: list[int] = ROWS) -> list[str]:
        shown = Pages({"owed": number}).of("owed", rows)
        return [refs.unpack(button.value or "").extra for button in pages.turning("owed", shown)]

    assert turns(0, ROWS[:10]) == []
    assert turns(0) == ["owed/1"]
    assert turns(1) == ["owed/0", "owed/2"]
    assert turns(2) == ["owed/1"]
