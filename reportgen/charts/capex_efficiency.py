"""Capital expenditure of the trailing year, and how much of it each new dollar of sales takes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from reportgen.charts.style.axes import FOOT, base_line, gutter, ticks, value_axis
from reportgen.charts.style.columns import Column, draw_columns, middles, quarter_axis
from reportgen.charts.style.geometry import Box, Panel
from reportgen.charts.style.letters import Run, breadth, rise
from reportgen.charts.style.markup import svg
from reportgen.charts.style.paper import Paper, Stroke, canvas
from reportgen.charts.style.placing import place
from reportgen.charts.style.tokens import (
    INK,
    MEDIUM,
    SEMIBOLD,
    SUBJECT,
    SUBJECT_TEXT,
    TICK,
    VALUE,
    height,
)
from reportgen.charts.style.values import Axis, Label, Quarter, listing, number, stretches

NAME: Final = "capex_efficiency"
HEADING: Final = 6.6
"""The room of a panel's heading and of the text on its top line."""
SHARE: Final = 0.48
"""How much of the height is the lower panel's."""


@dataclass(frozen=True)
class QuarterCapex:
    """A trailing year's capital expenditure, and that for each unit of new segment sales.

    The second is None where it is not meaningful, as when sales have fallen.
    """

    quarter: Quarter
    capex: Label | None
    per_new_sales: Label | None


@dataclass(frozen=True)
class CapexEfficiencyData:
    """What the chart shows."""

    quarters: tuple[QuarterCapex, ...]
    capex_name: str
    capex_axis: Axis
    ratio_name: str
    ratio_axis: Axis


def draw(data: CapexEfficiencyData, width: float) -> str:
    """The chart as SVG, so many millimetres wide."""
    paper = canvas(width, height(width))
    capex = [each.capex.value for each in data.quarters if each.capex]
    ratios = [each.per_new_sales.value for each in data.quarters if each.per_new_sales]
    over, under = ticks(0.0, max(capex, default=0.0), 3), ticks(0.0, max(ratios, default=0.0), 3)
    right = width - max(gutter(data.capex_axis.texts(over)), gutter(data.ratio_axis.texts(under)))
    middle = FOOT + (paper.height - FOOT) * SHARE
    upper = _panel(Box(0.0, middle, right, paper.height - HEADING), over, capex)
    lower = _panel(Box(0.0, FOOT, right, middle - HEADING - 2), under, ratios)
    columns = [Column(each.quarter, number(each.capex)) for each in data.quarters]
    _head(paper, upper, data.capex_name)
    value_axis(paper, upper, over, data.capex_axis)
    draw_columns(paper, upper, columns, _last(each.capex for each in data.quarters))
    base_line(paper, upper)
    _head(paper, lower, data.ratio_name)
    value_axis(paper, lower, under, data.ratio_axis)
    _draw_ratio(paper, lower, [each.per_new_sales for each in data.quarters])
    base_line(paper, lower)
    quarter_axis(paper, lower, columns)
    return svg(paper, NAME, describe(data))


def describe(data: CapexEfficiencyData) -> str:
    """The chart in words."""
    capex = [(each.quarter, each.capex) for each in data.quarters]
    ratio = [(each.quarter, each.per_new_sales) for each in data.quarters]
    return (
        f"Two panels by quarter. Columns, {data.capex_name}: {_words(capex)}. "
        f"Line, {data.ratio_name}: {_words(ratio)}."
    )


def _words(labels: Iterable[tuple[Quarter, Label | None]]) -> str:
    known = [f"{label.text} in {quarter.text}" for quarter, label in labels if label]
    return listing(known or ["none known"])


def _last(labels: Iterable[Label | None]) -> str:
    """The text of the last label that there is."""
    known = [label.text for label in labels if label]
    return known[-1] if known else ""


def _panel(box: Box, values: Sequence[float], numbers: Sequence[float]) -> Panel:
    """A panel from nought to the highest value, or to the highest line if that is higher."""
    return Panel(box, (0.0, 1.0), (min(0.0, *numbers, 0.0), max(values[-1], *numbers, 0.0)))


def _head(paper: Paper, panel: Panel, name: str) -> None:
    """Writes what a panel shows above it."""
    paper.text([Run(name, TICK, MEDIUM, INK)], (0.0, panel.box.top + HEADING - 2.2))


def _draw_ratio(paper: Paper, panel: Panel, labels: Sequence[Label | None]) -> None:
    """Draws a line that is interrupted where a value is missing, with its last value."""
    places = middles(panel, len(labels))
    points = [(x, number(label)) for x, label in zip(places, labels, strict=True)]
    lines = [[(x, panel.y(value)) for x, value in run] for run in stretches(points)]
    for line in lines:
        paper.line(line, Stroke(SUBJECT, 1.6))
        for point in line:
            paper.dot(point, SUBJECT, 0.6)
    if lines:
        x, y = lines[-1][-1]
        paper.dot((x, y), SUBJECT, 0.9)
        runs = [Run(_last(labels), VALUE, SEMIBOLD, SUBJECT_TEXT)]
        right = min(x + breadth(runs) / 2, panel.box.right)
        spots = [((right, y + up), 1.0) for up in (1.6, 2.6, -1.6 - rise(VALUE), 3.6)]
        place(paper, runs, spots, lines)
