"""The sentence after `/steward action`: what is understood, and that no word is lost."""

import time
from datetime import date, datetime
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers import text
from handlers.actions import rules
from handlers.actions.rules import DUE, OWNER, TEXT, WORKSTREAM, Wanted
from handlers.teams.rules import PRESETS

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=NEW_YORK)  # a Friday
TODAY, FRIDAY, MARCH = NOW.date(), date(2026, 11, 27), date(2027, 3, 14)
PRIYA, SAMIR, ME = "<@U1|priya>", "<@U2|samir>", "U9"


def parse(delivered: str) -> Wanted:
    return rules.parse(
        delivered, actor_id=ME, live=PRESETS, zone=NEW_YORK, now=NOW, names={"W3": "Joy Mensah"}
    )


def said(wanted: Wanted) -> tuple[str, str | None, date | None, str | None]:
    return wanted.text, wanted.owner_id, wanted.due, wanted.workstream


UNDERSTOOD = {
    f"Draft the pacing guide {PRIYA} by Friday in pacing": ("Draft the pacing guide", "U1", FRIDAY, "pacing"),
    f"{PRIYA} by Friday in pacing: Draft the guide": ("Draft the guide", "U1", FRIDAY, "pacing"),
    f"In pacing {PRIYA} by Friday: Draft the guide": ("Draft the guide", "U1", FRIDAY, "pacing"),
    f"in pacing by Friday {PRIYA} draft the guide": ("draft the guide", "U1", FRIDAY, "pacing"),
    f"In pacing, draft the guide {PRIYA} Friday": ("draft the guide", "U1", FRIDAY, "pacing"),
    f"{PRIYA} to draft the guide by Friday": ("draft the guide", "U1", FRIDAY, None),
    f"{PRIYA}, draft the guide by Friday": ("draft the guide", "U1", FRIDAY, None),
    f"{PRIYA} will draft the guide tomorrow": ("draft the guide", "U1", date(2026, 11, 21), None),
    f"Draft the guide ({PRIYA}, by Friday)": ("Draft the guide", "U1", FRIDAY, None),
    f"Draft the guide ({PRIYA}) for Unit 3": ("Draft the guide for Unit 3", "U1", None, None),
    f"Draft the guide [by Friday] {PRIYA}": ("Draft the guide", "U1", FRIDAY, None),
    f"Draft by Friday the guide {PRIYA}": ("Draft the guide", "U1", FRIDAY, None),
    f"Draft, by Friday, the guide {PRIYA}": ("Draft, the guide", "U1", FRIDAY, None),
    f"Draft the guide owner: {PRIYA}, due 3/14": ("Draft the guide", "U1", MARCH, None),
    f"Draft the guide assigned to {PRIYA} 3/14": ("Draft the guide", "U1", MARCH, None),
    f"Draft the guide {PRIYA} {PRIYA}": ("Draft the guide", "U1", None, None),
    "Draft the guide <@U1> in two weeks": ("Draft the guide", "U1", date(2026, 12, 4), None),
    "Draft the guide by Friday.": ("Draft the guide.", None, FRIDAY, None),
    "Is the guide there? By Friday": ("Is the guide there?", None, FRIDAY, None),
    f"Draft the guide\nfor Unit 3\nby Friday {PRIYA}": ("Draft the guide\nfor Unit 3", "U1", FRIDAY, None),
    f"Draft the guide\nby Friday\nfor Unit 3 {PRIYA}": ("Draft the guide\nfor Unit 3", "U1", FRIDAY, None),
    "Draft R&amp;D &lt;b&gt; tags by Friday": ("Draft R&D <b> tags", None, FRIDAY, None),
    # Me.
    "Draft the guide me by Friday in pacing": ("Draft the guide", ME, FRIDAY, "pacing"),
    "Draft the guide @me by Friday": ("Draft the guide", ME, FRIDAY, None),
    "me by Friday: draft the guide": ("draft the guide", ME, FRIDAY, None),
    "Me: draft the guide": ("draft the guide", ME, None, None),
    "Draft the guide, me, in pacing": ("Draft the guide", ME, None, "pacing"),
    "Ask Samir to call me by Friday": ("Ask Samir to call me", None, FRIDAY, None),
    "Send the letter to me by Friday": ("Send the letter to me", None, FRIDAY, None),
    f"Send it to me {PRIYA}": ("Send it to me", "U1", None, None),
    "Read about the Me.gov site": ("Read about the Me.gov site", None, None, None),
    # The one person who is mentioned owns it; a name that is part of the sentence stays in it.
    f"Ask {PRIYA} for the letter by Friday": ("Ask @priya for the letter", "U1", FRIDAY, None),
    f"Send the letter to {PRIYA} by Friday": ("Send the letter to @priya", "U1", FRIDAY, None),
    "Ask <@W3> for the letter": ("Ask @Joy Mensah for the letter", "W3", None, None),
    # Workstreams.
    "Draft it in planning support by Friday": ("Draft it", None, FRIDAY, "planning support"),
    "Draft it in planing suport by Friday": ("Draft it", None, FRIDAY, "planning support"),
    "Draft it in planning support fri": ("Draft it", None, FRIDAY, "planning support"),
    "Draft it in planning support": ("Draft it", None, None, "planning support"),
    "Draft it in planning by Friday": ("Draft it", None, FRIDAY, "planning support"),
    "Draft it in pacng by Friday": ("Draft it", None, FRIDAY, "pacing"),
    "Draft it in the pacing workstream": ("Draft it", None, None, "pacing"),
    "Draft it in workstream pacing": ("Draft it", None, None, "pacing"),
    "Draft it in the pacing": ("Draft it", None, None, "pacing"),
    "Draft it in Unit 3 in grading": ("Draft it in Unit 3", None, None, "grading"),
    "Draft it in the library by Friday": ("Draft it in the library", None, FRIDAY, None),
    "Draft it by Friday in the library": ("Draft it in the library", None, FRIDAY, None),
    "Draft it by Friday in time for all of the schools": (
        "Draft it in time for all of the schools",
        None,
        FRIDAY,
        None,
    ),
    f"Send the letter to {PRIYA} in Spanish by Friday": (
        "Send the letter to @priya in Spanish",
        "U1",
        FRIDAY,
        None,
    ),
    "List the gaps in the plan by Friday": ("List the gaps in the plan", None, FRIDAY, None),
    "In training sessions collect questions": ("In training sessions collect questions", None, None, None),
    "In the library, draft the guide": ("In the library, draft the guide", None, None, None),
    "Draft the guide in two weeks in pacing": ("Draft the guide", None, date(2026, 12, 4), "pacing"),
    "Draft the guide in pacing in two weeks": ("Draft the guide", None, date(2026, 12, 4), "pacing"),
    "Plan the log-in pacing": ("Plan the log-in pacing", None, None, None),
    # Words that say more than the day stay.
    "Draft the guide by Friday noon in pacing": ("Draft the guide by Friday noon", None, FRIDAY, "pacing"),
    # No words of a sentence are stolen.
    "Read the Friday memo by 3/14": ("Read the Friday memo", None, MARCH, None),
    "Mark Unit 3 lessons that may be shortened": (
        "Mark Unit 3 lessons that may be shortened",
        None,
        None,
        None,
    ),
    "Write to office@harborglen.example by Friday": (
        "Write to office@harborglen.example",
        None,
        FRIDAY,
        None,
    ),
    "Meet @3pm by Friday": ("Meet @3pm", None, FRIDAY, None),
    # Parts alone.
    "": ("", None, None, None),
    PRIYA: ("", "U1", None, None),
    "in pacing": ("", None, None, "pacing"),
    f"by Friday {PRIYA}": ("", "U1", FRIDAY, None),
    "me": ("", ME, None, None),
}

ASKED = {
    f"Draft the guide {PRIYA} {SAMIR} by Friday": (
        ("Draft the guide @priya @samir", None, FRIDAY, None),
        OWNER,
        "An action has one owner, and this names @priya and @samir. Choose one, and write the others without the @.",
    ),
    f"{PRIYA} &amp; {SAMIR}: draft the guide": (
        ("@priya & @samir: draft the guide", None, None, None),
        OWNER,
        "this names @priya and @samir",
    ),
    f"Draft the guide @me {PRIYA}": (
        ("Draft the guide @me @priya", None, None, None),
        OWNER,
        "names @priya and @me",
    ),
    "Draft the guide @priya by Friday": (
        ("Draft the guide @priya", None, FRIDAY, None),
        OWNER,
        "I could not find @priya. Type @ and choose the person from Slack's list, or choose the owner in the form.",
    ),
    f"Draft the guide @samir.p {PRIYA}": (
        ("Draft the guide @samir.p", "U1", None, None),
        OWNER,
        "could not find @samir.p.",
    ),
    "Tell <!channel> by Friday": (
        ("Tell @channel", None, FRIDAY, None),
        OWNER,
        "An action has one owner, not a whole channel. Type @ and choose one person.",
    ),
    f"Draft it {PRIYA} by yesterday": (
        ("Draft it", "U1", None, None),
        DUE,
        "Thu 19 Nov, which has passed",
    ),
    f"Draft it by 2/30 {PRIYA} in pacing": (
        ("Draft it", "U1", None, "pacing"),
        DUE,
        "not a day of the calendar",
    ),
    f"Draft by 11/2 at noon the guide {PRIYA}": (
        ("Draft the guide", "U1", None, None),
        DUE,
        "“by 11/2 at noon” is Mon 2 Nov, which has passed",
    ),
    f"Draft it by when possible {PRIYA} in pacing": (
        ("Draft it by when possible", "U1", None, "pacing"),
        DUE,
        "I could not read “when possible” as a day. Write it like “Friday”",
    ),
    "Get it approved by May": (
        ("Get it approved by May", None, None, None),
        DUE,
        "I could not read “May” as a day. Say which day, like “14 May”",
    ),
    "Draft it by Fridya in pacing": (
        ("Draft it", None, None, "pacing"),
        DUE,
        "Did you mean Friday?",
    ),
    "Draft the dates in schedule by Friday": (
        ("Draft the dates in schedule", None, FRIDAY, None),
        WORKSTREAM,
        "There is no workstream called “schedule” here. Did you mean “scheduling”, ",
    ),
    f"Draft it {PRIYA} by Friday in zoology": (
        ("Draft it in zoology", "U1", FRIDAY, None),
        WORKSTREAM,
        "There is no workstream called “zoology” here. Did you mean “",
    ),
    f"Draft it by Friday {PRIYA} in Zoology!": (
        ("Draft it in Zoology!", "U1", FRIDAY, None),
        WORKSTREAM,
        "There is no workstream called “Zoology” here.",
    ),
    "Draft the letter in the families workstream": (
        ("Draft the letter in the families workstream", None, None, None),
        WORKSTREAM,
        "There is no workstream called “families” here.",
    ),
    "Draft it " + "x" * 300 + " by Friday": (
        ("Draft it " + "x" * 300, None, FRIDAY, None),
        TEXT,
        "An action can have 300 characters, and this one has 309.",
    ),
}


@pytest.mark.parametrize(("delivered", "expected"), UNDERSTOOD.items())
def test_the_parts_are_understood_and_the_rest_is_the_text(
    delivered: str, expected: tuple[str, str | None, date | None, str | None]
) -> None:
    wanted = parse(delivered)

    assert said(wanted) == expected
    assert wanted.problems == ()


@pytest.mark.parametrize(("delivered", "expected"), ASKED.items())
def test_what_is_not_certain_is_asked_at_its_field_and_nothing_typed_is_lost(
    delivered: str, expected: tuple[tuple[str, str | None, date | None, str | None], str, str]
) -> None:
    wanted = parse(delivered)

    assert said(wanted) == expected[0]
    [problem] = wanted.problems
    assert problem.field == expected[1]
    assert expected[2] in problem.text


def test_each_mistake_is_said_in_the_order_of_the_form() -> None:
    wanted = parse("Draft " + "x" * 300 + " @priya by 2/30 in schedule")

    assert [problem.field for problem in wanted.problems] == [TEXT, OWNER, DUE, WORKSTREAM]


def test_an_owner_is_named_even_when_a_whole_channel_is_told() -> None:
    wanted = parse(f"Tell <!channel> about the block {PRIYA}")

    assert (wanted.owner_id, wanted.problems) == ("U1", ())


@pytest.mark.parametrize("order", [*permutations(["by Friday", "in planning support", PRIYA])])
@pytest.mark.parametrize("place", ["{words} {parts}", "{parts}: {words}"])
def test_the_parts_stand_in_any_order(order: tuple[str, ...], place: str) -> None:
    wanted = parse(place.format(words="Write the Unit 3 study guide", parts=" ".join(order)))

    assert said(wanted) == ("Write the Unit 3 study guide", "U1", FRIDAY, "planning support")


MIDDLE = ["the", "guide", "R&D", "<b>", "Unit", "3,", "maybe", "«é»", "שלום", "👩\u200d🏫", "`x`", "(all)"]
LAST = ["guide", "R&D", "maybe", "שלום", "`x`", "👩\u200d🏫"]
WORDS = st.builds(
    lambda middle, last: ["Draft", *middle, last],
    st.lists(st.sampled_from(MIDDLE), max_size=10),
    st.sampled_from(LAST),
)


@given(WORDS, st.permutations(["by Friday", "in grading", PRIYA]), st.booleans())
@settings(deadline=None)
def test_every_word_around_the_parts_is_kept(words: list[str], parts: list[str], first: bool) -> None:
    sentence, said_parts = text.escape(" ".join(words)), " ".join(parts)

    wanted = parse(f"{said_parts}: {sentence}" if first else f"{sentence} {said_parts}")

    assert said(wanted) == (" ".join(words), "U1", FRIDAY, "grading")


ANYTHING = st.lists(
    st.sampled_from(
        [
            "by",
            "Friday",
            "in",
            "pacing",
            "the",
            PRIYA,
            SAMIR,
            "<@U3>",
            "@me",
            "me",
            "@ana",
            ":",
            ",",
            "(",
            ")",
            "3/14",
        ]
    )
    | st.sampled_from(
        ["by 2/30", "noon", "workstream", "\n", "&amp;", "&lt;!channel&gt;", "<!here>", "\ue000", "-", "."]
    )
    | st.text(max_size=12).map(text.escape),
    max_size=14,
).map(" ".join)


@given(ANYTHING | st.text(max_size=3000))
@settings(deadline=None)
def test_whatever_is_typed_is_an_answer_and_invents_nothing(delivered: str) -> None:
    typed = text.typed(delivered).text
    wanted = rules.parse(delivered, actor_id=ME, live=PRESETS, zone=NEW_YORK, now=NOW)

    left = iter(typed)
    assert all(character in left for character in wanted.text if not character.isspace())
    assert wanted.workstream is None or wanted.workstream in PRESETS
    assert wanted.due is None or wanted.due >= TODAY
    read_as_a_day = any(problem.field == DUE for problem in wanted.problems)
    if (wanted.owner_id, wanted.due, wanted.workstream) == (None, None, None) and not read_as_a_day:
        assert wanted.text == typed.strip()


def test_what_an_action_cannot_be_without_is_missing() -> None:
    assert parse("").missing == (TEXT, OWNER, DUE)
    assert parse("Draft the guide by Friday").missing == (OWNER,)
    assert parse(f"Draft the guide {PRIYA} by Friday").missing == ()


def test_what_was_understood_is_shown_in_words() -> None:
    wanted = rules.parse(
        "Draft it @me by Friday in R&amp;D", actor_id=ME, live=["R&D"], zone=NEW_YORK, now=NOW
    )

    assert rules.understood(wanted, owner="<@U9>", today=TODAY) == (
        "Owner <@U9>",
        "due Fri 27 Nov, in 7 days",
        "workstream R&amp;D",
    )
    assert rules.understood(parse("Draft it"), owner=None, today=TODAY) == ()


@pytest.mark.parametrize(
    "words", ["The pacing guide", "Our visits", "We should ask", "who calls", "?!", "👍"]
)
def test_a_text_without_a_verb_first_gets_a_gentle_hint(words: str) -> None:
    wanted = parse(words)

    assert wanted.hints == (
        "An action is easier to finish when it starts with a verb, like “Draft” or “Ask”.",
    )
    assert wanted.problems == ()


@pytest.mark.parametrize(
    "words", ["", "Draft the guide", "Theme the room", "Alter the plan", "Publish the Unit 1-2 calendar"]
)
def test_a_text_that_starts_with_a_verb_gets_none(words: str) -> None:
    assert parse(words).hints == ()


@pytest.mark.parametrize(
    "word", ["in ", "by ", "@a ", f"{PRIYA} ", "in pacing ", "me ", "( ", "in the ", "owner: ", "\n", "&amp;"]
)
def test_no_sentence_takes_long(word: str) -> None:
    began = time.process_time()
    parse((word * 3000)[:3000])

    assert time.process_time() - began < 1
