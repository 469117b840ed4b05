"""Required upside edition by edition, against what the declared path leaves at each date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from reportgen.charts.style.axes import (
    FOOT,
    HEADROOM,
    base_line,
    gutter,
    month,
    ticks,
    time_axis,
    value_axis,
)
from reportgen.charts.style.geometry import Box, Panel, Point, between, height_at
from reportgen.charts.style.letters import Run, breadth, rise
from reportgen.charts.style.markup import svg
from reportgen.charts.style.paper import Paper, Stroke
from reportgen.charts.style.placing import Line, Spot, find, place, place_paragraph
from reportgen.charts.style.tokens import (
    GREY,
    INK,
    INK2,
    MEDIUM,
    REGULAR,
    SEMIBOLD,
    SUBJECT,
    SUBJECT_LIGHT,
    SUBJECT_TEXT,
    TEXT,
    TICK,
    VALUE,
    height,
)
from reportgen.charts.style.values import Axis, Label, listing, stated

NAME: Final = "required_upside"
INSET: Final = 1.2
"""The first point's dot is not cut off at the edge."""
NEAR: Final = 1.8
NARROWER: Final = (30.0, 20.0)
"""What the horizon is called is broken into rows of these lengths where one row has no room."""
NEARBY: Final = 6
"""So many of the heights for it are near the horizon's mark."""
ABOVE: Final = (1.5, 2.4, 3.4)
"""How far a text may stand from its point."""


@dataclass(frozen=True)
class RequiredUpsideData:
    """What the chart shows: the upside at the as-of date of each edition, and the path."""

    name: str
    editions: tuple[tuple[date, Label | None], ...]
    path: tuple[tuple[date, float], ...]
    path_name: str
    horizon: str
    axis: Axis


def draw(data: RequiredUpsideData, width: float) -> str:
    """The chart as SVG, so many millimetres wide."""
    paper = Paper(width, height(width))
    editions = stated(data.editions)
    numbers = [label.value for _, label in editions] + [value for _, value in data.path]
    values = ticks(min(0.0, *numbers), max(numbers), 5)
    days = [float(day.toordinal()) for day, _ in (*editions, *data.path)]
    panel = Panel(
        Box(INSET, FOOT, paper.width - gutter(data.axis.texts(values)), paper.height - HEADROOM),
        (min(days), max(days)),
        (min(values[0], *numbers), max(values[-1], *numbers)),
    )
    points = panel.line((float(day.toordinal()), label.value) for day, label in editions)
    path = panel.line((float(day.toordinal()), value) for day, value in data.path)
    shade = _shade(paper, points, path)
    value_axis(paper, panel, values, data.axis)
    base_line(paper, panel)
    time_axis(paper, panel, max(days))
    paper.line(path, Stroke(GREY, 1.2, (3, 1.6)))
    paper.line(points, Stroke(SUBJECT, 1.6))
    for point in points:
        paper.dot(point, SUBJECT, 0.9 if point == points[-1] else 0.7)
    _name_points(paper, data, points, path)
    if path:
        _name_path(paper, data, path, [points, path, shade])
    return svg(paper, NAME, describe(data))


def describe(data: RequiredUpsideData) -> str:
    """The chart in words."""
    known = listing([f"{label.text} in {month(day)}" for day, label in stated(data.editions)])
    path = f" A dashed line, {data.path_name}, falls to nothing: {data.horizon}."
    return f"Line chart of the upside still required: {known}.{path if data.path else ''}"


def _shade(paper: Paper, points: Sequence[Point], path: Sequence[Point]) -> Sequence[Point]:
    """Tints what lies between the editions and the path; says where its right edge is."""
    reach = (max(points[0][0], path[0][0]), min(points[-1][0], path[-1][0])) if path else (0.0, 0.0)
    if reach[0] < reach[1]:
        edges = (*between(points, *reach), *reversed(between(path, *reach)))
        paper.area(edges, SUBJECT_LIGHT)
        return [
            (reach[1], y) for line in (points, path) if (y := height_at(line, reach[1])) is not None
        ]
    return ()


def _name_points(
    paper: Paper, data: RequiredUpsideData, points: Sequence[Point], path: Sequence[Point]
) -> None:
    """Writes the upside at the last point, the first one, and those between that have room."""
    name = Run(f" {data.name}", TEXT, REGULAR, INK2)
    texts = [label.text for _, label in stated(data.editions)]
    last = [Run(texts[-1], VALUE, SEMIBOLD, SUBJECT_TEXT), name]
    place(paper, last, _spots_at_the_end(points[-1], last), [points, path])
    for index in sorted(range(len(points) - 1), key=lambda each: (each > 0, -each)):
        runs = [Run(texts[index], TICK, MEDIUM, INK)]
        if spot := find(paper, runs, _spots_about(points[index], runs), [points, path]):
            paper.text(runs, *spot)


def _spots_at_the_end(point: Point, runs: Sequence[Run]) -> list[Spot]:
    """Where the last value and its name may stand: right of the point if there is room."""
    (x, y), tall = point, rise(VALUE)
    nears = (0.6, *ABOVE, 4.8, 6.4, 8.0)
    ups = [-tall / 2, *(up for near in nears for up in (near, -near - tall))]
    right = [((x + NEAR, y + up), 0.0) for up in ups]
    wide = breadth(runs)
    left = [((x + wide * share, y + up), 1.0) for up in ups[3:] for share in (0.5, 0.25, 0.0)]
    return [*right, *left]


def _spots_about(point: Point, runs: Sequence[Run]) -> list[Spot]:
    """Where an earlier value may stand: above or below its point, as near as can be."""
    (x, y), half = point, breadth(runs) / 2
    middle = max(x, half)
    below = [-up - rise(TICK) for up in ABOVE]
    return [((middle, y + up), 0.5) for pair in zip(ABOVE, below, strict=True) for up in pair]


def _name_path(
    paper: Paper, data: RequiredUpsideData, path: Sequence[Point], lines: Sequence[Line]
) -> None:
    """Names the path where there is room beside it, and marks the horizon that it ends at."""
    x, y = path[-1]
    name = Run(data.horizon, TICK, REGULAR, INK2)
    spots = [((x, y + up), 1.0) for up in (1.4, *(3.4 + 2 * step for step in range(16)))]
    tries = [(spots[:NEARBY], room) for room in (paper.width, *NARROWER)]
    tries.append((spots, paper.width))
    placed = (place_paragraph(paper, name, near, room, lines) for near, room in tries)
    if there := next(filter(None, placed), None):
        paper.line([(x, y + 0.9), there[0]], Stroke(GREY, 0.5))
    paper.ring(path[-1], GREY)
    along = [
        ((left, level + up), 0.0)
        for share in (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.18, 0.1)
        for up in (1.2, 2.4, 3.6, -3.4)
        if (level := height_at(path, left := x * share + path[0][0] * (1 - share))) is not None
    ]
    place(paper, [Run(data.path_name, TICK, MEDIUM, INK2)], along, lines)
