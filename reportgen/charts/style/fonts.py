"""The house's font files, as matplotlib knows them; loads it, so it is imported when needed."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from matplotlib.font_manager import FontProperties, fontManager, get_font
from matplotlib.ft2font import LoadFlags

from reportgen.charts.style.tokens import FAMILY, TEXT

FIXED_POINT: Final = 65536
"""FreeType counts in 16.16 fixed point."""


@lru_cache(maxsize=1)
def use_fonts(folder: Path) -> None:
    """Makes the Inter files of the folder the only fonts that charts know.

    Without the system's fonts a chart comes out the same on every machine.
    """
    fontManager.ttflist.clear()
    for file in sorted(folder.glob(f"{FAMILY}-*.ttf")):
        fontManager.addfont(file)


@lru_cache
def properties(weight: int, size: float) -> FontProperties:
    """Inter of this weight and size."""
    return FontProperties(family=FAMILY, weight=weight, size=size)


def advance(character: str, weight: int) -> float:
    """How far the character moves the pen, in ems."""
    file = fontManager.findfont(properties(weight, TEXT), fallback_to_default=False)
    font = get_font(file)
    font.set_size(TEXT, 72)
    glyph = font.load_char(ord(character), flags=LoadFlags.NO_HINTING)
    return glyph.linearHoriAdvance / FIXED_POINT / TEXT
