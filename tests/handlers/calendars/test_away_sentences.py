"""What is typed after `/steward away`: who, from when until when, who covers, why."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.calendars.away import sentence
from handlers.errors import UserError

NOW = datetime(2026, 11, 16, 13, tzinfo=UTC)
"""08:00 on a Monday in New York."""
NEW_YORK = ZoneInfo("America/New_York")
MONDAY, FRIDAY = date(2026, 11, 16), date(2026, 11, 20)


def parse(typed: str) -> sentence.Wanted:
    return sentence.parse(typed, NEW_YORK, NOW)


@pytest.mark.parametrize(
    ("typed", "from_on", "until_on"),
    [
        ("until Friday", MONDAY, FRIDAY),
        ("through Fri 27 Nov", MONDAY, date(2026, 11, 27)),
        ("is away until Friday", MONDAY, FRIDAY),
        ("to 11/27", MONDAY, date(2026, 11, 27)),
        ("from Wednesday until Friday", date(2026, 11, 18), FRIDAY),
        ("Wednesday to Friday", date(2026, 11, 18), FRIDAY),
        ("Friday to Tuesday", FRIDAY, date(2026, 11, 24)),
        ("23 Nov \u2013 27 Nov", date(2026, 11, 23), date(2026, 11, 27)),
        ("23 Nov - 27 Nov", date(2026, 11, 23), date(2026, 11, 27)),
        ("from 21 Dec to 1 Jan", date(2026, 12, 21), date(2027, 1, 1)),
        ("today", MONDAY, MONDAY),
        ("on Friday", FRIDAY, FRIDAY),
        ("for 3 days", MONDAY, date(2026, 11, 18)),
        ("for a week", MONDAY, date(2026, 11, 22)),
        ("for the next 2 weeks", MONDAY, date(2026, 11, 29)),
        ("back Monday", MONDAY, date(2026, 11, 22)),
        ("until I am back on Monday", MONDAY, date(2026, 11, 22)),
        ("from Friday", FRIDAY, None),
    ],
)
def test_days_away_are_understood(typed: str, from_on: date, until_on: date | None) -> None:
    wanted = parse(typed)

    assert (wanted.from_on, wanted.until_on) == (from_on, until_on)


def test_cover_person_and_reason_stand_anywhere_around_the_days() -> None:
    whole = parse("<@U2|tom> until Friday cover <@U3|daniel> because of the &lt;coach&gt; days")

    assert whole == sentence.Wanted("U2", "U3", MONDAY, FRIDAY, "the <coach> days")
    assert parse("until Friday, covered by <@U3|daniel>").cover_id == "U3"
    assert parse("cover <@U3|daniel> until Friday").until_on == FRIDAY
    assert parse("until Friday reason: conference").reason == "conference"


def test_without_days_the_form_has_to_ask() -> None:
    assert parse("") == sentence.Wanted()
    assert parse("<@U2|tom>") == sentence.Wanted("U2")
    assert parse("cover <@U3|daniel>") == sentence.Wanted(None, "U3")


@pytest.mark.parametrize("typed", ["back", "I am back", "I'm back"])
def test_being_back_is_understood(typed: str) -> None:
    assert parse(typed).is_back


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("until yesterday", "has passed"),
        ("from yesterday until Friday", "has passed"),
        ("from 27 Nov until 24 Nov", "lies before the first"),
        ("until Fridya", "Did you mean Friday"),
        ("until 1 Dec 2028", "more than a year"),
        ("from 1 Dec 2028", "more than a year"),
        ("back today", "has passed"),
        ("until Friday cover @nobody", "do not know anybody called “@nobody”"),
        ("<@U2|tom> and <@U3|daniel> until Friday", "one person at a time"),
        ("until Friday because " + "x" * 201, "201 characters, 200 fit"),
        ("whenever it suits", "could not read"),
    ],
)
def test_what_cannot_be_meant_is_said_with_the_next_step(typed: str, said: str) -> None:
    with pytest.raises(UserError, match=said.replace("(", r"\(")):
        parse(typed)


@given(st.text(max_size=120))
def test_whatever_is_typed_is_understood_or_answered(typed: str) -> None:
    try:
        wanted = parse(typed)
    except UserError:
        return
    if wanted.from_on and wanted.until_on:
        assert MONDAY <= wanted.from_on <= wanted.until_on
