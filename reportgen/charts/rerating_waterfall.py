"""From the market capitalization now to the target: what each part would have to contribute."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Final

from reportgen.charts.style.axes import base_line, leading
from reportgen.charts.style.bridge import amount_places, amount_runs, bodies, connect
from reportgen.charts.style.geometry import POINTS, Box, Panel
from reportgen.charts.style.letters import Run, breadth, fitting, rise, wrapped
from reportgen.charts.style.markup import svg
from reportgen.charts.style.paper import Paper, Stroke
from reportgen.charts.style.tokens import (
    INK,
    REGULAR,
    SEMIBOLD,
    SUBJECT,
    SUBJECT_LIGHT,
    TEXT,
    VALUE,
    height,
)
from reportgen.charts.style.values import Label, listing

NAME: Final = "rerating_waterfall"


@dataclass(frozen=True)
class Step:
    """What the bar is called, and its amount: a level at the ends, a change between them."""

    name: str
    amount: Label


@dataclass(frozen=True)
class ReratingWaterfallData:
    """What the chart shows."""

    start: Step
    changes: tuple[Step, ...]
    end: Step


def draw(data: ReratingWaterfallData, width: float) -> str:
    """The chart as SVG, so many millimetres wide."""
    paper = Paper(width, height(width))
    pitch = width / (len(data.changes) + 2)
    names = _names(data, pitch)
    amounts = amount_runs([step.amount.text for step in _steps(data)], pitch)
    foot = 1.4 + max(len(lines) for lines in names) * leading(TEXT)
    crowded = any(breadth([amount]) > pitch for amount in amounts)
    head = rise(VALUE) + 1.8 + crowded * leading(VALUE)
    bars = _bars(data)
    values = [value for bar in bars for value in bar]
    panel = Panel(
        Box(0.0, foot, width, paper.height - head),
        (0.0, float(len(bars))),
        (min(0.0, *values), max(0.0, *values)),
    )
    connect(paper, panel, bars)
    places = amount_places(amounts, _draw_bars(paper, panel, bars))
    for amount, place in zip(amounts, places, strict=True):
        paper.text([amount], place, 0.5)
    base_line(paper, panel)
    for index, lines in enumerate(names):
        for number, line in enumerate(lines):
            below = 1.4 + rise(line.size) + number * leading(line.size)
            paper.text([line], (panel.x(index + 0.5), foot - below), 0.5)
    return svg(paper, NAME, describe(data))


def describe(data: ReratingWaterfallData) -> str:
    """The chart in words."""
    changes = listing([f"{step.name} {step.amount.text}" for step in data.changes])
    return (
        f"Waterfall chart from {data.start.amount.text} ({data.start.name}) "
        f"to {data.end.amount.text} ({data.end.name}), by way of: {changes}."
    )


def _steps(data: ReratingWaterfallData) -> tuple[Step, ...]:
    return (data.start, *data.changes, data.end)


def _bars(data: ReratingWaterfallData) -> list[tuple[float, float]]:
    """From where to where each bar reaches."""
    changes = [step.amount.value for step in data.changes]
    levels = list(accumulate(changes, initial=data.start.amount.value))
    return [(0.0, levels[0]), *pairwise(levels), (0.0, data.end.amount.value)]


def _names(data: ReratingWaterfallData, pitch: float) -> list[list[Run]]:
    """The names of the bars, broken into lines and as large as their places allow."""
    ends = (data.start, data.end)
    runs = [Run(step.name, TEXT, SEMIBOLD if step in ends else REGULAR) for step in _steps(data)]
    room = pitch - 1.2
    longest = [replace(run, text=word) for run in runs for word in run.text.split()]
    runs = [replace(run, size=run.size * fitting(longest, room, 6.0)) for run in runs]
    return [[replace(run, text=line) for line in wrapped(run, room)] for run in runs]


def _draw_bars(paper: Paper, panel: Panel, bars: Sequence[tuple[float, float]]) -> list[Box]:
    """Draws the bars: levels and rises are solid, falls are open."""
    boxes = bodies(panel, bars)
    for index, ((start, end), box) in enumerate(zip(bars, boxes, strict=True)):
        if end >= start:
            paper.box(box, INK if index in (0, len(bars) - 1) else SUBJECT)
        else:
            paper.box(box.grown(-0.6 / POINTS), SUBJECT_LIGHT, Stroke(SUBJECT, 1.2))
    return boxes
