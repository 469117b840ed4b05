"""The share price of a year or so, small enough for the front page."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from reportgen.charts.style.axes import (
    FOOT,
    foot_line,
    gutter,
    month,
    ticks,
    value_axis,
)
from reportgen.charts.style.geometry import Box, Panel
from reportgen.charts.style.letters import Run
from reportgen.charts.style.markup import svg
from reportgen.charts.style.paper import Paper, Stroke
from reportgen.charts.style.tokens import INK2, REGULAR, SUBJECT, TICK
from reportgen.charts.style.values import Axis, present

NAME: Final = "price_line"
HEIGHT: Final = 24.0


@dataclass(frozen=True)
class PriceLineData:
    """What the chart shows: closing prices by date, and the last one as it is printed."""

    name: str
    closes: tuple[tuple[date, float | None], ...]
    last: str
    axis: Axis


def draw(data: PriceLineData, width: float) -> str:
    """The chart as SVG, so many millimetres wide."""
    paper = Paper(width, HEIGHT)
    closes = [(float(day.toordinal()), value) for day, value in present(data.closes)]
    prices = [price for _, price in closes]
    values = ticks(min(prices), max(prices), 2)
    right = width - gutter(data.axis.texts(values))
    first, last = closes[0][0], max(closes[-1][0], closes[0][0] + 1)
    panel = Panel(
        Box(0.0, FOOT, right, HEIGHT - 3.0),
        (first, last),
        (min(values[0], *prices), max(values[-1], *prices)),
    )
    value_axis(paper, panel, values, data.axis)
    line = panel.line(closes)
    paper.line(line, Stroke(SUBJECT, 1.3))
    paper.dot(line[-1], SUBJECT)
    texts = {month(date.fromordinal(int(day))): side for day, side in ((first, 0.0), (last, 1.0))}
    for text, side in texts.items():
        paper.text([Run(text, TICK, REGULAR, INK2)], (right * side, foot_line(FOOT)), side)
    return svg(paper, NAME, describe(data))


def describe(data: PriceLineData) -> str:
    """The chart in words."""
    days = [day for day, _ in present(data.closes)]
    return (
        f"Line chart of the share price of {data.name} from {month(days[0])} to "
        f"{month(days[-1])}; the last close is {data.last}."
    )
