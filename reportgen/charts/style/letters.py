"""The house's letters: its font files, and how much room a text takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from matplotlib.font_manager import FontProperties, fontManager, get_font
from matplotlib.ft2font import LoadFlags

from reportgen.charts.style.geometry import POINTS, Box, Point
from reportgen.charts.style.tokens import INK, REGULAR, TEXT

FAMILY: Final = "Inter"
CAPITAL: Final = 0.7275
"""The height of Inter's capitals and figures, in ems."""
DESCENT: Final = 0.2


@dataclass(frozen=True)
class Run:
    """A piece of text in one style."""

    text: str
    size: float = TEXT
    weight: int = REGULAR
    colour: str = INK


def use_fonts(folder: Path) -> None:
    """Makes the Inter files of the folder the only fonts that charts know.

    Without the system's fonts a chart comes out the same on every machine.
    """
    fontManager.ttflist.clear()
    for file in sorted(folder.glob(f"{FAMILY}-*.ttf")):
        fontManager.addfont(file)
    properties.cache_clear()
    advance.cache_clear()


@lru_cache
def properties(weight: int, size: float) -> FontProperties:
    """Inter of this weight and size, as matplotlib names it."""
    return FontProperties(family=FAMILY, weight=weight, size=size)


@cache
def advance(character: str, weight: int) -> float:
    """How far the character moves the pen, in ems."""
    font = get_font(fontManager.findfont(properties(weight, TEXT), fallback_to_default=False))
    font.set_size(TEXT, 72)
    glyph = font.load_char(ord(character), flags=LoadFlags.NO_HINTING)
    return glyph.linearHoriAdvance / 65536 / TEXT


def breadth(runs: Sequence[Run]) -> float:
    """The width in millimetres of runs set one after the other."""
    ems = ((run.size, sum(advance(letter, run.weight) for letter in run.text)) for run in runs)
    return sum(size * em for size, em in ems) / POINTS


def rise(size: float) -> float:
    """The height of a capital in millimetres."""
    return size * CAPITAL / POINTS


def extent(runs: Sequence[Run], at: Point, align: float = 0.0) -> Box:
    """The room that runs take whose base line starts (0), is centred (.5) or ends (1) there."""
    x, y = at
    width, size = breadth(runs), max(run.size for run in runs)
    left = x - width * align
    return Box(left, y - size * DESCENT / POINTS, left + width, y + rise(size))


def fitting(runs: Sequence[Run], room: float, least: float) -> float:
    """The factor, at most 1, that lets the widest run fit in the room at a size of `least` up."""
    widest = max((breadth([run]) for run in runs), default=0.0)
    smallest = least / max((run.size for run in runs), default=least)
    return max(min(1.0, room / widest if widest else 1.0), smallest)


def wrapped(run: Run, room: float) -> tuple[str, ...]:
    """The text in lines that fit into the room, as far as its words allow."""
    lines: list[str] = []
    for word in run.text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and breadth([Run(longer, run.size, run.weight)]) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)
