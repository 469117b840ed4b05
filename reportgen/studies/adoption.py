"""The adoption curve that the disclosures themselves would give, where they can carry one.

Only exact statements of one definition are points: a lower bound is none, and a change of definition
begins the series anew. With too few the curve stays declared: assumed, not fitted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.formulas.adoption import Fit, fit_logistic
from reportgen.formulas.gap import DAYS_PER_YEAR
from reportgen.inquiry import Finding

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from reportgen.assumptions.reading import Assumptions
    from reportgen.figures import Figure, Formula
    from reportgen.inquiry import Inquiry

NAMES = (
    "comparable_adoption_points",
    "fitted_adoption_ceiling",
    "fitted_adoption_speed",
    "fitted_adoption_midpoint",
    "fitted_adoption_error",
)
INPUTS = ("chip_run_rate", "segment_run_rate")

SECTION = "silicon"


def offers(assumptions: Assumptions, formulas: Mapping[str, Formula]) -> tuple[str, ...]:
    """The fit of a company that has chips."""
    del formulas
    return NAMES if assumptions.company.chips else ()


def answer(inquiry: Inquiry) -> Mapping[str, Figure]:
    """How many points there are, and the curve through them or why there is none."""
    return {found.name: inquiry.told(found, SECTION) for found in _findings(inquiry)}


def points(inquiry: Inquiry) -> tuple[tuple[dt.date, float], ...]:
    """Comparable shares of the segment's run rate: exact, of the newest definition, by quarter."""
    assumptions = inquiry.assumptions
    metric = assumptions.company.chips.run_rate if assumptions.company.chips else ""
    rows = [row for row in assumptions.disclosures if row.metric == metric and row.value]
    scope = rows[-1].scope if rows else ""
    found: dict[str, tuple[dt.date, float]] = {}
    for row in rows:
        sales = assumptions.quarterly.get(row.period, {}).get("segment_sales")
        if sales is None or not isinstance(sales.value, float) or sales.as_of is None:
            continue
        if row.scope != scope:
            found.clear()
        elif row.qualifier in ("exactly", "about") and row.value is not None:
            share = float(row.value) / (4 * sales.value)
            found[row.period] = sales.as_of, share
    return tuple(found.values())


def fit(inquiry: Inquiry) -> Fit:
    """A logistic curve through the points, or a refusal; time in years from the calendar's start."""
    known = inquiry.once(points)
    times = [day.toordinal() / DAYS_PER_YEAR for day, _ in known]
    return fit_logistic(times, [share for _, share in known])


def _findings(inquiry: Inquiry) -> Iterator[Finding]:
    found = inquiry.once(fit)
    how = "least squares of adoption_ceiling / (1 + exp(-adoption_speed * years from midpoint))"
    yield Finding(
        "comparable_adoption_points", "{chips}: comparable points of adoption", "count",
        float(found.points), "exact statements of the newest definition", INPUTS,
    )  # fmt: skip
    known = found.parameters if not found.refusal else {}
    errors = found.standard_errors
    columns = (
        ("fitted_adoption_ceiling", "{chips}: ceiling of the fitted curve", "rate", "ceiling", 1.0),
        ("fitted_adoption_speed", "{chips}: speed of the fitted curve", "number", "speed", 1.0),
        ("fitted_adoption_midpoint", "{chips}: midpoint of the fitted curve", "date", "midpoint",
         float(DAYS_PER_YEAR)),
    )  # fmt: skip
    for name, label, unit, parameter, factor in columns:
        value = known.get(parameter)
        error = f"standard error {errors[parameter] * factor:.3g}" if value is not None else ""
        yield Finding(
            name, label, unit, None if value is None else value * factor, f"{how}; {error}",
            INPUTS, found.refusal,
        )  # fmt: skip
    yield Finding(
        "fitted_adoption_error", "{chips}: residual error of the fitted curve", "points",
        None if found.refusal else found.residual_error, how, INPUTS, found.refusal,
    )  # fmt: skip
