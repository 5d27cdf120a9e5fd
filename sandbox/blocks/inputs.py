"""Elements to type or pick in: dates, times, text, numbers, addresses, files.

Limits and surfaces: docs.slack.dev/reference/block-kit/block-elements, the pages of each element.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sandbox.blocks.language import Array, Flag, Format, Kind, Place, Shape, String, integer, surfaces
from sandbox.blocks.menus import ACTION_ID, CONFIRMABLE, FOCUSABLE, PLACEHOLDER
from sandbox.blocks.objects import DISPATCH, ID_MAX
from sandbox.blocks.richtext import RICH_TEXT_BLOCK

_TYPED: Mapping[str, Kind] = {
    **ACTION_ID,
    **FOCUSABLE,
    **PLACEHOLDER,
    "dispatch_action_config": DISPATCH,
}
_LENGTH_MAX = 3000
_NUMERIC = r"^-?[0-9]+(\.[0-9]+)?$"
_WHOLE = r"^-?[0-9]+$"


def _is_date(text: str) -> bool:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_time(text: str) -> bool:
    return re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", text) is not None


def _lengths_in_order(value: Mapping[str, Any], at: Place) -> Iterator[str]:
    if "max_length" in value and value.get("min_length", 0) > value["max_length"]:
        yield (at / "min_length").says(f"must be less than {value['max_length']}")


def _lines_in_order(value: Mapping[str, Any], at: Place) -> Iterator[str]:
    if "max_lines" in value and value.get("min_lines", 0) > value["max_lines"]:
        yield (at / "min_lines").says(f"must be less than {value['max_lines']}")


def _numbers_agree(value: Mapping[str, Any], at: Place) -> Iterator[str]:
    if not value["is_decimal_allowed"]:
        for name in ("initial_value", "min_value", "max_value"):
            yield from String(pattern=_WHOLE).problems(value.get(name, "0"), at / name)
    if "min_value" in value and "max_value" in value:
        highest = value["max_value"]
        if Decimal(value["min_value"]) > Decimal(highest):
            yield (at / "min_value").says(f"must be less than {highest}")


PICKERS: Mapping[str, Shape] = {
    "datepicker": Shape(
        optional={**CONFIRMABLE, **FOCUSABLE, **PLACEHOLDER, "initial_date": Format("date", _is_date)}
    ),
    "timepicker": Shape(
        optional={
            **CONFIRMABLE,
            **FOCUSABLE,
            **PLACEHOLDER,
            "initial_time": Format("time", _is_time),
            "timezone": String(1),
        }
    ),
    "datetimepicker": Shape(
        # Ten digits, as the page says: from September 2001 to November 2286.
        optional={**CONFIRMABLE, **FOCUSABLE, "initial_date_time": integer(10**9, 10**10 - 1)},
        on=surfaces("message", "modal"),
    ),
}

FIELDS: Mapping[str, Shape] = {
    "plain_text_input": Shape(
        optional={
            **_TYPED,
            "initial_value": String(most=_LENGTH_MAX),
            "multiline": Flag(),
            "min_length": integer(0, _LENGTH_MAX),
            "max_length": integer(1, _LENGTH_MAX),
        },
        rules=(_lengths_in_order,),
    ),
    "rich_text_input": Shape(
        required={"action_id": String(most=ID_MAX)},
        optional={
            **_TYPED,
            "initial_value": RICH_TEXT_BLOCK,
            "min_lines": integer(1, 100),
            "max_lines": integer(1, 100),
        },
        rules=(_lines_in_order,),
        on=surfaces("modal", "home"),
    ),
    "email_text_input": Shape(optional={**_TYPED, "initial_value": String()}, on=surfaces("modal")),
    "url_text_input": Shape(optional={**_TYPED, "initial_value": String()}, on=surfaces("modal")),
    "number_input": Shape(
        required={"is_decimal_allowed": Flag()},
        optional={
            **_TYPED,
            "initial_value": String(pattern=_NUMERIC),
            "min_value": String(pattern=_NUMERIC),
            "max_value": String(pattern=_NUMERIC),
        },
        rules=(_numbers_agree,),
        on=surfaces("modal"),
    ),
    "file_input": Shape(
        optional={**ACTION_ID, "filetypes": Array(String(1), least=1), "max_files": integer(1, 10)},
        on=surfaces("modal"),
    ),
}
