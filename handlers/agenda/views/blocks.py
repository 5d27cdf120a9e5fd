"""Blocks that say which part of the agenda they are, so that the message that is posted can be brought up to date."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Block

from handlers import messages

Blocks = Sequence[Mapping[str, Any]]
_ID = "agenda."


def named(block: Block, key: str) -> Block:
    """Return the block under that name."""
    block.block_id = f"{_ID}{key}"
    return block


def sections(lines: Iterable[str], key: str) -> list[Block]:
    """Return lines in as few sections as hold them, each under that name and its place."""
    packed = messages.packed(lines)
    return [named(messages.section(said), f"{key}.{place}") for place, said in enumerate(packed)]


def of(blocks: Blocks, key: str) -> list[Mapping[str, Any]]:
    """Return those of a posted message that belong to that part."""
    return [block for block in blocks if str(block.get("block_id")).startswith(f"{_ID}{key}.")]


def part(block: Mapping[str, Any]) -> str:
    """Return which part a block belongs to."""
    return str(block.get("block_id")).removeprefix(_ID).partition(".")[0]


def words(blocks: Blocks) -> str:
    """Return all that sections and small print say: the text of the message."""
    said = [block["text"]["text"] for block in blocks if block["type"] == "section"]
    said += [one["text"] for block in blocks if block["type"] == "context" for one in block["elements"]]
    return "\n\n".join(said)
