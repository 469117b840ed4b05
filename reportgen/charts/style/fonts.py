"""The house's font files, as matplotlib knows them; loads it, so it is imported when needed."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from matplotlib.font_manager import FontEntry, FontProperties, fontManager, get_font
from matplotlib.ft2font import LoadFlags

from reportgen.charts.style import letters
from reportgen.charts.style.tokens import FAMILY, TEXT

FIXED_POINT: Final = 65536
"""FreeType counts in 16.16 fixed point."""


def use_fonts(files: Mapping[int, Path]) -> None:
    """Makes these files, by the weight each stands for, the only fonts that charts know.

    Without the system's fonts a chart comes out the same on every machine.
    """
    wanted = {weight: str(file) for weight, file in files.items()}
    if {face.weight: face.fname for face in fontManager.ttflist} == wanted:
        return
    for file in wanted.values():
        fontManager.addfont(file)  # forgets what was found before; a file that is no font is told
    # What a file calls itself does not matter: the theme gave it this role and weight.
    fontManager.ttflist[:] = [
        FontEntry(file, name=FAMILY, weight=weight) for weight, file in wanted.items()
    ]
    letters.advance.cache_clear()


@lru_cache
def properties(weight: int, size: float) -> FontProperties:
    """The letters of this weight and size."""
    return FontProperties(family=FAMILY, weight=weight, size=size)


def advance(character: str, weight: int) -> float:
    """How far the character moves the pen, in ems."""
    file = fontManager.findfont(properties(weight, TEXT), fallback_to_default=False)
    font = get_font(file)
    font.set_size(TEXT, 72)
    glyph = font.load_char(ord(character), flags=LoadFlags.NO_HINTING)
    return glyph.linearHoriAdvance / FIXED_POINT / TEXT
