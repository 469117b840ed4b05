"""What each method says the company is worth: a range a row, against the market and the target."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reportgen.charts.style.across import Stop, foot_axis, scale
from reportgen.charts.style.axes import FOOT, lifted
from reportgen.charts.style.crown import Mark, Seat, Sign, seated, tiers, titled, write_above
from reportgen.charts.style.geometry import Box, Panel
from reportgen.charts.style.letters import Run, breadth
from reportgen.charts.style.markup import svg
from reportgen.charts.style.paper import Paper, Stroke
from reportgen.charts.style.stub import Stub, row_middles, stub
from reportgen.charts.style.tokens import (
    INK,
    INK2,
    REGULAR,
    SEMIBOLD,
    SUBJECT,
    SUBJECT_MID,
    SUBJECT_TEXT,
    TICK,
    WHITE,
    height,
)
from reportgen.charts.style.values import Axis, Label, listing, number

NAME: Final = "football_field"
BAR: Final = 3.0
"""The thickness of a bar in millimetres."""
AWAY: Final = 1.0
"""Between a bar and the texts at its ends."""
ABOVE: Final = 1.15
"""Between a bar and the text of its base case."""
ROW: Final = 7.0
"""The least height of a row: a bar and the text above it."""
THINNEST: Final = 0.35
"""A range of next to nothing is still seen."""


@dataclass(frozen=True)
class Range:
    """A method or a part, and the values that it gives; the base may be missing."""

    name: str
    low: Label
    base: Label | None
    high: Label


@dataclass(frozen=True)
class FootballFieldData:
    """What the chart shows; a row without both its ends is left out."""

    rows: tuple[Range, ...]
    references: tuple[Mark, ...]
    axis: Axis


def draw(data: FootballFieldData, width: float) -> str:
    """The chart as SVG, so many millimetres wide."""
    rows = _known(data)
    names = stub([row.name for row in rows], width)
    across = _across(data, names, width)
    place = Panel(Box(names.width, 0.0, width, 0.0), across, (0.0, 1.0))
    seats = seated([_sign(mark, place) for mark in _marks(data)], width)
    head = tiers(seats)[-1] + 1.2
    least = head + FOOT + len(rows) * max(ROW, names.tallest)
    paper = Paper(width, max(height(width), least))
    panel = Panel(Box(names.width, FOOT, width, paper.height - head), across, (0.0, 1.0))
    middles = row_middles(panel.box.bottom, panel.box.top, len(rows))
    names.write(paper, middles)
    boxes = [_bar(panel, row, middle) for row, middle in zip(rows, middles, strict=True)]
    for box in boxes:
        paper.box(box, SUBJECT_MID)
    foot_axis(paper, panel, data.axis)
    _draw_lines(paper, panel, seats, _marks(data))
    for row, box in zip(rows, boxes, strict=True):
        _write_row(paper, panel, row, box)
    write_above(paper, seats, panel.box.top)
    return svg(paper, NAME, describe(data))


def describe(data: FootballFieldData) -> str:
    """The chart in words."""
    ranges = [
        f"{row.name} from {row.low.text} to {row.high.text}"
        + (
            f" with {row.base.text} as its base"
            if row.base and number(row.base) is not None
            else ""
        )
        for row in _known(data)
    ]
    lines = [f"{mark.name} at {mark.label.text}" for mark in _marks(data)]
    marked = f" Vertical lines mark {listing(lines)}." if lines else ""
    return f"Range chart of values: {listing(ranges or ['none known'])}.{marked}"


def _known(data: FootballFieldData) -> list[Range]:
    return [row for row in data.rows if None not in {number(row.low), number(row.high)}]


def _marks(data: FootballFieldData) -> list[Mark]:
    return [mark for mark in data.references if number(mark.label) is not None]


def _ends(row: Range) -> list[Label]:
    """The ends of a range from left to right, however they were given."""
    return sorted((row.low, row.high), key=lambda label: label.value)


def _end(text: str) -> Run:
    return Run(text, TICK, REGULAR, INK2)


def _base(text: str) -> Run:
    return Run(text, TICK, SEMIBOLD, SUBJECT_TEXT)


def _across(data: FootballFieldData, names: Stub, width: float) -> tuple[float, float]:
    """The values at the edges of what lies beside the names."""
    stops = [Stop(mark.label.value, AWAY, AWAY) for mark in _marks(data)]
    for row in _known(data):
        low, high = _ends(row)
        stops.append(Stop(low.value, left=AWAY + breadth([_end(low.text)])))
        stops.append(Stop(high.value, right=AWAY + THINNEST + breadth([_end(high.text)])))
        if row.base and number(row.base) is not None:
            half = breadth([_base(row.base.text)]) / 2
            stops.append(Stop(row.base.value, half, half))
    return scale(stops or [Stop(0.0)], names.width, width)


def _sign(mark: Mark, panel: Panel) -> Sign:
    rows = titled(mark.name, mark.label.text, panel.box.right * 0.45)
    return Sign(panel.x(mark.label.value), rows)


def _bar(panel: Panel, row: Range, middle: float) -> Box:
    """A row's bar: a little below the middle, as its base is written above it."""
    left, right = sorted((panel.x(row.low.value), panel.x(row.high.value)))
    down = 1.2 if row.base else 0.0
    return Box(left, middle - down - BAR / 2, max(right, left + THINNEST), middle - down + BAR / 2)


def _draw_lines(paper: Paper, panel: Panel, seats: Sequence[Seat], marks: Sequence[Mark]) -> None:
    """Draws the reference lines from the axis up to their texts."""
    edges = tiers(seats)
    for seat, mark in zip(seats, marks, strict=True):
        ends = [(seat.sign.x, panel.box.bottom), (seat.sign.x, panel.box.top + edges[seat.tier])]
        paper.line(ends, Stroke(INK, 0.9, (3, 1.6) if mark.dashed else ()))


def _write_row(paper: Paper, panel: Panel, row: Range, box: Box) -> None:
    """Writes a range's ends beside its bar, and its base above a mark on it."""
    foot = lifted((box.bottom + box.top) / 2, TICK)
    low, high = _ends(row)
    paper.text([_end(low.text)], (box.left - AWAY, foot), 1.0, back=WHITE)
    paper.text([_end(high.text)], (box.right + AWAY, foot), back=WHITE)
    if row.base and number(row.base) is not None:
        x = panel.x(row.base.value)
        paper.line([(x, box.bottom - 0.5), (x, box.top + 0.5)], Stroke(SUBJECT, 2.0))
        paper.text([_base(row.base.text)], (x, box.top + ABOVE), 0.5, back=WHITE)
