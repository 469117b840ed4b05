"""Adoption of custom chips: what is known as lower bounds, and the curve that is assumed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Final

from reportgen.charts.style.axes import (
    FOOT,
    HEADROOM,
    base_line,
    gutter,
    leading,
    ticks,
    time_axis,
    value_axis,
)
from reportgen.charts.style.endings import Ending, reach, write_endings
from reportgen.charts.style.geometry import Box, Panel, Point, height_at
from reportgen.charts.style.letters import Run, rise
from reportgen.charts.style.markup import svg
from reportgen.charts.style.paper import Paper, Stroke
from reportgen.charts.style.placing import Line, Spot, find, place_on_white
from reportgen.charts.style.tokens import (
    GREY,
    HALF,
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
    WHITE,
    height,
)
from reportgen.charts.style.values import Axis, Label, Quarter, listing

NAME: Final = "custom_chips"
MARGIN: Final = 365
"""Days shown before the first bound and, where there is no curve, after the last one."""
ROOM_ABOVE: Final = 1.8
FLAGS: Final = 3
"""So many bounds are named on flags at most, from the last one back."""
FLAG_STEPS: Final = 24
TALL: Final = 4.1
"""The height of a bound's mark."""
ASIDE: Final = 2.2
"""From a mark to a name at its left."""
CASES: Final = (("Low", INK), ("Base", SUBJECT_TEXT), ("High", INK))
ROWS: Final = 12
"""So many rows below the top are tried for what a change of scope is called."""


@dataclass(frozen=True)
class Bound:
    """A share that is known to be exceeded, or, where `lower` is false, to be just that.

    `scope` says what changed in what is counted since the bound before.
    """

    quarter: Quarter
    as_of: date
    share: Label
    scope: str = ""
    lower: bool = True


@dataclass(frozen=True)
class Curve:
    """A declared course of adoption in three cases, with the texts of their last values."""

    dates: tuple[date, ...]
    low: tuple[float, ...]
    base: tuple[float, ...]
    high: tuple[float, ...]
    ends: tuple[str, str, str]
    label: str


@dataclass(frozen=True)
class CustomChipsData:
    """What the chart shows: one bound or more, oldest first."""

    bounds: tuple[Bound, ...]
    axis: Axis
    curve: Curve | None = None


def draw(data: CustomChipsData, width: float) -> str:
    """The chart as SVG, so many millimetres wide."""
    paper = Paper(width, height(width))
    values = ticks(0.0, _highest(data), 4)
    panel = _panel(data, paper, values)
    marks = panel.line((_day(bound.as_of), bound.share.value) for bound in data.bounds)
    low, base, high = _cases(panel, data.curve)
    if data.curve:
        paper.area([*low, *reversed(high)], SUBJECT_LIGHT)
    value_axis(paper, panel, values, data.axis)
    base_line(paper, panel)
    time_axis(paper, panel, _last_day(data))
    if data.curve:
        paper.line(base, Stroke(SUBJECT, 1.4, (3, 1.6)))
        write_endings(paper, _endings(data.curve, panel), base[-1][0])
    lines = [low, base, high, *_draw_breaks(paper, panel, data.bounds), *map(_outline, marks)]
    lines += _name_bounds(paper, data.bounds, marks, lines)
    _name_breaks(paper, panel, data.bounds, lines)
    if data.curve:
        _name_curve(paper, data.curve.label, (low, high), lines)
    for bound, mark in zip(data.bounds, marks, strict=True):
        if bound.lower:
            _draw_bound(paper, mark)
        else:
            paper.dot(mark, SUBJECT, 0.9)
    return svg(paper, NAME, describe(data))


def describe(data: CustomChipsData) -> str:
    """The chart in words."""
    bounds = [
        f"{bound.share.text} in {bound.quarter.text}{f' ({bound.scope})' if bound.scope else ''}"
        for bound in data.bounds
    ]
    curve = (
        f" {data.curve.label}: a curve that reaches {data.curve.ends[1]} in "
        f"{data.curve.dates[-1].year}, or between {data.curve.ends[0]} and {data.curve.ends[2]}."
        if data.curve
        else ""
    )
    return f"Lower bounds of the share of custom chips: {listing(bounds)}.{curve}"


def _day(day: date) -> float:
    return float(day.toordinal())


def _last_day(data: CustomChipsData) -> float:
    """The last day of the time axis."""
    last = _day(data.bounds[-1].as_of) + MARGIN
    return _day(data.curve.dates[-1]) if data.curve else last


def _highest(data: CustomChipsData) -> float:
    """The highest share to be seen; without a curve there is room above what are lower bounds."""
    bound = max(bound.share.value for bound in data.bounds)
    return max(bound, *data.curve.high) if data.curve else bound * ROOM_ABOVE


def _panel(data: CustomChipsData, paper: Paper, values: Sequence[float]) -> Panel:
    """Where days and shares lie; the names of the cases have their room at the right."""
    first, last = _day(data.bounds[0].as_of) - MARGIN, _last_day(data)
    right = paper.width - gutter(data.axis.texts(values))
    box = Box(0.0, FOOT, right, paper.height - HEADROOM)
    panel = Panel(box, (first, last), (0.0, max(values[-1], _highest(data))))
    room = reach(_endings(data.curve, panel)) + 1 if data.curve else 0.0
    return replace(panel, across=(first, last + (last - first) * room / (right - room)))


def _cases(panel: Panel, curve: Curve | None) -> tuple[tuple[Point, ...], ...]:
    """The lines of the low, the base and the high case."""
    if not curve:
        return (), (), ()
    days = [_day(day) for day in curve.dates]
    return tuple(
        panel.line(zip(days, case, strict=True)) for case in (curve.low, curve.base, curve.high)
    )


def _endings(curve: Curve, panel: Panel) -> list[Ending]:
    """The names and last values of the three cases."""
    cases = zip(CASES, (curve.low, curve.base, curve.high), curve.ends, strict=True)
    return [
        Ending(
            panel.y(case[-1]),
            ((Run(f"{name} ", TEXT, REGULAR, INK2), Run(text, TEXT, SEMIBOLD, colour)),),
        )
        for (name, colour), case, text in cases
    ]


def _breaks(panel: Panel, bounds: Sequence[Bound]) -> list[tuple[float, str]]:
    """Where, between two bounds, the scope of what is counted changed, and how."""
    return [
        (panel.x((_day(before.as_of) + _day(after.as_of)) / 2), after.scope)
        for before, after in pairwise(bounds)
        if after.scope
    ]


def _draw_breaks(paper: Paper, panel: Panel, bounds: Sequence[Bound]) -> list[Line]:
    """Draws a broken hairline where the scope changed: the two sides do not compare."""
    lines = [((x, FOOT), (x, panel.box.top)) for x, _ in _breaks(panel, bounds)]
    for line in lines:
        paper.line(line, Stroke(GREY, 0.6, (3, 2.4)))
    return [*lines]


def _name_breaks(
    paper: Paper, panel: Panel, bounds: Sequence[Bound], lines: Sequence[Line]
) -> None:
    """Says at the top of each hairline what changed."""
    row, top = leading(TICK), panel.box.top
    for x, scope in _breaks(panel, bounds):
        rows = ((x + by, align) for by, align in ((1.0, 0.0), (-1.0, 1.0)))
        spots = [((at, top - row * n), align) for at, align in rows for n in range(1, ROWS)]
        place_on_white(paper, [Run(scope, TICK, REGULAR, INK2)], spots, lines)


def _name_bounds(
    paper: Paper, bounds: Sequence[Bound], marks: Sequence[Point], lines: Sequence[Line]
) -> list[Line]:
    """Names the first bound beside it and the last ones on flags, and says where their poles are."""
    poles: list[Line] = []
    for bound, mark in reversed([*zip(bounds, marks, strict=True)][-FLAGS - 1 :]):
        runs = _flag(bound, last=bound is bounds[-1], brief=paper.width <= HALF)
        beside, flags = _beside(mark), _flags(mark)
        spots = [*beside, *flags] if bound is bounds[0] and len(bounds) > 1 else [*flags, *beside]
        found = find(paper, runs, spots, [*lines, *poles])
        if not found and bound is not bounds[-1]:
            continue
        chosen = found or find(paper, runs, spots, ()) or beside[0]
        paper.text(runs, *chosen, back="" if found else WHITE)
        if chosen in flags:
            poles.append(_pole(mark, chosen[0][1]))
            paper.line(poles[-1], Stroke(GREY, 0.5))
    return poles


def _beside(mark: Point) -> list[Spot]:
    """The places for a name next to a mark, or under it."""
    x, y = mark
    return [((x - ASIDE, y), 1.0), ((x + ASIDE, y), 0.0), ((x, y - rise(VALUE) - 1.2), 0.5)]


def _flags(mark: Point) -> list[Spot]:
    """The places for a name on a pole above or below a mark, the nearest first."""
    x, y = mark
    return [
        ((x + side, foot), align)
        for step in range(FLAG_STEPS)
        for side, align in ((0.9, 0.0), (-0.9, 1.0))
        for foot in (y + TALL + 1 + step, y - rise(VALUE) - 1.2 - step)
    ]


def _pole(mark: Point, foot: float) -> Line:
    """The way from a mark to the name on its flag."""
    x, y = mark
    return ((x, y + TALL), (x, foot + rise(TEXT))) if foot > y else ((x, y - 0.5), (x, foot))


def _flag(bound: Bound, *, last: bool, brief: bool) -> tuple[Run, ...]:
    """What is written about a bound: in a narrow chart, the share alone."""
    share = Run(bound.share.text, VALUE if last else TEXT, SEMIBOLD, SUBJECT_TEXT)
    return (share,) if brief else (share, Run(f" {bound.quarter.text}", TICK, REGULAR, INK2))


def _name_curve(paper: Paper, label: str, band: tuple[Line, Line], lines: Sequence[Line]) -> None:
    """Says of the curve what it is: below its end, or else above its rise."""
    run = Run(label, TICK, MEDIUM, SUBJECT_TEXT)
    low, high = band
    (right, foot), left = low[-1], high[0][0]
    below = [((right, y), 1.0) for step in range(12) if (y := foot - 3.6 - step) > FOOT + 1]
    above = [
        ((x - 1.2, level + 0.8), 1.0)
        for share in (0.5, 0.6, 0.7, 0.4)
        if (level := height_at(high, x := left + (right - left) * share)) is not None
    ]
    place_on_white(paper, [run], [*below, *above], lines)


def _outline(mark: Point) -> Line:
    """The room that a mark takes, as a line around it."""
    x, y = mark
    return Box(x - 1.2, y, x + 1.2, y + TALL).outline


def _draw_bound(paper: Paper, at: Point) -> None:
    """Draws a floor and an open arrow upward: the value lies here or anywhere above."""
    x, y = at
    paper.line([(x, y), (x, y + TALL - 1.5)], Stroke(SUBJECT, 1.1))
    head = [(x - 0.95, y + TALL - 1.7), (x + 0.95, y + TALL - 1.7), (x, y + TALL)]
    paper.area(head, WHITE, Stroke(SUBJECT, 1.0))
    paper.line([(x - 1.2, y), (x + 1.2, y)], Stroke(SUBJECT, 1.6))
