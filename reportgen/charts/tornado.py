"""What each input moves: a bar a row, from the result of its low to that of its high value."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from reportgen.charts.style.across import Stop, scale
from reportgen.charts.style.axes import leading, lifted
from reportgen.charts.style.crown import Seat, Sign, seated, tiers, titled, write_above
from reportgen.charts.style.geometry import POINTS, Box, Panel
from reportgen.charts.style.letters import Run, breadth, rise
from reportgen.charts.style.markup import svg
from reportgen.charts.style.paper import Paper, Stroke
from reportgen.charts.style.stub import Stub, row_middles, stub
from reportgen.charts.style.tokens import (
    HALF,
    INK,
    INK2,
    INK3,
    MEDIUM,
    REGULAR,
    SEMIBOLD,
    SMALL,
    SUBJECT,
    SUBJECT_LIGHT,
    TICK,
    WHITE,
    height,
)
from reportgen.charts.style.values import Label, listing, number

NAME: Final = "tornado"
BAR: Final = 3.4
"""The most that a bar is thick, in millimetres."""
AWAY: Final = 1.1
"""Between a bar and the texts at its ends."""
ROW: Final = 5.4
"""The least height of a row of two texts, one above the other."""
SPACES: Final = Run("  ", TICK, SEMIBOLD)
"""Between a result and its input in one row."""
TALLEST: Final = 12.0
"""The most that a row takes: a few rows stay together, below what explains them."""
OUTLINE: Final = 0.9
"""The width of the line around an open bar, in points."""


@dataclass(frozen=True)
class Swing:
    """An input, its low and high value as they are printed, and what comes of each."""

    name: str
    low_input: str
    high_input: str
    low_result: Label
    high_result: Label


@dataclass(frozen=True)
class TornadoData:
    """What the chart shows, in the order given; an input without both results is left out."""

    rows: tuple[Swing, ...]
    base: Label
    target: Label | None
    low_name: str = "Low input"
    high_name: str = "High input"


@dataclass(frozen=True)
class _End:
    """An end of a bar: what it is called, its input, its result, and whether its part is solid."""

    name: str
    given: str
    result: Label
    solid: bool


@dataclass(frozen=True)
class _Row:
    """A row's ends by where they are written: the lesser result at the left."""

    left: _End
    right: _End


def draw(data: TornadoData, width: float) -> str:
    """The chart as SVG, so many millimetres wide."""
    rows = [_row(data, swing) for swing in _known(data)]
    names = stub([swing.name for swing in _known(data)], width)
    across = _across(data, rows, names, width)
    place = Panel(Box(names.width, 0.0, width, 0.0), across, (0.0, 1.0))
    seats = seated(_signs(data, place), width)
    head = tiers(seats)[-1] + 0.6 + leading(SMALL)
    pitch = max(ROW, names.tallest)
    paper = Paper(width, max(height(width), head + len(rows) * pitch))
    top = paper.height - head
    bottom = max(0.0, top - len(rows) * max(TALLEST, pitch))
    panel = Panel(Box(names.width, bottom, width, top), across, (0.0, 1.0))
    middles = row_middles(bottom, top, len(rows))
    names.write(paper, middles)
    thick = min(BAR, panel.box.height / max(len(rows), 1) * 0.55)
    for row, middle in zip(rows, middles, strict=True):
        _draw_bar(paper, panel, data.base.value, row, Box(0, middle, 0, middle).grown(thick / 2))
    _draw_lines(paper, panel, seats, leading(SMALL))
    for row, middle in zip(rows, middles, strict=True):
        _write_ends(paper, panel, data.base.value, row, middle)
    if rows:
        _explain(paper, panel, data.base.value, rows[0])
    write_above(paper, seats, panel.box.top + leading(SMALL))
    return svg(paper, NAME, describe(data))


def describe(data: TornadoData) -> str:
    """The chart in words."""
    rows = [
        f"{row.name} from {row.low_result.text} (at {row.low_input}) "
        f"to {row.high_result.text} (at {row.high_input})"
        for row in _known(data)
    ]
    target = f" The target is {data.target.text}." if data.target else ""
    return (
        f"Tornado chart of what each input makes of the base of {data.base.text}: "
        f"{listing(rows or ['none known'])}.{target}"
    )


def _known(data: TornadoData) -> list[Swing]:
    return [
        row for row in data.rows if None not in {number(row.low_result), number(row.high_result)}
    ]


def _row(data: TornadoData, swing: Swing) -> _Row:
    """The ends of a row from left to right."""
    low = _End(data.low_name, swing.low_input, swing.low_result, solid=False)
    high = _End(data.high_name, swing.high_input, swing.high_result, solid=True)
    return _Row(low, high) if low.result.value <= high.result.value else _Row(high, low)


def _texts(end: _End) -> tuple[Run, Run]:
    """A result and the input that it comes from."""
    return Run(end.result.text, TICK, SEMIBOLD), Run(end.given, SMALL, REGULAR, INK3)


def _room(end: _End, width: float) -> float:
    """The room of an end's texts: one above the other where the chart is narrow."""
    result, given = (breadth([run]) for run in _texts(end))
    return AWAY + (max(result, given) if width <= HALF else result + breadth([SPACES]) + given)


def _name(end: _End) -> Run:
    return Run(end.name, SMALL, MEDIUM, INK2)


def _across(
    data: TornadoData, rows: Sequence[_Row], names: Stub, width: float
) -> tuple[float, float]:
    """The values at the edges of what lies beside the names."""
    base = data.base.value
    stops = [Stop(base, 1.0, 1.0)]
    for row in rows:
        stops.append(Stop(min(row.left.result.value, base), left=_room(row.left, width)))
        stops.append(Stop(max(row.right.result.value, base), right=_room(row.right, width)))
    for row in rows[:1]:
        stops.append(Stop(base, AWAY + breadth([_name(row.left)]), 0.0))
        stops.append(Stop(base, 0.0, AWAY + breadth([_name(row.right)])))
    return scale(stops, names.width, width)


def _signs(data: TornadoData, panel: Panel) -> list[Sign]:
    """The base and, if it lies within the chart, the target."""
    low, high = panel.across
    target = data.target if data.target and low <= data.target.value <= high else None
    return [
        Sign(panel.x(label.value), titled(name, label.text, panel.box.right))
        for name, label in (("Base", data.base), ("Target", target))
        if label
    ]


def _draw_bar(paper: Paper, panel: Panel, base: float, row: _Row, body: Box) -> None:
    """Draws a row's two parts, the shorter one last as both may lie on one side of the base."""
    ends = sorted((row.left, row.right), key=lambda end: -abs(end.result.value - base))
    for end in ends:
        left, right = sorted((panel.x(base), panel.x(end.result.value)))
        part = Box(left, body.bottom, right, body.top)
        if end.solid:
            paper.box(part, SUBJECT)
        elif part.width > OUTLINE / POINTS:
            paper.box(part.grown(-OUTLINE / POINTS / 2), SUBJECT_LIGHT, Stroke(SUBJECT, OUTLINE))


def _draw_lines(paper: Paper, panel: Panel, seats: Sequence[Seat], gap: float) -> None:
    """Draws the base line, and the target's dashed."""
    edges = tiers(seats)
    for index, seat in enumerate(seats):
        top = panel.box.top + gap + edges[seat.tier]
        stroke = Stroke(INK, 0.9, (3, 1.6) if index else ())
        paper.line([(seat.sign.x, panel.box.bottom), (seat.sign.x, top)], stroke)


def _write_ends(paper: Paper, panel: Panel, base: float, row: _Row, middle: float) -> None:
    """Writes results and inputs at the ends of a bar, never within it."""
    left = panel.x(min(row.left.result.value, base)) - AWAY
    right = panel.x(max(row.right.result.value, base)) + AWAY
    for end, x, align in ((row.left, left, 1.0), (row.right, right, 0.0)):
        result, given = _texts(end)
        if paper.width <= HALF:
            paper.text([result], (x, middle + 0.35), align, back=WHITE)
            paper.text([given], (x, middle - 0.45 - rise(SMALL)), align, back=WHITE)
            continue
        first, last = (given, result) if align else (result, given)
        spaced = replace(last, text=SPACES.text + last.text)
        paper.text([first, spaced], (x, lifted(middle, TICK)), align, back=WHITE)


def _explain(paper: Paper, panel: Panel, base: float, row: _Row) -> None:
    """Says above the first row which of its ends is which."""
    foot, x = panel.box.top + 0.3, panel.x(base)
    paper.text([_name(row.left)], (x - AWAY, foot), 1.0, back=WHITE)
    paper.text([_name(row.right)], (x + AWAY, foot), back=WHITE)
