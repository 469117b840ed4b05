"""Places on the paper, in millimetres from its lower left corner."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
        return Box(
            self.left - margin, self.bottom - margin, self.right + margin, self.top + margin
        )

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
    """A part of the paper on which values have places."""

    box: Box
    across: tuple[float, float]
    up: tuple[float, float]

    def x(self, value: float) -> float:
        """Where the value lies from left to right."""
        low, high = self.across
        return self.box.left + (value - low) / (high - low) * self.box.width

    def y(self, value: float) -> float:
        """Where the value lies from bottom to top."""
        low, high = self.up
        return self.box.bottom + (value - low) / (high - low) * self.box.height

    def line(self, values: Iterable[tuple[float, float]]) -> tuple[Point, ...]:
        """Where a line of values runs."""
        return tuple((self.x(across), self.y(up)) for across, up in values)


def crosses(box: Box, line: Sequence[Point]) -> bool:
    """Whether the line runs through the box (to a quarter of a millimetre)."""
    return any(
        box.left <= x <= box.right and box.bottom <= y <= box.top
        for start, end in zip(line, line[1:], strict=False)
        for x, y in _along(start, end)
    )


def _along(start: Point, end: Point) -> Iterable[Point]:
    """Places on the way from the start to the end."""
    (x, y), (to_x, to_y) = start, end
    count = 1 + int(4 * max(abs(to_x - x), abs(to_y - y)))
    return (
        (x + (to_x - x) * step / count, y + (to_y - y) * step / count) for step in range(count + 1)
    )


def height_at(line: Sequence[Point], x: float) -> float | None:
    """How high the line is over x; None outside its ends."""
    for (left, low), (right, high) in zip(line, line[1:], strict=False):
        if left <= x <= right and right > left:
            return low + (high - low) * (x - left) / (right - left)
    return None


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
    placed = dict(
        (index, _foot(pile, wanted, apart, low, high) + place * apart)
        for pile in piles
        for place, index in enumerate(pile)
    )
    return tuple(placed[index] for index in range(len(wanted)))


def _foot(
    pile: Sequence[int], wanted: Sequence[float], apart: float, low: float, high: float
) -> float:
    """The height of a pile's lowest member."""
    size = (len(pile) - 1) * apart
    middle = sum(wanted[index] for index in pile) / len(pile)
    return max(low, min(middle - size / 2, high - size))
