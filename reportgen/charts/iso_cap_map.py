"""Multiple against earnings per share, with the curves on which market capitalization is equal."""

from dataclasses import dataclass
from typing import Final

from reportgen.charts.style.ends import End
from reportgen.charts.style.field import (
    Curve,
    Level,
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
from reportgen.charts.style.paper import Paper, Stroke
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
    levels = [Level(each.value.value, _end(each)) for each in multiples]
    field = lay_out(paper, scales, data.curves, shown, levels)
    taken = draw_axes(paper, field, scales)
    right = field.panel.box.right
    rows = [field.panel.y(level.value) for level in levels]
    thin = [((0.0, row), (right, row)) for row in rows]
    for each, line in zip(multiples, thin, strict=True):
        paper.line(line, Stroke(SHAPES[each.role], 0.6))
    curves = draw_curves(paper, field, data.curves)
    draw_positions(paper, field, points, [*curves, *taken], thin)
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


def _end(multiple: Multiple) -> End:
    """What stands at the end of a multiple's line."""
    name = Run(multiple.name, SMALL, MEDIUM, TEXTS[multiple.role])
    return End((0.0, 0.0), name, (Run(multiple.value.text, SMALL, REGULAR, INK2),))
