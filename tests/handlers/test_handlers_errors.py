import pytest

from handlers.errors import UserError


def test_a_mistake_is_a_sentence_and_where_it_was_made() -> None:
    error = UserError("No day was written.", "due")

    assert (str(error), error.text, error.field, error.form) == (
        "No day was written.",
        "No day was written.",
        "due",
        None,
    )


def test_a_rule_that_knows_no_form_leaves_the_field_to_one_that_does() -> None:
    said = UserError("No day was written.")

    assert (said.at("due").text, said.at("due").field, said.field) == ("No day was written.", "due", None)


@pytest.mark.parametrize("name", ["text", "field", "form"])
def test_what_was_said_stays_as_it_was_said(name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(UserError("No day was written."), name, "something else")
