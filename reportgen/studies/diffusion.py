"""The Bass curve of own chips: units a quarter, where the disclosures themselves can carry one.

Only exact cumulative counts of one definition in consecutive quarters make units a quarter; the first of
them only sets where counting starts. Reference: Bass, Management Science 15 (1969).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.assumptions.quarters import earlier
from reportgen.formulas.adoption import Fit, fit_bass
from reportgen.inquiry import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.assumptions.reading import Assumptions
    from reportgen.figures import Figure, Formula
    from reportgen.inquiry import Inquiry

SECTION = "silicon"
#: Name, label, unit, and what the fit calls it.
PARAMETERS = (
    ("fitted_market_potential", "units in the end, by the fitted Bass curve", "count", "m"),
    ("fitted_innovation", "coefficient of innovation, fitted", "number", "p"),
    ("fitted_imitation", "coefficient of imitation, fitted", "number", "q"),
)
QUARTERS, PEAK = "comparable_unit_quarters", "fitted_sales_peak"
INPUTS = ("chip_units",)
HOW = "least squares of the Bass curve on units a quarter"


def offers(assumptions: Assumptions, formulas: Mapping[str, Formula]) -> tuple[str, ...]:
    """The fit of a company that names a disclosure of its units."""
    del formulas
    chips = assumptions.company.chips
    names = (QUARTERS, *(name for name, *_ in PARAMETERS), PEAK)
    return names if chips and chips.units else ()


def answer(inquiry: Inquiry) -> Mapping[str, Figure]:
    """The parameters with their standard errors, or why there are none."""
    return {found.name: inquiry.told(found, SECTION) for found in _findings(inquiry)}


def units(inquiry: Inquiry) -> tuple[float, ...]:
    """Units of each quarter, oldest first: the longest run of comparable counts that ends last."""
    assumptions = inquiry.assumptions
    metric = assumptions.company.chips.units if assumptions.company.chips else ""
    rows = [row for row in assumptions.disclosures if row.metric == metric]
    scope = rows[-1].scope if rows else ""
    counted = {
        row.period: float(row.value)
        for row in rows
        if row.value is not None and row.scope == scope and row.qualifier in ("exactly", "about")
    }
    run: list[float] = []
    for before, now in pairwise(sorted(counted)):
        if earlier(now, 1) != before:
            run.clear()
            continue
        run.append(counted[now] - counted[before])
    return tuple(run)


def fit(inquiry: Inquiry) -> Fit:
    """A Bass curve through the units of each quarter, or a refusal."""
    return fit_bass(inquiry.once(units))


def _findings(inquiry: Inquiry) -> Iterator[Finding]:
    found = inquiry.once(fit)
    yield Finding(
        QUARTERS, "{chips}: quarters with comparable units", "count", float(found.points),
        "differences of exact cumulative counts of the newest definition", INPUTS,
    )  # fmt: skip
    known = {} if found.refusal else found.parameters
    for name, label, unit, parameter in PARAMETERS:
        value = known.get(parameter)
        error = f"; standard error {found.standard_errors[parameter]:.3g}" if known else ""
        yield Finding(name, f"{{chips}}: {label}", unit, value, HOW + error, INPUTS, found.refusal)
    peak = found.peak if known else None
    reason = found.refusal or ("" if peak is not None else "imitation is not above innovation")
    yield Finding(
        PEAK, "{chips}: quarter of the highest units, counted from the first", "number", peak,
        "log(imitation / innovation) / (innovation + imitation)", INPUTS, reason,
        "ok" if peak is not None or found.refusal else "n.m.", decimals=1,
    )  # fmt: skip
