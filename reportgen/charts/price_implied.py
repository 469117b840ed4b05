"""What a price implies: the growth and the margin that a market capitalization asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reportgen.charts.style.field import (
    Curve,
    Position,
    Scale,
    draw_axes,
    draw_curves,
    draw_positions,
    known_positions,
    lay_out,
)
from reportgen.charts.style.geometry import between
from reportgen.charts.style.markup import svg
from reportgen.charts.style.paper import Paper
from reportgen.charts.style.placing import Line
from reportgen.charts.style.tokens import SUBJECT_LIGHT, height
from reportgen.charts.style.values import listing

NAME: Final = "price_implied"

__all__ = ["NAME", "Curve", "Position", "PriceImpliedData", "Scale", "describe", "draw"]


@dataclass(frozen=True)
class PriceImpliedData:
    """What the chart shows: curves of equal value, and points to compare with them."""

    curves: tuple[Curve, ...]
    marks: tuple[Position, ...]
    x_axis: Scale
    y_axis: Scale


def draw(data: PriceImpliedData, width: float) -> str:
    """The chart as SVG, so many millimetres wide."""
    paper = Paper(width, height(width))
    scales = (data.x_axis, data.y_axis)
    marks = known_positions(data.marks)
    field = lay_out(paper, scales, data.curves, [(each.x.value, each.y.value) for each in marks])
    _shade(paper, [field.panel.line(curve.known) for curve in data.curves if curve.known])
    taken = draw_axes(paper, field, scales)
    lines = draw_curves(paper, field, data.curves)
    draw_positions(paper, field, marks, [*lines, *taken])
    return svg(paper, NAME, describe(data))


def describe(data: PriceImpliedData) -> str:
    """The chart in words."""
    curves = listing([curve.name for curve in data.curves] or ["none"])
    points = listing([point.words for point in known_positions(data.marks)] or ["none"])
    return (
        f"Curves of equal value over {data.x_axis.name} and {data.y_axis.name}: {curves}. "
        f"Points: {points}."
    )


def _shade(paper: Paper, lines: Sequence[Line]) -> None:
    """Tints what lies between the first curve and the last, as far as both run."""
    if len(lines) > 1:
        first, last = lines[0], lines[-1]
        reach = max(first[0][0], last[0][0]), min(first[-1][0], last[-1][0])
        if reach[0] < reach[1]:
            edges = (*between(first, *reach), *reversed(between(last, *reach)))
            paper.area(edges, SUBJECT_LIGHT)
