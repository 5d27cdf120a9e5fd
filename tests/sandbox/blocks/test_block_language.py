from typing import Any

import pytest

from sandbox.blocks import language
from sandbox.blocks.language import Array, Choice, Flag, Format, Kind, Number, Place, Shape, String, Variants

HERE = Place("message", "/blocks/0")
DIVIDER = Shape(optional={"block_id": String(most=3)})
IN_MODALS = Shape(on=language.surfaces("modal"))


def said(kind: Kind, value: object, at: Place = HERE) -> list[str]:
    return list(kind.problems(value, at))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (String(), ""),
        (String(1, 3), "abc"),
        (String(pattern="^https://"), "https://example.com"),
        (Format("even", lambda text: len(text) % 2 == 0), "ab"),
        (Choice("a", "b"), "b"),
        (Flag(), False),
        (Number(), -1.5),
        (Number(above=0), 0.1),
        (language.integer(1, 4), 4),
        (language.Anything(), object()),
        (language.AnyObject(), {"a": [1]}),
        (language.Nullable(Flag()), None),
        (Array(Flag(), least=1, most=2), [True, False]),
        (DIVIDER, {}),
        (Variants({"divider": DIVIDER}), {"type": "divider", "block_id": "b-1"}),
        (language.Combined(String()), "fine"),
    ],
)
def test_what_fits_is_passed_over_in_silence(kind: Kind, value: object) -> None:
    assert said(kind, value) == []


@pytest.mark.parametrize(
    ("kind", "value", "sentence", "pointer"),
    [
        (String(), None, "must provide a string", ""),
        (String(1), "", "must be more than 0 characters", ""),
        (String(most=3), "abcd", "must be less than 4 characters", ""),
        (String(pattern="^https://"), "http://a", "input must match regex pattern: ^https://", ""),
        (Format("date", lambda _: False), "soon", "input must be a valid: date", ""),
        (Format("date", lambda _: True), 3, "must provide a string", ""),
        (Choice("a"), "b", "must be a valid enum value", ""),
        (Choice("a"), None, "must provide a string", ""),
        (Flag(), 1, "must be a boolean", ""),
        (Number(), True, "must provide a number", ""),
        (Number(), "1", "must provide a number", ""),
        (Number(above=0), 0, "must be greater than 0", ""),
        (language.integer(), 1.5, "must provide an integer", ""),
        (language.integer(), True, "must provide an integer", ""),
        (language.integer(least=1), 0, "must be greater than 1", ""),
        (language.integer(most=4), 5, "must be less than 4", ""),
        (language.AnyObject(), [], "must provide an object", ""),
        (language.Nullable(Flag()), "x", "must be a boolean", ""),
        (Array(Flag()), "abc", "must provide an array", ""),
        (Array(Flag(), least=1), [], "must provide at least 1 items", ""),
        (Array(Flag(), most=1), [True, True], "no more than 1 items allowed", ""),
        (Array(Flag()), [True, 0], "must be a boolean", "/1"),
        (DIVIDER, [], "must provide an object", ""),
        (DIVIDER, {"block_id": "long"}, "must be less than 4 characters", "/block_id"),
        (DIVIDER, {"emoji": True}, "invalid additional property: emoji", ""),
        (Shape(required={"text": String()}), {}, "missing required field: text", ""),
        (Variants({"divider": DIVIDER}), "divider", "must provide an object", ""),
        (Variants({"divider": DIVIDER}), {}, "missing required field: type", ""),
        (Variants({"divider": DIVIDER}), {"type": None}, "must provide a string", "/type"),
        (Variants({"divider": DIVIDER}), {"type": "foo"}, "unsupported type: foo", "/type"),
        (Variants({"alert": IN_MODALS}), {"type": "alert"}, "unsupported type: alert", "/type"),
        (Variants({"a": DIVIDER, "b": DIVIDER}).only("b"), {"type": "a"}, "unsupported type: a", "/type"),
    ],
)
def test_what_does_not_fit_is_told_once_and_where(
    kind: Kind, value: object, sentence: str, pointer: str
) -> None:
    assert said(kind, value) == [f"[ERROR] {sentence} [json-pointer:/blocks/0{pointer}]"]


def test_a_shape_may_stand_where_its_surface_allows() -> None:
    assert said(Variants({"alert": IN_MODALS}), {"type": "alert"}, Place("modal")) == []


def test_every_wrong_field_is_told() -> None:
    shape = Shape(required={"text": String(), "value": String()}, optional={"style": Choice("primary")})

    told = said(shape, {"value": 1, "style": "pink", "colour": "red"})

    assert [line.partition(" [json")[0] for line in told] == [
        "[ERROR] missing required field: text",
        "[ERROR] must provide a string",
        "[ERROR] must be a valid enum value",
        "[ERROR] invalid additional property: colour",
    ]


def test_a_rule_over_fields_is_asked_only_when_each_field_is_right() -> None:
    def rule(value: Any, at: Place) -> Any:
        yield at.says(f"{value['text'].upper()} is not allowed")

    shape = Shape(required={"text": String()}, rules=(rule,))

    assert said(shape, {"text": 3}) == ["[ERROR] must provide a string [json-pointer:/blocks/0/text]"]
    assert said(shape, {"text": "this"}) == ["[ERROR] THIS is not allowed [json-pointer:/blocks/0]"]


def test_a_combined_kind_says_first_that_none_of_its_schemas_matched() -> None:
    assert said(language.Combined(String(most=1)), "ab") == [
        "[ERROR] failed to match all allowed schemas [json-pointer:/blocks/0]",
        "[ERROR] must be less than 2 characters [json-pointer:/blocks/0]",
    ]
