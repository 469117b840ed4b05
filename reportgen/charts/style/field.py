"""A field between two axes of numbers: curves named at their ends, and points with names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import isfinite
from typing import Final

from reportgen.charts.style.axes import (
    FOOT,
    HEADROOM,
    MARK,
    foot_line,
    gutter,
    leading,
    ticks,
    value_axis,
)
from reportgen.charts.style.ends import Column, End, column, shortened, write_column
from reportgen.charts.style.geometry import Box, Panel, Point
from reportgen.charts.style.letters import Run, breadth, extent, rise
from reportgen.charts.style.naming import Obstacles, about, name_point
from reportgen.charts.style.paper import BASE, Paper, Stroke
from reportgen.charts.style.placing import Line
from reportgen.charts.style.roles import SHAPES, TEXTS, Role
from reportgen.charts.style.tokens import (
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
)
from reportgen.charts.style.values import Axis, Label, present, stated

INSET: Final = 1.4
"""A dot at the edge is not cut off."""
OVER: Final = 1.2
"""What is higher than the top line keeps so far from the heading."""
COUNTS: Final = (8, 6, 5, 4, 3, 2, 1)
"""So many ticks along the bottom are tried."""
ASIDE: Final = 0.34
"""A first tick further to the left, in steps, is left out."""
SHORT: Final = 18.0
"""A point's name that had no room in full is cut to this."""


@dataclass(frozen=True)
class Scale:
    """An axis of numbers, and what it measures."""

    name: str
    axis: Axis


@dataclass(frozen=True)
class Curve:
    """A curve through points, and what is written at its end."""

    name: str
    points: tuple[tuple[float, float], ...]
    emphasised: bool = False

    @property
    def known(self) -> tuple[tuple[float, float], ...]:
        """The points that have both values, from left to right."""
        return tuple(sorted(point for point in present(self.points) if isfinite(point[0])))


@dataclass(frozen=True)
class Position:
    """A point with a name: whose it is, and whether it is only projected."""

    name: str
    x: Label
    y: Label
    role: Role = "subject"
    projected: bool = False

    @property
    def words(self) -> str:
        """The point in words."""
        return f"{self.name} ({self.x.text}, {self.y.text})"


@dataclass(frozen=True)
class Level:
    """The height of a level line, and what is written at its end."""

    value: float
    end: End


@dataclass(frozen=True)
class Field:
    """Where values lie, the ticks of both axes, and the names at the ends of the curves."""

    panel: Panel
    across: tuple[float, ...]
    up: tuple[float, ...]
    names: Column


def known_positions(points: Iterable[Position]) -> tuple[Position, ...]:
    """The points of which both numbers are known."""
    return tuple(point for point in points if len(stated([(0, point.x), (1, point.y)])) > 1)


def lay_out(
    paper: Paper,
    scales: tuple[Scale, Scale],
    curves: Sequence[Curve],
    points: Sequence[tuple[float, float]],
    levels: Sequence[Level] = (),
) -> Field:
    """Finds the room of the field, so that all that it shows and all names have theirs."""
    known = [point for curve in curves for point in curve.known] + [*points]
    xs = [across for across, _ in known] or [0.0]
    ys = [up for _, up in known] + [level.value for level in levels] or [0.0]
    x_scale, y_scale = scales
    up = ticks(*unlike(min(ys), max(ys)), 5)
    foot = FOOT + leading(TICK)
    head = HEADROOM + (OVER if max(ys) > up[-1] else 0.0)
    box = Box(INSET, foot, paper.width - gutter(y_scale.axis.texts(up)), paper.height - head)
    shown = [curve for curve in curves if curve.known]
    room = box.width * (0.27 if paper.width <= HALF else 0.2)
    height = min([*ys, up[0]]), max([*ys, up[-1]])
    ends = [*map(_end, shown), *(level.end for level in levels)]
    names = column(ends, room, box.height)
    box = replace(box, right=box.right - max(names.width, INSET))
    across = _ticks_across(x_scale.axis, *unlike(min(xs), max(xs)), box.width)
    reach = min([*xs, across[0]]), max([*xs, across[-1]])
    panel = Panel(box, reach, height)
    spots = [panel.line(curve.known)[-1] for curve in shown]
    spots += [(box.right, panel.y(level.value)) for level in levels]
    placed = tuple(replace(end, at=at) for end, at in zip(names.ends, spots, strict=False))
    return Field(panel, across, up, replace(names, ends=placed))


def draw_axes(paper: Paper, field: Field, scales: tuple[Scale, Scale]) -> list[Line]:
    """Draws both axes with their names, and the names of the curves; says which lines they take."""
    (x_scale, y_scale), panel = scales, field.panel
    value_axis(paper, panel, field.up, y_scale.axis)
    right = max(min((room.left for room in paper.rooms), default=paper.width) - 2, 10.0)
    heading = shortened(Run(y_scale.name, TICK, REGULAR, INK2), right)
    paper.text([heading], (0.0, paper.height - rise(TICK) - 0.1))
    foot = panel.box.bottom
    base = ((0.0, foot), (paper.width, foot))
    paper.line(base, BASE)
    _write_ticks(paper, field, x_scale.axis)
    name = shortened(Run(x_scale.name, TICK, REGULAR, INK2), paper.width)
    paper.text([name], (0.0, foot_line(foot) - leading(TICK)))
    within = foot + 0.6, panel.box.top
    return [base, *write_column(paper, field.names, panel.box.right, within)]


def draw_curves(paper: Paper, field: Field, curves: Sequence[Curve]) -> list[Line]:
    """Draws the curves, the emphasised last; says where they run."""
    lines = [(curve, field.panel.line(curve.known)) for curve in curves if curve.known]
    for curve, line in sorted(lines, key=lambda pair: pair[0].emphasised):
        paper.line(line, Stroke(*((SUBJECT, 1.6) if curve.emphasised else (INK, 1.2))))
    return [line for _, line in lines]


def draw_positions(
    paper: Paper,
    field: Field,
    points: Sequence[Position],
    lines: Sequence[Line],
    thin: Sequence[Line] = (),
) -> None:
    """Draws the points, open where projected, and names each where nothing is in the way."""
    places = field.panel.line((point.x.value, point.y.value) for point in points)
    for point, place in zip(points, places, strict=True):
        draw = paper.ring if point.projected else paper.dot
        draw(place, SHAPES[point.role], 0.95)
    floor = field.panel.box.bottom
    taken = [*lines, *(about(place, 0.9) for place in places)]
    for index, (point, place) in enumerate(zip(points, places, strict=True)):
        others = [line for number, line in enumerate(taken) if number != len(lines) + index]
        obstacles = Obstacles(others, thin, places, floor)
        taken += name_point(paper, place, _names(point), obstacles)


def _names(point: Position) -> list[list[Run]]:
    """What may be written at a point: all, the name alone, or the beginning of a long name."""
    name = Run(point.name, TICK, SEMIBOLD, TEXTS[point.role])
    numbers = Run(f" {point.x.text}, {point.y.text}", TICK, REGULAR, INK2)
    return [[name, numbers], [name], [shortened(name, SHORT)]]


def _end(curve: Curve) -> End:
    """What stands at the end of a curve, once its place is known."""
    weight, colour = (SEMIBOLD, SUBJECT_TEXT) if curve.emphasised else (MEDIUM, INK)
    return End((0.0, 0.0), Run(curve.name, TEXT, weight, colour))


def unlike(low: float, high: float) -> tuple[float, float]:
    """The two, or values about the one that both are."""
    aside = (abs(low) / 2 or 1.0) if low == high else 0.0
    return low - aside, high + aside


def _ticks_across(axis: Axis, low: float, high: float, room: float) -> tuple[float, ...]:
    """As many ticks as have room for their texts, none far to the left of all that is shown."""
    values: tuple[float, ...] = (low,)
    for count in COUNTS:
        values = ticks(low, high, count)
        first, second, *more = (*values, high)
        if more[1:] and low - first > (second - first) * ASIDE:
            values = values[1:]
        halves = [breadth([_tick(text)]) / 2 for text in axis.texts(values)]
        pitch = room / max(len(values) - 1, 1)
        if all(left + right + 2 <= pitch for left, right in pairwise(halves)):
            break
    return values


def _write_ticks(paper: Paper, field: Field, axis: Axis) -> None:
    """Writes the values along the bottom, the last first, each where it meets no other."""
    foot, taken = field.panel.box.bottom, Box(-1.0, -1.0, -1.0, -1.0)
    for value, text in reversed([*zip(field.across, axis.texts(field.across), strict=True)]):
        x, run = field.panel.x(value), _tick(text)
        half = breadth([run]) / 2
        at: Point = (min(max(x, half), paper.width - half), foot_line(foot))
        paper.line([(x, foot), (x, foot - 1)], MARK)
        room = extent([run], at, 0.5)
        if not room.grown(0.6).meets(taken):
            paper.text([run], at, 0.5)
            taken = room


def _tick(text: str) -> Run:
    return Run(text, TICK, REGULAR, INK2)
