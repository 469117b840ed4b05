"""How often the simulation ends where: columns, against the target and the market of today."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from reportgen.charts.style.across import foot_axis
from reportgen.charts.style.axes import FOOT, HEADROOM, gutter, leading, ticks, value_axis
from reportgen.charts.style.crown import (
    Mark,
    Seat,
    Sign,
    seated,
    tiers,
    titled,
    write_above,
    write_below,
)
from reportgen.charts.style.folding import folded
from reportgen.charts.style.geometry import Box, Panel
from reportgen.charts.style.letters import Run, rise
from reportgen.charts.style.markup import svg
from reportgen.charts.style.paper import BASE, Paper, Stroke
from reportgen.charts.style.tokens import (
    INK,
    INK3,
    REGULAR,
    SEMIBOLD,
    SMALL,
    SUBJECT,
    SUBJECT_MID,
    SUBJECT_TEXT,
    TEXT,
    height,
)
from reportgen.charts.style.values import Axis, Label, listing

NAME: Final = "simulation_histogram"
GAP: Final = 0.25
"""Between columns, in millimetres, unless they are many."""
SHARE: Final = 0.15
"""The most of a column's room that the gap takes."""
THINNEST: Final = 0.15
"""A column among very many is still seen."""
BRACKET: Final = 2.6
"""The room of the bracket above its texts."""


@dataclass(frozen=True)
class SimulationHistogramData:
    """What the chart shows: a count between each two edges, and beyond the first and the last.

    `below` and `above` are said in words, such as "120 draws below $1T", unless they are nought.
    """

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    below: Label
    above: Label
    target: Label
    probability: str
    today: Label
    median: Label
    percentiles: tuple[Mark, Mark]
    axis: Axis
    draws: Axis


def draw(data: SimulationHistogramData, width: float) -> str:
    """The chart as SVG, so many millimetres wide."""
    counts = ticks(0.0, max(data.counts, default=0), 4)
    right = width - gutter(data.draws.texts(counts))
    place = Panel(Box(0.8, 0.0, right, 0.0), _across(data), (0.0, 1.0))
    over = seated(_lines(data, place), width)
    under = seated(_points(data, place), width)
    beyond = _beyond(data, width * 0.46)
    said = max(len(rows) for rows in beyond) * leading(SMALL)
    foot = FOOT + said + BRACKET + tiers(under)[-1] + 1.0
    head = tiers(over)[-1] + HEADROOM
    paper = Paper(width, max(height(width), foot + head + 24.0))
    panel = Panel(
        Box(place.box.left, foot, right, paper.height - head),
        place.across,
        (0.0, max(counts[-1], *data.counts, 1)),
    )
    value_axis(paper, panel, counts, data.draws)
    for box, reached in _columns(data, panel):
        paper.box(box, SUBJECT if reached else SUBJECT_MID)
    foot_axis(paper, panel, data.axis)
    _draw_lines(paper, panel, over)
    write_above(paper, over, panel.box.top + HEADROOM)
    _write_beyond(paper, beyond, foot - FOOT)
    _draw_bracket(paper, under, foot - FOOT - said - 1.0)
    return svg(paper, NAME, describe(data))


def describe(data: SimulationHistogramData) -> str:
    """The chart in words."""
    low, high = (f"{mark.name} at {mark.label.text}" for mark in data.percentiles)
    beyond = [label.text for label in (data.below, data.above) if label.value]
    outside = f" Not shown: {listing(beyond)}." if beyond else ""
    return (
        f"Histogram of simulated values with the median at {data.median.text}, {low} and {high}; "
        f"today {data.today.text}, target {data.target.text}: {data.probability}.{outside}"
    )


def _across(data: SimulationHistogramData) -> tuple[float, float]:
    """The values at the edges of the chart: all that is marked lies within."""
    marked = (data.target, data.today, data.median, *(mark.label for mark in data.percentiles))
    values = [*data.edges, *(label.value for label in marked)]
    return min(values), max(values)


def _columns(data: SimulationHistogramData, panel: Panel) -> Iterator[tuple[Box, bool]]:
    """The columns, and which have reached the target; one that the target cuts is in two parts."""
    for (low, high), count in zip(pairwise(data.edges), data.counts, strict=True):
        cuts = (low, data.target.value, high) if low < data.target.value < high else (low, high)
        gap = min(GAP, (panel.x(high) - panel.x(low)) * SHARE)
        for start, end in pairwise(cuts):
            left = panel.x(start) + gap / 2 * (start == low)
            right = panel.x(end) - gap / 2 * (end == high)
            box = Box(left, panel.y(0.0), max(right, left + THINNEST), panel.y(count))
            if count:
                yield box, start >= data.target.value


def _lines(data: SimulationHistogramData, panel: Panel) -> list[Sign]:
    """What is written over the chart: today, and the target with how probable it is."""
    room = panel.box.right * 0.5
    chance = folded(Run(data.probability, TEXT, SEMIBOLD, SUBJECT_TEXT), room)
    target = (*titled("Target", data.target.text, room), *((run,) for run in chance))
    today = titled("Today", data.today.text, room)
    return [Sign(panel.x(data.today.value), today), Sign(panel.x(data.target.value), target)]


def _points(data: SimulationHistogramData, panel: Panel) -> list[Sign]:
    """What is written under the bracket."""
    low, high = data.percentiles
    points = ((low.name, low.label), ("Median", data.median), (high.name, high.label))
    return [
        Sign(panel.x(label.value), titled(name, label.text, panel.box.right * 0.3))
        for name, label in points
    ]


def _draw_lines(paper: Paper, panel: Panel, seats: Sequence[Seat]) -> None:
    """Draws today as a solid line and the target as a dashed one."""
    edges = tiers(seats)
    for seat, dashes in zip(seats, ((), (3, 1.6)), strict=True):
        top = panel.box.top + HEADROOM + edges[seat.tier]
        paper.line([(seat.sign.x, panel.box.bottom), (seat.sign.x, top)], Stroke(INK, 0.9, dashes))


def _beyond(data: SimulationHistogramData, room: float) -> tuple[list[Run], list[Run]]:
    """What lies beyond the columns, in words."""
    below, above = (
        folded(Run(label.text, SMALL, REGULAR, INK3), room) if label.value else []
        for label in (data.below, data.above)
    )
    return below, above


def _write_beyond(paper: Paper, beyond: tuple[list[Run], list[Run]], top: float) -> None:
    """Writes it below the ends of the axis."""
    for rows, x, align in ((beyond[0], 0.0, 0.0), (beyond[1], paper.width, 1.0)):
        for number, run in enumerate(rows):
            paper.text([run], (x, top - number * leading(SMALL) - rise(SMALL)), align)


def _draw_bracket(paper: Paper, seats: Sequence[Seat], top: float) -> None:
    """Draws what lies between the percentiles as a bracket, with a mark at the median."""
    low, middle, high = (seat.sign.x for seat in seats)
    foot, edges = top - BRACKET, tiers(seats)
    level = foot + BRACKET / 2
    paper.line([(low, level), (high, level)], BASE)
    for seat in seats:
        end = foot - edges[seat.tier]
        up = level if seat.sign.x == middle else level + 0.9
        paper.line([(seat.sign.x, up), (seat.sign.x, end)], Stroke(INK, 0.5))
    paper.dot((middle, level), INK, 0.6)
    write_below(paper, seats, foot)
