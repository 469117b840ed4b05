"""Backlog by quarter, each column with the years of sales that it covers."""

from dataclasses import dataclass
from typing import Final

from reportgen.charts.style.columns import Column, columns_chart
from reportgen.charts.style.markup import svg
from reportgen.charts.style.paper import Paper
from reportgen.charts.style.tokens import height
from reportgen.charts.style.values import Axis, Label, Quarter, listing, number, stated

NAME: Final = "backlog"
CAPTIONS: Final = 7.6
"""The room above the highest column, for its coverage and its value."""


@dataclass(frozen=True)
class QuarterBacklog:
    """The backlog at a quarter's end and the years of sales it covers, as far as known."""

    quarter: Quarter
    backlog: Label | None
    coverage: str | None = None


@dataclass(frozen=True)
class BacklogData:
    """What the chart shows."""

    segment: str
    quarters: tuple[QuarterBacklog, ...]
    axis: Axis


def draw(data: BacklogData, width: float) -> str:
    """The chart as SVG, so many millimetres wide."""
    paper = Paper(width, height(width))
    columns = [Column(each.quarter, number(each.backlog), each.coverage) for each in data.quarters]
    latest = [label.text for _, label in _known(data)][-1:]
    columns_chart(paper, columns, data.axis, "".join(latest), CAPTIONS)
    return svg(paper, NAME, describe(data))


def describe(data: BacklogData) -> str:
    """The chart in words."""
    known = [
        f"{label.text} in {each.quarter.text}{f' ({each.coverage})' if each.coverage else ''}"
        for each, label in _known(data)
    ]
    missing = [each.quarter.text for each in data.quarters if number(each.backlog) is None]
    return (
        f"Column chart of the backlog of {data.segment}, with its coverage by sales: "
        f"{listing(known or ['none known'])}."
        f"{f' Not disclosed: {listing(missing)}.' if missing else ''}"
    )


def _known(data: BacklogData) -> tuple[tuple[QuarterBacklog, Label], ...]:
    return stated((each, each.backlog) for each in data.quarters)
