import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import help as help_words
from handlers.answer import Answer, Nothing
from handlers.ask import Ask
from handlers.feature import Command, Feature


async def listener(ask: Ask) -> Answer:
    return Nothing()


SETUP = Command("setup", "", "Make this channel a team.", listener, needs_team=False)
ACTION = Command("action", "Draft the guide @ana by Friday", "Keep an action.", listener, aliases=("todo",))
NUMBER = Command("A-12", "", "Show one action.", listener, pattern=re.compile(r"[Aa]-?\d+"))
PANEL = Command("", "", "", listener)
FEATURES = [Feature("teams", commands=(SETUP, PANEL)), Feature("actions", commands=(ACTION, NUMBER))]
FEATURES = [*FEATURES, help_words.feature_for(FEATURES)]


def told(typed: str) -> str:
    return help_words.reply(FEATURES, typed).text


def test_help_alone_lists_every_command_grouped_by_feature() -> None:
    words = told("")

    assert words.index("*Teams*") < words.index("/steward setup") < words.index("*Actions*")
    assert "`/steward action Draft the guide @ana by Friday`\nKeep an action." in words
    assert "/steward help [word]" in words


def test_the_text_says_all_that_the_blocks_say() -> None:
    message = help_words.reply(FEATURES, "")
    shown = [block.to_dict() for block in message.blocks]
    sections = [block["text"]["text"] for block in shown if block["type"] == "section"]

    assert all(section in message.text for section in sections)


@pytest.mark.parametrize("word", ["action", "ACTION", "todo"])
def test_help_on_a_word_shows_how_it_is_typed_and_its_other_words(word: str) -> None:
    assert told(word).startswith("`/steward action Draft the guide @ana by Friday`")
    assert "`todo`" in told(word)


def test_help_on_a_number_shows_what_a_number_does() -> None:
    assert told("A-3").startswith("`/steward A-12`\nShow one action.")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("actoin", "action"), ("set-up", "setup"), ("act", "action"), ("hlep", "help"), ("SETPU", "setup")],
)
def test_what_is_not_understood_is_answered_with_the_nearest_word(typed: str, meant: str) -> None:
    assert f"I do not know “{typed}”. Did you mean `/steward {meant}`?" in told(typed)


def test_the_rest_of_what_was_typed_stays_behind_the_nearest_word() -> None:
    assert "`/steward action Draft a &lt;b&gt;`" in told("acton Draft a <b>")


def test_a_backtick_in_what_was_typed_does_not_end_the_code() -> None:
    assert "Did you mean “/steward action use `make`”?" in told("acton use `make`")


def test_what_is_near_to_nothing_is_answered_with_the_list() -> None:
    assert told("qqq") == "I do not know “qqq”. `/steward help` lists what I understand."


@given(st.text(max_size=3000))
def test_anything_typed_pings_nobody_and_fits(typed: str) -> None:
    for start in ("", "acton "):
        message = help_words.reply(FEATURES, start + typed)
        assert "<!" not in message.text
        assert "<@" not in message.text
        assert all(block.to_dict() for block in message.blocks)
