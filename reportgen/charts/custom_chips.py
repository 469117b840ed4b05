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
from reportgen.charts.style.geometry import Box, Panel, Point, crosses, height_at
from reportgen.charts.style.letters import Run, extent, rise
from reportgen.charts.style.markup import svg
from reportgen.charts.style.paper import Paper, Stroke
from reportgen.charts.style.placing import place_on_white
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

Line = Sequence[Point]


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
    taken = [low, high, *_draw_breaks(paper, panel, data.bounds)]
    taken += _name_bounds(paper, data.bounds, marks, taken)
    _name_breaks(paper, panel, data.bounds, [*taken, *(_outline(mark) for mark in marks)])
    if data.curve:
        paper.line(base, Stroke(SUBJECT, 1.4, (3, 1.6)))
        write_endings(paper, _endings(data.curve, panel), base[-1][0])
        _name_curve(paper, data.curve.label, low, high, taken)
    for bound, mark in zip(data.bounds, marks, strict=True):
        _draw_bound(paper, mark) if bound.lower else paper.dot(mark, SUBJECT, 0.9)
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
    paper: Paper, panel: Panel, bounds: Sequence[Bound], taken: Sequence[Line]
) -> None:
    """Says at the top of each hairline what changed."""
    row, top = leading(TICK), panel.box.top
    for x, scope in _breaks(panel, bounds):
        run = Run(scope, TICK, REGULAR, INK2)
        sides = ((1.0, 0.0), (-1.0, 1.0))
        spots = [((x + by, top - row * n), align) for n in (1, 2, 3, 4, 0) for by, align in sides]
        taken = [*taken, place_on_white(paper, [run], spots, taken).outline]


def _name_bounds(
    paper: Paper, bounds: Sequence[Bound], marks: Sequence[Point], taken: Sequence[Line]
) -> list[Line]:
    """Names the first bound at its left, and the last ones on flags above: the latest lowest."""
    x, y = marks[0]
    if len(bounds) > 1:
        run = Run(bounds[0].share.text, TEXT, SEMIBOLD, SUBJECT_TEXT)
        paper.text([run], (x - ASIDE, y), 1.0)
    foot = 0.0
    flags: list[Line] = []
    named = list(zip(bounds, marks, strict=True))[1:] or [(bounds[0], marks[0])]
    for bound, (x, y) in reversed(named[-FLAGS:]):
        runs = _flag(bound, last=bound is bounds[-1], brief=paper.width <= HALF)
        foot = _foot(runs, x, max(foot, y + TALL + 1.0), taken)
        paper.line([(x, y + TALL), (x, foot + rise(TEXT))], Stroke(GREY, 0.5))
        paper.text(runs, (x + 0.9, foot), back=WHITE)
        flags.append(extent(runs, (x + 0.9, foot)).outline)
        foot += leading(VALUE)
    return flags


def _flag(bound: Bound, *, last: bool, brief: bool) -> tuple[Run, ...]:
    """What is written about a bound: in a narrow chart, the share alone."""
    share = Run(bound.share.text, VALUE if last else TEXT, SEMIBOLD, SUBJECT_TEXT)
    return (share,) if brief else (share, Run(f" {bound.quarter.text}", TICK, REGULAR, INK2))


def _foot(runs: Sequence[Run], x: float, least: float, taken: Sequence[Line]) -> float:
    """The lowest height, from the least one up, at which a flag meets no line."""
    steps = (least + step for step in range(FLAG_STEPS))
    clear = (
        foot
        for foot in steps
        if not any(crosses(extent(runs, (x + 0.9, foot)).grown(0.5), line) for line in taken)
    )
    return next(clear, least)


def _name_curve(
    paper: Paper, label: str, low: Sequence[Point], high: Sequence[Point], taken: Sequence[Line]
) -> None:
    """Says of the curve what it is: below its end, or else above its rise."""
    run = Run(label, TICK, MEDIUM, SUBJECT_TEXT)
    (right, foot), left = low[-1], high[0][0]
    below = [((right, y), 1.0) for step in range(12) if (y := foot - 3.6 - step) > FOOT + 1]
    above = [
        ((x - 1.2, level + 0.8), 1.0)
        for share in (0.5, 0.6, 0.7, 0.4)
        if (level := height_at(high, x := left + (right - left) * share)) is not None
    ]
    place_on_white(paper, [run], [*below, *above], taken)


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
