"""Columns by quarter: what segment sales, backlog and capital expenditure have in common."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Final

from reportgen.charts.style.axes import (
    FOOT,
    HEADROOM,
    MARK,
    base_line,
    foot_line,
    gutter,
    ticks,
    value_axis,
    year_texts,
)
from reportgen.charts.style.geometry import Box, Panel, Point
from reportgen.charts.style.letters import Run, breadth, extent
from reportgen.charts.style.paper import Paper, Stroke
from reportgen.charts.style.tokens import (
    INK,
    INK2,
    INK3,
    REGULAR,
    SEMIBOLD,
    SMALL,
    SUBJECT,
    SUBJECT_MID,
    SUBJECT_TEXT,
    TICK,
    VALUE,
    WHITE,
)
from reportgen.charts.style.values import Axis, Quarter, present

WIDEST: Final = 18.0
"""No column takes more room than this, however few there are."""
SHARE: Final = 0.66
"""How much of its room a column fills."""
GAP: Final = 0.9
"""Between a column and what stands on it."""
LEADER: Final = 3.0
"""A value that stands so far from its column is joined to it by a line."""
LEAST: Final = 6.2
"""The smallest size of a caption."""
SPARSER: Final = ((1, TICK), (1, SMALL), (1, LEAST), (2, SMALL), (2, LEAST), (3, LEAST), (99, TICK))
"""Which captions are tried in which size: all, then every second one, at last the last alone."""
PLAIN: Final = Run("", TICK, REGULAR, INK2)
BOLD: Final = Run("", TICK, SEMIBOLD, INK)


@dataclass(frozen=True)
class Column:
    """A quarter's value, None where it is missing, and the text on top of it."""

    quarter: Quarter
    value: float | None
    caption: str | None = None


@dataclass(frozen=True)
class _Caption:
    """A text on top of a column."""

    run: Run
    at: Point

    @property
    def room(self) -> Box:
        """What it takes of the paper."""
        return extent([self.run], self.at, 0.5)


def columns_chart(
    paper: Paper, columns: Sequence[Column], axis: Axis, latest: str, captions: float
) -> None:
    """Draws columns with their axes over the whole paper, and the latest value on the last.

    The captions and that value have so many millimetres above the highest column.
    """
    highest = max((value for _, value in _known(columns)), default=0.0)
    values = ticks(0.0, highest, 5)
    box = Box(0.0, FOOT, paper.width - gutter(axis.texts(values)), paper.height - HEADROOM)
    summit = highest * box.height / (box.height - max(captions - HEADROOM, 0.0))
    panel = Panel(box, (0.0, 1.0), (0.0, max(values[-1], summit)))
    value_axis(paper, panel, values, axis)
    draw_columns(paper, panel, columns, latest)
    base_line(paper, panel)
    quarter_axis(paper, panel, columns)


def _known(columns: Sequence[Column]) -> tuple[tuple[int, float], ...]:
    """The places and values of the columns that have one."""
    return present((index, column.value) for index, column in enumerate(columns))


def pitch(panel: Panel, count: int) -> float:
    """The room of one column."""
    return min(panel.box.width / max(count, 1), WIDEST)


def middles(panel: Panel, count: int) -> tuple[float, ...]:
    """Where the columns stand."""
    room = pitch(panel, count)
    return tuple(panel.box.left + room * (index + 0.5) for index in range(count))


def draw_columns(paper: Paper, panel: Panel, columns: Sequence[Column], latest: str = "") -> None:
    """Draws the columns, the last one in the full colour with its value's text above it."""
    bodies = _bodies(panel, columns)
    last = max(bodies, default=-1)
    captions = _captions(panel, columns, bodies)
    for caption in captions:
        paper.box(caption.room.grown(0.4), WHITE)
    for index, body in bodies.items():
        paper.box(body, SUBJECT if index == last else SUBJECT_MID)
    for caption in captions:
        paper.text([caption.run], caption.at, 0.5)
    for index, middle in enumerate(middles(panel, len(columns))):
        if index not in bodies:
            paper.text([Run("n/a", LEAST, REGULAR, INK3)], (middle, panel.y(0.0) + GAP), 0.5)
    if bodies and latest:
        taken = [*bodies.values(), *(caption.room for caption in captions)]
        _draw_latest(paper, panel, latest, taken, bodies[last])


def _bodies(panel: Panel, columns: Sequence[Column]) -> dict[int, Box]:
    """The columns that there are, by their place."""
    half, foot = pitch(panel, len(columns)) * SHARE / 2, panel.y(0.0)
    places = middles(panel, len(columns))
    ends = ((index, sorted((foot, panel.y(value)))) for index, value in _known(columns))
    return {
        index: Box(places[index] - half, low, places[index] + half, high)
        for index, (low, high) in ends
    }


def _captions(
    panel: Panel, columns: Sequence[Column], bodies: dict[int, Box]
) -> tuple[_Caption, ...]:
    """The captions in the largest size in which all have room; else every second, and so on."""
    last = max(bodies, default=-1)
    chosen: tuple[_Caption, ...] = ()
    for every, size in SPARSER:
        chosen = tuple(
            _caption(panel, body, replace(BOLD if index == last else PLAIN, text=text, size=size))
            for index, body in bodies.items()
            if (text := columns[index].caption) and (last - index) % every == 0
        )
        rooms = [each.room for each in chosen]
        apart = not any(left.grown(0.3).meets(right) for left, right in pairwise(rooms))
        if apart and not any(room.meets(body) for room in rooms for body in bodies.values()):
            break
    return chosen


def _caption(panel: Panel, body: Box, run: Run) -> _Caption:
    """A caption on its column, or a little to the left of where it would touch the ticks."""
    half = breadth([run]) / 2
    middle = max(min(body.middle, panel.box.right + 0.4 - half), half)
    return _Caption(run, (middle, body.top + GAP))


def _draw_latest(paper: Paper, panel: Panel, latest: str, taken: Sequence[Box], body: Box) -> None:
    """Writes the last column's value over it, as low as nothing is in the way."""
    run = Run(latest, VALUE, SEMIBOLD, SUBJECT_TEXT)
    right = min(body.middle + breadth([run]) / 2, panel.box.right)
    room = extent([run], (right, 0.0), 1.0)
    foot = max(box.top for box in taken if box.left < room.right and room.left < box.right)
    own = max(box.top for box in taken if box.left < body.middle < box.right)
    if foot - own > LEADER:
        paper.line([(body.middle, own + GAP), (body.middle, foot + GAP)], Stroke(SUBJECT, 0.5))
    paper.text([run], (right, foot + 2 * GAP), 1.0, back=WHITE)


def quarter_axis(paper: Paper, panel: Panel, columns: Sequence[Column]) -> None:
    """Writes the years below the columns, with a mark where one begins."""
    room = pitch(panel, len(columns))
    spans = list(_spans(columns))
    texts = year_texts([year for year, _, _ in spans], [count * room for _, _, count in spans])
    for (_, first, count), text in zip(spans, texts, strict=True):
        left, foot = panel.box.left + first * room, panel.box.bottom
        if first:
            paper.line([(left, foot), (left, foot - 1)], MARK)
        if text:
            run = Run(text, TICK, REGULAR, INK2)
            paper.text([run], (left + count * room / 2, foot_line(foot)), 0.5)


def _spans(columns: Sequence[Column]) -> Iterator[tuple[int, int, int]]:
    """Each year with the place of its first column and their number."""
    first = 0
    for year, quarters in groupby(columns, key=lambda column: column.quarter.year):
        count = len(tuple(quarters))
        yield year, first, count
        first += count
