import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.errors import UserError
from handlers.teams.rules import PRESETS
from handlers.workstreams import rules


def test_a_team_starts_from_the_seven_that_a_leader_steers() -> None:
    assert len(PRESETS) == 7
    assert [rules.name(preset) for preset in PRESETS] == list(PRESETS)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("pacing", "pacing"),
        ("  Family \n letters ", "Family letters"),
        ("K-5", "K-5"),
        ("家庭", "家庭"),
        ("x" * 60, "x" * 60),
    ],
)
def test_a_name_is_kept_as_typed_without_stray_space(typed: str, name: str) -> None:
    assert rules.name(typed) == name


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Please give the workstream a name."),
        (" \n ", "Please give the workstream a name."),
        ("x" * 61, "has 61 characters; 60 fit. Please shorten it."),
        ("Overdue", "“Overdue” has a meaning of its own in commands. Choose another name."),
        ("PACING", "There is a workstream called “pacing” already. Choose another name."),
        (
            "Planning  Support",
            "There is a workstream called “planning support” already. Choose another name.",
        ),
    ],
)
def test_a_name_that_does_not_serve_is_refused_with_why(typed: str, said: str) -> None:
    with pytest.raises(UserError) as refused:
        rules.name(typed, taken=PRESETS)

    assert said in refused.value.text
    assert refused.value.field == rules.NAME


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("pacing", "pacing"),
        ("PACING", "pacing"),
        ("the pacing workstream", "pacing"),
        ("".join(chr(ord(letter) + 0xFEE0) for letter in "pacing"), "pacing"),
        ("planning", "planning support"),
        ("plan", "planning support"),
        ("sched", "scheduling"),
        ("pacng", "pacing"),
        ("assesment", "assessment"),
        ("planing suport", "planning support"),
    ],
)
def test_a_name_is_found_when_it_is_nearly_right(typed: str, name: str) -> None:
    assert rules.find(typed, PRESETS) == name
    assert rules.match(typed, PRESETS).name == name


def test_only_the_same_name_is_exact() -> None:
    assert rules.match("Pacing", PRESETS).exact
    assert not rules.match("pacin", PRESETS).exact


def test_an_unknown_name_is_answered_with_the_nearest_three() -> None:
    with pytest.raises(UserError) as refused:
        rules.find("the schedule", PRESETS)

    assert refused.value.text.startswith(
        "There is no workstream called “schedule” here. Did you mean “scheduling”, "
    )
    assert refused.value.text.count("“") == 4
    assert refused.value.field == rules.WORKSTREAM


def test_a_name_that_may_be_several_is_asked_about() -> None:
    live = ["training", "planning support", "planning time"]

    match = rules.match("plan", live)

    assert (match.name, match.akin) == (None, True)
    assert set(match.nearest[:2]) == {"planning support", "planning time"}
    with pytest.raises(UserError, match="Did you mean “planning support”, “planning time” or “training”"):
        rules.find("plan", live)


def test_a_word_is_not_a_workstream_because_three_letters_agree() -> None:
    assert rules.match("tra", PRESETS).name is None
    assert rules.match("library", PRESETS) == rules.Match(
        None, nearest=rules.match("library", PRESETS).nearest
    )


def test_a_team_without_workstreams_is_told_how_to_add_one() -> None:
    with pytest.raises(UserError, match=r"no workstreams yet\. Add one with `/steward workstream add NAME`"):
        rules.find("pacing", [])


@given(st.text(max_size=80), st.lists(st.text(max_size=60), max_size=9))
def test_whatever_is_typed_is_a_name_or_a_question(typed: str, live: list[str]) -> None:
    match = rules.match(typed, live)

    assert match.name is None or match.name in live
    assert len(match.nearest) <= 3
    assert set(match.nearest) <= set(live)
    assert len(set(match.nearest)) == len(match.nearest)


def test_a_long_text_among_many_names_takes_no_time() -> None:
    began = time.process_time()
    rules.match("workstream " * 300, [f"workstream {number} of many" for number in range(40)])

    assert time.process_time() - began < 0.5
