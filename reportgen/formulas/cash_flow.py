"""Ten years of free cash flow to the firm, from today's sales to the discount factor of year ten.

The mechanics are those of Damodaran's fcffsimpleginzu: an early rate for five years, then a straight
line to the terminal one; margins in a straight line to their target; capital bought by new sales; tax
on a loss only by what is carried forward. A series holds ten values, one a year.
"""

from __future__ import annotations

import math
from itertools import accumulate, pairwise

from reportgen.figures import Guard, Values, either, figure

YEARS = 10
#: After this many years the early rates begin to move to the terminal ones.
EARLY_YEARS = 5
LONGEST_LAG = 3
#: The spreadsheet whose mechanics these are.
ORIGINAL = "Damodaran, fcffsimpleginzu"

NO_SALES = Guard(lambda trailing_net_sales: trailing_net_sales <= 0, "n.m.", "there are no sales")
NEGATIVE_LOSS = Guard(
    lambda net_operating_loss: net_operating_loss < 0,
    "error",
    "losses carried forward are given as a positive amount",
)
WRONG_LAG = Guard(
    lambda reinvestment_lag: (
        (reinvestment_lag < 0) | (reinvestment_lag > LONGEST_LAG) | (reinvestment_lag % 1 != 0)
    ),
    "error",
    "the reinvestment lag must be 0, 1, 2 or 3 years",
)


def larger(first: Values, second: Values) -> Values:
    """The larger of two numbers, element by element."""
    return either(first > second, first, second)


def _through_the_years(first: Values, early: Values, terminal: Values) -> tuple[Values, ...]:
    """The first year, the early rate up to year five, then a straight line to the terminal rate."""
    fading = YEARS - EARLY_YEARS
    fade = (terminal - (terminal - early) * (left / fading) for left in reversed(range(fading)))
    return (first, *(early,) * (EARLY_YEARS - 1), *fade)


@figure(
    label="Operating income the forecast starts from",
    unit="money",
    increasing=("trailing_operating_income", "research_adjustment"),
    reference="Damodaran, Research and Development Expenses (1999)",
)
def base_operating_income(trailing_operating_income: Values, research_adjustment: Values) -> Values:
    """Operating income of the last four quarters, as if research had been bought as an asset."""
    return trailing_operating_income + research_adjustment


@figure(
    label="Operating margin the forecast starts from",
    unit="rate",
    increasing=("base_operating_income",),
    guards=(NO_SALES,),
    reference="common ratio",
)
def base_operating_margin(base_operating_income: Values, trailing_net_sales: Values) -> Values:
    """Adjusted operating income over sales of the last four quarters; n.m. without sales."""
    return base_operating_income / trailing_net_sales


@figure(
    label="Growth of sales, years one to ten",
    unit="rate",
    guards=(
        Guard(
            lambda first_year_growth, revenue_growth, terminal_growth: (
                (first_year_growth <= -1) | (revenue_growth <= -1) | (terminal_growth <= -1)
            ),
            "error",
            "sales cannot fall by 100% or more a year",
        ),
    ),
    body="first_year_growth; revenue_growth to year 5; in a straight line to terminal_growth in year 10",
    reference=ORIGINAL,
)
def forecast_growth(
    first_year_growth: Values, revenue_growth: Values, terminal_growth: Values
) -> tuple[Values, ...]:
    """Growth of sales in each year: given for five years, then fading to terminal growth."""
    return _through_the_years(first_year_growth, revenue_growth, terminal_growth)


@figure(
    label="Sales, years one to ten",
    unit="money",
    guards=(NO_SALES,),
    body="the year before × (1 + forecast_growth), from trailing_net_sales",
    reference=ORIGINAL,
)
def forecast_revenues(
    trailing_net_sales: Values, forecast_growth: tuple[Values, ...]
) -> tuple[Values, ...]:
    """Sales of each year; n.m. where there are none to grow from."""
    return _grown(trailing_net_sales, forecast_growth)


def _grown(start: Values, growth: tuple[Values, ...]) -> tuple[Values, ...]:
    return tuple(accumulate(growth, lambda sales, rate: sales * (1 + rate), initial=start))[1:]


@figure(label="Sales in year ten", unit="money", reference=ORIGINAL)
def forecast_revenue_year_ten(forecast_revenues: tuple[Values, ...]) -> Values:
    """Sales of the last year of the forecast, to be set against the size of the market."""
    return forecast_revenues[-1]


@figure(
    label="Operating margin, years one to ten",
    unit="rate",
    guards=(
        Guard(
            lambda margin_convergence_years: margin_convergence_years < 0,
            "error",
            "the years to the target margin cannot be negative",
        ),
    ),
    body="in a straight line from base_operating_margin to target_margin in margin_convergence_years",
    reference=ORIGINAL,
)
def forecast_margins(
    base_operating_margin: Values, target_margin: Values, margin_convergence_years: Values
) -> tuple[Values, ...]:
    """Operating margin of each year; with no years to converge in, the target from year one."""
    gap = target_margin - base_operating_margin
    return tuple(
        target_margin - gap * (1 - year / larger(margin_convergence_years, year))
        for year in range(1, YEARS + 1)
    )


@figure(
    label="Operating income, years one to ten",
    unit="money",
    body="forecast_revenues × forecast_margins",
    reference=ORIGINAL,
)
def forecast_operating_incomes(
    forecast_revenues: tuple[Values, ...], forecast_margins: tuple[Values, ...]
) -> tuple[Values, ...]:
    """Operating income of each year, before tax."""
    years = zip(forecast_revenues, forecast_margins, strict=True)
    return tuple(sales * margin for sales, margin in years)


@figure(
    label="Tax rate, years one to ten",
    unit="rate",
    guards=(
        Guard(
            lambda cash_tax_rate, terminal_tax_rate: (
                (cash_tax_rate < 0)
                | (cash_tax_rate >= 1)
                | (terminal_tax_rate < 0)
                | (terminal_tax_rate >= 1)
            ),
            "error",
            "a tax rate must be at least zero and below 100%",
        ),
    ),
    body="cash_tax_rate to year 5; in a straight line to terminal_tax_rate in year 10",
    reference=ORIGINAL,
)
def forecast_tax_rates(cash_tax_rate: Values, terminal_tax_rate: Values) -> tuple[Values, ...]:
    """What is paid on operating income in each year, before losses carried forward."""
    return _through_the_years(cash_tax_rate, cash_tax_rate, terminal_tax_rate)


@figure(
    label="Operating profit after tax, years one to ten",
    unit="money",
    guards=(NEGATIVE_LOSS,),
    body=(
        "forecast_operating_incomes - forecast_tax_rates × what exceeds net_operating_loss; "
        "losses are added to it, profits use it up"
    ),
    reference=ORIGINAL,
)
def forecast_profits(
    forecast_operating_incomes: tuple[Values, ...],
    forecast_tax_rates: tuple[Values, ...],
    net_operating_loss: Values,
) -> tuple[Values, ...]:
    """NOPAT of each year: a loss bears no tax and shelters later profits, and that is all it does."""
    profits, carried = [], net_operating_loss
    for income, rate in zip(forecast_operating_incomes, forecast_tax_rates, strict=True):
        profits.append(income - rate * larger(income - carried, 0.0))
        carried = larger(carried - income, 0.0)
    return tuple(profits)


@figure(
    label="Reinvestment, years one to ten",
    unit="money",
    guards=(
        WRONG_LAG,
        Guard(
            lambda sales_to_capital, later_sales_to_capital: (
                (sales_to_capital <= 0) | (later_sales_to_capital <= 0)
            ),
            "error",
            "sales to capital must be above zero",
        ),
    ),
    body=(
        "rise of forecast_revenues (trailing_net_sales before year 1, terminal_growth after year 10) "
        "reinvestment_lag years later / sales_to_capital; later_sales_to_capital from year 6"
    ),
    reference=ORIGINAL,
)
def forecast_reinvestments(
    trailing_net_sales: Values,
    forecast_revenues: tuple[Values, ...],
    terminal_growth: Values,
    sales_to_capital: Values,
    later_sales_to_capital: Values,
    reinvestment_lag: Values,
) -> tuple[Values, ...]:
    """Capital spent in each year for the sales it adds, in that year or up to three years later.

    Falling sales release capital, as in the original.
    """
    beyond = _grown(forecast_revenues[-1], (terminal_growth,) * LONGEST_LAG)
    sales = (trailing_net_sales, *forecast_revenues, *beyond)
    rises = [after - before for before, after in pairwise(sales)]
    ratios = (sales_to_capital,) * EARLY_YEARS + (later_sales_to_capital,) * (YEARS - EARLY_YEARS)
    return tuple(
        _lagged(rises[year : year + LONGEST_LAG + 1], reinvestment_lag) / ratio
        for year, ratio in enumerate(ratios)
    )


def _lagged(rises: list[Values], lag: Values) -> Values:
    """The rise that many years ahead; not a number for a lag that there is not."""
    chosen: Values = math.nan
    for years, rise in enumerate(rises):
        chosen = either(lag == years, rise, chosen)
    return chosen


@figure(
    label="Free cash flow to the firm, years one to ten",
    unit="money",
    body="forecast_profits - forecast_reinvestments",
    reference=ORIGINAL,
)
def forecast_free_cash_flows(
    forecast_profits: tuple[Values, ...], forecast_reinvestments: tuple[Values, ...]
) -> tuple[Values, ...]:
    """What each year leaves for lenders and owners; stock-based pay is a cost and not added back."""
    years = zip(forecast_profits, forecast_reinvestments, strict=True)
    return tuple(profit - reinvestment for profit, reinvestment in years)


@figure(
    label="Cost of capital, years one to ten",
    unit="rate",
    guards=(
        Guard(
            lambda cost_of_capital, terminal_cost_of_capital: (
                (cost_of_capital <= 0) | (terminal_cost_of_capital <= 0)
            ),
            "error",
            "the cost of capital must be above zero",
        ),
    ),
    body="cost_of_capital to year 5; in a straight line to terminal_cost_of_capital in year 10",
    reference=ORIGINAL,
)
def forecast_costs_of_capital(
    cost_of_capital: Values, terminal_cost_of_capital: Values
) -> tuple[Values, ...]:
    """The rate at which each year is discounted by one year."""
    return _through_the_years(cost_of_capital, cost_of_capital, terminal_cost_of_capital)


@figure(
    label="Discount factor, years one to ten",
    unit="number",
    decimals=3,
    body="the year before / (1 + forecast_costs_of_capital), from 1",
    reference=ORIGINAL,
)
def forecast_discount_factors(forecast_costs_of_capital: tuple[Values, ...]) -> tuple[Values, ...]:
    """What one unit of money at the end of each year is worth today."""
    costs = forecast_costs_of_capital
    return tuple(accumulate(costs, lambda factor, cost: factor / (1 + cost), initial=1.0))[1:]
