"""What the calendars' forms say when they are read back: understood, or told at the field."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from handlers.calendars.away import forms as away_forms
from handlers.calendars.days import forms, sentence
from handlers.calendars.own import views as own_views
from handlers.errors import UserError

TODAY = date(2026, 11, 16)
NOW = datetime(2026, 11, 16, 13, tzinfo=UTC)
HOURS = {"quiet_from": "17:30", "quiet_until": "07:30"}


def pause(values: dict[str, Any]) -> object:
    return forms.read_pause(values, TODAY)


def away(values: dict[str, Any]) -> object:
    return away_forms.read(values, TODAY)


@pytest.mark.parametrize(
    ("read", "values", "field", "said"),
    [
        (pause, {"reason": "Summer"}, "from", "first day of the pause"),
        (pause, {"from": "2026-11-20"}, "reason", "write something"),
        (
            pause,
            {"from": "2026-11-20", "until": "2026-11-18", "reason": "x"},
            "until",
            "lies before the first",
        ),
        (away, {}, "from", "first day away"),
        (away, {"from": "soon"}, "from", "pick a date"),
        (away, {"from": "2026-11-20", "reason": "x" * 201}, "reason", "200 fit"),
        (away, {"from": "2028-11-20"}, "until", "more than a year"),
        (forms.read_settings, HOURS, "works", "at least one working day"),
        (forms.read_settings, {"works": ["0"], "quiet_from": "17:30"}, "quiet_until", "choose a time"),
        (own_views.read, {"works": []}, "works", "at least one working day"),
        (own_views.read, {"works": ["0"], **HOURS}, "at", "choose a time"),
    ],
)
def test_a_mistake_is_told_at_its_field(
    read: Callable[[dict[str, Any]], object], values: dict[str, Any], field: str, said: str
) -> None:
    with pytest.raises(UserError, match=said) as told:
        read(values)

    assert told.value.field == field


def test_nowhere_forgets_country_and_region() -> None:
    kept = forms.read_settings({"country": "none", "region": "MA", "works": ["1", "0"], **HOURS})

    assert (kept["country"], kept["subdivision"], kept["weekdays"]) == (None, None, "01")
    whole = forms.read_settings({"country": "US", "region": "none", "works": ["1"], **HOURS})
    assert (whole["country"], whole["subdivision"], whole["quiet_from"]) == ("US", None, time(17, 30))


@pytest.mark.parametrize(
    ("typed", "what"),
    [("", "show"), ("holidays", "settings"), ("Upload", "upload"), ("resume", "resume"), ("add", "add")],
)
def test_words_after_calendar_are_understood(typed: str, what: str) -> None:
    assert sentence.parse(typed, ZoneInfo("America/New_York"), NOW).what == what


def test_a_word_like_no_other_gets_the_whole_list() -> None:
    with pytest.raises(UserError, match=r"I do not know “xyzzy” here\. After /steward calendar there are"):
        sentence.parse("xyzzy", ZoneInfo("America/New_York"), NOW)
