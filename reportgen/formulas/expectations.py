"""What the price asks a buyer to believe, and what the target asks on top of it."""

from __future__ import annotations

from itertools import accumulate

from reportgen.figures import Guard, Values, figure

NO_SHARES = Guard(lambda shares: shares <= 0, "error", "the share count must be above zero")


@figure(
    label="Value per share by years of value creation",
    unit="money_per_share",
    guards=(NO_SHARES,),
    body=(
        "(present value of the free cash flows of n years + forecast_profits[n] / "
        "forecast_costs_of_capital[n] × forecast_discount_factors[n] - net_debt + "
        "equity_stakes_value) / shares, n = 1 to 10"
    ),
)
def value_by_forecast_period(
    forecast_free_cash_flows: tuple[Values, ...],
    forecast_profits: tuple[Values, ...],
    forecast_costs_of_capital: tuple[Values, ...],
    forecast_discount_factors: tuple[Values, ...],
    net_debt: Values,
    equity_stakes_value: Values,
    shares: Values,
) -> tuple[Values, ...]:
    """Worth of a share if new capital earns more than it costs for n years, and no longer.

    After them profits go on for ever without growth that adds value (Rappaport and Mauboussin,
    Expectations Investing, 2001). Options and failure are left out.
    """
    flows = accumulate(
        flow * factor
        for flow, factor in zip(forecast_free_cash_flows, forecast_discount_factors, strict=True)
    )
    years = zip(
        flows, forecast_profits, forecast_costs_of_capital, forecast_discount_factors, strict=True
    )
    return tuple(
        (flow + profit / cost * factor - net_debt + equity_stakes_value) / shares
        for flow, profit, cost, factor in years
    )


@figure(
    label="Growth of sales the target asks on top of the price",
    unit="points",
    signed=True,
    core=True,
    increasing=("implied_revenue_growth_at_target",),
    decreasing=("implied_revenue_growth",),
)
def extra_revenue_growth_for_target(
    implied_revenue_growth_at_target: Values, implied_revenue_growth: Values
) -> Values:
    """What the way to the target asks a buyer to believe in growth, in percentage points a year."""
    return implied_revenue_growth_at_target - implied_revenue_growth


@figure(
    label="Operating margin the target asks on top of the price",
    unit="points",
    signed=True,
    core=True,
    increasing=("implied_target_margin_at_target",),
    decreasing=("implied_target_margin",),
)
def extra_target_margin_for_target(
    implied_target_margin_at_target: Values, implied_target_margin: Values
) -> Values:
    """The same in operating margin."""
    return implied_target_margin_at_target - implied_target_margin


@figure(
    label="Years of value creation the target asks on top of the price",
    unit="years",
    signed=True,
    increasing=("implied_forecast_period_at_target",),
    decreasing=("implied_forecast_period",),
)
def extra_forecast_period_for_target(
    implied_forecast_period_at_target: Values, implied_forecast_period: Values
) -> Values:
    """The same in years in which new capital earns more than it costs."""
    return implied_forecast_period_at_target - implied_forecast_period


NO_MARKET = Guard(lambda market_size: market_size <= 0, "error", "the market must be above zero")


@figure(
    label="Share of the market the price implies in year ten",
    unit="rate",
    guards=(NO_MARKET,),
    increasing=("implied_revenue_year_ten",),
    decreasing=("market_size",),
)
def implied_market_share(implied_revenue_year_ten: Values, market_size: Values) -> Values:
    """Sales that the price implies in year ten over the market the house states."""
    return implied_revenue_year_ten / market_size


@figure(
    label="Share of the market the target implies in year ten",
    unit="rate",
    guards=(NO_MARKET,),
    increasing=("implied_revenue_year_ten_at_target",),
    decreasing=("market_size",),
)
def implied_market_share_at_target(
    implied_revenue_year_ten_at_target: Values, market_size: Values
) -> Values:
    """The same at the target."""
    return implied_revenue_year_ten_at_target / market_size
