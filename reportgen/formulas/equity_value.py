"""From cash flows to the value of a share: terminal value, failure, net debt, employee options."""

from __future__ import annotations

from functools import reduce
from operator import or_

from reportgen.figures import Guard, Values, either, exp, figure, log
from reportgen.formulas.cash_flow import ORIGINAL, larger
from reportgen.formulas.gap import POSITIVE_SHARES
from reportgen.formulas.probability import normal_cumulative

#: Stands for a standard deviation of zero: the option is then worth what exercise would bring.
LEAST_DEVIATION = 1e-12

COST_ABOVE_GROWTH = Guard(
    lambda terminal_cost_of_capital, terminal_growth: terminal_cost_of_capital <= terminal_growth,
    "error",
    "the cost of capital must be above terminal growth: else the value has no end",
)
RETURN_ABOVE_GROWTH = Guard(
    lambda terminal_return_on_capital, terminal_growth: (
        (terminal_return_on_capital <= terminal_growth) | (terminal_return_on_capital <= 0)
    ),
    "error",
    "the terminal return on capital must be above terminal growth and above zero: "
    "else growth costs more than the profit",
)


@figure(
    label="Terminal growth over the risk-free rate",
    unit="points",
    signed=True,
    increasing=("terminal_growth",),
    decreasing=("risk_free_rate",),
    guards=(
        Guard(
            lambda terminal_growth, risk_free_rate: terminal_growth > risk_free_rate,
            "note",
            "terminal growth above the risk-free rate",
        ),
    ),
    reference=ORIGINAL,
)
def terminal_growth_spread(terminal_growth: Values, risk_free_rate: Values) -> Values:
    """How far terminal growth stands above what is taken for the economy's growth (Damodaran)."""
    return terminal_growth - risk_free_rate


@figure(
    label="Free cash flow in the terminal year",
    unit="money",
    guards=(RETURN_ABOVE_GROWTH,),
    reference=ORIGINAL,
)
def terminal_free_cash_flow(
    forecast_operating_incomes: tuple[Values, ...],
    terminal_growth: Values,
    terminal_tax_rate: Values,
    terminal_return_on_capital: Values,
) -> Values:
    """Profit after tax of the year after year ten, less what its growth for ever costs.

    Terminal decline frees no capital, as in the original; a loss bears no tax. A return on capital at
    or below terminal growth is an error.
    """
    income = forecast_operating_incomes[-1] * (1 + terminal_growth)
    profit = income - terminal_tax_rate * larger(income, 0.0)
    return profit * (1 - larger(terminal_growth, 0.0) / terminal_return_on_capital)


@figure(
    label="Terminal value",
    unit="money",
    increasing=("terminal_free_cash_flow",),
    guards=(
        COST_ABOVE_GROWTH,
        Guard(
            lambda terminal_free_cash_flow: terminal_free_cash_flow <= 0,
            "note",
            "the forecast ends with nothing left for owners and lenders, for ever",
        ),
    ),
    reference="Gordon and Shapiro (1956)",
)
def terminal_value(
    terminal_free_cash_flow: Values, terminal_cost_of_capital: Values, terminal_growth: Values
) -> Values:
    """Value at the end of year ten of all later cash flows (Gordon and Shapiro, 1956).

    A cost of capital at or below terminal growth is an error.
    """
    return terminal_free_cash_flow / (terminal_cost_of_capital - terminal_growth)


@figure(
    label="Present value of the terminal value",
    unit="money",
    increasing=("terminal_value",),
    reference=ORIGINAL,
)
def present_value_of_terminal_value(
    terminal_value: Values, forecast_discount_factors: tuple[Values, ...]
) -> Values:
    """Terminal value times the discount factor of year ten."""
    return terminal_value * forecast_discount_factors[-1]


@figure(
    label="Present value of ten years of free cash flow",
    unit="money",
    body="sum of forecast_free_cash_flows × forecast_discount_factors",
    reference=ORIGINAL,
)
def present_value_of_free_cash_flows(
    forecast_free_cash_flows: tuple[Values, ...], forecast_discount_factors: tuple[Values, ...]
) -> Values:
    """What the ten years of the forecast are worth today, each taken at its end."""
    years = zip(forecast_free_cash_flows, forecast_discount_factors, strict=True)
    return sum(cash_flow * factor for cash_flow, factor in years)


@figure(
    label="Share of value from the terminal value",
    unit="rate",
    decimals=0,
    guards=(
        Guard(
            lambda present_value_of_terminal_value, present_value_of_free_cash_flows: (
                present_value_of_terminal_value + present_value_of_free_cash_flows <= 0
            ),
            "n.m.",
            "the cash flows are worth nothing",
        ),
    ),
    reference="common ratio",
)
def terminal_share_of_value(
    present_value_of_terminal_value: Values, present_value_of_free_cash_flows: Values
) -> Values:
    """How much of the value lies beyond year ten; above 100% where the ten years consume cash."""
    whole = present_value_of_terminal_value + present_value_of_free_cash_flows
    return present_value_of_terminal_value / whole


@figure(
    label="Value of operations with no growth",
    unit="money",
    increasing=("base_operating_income",),
    decreasing=("cash_tax_rate", "cost_of_capital"),
    guards=(
        Guard(
            lambda base_operating_income: base_operating_income <= 0,
            "n.m.",
            "operating income is not positive",
        ),
        Guard(
            lambda cost_of_capital: cost_of_capital <= 0,
            "error",
            "the cost of capital must be above zero",
        ),
    ),
    reference="Miller and Modigliani (1961)",
)
def value_from_steady_state(
    base_operating_income: Values, cash_tax_rate: Values, cost_of_capital: Values
) -> Values:
    """Today's operating profit after tax, for ever; the rest of the value is growth and margin."""
    return base_operating_income * (1 - cash_tax_rate) / cost_of_capital


@figure(
    label="Value of operations",
    unit="money",
    increasing=("present_value_of_free_cash_flows", "present_value_of_terminal_value"),
    guards=(
        Guard(
            lambda failure_probability: (failure_probability < 0) | (failure_probability > 1),
            "error",
            "a probability must lie between 0 and 100%",
        ),
        Guard(
            lambda failure_proceeds: (failure_proceeds < 0) | (failure_proceeds > 1),
            "error",
            "the proceeds of failure must lie between 0 and 100% of the value",
        ),
    ),
    reference=ORIGINAL,
)
def operating_assets_value(
    present_value_of_free_cash_flows: Values,
    present_value_of_terminal_value: Values,
    failure_probability: Values,
    failure_proceeds: Values,
) -> Values:
    """Value as a going concern, less what is lost where the company fails."""
    going_concern = present_value_of_free_cash_flows + present_value_of_terminal_value
    return going_concern * (1 - failure_probability * (1 - failure_proceeds))


@figure(
    label="Value of equity",
    unit="money",
    increasing=("operating_assets_value", "equity_stakes_value"),
    decreasing=("net_debt",),
    guards=(
        Guard(
            lambda operating_assets_value, net_debt, equity_stakes_value: (
                operating_assets_value - net_debt + equity_stakes_value <= 0
            ),
            "note",
            "debt exceeds what is owned: these cash flows leave nothing for shareholders",
        ),
    ),
    reference=ORIGINAL,
)
def equity_value(
    operating_assets_value: Values, net_debt: Values, equity_stakes_value: Values
) -> Values:
    """What belongs to shareholders and to holders of employee options together."""
    return operating_assets_value - net_debt + equity_stakes_value


@figure(
    label="Value of employee options",
    unit="money",
    increasing=("equity_value", "option_volatility", "risk_free_rate"),
    decreasing=("shares",),
    guards=(
        POSITIVE_SHARES,
        Guard(
            lambda option_strikes: reduce(or_, (strike <= 0 for strike in option_strikes), False),  # noqa: FBT003 - where a chain of "or" starts
            "error",
            "strike prices must be above zero",
        ),
        Guard(
            lambda option_maturity, option_volatility: (
                (option_maturity < 0) | (option_volatility < 0)
            ),
            "error",
            "the options' maturity and volatility cannot be negative",
        ),
    ),
    body=(
        "sum of option_counts × Black-Scholes call(equity_value / (shares + all option_counts), "
        "option_strikes, option_maturity, option_volatility, risk_free_rate)"
    ),
    reference="Black and Scholes (1973), diluted as in Damodaran, fcffsimpleginzu",
)
def option_value(
    equity_value: Values,
    shares: Values,
    option_counts: tuple[Values, ...],
    option_strikes: tuple[Values, ...],
    option_maturity: Values,
    option_volatility: Values,
    risk_free_rate: Values,
) -> Values:
    """All employee options by Black-Scholes on the diluted value of a share; 0 where there are none.

    The diluted value is (shares × value per share + options × value per option) / (shares + options),
    which rests on the result. Its numerator is the value of equity, so the circle closes at once.
    """
    diluted = equity_value / (shares + sum(option_counts))
    grants = zip(option_counts, option_strikes, strict=True)
    return sum(
        (
            count * call_value(diluted, strike, option_maturity, option_volatility, risk_free_rate)
            for count, strike in grants
        ),
        0.0,
    )


@figure(
    label="Value per share",
    unit="money_per_share",
    increasing=("equity_value",),
    decreasing=("option_value",),
    guards=(POSITIVE_SHARES,),
    reference=ORIGINAL,
)
def value_per_share(equity_value: Values, option_value: Values, shares: Values) -> Values:
    """What is left for each share outstanding after the options; negative where debt is larger."""
    return (equity_value - option_value) / shares


def call_value(
    share_value: Values, strike: Values, maturity: Values, volatility: Values, rate: Values
) -> Values:
    """A call on a share without dividends (Black and Scholes, 1973); 0 on a worthless share."""
    worth = share_value > 0
    share = either(worth, share_value, strike)
    deviation = larger(volatility * maturity**0.5, LEAST_DEVIATION)
    discounted = strike * exp(-rate * maturity)
    distance = log(share / discounted) / deviation + deviation / 2
    exercised = discounted * normal_cumulative(distance - deviation)
    return either(worth, share * normal_cumulative(distance) - exercised, 0.0)
