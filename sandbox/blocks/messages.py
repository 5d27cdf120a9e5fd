"""Messages: what chat.postMessage, chat.update, chat.postEphemeral and a response_url take.

Sources: docs.slack.dev/reference/methods/chat.postMessage, /messaging/message-metadata and
/legacy/legacy-messaging/legacy-secondary-message-attachments.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sandbox.blocks import payloads
from sandbox.blocks.catalogue import BLOCK_COUNT, BLOCKS
from sandbox.blocks.language import AnyObject, Anything, Array, Flag, Kind, Place, Shape, String
from sandbox.blocks.layouts import MARKDOWN_MAX

TEXT_MAX = 40_000  # longer text is cut off by Slack, not refused

_BLOCKS = Array(BLOCKS, most=BLOCK_COUNT["message"])
_FIELD = Shape(optional={"title": String(), "value": String(), "short": Flag()})
_WORDS = """fallback color pretext author_name author_link author_icon author_subname title title_link text
image_url thumb_url footer footer_icon callback_id app_unfurl_url app_id bot_id attachment_type"""
_ATTACHMENT = Shape(
    optional={
        **{name: String() for name in _WORDS.split()},
        "blocks": _BLOCKS,
        "fields": Array(_FIELD),
        "mrkdwn_in": Array(String()),
        "actions": Array(AnyObject()),
        "ts": Anything(),
        "is_app_unfurl": Flag(),
        "preview": AnyObject(),
    }
)
_EVENT = Shape(
    # A full stop in the type makes Slack drop the metadata without a word (slackapi/bolt-python#863).
    required={"event_type": String(1, pattern="^[A-Za-z0-9_-]+$"), "event_payload": AnyObject()}
)
_WORK_OBJECTS = Shape(required={"entities": Array(AnyObject())})

_ARGUMENTS: Mapping[str, Kind] = {
    "text": String(),
    "markdown_text": String(most=MARKDOWN_MAX),
    "blocks": _BLOCKS,
    "attachments": Array(_ATTACHMENT, most=100),
}
_NO_TEXT = "[ERROR] no_text"
_TOO_LONG = "[ERROR] msg_blocks_too_long"
_BOTH_TEXTS = "[ERROR] markdown_text_conflict"


def message_problems(payload: Mapping[str, Any]) -> list[str]:
    """What Slack would say of this message, its JSON already decoded. Empty when it would take it.

    Looks at `text`, `markdown_text`, `blocks`, `attachments` and `metadata`; other arguments belong to the
    method. An argument that is None counts as not given.
    """
    given = {name: value for name, value in payload.items() if value is not None}
    at = Place("message")
    found = [
        problem
        for name, kind in _ARGUMENTS.items()
        if name in given
        for problem in kind.problems(given[name], at / name)
    ]
    if "metadata" in given:
        found += _metadata_problems(given["metadata"], at / "metadata")
    return found or list(_whole(given, at))


def _metadata_problems(metadata: object, at: Place) -> Iterator[str]:
    about_objects = isinstance(metadata, Mapping) and "entities" in metadata
    return (_WORK_OBJECTS if about_objects else _EVENT).problems(metadata, at)


def _whole(given: Mapping[str, Any], at: Place) -> Iterator[str]:
    if given.get("markdown_text") and (given.get("text") or given.get("blocks")):
        yield _BOTH_TEXTS
    says_something = any(given.get(name) for name in _ARGUMENTS)
    if not says_something and given.get("delete_original") is not True:
        yield _NO_TEXT
    stacks = [(given.get("blocks", []), at / "blocks")]
    for number, attachment in enumerate(given.get("attachments", [])):
        stacks.append((attachment.get("blocks", []), at / "attachments" / number / "blocks"))
    placed = [found for blocks, here in stacks for found in payloads.all_blocks(blocks, here)]
    yield from payloads.together(placed, at.surface)
    if any(payloads.too_long(blocks) for blocks, _ in stacks):
        yield _TOO_LONG


def error_code(problems: Sequence[str]) -> str:
    """The `error` Slack answers a message with when these are its problems.

    Takes what `message_problems` returned, not empty.
    """
    first = problems[0]
    sentence, _, pointer = first.removeprefix("[ERROR] ").removesuffix("]").partition(" [json-pointer:/")
    if not pointer:
        return sentence
    if sentence == "only_one_table_allowed":
        return "invalid_attachments"
    argument = pointer.split("/")[0]
    if argument == pointer == "blocks" and sentence == "must provide an array":
        return "invalid_blocks_format"
    codes = {
        "blocks": "invalid_blocks",
        "attachments": "invalid_attachments",
        "metadata": "invalid_metadata_format",
    }
    return codes.get(argument, "invalid_arguments")
