import contextlib
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.errors import UserError
from handlers.meetings import moments, rules
from handlers.meetings.moments import Around
from handlers.meetings.rules import Moved, Wanted

NEW_YORK = ZoneInfo("America/New_York")
MONDAY = datetime(2026, 11, 16, 13, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 17, 20, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("", Wanted(verb="show")),
        ("start", Wanted(verb="start")),
        ("END", Wanted(verb="close")),
        ("skip", Wanted(verb="skip")),
        ("skip because half of us are ill", Wanted(verb="skip", why="half of us are ill")),
        ("skip half of us are ill", Wanted(verb="skip", why="half of us are ill")),
        (
            "move to Thursday 14:00 because Priya &lt;and Tom&gt; are away",
            Wanted(verb="move", words="to Thursday 14:00", why="Priya <and Tom> are away"),
        ),
        ("move because: snow", Wanted(verb="move", why="snow")),
        (
            "pause until 6 January, because of the break",
            Wanted(verb="pause", words="until 6 January", why="of the break"),
        ),
        (
            "attendance <@U1|ana> <@U2|ben> <@U1|ana> @joy",
            Wanted(verb="attendance", words="@ana @ben @ana @joy", user_ids=("U1", "U2"), unknown=("@joy",)),
        ),
    ],
)
def test_a_command_is_taken_apart(typed: str, wanted: Wanted) -> None:
    assert rules.parse(typed) == wanted


def test_a_word_that_there_is_not_is_answered_with_the_nearest() -> None:
    with pytest.raises(UserError, match="Did you mean `/steward meeting start`"):
        rules.parse("strat")
    with pytest.raises(UserError, match=r"I do not know “&lt;!channel&gt;” of a meeting\. There are start"):
        rules.parse("&lt;!channel&gt;")


def test_a_reason_that_is_too_long_says_how_much_fits() -> None:
    with pytest.raises(UserError, match="The reason has 301 characters, and 300 fit"):
        rules.parse("skip because " + "x" * 301)


@pytest.mark.parametrize(
    ("words", "moved"),
    [
        ("to Thursday 14:00", Moved(date(2026, 11, 19), time(14))),
        ("Thursday at 2 pm", Moved(date(2026, 11, 19), time(14))),
        ("to 2:30pm on Thursday", Moved(date(2026, 11, 19), time(14, 30))),
        ("to Friday", Moved(date(2026, 11, 20), None)),
        ("to 9:15", Moved(None, time(9, 15))),
        ("at noon tomorrow", Moved(date(2026, 11, 17), time(12))),
        ("12:05 am 2026-11-20", Moved(date(2026, 11, 20), time(0, 5))),
        ("to 10 December 14:00", Moved(date(2026, 12, 10), time(14))),
        ("to December 10th at 2 pm", Moved(date(2026, 12, 10), time(14))),
        ("to 10 December", Moved(date(2026, 12, 10), None)),
        ("", Moved(None, None)),
    ],
)
def test_a_day_and_a_time_are_found_in_any_order(words: str, moved: Moved) -> None:
    assert rules.moved(words, NEW_YORK, MONDAY) == moved


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("25:00", "25:00 is no time of day"),
        ("12:75", "12:75 is no time of day"),
        ("13 pm", "13 pm is no time of day"),
        ("3:30", "Is 3:30 in the afternoon\\? Write 15:30, or 03:30 for the night"),
        ("later", "I could not read “later” as a time"),
    ],
)
def test_what_is_no_time_says_how_to_write_one(typed: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        rules.clock(typed)


@given(st.times())
def test_every_time_written_out_is_understood(at: time) -> None:
    assert rules.clock(f"{at:%H:%M}") == at.replace(second=0, microsecond=0)


@given(st.text(max_size=300))
def test_whatever_is_typed_is_understood_or_refused_in_words(typed: str) -> None:
    for read in (rules.parse, rules.clock, lambda words: rules.moved(words, NEW_YORK, MONDAY)):
        with contextlib.suppress(UserError):
            read(typed)


@pytest.mark.parametrize("extra", ["0", "6", "", "4.5", "x"])
def test_a_rating_is_one_of_five(extra: str) -> None:
    with pytest.raises(UserError, match="from 1 to 5"):
        rules.score(extra)


def around(**more: object) -> Around:
    given = {"now": MONDAY, "starts_at": TUESDAY, "minutes": 45, **more}
    return Around(**given)  # type: ignore[arg-type]  # the defaults above are of the right types


def test_a_time_inside_a_leap_of_the_clocks_says_what_happens_instead() -> None:
    wanted = moments.landing(date(2027, 3, 14), time(2, 30), NEW_YORK)

    assert wanted.at == datetime(2027, 3, 14, 7, tzinfo=UTC)
    assert moments.warnings(wanted, around(next_at=None)) == (
        "The clocks go forward, so Sun 14 Mar 2027 has no 02:30. The meeting would begin at 03:00.",
    )


def test_a_time_that_comes_twice_is_said_to_be_the_first() -> None:
    wanted = moments.landing(date(2027, 11, 7), time(1, 30), NEW_YORK)

    assert "has 01:30 twice. The first one counts." in moments.warnings(wanted, around())[0]


def test_an_ordinary_time_needs_no_question() -> None:
    wanted = moments.landing(date(2026, 11, 19), time(14), NEW_YORK)

    moments.allowed(wanted, around())
    assert moments.warnings(wanted, around(next_at=datetime(2026, 11, 24, 20, 30, tzinfo=UTC))) == ()


def test_a_day_off_and_the_next_meeting_are_asked_about() -> None:
    wanted = moments.landing(date(2026, 11, 26), time(14), NEW_YORK)
    said = moments.warnings(
        wanted,
        around(
            off="Thanksgiving Day", next_at=datetime(2026, 11, 24, 20, 30, tzinfo=UTC), away=("Tom Whitaker",)
        ),
    )

    assert said == (
        "Thu 26 Nov is Thanksgiving Day. Is that all right for everybody?",
        "That is over the next meeting, Tue 24 Nov at 15:30. To let this one go, skip it instead.",
        "Away on that day: Tom Whitaker.",
    )
    weekend = moments.landing(date(2026, 11, 21), time(14), NEW_YORK)
    assert moments.warnings(weekend, around(off="Saturday"))[0].startswith("Sat 21 Nov is a Saturday.")


@pytest.mark.parametrize(
    ("on", "at", "said", "field"),
    [
        (date(2026, 11, 15), time(9), "has passed: it is 08:00 on Mon 16 Nov now", "day"),
        (date(2026, 11, 16), time(7, 59), "has passed", "time"),
        (date(2026, 11, 17), time(15, 30), "That is when it is already", "time"),
        (date(2028, 11, 17), time(15, 30), "more than a year away", "day"),
    ],
)
def test_a_moment_that_cannot_be_is_told_at_its_field(on: date, at: time, said: str, field: str) -> None:
    with pytest.raises(UserError, match=said) as told:
        moments.allowed(moments.landing(on, at, NEW_YORK), around())
    assert told.value.field == field
