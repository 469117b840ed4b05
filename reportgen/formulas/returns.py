"""Growth and value in one line each: plain functions, no figures of an edition.

They take numbers or arrays. Where one is not defined it gives NaN, element by element.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from reportgen.figures import either

if TYPE_CHECKING:
    from reportgen.figures import Values


def compound_growth(begin: Values, end: Values, years: Values) -> Values:
    """The constant rate a year that takes one amount to another (CAGR; a spreadsheet's RRI).

    Args:
        begin: The first amount, above zero.
        end: The last amount, zero or above: zero is a loss of everything, -100%.
        years: The time between them, above zero; whole or not.

    Returns:
        The rate as a decimal, 0.1 for 10% a year; NaN outside these limits.
    """
    defined = (begin > 0) & (end >= 0) & (years > 0)
    ratio = either(defined, end, 1.0) / either(defined, begin, 1.0)
    return either(defined, ratio ** (1 / either(defined, years, 1.0)) - 1, math.nan)


def implied_perpetual_growth(
    value: Values, free_cash_flow: Values, cost_of_capital: Values
) -> Values:
    """Growth for ever at which a cash flow is worth a value: Gordon's formula solved for growth.

    value = free_cash_flow × (1 + growth) / (cost_of_capital - growth); Damodaran, Investment
    Valuation, on the implied growth rate.

    Args:
        value: What is paid for the firm or its equity.
        free_cash_flow: The cash flow of the year just past, to the same claim.
        cost_of_capital: The required return of the same claim.

    Returns:
        The rate as a decimal; always below the cost of capital where value and cash flow are positive.
        NaN where the value and the cash flow do not add up to more than zero.
    """
    defined = value + free_cash_flow > 0
    growth = value * cost_of_capital - free_cash_flow
    return either(defined, growth, math.nan) / either(defined, value + free_cash_flow, 1.0)


def value_driver_value(
    profit: Values, growth: Values, return_on_capital: Values, cost_of_capital: Values
) -> Values:
    """Value of a profit that grows for ever and pays for its growth: the value driver formula.

    profit × (1 - growth / return_on_capital) / (cost_of_capital - growth); Koller, Goedhart and
    Wessels, Valuation. Where new capital earns its cost, growth adds nothing and the value is
    profit / cost_of_capital.

    Args:
        profit: Operating profit after tax of the coming year.
        growth: Its growth a year after that.
        return_on_capital: What each unit of new capital earns a year.
        cost_of_capital: The rate at which the cash flows are discounted.

    Returns:
        The value at the start of the coming year; NaN where growth is not below the cost of capital
        or new capital earns nothing.
    """
    defined = (cost_of_capital > growth) & (return_on_capital > 0)
    retained = growth / either(defined, return_on_capital, 1.0)
    spread = either(defined, cost_of_capital - growth, math.nan)
    return profit * (1 - retained) / spread
