"""What a form says, field by field; the numbers and the lists that people type."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.actions import entries, listing, numbers, rules
from handlers.actions.entries import Entry, Mistakes, Owner
from handlers.actions.listing import Listing, Wanted
from handlers.errors import UserError
from tests.handlers.actions.tales import FRIDAY, GRADING, PACING
from tests.handlers.home.rows import HOSTILE, MONDAY

FILLED = {
    "text": " Draft the guide ",
    "owner": "U1",
    "due": "2026-11-20",
    "workstream": "2",
    "reason": " why ",
}
LIVE = [PACING, GRADING]


def mistakes(**values: Any) -> dict[str, str]:
    """Each field's sentence, where the form is filled like this."""
    try:
        entries.read({**FILLED, **values}, MONDAY)
    except Mistakes as found:
        return dict(found.fields)
    return {}


def test_a_whole_form_is_read() -> None:
    assert entries.read(FILLED, MONDAY) == Entry(
        text="Draft the guide", owner=Owner(user_id="U1"), due=FRIDAY, workstream_id=2, reason="why"
    )
    bare = {"text": "Ask", "contact": "  The  bus company ", "due": "2026-11-16"}
    assert entries.read(bare, MONDAY) == Entry(
        text="Ask", owner=Owner(contact="The bus company"), due=MONDAY, workstream_id=None, reason=None
    )


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"text": "  "}, "text", "Please write what is to be done."),
        ({"text": "x" * 301}, "text", "This has 301 characters, and 300 fit."),
        ({"owner": None}, "owner", "Please choose who does it."),
        ({"contact": "Ana"}, "contact", "An action has one owner."),
        ({"owner": None, "contact": "x" * 81}, "owner", "This name has 81 characters, and 80 fit."),
        ({"due": None}, "due", "Please choose by when."),
        ({"due": "soon"}, "due", "Please pick a date from the calendar."),
        ({"due": "2026-11-15"}, "due", "Sun 15 Nov is in the past, and today is Mon 16 Nov."),
        ({"due": "2037-01-01"}, "due", "more than 10 years away"),
        ({"reason": "x" * 301}, "reason", "this has 301 characters, 300 fit"),
    ],
)
def test_every_mistake_is_said_at_its_field(values: dict[str, Any], field: str, said: str) -> None:
    field = "contact" if "81 characters" in said else field
    assert said in mistakes(**values)[field]


def test_all_mistakes_are_said_at_once() -> None:
    assert set(mistakes(text="", owner=None, due=None)) == {rules.TEXT, rules.OWNER, rules.DUE}


def test_a_date_that_has_passed_may_stay_where_it_was_not_changed() -> None:
    late = MONDAY - timedelta(days=3)
    assert entries.due({"due": late.isoformat()}, MONDAY, was_due=late) == late
    with pytest.raises(UserError, match="in the past"):
        entries.due({"due": late.isoformat()}, MONDAY, was_due=MONDAY)


@given(text=HOSTILE, due=st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_any_words_are_read_as_typed_or_refused_at_their_field(text: str, due: date) -> None:
    values = {**FILLED, "text": text, "due": due.isoformat()}
    found = mistakes(**values)
    assert set(found) <= {rules.TEXT, rules.DUE}
    if not found:
        assert entries.read(values, MONDAY).text == text.strip()


@pytest.mark.parametrize("typed", ["A-12", "a-12", "a12", "12", " A-12. ", "A-12,"])
def test_a_number_is_read_however_it_is_typed(typed: str) -> None:
    assert numbers.read(typed, "/steward done A-12") == 12


@pytest.mark.parametrize("typed", ["", "the guide", "A-", "A-12 A-13", "-1", "A-9999999999", "D-7"])
def test_what_is_no_number_is_answered_with_how_to_write_one(typed: str) -> None:
    with pytest.raises(UserError, match="Type it like this: `/steward done A-12`"):
        numbers.read(typed, "/steward done A-12")


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("", Wanted(Listing("open"))),
        ("mine", Wanted(Listing("mine"))),
        ("My", Wanted(Listing("mine"))),
        ("OVERDUE", Wanted(Listing("overdue"))),
        ("late", Wanted(Listing("overdue"))),
        ("done", Wanted(Listing("done"))),
        ("all", Wanted(Listing("all"))),
        ("pacing", Wanted(Listing("workstream", 1))),
        ("in grading", Wanted(Listing("workstream", 2))),
        ("of pacing", Wanted(Listing("workstream", 1))),
        ("<@U7|ana>", Wanted(user_id="U7")),
        ("of <@U7>", Wanted(user_id="U7")),
        ("@me", Wanted(user_id="U9")),
    ],
)
def test_a_list_is_read_as_it_is_typed(typed: str, wanted: Wanted) -> None:
    assert listing.read(typed, actor_id="U9", live=LIVE) == wanted


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("library", "There is no workstream called “library” here."),
        ("priya", "For a person's actions, type @ and choose them."),
        ("@ana", "I could not find @ana."),
        ("<@U7|ana> <@U8|ben>", "One person at a time"),
    ],
)
def test_a_list_that_is_none_is_answered_with_what_can_be_typed(typed: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        listing.read(typed, actor_id="U9", live=LIVE)


@given(
    st.builds(
        Listing,
        st.sampled_from(["open", "mine", "overdue", "done", "all", "workstream", "person"]),
        st.none() | st.integers(1, 10**9),
        st.integers(0, 10**6),
    )
)
def test_a_list_is_remembered_in_its_buttons(wanted: Listing) -> None:
    assert listing.unpack(wanted.packed()) == wanted
    assert len(wanted.packed()) < 100, "a menu's entry holds 150 characters"


@given(st.text(max_size=60))
def test_what_is_not_ours_reads_as_what_is_open(value: str) -> None:
    assert isinstance(listing.unpack(value), Listing)
