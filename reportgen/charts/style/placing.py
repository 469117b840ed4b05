"""Puts texts where no line runs through them."""

from collections.abc import Sequence

from reportgen.charts.style.axes import leading
from reportgen.charts.style.geometry import Point, crosses
from reportgen.charts.style.letters import Run, extent, wrapped
from reportgen.charts.style.paper import Paper
from reportgen.charts.style.tokens import WHITE

Spot = tuple[Point, float]
"""A place for a text, and how the text is aligned with it: 0 starts there, 1 ends there."""


def place(
    paper: Paper, runs: Sequence[Run], spots: Sequence[Spot], lines: Sequence[Sequence[Point]]
) -> None:
    """Sets the runs at the first spot that no line crosses, else over the lines at the first."""
    for spot in spots:
        room = extent(runs, *spot).grown(0.3)
        if not any(crosses(room, line) for line in lines):
            paper.text(runs, *spot)
            return
    paper.text(runs, *spots[0], back=WHITE)


def place_paragraph(paper: Paper, run: Run, foot: Point, room: float) -> None:
    """Sets a text in lines of at most that room, the last of which stands at the point."""
    x, y = foot
    for number, text in enumerate(reversed(wrapped(run, room))):
        line = Run(text, run.size, run.weight, run.colour)
        paper.text([line], (x, y + number * leading(run.size)))
