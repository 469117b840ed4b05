"""The house's outlook: earnings of the twelve months after the horizon, built up from drivers.

The exit rule decides the year: the price at the horizon is paid for the twelve months after it. So
trailing sales grow from the end of the last reported quarter to a year after the horizon. Growth,
margins and the tax rate are the house's judgements.
"""

from __future__ import annotations

from reportgen.figures import Formula, Guard, Values, either, figure
from reportgen.formulas.gap import (
    DAYS_PER_YEAR,
    HORIZON_NEAR,
    HORIZON_PASSED,
    POSITIVE_CAP,
    POSITIVE_TARGET,
)
from reportgen.formulas.rerating import LOSS, NO_LOSS
from reportgen.formulas.segment import NO_BASE

YEAR_REPORTED = Guard(
    lambda outlook_years: outlook_years <= 0, "n.m.", "the year after the horizon is reported"
)
TAX_RATE = Guard(
    lambda outlook_tax_rate: (outlook_tax_rate < 0) | (outlook_tax_rate >= 1),
    "error",
    "a tax rate lies between 0% and 100%",
)
POSITIVE_EXIT = Guard(
    lambda exit_multiple: exit_multiple <= 0, "error", "the exit multiple must be above zero"
)
SEGMENT_GONE = Guard(
    lambda outlook_segment_growth: outlook_segment_growth <= -1,
    "error",
    "sales cannot shrink by 100% a year or more",
)
OTHERS_GONE = Guard(
    lambda outlook_other_growth: outlook_other_growth <= -1,
    "error",
    "sales cannot shrink by 100% a year or more",
)


@figure(
    label="Years of growth to the year after the horizon",
    unit="years",
    reference="house definition (exit rule), ACT/365",
)
def outlook_years(horizon_date: Values, last_quarter_end: Values) -> Values:
    """Time from the end of the trailing year to the end of the year bought at the horizon, ACT/365."""
    return (horizon_date - last_quarter_end) / DAYS_PER_YEAR + 1


def trailing_outlook_years() -> Formula:
    """Years of growth where the exit multiple is of trailing earnings: the year ends at the horizon."""
    return Formula(
        name="outlook_years",
        label="Years of growth to the horizon",
        unit="years",
        function=lambda horizon_date, last_quarter_end: (
            (horizon_date - last_quarter_end) / DAYS_PER_YEAR
        ),
        parameters=("horizon_date", "last_quarter_end"),
        section="outlook",
        body=f"(horizon_date - last_quarter_end) / {DAYS_PER_YEAR}",
        reference="house definition (exit rule), ACT/365",
    )


@figure(
    label="{segment} sales in {outlook_year}",
    unit="money",
    guards=(SEGMENT_GONE, YEAR_REPORTED),
    increasing=("trailing_segment_sales", "outlook_segment_growth"),
    reference="house definition",
)
def outlook_segment_sales(
    trailing_segment_sales: Values, outlook_segment_growth: Values, outlook_years: Values
) -> Values:
    """Trailing sales of the growth driver, grown at the house's rate."""
    return trailing_segment_sales * (1 + outlook_segment_growth) ** outlook_years


@figure(
    label="All other sales in {outlook_year}",
    unit="money",
    guards=(
        OTHERS_GONE,
        YEAR_REPORTED,
        Guard(
            lambda trailing_net_sales, trailing_segment_sales: (
                trailing_segment_sales > trailing_net_sales
            ),
            "n.m.",
            "the segment sells more than the whole company",
        ),
    ),
    increasing=("trailing_net_sales", "outlook_other_growth"),
    decreasing=("trailing_segment_sales",),
    reference="house definition",
)
def outlook_other_sales(
    trailing_net_sales: Values,
    trailing_segment_sales: Values,
    outlook_other_growth: Values,
    outlook_years: Values,
) -> Values:
    """Trailing sales of the company outside the growth driver, grown at the house's rate."""
    others = trailing_net_sales - trailing_segment_sales
    return others * (1 + outlook_other_growth) ** outlook_years


@figure(
    label="Operating income in {outlook_year}",
    unit="money",
    increasing=("outlook_segment_margin", "outlook_other_margin"),
    reference="house definition",
)
def outlook_operating_income(
    outlook_segment_sales: Values,
    outlook_segment_margin: Values,
    outlook_other_sales: Values,
    outlook_other_margin: Values,
) -> Values:
    """Sales times margin, of the growth driver and of all the rest."""
    segment_income = outlook_segment_sales * outlook_segment_margin
    return segment_income + outlook_other_sales * outlook_other_margin


@figure(
    label="Net income in {outlook_year}",
    unit="money",
    guards=(TAX_RATE,),
    increasing=("outlook_operating_income",),
    decreasing=("outlook_tax_rate",),
    reference="house definition",
)
def outlook_net_income(outlook_operating_income: Values, outlook_tax_rate: Values) -> Values:
    """Operating income after tax; interest and other income are left out.

    Gains on stakes therefore earn no multiple here. A loss gets no relief from tax.
    """
    taxed = either(outlook_operating_income > 0, outlook_operating_income, 0.0)
    return outlook_operating_income - outlook_tax_rate * taxed


@figure(
    label="Earnings per share in {outlook_year}",
    unit="money_per_share",
    increasing=("outlook_net_income",),
    reference="common ratio",
)
def outlook_earnings_per_share(outlook_net_income: Values, horizon_shares: Values) -> Values:
    """Net income on the share count expected at the horizon."""
    return outlook_net_income / horizon_shares


@figure(
    label="Market cap at the horizon on the house's outlook",
    unit="money",
    core=True,
    guards=(POSITIVE_EXIT, Guard(lambda outlook_net_income: outlook_net_income <= 0, "n.m.", LOSS)),
    increasing=("outlook_net_income", "exit_multiple"),
    reference="house definition (exit rule)",
)
def outlook_market_cap(outlook_net_income: Values, exit_multiple: Values) -> Values:
    """Net income at the multiple the house would pay; not meaningful at a loss."""
    return outlook_net_income * exit_multiple


@figure(
    label="Share price at the horizon on the house's outlook",
    unit="money_per_share",
    increasing=("outlook_market_cap",),
    decreasing=("horizon_shares",),
    reference="common ratio",
)
def outlook_share_price(outlook_market_cap: Values, horizon_shares: Values) -> Values:
    """That market cap on the share count expected at the horizon."""
    return outlook_market_cap / horizon_shares


@figure(
    label="Growth of market value a year on the house's outlook",
    unit="rate",
    signed=True,
    guards=(POSITIVE_CAP, HORIZON_PASSED, HORIZON_NEAR),
    increasing=("outlook_market_cap",),
    decreasing=("market_cap",),
    reference="compound annual growth rate; XIRR convention, ACT/365",
)
def outlook_return(
    outlook_market_cap: Values, market_cap: Values, years_to_horizon: Values
) -> Values:
    """Growth of the cap a year up to the horizon, to set beside the growth the target requires.

    Neither dividends nor a change of the share count are in it.
    """
    return (outlook_market_cap / market_cap) ** (1 / years_to_horizon) - 1


@figure(
    label="Growth of earnings per share a year on the house's outlook",
    unit="rate",
    signed=True,
    guards=(
        NO_LOSS,
        Guard(lambda outlook_earnings_per_share: outlook_earnings_per_share <= 0, "n.m.", LOSS),
        HORIZON_PASSED,
        HORIZON_NEAR,
    ),
    increasing=("outlook_earnings_per_share",),
    decreasing=("base_earnings_per_share",),
    reference="compound annual growth rate; XIRR convention, ACT/365",
)
def outlook_earnings_growth(
    outlook_earnings_per_share: Values, base_earnings_per_share: Values, years_to_horizon: Values
) -> Values:
    """The growth a year that the drivers amount to, to set beside the growth that is declared."""
    return (outlook_earnings_per_share / base_earnings_per_share) ** (1 / years_to_horizon) - 1


@figure(
    label="House's outlook against the target",
    unit="rate",
    signed=True,
    core=True,
    guards=(POSITIVE_TARGET,),
    increasing=("outlook_market_cap",),
    decreasing=("target_market_cap",),
    reference="common ratio",
)
def outlook_against_target(outlook_market_cap: Values, target_market_cap: Values) -> Values:
    """How far the outlook's market cap ends above the target, or below it if negative."""
    return outlook_market_cap / target_market_cap - 1


def _others_suffice(
    target_market_cap: Values,
    exit_multiple: Values,
    outlook_tax_rate: Values,
    outlook_other_sales: Values,
    outlook_other_margin: Values,
) -> Values:
    earned = outlook_other_sales * outlook_other_margin * (1 - outlook_tax_rate)
    return earned * exit_multiple >= target_market_cap


@figure(
    label="{segment} sales needed in {outlook_year}",
    unit="money",
    guards=(
        POSITIVE_EXIT,
        TAX_RATE,
        POSITIVE_TARGET,
        Guard(
            lambda outlook_segment_margin: outlook_segment_margin <= 0,
            "n.m.",
            "without a margin no sales are enough",
        ),
        Guard(_others_suffice, "n.m.", "all other sales already earn enough"),
    ),
    increasing=("target_market_cap", "outlook_tax_rate"),
    decreasing=("exit_multiple", "outlook_segment_margin"),
    reference="house definition",
)
def required_segment_sales(
    target_market_cap: Values,
    exit_multiple: Values,
    outlook_tax_rate: Values,
    outlook_other_sales: Values,
    outlook_other_margin: Values,
    outlook_segment_margin: Values,
) -> Values:
    """Sales with which the growth driver carries the target, multiple and margins held."""
    needed = target_market_cap / exit_multiple / (1 - outlook_tax_rate)
    return (needed - outlook_other_sales * outlook_other_margin) / outlook_segment_margin


@figure(
    label="{segment} sales growth a year needed",
    unit="rate",
    signed=True,
    guards=(
        Guard(lambda trailing_segment_sales: trailing_segment_sales <= 0, "n.m.", NO_BASE),
        YEAR_REPORTED,
    ),
    increasing=("required_segment_sales",),
    decreasing=("trailing_segment_sales",),
    reference="compound annual growth rate; XIRR convention, ACT/365",
)
def required_segment_growth(
    required_segment_sales: Values, trailing_segment_sales: Values, outlook_years: Values
) -> Values:
    """Growth a year from trailing sales to the sales needed."""
    return (required_segment_sales / trailing_segment_sales) ** (1 / outlook_years) - 1
