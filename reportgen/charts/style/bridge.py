"""What waterfalls share: bars that hang together, with their amounts above and names below."""

from collections.abc import Sequence
from dataclasses import replace
from math import inf
from typing import Final

from reportgen.charts.style.geometry import Box, Panel, Point
from reportgen.charts.style.letters import Run, breadth, extent, fitting
from reportgen.charts.style.paper import Paper, Stroke
from reportgen.charts.style.tokens import INK, SEMIBOLD, VALUE

SHARE: Final = 0.62
"""How much of its place a bar fills."""
LEAST: Final = 6.2
"""The smallest size of an amount."""
THINNEST: Final = 0.35
"""A contribution of next to nothing is still seen."""

Span = tuple[float, float]
"""From which value to which a bar reaches."""


def connect(paper: Paper, panel: Panel, bars: Sequence[Span]) -> None:
    """Draws a hairline from the end of each bar to the next."""
    for index, (_, level) in enumerate(bars[:-1]):
        left, right = panel.x(index + 0.5 + SHARE / 2), panel.x(index + 1.5 - SHARE / 2)
        paper.line([(left, panel.y(level)), (right, panel.y(level))], Stroke(INK, 0.5))


def bodies(panel: Panel, bars: Sequence[Span]) -> list[Box]:
    """What the bars take of the paper."""
    half = panel.box.width / len(bars) * SHARE / 2
    boxes = []
    for index, (start, end) in enumerate(bars):
        low, high = sorted((panel.y(start), panel.y(end)))
        middle = panel.x(index + 0.5)
        boxes.append(Box(middle - half, low, middle + half, max(high, low + THINNEST)))
    return boxes


def amount_runs(texts: Sequence[str], pitch: float) -> list[Run]:
    """The amounts of the bars, as large as their places allow."""
    runs = [Run(text, VALUE, SEMIBOLD) for text in texts]
    return [replace(run, size=VALUE * fitting(runs, pitch - 0.8, LEAST)) for run in runs]


def amount_places(amounts: Sequence[Run], boxes: Sequence[Box], width: float = inf) -> list[Point]:
    """The amounts' places over their bars, one that would touch its neighbour a row higher.

    None goes beyond the edges of a paper of that width.
    """
    places: list[Point] = []
    taken: list[Box] = []
    for run, box in zip(amounts, boxes, strict=True):
        half = breadth([run]) / 2 if width < inf else 0.0
        middle = max(half, min(box.middle, width - half))
        at = middle, box.top + 1.2
        while met := [room for room in taken if extent([run], at, 0.5).meets(room)]:
            at = middle, max(room.top for room in met) + 0.8
        taken.append(extent([run], at, 0.5))
        places.append(at)
    return places
