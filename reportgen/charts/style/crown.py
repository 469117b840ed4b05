"""Named places along the width: the texts of vertical lines, in as few rows as they need."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from reportgen.charts.style.axes import leading
from reportgen.charts.style.folding import folded, shrunk
from reportgen.charts.style.letters import Run, breadth, rise
from reportgen.charts.style.paper import Paper
from reportgen.charts.style.tokens import INK2, REGULAR, SEMIBOLD, TEXT, TICK, WHITE
from reportgen.charts.style.values import Label

CLEAR: Final = 1.6
"""Between two texts of a row."""
LEAST: Final = 6.2
"""The smallest size of a name."""
BESIDE: Final = 0.9
"""Between a line and a text that begins or ends there: two such texts are clear of each other."""
PASSING: Final = 0.6
"""Between a text and the line of another."""
APART: Final = 0.7
"""Between a line's end and its text."""


@dataclass(frozen=True)
class Mark:
    """A value that is marked over the whole chart, and what it is called; dashed if not yet so."""

    name: str
    label: Label
    dashed: bool = False


@dataclass(frozen=True)
class Sign:
    """What is written at a place: rows of runs, the first on top."""

    x: float
    rows: tuple[tuple[Run, ...], ...]

    @property
    def width(self) -> float:
        """The breadth of its widest row."""
        return max(breadth(row) for row in self.rows)

    @property
    def height(self) -> float:
        """The room of its rows, and between them and the next."""
        return sum(leading(row[0].size) for row in self.rows) + APART


@dataclass(frozen=True)
class Seat:
    """Where a sign stands: its left edge, and in which tier from the chart outwards."""

    sign: Sign
    left: float
    tier: int

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.sign.width

    @property
    def align(self) -> float:
        """A text that starts or ends at its line is set so; any other is centred."""
        if 0 <= self.left - self.sign.x < 2 * BESIDE:
            return 0.0
        return 1.0 if 0 <= self.sign.x - self.right < 2 * BESIDE else 0.5


def titled(name: str, value: str, room: float) -> tuple[tuple[Run, ...], ...]:
    """A name and its value: in one row if there is room, else the name broken and then the value."""
    plain, bold = Run(name, TICK, REGULAR, INK2), Run(value, TEXT, SEMIBOLD)
    row = (replace(plain, text=f"{name} "), bold)
    if breadth(row) <= room:
        return (row,)
    (small,) = shrunk([plain], room, LEAST)
    return (*((line,) for line in folded(small, room)), (bold,))


def seated(signs: Sequence[Sign], width: float) -> list[Seat]:
    """Seats the signs beside each other if that can be; else one above the line of the other."""
    for tiers in range(1, len(signs) + 1):
        found = _seated(signs, width, tiers, [])
        if found is not None:
            return found
    return [Seat(sign, _clamped(sign, width), tier) for tier, sign in enumerate(signs)]


def tiers(seats: Sequence[Seat]) -> list[float]:
    """How far from the chart each tier starts, and the last one ends."""
    edges = [0.0]
    for tier in range(max((seat.tier for seat in seats), default=-1) + 1):
        heights = [seat.sign.height for seat in seats if seat.tier == tier]
        edges.append(edges[-1] + max(heights, default=0.0))
    return edges


def write_above(paper: Paper, seats: Sequence[Seat], bottom: float) -> None:
    """Writes the signs above a height."""
    edges = tiers(seats)
    for seat in seats:
        foot = bottom + edges[seat.tier] + APART
        for row in reversed(seat.sign.rows):
            _write(paper, seat, row, foot)
            foot += leading(row[0].size)


def write_below(paper: Paper, seats: Sequence[Seat], top: float) -> None:
    """Writes the signs below a height."""
    edges = tiers(seats)
    for seat in seats:
        head = top - edges[seat.tier] - APART
        for row in seat.sign.rows:
            _write(paper, seat, row, head - rise(row[0].size))
            head -= leading(row[0].size)


def _write(paper: Paper, seat: Seat, row: Sequence[Run], foot: float) -> None:
    x = seat.left + (seat.sign.width - breadth(row)) * seat.align
    paper.text(row, (x, foot), back=WHITE)


def _seated(
    signs: Sequence[Sign], width: float, count: int, seats: list[Seat]
) -> list[Seat] | None:
    """Seats the signs that are left so that none is in the way of another; None if none can."""
    if len(seats) == len(signs):
        return seats
    sign = signs[len(seats)]
    for tier in range(count):
        for left in _lefts(sign, width):
            seat = Seat(sign, left, tier)
            if not any(_clash(seat, other) or _clash(other, seat) for other in seats):
                found = _seated(signs, width, count, [*seats, seat])
                if found is not None:
                    return found
    return None


def _lefts(sign: Sign, width: float) -> Iterator[float]:
    """Where a sign may start: centred on its line, beginning beside it or ending beside it."""
    yield _clamped(sign, width)
    if sign.x + BESIDE + sign.width <= width:
        yield sign.x + BESIDE
    if sign.x - BESIDE - sign.width >= 0:
        yield sign.x - BESIDE - sign.width


def _clamped(sign: Sign, width: float) -> float:
    return max(0.0, min(sign.x - sign.width / 2, width - sign.width))


def _clash(seat: Seat, other: Seat) -> bool:
    """Whether the two touch, or the other's line runs through the seat."""
    if seat.tier == other.tier:
        return seat.left < other.right + CLEAR and other.left < seat.right + CLEAR
    passing = seat.left - PASSING < other.sign.x < seat.right + PASSING
    return other.tier > seat.tier and passing
