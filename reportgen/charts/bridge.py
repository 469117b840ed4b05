"""From a level then to the level now, a row a step: what each of them added or took.

Levels can be large beside the steps. Where the scale begins at nought they are bars; where it is cut they are
marks, which have no length to compare, and the chart says that it is cut.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Final

from reportgen.charts.style.across import Stop, foot_axis, scale
from reportgen.charts.style.axes import FOOT, leading, lifted
from reportgen.charts.style.bridge import THINNEST, Span
from reportgen.charts.style.ends import shortened
from reportgen.charts.style.folding import folded, shrunk
from reportgen.charts.style.geometry import POINTS, Box, Panel
from reportgen.charts.style.letters import Run, breadth, rise
from reportgen.charts.style.markup import svg
from reportgen.charts.style.paper import BASE, Paper, Stroke
from reportgen.charts.style.stub import LEAST, Stub, row_middles
from reportgen.charts.style.tokens import (
    INK,
    INK2,
    INK3,
    REGULAR,
    SEMIBOLD,
    SMALL,
    SUBJECT,
    SUBJECT_LIGHT,
    TEXT,
    TICK,
)
from reportgen.charts.style.values import Axis, Label, listing

NAME: Final = "bridge"
ROW: Final = 5.0
LOW: Final = 3.5
"""The height of a row, in millimetres, and that of a row of a compact chart."""
BAR: Final = 3.2
FILLED: Final = 0.58
"""The most that a bar is thick, in millimetres, and how much of its row it fills at most."""
AWAY: Final = 1.3
"""Between a bar and its amount."""
NAMES: Final = 0.36
AMOUNTS: Final = 0.5
"""How much of the width names and amounts may take."""
NEAR: Final = 1.5
"""A level is a bar from nought unless that would need more than so many times the room of the steps."""
MARK: Final = Stroke(INK, 2.4)
LINK: Final = Stroke(INK, 0.5)
OUTLINE: Final = 0.9
"""The width of the line around an open bar, in points."""
CUT: Final = "The scale does not start at zero."


@dataclass(frozen=True)
class Step:
    """What a row is called, and its amount: a level at the ends, a change between them."""

    name: str
    amount: Label


@dataclass(frozen=True)
class BridgeData:
    """What the chart shows; `change` is how the whole change is printed.

    A compact chart has low rows of one line each and no axis: who places it says whether its scale is cut.
    """

    measure: str
    start: Step
    steps: tuple[Step, ...]
    end: Step
    change: str
    axis: Axis
    compact: bool = False


def draw(data: BridgeData, width: float) -> str:
    """The chart as SVG, so many millimetres wide; as high as its rows."""
    rows, names = _rows(data), _names(data, width)
    pitch = LOW if data.compact else max(ROW, names.tallest)
    foot = _foot(data)
    paper = Paper(width, foot + pitch * len(rows))
    spans = _spans(data)
    across = scale(_stops(data, spans, width), names.width, width)
    panel = Panel(Box(names.width, foot, width, paper.height), across, (0.0, 1.0))
    middles = row_middles(foot, paper.height, len(rows))
    names.write(paper, middles)
    if not is_cut(data):
        paper.line([(panel.x(0), foot), (panel.x(0), paper.height)], BASE)
    bodies = [_body(panel, span, at, pitch) for span, at in zip(spans, middles, strict=True)]
    _link(paper, panel, spans, bodies)
    _draw_rows(paper, data, spans, bodies)
    for index, (body, at) in enumerate(zip(bodies, middles, strict=True)):
        runs = _amount(data, index, width)
        paper.text(runs, (body.right + AWAY, lifted(at, runs[0].size)))
    if not data.compact:
        foot_axis(paper, panel, data.axis)
    if foot > FOOT:
        paper.text([Run(CUT, SMALL, REGULAR, INK3)], (width, rise(SMALL) * 0.3), 1.0)
    return svg(paper, NAME, describe(data))


def describe(data: BridgeData) -> str:
    """The chart in words."""
    steps = [f"{step.name} {step.amount.text}" for step in data.steps]
    way = f"by way of: {listing(steps)}" if steps else "with no step between"
    cut = f" {CUT}" if is_cut(data) else ""
    return (
        f"Waterfall chart of {data.measure} from {data.start.amount.text} ({data.start.name}) to "
        f"{data.end.amount.text} ({data.end.name}), a change of {data.change}, {way}.{cut}"
    )


def is_cut(data: BridgeData) -> bool:
    """Whether nought lies so far from the levels that the scale leaves it out."""
    levels = _levels(data)
    low, high = min(levels), max(levels)
    return min(abs(low), abs(high)) > NEAR * (high - low) and low * high > 0


def _rows(data: BridgeData) -> tuple[Step, ...]:
    return (data.start, *data.steps, data.end)


def _levels(data: BridgeData) -> list[float]:
    """The level before the first step and after each, and that now."""
    changes = [step.amount.value for step in data.steps]
    return [*accumulate(changes, initial=data.start.amount.value), data.end.amount.value]


def _spans(data: BridgeData) -> list[Span]:
    """From where to where each row reaches; a level that is a mark, from itself to itself."""
    first, *between, last = _levels(data)
    base = (first, last) if is_cut(data) else (0.0, 0.0)
    return [(base[0], first), *pairwise((first, *between)), (base[1], last)]


def _names(data: BridgeData, width: float) -> Stub:
    """The names of the rows, those of the levels in bold; in a compact chart of one line each."""
    room, ends = width * NAMES, (0, len(data.steps) + 1)
    runs = [
        Run(step.name, _size(data), SEMIBOLD if index in ends else REGULAR)
        for index, step in enumerate(_rows(data))
    ]
    if data.compact:
        return Stub(tuple((shortened(run, room),) for run in runs))
    return Stub(tuple(tuple(folded(run, room)) for run in shrunk(runs, room, LEAST)))


def _foot(data: BridgeData) -> float:
    """The room below the rows, for the axis and for the words on its cut."""
    return 0.0 if data.compact else FOOT + is_cut(data) * leading(SMALL)


def _amount(data: BridgeData, index: int, width: float) -> list[Run]:
    """The text of a row's amount; the last level has the whole change behind it, where that has room."""
    text, size = _rows(data)[index].amount.text, _size(data)
    if index == len(data.steps) + 1:
        runs = [Run(text, size, SEMIBOLD), Run(f"  {data.change}", size, REGULAR, INK2)]
        return runs if breadth(runs) < width * AMOUNTS else runs[:1]
    return [Run(text, size, REGULAR if index else SEMIBOLD)]


def _size(data: BridgeData) -> float:
    return TICK if data.compact else TEXT


def _stops(data: BridgeData, spans: Sequence[Span], width: float) -> list[Stop]:
    """Every end of every row, with the room that amounts take at their right."""
    rooms = [AWAY + breadth(_amount(data, index, width)) for index in range(len(spans))]
    highest = (
        Stop(max(span), 1.0, THINNEST + room) for span, room in zip(spans, rooms, strict=True)
    )
    return [*highest, *(Stop(min(span), 1.0, 1.0) for span in spans)]


def _body(panel: Panel, span: Span, middle: float, pitch: float) -> Box:
    """What a row's bar takes of the paper: of next to nothing it is still seen."""
    left, right = sorted((panel.x(span[0]), panel.x(span[1])))
    half = min(BAR, pitch * FILLED) / 2
    return Box(left, middle - half, max(right, left + THINNEST), middle + half)


def _link(paper: Paper, panel: Panel, spans: Sequence[Span], bodies: Sequence[Box]) -> None:
    """Draws a hairline from where each row ends to the next one, which starts there."""
    for (_, level), (body, following) in zip(spans, pairwise(bodies), strict=False):
        x = panel.x(level)
        paper.line([(x, body.bottom), (x, following.top)], LINK)


def _draw_rows(
    paper: Paper, data: BridgeData, spans: Sequence[Span], bodies: Sequence[Box]
) -> None:
    """Draws levels in ink, rises solid and falls open."""
    levels = (0, len(spans) - 1)
    for index, ((start, end), body) in enumerate(zip(spans, bodies, strict=True)):
        if index in levels and is_cut(data):
            paper.line([(body.left, body.bottom), (body.left, body.top)], MARK)
        elif index in levels:
            paper.box(body, INK)
        elif end >= start:
            paper.box(body, SUBJECT)
        else:
            _draw_open(paper, body)


def _draw_open(paper: Paper, body: Box) -> None:
    inside = body.grown(-OUTLINE / POINTS / 2)
    if inside.width <= 0:  # too narrow for a line around it
        inside = replace(inside, left=body.middle, right=body.middle)
    paper.box(inside, SUBJECT_LIGHT, Stroke(SUBJECT, OUTLINE))
