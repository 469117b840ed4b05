"""Puts texts where nothing else is."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from reportgen.charts.style.axes import leading
from reportgen.charts.style.geometry import Box, Point, crosses
from reportgen.charts.style.letters import Run, extent, wrapped
from reportgen.charts.style.paper import Paper
from reportgen.charts.style.tokens import WHITE

CLEAR: Final = 0.4
"""What a text keeps free around itself."""
Spot = tuple[Point, float]
"""A place for a text, and how the text is aligned with it: 0 starts there, 1 ends there."""


def free(paper: Paper, room: Box, obstacles: Sequence[Sequence[Point]]) -> bool:
    """Whether the room is on the paper and none of the lines crosses it."""
    inside = room.left >= -CLEAR and room.right <= paper.width + CLEAR and room.top <= paper.height
    return inside and not any(crosses(room, line) for line in obstacles)


def place(
    paper: Paper, runs: Sequence[Run], spots: Sequence[Spot], obstacles: Sequence[Sequence[Point]]
) -> Box:
    """Sets the runs at the first free spot, else at the first on the paper, over what is there."""
    rooms = [extent(runs, *spot).grown(CLEAR) for spot in spots]
    first = next((index for index, room in enumerate(rooms) if free(paper, room, obstacles)), None)
    within = (index for index, room in enumerate(rooms) if free(paper, room, ()))
    chosen = first if first is not None else next(within, 0)
    paper.text(runs, *spots[chosen], back="" if first is not None else WHITE)
    return rooms[chosen].grown(-CLEAR)


def place_paragraph(paper: Paper, run: Run, foot: Point, room: float) -> None:
    """Sets a text in lines of at most that room, the last of which stands at the point."""
    x, y = foot
    for number, text in enumerate(reversed(wrapped(run, room))):
        paper.text([replace(run, text=text)], (x, y + number * leading(run.size)))
