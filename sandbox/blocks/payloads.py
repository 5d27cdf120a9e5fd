"""Rules that look at all the blocks of a payload together. Shown only blocks that are right by themselves."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sandbox.blocks.data import characters
from sandbox.blocks.language import Place, Surface
from sandbox.blocks.layouts import MARKDOWN_MAX

Block = Mapping[str, Any]
Placed = tuple[Block, Place]

# Slack publishes no number; its staff name 12,000 characters "with a buffer" (slackapi/bolt-js#2509).
MESSAGE_CHARACTERS = 12_000
_CHARTS_MAX = 2


def all_blocks(blocks: Sequence[Block], at: Place) -> Iterator[Placed]:
    """Each block with its place, those inside containers and carousels too."""
    for number, block in enumerate(blocks):
        here = at / number
        yield block, here
        if block["type"] == "container":
            yield from all_blocks(block["child_blocks"], here / "child_blocks")
        elif block["type"] == "carousel":
            yield from all_blocks(block["elements"], here / "elements")


def _elements(block: Block, at: Place) -> Iterator[Placed]:
    """The interactive elements of one block: they share one space of action ids."""
    for name in ("accessory", "element"):
        if isinstance(block.get(name), Mapping):
            yield block[name], at / name
    listed = {"actions": "elements", "context_actions": "elements", "card": "actions"}.get(block["type"])
    if listed:
        for number, element in enumerate(block.get(listed, [])):
            yield element, at / listed / number


def _repeated(name: str, holders: Iterator[Placed]) -> Iterator[str]:
    seen: set[str] = set()
    for holder, at in holders:
        if name in holder:
            if holder[name] in seen:
                yield (at / name).says(f'`{name}` "{holder[name]}" already exists')
            seen.add(holder[name])


def together(placed: Sequence[Placed], surface: Surface) -> Iterator[str]:
    """Everything that is wrong with these blocks as neighbours on this surface."""
    yield from _ids(placed)
    yield from _heavy(placed) if surface == "message" else _focus(placed)


def _ids(placed: Sequence[Placed]) -> Iterator[str]:
    """A block id once in a payload, an action id once in a block. Markdown blocks do not keep theirs."""
    yield from _repeated("block_id", ((block, at) for block, at in placed if block["type"] != "markdown"))
    for block, at in placed:
        yield from _repeated("action_id", _elements(block, at))


def _heavy(placed: Sequence[Placed]) -> Iterator[str]:
    """What one message may hold of the heavier blocks."""
    yield from _at_most(1, "table", "only_one_table_allowed", placed)
    yield from _at_most(1, "plan", "Cannot have more than 1 plan block", placed)
    sentence = f"Cannot have more than {_CHARTS_MAX} data_visualization blocks"
    yield from _at_most(_CHARTS_MAX, "data_visualization", sentence, placed)
    markdown = [(block, at) for block, at in placed if block["type"] == "markdown"]
    if sum(len(block["text"]) for block, _ in markdown) > MARKDOWN_MAX:
        yield markdown[-1][1].says(f"must be less than {MARKDOWN_MAX + 1} characters")


def _at_most(most: int, kind: str, sentence: str, placed: Sequence[Placed]) -> Iterator[str]:
    for _, at in [(block, at) for block, at in placed if block["type"] == kind][most:]:
        yield at.says(sentence)


def too_long(blocks: Sequence[Block]) -> bool:
    """Whether the blocks carry more text than one message may. Tables have limits of their own."""
    told = [block for block in blocks if block["type"] not in {"table", "data_table"}]
    return characters(told) > MESSAGE_CHARACTERS


def _focus(placed: Sequence[Placed]) -> Iterator[str]:
    """Only one element of a view may ask for the cursor."""
    focused = [
        at for block, here in placed for element, at in _elements(block, here) if element.get("focus_on_load")
    ]
    for at in focused[1:]:
        yield (at / "focus_on_load").says("only one element can set `focus_on_load`")


def submit(view: Mapping[str, Any], placed: Sequence[Placed]) -> Iterator[str]:
    """A modal with something to fill in needs a button to send it."""
    if "submit" in view:
        return
    for block, at in placed:
        if block["type"] == "input":
            yield (at / "input").says("must define `submit` to use an `input` block in modals")
