"""The house's letters: how a text is set, and how much room it takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from reportgen.charts.style.geometry import POINTS, Box, Point
from reportgen.charts.style.tokens import INK, REGULAR, TEXT

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


@cache
def advance(character: str, weight: int) -> float:
    """How far the character moves the pen, in ems."""
    from reportgen.charts.style import fonts  # noqa: PLC0415 - matplotlib loads with a drawing

    return fonts.advance(character, weight)


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
