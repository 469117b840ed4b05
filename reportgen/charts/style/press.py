"""Prints a sheet as SVG with matplotlib; loads it, so it is imported when needed."""

import io
from typing import Final

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from reportgen.charts.style.fonts import properties
from reportgen.charts.style.geometry import POINTS
from reportgen.charts.style.paper import Disc, Paper, Stroke, Trace, Word

INCH: Final = 25.4
MILLIMETRES: Final = Affine2D().scale(POINTS)
SILENT: Final = {"Date": None, "Creator": None, "Type": None, "Format": None}
BULGE: Final = 0.5523
"""How far the handles of a quarter circle reach."""


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


def printed(paper: Paper) -> str:
    """The sheet as matplotlib writes it: text stays text, and no two runs differ."""
    size = (paper.width / INCH, paper.height / INCH)
    target = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "reportgen", "svg.id": None}):
        figure = Figure(figsize=size, dpi=72, frameon=False)
        for mark in paper.marks:
            figure.add_artist(_artist(mark))
        canvas = FigureCanvasSVG(figure)
        canvas.print_svg(target, metadata=SILENT)  # type: ignore[no-untyped-call]  # not in its stub
    return target.getvalue()


def _artist(mark: Trace | Disc | Word) -> Artist:
    """What matplotlib draws for a mark."""
    match mark:
        case Word():
            return _word(mark)
        case Disc():
            return _disc(mark)
        case Trace():
            return _trace(mark)


def _word(mark: Word) -> Artist:
    return Letters(
        *mark.at,
        mark.run.text,
        color=mark.run.colour,
        fontproperties=properties(mark.run.weight, mark.run.size),
        horizontalalignment=mark.anchor,
        parse_math=False,
        transform=MILLIMETRES,
        zorder=0,
    )


def _trace(mark: Trace) -> Artist:
    if not mark.fill:
        return _patch(Outline(mark.points), mark.stroke, "none")
    return _patch(Outline([*mark.points, mark.points[0]], closed=True), mark.stroke, mark.fill)


def _disc(mark: Disc) -> Artist:
    """Four curves: half of what matplotlib's own circle has."""
    quarter = ((1.0, BULGE), (BULGE, 1.0), (0.0, 1.0))
    turns = ((1, 0, 0, 1), (0, -1, 1, 0), (-1, 0, 0, -1), (0, 1, -1, 0))
    around = [(x * a + y * b, x * c + y * d) for a, b, c, d in turns for x, y in quarter]
    codes = [Outline.MOVETO, *(Outline.CURVE4 for _ in around), Outline.CLOSEPOLY]
    (x, y), radius = mark.centre, mark.radius
    placed = [
        (x + across * radius, y + up * radius) for across, up in [(1.0, 0.0), *around, (1, 0)]
    ]
    return _patch(Outline(placed, codes), mark.stroke, mark.fill)


def _patch(outline: Outline, stroke: Stroke | None, fill: str) -> PathPatch:
    line = stroke or Stroke("none", 0.0)
    return PathPatch(
        outline,
        facecolor=fill,
        edgecolor=line.colour,
        linewidth=line.width,
        linestyle=(0, line.dashes) if line.dashes else "solid",
        joinstyle="round",
        capstyle="butt",
        transform=MILLIMETRES,
        zorder=0,
    )
