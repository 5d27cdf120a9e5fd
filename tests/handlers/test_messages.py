"""Messages and lists: what fits, and what is dropped when not all does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import messages
from tests.handlers.home.rows import HOSTILE, labels, problems

BUTTON = messages.button("Show", "test.show", 1)


def test_the_text_says_what_the_sections_say() -> None:
    shown = messages.of("one", "", [BUTTON], messages.Row("two", BUTTON), [])

    assert shown.text == "one\n\ntwo"
    assert [block.to_dict()["type"] for block in shown.blocks] == ["section", "actions", "section"]


@given(
    st.lists(HOSTILE.map(lambda words: words.replace("<", "").replace(">", "").replace("&", "")), max_size=9)
)
def test_a_message_is_never_longer_than_slack_takes(parts: list[str]) -> None:
    shown = messages.of(
        *(part or "-" for part in parts if part.strip()), *([messages.Row("x" * 3000, BUTTON)] * 5), [BUTTON]
    )

    assert problems(shown) == []
    assert labels(shown)[-1] == "Show"


def test_lines_that_belong_together_stand_together_as_long_as_they_fit() -> None:
    assert messages.packed(["*Workstreams*", "assessment", "grading"]) == [
        "*Workstreams*\nassessment\ngrading"
    ]
    assert messages.packed(["a" * 2000, "b" * 2000, "c"]) == ["a" * 2000, "b" * 2000 + "\nc"]
    assert messages.packed([]) == []


def test_a_button_keeps_what_it_is_about_and_a_label_that_fits() -> None:
    button = messages.button("x\ny" * 60, "test.show", 3, 12, "more").to_dict()

    assert button["value"] == "3.12:more"
    assert len(button["text"]["text"]) <= 75


@pytest.mark.parametrize(
    ("asked", "rows", "number", "words"),
    [
        ("", 25, 0, "Page 1 of 3"),
        ("2", 25, 2, "Page 3 of 3"),
        ("9", 25, 2, "Page 3 of 3"),
        ("-1", 25, 0, "Page 1 of 3"),
        ("x", 10, 0, ""),
        (None, 0, 0, ""),
    ],
)
def test_a_page_that_is_not_there_reads_as_the_nearest(
    asked: str | None, rows: int, number: int, words: str
) -> None:
    page = messages.page(range(rows), asked)

    assert (page.number, page.words) == (number, words)
    assert list(page.rows) == list(range(rows))[number * 10 : number * 10 + 10]


@pytest.mark.parametrize(
    ("asked", "turns"), [("0", ["Next"]), ("1", ["Previous", "Next"]), ("2", ["Previous"])]
)
def test_a_page_turns_where_there_is_another(asked: str, turns: list[str]) -> None:
    buttons = messages.turning(messages.page(range(25), asked), "test.previous", "test.next", 1)

    assert [button.to_dict()["text"]["text"] for button in buttons] == turns
