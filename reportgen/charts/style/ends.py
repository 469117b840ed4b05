"""Names at the ends of any number of lines, however long: in a column that they always fit in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from statistics import fmean
from typing import Final

from reportgen.charts.style.axes import leading
from reportgen.charts.style.geometry import Point
from reportgen.charts.style.letters import Run, breadth, extent, rise, wrapped
from reportgen.charts.style.paper import Paper, Stroke
from reportgen.charts.style.placing import Line
from reportgen.charts.style.tokens import GREY, SMALL, TEXT, WHITE

AWAY: Final = 2.0
"""From the ends of the lines to the column of their names."""
LEAST: Final = 6.2
"""The smallest size of a name."""
APART: Final = 0.8
"""Between one name and the next."""
WIDER: Final = 1.6
NARROWEST: Final = 5.0
"""What is left of a name in front of its value."""
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
    """The names set to fit a room and a height: smaller, then each in one row, at last fewer.

    The room grows a little for what stands behind a name, which may be a number.
    """
    rows: tuple[Rows, ...] = ()
    widest = max((breadth([run]) for end in ends for run in end.more), default=0.0)
    room = max(room, min(widest, room * WIDER))
    for size, most in ((TEXT, 3), (SMALL, 2), (LEAST, 2), (LEAST, 1)):
        rows = tuple(_rows(end, room, size, most) for end in ends)
        if sum(map(_tall, rows)) <= tall:
            return Column(tuple(ends), rows)
    count = sum(total <= tall for total in accumulate(map(_tall, rows)))
    return Column(tuple(ends[:count]), rows[:count])


def write_column(
    paper: Paper, names: Column, left: float, within: tuple[float, float]
) -> list[Line]:
    """Writes the names at the right of the lines, moved apart where they would collide.

    The grid is interrupted behind them; one that had to move is joined to its line. Returns what
    joins them.
    """
    leaders: list[Line] = []
    middles = spread_out([end.at[1] for end in names.ends], list(map(_tall, names.rows)), within)
    for end, rows, middle in zip(names.ends, names.rows, middles, strict=True):
        for row, foot in zip(rows, _feet(rows, middle), strict=True):
            at = left + AWAY, foot
            paper.box(extent(row, at).grown(0.3), WHITE)
            paper.text(row, at)
        x, y = end.at
        if abs(middle - y) > SHIFTED or left - x > AWAY:
            leaders.append(((x, y), (left + AWAY - 0.5, middle)))
            paper.line(leaders[-1], LEADER)
    return leaders


def spread_out(
    wanted: Sequence[float], sizes: Sequence[float], within: tuple[float, float]
) -> tuple[float, ...]:
    """Moves the middles of things of several sizes as little as keeps them apart and in bounds.

    Less what the lower ones take, heights need only rise: where they fall, they share their mean.
    """
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index], index))
    if not order:
        return ()
    halves = [sizes[index] / 2 for index in order]
    steps = list(accumulate((sum(pair) for pair in pairwise(halves)), initial=0.0))
    piles: list[list[float]] = []
    for index, step in zip(order, steps, strict=True):
        piles.append([wanted[index] - step])
        while len(piles) > 1 and fmean(piles[-1]) < fmean(piles[-2]):
            piles[-2:] = [piles[-2] + piles[-1]]
    low, high = within[0] + halves[0], within[1] - halves[-1] - steps[-1]
    risen = [max(low, min(fmean(pile), high)) for pile in piles for _ in pile]
    placed = dict(zip(order, map(sum, zip(risen, steps, strict=True)), strict=True))
    return tuple(placed[index] for index in range(len(wanted)))


def _feet(rows: Rows, middle: float) -> Iterator[float]:
    """The base lines of rows that stand about a middle."""
    sizes = [row[0].size for row in rows]
    steps = list(accumulate((leading(size) for size in sizes[1:]), initial=0.0))
    top = middle + (steps[-1] + rise(sizes[0])) / 2 - rise(sizes[0])
    return (top - step for step in steps)


def _tall(rows: Rows) -> float:
    """The height that rows take, with what keeps them from the next."""
    return sum(leading(row[0].size) for row in rows) + APART


def _rows(end: End, room: float, size: float, most: int) -> Rows:
    """A name of at most so many rows, and what stands behind it, else below it."""
    scale = min(1.0, size / end.name.size)
    name, *more = (replace(run, size=run.size * scale) for run in (end.name, *end.more))
    whole = (name, *(replace(run, text=f" {run.text}") for run in more))
    if breadth(whole) <= room:
        return (whole,)
    if most == 1:
        left = max(room - breadth(whole[1:2]), NARROWEST)
        return ((shortened(name, left), *whole[1:2]),)
    if more and breadth(whole[:2]) <= room:
        return (whole[:2], *((shortened(run, room),) for run in more[1:]))
    texts = wrapped(name, room)
    kept = (*texts[: most - 1], " ".join(texts[most - 1 :]))
    rows = [(shortened(replace(name, text=text), room),) for text in kept if text]
    return (*rows, *((shortened(run, room),) for run in more))
