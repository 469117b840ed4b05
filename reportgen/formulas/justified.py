"""Multiples that fundamentals justify, and the return that a multiple at the horizon leaves.

Two roads to a justified multiple: what is paid out and grows for ever (Gordon, 1962), and growth that
costs capital for some years and adds nothing after them (Mauboussin and Callahan, 2014). The return of
a holder is income, growth and repricing (Grinold and Kroner, 2002).
"""

from __future__ import annotations

from reportgen.figures import Guard, Values, figure
from reportgen.formulas.gap import HORIZON_NEAR, HORIZON_PASSED, POSITIVE_PRICE
from reportgen.formulas.rerating import LOSS, logarithmic_mean

#: Longer than this no company has kept a return above its cost of capital.
LONGEST = 100
SHRINKING = "earnings cannot shrink by 100% a year or more"

POSITIVE_COST = Guard(
    lambda cost_of_equity: cost_of_equity <= 0, "error", "the cost of equity must be above zero"
)
GROWS_TOO_FAST = Guard(
    lambda cost_of_equity, perpetual_growth: cost_of_equity <= perpetual_growth,
    "error",
    "growth >= required return",
)
PERPETUAL_SHRINKING = Guard(lambda perpetual_growth: perpetual_growth <= -1, "error", SHRINKING)
NO_PAYOUT = Guard(
    lambda payout_ratio: payout_ratio <= 0, "n.m.", "nothing is paid out that could be valued"
)
GORDON = (POSITIVE_COST, GROWS_TOO_FAST, PERPETUAL_SHRINKING, NO_PAYOUT)


def _worthless(
    cost_of_equity: Values,
    excess_growth: Values,
    return_on_new_capital: Values,
    excess_years: Values,
) -> Values:
    return (
        warranted_forward_pe(cost_of_equity, excess_growth, return_on_new_capital, excess_years)
        <= 0
    )


WARRANTED = (
    POSITIVE_COST,
    Guard(
        lambda return_on_new_capital: return_on_new_capital <= 0,
        "error",
        "the return on new capital must be above zero",
    ),
    Guard(lambda excess_growth: excess_growth <= -1, "error", SHRINKING),
    Guard(
        lambda excess_years: (excess_years < 0) | (excess_years > LONGEST),
        "error",
        f"the years of excess growth must lie between 0 and {LONGEST}",
    ),
    Guard(
        _worthless,
        "n.m.",
        "the growth costs more than all earnings are worth",
    ),
    Guard(
        lambda excess_growth, return_on_new_capital: excess_growth > return_on_new_capital,
        "note",
        "the growth needs more capital than is earned: outsiders pay the rest",
    ),
)


@figure(
    label="Justified forward P/E",
    unit="multiple",
    guards=GORDON,
    increasing=("payout_ratio", "perpetual_growth"),
    decreasing=("cost_of_equity",),
    reference="Gordon (1962)",
)
def justified_forward_pe(
    payout_ratio: Values, cost_of_equity: Values, perpetual_growth: Values
) -> Values:
    """Multiple of next year's earnings that a payout growing for ever is worth (Gordon, 1962).

    Growth at or above the cost of equity is a contradiction; without a payout it is n.m.
    """
    return payout_ratio / (cost_of_equity - perpetual_growth)


@figure(
    label="Justified trailing P/E",
    unit="multiple",
    guards=GORDON,
    increasing=("payout_ratio", "perpetual_growth"),
    decreasing=("cost_of_equity",),
    reference="Gordon (1962)",
)
def justified_trailing_pe(
    payout_ratio: Values, cost_of_equity: Values, perpetual_growth: Values
) -> Values:
    """The same on the earnings of the last year, which have a year's growth before them.

    Invalid where the forward one is.
    """
    return payout_ratio * (1 + perpetual_growth) / (cost_of_equity - perpetual_growth)


@figure(
    label="Forward P/E warranted by growth and its cost",
    unit="multiple",
    guards=WARRANTED,
    reference="Mauboussin and Callahan (2014)",
)
def warranted_forward_pe(
    cost_of_equity: Values,
    excess_growth: Values,
    return_on_new_capital: Values,
    excess_years: Values,
) -> Values:
    """Multiple worth paying when growth for some years costs capital and later growth adds nothing.

    Each year's earnings less what the growth costs, g / R of them, then level earnings for ever
    (Mauboussin and Callahan, What Does a Price-Earnings Multiple Mean?, 2014). A cost of equity or a
    return on new capital of zero or less is a contradiction; a multiple that comes out negative is
    n.m. Growth above the return is valid and noted. Parts of a year are interpolated.
    """
    # A geometric series of n terms is n L(x^n, 1) / L(x, 1): exact where growth equals the cost too.
    yearly = (1 + excess_growth) / (1 + cost_of_equity)
    lasting = yearly**excess_years
    terms = excess_years * logarithmic_mean(lasting, 1.0) / logarithmic_mean(yearly, 1.0)
    paid_out = (1 - excess_growth / return_on_new_capital) / (1 + cost_of_equity)
    return paid_out * terms + lasting / cost_of_equity


@figure(
    label="Price of level earnings",
    unit="money_per_share",
    guards=(
        POSITIVE_COST,
        Guard(lambda forward_earnings_per_share: forward_earnings_per_share <= 0, "n.m.", LOSS),
    ),
    increasing=("forward_earnings_per_share",),
    decreasing=("cost_of_equity",),
    reference="Miller and Modigliani (1961)",
)
def steady_state_price(forward_earnings_per_share: Values, cost_of_equity: Values) -> Values:
    """Value a share if earnings stay level for ever (Miller and Modigliani, 1961); n.m. at a loss."""
    return forward_earnings_per_share / cost_of_equity


@figure(
    label="Share of the price that pays for growth",
    unit="rate",
    decimals=0,
    guards=(POSITIVE_PRICE,),
    increasing=("share_price",),
    decreasing=("steady_state_price",),
    reference="Brealey and Myers, Principles of Corporate Finance",
)
def growth_share_of_price(steady_state_price: Values, share_price: Values) -> Values:
    """Present value of growth opportunities over the price (Brealey and Myers).

    A negative share is valid and keeps its sign: the price is below that of level earnings.
    """
    return 1 - steady_state_price / share_price


@figure(
    label="Return a year at the house's exit multiple, before dividends",
    unit="rate",
    signed=True,
    guards=(
        HORIZON_PASSED,
        HORIZON_NEAR,
        Guard(lambda earnings_growth: earnings_growth <= -1, "error", SHRINKING),
        Guard(lambda exit_multiple: exit_multiple <= 0, "error", "a multiple must be above zero"),
        Guard(lambda base_pe: base_pe <= 0, "n.m.", LOSS),
    ),
    increasing=("earnings_growth", "exit_multiple"),
    decreasing=("base_pe",),
    reference="Grinold and Kroner (2002), compounded",
)
def expected_return_at_exit_multiple(
    earnings_growth: Values, exit_multiple: Values, base_pe: Values, years_to_horizon: Values
) -> Values:
    """Growth of earnings per share and the change of multiple as one rate a year, compounded.

    Dividends are left out: add the yield. Share count changes are in the earnings per share. The
    horizon passed, or less than a month away, is n.m., and so is a multiple today on a loss.
    """
    return (1 + earnings_growth) * (exit_multiple / base_pe) ** (1 / years_to_horizon) - 1


def grinold_kroner_return(
    dividend_yield: Values,
    share_change: Values,
    inflation: Values,
    real_growth: Values,
    multiple_change: Values,
) -> Values:
    """Expected return a year: income, growth and repricing, added (Grinold and Kroner, 2002).

    A falling share count (a negative change) is income. All are rates a year.
    """
    return dividend_yield - share_change + inflation + real_growth + multiple_change


def repricing_rate(pe_start: Values, pe_end: Values, years: Values) -> Values:
    """Change of a multiple as a rate a year (Grinold and Kroner, 2002); positive numbers only."""
    return (pe_end / pe_start) ** (1 / years) - 1
