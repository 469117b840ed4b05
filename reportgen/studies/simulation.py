"""Simulation: the model under draws of its uncertain inputs, and what comes out of them.

Conditional on the declared distributions: not a forecast of the market, which the random path of the
market cap stands for (`formulas/probability`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen import uncertainty
from reportgen.evaluation import UnplannableError
from reportgen.inquiry import Finding
from reportgen.simulation import Simulation, simulate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.assumptions.reading import Assumptions
    from reportgen.figures import Figure, Formula
    from reportgen.inquiry import Inquiry

PERCENTILES = (
    ("simulated_p5", 5, "5th percentile"), ("simulated_p25", 25, "25th percentile"),
    ("simulated_median", 50, "median"), ("simulated_p75", 75, "75th percentile"),
    ("simulated_p95", 95, "95th percentile"),
)  # fmt: skip
COUNTS = ("simulated_draws", "simulated_invalid_draws")
CHANCES = ("simulated_target_probability", "simulated_target_probability_error")

SECTION = "simulation"


def offers(assumptions: Assumptions, formulas: Mapping[str, Formula]) -> Iterator[str]:
    """The distribution of the output, the odds of the target, and each input's part in it."""
    declared = assumptions.edition.simulation
    if not declared.inputs or declared.output not in formulas:
        return
    yield from ("simulated_mean", *(name for name, _, _ in PERCENTILES), *CHANCES, *COUNTS)
    for name in declared.inputs:
        yield f"simulated_variance_share.{name}"


def answer(inquiry: Inquiry) -> Mapping[str, Figure]:
    """All of it, or the reason why nothing could be simulated."""
    return {found.name: inquiry.told(found, SECTION) for found in _findings(inquiry)}


def run(inquiry: Inquiry) -> Simulation:
    """Draw and evaluate; UnplannableError where the output is not known, ValueError where none is valid."""
    declared = inquiry.assumptions.edition.simulation
    distributions = uncertainty.distributions(declared)
    target = inquiry.value("target_market_cap")
    return simulate(
        inquiry.function(declared.output, tuple(distributions)),
        distributions,
        uncertainty.correlation(declared),
        draws=declared.draws,
        seed=declared.seed,
        target=float("inf") if target is None else target,
    )


def _findings(inquiry: Inquiry) -> Iterator[Finding]:
    declared = inquiry.assumptions.edition.simulation
    reason, found = "", None
    try:
        found = inquiry.once(run)
    except (UnplannableError, ValueError) as error:
        reason = str(error)
    output = inquiry.figure(declared.output)
    of, inputs = inquiry.within(output.label), (declared.output, *declared.inputs)
    how = f"of {declared.draws:,} draws of {declared.output} with seed {declared.seed}"
    yield Finding(
        "simulated_mean", f"Simulation: mean of {of}", output.unit,
        found.mean if found else None, f"mean {how}", inputs, reason,
    )  # fmt: skip
    for name, percentile, words in PERCENTILES:
        value = found.percentiles[percentile] if found else None
        label = f"Simulation: {words} of {of}"
        yield Finding(name, label, output.unit, value, f"{words} {how}", inputs, reason)
    goal, unset = (*inputs, "target_market_cap"), _no_target(inquiry, output)
    yield from _chances(None if unset else found, how, goal, reason or unset)
    yield from _counts(found, how, reason)
    document = inquiry.assumptions.edition_document
    for name in declared.inputs:
        share = found.variance_shares.get(name) if found else None
        label = (
            f"Simulation: part of the variance from {inquiry.within(inquiry.figure(name).label)}"
        )
        yield Finding(
            f"simulated_variance_share.{name}", label, "rate", share,
            f"squared rank correlation with the output, all summing to one, {how}; "
            f"distribution declared at {document.position(('simulation', 'inputs', name))}",
            (declared.output, name), reason, decimals=0,
        )  # fmt: skip


def _no_target(inquiry: Inquiry, output: Figure) -> str:
    """Why there is nothing that the output could be held against; empty where there is."""
    if output.unit != "money":
        return "what is simulated is no market cap to set against the target"
    return "" if inquiry.value("target_market_cap") is not None else "missing: target_market_cap"


def _chances(
    found: Simulation | None, how: str, inputs: tuple[str, ...], reason: str
) -> Iterator[Finding]:
    yield Finding(
        CHANCES[0], "Simulation: probability of the target at the horizon", "rate",
        found.probability if found else None, f"share at or above the target {how}", inputs, reason,
    )  # fmt: skip
    yield Finding(
        CHANCES[1], "Simulation: standard error of that probability", "points",
        found.probability_standard_error if found else None, "sqrt(p * (1 - p) / n)", inputs, reason,
        decimals=2,
    )  # fmt: skip


def _counts(found: Simulation | None, how: str, reason: str) -> Iterator[Finding]:
    yield Finding(
        COUNTS[0], "Simulation: draws", "count", float(found.draws) if found else None, how,
        (), reason,
    )  # fmt: skip
    yield Finding(
        COUNTS[1], "Simulation: draws that gave no number", "count",
        float(found.invalid) if found else None, how, (), reason,
    )  # fmt: skip
