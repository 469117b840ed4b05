"""The names that stand at the ends of lines instead of a legend."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reportgen.charts.style.axes import FOOT, leading, lifted
from reportgen.charts.style.geometry import Box, spread
from reportgen.charts.style.letters import Run, breadth, extent
from reportgen.charts.style.paper import Paper
from reportgen.charts.style.tokens import TEXT, TINT, WHITE

AWAY: Final = 1.8
"""From the end of a line to its name."""


@dataclass(frozen=True)
class Ending:
    """The height at which a line ends, and what is written there, a row of runs each."""

    height: float
    rows: tuple[tuple[Run, ...], ...]


def ending(height: float, name: Run, value: Run, room: float) -> Ending:
    """A name and its value: in one row where the room allows it, else in two."""
    spaced = Run(f"{name.text} ", name.size, name.weight, name.colour)
    rows = ((spaced, value),) if breadth([spaced, value]) <= room else ((name,), (value,))
    return Ending(height, rows)


def reach(endings: Sequence[Ending]) -> float:
    """The room that endings need to the right of their lines."""
    return AWAY + max((breadth(row) for each in endings for row in each.rows), default=0.0)


def write_endings(
    paper: Paper, endings: Sequence[Ending], left: float, ground: Box | None = None
) -> None:
    """Writes the endings at the right of their lines, moved apart where they would collide.

    Grid lines are interrupted behind them, on white and on the tinted ground.
    """
    row = leading(TEXT)
    apart = row * max((len(each.rows) for each in endings), default=1) + 0.4
    within = FOOT + apart / 2, paper.height - apart / 2
    middles = spread([each.height for each in endings], apart, within)
    for each, middle in zip(endings, middles, strict=True):
        top = middle + row * (len(each.rows) - 1) / 2
        for number, runs in enumerate(each.rows):
            at = left + AWAY, lifted(top - number * row, runs[0].size)
            place = extent(runs, at).grown(0.3)
            paper.box(place, WHITE)
            if ground and place.meets(ground):
                paper.box(place.shared(ground), TINT)
            paper.text(runs, at)
