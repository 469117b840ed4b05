"""Places on the paper, in millimetres from its lower left corner."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

POINTS: Final = 72 / 25.4
"""Points in a millimetre."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A rectangle of the paper."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.top - self.bottom

    def grown(self, margin: float) -> "Box":
        """The rectangle with a margin on each side."""
        return Box(self.left - margin, self.bottom - margin, self.right + margin, self.top + margin)

    @property
    def middle(self) -> float:
        """Halfway from left to right."""
        return (self.left + self.right) / 2

    @property
    def corners(self) -> tuple[Point, ...]:
        """Its four corners, one after the other."""
        left, bottom, right, top = self.left, self.bottom, self.right, self.top
        return (left, bottom), (right, bottom), (right, top), (left, top)

    @property
    def outline(self) -> tuple[Point, ...]:
        """The line around it, which ends where it starts."""
        return (*self.corners, self.corners[0])

    def meets(self, other: "Box") -> bool:
        """Whether the two share any room."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )

    def shared(self, other: "Box") -> "Box":
        """What is in both, of two that meet."""
        return Box(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        )


@dataclass(frozen=True)
class Panel:
    """A part of the paper on which values have places; a lone value lies at its lower left."""

    box: Box
    across: tuple[float, float]
    up: tuple[float, float]

    def x(self, value: float) -> float:
        """Where the value lies from left to right."""
        low, high = self.across
        return self.box.left + (value - low) / ((high - low) or 1.0) * self.box.width

    def y(self, value: float) -> float:
        """Where the value lies from bottom to top."""
        low, high = self.up
        return self.box.bottom + (value - low) / ((high - low) or 1.0) * self.box.height

    def line(self, values: Iterable[tuple[float, float]]) -> tuple[Point, ...]:
        """Where a line of values runs."""
        return tuple((self.x(across), self.y(up)) for across, up in values)


def crosses(box: Box, line: Sequence[Point]) -> bool:
    """Whether any piece of the line runs through the box (Liang and Barsky's clipping)."""
    return any(_enters(box, start, end) for start, end in pairwise(line))


def _enters(box: Box, start: Point, end: Point) -> bool:
    (x, y), (to_x, to_y) = start, end
    first, last = 0.0, 1.0
    for way, before, after in (
        (to_x - x, box.left - x, box.right - x),
        (to_y - y, box.bottom - y, box.top - y),
    ):
        if way == 0:
            if before > 0 or after < 0:
                return False
            continue
        enter, leave = sorted((before / way, after / way))
        first, last = max(first, enter), min(last, leave)
    return first <= last


def height_at(line: Sequence[Point], x: float) -> float | None:
    """How high the line is over x; None outside its ends."""
    for (left, low), (right, high) in pairwise(line):
        if left <= x <= right and right > left:
            return low + (high - low) * (x - left) / (right - left)
    return None


def between(line: Sequence[Point], left: float, right: float) -> tuple[Point, ...]:
    """The part of a line that runs to the right from one x to another."""
    ends = [(x, y) for x in (left, right) if (y := height_at(line, x)) is not None]
    return (*ends[:1], *(point for point in line if left < point[0] < right), *ends[1:])


def spread(wanted: Sequence[float], apart: float, within: tuple[float, float]) -> tuple[float, ...]:
    """Moves heights as little as possible until they are so far apart and within the bounds.

    Neighbours that are too near become a pile, which stands evenly about its own middle.
    """
    low, high = within
    piles: list[list[int]] = []
    for index in sorted(range(len(wanted)), key=lambda each: (wanted[each], each)):
        piles.append([index])
        while len(piles) > 1 and _foot(piles[-1], wanted, apart, low, high) < (
            _foot(piles[-2], wanted, apart, low, high) + len(piles[-2]) * apart
        ):
            top = piles.pop()
            piles[-1] += top
    placed = {
        index: _foot(pile, wanted, apart, low, high) + place * apart
        for pile in piles
        for place, index in enumerate(pile)
    }
    return tuple(placed[index] for index in range(len(wanted)))


def _foot(
    pile: Sequence[int], wanted: Sequence[float], apart: float, low: float, high: float
) -> float:
    """The height of a pile's lowest member."""
    size = (len(pile) - 1) * apart
    middle = sum(wanted[index] for index in pile) / len(pile)
    return max(low, min(middle - size / 2, high - size))
