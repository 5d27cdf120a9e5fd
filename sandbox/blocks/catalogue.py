"""Every block there is, and how many of them a surface holds."""

from collections.abc import Mapping
from typing import Final

from sandbox.blocks.cards import BOXES
from sandbox.blocks.data import FIGURES
from sandbox.blocks.language import Surface, Variants
from sandbox.blocks.layouts import CLASSIC

BLOCKS: Final = Variants({**CLASSIC, **FIGURES, **BOXES})
BLOCK_COUNT: Final[Mapping[Surface, int]] = {"message": 50, "modal": 100, "home": 100}
