"""Research as an asset: what operating income would be if it were bought and written off over years.

Plain functions: an edition gives the adjustment. Straight line, this year's expense not yet written
off, as in Damodaran's research converter (Research and Development Expenses: Implications for
Profitability Measurement and Valuation, 1999).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.figures import Values


def research_asset(current: Values, past: Sequence[Values], life: int) -> Values:
    """What is not yet written off of this year's research and that of the years before it.

    Args:
        current: Research expense of the base year, in money.
        past: Expenses of earlier years, the latest first; years beyond the life are of no account.
        life: Years over which research is written off, one or more.

    Returns:
        The asset, to be added to invested capital.
    """
    left = (
        expense * (life - age) / life for age, expense in enumerate(_written_off(past, life), 1)
    )
    return current + sum(left)


def research_amortisation(past: Sequence[Values], life: int) -> Values:
    """What is written off this year: an equal part of each of the last years' expenses.

    Args:
        past: Expenses of earlier years, the latest first; years beyond the life are of no account.
        life: Years over which research is written off, one or more.

    Returns:
        The amortisation of the base year, in money.
    """
    return sum(expense / life for expense in _written_off(past, life))


def research_adjustment(current: Values, past: Sequence[Values], life: int) -> Values:
    """What is added to operating income: this year's expense less what is written off.

    Args:
        current: Research expense of the base year, in money.
        past: Expenses of earlier years, the latest first.
        life: Years over which research is written off, one or more.

    Returns:
        The adjustment, above zero where research has grown.
    """
    return current - research_amortisation(past, life)


def _written_off(past: Sequence[Values], life: int) -> Sequence[Values]:
    """The expenses within the life; a shorter history would understate what is written off."""
    if life < 1:
        raise ValueError(f"research must be written off over at least one year, not {life}")
    if len(past) < life:
        raise ValueError(f"a life of {life} years needs {life} past expenses, not {len(past)}")
    return past[:life]
