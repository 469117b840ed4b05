"""Required upside over the editions, against what the declared path would leave on each day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.charts.required_upside import RequiredUpsideData
from reportgen.charts.style.values import Label
from reportgen.exhibits.titles import is_reached, sentence, sign
from reportgen.exhibits.words import axis, needed, source_line
from reportgen.formulas.gap import DAYS_PER_YEAR
from reportgen.formulas.path import on_path_market_cap, path_required_upside

if TYPE_CHECKING:
    from reportgen.model import Story

NAME = "required_upside"
STEPS = 36


def select(story: Story) -> RequiredUpsideData:
    """One point an edition, and the path from the baseline to the horizon."""
    needed(story, "required_upside")
    points = [
        (told.assumptions.edition.as_of.date(), told.figures["required_upside"])
        for told in story.all
    ]
    horizon = story.now.assumptions.company.thesis.horizon_date
    return RequiredUpsideData(
        name="required",
        editions=tuple(
            (day, Label(figure.value, figure.printed))
            for day, figure in points
            if figure.known and figure.value is not None
        ),
        path=_path(story),
        path_name="on the path",
        horizon=f"Horizon {formats.day(horizon)}",
        axis=axis("rate"),
    )


def _path(story: Story) -> tuple[tuple[dt.date, float], ...]:
    figures = story.now.figures
    baseline, target, years = (
        figures[name] for name in ("baseline_market_cap", "target_market_cap", "years_on_path")
    )
    start = figures["baseline_date"]
    if not all(figure.known for figure in (baseline, target, years, start)):
        return ()
    first, length = dt.date.fromordinal(round(start.value or 0)), years.value or 0.0
    days = [round(DAYS_PER_YEAR * length * step / STEPS) for step in range(STEPS + 1)]
    return tuple(
        (
            first + dt.timedelta(days=day),
            float(
                path_required_upside(
                    target.value,
                    on_path_market_cap(baseline.value, target.value, day / DAYS_PER_YEAR, length),
                )
            ),
        )
        for day in days
    )


def title(story: Story) -> str:
    """What is still required, and whether that is more or less than on the path."""
    if is_reached(story):
        return "The target is reached"
    left = "{required_upside} is still required"
    path = "the path, which would leave {path_required_upside}"
    where = {1: f"ahead of {path}", 0: "just as on the path", -1: f"behind {path}"}
    place = sign(story, "ahead_of_path")
    told = () if place is None else (f"{left}: {where[place]}",)
    return sentence(story, *told, left, "Rise that the target still requires")


def subtitle(story: Story) -> str:
    """Measure and unit."""
    target = story.now.figures["target_market_cap"]
    return f"Rise of market value still needed to reach {target.words or target.printed}, per cent"


def source(story: Story) -> str:
    """Who published what it rests on."""
    return source_line(story, "required_upside", "path_required_upside")
