"""Adoption of own chips: disclosed lower bounds, and the declared curve beside them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.assumptions.inputs import BOUNDS
from reportgen.charts.custom_chips import Bound, Curve, CustomChipsData
from reportgen.charts.style.values import Label
from reportgen.evaluation import resolve
from reportgen.exhibits.titles import sentence
from reportgen.exhibits.words import DoesNotApplyError, MissingError, axis, quarter, source_line
from reportgen.formats import Style
from reportgen.formulas import FORMULAS
from reportgen.formulas.adoption import band
from reportgen.formulas.gap import DAYS_PER_YEAR
from reportgen.studies import adoption

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.model import Story

NAME = "custom_chips"
BEFORE, AFTER = dt.timedelta(days=300), dt.timedelta(days=1500)
#: A forecast is drawn no further than this beyond the as-of day.
AHEAD = dt.timedelta(days=730)
STEP = 30


def select(story: Story) -> CustomChipsData:
    """One bound a disclosure, broken where the definition changed, and the house's curve."""
    if story.now.assumptions.company.chips is None:
        raise DoesNotApplyError
    bounds = tuple(_bounds(story))
    if not bounds:
        raise MissingError("no run rate of own chips had been disclosed by the as-of date")
    return CustomChipsData(bounds, axis("rate"), _curve(story, bounds[0].as_of))


def _bounds(story: Story) -> Iterator[Bound]:
    assumptions = story.now.assumptions
    share = FORMULAS["chip_share_of_segment"]
    metric = assumptions.company.chips.run_rate if assumptions.company.chips else ""
    scope: str | None = None
    for row in assumptions.disclosures:
        figures = story.now.figures.quarterly.get(row.period, {})
        run_rate = figures.get("segment_run_rate")
        if row.metric != metric or row.value is None or run_rate is None or not run_rate.known:
            continue
        value = float(share(float(row.value), run_rate.value))
        printed = formats.text(value, Style("rate"), "")
        bound = BOUNDS.get(row.qualifier)
        widened = "definition changed" if scope is not None and scope != row.scope else ""
        scope = row.scope
        yield Bound(
            quarter(row.period), run_rate_day(row.period),
            Label(value, formats.bounded(printed, bound)), widened, bound == "lower",
        )  # fmt: skip


def run_rate_day(period: str) -> dt.date:
    """The last day of a quarter, which its run rate speaks for."""
    year, last_month = int(period[:4]), 3 * int(period[-1])
    following = dt.date(year + last_month // 12, last_month % 12 + 1, 1)
    return following - dt.timedelta(days=1)


def _curve(story: Story, first: dt.date) -> Curve | None:
    """The fitted curve where the disclosures carry one, else the declared one, else none."""
    return _fitted(story, first) or _declared(story, first)


def _fitted(story: Story, first: dt.date) -> Curve | None:
    found = story.now.inquiry.once(adoption.fit)
    if not found.identified:
        return None
    last = story.now.assumptions.edition.as_of.date() + AHEAD
    dates = _steps(first - BEFORE, last)
    drawn = band(found, [date.toordinal() / DAYS_PER_YEAR for date in dates])
    cases = (drawn.low, drawn.middle, drawn.high)
    ends = [formats.text(case[-1], Style("rate", 0), "") for case in cases]
    return Curve(tuple(dates), *cases, (ends[0], ends[1], ends[2]), "Fitted, with a 10-90% band")


def _declared(story: Story, first: dt.date) -> Curve | None:
    figures = story.now.figures
    names = ("adoption_ceiling", "adoption_speed", "adoption_midpoint")
    if not all(name in figures and figures[name].known for name in names):
        return None
    ceiling, speed, midpoint = (figures[name] for name in names)
    start, end = first - BEFORE, dt.date.fromordinal(round(midpoint.value or 0)) + AFTER
    dates = _steps(start, end)
    low, high = ceiling.value or 0.0, ceiling.high or ceiling.value or 0.0
    lower, base, upper = (
        _adopted(dates, k, speed.value, midpoint.value) for k in (low, (low + high) / 2, high)
    )
    last = [formats.text(case[-1], Style("rate", 0), "") for case in (lower, base, upper)]
    return Curve(
        tuple(dates), lower, base, upper, (last[0], last[1], last[2]), "Assumed, not fitted"
    )


def _steps(start: dt.date, end: dt.date) -> list[dt.date]:
    return [start + dt.timedelta(days=day) for day in range(0, (end - start).days, STEP)]


def _adopted(
    dates: list[dt.date], ceiling: float, speed: float | None, midpoint: float | None
) -> tuple[float, ...]:
    import numpy as np  # noqa: PLC0415 - only where a curve is drawn

    given = {
        "adoption_ceiling": ceiling, "adoption_speed": speed, "adoption_midpoint": midpoint,
        "as_of": np.array([float(date.toordinal()) for date in dates]),
    }  # fmt: skip
    return tuple(map(float, resolve("declared_adoption", given, FORMULAS)))


def title(story: Story) -> str:
    """What they bring in, where that is known."""
    return sentence(
        story,
        "{chips} bring in {chip_share_of_segment} of {segment} run rate",
        "{chips} and the run rate of {segment}",
    )


def subtitle(story: Story) -> str:
    """Measure, unit and what the marks mean."""
    company = story.now.assumptions.company
    segment = company.segments[company.growth_driver].name
    identified = story.now.inquiry.once(adoption.fit).identified
    curve = "curve fitted to the disclosures" if identified else "the house's declared curve"
    marks = "" if identified else ": lower bounds"
    return f"Disclosed run rate as a share of {segment} run rate{marks}; dashed: {curve}"


def source(story: Story) -> str:
    """Who published what it rests on."""
    return source_line(story, "chip_share_of_segment")
