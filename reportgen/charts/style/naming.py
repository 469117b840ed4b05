"""Names points and level lines where there is room: near, without their numbers, or further off."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from reportgen.charts.style.geometry import Box, Point, crosses
from reportgen.charts.style.letters import Run, breadth, extent, rise
from reportgen.charts.style.paper import Paper, Stroke
from reportgen.charts.style.placing import Line, Spot, find
from reportgen.charts.style.tokens import GREY, WHITE

NEAR: Final = ((1.9, 2.4), (3.0,), (3.8,))
"""How far a name stands from its point."""
FAR: Final = tuple((5.0 + 2.0 * step,) for step in range(24))
"""How far where it is joined to it by a line."""
SHARES: Final = (0.5, 0.2, 0.8, 0.0, 1.0)
"""How much of a name above or below its point lies to the left of the point."""
STEPS: Final = 24
"""So many places along a level line are tried for its name."""


def about(at: Point, radius: float) -> tuple[Point, ...]:
    """The line around a dot, which names do not cross."""
    x, y = at
    return Box(x - radius, y - radius, x + radius, y + radius).outline


def name_point(
    paper: Paper,
    at: Point,
    choices: Sequence[Sequence[Run]],
    lines: Sequence[Line],
    thin: Sequence[Line] = (),
) -> tuple[Line, ...]:
    """Writes the first of the texts that has room, as near as can be; says what joins it.

    Thin lines are interrupted before a name goes far. Where no text has room the point stays
    without a name, for nothing may be written over.
    """
    all_lines = [*lines, *thin]
    rounds = chain(
        ((runs, ring, all_lines) for runs in choices for ring in NEAR),
        ((runs, ring, lines) for runs in choices for ring in NEAR if thin),
        ((runs, ring, all_lines) for runs in choices for ring in FAR),
        ((runs, ring, lines) for runs in choices for ring in FAR if thin),
    )
    for runs, ring, avoided in rounds:
        far = ring[0] >= FAR[0][0]
        spots = [spot for away in ring for spot in _around(at, runs, away)]
        if far:
            spots = [spot for spot in spots if _free(paper, _leader(at, runs, spot))]
        if spot := find(paper, runs, spots, avoided):
            leader = _leader(at, runs, spot)
            paper.text(runs, *spot, back=WHITE if avoided is lines and thin else "")
            if far:
                paper.line(leader, Stroke(GREY, 0.5))
            return (leader,) if far else ()
    return ()


def name_level(
    paper: Paper,
    height: float,
    reach: tuple[float, float],
    runs: Sequence[Run],
    lines: Sequence[Line],
) -> bool:
    """Writes a name on a level line, or below it, from the left on; says whether it had room."""
    left, right = reach
    step = (right - left - breadth(runs)) / STEPS
    down = -1.0 - rise(max(run.size for run in runs))
    spots = [
        ((left + max(step, 0.0) * index, height + up), 0.0)
        for index in range(STEPS + 1)
        for up in (1.0, down)
    ]
    spot = find(paper, runs, spots, lines) or find(paper, runs, spots, ())
    if spot:
        paper.text(runs, *spot, back="" if find(paper, runs, [spot], lines) else WHITE)
    return spot is not None


def _around(at: Point, runs: Sequence[Run], away: float) -> Iterator[Spot]:
    """Places right, left, above and below a point, then those between."""
    (x, y), wide = at, breadth(runs)
    tall = rise(max(run.size for run in runs))
    yield (x + away, y - tall / 2), 0.0
    yield (x - away, y - tall / 2), 1.0
    for share in SHARES:
        for foot in (y + away, y - away - tall):
            yield (x - wide * share, foot), 0.0
    for foot in (y + away * 0.7, y - away * 0.7 - tall):
        yield (x + away * 0.7, foot), 0.0
        yield (x - away * 0.7, foot), 1.0


def _leader(at: Point, runs: Sequence[Run], spot: Spot) -> tuple[Point, Point]:
    """The line from near a point to the nearest place of a text's room."""
    room, (x, y) = extent(runs, *spot).grown(0.3), at
    end = min(max(x, room.left), room.right), min(max(y, room.bottom), room.top)
    length = ((end[0] - x) ** 2 + (end[1] - y) ** 2) ** 0.5 or 1.0
    start = x + (end[0] - x) / length * 1.1, y + (end[1] - y) / length * 1.1
    return start, end


def _free(paper: Paper, line: Line) -> bool:
    """Whether a line runs through no text."""
    return not any(crosses(room, line) for room in paper.rooms)
