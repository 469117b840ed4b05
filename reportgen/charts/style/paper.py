"""The paper that charts draw on: matplotlib's figure, measured in millimetres.

Nothing is laid out by matplotlib. Its axes, ticks and layout engines are the larger part of what
a chart costs, and a chart that places everything itself can see to it that nothing collides.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from reportgen.charts.style.geometry import POINTS, Box, Point
from reportgen.charts.style.letters import Run, breadth, extent, properties
from reportgen.charts.style.tokens import HAIR, INK, WHITE

MILLIMETRES: Final = Affine2D().scale(POINTS)
BULGE: Final = 0.5523
"""How far the handles of a quarter circle reach."""
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


class Letters(Text):
    """A text on its base line, written without being measured by matplotlib first."""

    def draw(self, renderer: RendererBase) -> None:
        """Writes the text."""
        x, y = self.get_transform().transform(self.get_unitless_position())
        _, height = renderer.get_canvas_width_height()
        pen = renderer.new_gc()
        pen.set_foreground(self.get_color())
        renderer.draw_text(
            pen, x, height - y, self.get_text(), self.get_fontproperties(), 0, mtext=self
        )


@dataclass(frozen=True)
class Paper:
    """A sheet of some width and height; what is drawn later lies above."""

    width: float
    height: float
    figure: Figure

    def line(self, points: Sequence[Point], stroke: Stroke) -> None:
        """Draws a line through the points; fewer than two make none."""
        if len(points) > 1:
            self._trace(Outline(points), stroke)

    def area(self, points: Sequence[Point], colour: str) -> None:
        """Fills what the points enclose."""
        self._fill(Outline([*points, points[0]], closed=True), colour)

    def box(self, box: Box, colour: str) -> None:
        """Fills a rectangle."""
        self.area(box.outline[:-1], colour)

    def frame(self, points: Sequence[Point], stroke: Stroke, colour: str = WHITE) -> None:
        """Draws a closed outline and fills it."""
        outline = Outline([*points, points[0]], closed=True)
        self._trace(outline, stroke, colour)

    def dot(self, at: Point, colour: str, radius: float = 0.75) -> None:
        """Draws a dot with a thin white rim, so that it stands out on its line."""
        for size, fill in ((radius + 0.25, WHITE), (radius, colour)):
            self._fill(_circle(at, size), fill)

    def ring(self, at: Point, colour: str, radius: float = 0.75) -> None:
        """Draws an open dot: a place where nothing has been measured yet."""
        self._trace(_circle(at, radius), Stroke(colour, 1.1), WHITE)

    def text(self, runs: Sequence[Run], at: Point, align: float = 0.0, back: str = "") -> None:
        """Sets runs one after the other; their base line starts (0) or ends (1) at the point."""
        place = extent(runs, at, align)
        if back:
            self.box(place.grown(0.4), back)
        if len(runs) == 1:
            self._set(runs[0], at, ANCHORS[align])
            return
        left = place.left
        for run in runs:
            bare = replace(run, text=run.text.lstrip())  # SVG drops leading spaces
            left += breadth([run]) - breadth([bare])
            self._set(bare, (left, at[1]), "left")
            left += breadth([bare])

    def _set(self, run: Run, at: Point, anchor: Anchor) -> None:
        self.figure.add_artist(
            Letters(
                *at,
                run.text,
                color=run.colour,
                fontproperties=properties(run.weight, run.size),
                horizontalalignment=anchor,
                parse_math=False,
                transform=MILLIMETRES,
                zorder=0,
            )
        )

    def _fill(self, outline: Outline, colour: str) -> None:
        self.figure.add_artist(
            PathPatch(outline, facecolor=colour, linewidth=0, transform=MILLIMETRES, zorder=0)
        )

    def _trace(self, outline: Outline, stroke: Stroke, colour: str = "none") -> None:
        self.figure.add_artist(
            PathPatch(
                outline,
                facecolor=colour,
                edgecolor=stroke.colour,
                linewidth=stroke.width,
                linestyle=(0, stroke.dashes) if stroke.dashes else "solid",
                joinstyle="round",
                capstyle="butt",
                transform=MILLIMETRES,
                zorder=0,
            )
        )


def _circle(centre: Point, radius: float) -> Outline:
    """Four curves: half of what matplotlib's own circle has."""
    quarter = ((1.0, BULGE), (BULGE, 1.0), (0.0, 1.0))
    turns = ((1, 0, 0, 1), (0, -1, 1, 0), (-1, 0, 0, -1), (0, 1, -1, 0))
    points = [(x * a + y * b, x * c + y * d) for a, b, c, d in turns for x, y in quarter]
    codes = [Outline.MOVETO, *(Outline.CURVE4 for _ in points), Outline.CLOSEPOLY]
    x, y = centre
    around = [(x + across * radius, y + up * radius) for across, up in points]
    start = x + radius, y
    return Outline([start, *around, start], codes)


def canvas(width: float, height: float) -> Paper:
    """An empty, transparent sheet."""
    size = (width * POINTS / 72, height * POINTS / 72)
    return Paper(width, height, Figure(figsize=size, dpi=72, frameon=False))
