"""A column of names at the left, a row each, as tables have it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from reportgen.charts.style.axes import leading
from reportgen.charts.style.folding import folded, shrunk
from reportgen.charts.style.letters import Run, breadth, rise
from reportgen.charts.style.paper import Paper
from reportgen.charts.style.tokens import HALF, REGULAR, TEXT

LEAST: Final = 6.2
"""The smallest size of a name."""
GAP: Final = 2.0
"""Between the names and what is drawn beside them."""
PADDING: Final = 1.3
"""Between the names of two rows."""


@dataclass(frozen=True)
class Stub:
    """The names, broken into lines."""

    names: tuple[tuple[Run, ...], ...]

    @property
    def width(self) -> float:
        """The room of the column, and what lies between it and the drawing."""
        return max((breadth([line]) for lines in self.names for line in lines), default=0.0) + GAP

    @property
    def tallest(self) -> float:
        """The height that a row needs for its name."""
        return max((len(lines) * leading(TEXT) for lines in self.names), default=0.0) + PADDING

    def write(self, paper: Paper, middles: Sequence[float]) -> None:
        """Writes each name at the middle of its row, with hairlines between the rows."""
        for lines, middle in zip(self.names, middles, strict=True):
            for number, line in enumerate(lines):
                down = (number - (len(lines) - 1) / 2) * leading(line.size)
                paper.text([line], (0.0, middle - down - rise(line.size) / 2))
        for upper, lower in pairwise(middles):
            height = (upper + lower) / 2
            paper.hairline([(0.0, height), (paper.width, height)])


def stub(names: Sequence[str], width: float) -> Stub:
    """The names in a column that takes a third of the width at most."""
    room = width * (0.3 if width <= HALF else 0.26)
    runs = shrunk([Run(name, TEXT, REGULAR) for name in names], room, LEAST)
    return Stub(tuple(tuple(folded(run, room)) for run in runs))


def row_middles(bottom: float, top: float, count: int) -> list[float]:
    """The middles of so many rows of equal height, from the top."""
    pitch = (top - bottom) / max(count, 1)
    return [top - pitch * (index + 0.5) for index in range(count)]
