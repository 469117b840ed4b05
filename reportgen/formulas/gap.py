"""The valuation gap: how far the market capitalization is from the target.

Conventions: money in full units of the company's currency, rates as decimals, dates as day numbers,
years by ACT/365 (the convention of XIRR).
"""

from __future__ import annotations

from reportgen.figures import Guard, Values, either, figure

DAYS_PER_YEAR = 365

POSITIVE_PRICE = Guard(
    lambda share_price: share_price <= 0, "error", "the share price must be greater than zero"
)
POSITIVE_SHARES = Guard(lambda shares: shares <= 0, "error", "the share count must be above zero")
POSITIVE_CAP = Guard(lambda market_cap: market_cap <= 0, "error", "market cap must be above zero")
POSITIVE_TARGET = Guard(
    lambda target_market_cap: target_market_cap <= 0, "error", "the target must be above zero"
)
#: Nearer than this the rate a year of what is left says nothing, in any number of digits.
SHORTEST = 30 / DAYS_PER_YEAR
HORIZON_NEAR = Guard(
    lambda years_to_horizon: (years_to_horizon > 0) & (years_to_horizon < SHORTEST),
    "n.m.",
    "less than a month to the horizon: a rate a year would mislead",
)
HORIZON_PASSED = Guard(lambda years_to_horizon: years_to_horizon <= 0, "n.m.", "horizon passed")


@figure(
    label="Market capitalization",
    unit="money",
    core=True,
    increasing=("share_price", "shares"),
    guards=(POSITIVE_PRICE, POSITIVE_SHARES),
    reference="common definition",
)
def market_cap(share_price: Values, shares: Values) -> Values:
    """Price times shares on the thesis's basis, basic or diluted; neither may be zero or less."""
    return share_price * shares


@figure(
    label="Gap between quoted and computed market cap",
    unit="rate",
    signed=True,
    reference="common ratio",
)
def market_cap_on_quoted(quoted_market_cap: Values, market_cap: Values) -> Values:
    """How far a quoted market capitalization lies from price times shares; `check` refuses too much."""
    return quoted_market_cap / market_cap - 1


@figure(
    label="Shares added by options",
    unit="shares",
    increasing=("share_price",),
    guards=(POSITIVE_PRICE,),
    reference="ASC 260-10-45-23 (treasury stock method)",
)
def incremental_option_shares(
    share_price: Values, option_counts: Values, option_strikes: Values
) -> Values:
    """Shares that exercised options add net of what their proceeds buy back (treasury stock method).

    Options out of the money add nothing, never a negative number (ASC 260-10-45-23).
    """
    return sum(
        count * either(strike < share_price, 1 - strike / share_price, 0.0)
        for count, strike in zip(option_counts, option_strikes, strict=True)
    )


@figure(
    label="Diluted shares, treasury stock method",
    unit="shares",
    core=True,
    increasing=("shares_outstanding", "restricted_stock_units", "incremental_option_shares"),
    reference="house definition, after ASC 260-10-45 (treasury stock method)",
)
def diluted_shares_outstanding(
    shares_outstanding: Values, restricted_stock_units: Values, incremental_option_shares: Values
) -> Values:
    """Shares outstanding plus unvested stock units plus what options add; n/a while one is missing.

    Stock units count in full: the standard would buy some back with the pay not yet earned.
    """
    return shares_outstanding + restricted_stock_units + incremental_option_shares


@figure(
    label="Market cap on reported diluted shares",
    unit="money",
    increasing=("share_price", "diluted_shares"),
    guards=(POSITIVE_PRICE,),
    reference="common definition",
)
def diluted_market_cap(share_price: Values, diluted_shares: Values) -> Values:
    """Price times the quarter's weighted diluted share count, as the company reports it."""
    return share_price * diluted_shares


@figure(
    label="Enterprise value",
    unit="money",
    increasing=("diluted_market_cap", "debt", "leases", "minority_interests", "preferred_stock"),
    decreasing=("cash_and_securities", "equity_stakes"),
    reference="CFA Institute, Equity Asset Valuation",
)
def enterprise_value(
    diluted_market_cap: Values,
    debt: Values,
    leases: Values,
    minority_interests: Values,
    preferred_stock: Values,
    cash_and_securities: Values,
    equity_stakes: Values,
) -> Values:
    """What all providers of capital hold, net of cash and stakes; n/a while any part is missing."""
    claims = diluted_market_cap + debt + leases + minority_interests + preferred_stock
    return claims - cash_and_securities - equity_stakes


@figure(
    label="Required upside",
    unit="rate",
    decimals=0,
    core=True,
    guards=(
        POSITIVE_CAP,
        POSITIVE_TARGET,
        Guard(
            lambda target_market_cap, market_cap: market_cap >= target_market_cap,
            "note",
            "target reached; the cap stands above it",
            "reached",
        ),
    ),
    increasing=("target_market_cap",),
    decreasing=("market_cap",),
    reference="common ratio",
)
def required_upside(target_market_cap: Values, market_cap: Values) -> Values:
    """Rise in market value still needed to reach the target; prints "reached" from the target on."""
    return target_market_cap / market_cap - 1


@figure(
    label="Gap to the target",
    unit="money",
    core=True,
    increasing=("target_market_cap",),
    decreasing=("market_cap",),
    reference="common definition",
)
def market_cap_gap(target_market_cap: Values, market_cap: Values) -> Values:
    """Market value still missing; negative above the target."""
    return target_market_cap - market_cap


@figure(
    label="Share of the target attained",
    unit="rate",
    decimals=0,
    core=True,
    increasing=("market_cap",),
    decreasing=("target_market_cap",),
    reference="common ratio",
)
def attained_share(market_cap: Values, target_market_cap: Values) -> Values:
    """Market value as a share of the target; more than 100% above it."""
    return market_cap / target_market_cap


@figure(label="Years to the horizon", unit="years", core=True, reference="XIRR convention, ACT/365")
def years_to_horizon(horizon_date: Values, as_of: Values) -> Values:
    """Time left in years, ACT/365; negative once the horizon has passed."""
    return (horizon_date - as_of) / DAYS_PER_YEAR


@figure(
    label="Shares at the horizon",
    unit="shares",
    guards=(
        POSITIVE_SHARES,
        Guard(
            lambda share_count_growth: share_count_growth <= -1,
            "error",
            "the share count cannot shrink by 100% a year or more",
        ),
    ),
    increasing=(
        "shares",
        "share_count_growth",
    ),
    reference="house definition",
)
def horizon_shares(shares: Values, share_count_growth: Values, years_to_horizon: Values) -> Values:
    """Share count grown at the house's net rate of dilution up to the horizon.

    A count of zero or less, or a rate of -100% or less, stops the build.
    """
    return shares * (1 + share_count_growth) ** years_to_horizon


@figure(
    label="Implied target price",
    unit="money_per_share",
    core=True,
    increasing=("target_market_cap",),
    decreasing=("horizon_shares",),
    reference="house definition",
)
def implied_price(target_market_cap: Values, horizon_shares: Values) -> Values:
    """Price per share at which the target is met with the share count expected at the horizon."""
    return target_market_cap / horizon_shares


@figure(
    label="Required growth a year",
    unit="rate",
    core=True,
    guards=(POSITIVE_CAP, HORIZON_PASSED, HORIZON_NEAR),
    increasing=("target_market_cap",),
    decreasing=("market_cap",),
    reference="compound annual growth rate; XIRR convention, ACT/365",
)
def required_cagr(
    target_market_cap: Values, market_cap: Values, years_to_horizon: Values
) -> Values:
    """Constant growth of market value a year that reaches the target at the horizon, ACT/365.

    It is n.m. once the horizon has passed, and within a month of it.
    """
    return (target_market_cap / market_cap) ** (1 / years_to_horizon) - 1


@figure(
    label="Required growth over cost of equity",
    unit="points",
    signed=True,
    increasing=("required_cagr",),
    decreasing=("cost_of_equity",),
    reference="common definition",
)
def cost_of_equity_spread(required_cagr: Values, cost_of_equity: Values) -> Values:
    """What the thesis asks beyond what shareholders demand anyway, in percentage points."""
    return required_cagr - cost_of_equity


@figure(
    label="Required shareholder return a year, before dividends",
    unit="rate",
    increasing=("required_cagr",),
    decreasing=("share_count_growth",),
    reference="common definition",
)
def required_price_return(required_cagr: Values, share_count_growth: Values) -> Values:
    """Growth of the price per share a year: growth of the cap less dilution, compounded."""
    return (1 + required_cagr) / (1 + share_count_growth) - 1


@figure(
    label="Required shareholder return a year",
    unit="rate",
    core=True,
    increasing=("required_price_return", "dividend_yield"),
    reference="total shareholder return, dividends reinvested (SEC Regulation S-K Item 201(e))",
)
def required_shareholder_return(required_price_return: Values, dividend_yield: Values) -> Values:
    """Price growth a year with the dividend yield reinvested."""
    return (1 + required_price_return) * (1 + dividend_yield) - 1


@figure(
    label="Required shareholder return, cumulative",
    unit="rate",
    increasing=("required_shareholder_return",),
    guards=(HORIZON_PASSED,),
    reference="total shareholder return, dividends reinvested (SEC Regulation S-K Item 201(e))",
)
def required_cumulative_shareholder_return(
    required_shareholder_return: Values, years_to_horizon: Values
) -> Values:
    """Required shareholder return over all the time left; n.m. once the horizon has passed."""
    return (1 + required_shareholder_return) ** years_to_horizon - 1


@figure(
    label="Market cap relative to {benchmark}",
    unit="multiple",
    increasing=("market_cap",),
    decreasing=("benchmark_market_cap",),
    reference="common ratio",
)
def market_cap_multiple(market_cap: Values, benchmark_market_cap: Values) -> Values:
    """Size beside the benchmark; a stale price of either marks it as stale (†)."""
    return market_cap / benchmark_market_cap
