"""Own chips: adoption with its bounds, and what own silicon saves.

Disclosures are mostly lower bounds and their definitions change. A bound is carried through only where
a formula rises or falls with the input, and numbers of different scope are never compared (n/c).
Units are not compute: a missing performance weight gives n/a, never a share of units in its place.
"""

from __future__ import annotations

from reportgen.figures import Guard, Values, exp, figure, log
from reportgen.formulas.gap import DAYS_PER_YEAR

IMPOSSIBLE_COST = Guard(
    lambda compute_cost_share: (compute_cost_share <= 0) | (compute_cost_share >= 1),
    "error",
    "the cost share must lie between 0% and 100%",
)
FULL_SHARE = Guard(
    lambda adoption_ceiling: (adoption_ceiling <= 0) | (adoption_ceiling > 1),
    "error",
    "the ceiling of a share must lie between 0% and 100%",
)


@figure(
    label="{chips}: growth of the run rate",
    unit="rate",
    signed=True,
    core=True,
    same_scope=("chip_run_rate", "chip_run_rate_previous"),
    increasing=("chip_run_rate",),
    decreasing=("chip_run_rate_previous",),
    reference="common ratio",
)
def chip_run_rate_growth(chip_run_rate: Values, chip_run_rate_previous: Values) -> Values:
    """Growth of the run rate over the one disclosed before; n/c where the two are defined differently."""
    return chip_run_rate / chip_run_rate_previous - 1


@figure(
    label="{chips}: share of {segment} run rate",
    unit="rate",
    core=True,
    increasing=("chip_run_rate",),
    decreasing=("segment_run_rate",),
    reference="common ratio",
)
def chip_share_of_segment(chip_run_rate: Values, segment_run_rate: Values) -> Values:
    """Disclosed chip run rate over the segment's; part of it may be sold inside the company."""
    return chip_run_rate / segment_run_rate


@figure(
    label="AI services: share of {segment} run rate",
    unit="rate",
    increasing=("ai_run_rate",),
    decreasing=("segment_run_rate",),
    reference="common ratio",
)
def ai_share_of_segment(ai_run_rate: Values, segment_run_rate: Values) -> Values:
    """Disclosed AI run rate over the segment's; it overlaps the chips, so the two are never added."""
    return ai_run_rate / segment_run_rate


@figure(
    label="{chips}: commitments over run rate",
    unit="years",
    increasing=("chip_commitments",),
    decreasing=("chip_run_rate",),
    same_scope=("chip_commitments", "chip_run_rate"),
    reference="common ratio",
)
def chip_commitment_coverage(chip_commitments: Values, chip_run_rate: Values) -> Values:
    """Committed revenue in years of the present run rate; n/c where their scopes differ."""
    return chip_commitments / chip_run_rate


@figure(
    label="{chips}: unit cost saving",
    unit="rate",
    core=True,
    increasing=("chip_price_performance",),
    guards=(
        Guard(
            lambda chip_price_performance: chip_price_performance <= -1,
            "error",
            "a price-performance of minus 100% or less has no meaning",
        ),
    ),
    reference="house definition",
)
def chip_unit_cost_saving(chip_price_performance: Values) -> Values:
    """Cost saved per unit of work when price-performance is better by x: x / (1 + x).

    Where the files state x as a saving of cost it is taken as it is; one of -100% or less stops the build.
    """
    return chip_price_performance / (1 + chip_price_performance)


@figure(
    label="{chips}: gross margin uplift on AI revenue",
    unit="basis_points",
    signed=True,
    core=True,
    guards=(IMPOSSIBLE_COST,),
    increasing=("own_fraction", "chip_unit_cost_saving"),
    decreasing=("pass_through",),
    reference="house definition",
)
def chip_margin_uplift(
    compute_cost_share: Values,
    own_fraction: Values,
    chip_unit_cost_saving: Values,
    pass_through: Values,
) -> Values:
    """Gross margin with a part of capacity on own chips, less the margin on bought chips alone.

    Revenue falls by the saving passed on to customers, cost falls by the saving itself. In basis
    points; a cost share that is not between 0% and 100% stops the build.
    """
    saved = own_fraction * compute_cost_share * chip_unit_cost_saving
    return 1 - (compute_cost_share - saved) / (1 - pass_through * saved) - (1 - compute_cost_share)


@figure(
    label="{chips}: share of AI compute",
    unit="rate",
    core=True,
    increasing=("own_compute_capacity",),
    decreasing=("all_compute_capacity",),
    reference="common ratio",
)
def chip_share_of_compute(own_compute_capacity: Values, all_compute_capacity: Values) -> Values:
    """Own capacity over all AI capacity in H100-equivalents of one metric; never a share of units."""
    return own_compute_capacity / all_compute_capacity


@figure(
    label="Years from the curve's midpoint",
    unit="years",
    signed=True,
    reference="XIRR convention, ACT/365",
)
def years_from_adoption_midpoint(as_of: Values, adoption_midpoint: Values) -> Values:
    """Years since half the ceiling was reached, ACT/365; negative until it will be."""
    return (as_of - adoption_midpoint) / DAYS_PER_YEAR


@figure(
    label="{chips}: share on the declared curve",
    unit="rate",
    core=True,
    guards=(FULL_SHARE,),
    increasing=("adoption_ceiling",),
    reference="Fisher and Pry (1971)",
)
def declared_adoption(
    adoption_ceiling: Values, adoption_speed: Values, years_from_adoption_midpoint: Values
) -> Values:
    """Logistic curve K / (1 + exp(-r t)), assumed by the house, not fitted.

    A ceiling that is no share, or zero, stops the build.
    """
    return adoption_ceiling / (1 + exp(-adoption_speed * years_from_adoption_midpoint))


@figure(
    label="{chips}: years from a tenth to nine tenths of the declared ceiling",
    unit="years",
    guards=(Guard(lambda adoption_speed: adoption_speed <= 0, "n.m.", "the curve does not rise"),),
    decreasing=("adoption_speed",),
    reference="Fisher and Pry (1971)",
)
def adoption_takeover_time(adoption_speed: Values) -> Values:
    """How long the declared curve takes from 10% to 90% of its ceiling; n.m. where it does not rise."""
    return log(81.0) / adoption_speed
