"""The sheet that charts draw on, measured in millimetres.

A chart says where everything goes; nothing is laid out by matplotlib, whose axes, ticks and layout
engines are the larger part of what a chart costs. So it can see to it that nothing collides.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from reportgen.charts.style.geometry import Box, Point
from reportgen.charts.style.letters import Run, breadth, extent
from reportgen.charts.style.tokens import HAIR, INK, WHITE

Anchor = Literal["left", "center", "right"]
ANCHORS: Final[dict[float, Anchor]] = {0.0: "left", 0.5: "center", 1.0: "right"}


@dataclass(frozen=True)
class Stroke:
    """How a line is drawn: its colour, its width in points, its dashes in line widths."""

    colour: str = INK
    width: float = 0.8
    dashes: tuple[float, ...] = ()


GRID: Final = Stroke(HAIR, 0.5)
BASE: Final = Stroke(INK, 0.8)


@dataclass(frozen=True)
class Trace:
    """A line or an outline through points; without a stroke or a fill it has none."""

    points: tuple[Point, ...]
    stroke: Stroke | None
    fill: str = ""


@dataclass(frozen=True)
class Disc:
    """A circle; without a stroke it has none."""

    centre: Point
    radius: float
    fill: str
    stroke: Stroke | None = None


@dataclass(frozen=True)
class Word:
    """A run whose base line starts, is centred or ends at a point."""

    run: Run
    at: Point
    anchor: Anchor


@dataclass(frozen=True)
class Paper:
    """A sheet of some width and height; what is drawn later lies above.

    It keeps what was drawn, the rooms that texts have taken, and the lines of the grid.
    """

    width: float
    height: float
    marks: list[Trace | Disc | Word] = field(default_factory=list)
    rooms: list[Box] = field(default_factory=list)
    hairlines: list[tuple[Point, ...]] = field(default_factory=list)

    def line(self, points: Sequence[Point], stroke: Stroke) -> None:
        """Draws a line through the points; fewer than two make none."""
        if len(points) > 1:
            self.marks.append(Trace(tuple(points), stroke))

    def hairline(self, points: Sequence[Point]) -> None:
        """Draws a line of the grid, which a text rather does not cross."""
        self.hairlines.append(tuple(points))
        self.line(points, GRID)

    def area(self, points: Sequence[Point], colour: str, stroke: Stroke | None = None) -> None:
        """Fills what the points enclose, and draws around it if there is a stroke."""
        self.marks.append(Trace(tuple(points), stroke, colour))

    def box(self, box: Box, colour: str, stroke: Stroke | None = None) -> None:
        """Fills a rectangle."""
        self.area(box.corners, colour, stroke)

    def dot(self, at: Point, colour: str, radius: float = 0.75) -> None:
        """Draws a dot with a thin white rim, so that it stands out on its line."""
        self.marks.extend((Disc(at, radius + 0.25, WHITE), Disc(at, radius, colour)))

    def ring(self, at: Point, colour: str, radius: float = 0.75) -> None:
        """Draws an open dot: a place where nothing has been measured yet."""
        self.marks.append(Disc(at, radius, WHITE, Stroke(colour, 1.1)))

    def text(self, runs: Sequence[Run], at: Point, align: float = 0.0, back: str = "") -> None:
        """Sets runs one after the other; their base line starts (0) or ends (1) at the point."""
        room = extent(runs, at, align)
        self.rooms.append(room)
        if back:
            self.box(room.grown(0.4), back)
        if len(runs) == 1:
            self.marks.append(Word(runs[0], at, ANCHORS[align]))
            return
        left = room.left
        for run in runs:  # SVG drops the spaces at the ends of a text
            spaces = replace(run, text=" " * (len(run.text) - len(run.text.lstrip())))
            bare = replace(run, text=run.text.strip())
            self.marks.append(Word(bare, (left + breadth([spaces]), at[1]), "left"))
            left += breadth([run])
