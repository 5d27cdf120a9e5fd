"""Whatever JSON an app sends, it is answered with sentences, never with an exception."""

import json
import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox import blocks
from sandbox.blocks import Surface
from sandbox.blocks.catalogue import BLOCKS

SENTENCE = re.compile(r"^\[ERROR\] .+?( \[json-pointer:(/.*)?\])?$", re.DOTALL)
KIND_NAMES = "button static_select plain_text mrkdwn rich_text_list raw_text pie bar modal home"
FIELD_NAMES = """type text elements accessory element label options option_groups initial_option initial_options value
fields blocks rows tasks title child_blocks chart series segments axis_config data submit block_id action_id
dispatch_action is_decimal_allowed min_value max_value status"""
KINDS = st.sampled_from([*BLOCKS.shapes, *KIND_NAMES.split()])
NAMES = st.sampled_from(FIELD_NAMES.split())
LEAF = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | KINDS
ANY_JSON = st.recursive(
    LEAF,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(NAMES | st.text(max_size=4), inner, max_size=5)
        | st.builds(
            lambda kind, rest: {**rest, "type": kind}, KINDS, st.dictionaries(NAMES, inner, max_size=5)
        )
    ),
    max_leaves=30,
)
SURFACES: st.SearchStrategy[Surface] = st.sampled_from(["message", "modal", "home"])


def all_sentences(problems: list[str]) -> bool:
    return all(SENTENCE.match(problem) for problem in problems)


@settings(deadline=None)  # the machine may be busy; speed is not what is promised here
@given(st.lists(ANY_JSON, max_size=4), SURFACES)
def test_any_blocks_are_answered(anything: list[Any], surface: Surface) -> None:
    assert all_sentences(blocks.check(anything, surface))


@settings(deadline=None)
@given(ANY_JSON)
def test_any_view_is_answered(anything: Any) -> None:
    assert all_sentences(blocks.view_problems(anything))


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["text", "blocks", "attachments", "metadata", "markdown_text", "channel"]), ANY_JSON
    )
)
def test_any_message_is_answered_with_one_of_slacks_errors(anything: dict[str, Any]) -> None:
    problems = blocks.message_problems(anything)

    assert all_sentences(problems)
    assert not problems or blocks.error_code(problems)


@settings(deadline=None)
@given(st.lists(ANY_JSON, max_size=4), SURFACES)
def test_the_same_blocks_get_the_same_answer_and_are_left_alone(
    anything: list[Any], surface: Surface
) -> None:
    before = json.dumps(anything)

    assert blocks.check(anything, surface) == blocks.check(anything, surface)
    assert json.dumps(anything) == before
