"""From nothing to the equity value, part by part, against the market and the target."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Final

from reportgen.charts.style.axes import base_line, leading
from reportgen.charts.style.bridge import (
    Span,
    amount_places,
    amount_runs,
    bodies,
    connect,
)
from reportgen.charts.style.crown import Mark, Sign, titled
from reportgen.charts.style.folding import folded, shrunk
from reportgen.charts.style.geometry import POINTS, Box, Panel, Point, crosses
from reportgen.charts.style.letters import Run, breadth, extent, rise
from reportgen.charts.style.markup import svg
from reportgen.charts.style.paper import Paper, Stroke
from reportgen.charts.style.placing import Line, vacant
from reportgen.charts.style.tokens import (
    HAIR,
    INK,
    REGULAR,
    SEMIBOLD,
    SUBJECT,
    SUBJECT_LIGHT,
    SUBJECT_MID,
    TEXT,
    VALUE,
    WHITE,
    height,
)
from reportgen.charts.style.values import Label, listing, number

NAME: Final = "parts_waterfall"
LEAST: Final = 6.2
"""The smallest size of a name in one row of names; a longer one needs every second place."""
BELOW: Final = 1.4
"""Between the bars and their names."""
APART: Final = 1.2
"""Between the names of two bars."""
NEAR: Final = 1.3
"""Between a reference line and its text."""
AWAY: Final = (3.5, 6.0, 9.0, 13.0, 18.0, 24.0, 30.0)
"""How far from its line a text may stand where there is no room beside it."""
PLACES: Final = 16
"""At so many places along a line its text is tried."""


@dataclass(frozen=True)
class Part:
    """A part, a deduction or the total, and its amount; the growth driver stands out."""

    name: str
    amount: Label
    driver: bool = False


@dataclass(frozen=True)
class PartsWaterfallData:
    """What the chart shows; a part without a number is left out."""

    parts: tuple[Part, ...]
    total: Part
    references: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class _Name:
    """The rows of a bar's name, where they start or are centred, and in which tier."""

    rows: tuple[Run, ...]
    tier: int

    @property
    def height(self) -> float:
        """What it takes below its tier's top."""
        return sum(leading(row.size) for row in self.rows)


def draw(data: PartsWaterfallData, width: float) -> str:
    """The chart as SVG, so many millimetres wide."""
    room = sum(sign.height + 2.0 for _, sign in _signs(data, width))
    tries = (_drawn(data, width, head) for head in (0.0, room, 2 * room))
    return svg(next(filter(None, tries)), NAME, describe(data))


def _drawn(data: PartsWaterfallData, width: float, head: float) -> Paper | None:
    """The drawing with so much free room on top; None if a reference line's text finds none."""
    bars, shown = _bars(data), _shown(data)
    pitch = width / len(shown)
    names = _names(shown, pitch)
    foot = BELOW + sum(_tier_heights(names))
    paper = Paper(width, max(height(width), foot + 34.0) + head)
    amounts = amount_runs([part.amount.text for part in shown], pitch)
    panel = _panel(data, Box(0.0, foot, width, paper.height - head), amounts)
    boxes = bodies(panel, bars)
    connect(paper, panel, bars)
    _draw_bars(paper, shown, boxes)
    for mark in _marks(data):
        y = panel.y(mark.label.value)
        stroke = Stroke(INK, 0.9, (3, 1.6) if mark.dashed else ())
        paper.line([(0.0, y), (width, y)], stroke)
    base_line(paper, panel)
    for run, at in zip(amounts, amount_places(amounts, boxes, width), strict=True):
        paper.text([run], at, 0.5, back=WHITE)
    _write_names(paper, panel, names)
    named = _name_references(paper, panel, data, boxes)
    return paper if named else None


def describe(data: PartsWaterfallData) -> str:
    """The chart in words."""
    *parts, total = (f"{part.name} {part.amount.text}" for part in _shown(data))
    lines = [f"{mark.name} at {mark.label.text}" for mark in _marks(data)]
    marked = f" Horizontal lines mark {listing(lines)}." if lines else ""
    return f"Waterfall chart to {total}, by way of: {listing(parts or ['nothing'])}.{marked}"


def _shown(data: PartsWaterfallData) -> list[Part]:
    return [*(part for part in data.parts if number(part.amount) is not None), data.total]


def _marks(data: PartsWaterfallData) -> list[Mark]:
    return [mark for mark in data.references if number(mark.label) is not None]


def _bars(data: PartsWaterfallData) -> list[Span]:
    """From where to where each bar reaches."""
    changes = [part.amount.value for part in _shown(data)[:-1]]
    return [*pairwise(accumulate(changes, initial=0.0)), (0.0, data.total.amount.value)]


def _signs(data: PartsWaterfallData, width: float) -> list[tuple[Mark, Sign]]:
    """The texts of the reference lines."""
    rows = [titled(mark.name, mark.label.text, width * 0.45) for mark in _marks(data)]
    return [(mark, Sign(0.0, row)) for mark, row in zip(_marks(data), rows, strict=True)]


def _panel(data: PartsWaterfallData, room: Box, amounts: Sequence[Run]) -> Panel:
    """Where values lie: as high as the amounts over the bars stay on the paper."""
    bars = _bars(data)
    values = [0.0, *(value for bar in bars for value in bar)]
    values += [mark.label.value for mark in _marks(data)]
    up, across = (min(values), max(values)), (0.0, float(len(bars)))
    panel = Panel(room, across, up)
    head = rise(VALUE) + 1.8
    for _ in bars:
        top = room.top - head
        panel = replace(panel, box=replace(panel.box, top=top))
        places = amount_places(amounts, bodies(panel, bars), room.right)
        tops = [extent([run], at, 0.5).top for run, at in zip(amounts, places, strict=True)]
        over = max(tops) - room.top
        if over <= 0:
            break
        head += over + 0.1
    return panel


def _draw_bars(paper: Paper, shown: Sequence[Part], boxes: Sequence[Box]) -> None:
    """Draws the bars: rises are solid, the driver's in the full colour, and falls are open."""
    for part, box in zip(shown[:-1], boxes[:-1], strict=True):
        if part.amount.value >= 0:
            paper.box(box, SUBJECT if part.driver else SUBJECT_MID)
        else:
            paper.box(box.grown(-0.5 / POINTS), SUBJECT_LIGHT, Stroke(SUBJECT, 1.0))
    paper.box(boxes[-1], INK)


def _names(shown: Sequence[Part], pitch: float) -> list[_Name]:
    """The names in one tier, or in two by turns where their words are wider than a place."""
    runs = [Run(part.name, TEXT, SEMIBOLD if part is shown[-1] else REGULAR) for part in shown]
    words = [replace(run, text=word, size=LEAST) for run in runs for word in run.text.split()]
    widest = max((breadth([word]) for word in words), default=0.0)
    count = 1 if widest <= pitch - APART or len(shown) == 1 else 2
    least = (count + 1) / 2 * pitch - APART
    sized = shrunk(runs, least, LEAST)
    ends = {0, len(shown) - 1}
    rooms = [least if index in ends else count * pitch - APART for index in range(len(shown))]
    return [
        _Name(tuple(folded(run, room)), index % count)
        for index, (run, room) in enumerate(zip(sized, rooms, strict=True))
    ]


def _tier_heights(names: Sequence[_Name]) -> tuple[float, float]:
    """The height of each tier of names."""
    first, second = (
        max((name.height for name in names if name.tier == tier), default=0.0) for tier in (0, 1)
    )
    return first, second + BELOW / 2 if second else 0.0


def _write_names(paper: Paper, panel: Panel, names: Sequence[_Name]) -> None:
    """Writes the names below their bars, those of the second tier at the end of a hairline."""
    foot, second = panel.box.bottom, _tier_heights(names)[0] + BELOW / 2
    for index, name in enumerate(names):
        x, top = panel.x(index + 0.5), foot - BELOW - name.tier * second
        if name.tier:
            paper.line([(x, foot - 0.6), (x, top + 0.5)], Stroke(HAIR, 0.5))
        for line, row in enumerate(name.rows):
            half = breadth([row]) / 2
            middle = max(half, min(x, paper.width - half))
            paper.text([row], (middle, top - rise(row.size) - line * leading(row.size)), 0.5)


def _name_references(
    paper: Paper, panel: Panel, data: PartsWaterfallData, boxes: Sequence[Box]
) -> bool:
    """Names the reference lines where neither bars nor texts nor another line are, if it can."""
    signs = _signs(data, paper.width)
    levels = [panel.y(mark.label.value) for mark, _ in signs]
    for (_, sign), level in zip(signs, levels, strict=True):
        heights = [panel.y(0.0), *(y for y in levels if y != level)]
        others = [[(0.0, y), (paper.width, y)] for y in heights]
        at = _spot(paper, replace(sign, x=level), boxes, others)
        if not at:
            return False
        room = _block(sign, at)
        paper.line(_stem(room, level), Stroke(INK, 0.5))
        foot = at[1]
        for row in reversed(sign.rows):
            paper.text(row, (at[0], foot), back=WHITE)
            foot += leading(row[0].size)
    return True


def _spot(paper: Paper, sign: Sign, boxes: Sequence[Box], lines: Sequence[Line]) -> Point | None:
    """Where a line's text stands: on the line, under it, or near it; None if there is no room."""
    block, second_best = _block(sign, (0.0, 0.0)), None
    for x, y in _spots(paper, sign):
        room = Box(x, block.bottom + y, x + sign.width, block.top + y)
        bare = not any(room.grown(0.4).meets(box) for box in boxes)
        if bare and vacant(paper, room, lines):
            stem = _stem(room, sign.x)
            if not any(crosses(taken, stem) for taken in paper.rooms):
                return x, y
            second_best = second_best or (x, y)
    return second_best


def _stem(room: Box, level: float) -> Line:
    """What joins a text to its line; nothing where it stands beside it."""
    if room.bottom - NEAR * 2 <= level <= room.top + NEAR * 2:
        return ()
    x, near = room.left + 1.0, room.bottom if room.bottom > level else room.top
    return (x, near), (x, level)


def _spots(paper: Paper, sign: Sign) -> Iterator[Point]:
    """The base lines' starts of the last row, from the best place on."""
    deep = sum(leading(row[0].size) for row in sign.rows[1:]) + rise(TEXT)
    heights: list[float] = []
    for away in (NEAR, *AWAY):
        heights += (sign.x + away, sign.x - away - deep)
    heights += range(int(paper.height))
    for level in heights:
        for index in range(PLACES):
            yield (paper.width - sign.width) * index / (PLACES - 1), level


def _block(sign: Sign, at: Point) -> Box:
    """What a text takes of the paper."""
    rows = list(reversed(sign.rows))
    feet = accumulate((leading(row[0].size) for row in rows[:-1]), initial=at[1])
    rooms = [extent(row, (at[0], foot)) for row, foot in zip(rows, feet, strict=True)]
    return Box(at[0], rooms[0].bottom, at[0] + sign.width, rooms[-1].top)
