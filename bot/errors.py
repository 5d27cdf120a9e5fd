"""The one place where an exception becomes words."""

import secrets

import structlog

from bot.knock import Knock
from handlers.answer import Answer, Errors, Message, Nothing, Open, Say
from handlers.errors import UserError
from handlers.text import escape
from storage.errors import AlreadyDone, Changed, NotFound, Refused

log = structlog.get_logger()


def answer(error: Exception, came: Knock, *, support_contact: str) -> Answer:
    """Return what the person is told, where they made the mistake: at the field of an open form, else in words.

    What was typed after `/steward` is repeated, so that nobody has to type it again.
    """
    if isinstance(error, AlreadyDone):
        return repeated(came)
    told = words(error, support_contact=support_contact)
    if told.form:
        return Open(told.form)
    if came.kind == "form":
        return Errors({told.field or _first_field(came): told.text})
    if came.kind in {"search", "event"}:
        return Nothing()
    return Say(Message(escape(told.text) + came.typed_again))


def words(error: Exception, *, support_contact: str) -> UserError:
    """Return the sentence for this error, with the next step in it."""
    match error:
        case UserError():
            return error
        case NotFound(what=what, which=which):
            return UserError(
                f"I know no {what} {which} in this team. `/steward {what}s` lists what there is."
            )
        case Changed(verb=verb):
            return UserError(
                f"Somebody has changed this since ({verb}), so it was not undone. Its history shows who and when; "
                "change it by hand if you still want to."
            )
        case Refused(reason=reason):
            return UserError(
                f"That step does not fit any more ({reason.replace('_', ' ')}). Look at it again first."
            )
    reference = secrets.token_hex(3)
    log.error("A listener failed", reference=reference, exc_info=error)
    return UserError(
        f"Something went wrong on my side, and nothing was changed. Please try again; if it happens again, tell "
        f"{support_contact} this reference: {reference}."
    )


def repeated(came: Knock) -> Answer:
    """Answer a delivery that Slack sent twice: the first one did it."""
    if came.kind == "command":
        return Say(Message("That is done already. `/steward` shows how things stand."))
    return Nothing()


def _first_field(came: Knock) -> str:
    """An error must stand at an input (Slack: Modals), so the first one takes what belongs to none."""
    blocks = (came.view or {}).get("blocks") or []
    return next((block["block_id"] for block in blocks if block["type"] == "input"), "form")
