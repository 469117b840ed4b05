"""Capital expenditure of the trailing year, and how much of it each new dollar of sales takes."""

from dataclasses import dataclass
from typing import Final

from reportgen.charts.style.axes import FOOT, base_line, gutter, ticks, value_axis
from reportgen.charts.style.columns import Column, draw_columns, middles, quarter_axis
from reportgen.charts.style.geometry import Box, Panel
from reportgen.charts.style.letters import Run, breadth
from reportgen.charts.style.markup import svg
from reportgen.charts.style.paper import Paper, Stroke
from reportgen.charts.style.placing import place_on_white
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
from reportgen.charts.style.values import (
    Axis,
    Label,
    Quarter,
    listing,
    number,
    stated,
    stretches,
)

NAME: Final = "capex_efficiency"
HEADING: Final = 6.6
"""The room of a panel's heading and of the text on its top line."""
APART: Final = 2.0
"""Between the panels."""
SHARE: Final = 0.48
"""How much of the height is the lower panel's."""

Labels = tuple[tuple[Quarter, Label | None], ...]


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
    paper = Paper(width, height(width))
    over, under = (ticks(0.0, _highest(labels), 3) for labels in (_capex(data), _ratios(data)))
    right = width - max(gutter(data.capex_axis.texts(over)), gutter(data.ratio_axis.texts(under)))
    middle = FOOT + (paper.height - FOOT) * SHARE
    upper = Box(0.0, middle, right, paper.height - HEADING)
    lower = Box(0.0, FOOT, right, middle - HEADING - APART)
    columns = [Column(quarter, number(label)) for quarter, label in _capex(data)]
    top = Panel(upper, (0.0, 1.0), (0.0, max(over[-1], _highest(_capex(data)))))
    bottom = Panel(lower, (0.0, 1.0), (0.0, max(under[-1], _highest(_ratios(data)))))
    _head(paper, top, data.capex_name)
    value_axis(paper, top, over, data.capex_axis)
    draw_columns(paper, top, columns, _latest(_capex(data)))
    base_line(paper, top)
    _head(paper, bottom, data.ratio_name)
    value_axis(paper, bottom, under, data.ratio_axis)
    _draw_ratio(paper, bottom, _ratios(data))
    base_line(paper, bottom)
    quarter_axis(paper, bottom, columns)
    return svg(paper, NAME, describe(data))


def describe(data: CapexEfficiencyData) -> str:
    """The chart in words."""
    return (
        f"Two panels by quarter. Columns, {data.capex_name}: {_words(_capex(data))}. "
        f"Line, {data.ratio_name}: {_words(_ratios(data))}."
    )


def _capex(data: CapexEfficiencyData) -> Labels:
    return tuple((each.quarter, each.capex) for each in data.quarters)


def _ratios(data: CapexEfficiencyData) -> Labels:
    return tuple((each.quarter, each.per_new_sales) for each in data.quarters)


def _words(labels: Labels) -> str:
    known = [f"{label.text} in {quarter.text}" for quarter, label in stated(labels)]
    return listing(known or ["none known"])


def _highest(labels: Labels) -> float:
    return max((label.value for _, label in stated(labels)), default=0.0)


def _latest(labels: Labels) -> str:
    """The text of the last label that there is."""
    return "".join(label.text for _, label in stated(labels)[-1:])


def _head(paper: Paper, panel: Panel, name: str) -> None:
    """Writes what a panel shows above it."""
    paper.text([Run(name, TICK, MEDIUM, INK)], (0.0, panel.box.top + HEADING - 2.2))


def _draw_ratio(paper: Paper, panel: Panel, labels: Labels) -> None:
    """Draws a line that is interrupted where a value is missing, with its last value."""
    places = middles(panel, len(labels))
    points = [(x, number(label)) for x, (_, label) in zip(places, labels, strict=True)]
    lines = [[(x, panel.y(value)) for x, value in run] for run in stretches(points)]
    for line in lines:
        paper.line(line, Stroke(SUBJECT, 1.6))
        for point in line:
            paper.dot(point, SUBJECT, 0.6)
    if lines:
        x, y = lines[-1][-1]
        runs = [Run(_latest(labels), VALUE, SEMIBOLD, SUBJECT_TEXT)]
        right = min(x + breadth(runs) / 2, panel.box.right)
        spots = [((right, y + up), 1.0) for up in (2.0, 3.0, 4.0, 5.5)]
        place_on_white(paper, runs, spots, lines)
        paper.dot((x, y), SUBJECT, 0.9)
