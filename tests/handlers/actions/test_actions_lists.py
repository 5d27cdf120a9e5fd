"""Lists as they are seen: what stands in a row, what can be done there, and that a page always fits."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings

from handlers.actions.listing import Listing
from handlers.actions.views import lists
from handlers.actions.views.buttons import Rights
from handlers.actions.views.lists import Shown
from storage.action_lists import Listed
from storage.types import Page
from tests.handlers.actions.tales import MAYA, NEW_YORK, READER, TOM
from tests.handlers.home.rows import (
    HOSTILE,
    MONDAY,
    NOW,
    TEAM,
    labels,
    listed,
    person,
    problems,
    read,
    workstream,
)

MAY = Rights(answer=True, edit=False)


def shown(*rows: Listed, of: Listing = Listing(), total: int | None = None, **more: Any) -> Shown:  # noqa: B008 - frozen
    given = {"reader": MAYA, "workstreams": [workstream()], **more}
    page = Page(rows, len(rows) if total is None else total)
    return Shown(team=TEAM, listing=of, page=page, today=MONDAY, zone=NEW_YORK, **given)


def words_of(row: Listed, **more: Any) -> str:
    return read(lists.page(shown(row, **more), lambda _: MAY))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (listed(due=4), "<@U0001> · by Fri 20 Nov, in 4 days"),
        (listed(due=-3), "by Fri 13 Nov, 3 working days late"),
        (listed(workstream=workstream()), "by Mon 16 Nov, today · coaching"),
        (listed(due=1, workstream=workstream()), "tomorrow · coaching"),
        (listed(state="in_progress"), "today · in progress"),
        (listed(state="blocked", waiting_for="x"), "today · blocked"),
        (listed(accepted="asked"), "today · not accepted yet"),
        (listed(accepted="declined"), "today · needs another owner"),
        (listed(state="done", closed_at=NOW), "<@U0001> · done Mon 16 Nov"),
        (listed(state="dropped", closed_at=NOW - timedelta(hours=9)), "dropped Sun 15 Nov"),
        (listed(owner=person(4, "Hannah Lee", deactivated_at=NOW)), "Hannah Lee (has left)"),
    ],
)
def test_a_row_says_who_by_when_and_what_is_not_as_usual(row: Listed, said: str) -> None:
    assert said in words_of(row)


def test_the_readers_own_actions_have_their_buttons_in_sight_and_others_a_menu() -> None:
    mine, others = listed(1, owner=MAYA), listed(2, owner=TOM)

    page = lists.page(shown(mine, others), lambda _: MAY)

    assert labels(page) == ["Done", "New date", "Open"]
    menu = page.blocks[3].to_dict()["accessory"]
    assert [option["text"]["text"] for option in menu["options"]] == ["Done", "New date", "Open"]
    assert menu["options"][0]["value"] == "1.2:done/open::0"
    assert labels(lists.page(shown(others), lambda _: READER)) == ["Open"]
    assert labels(lists.page(shown(listed(owner=MAYA, state="done", closed_at=NOW)), lambda _: MAY)) == [
        "Open"
    ]


def test_a_list_of_one_person_does_not_repeat_their_name() -> None:
    row = listed(owner=TOM)
    assert "<@U0001>" not in words_of(row, of=Listing("person", 1), person=TOM)
    assert "Open with Tom Whitaker" in words_of(row, of=Listing("person", 1), person=TOM)
    assert "*Open in coaching*" in words_of(row, of=Listing("workstream", 1), workstream=workstream())
    assert "*Yours*, District Implementation Team: 1 action" in words_of(row, of=Listing("mine"))


def test_a_page_says_where_it_stands_and_turns_both_ways() -> None:
    rows = [listed(number) for number in range(11, 21)]
    page = lists.page(shown(*rows, of=Listing("open", page=1), total=500), lambda _: MAY)

    assert "11 to 20 of 500" in page.text
    assert "500 actions" in page.text
    assert labels(page)[-2:] == ["Previous", "Next"]
    first = lists.page(shown(*rows, total=10), lambda _: MAY)
    assert "Previous" not in labels(first)
    assert "Next" not in labels(first)


def test_the_menu_of_lists_stands_on_the_one_that_is_shown() -> None:
    def chosen(of: Listing) -> str | None:
        menu = lists.page(shown(of=of), lambda _: MAY).blocks[-1].to_dict()["elements"][0]
        option = menu.get("initial_option")
        return option["text"]["text"] if option else None

    assert chosen(Listing("overdue", page=3)) == "Overdue"
    assert chosen(Listing("workstream", 1)) == "In coaching"
    assert chosen(Listing("person", 1)) is None


@settings(deadline=None, max_examples=25)
@given(words=HOSTILE)
def test_a_full_page_of_anything_fits(words: str) -> None:
    owner, strand = person(2, words), workstream(1, words)
    rows = [
        listed(number, text=words, owner=owner if number % 2 else TOM, workstream=strand)
        for number in range(10)
    ]
    strands = [workstream(number, words) for number in range(1, 120)]
    page = lists.page(
        shown(*rows, of=Listing("open", page=3), total=500, workstreams=strands),
        lambda _: MAY,
    )
    assert problems(page) == []
    assert len(page.text) <= 12_000


@pytest.mark.parametrize("more", [{"is_guest": True}, {"is_external": True}])
def test_who_may_see_only_their_own_list_is_offered_no_other(more: dict[str, bool]) -> None:
    ana = person(9, "Ana Sousa", **more)
    empty = lists.page(shown(of=Listing("mine"), reader=ana), lambda _: MAY)
    long = lists.page(shown(listed(), of=Listing("mine"), reader=ana, total=40), lambda _: MAY)

    assert labels(empty) == []
    assert "`/steward actions`" not in read(empty)
    assert "Next" in labels(long)
    assert "Overdue" not in read(long)
    assert problems(empty) == problems(long) == []
