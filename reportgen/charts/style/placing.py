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


def spot(
    paper: Paper, runs: Sequence[Run], spots: Sequence[Spot], obstacles: Sequence[Sequence[Point]]
) -> tuple[Spot, bool]:
    """The first free spot for the runs, else the first on the paper; and whether it is free."""
    rooms = [(each, extent(runs, *each).grown(CLEAR)) for each in spots]
    within = [(each, room) for each, room in rooms if free(paper, room, ())]
    clear = (each for each, room in within if free(paper, room, obstacles))
    if found := next(clear, None):
        return found, True
    return (within or rooms)[0][0], False


def place(
    paper: Paper, runs: Sequence[Run], spots: Sequence[Spot], obstacles: Sequence[Sequence[Point]]
) -> Box:
    """Sets the runs at such a spot, over what is there where none is free; says which room."""
    chosen, clear = spot(paper, runs, spots, obstacles)
    paper.text(runs, *chosen, back="" if clear else WHITE)
    return extent(runs, *chosen)


def place_on_white(
    paper: Paper, runs: Sequence[Run], spots: Sequence[Spot], obstacles: Sequence[Sequence[Point]]
) -> Box:
    """The same for a part of the paper without a tint, where the grid makes way for the text."""
    chosen, _ = spot(paper, runs, spots, obstacles)
    paper.text(runs, *chosen, back=WHITE)
    return extent(runs, *chosen)


def place_paragraph(paper: Paper, run: Run, foot: Point, room: float) -> None:
    """Sets a text in lines of at most that room, the last of which stands at the point."""
    x, y = foot
    for number, text in enumerate(reversed(wrapped(run, room))):
        paper.text([replace(run, text=text)], (x, y + number * leading(run.size)))
