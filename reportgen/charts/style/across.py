"""Values from left to right: a scale that leaves room for texts, and its axis at the foot."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from reportgen.charts.style.axes import MARK, foot_line, ticks
from reportgen.charts.style.geometry import Box, Panel
from reportgen.charts.style.letters import Run, breadth
from reportgen.charts.style.paper import BASE, Paper
from reportgen.charts.style.tokens import INK2, REGULAR, TICK
from reportgen.charts.style.values import Axis

MOST: Final = 8
"""So many steps at most has an axis at the foot."""
CLEAR: Final = 1.6
"""Between two texts of the axis."""
LEAST: Final = 1.0
"""The room in millimetres that values keep, however wide their texts are."""


@dataclass(frozen=True)
class Stop:
    """A value that is shown, and the millimetres that its texts need to its left and right."""

    value: float
    left: float = 0.0
    right: float = 0.0


def scale(stops: Sequence[Stop], left: float, right: float) -> tuple[float, float]:
    """The values that lie at the left and the right: as far apart as all texts stay between."""
    rates = [
        max(right - left - one.left - other.right, LEAST) / (other.value - one.value)
        for one in stops
        for other in stops
        if other.value > one.value
    ]
    lowest = min(stop.value for stop in stops)
    rate = min(rates, default=(right - left) / (2 * abs(lowest) or 1.0))
    start = max(left + stop.left - rate * (stop.value - lowest) for stop in stops)
    end = min(right - stop.right - rate * (stop.value - lowest) for stop in stops)
    at = (start + end) / 2
    return lowest + (left - at) / rate, lowest + (right - at) / rate


def foot_axis(paper: Paper, panel: Panel, axis: Axis) -> None:
    """Draws the base line below a panel, with as many round values as have room."""
    foot = panel.box.bottom
    paper.line([(0.0, foot), (paper.width, foot)], BASE)
    for value, run, box in _texts(paper, panel, axis):
        paper.line([(panel.x(value), foot), (panel.x(value), foot - 1)], MARK)
        paper.text([run], (box.middle, box.bottom), 0.5)


def _texts(paper: Paper, panel: Panel, axis: Axis) -> list[tuple[float, Run, Box]]:
    """The values of the axis with their texts, and the room of each."""
    low, high = panel.across
    found: list[tuple[float, Run, Box]] = []
    for count in range(MOST, 0, -1):
        values = [value for value in ticks(low, high, count) if low <= value <= high]
        found = [
            (value, run, _room(paper, panel.x(value), run, foot_line(panel.box.bottom)))
            for value, text in zip(values, axis.texts(values), strict=True)
            for run in [Run(text, TICK, REGULAR, INK2)]
        ]
        rooms = [box for _, _, box in found]
        if all(one.right + CLEAR <= other.left for one, other in pairwise(rooms)):
            return found
    return found[-1:]


def _room(paper: Paper, x: float, run: Run, foot: float) -> Box:
    """The room of a text at a tick, within the paper."""
    half = breadth([run]) / 2
    middle = min(max(x, half), paper.width - half)
    return Box(middle - half, foot, middle + half, foot)
