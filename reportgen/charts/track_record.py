"""What earlier editions' scenarios implied for today, against what the company is worth today."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Final

from reportgen.charts.style.axes import gutter, leading, ticks, value_axis
from reportgen.charts.style.ends import LEAST, Column, End, column, shortened, write_column
from reportgen.charts.style.field import unlike
from reportgen.charts.style.geometry import POINTS, Box, Panel
from reportgen.charts.style.letters import Run, breadth, extent, fitting, rise, wrapped
from reportgen.charts.style.markup import svg
from reportgen.charts.style.paper import BASE, Paper, Stroke
from reportgen.charts.style.placing import Line, find, vacant
from reportgen.charts.style.tokens import (
    HALF,
    INK,
    INK2,
    MEDIUM,
    REGULAR,
    SEMIBOLD,
    SMALL,
    SUBJECT,
    SUBJECT_LIGHT,
    TEXT,
    TICK,
    WHITE,
    height,
)
from reportgen.charts.style.values import Axis, Label, number

NAME: Final = "track_record"
WIDEST: Final = 34.0
"""No bar takes more room than this, however few there are."""
SHARE: Final = 0.42
"""How much of its room a bar fills."""
THICKEST: Final = 9.0
THINNEST: Final = 0.5
"""An interval of next to nothing is still seen."""
GAP: Final = 1.0
"""Between a bar and its values."""
BELOW: Final = 0.8
"""The lowest value keeps so far from the base line."""
ABOVE: Final = 2.4
"""Above the highest value, for the text of a grid line."""
WORD: Final = 8.0
"""A longer word of a name is cut before editions go without a name."""
ROWS: Final = 3
"""An edition's name has at most so many rows."""


@dataclass(frozen=True)
class Interval:
    """What an earlier edition's bear, base and bull scenario implied for today."""

    name: str
    low: Label
    base: Label | None
    high: Label

    def contains(self, value: float) -> bool:
        """Whether the value lies between the ends."""
        low, high = sorted((self.low.value, self.high.value))
        return low <= value <= high


@dataclass(frozen=True)
class TrackRecordData:
    """What the chart shows: the editions, oldest first, and what came of it."""

    editions: tuple[Interval, ...]
    actual: Label
    actual_name: str
    axis: Axis


@dataclass(frozen=True)
class _Field:
    """Where the bars stand, and the texts around them."""

    panel: Panel
    pitch: float
    ticks: tuple[float, ...]
    names: tuple[tuple[Run, ...], ...]
    actual: Column

    def middle(self, index: int) -> float:
        """Where a bar stands."""
        return self.panel.box.left + self.pitch * (index + 0.5)


def draw(data: TrackRecordData, width: float) -> str:
    """The chart as SVG, so many millimetres wide."""
    paper = Paper(width, height(width))
    known = _known(data)
    field = _lay_out(data, known, paper)
    panel = field.panel
    value_axis(paper, panel, field.ticks, data.axis)
    foot = panel.box.bottom - _margin() - BELOW
    paper.line([(0.0, foot), (width, foot)], BASE)
    level = panel.y(data.actual.value)
    bars = [_draw_bar(paper, field, index, each, data) for index, each in enumerate(known)]
    paper.line([(0.0, level), (panel.box.right, level)], Stroke(INK, 1.2))
    for each, bar, rows in zip(known, bars, field.names, strict=True):
        _draw_base(paper, panel, each, bar)
        _write_name(paper, rows, bar.middle, foot)
    _write_values(paper, field, known, bars)
    write_column(paper, field.actual, panel.box.right, (foot, paper.height))
    line = ((0.0, level), (panel.box.right, level))
    _write_bases(paper, panel, known, bars, line)
    return svg(paper, NAME, describe(data))


def describe(data: TrackRecordData) -> str:
    """The chart in words."""
    known = _known(data)
    spans = [
        f"{each.name} {each.low.text} to {each.high.text}"
        f"{f', base {each.base.text}' if each.base else ''}"
        f" ({'contains' if each.contains(data.actual.value) else 'misses'} it)"
        for each in known
    ]
    return (
        f"Bars from the bear to the bull value that earlier editions implied for today, against "
        f"{data.actual_name} {data.actual.text}: {'; '.join(spans) or 'none'}."
    )


def _known(data: TrackRecordData) -> tuple[Interval, ...]:
    """The editions of which both ends are known."""
    return tuple(
        each
        for each in data.editions
        if number(each.low) is not None and number(each.high) is not None
    )


def _margin() -> float:
    """The room above and below the bars for their values."""
    return 2 * GAP + rise(TICK)


def _lay_out(data: TrackRecordData, known: Sequence[Interval], paper: Paper) -> _Field:
    """Finds the room of the bars between the names below them and their values."""
    numbers = [label.value for each in known for label in (each.low, each.high)]
    numbers += [value for each in known if (value := number(each.base)) is not None]
    numbers += [data.actual.value]
    low, high = unlike(min(numbers), max(numbers))
    values = ticks(low, high, 4)
    right = paper.width - gutter(data.axis.texts(values))
    name = Run(data.actual_name, TEXT, MEDIUM, INK)
    end = End((0.0, 0.0), name, (Run(data.actual.text, TEXT, SEMIBOLD, INK),))
    room = right * (0.22 if paper.width <= HALF else 0.14)
    actual = column([end], room, paper.height)
    right -= actual.width
    pitch = min(right / max(len(known), 1), WIDEST)
    names = _names(known, pitch)
    rows = max((len(rows) for rows in names), default=1)
    foot = 1.8 + rows * leading(TICK)
    box = Box(0.0, foot + _margin() + BELOW, right, paper.height - _margin() - ABOVE)
    panel = Panel(box, (0.0, 1.0), (low, high))
    seen = foot + 0.5, paper.height - rise(TICK) - 0.8
    shown = tuple(tick for tick in values if seen[0] <= panel.y(tick) <= seen[1])
    level = (box.right, panel.y(data.actual.value))
    ends = tuple(replace(each, at=level) for each in actual.ends)
    return _Field(panel, pitch, shown, names, replace(actual, ends=ends))


def _names(known: Sequence[Interval], pitch: float) -> tuple[tuple[Run, ...], ...]:
    """The names of the editions in rows, as large as their places allow; at last not of all."""
    runs = [Run(each.name, TICK, REGULAR, INK2) for each in known]
    words = [replace(run, text=word) for run in runs for word in run.text.split()]
    size = TICK * fitting(words, pitch - 1, LEAST)
    longest = max((breadth([replace(word, size=size)]) for word in words), default=0.0)
    every = max(1, ceil((min(longest, WORD) + 1) / pitch))
    room = pitch * every - 1
    sized = [
        replace(run, size=size, text="" if (len(runs) - 1 - index) % every else run.text)
        for index, run in enumerate(runs)
    ]
    return tuple(
        tuple(shortened(replace(run, text=text), room) for text in wrapped(run, room)[:ROWS])
        for run in sized
    )


def _draw_bar(
    paper: Paper, field: _Field, index: int, each: Interval, data: TrackRecordData
) -> Box:
    """Draws a bar: solid where it contains what came, else open."""
    low, high = sorted((field.panel.y(each.low.value), field.panel.y(each.high.value)))
    half, middle = min(field.pitch * SHARE, THICKEST) / 2, field.middle(index)
    bar = Box(middle - half, low, middle + half, max(high, low + THINNEST))
    if each.contains(data.actual.value):
        paper.box(bar, SUBJECT)
    else:
        paper.box(bar.grown(-0.5 / POINTS), SUBJECT_LIGHT, Stroke(SUBJECT, 1.0))
    return bar


def _draw_base(paper: Paper, panel: Panel, each: Interval, bar: Box) -> None:
    """Marks the base scenario's value across its bar."""
    value = number(each.base)
    if value is not None:
        level = panel.y(value)
        paper.line([(bar.left, level), (bar.right, level)], Stroke(WHITE, 2.4))
        paper.line([(bar.left, level), (bar.right, level)], Stroke(SUBJECT, 0.8))


def _write_name(paper: Paper, rows: Sequence[Run], middle: float, foot: float) -> None:
    """Writes an edition's name below its bar."""
    centre = max(middle, *(breadth([run]) / 2 for run in rows)) if rows else middle
    lines = [
        (centre, foot - 1.4 - rise(run.size) - row * leading(run.size))
        for row, run in enumerate(rows)
    ]
    if all(vacant(paper, extent([run], at, 0.5)) for run, at in zip(rows, lines, strict=True)):
        for run, at in zip(rows, lines, strict=True):
            paper.text([run], at, 0.5)


def _write_values(
    paper: Paper, field: _Field, known: Sequence[Interval], bars: Sequence[Box]
) -> None:
    """Writes the ends of each bar above and below it, where they fit next to each other."""
    runs = [Run(text.text, TICK, MEDIUM, INK) for each in known for text in (each.low, each.high)]
    size = TICK * fitting(runs, field.pitch - 0.8, LEAST)
    widest = max((breadth([replace(run, size=size)]) for run in runs), default=0.0)
    every = max(1, ceil((widest + 0.8) / field.pitch))
    for index, (each, bar) in enumerate(zip(known, bars, strict=True)):
        if (len(known) - 1 - index) % every:
            continue
        others = [other.outline for other in bars if other is not bar]
        ends = sorted((each.low, each.high), key=lambda label: label.value)
        feet = bar.bottom - GAP - rise(size), bar.top + GAP
        for label, foot in zip(ends, feet, strict=True):
            run = Run(label.text, size, MEDIUM, INK)
            half = breadth([run]) / 2
            middle = min(max(bar.middle, half), field.panel.box.right - half)
            if vacant(paper, extent([run], (middle, foot), 0.5), others):
                paper.text([run], (middle, foot), 0.5, back=WHITE)


def _write_bases(
    paper: Paper, panel: Panel, known: Sequence[Interval], bars: Sequence[Box], line: Line
) -> None:
    """Writes the base values beside their bars where there is room; the first is explained."""
    lines = [line, *(bar.outline for bar in bars)]
    word = Run("base", SMALL, REGULAR, INK2)
    for index, (each, bar) in enumerate(zip(known, bars, strict=True)):
        value = number(each.base)
        if each.base is None or value is None:
            continue
        amount = [replace(word, text=each.base.text)]
        choices = [amount] if index else [[replace(word, text="base "), *amount], amount, [word]]
        level = panel.y(value) - rise(SMALL) / 2
        spots = [((bar.right + 0.9, level + up), 0.0) for up in (0.0, 1.0, -1.0, 2.0, -2.0)]
        found = ((runs, find(paper, runs, spots, lines)) for runs in choices)
        if there := next(((runs, spot) for runs, spot in found if spot), None):
            runs, (at, align) = there
            paper.text(runs, at, align)
