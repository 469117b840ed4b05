"""What the price asks a buyer to believe, and what the target asks on top of it."""

from __future__ import annotations

from itertools import accumulate

from reportgen.figures import Formula, Guard, Values, figure
from reportgen.formulas.cash_flow import NO_SALES, YEARS

NO_SHARES = Guard(lambda shares: shares <= 0, "error", "the share count must be above zero")


@figure(
    label="Value per share by years of value creation",
    unit="money_per_share",
    guards=(NO_SHARES,),
    body=(
        "(forecast_free_cash_flows × forecast_discount_factors summed over n years + "
        "forecast_profits[n] / forecast_costs_of_capital[n] × forecast_discount_factors[n] - net_debt + "
        "equity_stakes_value) / shares, n = 1 to 10"
    ),
    reference="Rappaport and Mauboussin, Expectations Investing (2001)",
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


def _asked_on_top(what: str, words: str, unit: str, *, core: bool = False) -> Formula:
    """What the way to the target asks a buyer to believe beyond what the price already does."""
    at_price, at_target = f"implied_{what}", f"implied_{what}_at_target"
    return Formula(
        name=f"extra_{what}_for_target",
        label=f"{words} the target asks on top of the price",
        unit=unit,
        signed=True,
        core=core,
        function=lambda at_target, at_price: at_target - at_price,
        parameters=(at_target, at_price),
        section="expectations",
        increasing=(at_target,),
        decreasing=(at_price,),
        body=f"{at_target} - {at_price}",
        sentence="What the way to the target asks a buyer to believe beyond what the price already does.",
        reference="Rappaport and Mauboussin, Expectations Investing (2001)",
    )


extra_revenue_growth_for_target = _asked_on_top(
    "revenue_growth", "Growth of sales", "points", core=True
)
extra_target_margin_for_target = _asked_on_top(
    "target_margin", "Operating margin", "points", core=True
)
extra_forecast_period_for_target = _asked_on_top(
    "forecast_period", "Years of value creation", "years"
)


@figure(
    label="Value by cash flows, all shares",
    unit="money",
    guards=(NO_SHARES,),
    increasing=("value_per_share", "shares"),
    reference="common definition",
)
def cash_flow_market_cap(value_per_share: Values, shares: Values) -> Values:
    """Value per share by free cash flows times the share count: to be set beside the market cap."""
    return value_per_share * shares


def _ten_year_growth(end: str, where: str) -> Formula:
    """Growth of sales a year over all ten years, fade included, that goes with an implied growth."""
    sales = f"implied_revenue_year_ten{end}"
    return Formula(
        name=f"implied_ten_year_growth{end}",
        label=f"Growth of sales a year over ten years {where}",
        unit="rate",
        function=lambda sales, base: (sales / base) ** (1 / YEARS) - 1,
        parameters=(sales, "trailing_net_sales"),
        section="expectations",
        guards=(NO_SALES,),
        increasing=(sales,),
        decreasing=("trailing_net_sales",),
        body=f"({sales} / trailing_net_sales) ** (1 / {YEARS}) - 1",
        sentence="Growth of sales a year over all ten years that goes with the implied growth.",
        reference="compound annual growth rate",
    )


implied_ten_year_growth = _ten_year_growth("", "in the price")
implied_ten_year_growth_at_target = _ten_year_growth("_at_target", "at the target")


@figure(
    label="Growth at the target over the base rate",
    unit="points",
    signed=True,
    increasing=("implied_ten_year_growth_at_target",),
    decreasing=("base_rate_growth",),
    reference="Mauboussin, Callahan and Majd, The Base Rate Book (2016)",
)
def growth_over_base_rate(
    implied_ten_year_growth_at_target: Values, base_rate_growth: Values
) -> Values:
    """How far the growth that the target implies stands above what companies of this size have done."""
    return implied_ten_year_growth_at_target - base_rate_growth


NO_MARKET = Guard(lambda market_size: market_size <= 0, "error", "the market must be above zero")


@figure(
    label="Share of the market the price implies in year ten",
    unit="rate",
    guards=(NO_MARKET,),
    increasing=("implied_revenue_year_ten",),
    decreasing=("market_size",),
    reference="common ratio",
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
    reference="common ratio",
)
def implied_market_share_at_target(
    implied_revenue_year_ten_at_target: Values, market_size: Values
) -> Values:
    """The same at the target."""
    return implied_revenue_year_ten_at_target / market_size
