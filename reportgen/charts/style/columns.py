"""Columns by quarter: what segment sales, backlog and capital expenditure have in common."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

from reportgen.charts.style.axes import MARK, foot_line, year_texts
from reportgen.charts.style.geometry import Box, Panel
from reportgen.charts.style.letters import Run, breadth, extent
from reportgen.charts.style.paper import Paper
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
from reportgen.charts.style.values import Quarter, present

WIDEST: Final = 14.0
"""No column takes more room than this, however few there are."""
SHARE: Final = 0.66
"""How much of its room a column fills."""
GAP: Final = 0.9
"""Between a column and what stands on it."""


@dataclass(frozen=True)
class Column:
    """A quarter's value, None where it is missing, and the text on top of it."""

    quarter: Quarter
    value: float | None
    caption: str | None = None


def pitch(panel: Panel, count: int) -> float:
    """The room of one column."""
    return min(panel.box.width / max(count, 1), WIDEST)


def middles(panel: Panel, count: int) -> tuple[float, ...]:
    """Where the columns stand."""
    room = pitch(panel, count)
    return tuple(panel.box.left + room * (index + 0.5) for index in range(count))


def draw_columns(paper: Paper, panel: Panel, columns: Sequence[Column], latest: str = "") -> None:
    """Draws the columns, the last one in the full colour with its value's text above it."""
    there = present((index, column.value) for index, column in enumerate(columns))
    half, places = pitch(panel, len(columns)) * SHARE / 2, middles(panel, len(columns))
    foot, last = panel.y(0.0), there[-1][0] if there else -1
    for index, value in there:
        low, high = sorted((foot, panel.y(value)))
        box = Box(places[index] - half, low, places[index] + half, high)
        paper.box(box, SUBJECT if index == last else SUBJECT_MID)
    for index in range(len(columns)):
        if index not in dict(there):
            paper.text([Run("n/a", 6.2, REGULAR, INK3)], (places[index], foot + GAP), 0.5)
    tops = {index: max(foot, panel.y(value)) for index, value in there}
    taken = [Box(places[index] - half, foot, places[index] + half, tops[index]) for index in tops]
    taken += _captions(paper, columns, {index: (places[index], tops[index]) for index in tops})
    if there and latest:
        _latest(paper, panel, Run(latest, VALUE, SEMIBOLD, SUBJECT_TEXT), places[last], taken)


def _captions(
    paper: Paper, columns: Sequence[Column], tops: dict[int, tuple[float, float]]
) -> list[Box]:
    """Writes the captions that have room, counted from the last one; returns their places."""
    last = max(tops, default=-1)
    for every, size in ((1, TICK), (1, SMALL), (2, TICK), (3, TICK), (4, TICK)):
        texts = {
            index: [Run(caption, size, SEMIBOLD if index == last else REGULAR, _ink(index == last))]
            for index in tops
            if (caption := columns[index].caption) and (last - index) % every == 0
        }
        spots = {index: (tops[index][0], tops[index][1] + GAP) for index in texts}
        boxes = [extent(texts[index], spots[index], 0.5) for index in texts]
        if not any(left.grown(0.2).meets(right.grown(0.2)) for left, right in pairwise(boxes)):
            break
    for index, text in texts.items():
        paper.text(text, spots[index], 0.5, back=WHITE)
    return boxes


def _ink(emphasised: bool) -> str:  # noqa: FBT001
    return INK if emphasised else INK2


def _latest(paper: Paper, panel: Panel, run: Run, middle: float, taken: Sequence[Box]) -> None:
    """Writes the last column's value as low as nothing is in its way."""
    right = min(middle + breadth([run]) / 2, panel.box.right)
    reach = extent([run], (right, 0.0), 1.0)
    below = [box.top for box in taken if box.left < reach.right and reach.left < box.right]
    paper.text([run], (right, max(below) + 2 * GAP), 1.0, back=WHITE)


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


def summit(highest: float, height: float, room: float) -> float:
    """The value at the top of a panel that leaves so much room above its highest column."""
    return highest * height / (height - room)
