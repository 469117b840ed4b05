"""Names at the ends of any number of lines, however long: in a column that they always fit in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from reportgen.charts.style.axes import leading
from reportgen.charts.style.geometry import Point, spread
from reportgen.charts.style.letters import Run, breadth, extent, rise, wrapped
from reportgen.charts.style.paper import Paper, Stroke
from reportgen.charts.style.tokens import GREY, SMALL, TEXT, WHITE

AWAY: Final = 2.0
"""From the ends of the lines to the column of their names."""
LEAST: Final = 6.2
"""The smallest size of a name."""
APART: Final = 0.8
"""Between one name and the next."""
SHIFTED: Final = 1.2
"""A name that stands so far from the height of its line is joined to it."""
LEADER: Final = Stroke(GREY, 0.5)
Rows = tuple[tuple[Run, ...], ...]


@dataclass(frozen=True)
class End:
    """Where a line ends, its name, and what stands behind or below the name."""

    at: Point
    name: Run
    more: tuple[Run, ...] = ()


@dataclass(frozen=True)
class Column:
    """The rows of each end, in the largest size in which all have room."""

    ends: tuple[End, ...]
    rows: tuple[Rows, ...]

    @property
    def width(self) -> float:
        """What it takes at the right of the lines, up to what comes next."""
        widest = max((breadth(row) for rows in self.rows for row in rows), default=-AWAY)
        return AWAY + widest + 1.0 if self.rows else 0.0


def shortened(run: Run, room: float) -> Run:
    """The text as it is if the room allows it, else its beginning with an ellipsis."""
    if breadth([run]) <= room:
        return run
    cuts = (f"{run.text[:length].rstrip()}…" for length in range(len(run.text) - 1, 0, -1))
    fitting = (cut for cut in cuts if breadth([replace(run, text=cut)]) <= room)
    return replace(run, text=next(fitting, "…"))


def column(ends: Sequence[End], room: float, tall: float) -> Column:
    """The names set to fit a room and a height: smaller, then each in one row, at last fewer."""
    rows: tuple[Rows, ...] = ()
    for size, most in ((TEXT, 3), (SMALL, 2), (LEAST, 2), (LEAST, 1)):
        rows = tuple(_rows(end, room, size, most) for end in ends)
        if len(rows) * _pitch(rows) <= tall:
            return Column(tuple(ends), rows)
    count = int(tall / _pitch(rows))
    return Column(tuple(ends[:count]), rows[:count])


def write_column(paper: Paper, names: Column, left: float, within: tuple[float, float]) -> None:
    """Writes the names at the right of the lines, moved apart where they would collide.

    The grid is interrupted behind them; one that had to move is joined to its line.
    """
    low, high = within
    pitch = _pitch(names.rows)
    bounds = low + pitch / 2, high - pitch / 2
    middles = spread([end.at[1] for end in names.ends], pitch, bounds)
    for end, rows, middle in zip(names.ends, names.rows, middles, strict=True):
        for row, foot in zip(rows, _feet(rows, middle), strict=True):
            at = left + AWAY, foot
            paper.box(extent(row, at).grown(0.3), WHITE)
            paper.text(row, at)
        x, y = end.at
        if abs(middle - y) > SHIFTED or left - x > AWAY:
            paper.line([(x, y), (left + AWAY - 0.5, middle)], LEADER)


def _feet(rows: Rows, middle: float) -> Iterator[float]:
    """The base lines of rows that stand about a middle."""
    sizes = [row[0].size for row in rows]
    steps = list(accumulate((leading(size) for size in sizes[1:]), initial=0.0))
    top = middle + (steps[-1] + rise(sizes[0])) / 2 - rise(sizes[0])
    return (top - step for step in steps)


def _pitch(rows: Sequence[Rows]) -> float:
    """From the middle of one name to that of the next."""
    return max((sum(leading(row[0].size) for row in each) for each in rows), default=1.0) + APART


def _rows(end: End, room: float, size: float, most: int) -> Rows:
    """A name of at most so many rows, and what stands behind it, else below it."""
    scale = min(1.0, size / end.name.size)
    name, *more = (replace(run, size=run.size * scale) for run in (end.name, *end.more))
    whole = (name, *(replace(run, text=f" {run.text}") for run in more))
    if breadth(whole) <= room:
        return (whole,)
    texts = wrapped(name, room)
    kept = [*texts[: most - 1], " ".join(texts[most - 1 :])][:most]
    rows = [(shortened(replace(name, text=text), room),) for text in kept]
    below = [(shortened(run, room),) for run in more] if most > 1 else []
    return (*rows, *below)
