"""Names points and level lines where there is room: near, without their numbers, or further off."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import dist
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
CLEARLY: Final = 0.5
"""A name is nearer by this to its own point than to any other,"""
FURTHEST: Final = 2.6
"""or, where it is further off and joined by a line, further than this from the others."""
SAME: Final = 0.3
"""Points that are so near to each other are one to the eye."""
STEPS: Final = 24
"""So many places along a level line are tried for its name."""


@dataclass(frozen=True)
class Obstacles:
    """What names keep clear of: lines, points they could be taken to mean, what lies below a floor.

    Thin lines make way before a name goes far.
    """

    lines: Sequence[Line]
    thin: Sequence[Line] = ()
    points: Sequence[Point] = ()
    floor: float = 0.0


def about(at: Point, radius: float) -> tuple[Point, ...]:
    """The line around a dot, which names do not cross."""
    x, y = at
    return Box(x - radius, y - radius, x + radius, y + radius).outline


def name_point(
    paper: Paper,
    at: Point,
    choices: Sequence[Sequence[Run]],
    obstacles: Obstacles,
) -> tuple[Line, ...]:
    """Writes the first of the texts that has room, as near as can be; says what joins it.

    Where no text has room the point stays without a name, for nothing is ever written over.
    """
    lines, thin = obstacles.lines, obstacles.thin
    all_lines = [*lines, *thin]
    rounds = chain(
        ((runs, ring, all_lines) for runs in choices for ring in NEAR),
        ((runs, ring, lines) for runs in choices for ring in NEAR if thin),
        ((runs, ring, all_lines) for runs in choices for ring in FAR),
        ((runs, ring, lines) for runs in choices for ring in FAR if thin),
    )
    for runs, ring, avoided in rounds:
        far = ring[0] >= FAR[0][0]
        near = (spot for away in ring for spot in _around(at, runs, away))
        spots = [
            spot
            for spot in near
            if spot[0][1] > obstacles.floor and _owned(at, runs, spot, obstacles.points)
        ]
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


def _owned(at: Point, runs: Sequence[Run], spot: Spot, points: Sequence[Point]) -> bool:
    """Whether a text is clearly nearer to its own point than to any that lies elsewhere."""
    room = extent(runs, *spot)
    least = min(_distance(room, at), FURTHEST) + CLEARLY
    return all(_distance(room, point) > least for point in points if dist(point, at) > SAME)


def _distance(room: Box, point: Point) -> float:
    """How far a point lies from a text."""
    return dist(point, _nearest(room, point))


def _nearest(room: Box, point: Point) -> Point:
    """The place of a text's room that lies nearest to a point."""
    x, y = point
    return min(max(x, room.left), room.right), min(max(y, room.bottom), room.top)


def _leader(at: Point, runs: Sequence[Run], spot: Spot) -> tuple[Point, Point]:
    """The line from near a point to the nearest place of a text's room."""
    end, (x, y) = _nearest(extent(runs, *spot).grown(0.3), at), at
    length = dist(end, at) or 1.0
    start = x + (end[0] - x) / length * 1.1, y + (end[1] - y) / length * 1.1
    return start, end


def _free(paper: Paper, line: Line) -> bool:
    """Whether a line runs through no text."""
    return not any(crosses(room, line) for room in paper.rooms)
