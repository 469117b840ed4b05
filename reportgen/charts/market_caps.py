"""Market capitalization of the subject and a benchmark, the target, and the way still to go."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from reportgen.charts.style.axes import (
    FOOT,
    HEADROOM,
    base_line,
    gutter,
    leading,
    lifted,
    month,
    ticks,
    time_axis,
    value_axis,
)
from reportgen.charts.style.endings import Ending, ending, reach, write_endings
from reportgen.charts.style.geometry import Box, Panel, Point
from reportgen.charts.style.letters import Run, breadth
from reportgen.charts.style.markup import svg
from reportgen.charts.style.paper import Paper, Stroke
from reportgen.charts.style.placing import Line, place, place_on_white, place_paragraph
from reportgen.charts.style.tokens import (
    BENCHMARK,
    HALF,
    INK,
    INK2,
    MEDIUM,
    REGULAR,
    SEMIBOLD,
    SUBJECT,
    SUBJECT_TEXT,
    TEXT,
    TICK,
    TINT,
    height,
)
from reportgen.charts.style.values import Axis, Label, listing, present

NAME: Final = "market_caps"
SHORTEST_ARROW: Final = 5.0
"""Millimetres. Below, the upside is written behind the subject's value instead."""
BRIEF: Final = 60
"""Days. A past that is shorter, or a single point, is not stretched over the chart."""
SHARE_AFTER: Final = 0.72
"""The part of the chart that then lies to the right of now."""
NARROWEST: Final = 22.0
"""The room that the route's name is broken to fit, even beyond a horizon that is near."""
BELOW_THE_ROUTE: Final = 2.4
"""How far the subject's name makes way for the route that starts at the same point."""


@dataclass(frozen=True)
class Series:
    """A company's market capitalization by date, and its last value as it is printed."""

    name: str
    points: tuple[tuple[date, float | None], ...]
    last: str


@dataclass(frozen=True)
class Route:
    """The way from now to the target: points by date, and what they are called."""

    points: tuple[tuple[date, float], ...]
    label: str


@dataclass(frozen=True)
class MarketCapsData:
    """What the chart shows."""

    subject: Series
    target: Label
    upside: str
    axis: Axis
    benchmark: Series | None = None
    route: Route | None = None


def draw(data: MarketCapsData, width: float) -> str:
    """The chart as SVG, so many millimetres wide."""
    paper = Paper(width, height(width))
    values = ticks(0.0, _highest(data), 6)
    panel = _panel(data, paper, values)
    lines = [panel.line(_days(series)) for series, _, _ in _shown(data)]
    now, end = panel.x(_last_day(data)), panel.x(_end(data))
    ground = Box(now, FOOT, end, paper.height)
    if data.route:
        paper.box(ground, TINT)
    value_axis(paper, panel, values, data.axis)
    write_endings(paper, _endings(data, panel), now, ground if data.route else None)
    base_line(paper, panel)
    time_axis(paper, panel, _end(data))
    route = _draw_route(paper, panel, data.route, lines) if data.route else ()
    stem = _stem(data, panel)
    _draw_target(paper, panel, data.target, [*lines, route, stem])
    for (_, colour, _), line in reversed(tuple(zip(_shown(data), lines, strict=True))):
        paper.line(line, Stroke(colour, 1.6))
        paper.dot(line[-1], colour, 0.9)
    if stem:
        _draw_arrow(paper, stem, data.upside, [*lines, route])
    return svg(paper, NAME, describe(data))


def describe(data: MarketCapsData) -> str:
    """The chart in words."""
    days = [date.fromordinal(int(day)) for series, _, _ in _shown(data) for day, _ in _days(series)]
    worth = listing([f"{series.name} is worth {series.last}" for series, _, _ in _shown(data)])
    reached = _days(data.subject)[-1][1] >= data.target.value
    target = f"has been reached: {data.upside}" if reached else f"is still {data.upside} away"
    route = f" A dashed line shows the route: {data.route.label}." if data.route else ""
    return (
        f"Line chart of market capitalization from {month(min(days))} to {month(max(days))}. "
        f"{worth}. The target of {data.target.text} {target}.{route}"
    )


def _days(series: Series) -> tuple[tuple[float, float], ...]:
    """The points that there are, by the number of their day."""
    return tuple((float(day.toordinal()), value) for day, value in present(series.points))


def _route_days(route: Route) -> tuple[tuple[float, float], ...]:
    return tuple((float(day.toordinal()), value) for day, value in route.points)


def _shown(data: MarketCapsData) -> tuple[tuple[Series, str, str], ...]:
    """The series that have points, each with the colour of its line and of its name."""
    both = ((data.subject, SUBJECT, SUBJECT_TEXT), (data.benchmark, BENCHMARK, BENCHMARK))
    return tuple((each, colour, text) for each, colour, text in both if each and _days(each))


def _last_day(data: MarketCapsData) -> float:
    return max(_days(series)[-1][0] for series, _, _ in _shown(data))


def _end(data: MarketCapsData) -> float:
    """The last day of the time axis: the horizon, or now."""
    return _route_days(data.route)[-1][0] if data.route else _last_day(data)


def _highest(data: MarketCapsData) -> float:
    """The largest value that has to be seen."""
    return max(data.target.value, *(up for each, _, _ in _shown(data) for _, up in _days(each)))


def _panel(data: MarketCapsData, paper: Paper, values: Sequence[float]) -> Panel:
    """Where days and values lie; the names at the ends of the lines always have their room."""
    now, end = _last_day(data), _end(data)
    first = min(day for each, _, _ in _shown(data) for day, _ in _days(each))
    right = paper.width - gutter(data.axis.texts(values))
    box = Box(0.0, FOOT, right, paper.height - HEADROOM)
    if now - first < BRIEF:
        end = max(end, now + BRIEF)
        first = now - (end - now) * (1 / SHARE_AFTER - 1)
    share = (end - now) / (end - first)
    panel = Panel(box, (first, now), (0.0, max(values[-1], _highest(data))))
    room = max(reach(_endings(data, panel)) + 1, right * share)
    last = now + (now - first) * room / (right - room)
    return replace(panel, across=(first, max(last, end)))


def _endings(data: MarketCapsData, panel: Panel) -> list[Ending]:
    """What is written at the ends of the lines."""
    room = panel.box.width * (0.3 if panel.box.width < HALF else 0.24)
    endings = [
        ending(
            panel.y(_days(series)[-1][1]),
            Run(series.name, TEXT, SEMIBOLD, colour),
            Run(series.last, TEXT, REGULAR, INK),
            room,
        )
        for series, _, colour in _shown(data)
    ]
    if not _stem(data, panel):
        endings[0] = _beside_the_target(data, panel, endings[0])
    elif data.route:
        endings[0] = replace(endings[0], height=endings[0].height - BELOW_THE_ROUTE)
    return endings


def _beside_the_target(data: MarketCapsData, panel: Panel, subject: Ending) -> Ending:
    """The subject's name with the upside in another row, all on its own side of the target."""
    rows = (*subject.rows, (Run(data.upside, TEXT, MEDIUM, INK2),))
    target, half = panel.y(data.target.value), leading(TEXT) * len(rows) / 2 + 0.5
    reached = subject.height >= target
    middle = max(subject.height, target + half) if reached else min(subject.height, target - half)
    return Ending(middle, rows)


def _stem(data: MarketCapsData, panel: Panel) -> tuple[Point, ...]:
    """The way from the subject's last value up to the target, if it is long enough to be seen."""
    x, low = panel.line(_days(data.subject))[-1]
    high = panel.y(data.target.value)
    return ((x, low), (x, high)) if high - low >= SHORTEST_ARROW else ()


def _draw_route(
    paper: Paper, panel: Panel, route: Route, lines: Sequence[Line]
) -> tuple[Point, ...]:
    """Draws the way to the target, with its name at the foot of the tinted ground, or higher."""
    line = panel.line(_route_days(route))
    paper.line(line, Stroke(SUBJECT, 1.4, (3, 1.6)))
    paper.ring(line[-1], SUBJECT)
    left, right = line[0][0] + 1.8, line[-1][0]
    room = max(right - left, NARROWEST)
    spots = [((left, FOOT + 1.6 + 2 * step), 0.0) for step in range(20)]
    name = Run(route.label, TICK, REGULAR, INK2)
    place_paragraph(paper, name, spots, room, [*lines, line])
    return line


def _draw_target(paper: Paper, panel: Panel, target: Label, lines: Sequence[Line]) -> None:
    """Draws the target as a dotted line, named where no other line runs."""
    y, right = panel.y(target.value), panel.box.right
    paper.line([(0.0, y), (right, y)], Stroke(INK, 0.9, (1, 1.8)))
    runs = [Run(target.text, TEXT, SEMIBOLD), Run(" target", TEXT, REGULAR, INK2)]
    step = (right - breadth(runs)) / 12
    spots = [((step * index, y + side), 0.0) for index in range(9) for side in (1.1, -3.0)]
    place_on_white(paper, runs, spots, lines)


def _draw_arrow(paper: Paper, stem: Sequence[Point], upside: str, lines: Sequence[Line]) -> None:
    """Draws the arrow from the subject up to the target, with the required upside beside it."""
    (x, low), (_, high) = stem
    tip = high - 0.5
    paper.line([(x, low + 1.3), (x, tip - 1)], Stroke(INK, 0.8))
    paper.area([(x - 0.85, tip - 1.9), (x + 0.85, tip - 1.9), (x, tip)], INK)
    spots = [
        ((x + aside, lifted(low + (high - low) * share, 10.0)), align)
        for aside, align in ((-1.8, 1.0), (1.8, 0.0))
        for share in (0.5, 0.6, 0.4, 0.7)
    ]
    place(paper, [Run(upside, 10.0, SEMIBOLD)], spots, lines)
