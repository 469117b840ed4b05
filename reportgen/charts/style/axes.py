"""The axes: hairlines with their values at the right, and time along the bottom."""

import math
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from reportgen.charts.style.geometry import POINTS, Panel
from reportgen.charts.style.letters import Run, breadth, rise
from reportgen.charts.style.paper import BASE, Paper, Stroke
from reportgen.charts.style.tokens import INK2, REGULAR, TICK
from reportgen.charts.style.values import Axis

FOOT: Final = 5.2
"""The room in millimetres that the texts of a time axis need below it."""
HEADROOM: Final = 3.4
"""The room above the top line, for its text."""
MARK: Final = Stroke(BASE.colour, 0.5)
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG: Final = 550
"""From this many days on, an axis shows years; below, months."""
STEPS: Final = (1.0, 2.0, 5.0, 10.0)
"""No 2.5: a tick that is printed without decimals must not be rounded."""


def ticks(low: float, high: float, count: int) -> tuple[float, ...]:
    """About `count` round values from `low`, or just below, to about `high`.

    The last one may lie below `high` by a third of a step: a line above the data costs room.
    """
    if low == high == 0:
        return (0.0,)
    rough = (high - low or abs(high)) / count
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in STEPS if factor * power >= rough * 0.75)
    first, last = math.floor(low / step + 0.001), math.ceil(high / step - 0.34)
    return tuple(float(f"{index * step:.12g}") for index in range(first, max(last, first + 1) + 1))


def gutter(texts: Sequence[str]) -> float:
    """The room at the right that the texts of a value axis need."""
    return max((breadth([_tick(text)]) for text in texts), default=0.0) + 1.6


def value_axis(paper: Paper, panel: Panel, values: Sequence[float], axis: Axis) -> None:
    """Draws hairlines over the whole width, each with its value standing on its right end."""
    for value, text in zip(values, axis.texts(values), strict=True):
        height = panel.y(value)
        paper.hairline([(0.0, height), (paper.width, height)])
        paper.text([_tick(text)], (paper.width, height + 0.7), 1.0)


def base_line(paper: Paper, panel: Panel, value: float = 0.0) -> None:
    """Draws the line that bars stand on and that nought lies on."""
    height = panel.y(value)
    paper.line([(0.0, height), (paper.width, height)], BASE)


def time_axis(paper: Paper, panel: Panel, last: float) -> None:
    """Draws the years, or the months of a short time, below a panel up to the last day."""
    low, high = panel.across[0], min(last, panel.across[1])
    days = math.ceil(low), math.floor(high)
    marks = _years(panel, *days) if high - low > LONG else _months(panel, *days)
    for day, text, middle in marks:
        x, foot = panel.x(day), panel.box.bottom
        if day > low:
            paper.line([(x, foot), (x, foot - 1)], MARK)
        if text:
            paper.text([_tick(text)], (middle, foot_line(foot)), 0.5)


def foot_line(bottom: float) -> float:
    """The base line of the texts below an axis."""
    return bottom - 1.5 - rise(TICK)


def month(day: date) -> str:
    """A day's month: Sep 2026."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def _tick(text: str) -> Run:
    return Run(text, TICK, REGULAR, INK2)


def year_texts(years: Sequence[int], rooms: Sequence[float]) -> Iterator[str]:
    """2024, 25, 26: the first that has room is written out; one without room has no text."""
    full = True
    for year, room in zip(years, rooms, strict=True):
        fitting = (
            text
            for text in ((str(year),) if full else ()) + (f"{year % 100:02}",)
            if breadth([_tick(text)]) + 1 <= room
        )
        text = next(fitting, "")
        full = full and len(text) < len(str(year))
        yield text


def _years(panel: Panel, low: int, high: int) -> Iterator[tuple[float, str, float]]:
    """The first day of each year, its text, and where the text's middle is."""
    years = range(date.fromordinal(low).year, date.fromordinal(high).year + 1)
    starts = [max(low, date(year, 1, 1).toordinal()) for year in years]
    edges = [panel.x(day) for day in (*starts, high)]
    rooms = [right - left for left, right in pairwise(edges)]
    for start, text, left, room in zip(
        starts, year_texts(years, rooms), edges, rooms, strict=False
    ):
        yield start, text, left + room / 2


def _months(panel: Panel, low: int, high: int) -> Iterator[tuple[float, str, float]]:
    """The first day of every so many months; the first text and January's carry the year."""
    starts = [day for number in range(low, high + 1) if (day := date.fromordinal(number)).day == 1]
    room = (panel.x(high) - panel.x(low)) / max(len(starts), 1)
    widest = breadth([_tick("Mmm 2026")]) + 2
    every = next((step for step in (1, 3, 6) if room * step > widest), 12)
    chosen = [day for day in starts if (day.month - 1) % every == 0]
    for day in chosen or [date.fromordinal(high)]:
        named = day is chosen[0] if chosen else True
        text = month(day) if named or day.month == 1 else MONTHS[day.month - 1]
        at, half = panel.x(day.toordinal()), breadth([_tick(text)]) / 2
        yield day.toordinal(), text, min(max(at, panel.box.left + half), panel.box.right - half)


def lifted(height: float, size: float) -> float:
    """The base line that puts the middle of capitals of this size at a height."""
    return height - rise(size) / 2


def leading(size: float) -> float:
    """From base line to base line."""
    return size * 1.28 / POINTS
