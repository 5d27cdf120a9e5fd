"""Due dates in sentences that are about something else."""

import time
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from handlers import dates
from handlers.dates.grammar import MARKER

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=NEW_YORK)  # a Friday
MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)
MARCH = date(2027, 3, 14)

FOUND = {
    # At the end.
    "Draft the pacing guide by Friday": ("by Friday", FRIDAY),
    "Draft the pacing guide by Friday.": ("by Friday", FRIDAY),
    "Draft the pacing guide BY FRIDAY!": ("BY FRIDAY", FRIDAY),
    "Draft the pacing guide (by Friday)": ("by Friday", FRIDAY),
    "Draft the pacing guide due 3/14": ("due 3/14", MARCH),
    "Draft the pacing guide, due: 3/14": ("due: 3/14", MARCH),
    "Draft the pacing guide by 3/14": ("by 3/14", MARCH),
    "Draft the pacing guide, 3/14": ("3/14", MARCH),
    "Draft the pacing guide - 3/14": ("3/14", MARCH),
    "Draft the pacing guide \ue000\ue000 3/14": ("3/14", MARCH),
    "Draft the pacing guide by the 14th": ("by the 14th", date(2026, 12, 14)),
    "Draft the pacing guide tomorrow": ("tomorrow", date(2026, 11, 21)),
    "Draft the pacing guide Friday": ("Friday", FRIDAY),
    "Draft the pacing guide fri": ("fri", FRIDAY),
    "Draft the pacing guide Tues.": ("Tues.", date(2026, 11, 24)),
    "Draft the pacing guide on Friday": ("on Friday", FRIDAY),
    "Draft the pacing guide on sat": ("on sat", date(2026, 11, 21)),
    "Draft the pacing guide next Tue": ("next Tue", date(2026, 11, 24)),
    "Draft the pacing guide in two weeks": ("in two weeks", date(2026, 12, 4)),
    "Draft the pacing guide by end of month": ("by end of month", date(2026, 11, 30)),
    "Draft the pacing guide 2027-03-14": ("2027-03-14", MARCH),
    "Draft the pacing guide 14 March": ("14 March", MARCH),
    "Draft the pacing guide by March 14, 2027": ("by March 14, 2027", MARCH),
    "Keep the room until Friday": ("until Friday", FRIDAY),
    "Read the Friday memo by Monday": ("by Monday", MONDAY),
    "Read the memo due Friday by Monday": ("by Monday", MONDAY),
    "Ask May by Friday": ("by Friday", FRIDAY),
    "Sort the books by level by Friday": ("by Friday", FRIDAY),
    "by Friday": ("by Friday", FRIDAY),
    "Friday": ("Friday", FRIDAY),
    # At the start.
    "By Friday draft the pacing guide": ("By Friday", FRIDAY),
    "By Friday: draft the pacing guide": ("By Friday", FRIDAY),
    "Friday: draft the pacing guide": ("Friday", FRIDAY),
    "3/14: draft the pacing guide": ("3/14", MARCH),
    "On Friday, draft the pacing guide": ("On Friday", FRIDAY),
    "Tomorrow - draft the pacing guide": ("Tomorrow", date(2026, 11, 21)),
    "In two weeks, draft the pacing guide": ("In two weeks", date(2026, 12, 4)),
    # After "by" anywhere, the last one first.
    "Draft by Friday the pacing guide": ("by Friday", FRIDAY),
    "Draft by Monday or by Friday at best the guide": ("by Friday", FRIDAY),
    "Draft no later than Friday the pacing guide": ("no later than Friday", FRIDAY),
}

STAYS = {
    "Draft the pacing guide by Friday noon": ("by Friday noon", FRIDAY),
    "Draft the pacing guide by 5pm Friday": ("by 5pm Friday", FRIDAY),
    "Draft the pacing guide on Friday morning": ("on Friday morning", FRIDAY),
    "Send the letter before Friday": ("before Friday", date(2026, 11, 26)),
}

TEXT = [
    "",
    " ,;. ",
    "Mark lessons that may be shortened",
    "Prepare the slides for Friday",
    "Prepare the slides for 3/14",
    "Meet every Friday",
    "Meet on Monday and Friday",
    "Use the numbers from Friday",
    "Write up what we saw last Friday",
    "Write up what we saw yesterday",
    "Write up what we saw on 11/2",
    "Friday memo: read it",
    "Yesterday: write it up",
    "Prepare Friday's meeting",
    "Finish by Friday's meeting",
    "Read pages 3/4",
    "Mark a 24/7 line",
    "Check where the students sat",
    "Look at the 14th",
    "Shorten Unit 3 by two weeks",
    "Move the launch by 3 days",
    "Say how much is done in a day",
    "Sort the books by day",
    "Get it approved by May",
    "Ask by mail",
    "Tell Friday from Monday",
    "Check the stand-by Friday-list",
    "Look for the 2026-11-27T09:00 entry",
]

PROBLEMS = {
    "Draft it by 2/30 at noon": ("by 2/30 at noon", "not a day of the calendar"),
    "Draft the pacing guide by yesterday": ("by yesterday", "which has passed"),
    "Draft the pacing guide by 11/2": ("by 11/2", "which has passed"),
    "Draft the pacing guide by 2/30": ("by 2/30", "not a day of the calendar"),
    "Draft the pacing guide by 14/3": ("by 14/3", "If you mean 14 March"),
    "Draft the pacing guide, 14/3": ("14/3", "If you mean 14 March"),
    "By 2/30 draft the pacing guide": ("By 2/30", "not a day of the calendar"),
    "Draft by 2/30 the pacing guide": ("by 2/30", "not a day of the calendar"),
    "Draft the pacing guide by Fridya": ("by Fridya", "Did you mean Friday?"),
    "Draft the pacing guide until Tusday.": ("until Tusday", "Did you mean Tuesday?"),
}


@pytest.mark.parametrize(("sentence", "expected"), FOUND.items())
def test_a_due_date_is_found_by_its_own_words(sentence: str, expected: tuple[str, date]) -> None:
    found = dates.find(sentence, NEW_YORK, NOW)

    assert found
    assert (found.words, found.on, found.stays) == (*expected, False)
    assert sentence[found.start : found.end] == found.words


@pytest.mark.parametrize(("sentence", "expected"), STAYS.items())
def test_words_that_say_more_than_the_day_belong_in_the_text(
    sentence: str, expected: tuple[str, date]
) -> None:
    found = dates.find(sentence, NEW_YORK, NOW)

    assert found
    assert (found.words, found.on, found.stays) == (*expected, True)


@pytest.mark.parametrize("sentence", TEXT)
def test_words_of_the_sentence_are_not_stolen(sentence: str) -> None:
    assert dates.find(sentence, NEW_YORK, NOW) is None


@pytest.mark.parametrize(("sentence", "expected"), PROBLEMS.items())
def test_a_day_that_cannot_be_meant_is_found_with_its_problem(
    sentence: str, expected: tuple[str, str]
) -> None:
    found = dates.find(sentence, NEW_YORK, NOW)

    assert found
    assert found.problem
    assert found.on is None
    assert found.words == expected[0]
    assert expected[1] in found.problem.text
    assert MARKER.sub("", found.words) in found.problem.text


@pytest.mark.parametrize(
    ("sentence", "problem"),
    [
        ("Draft the guide by when possible.", "I could not read “when possible” as a day."),
        ("Draft it no later than the launch", "I could not read “the launch” as a day."),
        ("Draft the guide", None),
        ("Work on it by turns until all of the schools are done", None),
        ("Draft it by April 3", None),
        ("Draft it by \ue000\ue000 soon", None),
    ],
)
def test_what_was_tried_as_a_day_and_is_none_is_said(sentence: str, problem: str | None) -> None:
    tried = dates.tried(sentence, NEW_YORK, NOW)

    assert (tried and tried.text.startswith(problem or "-")) == (problem and True)


@pytest.mark.parametrize(
    "word", ["by ", "due by ", "in ", "by 1 ", "Friday ", "1/", "the 1st ", " ", "\ue000", "(", "by Fri"]
)
def test_no_sentence_takes_long(word: str) -> None:
    began = time.process_time()
    dates.find((word * 3000)[:3000], NEW_YORK, NOW)
    dates.tried((word * 3000)[:3000], NEW_YORK, NOW)

    assert time.process_time() - began < 0.5
