"""A line so small that it stands in a table's cell."""

from dataclasses import dataclass
from typing import Final

from reportgen.charts.style.geometry import Box, Panel
from reportgen.charts.style.markup import svg
from reportgen.charts.style.paper import Paper, Stroke
from reportgen.charts.style.tokens import SUBJECT
from reportgen.charts.style.values import present, stretches

NAME: Final = "sparkline"
HEIGHT: Final = 5.0
MARGIN: Final = 1.1
"""So that the last dot is not cut off at the edge."""


@dataclass(frozen=True)
class SparklineData:
    """What the line shows: values at even distances, and the same in words."""

    values: tuple[float | None, ...]
    words: str


def draw(data: SparklineData, width: float) -> str:
    """The line as SVG, so many millimetres wide."""
    paper = Paper(width, HEIGHT)
    points = [(float(index), value) for index, value in enumerate(data.values)]
    known = [value for _, value in present(points)]
    low, high = min(known, default=0.0), max(known, default=0.0)
    panel = Panel(
        Box(MARGIN, MARGIN, width - MARGIN, HEIGHT - MARGIN),
        (0.0, max(len(points) - 1.0, 1.0)),
        (low, high) if low < high else (low - 1, low + 1),
    )
    lines = [panel.line(run) for run in stretches(points)]
    for line in lines:
        paper.line(line, Stroke(SUBJECT, 1.0))
    if lines:
        paper.dot(lines[-1][-1], SUBJECT, 0.7)
    return svg(paper, NAME, describe(data))


def describe(data: SparklineData) -> str:
    """The line in words."""
    return data.words
