"""Quarterly sales of the segment, each column with its growth on a year earlier."""

from dataclasses import dataclass
from typing import Final

from reportgen.charts.style.columns import Column, columns_chart
from reportgen.charts.style.markup import svg
from reportgen.charts.style.paper import Paper
from reportgen.charts.style.tokens import height
from reportgen.charts.style.values import Axis, Label, Quarter, listing, number, stated

NAME: Final = "segment_sales"
CAPTIONS: Final = 7.6
"""The room above the highest column, for its growth and its value."""


@dataclass(frozen=True)
class QuarterSales:
    """A quarter's sales and their growth on a year earlier, as far as they are known."""

    quarter: Quarter
    sales: Label | None
    growth: str | None = None


@dataclass(frozen=True)
class SegmentSalesData:
    """What the chart shows."""

    segment: str
    quarters: tuple[QuarterSales, ...]
    axis: Axis


def draw(data: SegmentSalesData, width: float) -> str:
    """The chart as SVG, so many millimetres wide."""
    paper = Paper(width, height(width))
    columns = [Column(each.quarter, number(each.sales), each.growth) for each in data.quarters]
    latest = [label.text for _, label in _known(data)][-1:]
    columns_chart(paper, columns, data.axis, "".join(latest), CAPTIONS)
    return svg(paper, NAME, describe(data))


def describe(data: SegmentSalesData) -> str:
    """The chart in words."""
    known = [
        f"{label.text} in {each.quarter.text}{f' ({each.growth})' if each.growth else ''}"
        for each, label in _known(data)
    ]
    return (
        f"Column chart of quarterly sales of {data.segment}, with growth on a year earlier: "
        f"{listing(known or ['none known'])}."
    )


def _known(data: SegmentSalesData) -> tuple[tuple[QuarterSales, Label], ...]:
    return stated((each, each.sales) for each in data.quarters)
