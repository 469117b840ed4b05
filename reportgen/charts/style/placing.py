"""Puts texts where nothing else is: neither another text nor a line."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from reportgen.charts.style.axes import leading
from reportgen.charts.style.geometry import Box, Point, crosses
from reportgen.charts.style.letters import Run, extent, wrapped
from reportgen.charts.style.paper import Paper
from reportgen.charts.style.tokens import WHITE

CLEAR: Final = 0.4
"""What a text keeps free around itself."""
Line = Sequence[Point]
Spot = tuple[Point, float]
"""A place for a text, and how the text is aligned with it: 0 starts there, 1 ends there."""


def vacant(paper: Paper, room: Box, lines: Iterable[Line] = ()) -> bool:
    """Whether the room is on the paper, with no text in it and none of the lines."""
    wide = room.grown(CLEAR)
    sheet = Box(-0.1, -0.1, paper.width + 0.1, paper.height + 0.1)
    inside = room.shared(sheet) == room
    return (
        inside
        and not any(wide.meets(taken) for taken in paper.rooms)
        and not any(crosses(wide, line) for line in lines)
    )


def find(
    paper: Paper, runs: Sequence[Run], spots: Iterable[Spot], lines: Sequence[Line]
) -> Spot | None:
    """The first of the spots at which the runs meet nothing, not even the grid if that can be."""
    second_best = None
    for spot in spots:
        room = extent(runs, *spot)
        if vacant(paper, room, lines):
            if not any(crosses(room, line) for line in paper.hairlines):
                return spot
            second_best = second_best or spot
    return second_best


def place(paper: Paper, runs: Sequence[Run], spots: Sequence[Spot], lines: Sequence[Line]) -> Box:
    """Sets the runs at the first vacant spot, else over the lines; says which room they take."""
    found = find(paper, runs, spots, lines)
    chosen = found or find(paper, runs, spots, ()) or spots[0]
    paper.text(runs, *chosen, back="" if found else WHITE)
    return paper.rooms[-1]


def place_on_white(
    paper: Paper, runs: Sequence[Run], spots: Sequence[Spot], lines: Sequence[Line]
) -> None:
    """The same for a part of the paper without a tint, where the grid makes way for the text."""
    chosen = find(paper, runs, spots, lines) or find(paper, runs, spots, ()) or spots[0]
    paper.text(runs, *chosen, back=WHITE)


def place_paragraph(
    paper: Paper, run: Run, spots: Iterable[Spot], room: float, lines: Sequence[Line]
) -> Spot | None:
    """Sets a text in rows of at most that room, the last at the first vacant spot if there is any."""
    rows = [[replace(run, text=text)] for text in reversed(wrapped(run, room))]
    for (x, y), align in spots:
        feet = [(x, y + number * leading(run.size)) for number in range(len(rows))]
        stack = list(zip(rows, feet, strict=True))
        if all(vacant(paper, extent(row, foot, align), lines) for row, foot in stack):
            for row, foot in stack:
                paper.text(row, foot, align)
            return (x, y), align
    return None
