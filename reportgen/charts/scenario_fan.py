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
from reportgen.charts.style.naming import about, name_level, name_point
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
    rays = [(history[-1], end.at) for end in names.ends]
    if len(rays) > 1:
        by_height = sorted(rays, key=lambda ray: ray[1][1])
        paper.area([history[-1], by_height[0][1], by_height[-1][1]], SUBJECT_LIGHT)
    value_axis(paper, panel, values, data.axis)
    base_line(paper, panel)
    time_axis(paper, panel, panel.across[1])
    target = _target(paper, panel, data)
    write_column(paper, names, panel.box.right, (FOOT, panel.box.top))
    paper.line(path, Stroke(GREY, 1.2, DASHES))
    for each, ray in zip(_ends(data), rays, strict=False):
        paper.line(ray, Stroke(SUBJECT, 1.6 if each.emphasised else 0.9, DASHES))
    paper.line(history, Stroke(SUBJECT, 1.6))
    for _, end in rays:
        paper.ring(end, SUBJECT)
    paper.dot(history[-1], SUBJECT, 0.9)
    _write_names(paper, data, target, [history, path, *rays, *(about(end, 0.9) for _, end in rays)])
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
    """What is known, by the number of its day, up to now."""
    day, worth = data.now
    before = ((when, label.value) for when, label in stated(data.history) if when < day)
    return (
        *((float(when.toordinal()), value) for when, value in sorted(before)),
        (float(day.toordinal()), worth.value),
    )


def _path(data: ScenarioFanData) -> tuple[tuple[float, float], ...]:
    return tuple((float(day.toordinal()), value) for day, value in data.path)


def _ends(data: ScenarioFanData) -> tuple[Scenario, ...]:
    """The scenarios whose value is known."""
    return tuple(each for each in data.ends if number(each.value) is not None)


def _lay_out(
    data: ScenarioFanData, paper: Paper, values: Sequence[float], numbers: Sequence[float]
) -> tuple[Panel, Column]:
    """Where days and values lie, and what is written at the horizon."""
    now = float(data.now[0].toordinal())
    last = max(float(data.horizon.toordinal()), now + 1, *(day for day, _ in _path(data)))
    first = min(_past(data)[0][0], now - (last - now) * SHORTEST)
    right = paper.width - gutter(data.axis.texts(values))
    box = Box(0.0, FOOT, right, paper.height - HEADROOM)
    up = min(values[0], *numbers), max(values[-1], *numbers)
    panel = Panel(box, (first, last), up)
    room = right * (0.26 if paper.width <= HALF else 0.2)
    ends = [_end(each, panel.y(each.value.value)) for each in _ends(data)]
    names = column(ends, room, box.height)
    panel = replace(panel, box=replace(box, right=right - max(names.width, 1.2)))
    x = panel.x(max(float(data.horizon.toordinal()), now + 1))
    placed = tuple(replace(end, at=(x, end.at[1])) for end in names.ends)
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
    """Names the target, then what the company is worth, then the path, each where it has room."""
    (left, level), (right, _) = target
    runs = [Run(data.target.text, TEXT, SEMIBOLD), Run(" target", TEXT, REGULAR, INK2)]
    name_level(paper, level, (left, right), runs, lines)
    worth = Run(data.now[1].text, TEXT, SEMIBOLD, INK)
    name = Run(f"{data.name} ", TEXT, SEMIBOLD, SUBJECT_TEXT)
    now, path = lines[0][-1], lines[1]
    name_point(paper, now, [[name, worth], [worth]], [*lines, target])
    if path:
        middle = path[len(path) // 2]
        named = Run(data.path_name, TICK, MEDIUM, INK2)
        name_point(paper, middle, [[named]], [*lines, target, about(now, 1.2)])
