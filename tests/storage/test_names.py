import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pacing", " pacing "),
        ("Planning  support", "planning\u00a0support"),
        ("STRASSE", "straße"),
        ("é", "e\u0301"),
    ],
)
def test_names_that_people_read_as_the_same_share_a_key(one: str, other: str) -> None:
    assert names.key(one) == names.key(other)


def test_different_words_have_different_keys() -> None:
    assert names.key("pacing") != names.key("placing")


@given(st.text())
def test_a_tidied_name_keeps_its_key_and_stays_tidy(name: str) -> None:
    assert names.tidy(names.tidy(name)) == names.tidy(name)
    assert names.key(names.tidy(name)) == names.key(name)
