"""Valuation multiples of the company today, on what is reported and on what is expected.

A multiple of what is not positive is n.m.; a negative yield is valid. "Trailing" is the last four
quarters, "forward" the next twelve months by the consensus.
"""

from __future__ import annotations

from reportgen.figures import Guard, Values, figure

LOSS = "earnings are not positive"
#: Below this growth a year a PEG says nothing.
SLOWEST = 0.01


@figure(
    label="Forward P/E",
    unit="multiple",
    core=True,
    guards=(
        Guard(lambda forward_earnings_per_share: forward_earnings_per_share <= 0, "n.m.", LOSS),
    ),
    increasing=("share_price",),
    decreasing=("forward_earnings_per_share",),
    reference="CFA Institute, Equity Asset Valuation",
)
def forward_pe(share_price: Values, forward_earnings_per_share: Values) -> Values:
    """Price over the consensus earnings per share the vendor calls forward; n.m. at a loss."""
    return share_price / forward_earnings_per_share


@figure(
    label="Trailing P/E, as reported",
    unit="multiple",
    core=True,
    guards=(Guard(lambda trailing_diluted_eps: trailing_diluted_eps <= 0, "n.m.", LOSS),),
    reference="CFA Institute, Equity Asset Valuation",
)
def trailing_pe(share_price: Values, trailing_diluted_eps: Values) -> Values:
    """Price over the diluted earnings per share of the last four quarters; n.m. at a loss."""
    return share_price / trailing_diluted_eps


@figure(
    label="Trailing earnings per share before one-time gains",
    unit="money_per_share",
    reference="CFA Institute, Equity Asset Valuation (underlying earnings)",
)
def trailing_eps_before_gains(
    trailing_diluted_eps: Values, pre_tax_gains: Values, tax_rate: Values, diluted_shares: Values
) -> Values:
    """Reported earnings less the after-tax one-time gains of the same four quarters.

    The gains are stated before tax, in money, and spread over the quarter's weighted diluted shares.
    """
    return trailing_diluted_eps - pre_tax_gains * (1 - tax_rate) / diluted_shares


@figure(
    label="Trailing P/E before one-time gains",
    unit="multiple",
    core=True,
    guards=(Guard(lambda trailing_eps_before_gains: trailing_eps_before_gains <= 0, "n.m.", LOSS),),
    reference="CFA Institute, Equity Asset Valuation (underlying earnings)",
)
def trailing_pe_before_gains(share_price: Values, trailing_eps_before_gains: Values) -> Values:
    """Price over earnings that can recur, last four quarters; n.m. at a loss."""
    return share_price / trailing_eps_before_gains


@figure(
    label="EV / sales, next twelve months",
    unit="multiple",
    core=True,
    guards=(Guard(lambda forward_sales: forward_sales <= 0, "n.m.", "sales are not positive"),),
    reference="CFA Institute, Equity Asset Valuation",
)
def ev_to_sales(enterprise_value: Values, forward_sales: Values) -> Values:
    """Enterprise value over consensus sales; n.m. unless they are positive."""
    return enterprise_value / forward_sales


@figure(
    label="EV / EBIT, next twelve months",
    unit="multiple",
    core=True,
    guards=(Guard(lambda forward_ebit: forward_ebit <= 0, "n.m.", "EBIT is not positive"),),
    reference="CFA Institute, Equity Asset Valuation",
)
def ev_to_ebit(enterprise_value: Values, forward_ebit: Values) -> Values:
    """Enterprise value over consensus operating income; n.m. unless it is positive."""
    return enterprise_value / forward_ebit


@figure(
    label="Free cash flow yield", unit="rate", decimals=2, signed=True, reference="common ratio"
)
def free_cash_flow_yield(trailing_free_cash_flow: Values, market_cap: Values) -> Values:
    """Trailing free cash flow over market value; a negative yield is valid."""
    return trailing_free_cash_flow / market_cap


@figure(
    label="PEG on assumed growth",
    unit="multiple",
    decimals=2,
    guards=(Guard(lambda earnings_growth: earnings_growth < SLOWEST, "n.m.", "growth below 1%"),),
    increasing=("base_pe",),
    decreasing=("earnings_growth",),
    reference="Lynch, One Up on Wall Street (1989)",
)
def peg(base_pe: Values, earnings_growth: Values) -> Values:
    """P/E over the growth of earnings a year in per cent; n.m. where growth is below 1%."""
    return base_pe / (100 * earnings_growth)


@figure(
    label="Forward multiple against {benchmark}",
    unit="rate",
    decimals=0,
    signed=True,
    increasing=("forward_pe",),
    decreasing=("benchmark_forward_pe",),
    reference="common ratio",
)
def premium_to_benchmark_pe(forward_pe: Values, benchmark_forward_pe: Values) -> Values:
    """Premium (or discount, if negative) to the benchmark's forward P/E."""
    return forward_pe / benchmark_forward_pe - 1
