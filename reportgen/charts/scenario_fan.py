"""Market capitalization so far, and where each scenario would take it by the horizon."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from reportgen.charts.style.axes import (
    FOOT,
    HEADROOM,
    base_line,
    gutter,
    month,
    ticks,
    time_axis,
    value_axis,
)
from reportgen.charts.style.ends import Column, End, column, write_column
from reportgen.charts.style.geometry import Box, Panel, Point
from reportgen.charts.style.letters import Run
from reportgen.charts.style.markup import svg
from reportgen.charts.style.naming import Obstacles, about, name_level, name_point
from reportgen.charts.style.paper import Paper, Stroke
from reportgen.charts.style.placing import Line
from reportgen.charts.style.tokens import (
    GREY,
    HALF,
    INK,
    INK2,
    MEDIUM,
    REGULAR,
    SEMIBOLD,
    SUBJECT,
    SUBJECT_LIGHT,
    SUBJECT_TEXT,
    TEXT,
    TICK,
    height,
)
from reportgen.charts.style.values import Axis, Label, listing, number, stated

NAME: Final = "scenario_fan"
DASHES: Final = (3, 1.6)
SHORTEST: Final = 0.35
"""The past takes at least this part of the time ahead, even where little of it is known."""
LONGEST: Final = 2.0
"""So many times the time ahead are shown of the past, for the fan to have room, or a year."""
YEAR: Final = 366.0


@dataclass(frozen=True)
class Scenario:
    """Where a scenario ends: its name, its value at the horizon and how likely it is."""

    name: str
    value: Label
    probability: str
    emphasised: bool = False


@dataclass(frozen=True)
class ScenarioFanData:
    """What the chart shows; the required path is optional."""

    name: str
    history: tuple[tuple[date, Label | None], ...]
    now: tuple[date, Label]
    ends: tuple[Scenario, ...]
    target: Label
    horizon: date
    axis: Axis
    path: tuple[tuple[date, float], ...] = ()
    path_name: str = ""


def draw(data: ScenarioFanData, width: float) -> str:
    """The chart as SVG, so many millimetres wide."""
    paper = Paper(width, height(width))
    numbers = [value for _, value in (*_past(data), *_path(data))]
    numbers += [data.target.value, *(each.value.value for each in _ends(data))]
    values = ticks(min(0.0, *numbers), max(0.0, *numbers), 5)
    panel, names = _lay_out(data, paper, values, numbers)
    history, path = panel.line(_past(data)), panel.line(_path(data))
    x = panel.x(_horizon(data))
    rays = [(history[-1], (x, panel.y(each.value.value))) for each in _ends(data)]
    if len(rays) > 1:
        by_height = sorted(rays, key=lambda ray: ray[1][1])
        paper.area([history[-1], by_height[0][1], by_height[-1][1]], SUBJECT_LIGHT)
    value_axis(paper, panel, values, data.axis)
    base_line(paper, panel)
    time_axis(paper, panel, panel.across[1])
    target = _target(paper, panel, data)
    leaders = write_column(paper, names, panel.box.right, (FOOT, paper.height))
    foot = ((0.0, FOOT), (width, FOOT))
    paper.line(path, Stroke(GREY, 1.2, DASHES))
    for each, ray in zip(_ends(data), rays, strict=True):
        paper.line(ray, Stroke(SUBJECT, 1.6 if each.emphasised else 0.9, DASHES))
    paper.line(history, Stroke(SUBJECT, 1.6))
    for _, end in rays:
        paper.ring(end, SUBJECT)
    paper.dot(history[-1], SUBJECT, 0.9)
    rings = [about(end, 0.9) for _, end in rays]
    _write_names(paper, data, target, [history, path, *rays, *rings, *leaders, foot])
    return svg(paper, NAME, describe(data))


def describe(data: ScenarioFanData) -> str:
    """The chart in words."""
    (first, _), day = _past(data)[0], data.now[0]
    since = f" since {month(date.fromordinal(int(first)))}" if first < day.toordinal() else ""
    ends = [f"{each.name} {each.value.text} ({each.probability})" for each in _ends(data)]
    path = f" A grey dashed line: {data.path_name}." if data.path else ""
    return (
        f"Line chart of market capitalization{since}: {data.name} is worth {data.now[1].text} in "
        f"{month(day)}. Dashed lines to {month(data.horizon)}: {listing(ends or ['none'])}. "
        f"The target is {data.target.text}.{path}"
    )


def _past(data: ScenarioFanData) -> tuple[tuple[float, float], ...]:
    """What is known up to now, by the number of its day, and not longer than can be shown."""
    now, worth = float(data.now[0].toordinal()), data.now[1].value
    first = now - max((_horizon(data) - now) * LONGEST, YEAR)
    known = ((float(day.toordinal()), label.value) for day, label in stated(data.history))
    return (*sorted(point for point in known if first <= point[0] < now), (now, worth))


def _horizon(data: ScenarioFanData) -> float:
    """The last day of the time axis, which lies after now."""
    days = (data.horizon, *(day for day, _ in data.path))
    return max(data.now[0].toordinal() + 1.0, *(float(day.toordinal()) for day in days))


def _path(data: ScenarioFanData) -> tuple[tuple[float, float], ...]:
    return tuple((float(day.toordinal()), value) for day, value in data.path)


def _ends(data: ScenarioFanData) -> tuple[Scenario, ...]:
    """The scenarios whose value is known."""
    return tuple(each for each in data.ends if number(each.value) is not None)


def _lay_out(
    data: ScenarioFanData, paper: Paper, values: Sequence[float], numbers: Sequence[float]
) -> tuple[Panel, Column]:
    """Where days and values lie, and what is written at the horizon."""
    now, last = float(data.now[0].toordinal()), _horizon(data)
    first = min(_past(data)[0][0], now - (last - now) * SHORTEST)
    right = paper.width - gutter(data.axis.texts(values))
    box = Box(0.0, FOOT, right, paper.height - HEADROOM)
    up = min(values[0], *numbers), max(values[-1], *numbers)
    panel = Panel(box, (first, last), up)
    room = right * (0.26 if paper.width <= HALF else 0.2)
    ends = [_end(each, panel.y(each.value.value)) for each in _ends(data)]
    if data.path:
        name = Run(data.path_name, TICK, REGULAR, INK2)
        ends.append(End((0.0, panel.y(data.path[-1][1])), name))
    names = column(ends, room, box.height)
    panel = replace(panel, box=replace(box, right=right - max(names.width, 1.2)))
    placed = tuple(replace(end, at=(panel.box.right, end.at[1])) for end in names.ends)
    return panel, replace(names, ends=placed)


def _end(scenario: Scenario, level: float) -> End:
    """A scenario's name and value, and how likely it is."""
    weight, colour = (SEMIBOLD, SUBJECT_TEXT) if scenario.emphasised else (MEDIUM, INK)
    more = (
        Run(scenario.value.text, TEXT, SEMIBOLD, INK),
        Run(scenario.probability, TICK, REGULAR, INK2),
    )
    return End((0.0, level), Run(scenario.name, TEXT, weight, colour), more)


def _target(paper: Paper, panel: Panel, data: ScenarioFanData) -> tuple[Point, Point]:
    """Draws the target as a dotted line; says where it runs."""
    level = panel.y(data.target.value)
    line = ((0.0, level), (panel.box.right, level))
    paper.line(line, Stroke(INK, 0.9, (1, 1.8)))
    return line


def _write_names(
    paper: Paper, data: ScenarioFanData, target: tuple[Point, Point], lines: Sequence[Line]
) -> None:
    """Names the target, then what the company is worth, each where it has room."""
    (left, level), (right, _) = target
    runs = [Run(data.target.text, TEXT, SEMIBOLD), Run(" target", TEXT, REGULAR, INK2)]
    name_level(paper, level, (left, right), runs, lines)
    worth = Run(data.now[1].text, TEXT, SEMIBOLD, INK)
    name = Run(f"{data.name} ", TEXT, SEMIBOLD, SUBJECT_TEXT)
    obstacles = Obstacles([*lines, target], floor=FOOT)
    name_point(paper, lines[0][-1], [[name, worth], [worth]], obstacles)
