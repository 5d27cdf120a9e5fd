"""Blocks put together so that a message's text says all that its blocks say: screen readers read only the text."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    Block,
    BlockElement,
    ContextBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from handlers.answer import Message
from handlers.text import cut

SECTION = 3000
_FIELD = 2000
TEXT = 12_000
"""Characters of a whole message's text; Slack may refuse longer ones (it cuts at 40,000)."""


def message(*blocks: Block | None) -> Message:
    """A message of these blocks; None falls out."""
    kept = [block for block in blocks if block is not None]
    return Message(cut("\n".join(filter(None, map(said, kept))), TEXT), kept)


def said(block: Block) -> str:
    """The words of a section or a context block; those of a button stand for what can be done, not for what is."""
    match block:
        case SectionBlock():
            fields = [_words(field).replace("*\n", ":* ", 1) for field in block.fields or ()]
            return "\n".join(filter(None, (_words(block.text), "  ".join(fields))))
        case ContextBlock():
            return "  ".join(filter(None, map(_words, block.elements)))
    return ""


def section(words: str, accessory: BlockElement | None = None) -> SectionBlock:
    """Words escaped already. `verbatim`: Slack links and pings nothing that is only named in them."""
    return SectionBlock(text=_marked(words, SECTION), accessory=accessory)


def fields(*found: tuple[str, str]) -> SectionBlock:
    """Facts side by side, each a label and its words."""
    return SectionBlock(fields=[_marked(f"*{label}*\n{words}", _FIELD) for label, words in found])


def context(*lines: str | None) -> ContextBlock | None:
    """Small print, a line each; None where there is nothing to say."""
    kept = "\n".join(line for line in lines if line)
    return ContextBlock(elements=[_marked(kept, SECTION)]) if kept else None


def _marked(words: str, limit: int) -> MarkdownTextObject:
    return MarkdownTextObject(text=cut(words, limit), verbatim=True)


def _words(part: object) -> str:
    return (part.text or "") if isinstance(part, MarkdownTextObject | PlainTextObject) else ""


def joined(parts: Sequence[str]) -> str:
    """Facts on one line."""
    return " · ".join(part for part in parts if part)
