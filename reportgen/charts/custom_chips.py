"""Adoption of custom chips: what is known as lower bounds, and the curve that is assumed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from reportgen.charts.style.axes import (
    FOOT,
    HEADROOM,
    base_line,
    gutter,
    leading,
    lifted,
    ticks,
    time_axis,
    value_axis,
)
from reportgen.charts.style.endings import Ending, reach, write_endings
from reportgen.charts.style.geometry import Box, Panel, Point, height_at, spread
from reportgen.charts.style.letters import Run
from reportgen.charts.style.markup import svg
from reportgen.charts.style.paper import Paper, Stroke, canvas
from reportgen.charts.style.placing import place
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
    WHITE,
    height,
)
from reportgen.charts.style.values import Axis, Label, Quarter, listing

NAME: Final = "custom_chips"
MARGIN: Final = 330
"""Days shown before the first bound and, where there is no curve, after the last one."""
NAMED: Final = 4
"""So many bounds are named at most, from the last one back."""
ASIDE: Final = 4.5
"""From the last bound to the names."""


@dataclass(frozen=True)
class Bound:
    """A share that is known to be exceeded; `scope` says what changed since the bound before."""

    quarter: Quarter
    as_of: date
    share: Label
    scope: str = ""


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
    """What the chart shows."""

    bounds: tuple[Bound, ...]
    axis: Axis
    curve: Curve | None = None


def draw(data: CustomChipsData, width: float) -> str:
    """The chart as SVG, so many millimetres wide."""
    paper = canvas(width, height(width))
    values = ticks(0.0, _highest(data), 4)
    panel = _panel(data, paper, values)
    marks = [panel.line([(_day(bound.as_of), bound.share.value)])[0] for bound in data.bounds]
    low, base, high = _cases(panel, data.curve)
    if data.curve:
        paper.area([*low, *reversed(high)], SUBJECT_LIGHT)
    value_axis(paper, panel, values, data.axis)
    base_line(paper, panel)
    time_axis(paper, panel, panel.across[1])
    _draw_breaks(paper, panel, data.bounds, [low, high])
    if data.curve:
        paper.line(base, Stroke(SUBJECT, 1.4, (3, 1.6)))
        write_endings(paper, _endings(data.curve, panel), base[-1][0])
        _name_curve(paper, data.curve.label, high)
    _name_bounds(paper, data.bounds, marks, low)
    for mark in marks:
        _draw_bound(paper, mark)
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


def _highest(data: CustomChipsData) -> float:
    return max(*(bound.share.value for bound in data.bounds), *(data.curve.high if data.curve else ()), 0.0)


def _panel(data: CustomChipsData, paper: Paper, values: Sequence[float]) -> Panel:
    """Where days and shares lie; the names of the cases have their room at the right."""
    first = _day(data.bounds[0].as_of) - MARGIN
    last = _day(data.curve.dates[-1]) if data.curve else _day(data.bounds[-1].as_of) + MARGIN
    right = paper.width - gutter(data.axis.texts(values))
    if data.curve:
        first = min(first, _day(data.curve.dates[0]))
    box = Box(0.0, FOOT, right, paper.height - HEADROOM)
    panel = Panel(box, (first, last), (0.0, max(values[-1], _highest(data))))
    room = reach(_endings(data.curve, panel)) + 1 if data.curve else 0.0
    return Panel(box, (first, last + (last - first) * room / (right - room)), panel.up)


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
    cases = zip(("Low", "Base", "High"), (curve.low, curve.base, curve.high), curve.ends, strict=True)
    return [
        Ending(
            panel.y(case[-1]),
            (
                (
                    Run(f"{name} ", TEXT, REGULAR, INK2),
                    Run(text, TEXT, SEMIBOLD, SUBJECT_TEXT if name == "Base" else INK),
                ),
            ),
        )
        for name, case, text in cases
    ]


def _draw_breaks(
    paper: Paper, panel: Panel, bounds: Sequence[Bound], lines: Sequence[Sequence[Point]]
) -> None:
    """Marks where the scope of what is counted changed: figures on either side do not compare."""
    top = panel.box.top
    for before, after in zip(bounds, bounds[1:], strict=False):
        if after.scope:
            x = panel.x((_day(before.as_of) + _day(after.as_of)) / 2)
            paper.line([(x, FOOT), (x, top)], Stroke(GREY, 0.6, (2, 2)))
            run = [Run(after.scope, TICK, REGULAR, INK2)]
            row = leading(TICK)
            spots = [
                ((x + side, top - row * (number + 1)), align)
                for number in range(3)
                for side, align in ((1.0, 0.0), (-1.0, 1.0))
            ]
            lines = [*lines, place(paper, run, spots, lines).outline]


def _name_curve(paper: Paper, label: str, high: Sequence[Point]) -> None:
    """Says of the curve what it is, to the left of its steepest part."""
    run = [Run(label, TICK, MEDIUM, SUBJECT_TEXT)]
    left, right = high[0][0], high[-1][0]
    spots = [
        ((x - 1.2, y + 0.8), 1.0)
        for share in (0.5, 0.56, 0.62, 0.68, 0.44, 0.38, 0.8, 0.95)
        if (y := height_at(high, x := left + (right - left) * share)) is not None
    ]
    place(paper, run, spots, [high])


def _name_bounds(
    paper: Paper, bounds: Sequence[Bound], marks: Sequence[Point], low: Sequence[Point]
) -> None:
    """Names the last bounds in rows beside and below them, each joined to its mark."""
    rows = [
        (
            Run(bound.share.text, TEXT if index else VALUE, SEMIBOLD, SUBJECT_TEXT),
            Run(f" {bound.quarter.text}", TICK, REGULAR, INK2),
        )
        for index, bound in enumerate(reversed(bounds))
    ]
    left, row = marks[-1][0] + ASIDE, leading(VALUE)
    ceiling = min((y for x, y in low if x >= left - 2), default=paper.height) - row / 2 - 0.4
    room = int((ceiling - FOOT) / row + 0.5)
    count = max(1, min(NAMED, len(rows), room))
    wanted = [y for _, y in reversed(marks)][:count]
    places = spread(wanted, row, (FOOT + row / 2 + 0.6, max(ceiling, FOOT + row * count)))
    for runs, (x, y), middle in zip(rows, reversed(marks), places, strict=False):
        paper.line([(x + 1.3, y), (left - 0.6, middle)], Stroke(GREY, 0.5))
        paper.text(runs, (left, lifted(middle, runs[0].size)), back=WHITE)


def _draw_bound(paper: Paper, at: Point) -> None:
    """Draws a floor and an open arrow upward: the value lies here or anywhere above."""
    x, y = at
    paper.line([(x, y), (x, y + 2.6)], Stroke(SUBJECT, 1.1))
    paper.frame([(x - 0.95, y + 2.4), (x + 0.95, y + 2.4), (x, y + 4.1)], Stroke(SUBJECT, 1.0))
    paper.line([(x - 1.15, y), (x + 1.15, y)], Stroke(SUBJECT, 1.6))
