"""Where a function is zero: every place in an interval, found by scanning arrays.

A price may be explained by more than one growth rate, so all sign changes count, not the first one a
bracketing method meets. The model takes arrays, so that a scan costs little more than one evaluation.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    Function: TypeAlias = Callable[[Any], Any]

#: A bracket is narrow enough when it is this small beside its ends; a root at zero has no such size,
#: and is left when it has been scanned this many times, to 1e-30 of the interval.
RELATIVE_WIDTH = 1e-13
MOST_SCANS = 18
SCAN_POINTS = 64
#: A root's values shrink with its bracket; those of a jump or a pole do not.
SHRINKAGE = 1e-3
FEWEST_POINTS = 3


@dataclass(frozen=True, slots=True)
class Solution:
    """The zeros of a function in an interval, rising, and its values at both ends of it.

    With no roots the values at the ends say on which side of zero the function stays. They are NaN
    where the function is not defined.
    """

    roots: tuple[float, ...]
    low_value: float
    high_value: float


def solve(function: Function, low: float, high: float, points: int = 64) -> Solution:
    """Find all zeros between two numbers, with the values at both.

    Roots that are nearer to each other than one step of the grid may be missed: take more points. A
    zero that is touched and not crossed is found only on a grid point. NaN is never a root, and the
    edge of where the function is defined is looked for, so that a root beside it is found.

    Args:
        function: Takes an array and gives one of the same shape, each element on its own.
        low: The lower end of the interval.
        high: The upper end of the interval.
        points: How many points the grid has, at least three.

    Returns:
        The roots, each within 1e-13 of its size (at zero, 1e-30 of the interval), and the end values.

    Raises:
        ValueError: The interval is empty or not finite, or the grid has too few points.
    """
    import numpy as np

    if not -math.inf < low < high < math.inf:
        raise ValueError(f"the interval from {low} to {high} is empty or not finite")
    if points < FEWEST_POINTS:
        raise ValueError(f"a grid needs at least {FEWEST_POINTS} points, not {points}")
    grid = np.linspace(low, high, points)
    values = _evaluated(function, grid)
    ends = float(values[0]), float(values[-1])
    if np.isnan(values).any():
        grid = np.sort(np.append(grid, _edges(function, grid, values)))
        values = _evaluated(function, grid)
    signs = np.sign(values)
    starts = np.diff(signs == 0, prepend=False) & (signs == 0)
    found = [*grid[starts].tolist(), *_crossings(function, grid, values)]
    return Solution(tuple(sorted(found)), *ends)


def roots(function: Function, low: float, high: float, points: int = 64) -> tuple[float, ...]:
    """All zeros of a function between two numbers, as `solve` finds them."""
    return solve(function, low, high, points).roots


def _evaluated(function: Function, at: Any) -> Any:  # noqa: ANN401 - arrays
    import numpy as np

    with np.errstate(all="ignore"):
        values = np.asarray(function(at.ravel()), float)
    return np.broadcast_to(values, at.size).reshape(at.shape)


def _edges(function: Function, grid: Any, values: Any) -> Any:  # noqa: ANN401 - arrays
    """The last points at which the function is a number, beside those at which it is not."""
    import numpy as np

    undefined = np.isnan(values)
    cells = np.flatnonzero(undefined[:-1] != undefined[1:])
    below, above = _narrowed(function, np.isnan, grid[cells], grid[cells + 1])
    return np.where(undefined[cells], above, below)


def _crossings(function: Function, grid: Any, values: Any) -> list[float]:  # noqa: ANN401 - arrays
    """Where the function passes through zero between two points, not where it jumps over it."""
    import numpy as np

    signs = np.sign(values)
    cells = np.flatnonzero(signs[:-1] * signs[1:] < 0)
    below, above = _narrowed(function, np.sign, grid[cells], grid[cells + 1])
    before = np.abs([values[cells], values[cells + 1]])
    after = np.abs(_evaluated(function, np.stack([below, above])))
    scale = np.where(np.isfinite(before), before, 0.0).max(axis=0)
    shrunk = after.max(axis=0) <= SHRINKAGE * scale
    nearest = np.where(after[0] <= after[1], below, above)
    return [float(root) for root in nearest[shrunk]]


def _narrowed(function: Function, kind: Function, lows: Any, highs: Any) -> Any:  # noqa: ANN401 - arrays
    """Scan inside each cell for its first change of kind until the cells are as narrow as they get."""
    import numpy as np

    rows = np.arange(lows.size)
    for _ in range(MOST_SCANS):
        if np.all(highs - lows <= RELATIVE_WIDTH * np.maximum(np.abs(lows), np.abs(highs))):
            break
        grid = np.linspace(lows, highs, SCAN_POINTS, axis=-1)
        kinds = kind(_evaluated(function, grid))
        first = np.maximum(np.argmax(kinds != kinds[:, :1], axis=1), 1)
        lows, highs = grid[rows, first - 1], grid[rows, first]
    return lows, highs
