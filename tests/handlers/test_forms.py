"""Fields of forms, and reading them back."""

from datetime import date

import pytest
from hypothesis import given

from handlers import forms
from handlers.errors import UserError
from tests.handlers.home.rows import HOSTILE, problems


@given(HOSTILE)
def test_a_form_takes_whatever_people_wrote(words: str) -> None:
    shown = forms.form(
        "test.form",
        words,
        "Save",
        [
            forms.line("line", words or "-", words, many=True),
            forms.choice("choice", "Choice", {"a": words, "b": words}, "a"),
            forms.person("person", words or "-", "U0001"),
            forms.people("people", "People", ["U0001"]),
            forms.day("day", "Day", date(2026, 11, 16)),
            forms.note(words or "-"),
        ],
        metadata="",
    )

    assert problems(shown) == []


def test_what_was_typed_is_read_without_white_space_around_it() -> None:
    assert forms.words({"line": "  a line "}, "line", "Line") == "a line"
    assert forms.optional_words({"line": "  "}, "line", "Line") is None
    assert forms.optional_words({}, "line", "Line") is None


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "Line: please write something here."),
        ({"line": "x" * 11}, "Line: this has 11 characters, 10 fit."),
    ],
)
def test_what_is_missing_or_too_long_is_said_at_its_field(values: dict[str, str], said: str) -> None:
    with pytest.raises(UserError) as mistake:
        forms.words(values, "line", "Line", most=10)

    assert said in mistake.value.text
    assert mistake.value.field == "line"


def test_a_date_is_read_as_a_day() -> None:
    assert forms.picked_day({"day": "2026-11-16"}, "day") == date(2026, 11, 16)
    assert forms.picked_day({"day": None}, "day") is None


def test_what_is_no_date_is_said_at_its_field() -> None:
    with pytest.raises(UserError, match="pick a date"):
        forms.picked_day({"day": "soon"}, "day")
