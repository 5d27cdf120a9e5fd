"""What of the ledger is asked for, who reads the words in it, and where a moved moment lands."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from handlers.errors import UserError
from handlers.ledger import rules
from handlers.ledger.rules import Reader
from storage.outbox import OutboxMessage

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 16, 13, tzinfo=UTC)
TODAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("typed", "which"),
    [
        ("", "sent"),
        ("next", "next"),
        ("Not  Sent", "unsent"),
        ("failed", "unsent"),
        ("me", "mine"),
        ("to me", "mine"),
        ("test", "next"),
    ],
)
def test_each_part_has_its_words(typed: str, which: str) -> None:
    assert rules.which(typed) == which


def test_other_words_are_answered_with_what_there_is() -> None:
    with pytest.raises(UserError, match=r"“yesterdays”.*`next`, `not sent` or `me`"):
        rules.which("yesterdays")


def test_a_button_of_another_version_shows_what_was_sent() -> None:
    assert (rules.kept("unsent"), rules.kept("nonsense")) == ("unsent", "sent")


def message(*, person_id: int | None = None, channel_id: str | None = None) -> OutboxMessage:
    return OutboxMessage(
        workspace_id=1,
        key="k",
        kind="agenda",
        lane="l",
        person_id=person_id,
        channel_id=channel_id,
        text="words",
        blocks=[],
        due_at=NOW,
        created_at=NOW,
    )


@pytest.mark.parametrize(
    ("sent", "reader", "reads"),
    [
        ({"person_id": 1}, Reader(1, NEW_YORK), True),
        ({"person_id": 2}, Reader(1, NEW_YORK), False),
        ({"person_id": 2}, Reader(1, NEW_YORK, leads=True), False),
        ({"channel_id": "C1"}, Reader(1, NEW_YORK, channel_id="C1"), True),
        ({"channel_id": "C1"}, Reader(1, NEW_YORK, channel_id="C2"), False),
        ({"channel_id": "C1"}, Reader(1, NEW_YORK), False),
        ({"channel_id": "C1"}, Reader(1, NEW_YORK, leads=True, channel_id="C2"), True),
    ],
)
def test_words_are_for_whom_they_were_written_to(sent: dict[str, Any], reader: Reader, reads: bool) -> None:
    assert reader.may_read(message(**sent)) == reads


def moved(day: object, at: object, zone: ZoneInfo = NEW_YORK, now: datetime = NOW) -> rules.Moment:
    return rules.moved_to({rules.DAY: day, rules.AT: at}, zone, now)


def test_a_moment_is_moved_on_the_teams_wall_clock() -> None:
    assert moved("2026-11-16", "09:30") == rules.Moment(datetime(2026, 11, 16, 14, 30, tzinfo=UTC), False)


def test_a_time_over_which_clocks_go_forward_happens_right_after_it() -> None:
    found = moved("2027-03-14", "02:30")

    assert found.is_shifted
    assert found.at.astimezone(NEW_YORK).hour == 3


@pytest.mark.parametrize(
    ("day", "at", "field", "said"),
    [
        (None, "09:00", rules.DAY, "choose the day"),
        ("2026-11-20", None, rules.AT, "choose the time"),
        ("2026-11-20", "25:00", rules.AT, "choose the time"),
        ("2026-11-16", "07:00", rules.DAY, "in the past: it is 08:00"),
        ("2028-11-16", "07:00", rules.DAY, "more than a year"),
        ("soon", "07:00", rules.DAY, "pick a date"),
    ],
)
def test_a_moment_that_cannot_be_meant_is_told_at_its_field(
    day: object, at: object, field: str, said: str
) -> None:
    with pytest.raises(UserError, match=said) as refused:
        moved(day, at)

    assert refused.value.field == field


@pytest.mark.parametrize(
    ("until", "said"),
    [(None, "first day"), ("2026-11-16", "after today"), ("2029-01-01", "more than a year")],
)
def test_a_pause_ends_on_a_day_to_come(until: object, said: str) -> None:
    with pytest.raises(UserError, match=said) as refused:
        rules.paused_until({rules.UNTIL: until}, TODAY)

    assert refused.value.field == rules.UNTIL


def test_a_pause_until_tomorrow_is_one() -> None:
    assert rules.paused_until({rules.UNTIL: "2026-11-17"}, TODAY) == TODAY + timedelta(days=1)


def test_a_reason_is_needed_and_may_have_three_hundred_characters() -> None:
    assert rules.reason({rules.REASON: " half term "}) == "half term"
    with pytest.raises(UserError, match="write something"):
        rules.reason({rules.REASON: "  "})
    with pytest.raises(UserError, match="301 characters, 300 fit"):
        rules.reason({rules.REASON: "x" * 301})
