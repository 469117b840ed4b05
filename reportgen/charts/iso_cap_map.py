"""Multiple against earnings per share, with the curves on which market capitalization is equal."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reportgen.charts.style.field import (
    Curve,
    Field,
    Position,
    Scale,
    draw_axes,
    draw_curves,
    draw_positions,
    known_positions,
    lay_out,
)
from reportgen.charts.style.letters import Run
from reportgen.charts.style.markup import svg
from reportgen.charts.style.naming import about, name_level
from reportgen.charts.style.paper import Paper, Stroke
from reportgen.charts.style.placing import Line
from reportgen.charts.style.roles import SHAPES, TEXTS, Role
from reportgen.charts.style.tokens import INK2, MEDIUM, REGULAR, SMALL, height
from reportgen.charts.style.values import Label, listing, number

NAME: Final = "iso_cap_map"

__all__ = [
    "NAME",
    "Curve",
    "IsoCapMapData",
    "Multiple",
    "Position",
    "Scale",
    "describe",
    "draw",
]


@dataclass(frozen=True)
class Multiple:
    """The multiple at which another company is valued."""

    name: str
    value: Label
    role: Role = "other"


@dataclass(frozen=True)
class IsoCapMapData:
    """What the chart shows."""

    curves: tuple[Curve, ...]
    points: tuple[Position, ...]
    multiples: tuple[Multiple, ...]
    x_axis: Scale
    y_axis: Scale


def draw(data: IsoCapMapData, width: float) -> str:
    """The chart as SVG, so many millimetres wide."""
    paper = Paper(width, height(width))
    scales = (data.x_axis, data.y_axis)
    points, multiples = known_positions(data.points), _known(data)
    shown = [(each.x.value, each.y.value) for each in points]
    lowest = min((x for x, _ in [*_samples(data), *shown]), default=0.0)
    levels = [(lowest, each.value.value) for each in multiples]
    field = lay_out(paper, scales, data.curves, [*shown, *levels])
    draw_axes(paper, field, scales)
    curves = [field.panel.line(curve.known) for curve in data.curves if curve.known]
    dots = [about(place, 1.2) for place in field.panel.line(shown)]
    _draw_multiples(paper, field, multiples, [*curves, *dots])
    draw_curves(paper, field, data.curves)
    heights = (field.panel.y(each.value.value) for each in multiples)
    thin = [((0.0, level), (field.panel.box.right, level)) for level in heights]
    draw_positions(paper, field, points, [*curves, *thin])
    return svg(paper, NAME, describe(data))


def describe(data: IsoCapMapData) -> str:
    """The chart in words."""
    curves = listing([curve.name for curve in data.curves] or ["none"])
    points = listing([point.words for point in known_positions(data.points)] or ["none"])
    peers = listing([f"{each.name} at {each.value.text}" for each in _known(data)] or [""])
    lines = f" Horizontal lines: {peers}." if peers else ""
    return (
        f"Map of {data.y_axis.name} against {data.x_axis.name}, with curves of equal market "
        f"capitalization: {curves}. Points: {points}.{lines}"
    )


def _known(data: IsoCapMapData) -> tuple[Multiple, ...]:
    return tuple(each for each in data.multiples if number(each.value) is not None)


def _samples(data: IsoCapMapData) -> list[tuple[float, float]]:
    return [point for curve in data.curves for point in curve.known]


def _draw_multiples(
    paper: Paper, field: Field, multiples: Sequence[Multiple], lines: Sequence[Line]
) -> None:
    """Draws a thin line for each multiple whose name has room, for a line alone says nothing."""
    right = field.panel.box.right
    heights = [field.panel.y(each.value.value) for each in multiples]
    levels = [((0.0, level), (right, level)) for level in heights]
    for index, (each, level) in enumerate(zip(multiples, levels, strict=True)):
        name = Run(f"{each.name} ", SMALL, MEDIUM, TEXTS[each.role])
        runs = [name, Run(each.value.text, SMALL, REGULAR, INK2)]
        others = [line for place, line in enumerate(levels) if place != index]
        reach = (0.0, right)
        if name_level(paper, heights[index], reach, runs, [*lines, *others]):
            paper.line(level, Stroke(SHAPES[each.role], 0.6))
