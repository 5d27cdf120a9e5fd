"""What Slack would refuse, and in which words. Pure: JSON in, sentences out, nothing else known.

`language` is the small language the rules are written in; `objects`, `menus`, `inputs`, `buttons` and
`richtext` hold the parts; `layouts`, `data` and `cards` the blocks; `payloads` the rules over many blocks;
`messages` and `views` what apps send.
"""

from collections.abc import Sequence
from typing import Any

from sandbox.blocks import payloads
from sandbox.blocks.catalogue import BLOCK_COUNT, BLOCKS
from sandbox.blocks.language import Array, Place, Surface
from sandbox.blocks.messages import TEXT_MAX, error_code, message_problems
from sandbox.blocks.views import view_problems

__all__ = ["TEXT_MAX", "Surface", "check", "error_code", "message_problems", "view_problems"]


def check(blocks: Sequence[Any], surface: Surface) -> list[str]:
    """What Slack would say of these blocks on this surface. Empty when it would take them."""
    at = Place(surface, "/blocks")
    found = list(Array(BLOCKS, most=BLOCK_COUNT[surface]).problems(blocks, at))
    return found or list(payloads.together(list(payloads.all_blocks(blocks, at)), surface))
