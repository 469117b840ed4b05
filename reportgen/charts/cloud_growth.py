"""Growth on the year of the company's growth driver and of its rivals, quarter by quarter."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from reportgen.charts.style.axes import (
    FOOT,
    HEADROOM,
    base_line,
    gutter,
    ticks,
    value_axis,
)
from reportgen.charts.style.columns import Column as Place
from reportgen.charts.style.columns import middles, quarter_axis
from reportgen.charts.style.ends import Column, End, column, write_column
from reportgen.charts.style.geometry import Box, Panel
from reportgen.charts.style.letters import Run
from reportgen.charts.style.markup import svg
from reportgen.charts.style.paper import Paper, Stroke
from reportgen.charts.style.tokens import (
    BENCHMARK,
    GREY,
    HALF,
    INK,
    INK2,
    MEDIUM,
    REGULAR,
    SEMIBOLD,
    SMALL,
    SUBJECT,
    SUBJECT_TEXT,
    TEXT,
    height,
)
from reportgen.charts.style.values import (
    Axis,
    Label,
    Quarter,
    listing,
    number,
    stated,
    stretches,
)

NAME: Final = "cloud_growth"


@dataclass(frozen=True)
class Line:
    """A company's growth, a value for each quarter, None where it is not known."""

    name: str
    values: tuple[Label | None, ...]
    subject: bool = False


@dataclass(frozen=True)
class CloudGrowthData:
    """What the chart shows."""

    quarters: tuple[Quarter, ...]
    lines: tuple[Line, ...]
    axis: Axis


def draw(data: CloudGrowthData, width: float) -> str:
    """The chart as SVG, so many millimetres wide."""
    paper = Paper(width, height(width))
    numbers = [label.value for line in data.lines for _, label in stated(enumerate(line.values))]
    values = ticks(min([0.0, *numbers]), max([0.0, *numbers]), 5)
    right = width - gutter(data.axis.texts(values))
    box = Box(0.0, FOOT, right, paper.height - HEADROOM)
    span = min([values[0], *numbers]), max([values[-1], *numbers])
    panel = Panel(box, (0.0, 1.0), span)
    room = right * (0.26 if width <= HALF else 0.16)
    shown = _shown(data)
    names = column([_end(data, panel, line, text) for line, _, text in shown], room, box.height)
    panel = replace(panel, box=replace(box, right=right - names.width))
    places = middles(panel, len(data.quarters))
    value_axis(paper, panel, values, data.axis)
    base_line(paper, panel)
    quarter_axis(paper, panel, [Place(quarter, None) for quarter in data.quarters])
    _write_names(paper, places, names, [line for line, _, _ in shown])
    for line, colour, _ in reversed(shown):
        _draw_line(paper, panel, places, line, colour)
    return svg(paper, NAME, describe(data))


def describe(data: CloudGrowthData) -> str:
    """The chart in words."""
    last = [(line.name, _last(line)) for line, _, _ in _shown(data)]
    known = [f"{name} {label.text} in {data.quarters[place].text}" for name, (place, label) in last]
    missing = [line.name for line in data.lines if not stated(enumerate(line.values))]
    unknown = f" Not known: {listing(missing)}." if missing else ""
    told = listing(known or ["none known"])
    return f"Line chart of growth on the year by quarter, at last {told}.{unknown}"


def _shown(data: CloudGrowthData) -> list[tuple[Line, str, str]]:
    """The lines with a value, the subject first, with the colours of each and of its name."""
    known = [line for line in data.lines if stated(enumerate(line.values))]
    rivals = [line for line in known if not line.subject]
    return [
        *((line, SUBJECT, SUBJECT_TEXT) for line in known if line.subject),
        *((line, BENCHMARK, BENCHMARK) for line in rivals[:1]),
        *((line, GREY, INK2) for line in rivals[1:]),
    ]


def _last(line: Line) -> tuple[int, Label]:
    """The last value that there is, and its place."""
    return stated(enumerate(line.values))[-1]


def _end(data: CloudGrowthData, panel: Panel, line: Line, colour: str) -> End:
    """A line's name and its last value, with the quarter where that is not the latest."""
    place, label = _last(line)
    name = Run(line.name, TEXT, SEMIBOLD if line.subject else MEDIUM, colour)
    value = Run(label.text, TEXT, REGULAR, INK)
    late = place + 1 < len(data.quarters)
    when = (Run(data.quarters[place].text, SMALL, REGULAR, INK2),) if late else ()
    return End((0.0, panel.y(label.value)), name, (value, *when))


def _write_names(
    paper: Paper, places: Sequence[float], names: Column, lines: Sequence[Line]
) -> None:
    """Writes the names right of the last quarter."""
    ends = tuple(
        replace(end, at=(places[_last(line)[0]], end.at[1]))
        for end, line in zip(names.ends, lines, strict=False)
    )
    write_column(paper, replace(names, ends=ends), places[-1], (FOOT, paper.height))


def _draw_line(
    paper: Paper, panel: Panel, places: Sequence[float], line: Line, colour: str
) -> None:
    """Draws a line that is interrupted where a value is missing, with a dot at its end."""
    points = [(x, number(label)) for x, label in zip(places, line.values, strict=False)]
    runs = [[(x, panel.y(value)) for x, value in run] for run in stretches(points)]
    for run in runs:
        paper.line(run, Stroke(colour, 1.6 if line.subject else 1.2))
        if len(run) == 1:
            paper.dot(run[0], colour, 0.6)
    paper.dot(runs[-1][-1], colour, 0.9)
