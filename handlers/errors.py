"""What a person can do something about, said where it is noticed. `bot/errors.py` turns it into an answer."""

from slack_sdk.models.views import View


class UserError(Exception):
    """One or two sentences: what was wrong, and the next step.

    `text` is plain words, what the person typed among them as they typed it: whoever shows it escapes it, once.
    `field` is the block id of the form field that is meant, so that an open form can show the sentence there.
    `form` is a form to open in place of the sentence, filled with what was typed so that nothing is lost.
    """

    def __init__(self, text: str, field: str | None = None, *, form: View | None = None) -> None:
        super().__init__(text)
        self._text = text
        self._field = field
        self._form = form

    @property
    def text(self) -> str:
        return self._text

    @property
    def field(self) -> str | None:
        return self._field

    @property
    def form(self) -> View | None:
        return self._form

    def at(self, field: str) -> "UserError":
        """Return the same sentence, said at that field: a rule that knows no form leaves it to one that does."""
        return UserError(self.text, field, form=self.form)
