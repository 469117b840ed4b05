"""What the price implies: the growth, the margin, the return and the time that make the value equal it.

Each is solved alone, the others as the house has them, and twice: at today's price and at the target as
if it were paid today. The difference is what the way to the target asks a buyer to believe. Method:
Rappaport and Mauboussin, Expectations Investing (2001).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from reportgen import formats
from reportgen.evaluation import UnplannableError
from reportgen.formats import Style
from reportgen.inquiry import Finding
from reportgen.roots import solve

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.assumptions.reading import Assumptions
    from reportgen.evaluation import Plan
    from reportgen.figures import Figure, Formula, Values
    from reportgen.inquiry import Inquiry
    from reportgen.roots import Solution

Points: TypeAlias = "tuple[tuple[float, float], ...]"

VALUE = "value_per_share"
MARGIN = "target_margin"
#: The map of growth and margin is drawn between these.
GROWTH_RANGE = (0.0, 0.4)
MARGIN_RANGE = (0.0, 0.4)
BY_PERIOD = "value_by_forecast_period"
GROWTH = ("first_year_growth", "revenue_growth")
COST = ("cost_of_capital", "terminal_cost_of_capital")
ENDS = ("cash_flow_market_cap_low", "cash_flow_market_cap_high")
POINT = 0.01


@dataclass(frozen=True, slots=True)
class Question:
    """An unknown of the valuation: the inputs that move together, and between which ends."""

    name: str
    label: str
    varied: tuple[str, ...]
    low: float
    high: float


QUESTIONS = (
    Question("implied_revenue_growth", "Growth of sales a year", GROWTH, -0.2, 0.6),
    Question("implied_target_margin", "Operating margin", (MARGIN,), -0.1, 0.6),
    Question("implied_return", "Return a year", COST, 0.0, 0.4),
)
PERIOD = "implied_forecast_period"
REVENUE = "implied_revenue_year_ten"
#: Suffix of a figure's name, what its label adds, and what the price is called.
CASES = (("", "in the price", "the price"), ("_at_target", "at the target", "the target"))

SECTION = "expectations"


def offers(assumptions: Assumptions, formulas: Mapping[str, Formula]) -> tuple[str, ...]:
    """Every answer at the price and at the target, where the files value cash flows."""
    del assumptions
    names = (*(question.name for question in QUESTIONS), PERIOD, REVENUE)
    solved = (name + suffix for suffix, _, _ in CASES for name in names)
    return (*solved, *ENDS) if VALUE in formulas else ()


def answer(inquiry: Inquiry) -> Mapping[str, Figure]:
    """Every answer at the price and at the target."""
    findings = (found for case in CASES for found in _findings(inquiry, case))
    told = (inquiry.told(found, SECTION) for found in (*findings, *_ends(inquiry)))
    return {figure.name: figure for figure in told}


def price_of(inquiry: Inquiry, suffix: str) -> float | None:
    """The share price, or the target's market cap on today's share count."""
    if not suffix:
        return inquiry.value("share_price")
    target, shares = inquiry.value("target_market_cap"), inquiry.value("shares")
    return None if target is None or not shares else target / shares


def _findings(inquiry: Inquiry, case: tuple[str, str, str]) -> Iterator[Finding]:
    price = price_of(inquiry, case[0])
    growth = None
    for question in QUESTIONS:
        found = _solved(inquiry, question, case, price)
        growth = found.value if question.varied == GROWTH else growth
        yield found
    yield _period(inquiry, case, price)
    yield _revenue(inquiry, case, growth)


def _solved(
    inquiry: Inquiry, question: Question, case: tuple[str, str, str], price: float | None
) -> Finding:
    suffix, where, what = case
    name, label = question.name + suffix, f"{question.label} {where}"
    how = f"{VALUE} = {what}, solved for {' = '.join(question.varied)}"
    inputs = (VALUE, "share_price") if not suffix else (VALUE, "target_market_cap", "shares")
    try:
        value = inquiry.function(VALUE, question.varied)
    except UnplannableError as error:
        return Finding(name, label, "rate", None, how, inputs, str(error))
    if price is None:
        return Finding(name, label, "rate", None, how, inputs, f"missing: {what}")

    def distance(x: Values) -> Values:
        return value(dict.fromkeys(question.varied, x)) - price

    solution = solve(distance, question.low, question.high)
    if len(solution.roots) == 1:
        return Finding(name, label, "rate", solution.roots[0], how, inputs)
    reason = _several(solution) if solution.roots else _none(inquiry, question, what, value)
    shown = " or ".join(map(_rate, solution.roots))
    return Finding(name, label, "rate", None, how, inputs, reason, "n.m.", shown=shown)


def _several(solution: Solution) -> str:
    listed = ", ".join(map(_rate, solution.roots))
    return f"more than one answer: {listed}"


def _none(inquiry: Inquiry, question: Question, what: str, value: Plan) -> str:
    """Why nothing between the ends explains the price, with the value at both."""
    import numpy as np

    grid = np.linspace(question.low, question.high, 33)
    values = np.broadcast_to(value(dict.fromkeys(question.varied, grid)), grid.shape)
    known = [(x, v) for x, v in zip(grid, values, strict=True) if np.isfinite(v)]
    if not known:
        return "the value is not defined anywhere between the ends"
    (low, at_low), (high, at_high) = known[0], known[-1]
    style, currency = Style("money_per_share"), inquiry.resolution.currency
    ends = (formats.text(float(end), style, currency) for end in (at_low, at_high))
    return (
        f"no {question.label.lower()} between {_rate(low)} and {_rate(high)} explains {what}: "
        f"the value there is {' and '.join(ends)} a share"
    )


def _ends(inquiry: Inquiry) -> Iterator[Finding]:
    """The value by cash flows with the cost of capital a point higher, and a point lower."""
    inputs = ("cash_flow_market_cap", *COST)
    costs = [inquiry.value(name) for name in COST]
    for name, move, words in zip(ENDS, (POINT, -POINT), ("higher", "lower"), strict=True):
        label = f"Value by cash flows, cost of capital a point {words}"
        how = f"cash_flow_market_cap with the cost of capital a point {words} throughout"
        value, reason = None, ""
        try:
            worth = inquiry.function("cash_flow_market_cap", COST)
            moved = [cost + move for cost in costs if cost is not None]
            value = float(worth(dict(zip(COST, moved, strict=True))))
        except UnplannableError as error:
            reason = str(error)
        if value is not None and not math.isfinite(value):
            value, reason = None, "the cost of capital would not stand above terminal growth"
        yield Finding(name, label, "money", value, how, inputs, reason)


def _rate(value: float) -> str:
    return formats.text(float(value), Style("rate"), "")


def _period(inquiry: Inquiry, case: tuple[str, str, str], price: float | None) -> Finding:
    """The smallest number of years of value creation, interpolated, that is worth the price."""
    suffix, where, what = case
    figure = inquiry.figure(BY_PERIOD)
    name, label = PERIOD + suffix, f"Years of value creation {where}"
    how, inputs = f"first year in which {BY_PERIOD} reaches {what}", (BY_PERIOD,)
    if figure.series is None or price is None:
        return Finding(name, label, "years", None, how, inputs, figure.reason or f"missing: {what}")
    values = figure.series
    reached = next((n for n, value in enumerate(values) if value >= price), None)
    if reached is None:
        longest = float(len(values))
        reason = f"even {longest:.0f} years are not worth {what}"
        return Finding(
            name, label, "years", longest, how, inputs, reason, bound="lower", decimals=0
        )
    if reached == 0:
        reason = f"the first year already is worth {what}"
        return Finding(name, label, "years", 1.0, how, inputs, reason, bound="upper", decimals=0)
    before, after = values[reached - 1], values[reached]
    return Finding(
        name, label, "years", reached + (price - before) / (after - before), how, inputs, decimals=1
    )


def _revenue(inquiry: Inquiry, case: tuple[str, str, str], growth: float | None) -> Finding:
    suffix, where, _ = case
    name, label = REVENUE + suffix, f"Sales in year ten {where}"
    how = f"forecast_revenue_year_ten at implied_revenue_growth{suffix}"
    inputs = ("forecast_revenue_year_ten",)
    if growth is None:
        return Finding(name, label, "money", None, how, inputs, "no single growth is implied")
    try:
        revenue = inquiry.function("forecast_revenue_year_ten", GROWTH)
    except UnplannableError as error:
        return Finding(name, label, "money", None, how, inputs, str(error))
    return Finding(name, label, "money", float(revenue(dict.fromkeys(GROWTH, growth))), how, inputs)


def equal_values(inquiry: Inquiry) -> tuple[Points, Points]:
    """Pairs of growth and margin that are worth the price, and those that are worth the target.

    Raises UnplannableError where there is no value to speak of.
    """
    import numpy as np

    value = inquiry.function(VALUE, (*GROWTH, MARGIN))
    growth, margin = np.meshgrid(
        np.linspace(*GROWTH_RANGE, 61), np.linspace(*MARGIN_RANGE, 121), indexing="ij"
    )
    worth = np.broadcast_to(value({**dict.fromkeys(GROWTH, growth), MARGIN: margin}), growth.shape)
    prices = (price_of(inquiry, suffix) for suffix, _, _ in CASES)
    first, second = (
        () if price is None else _crossings(growth[:, 0], margin[0], worth, price)
        for price in prices
    )
    return first, second


def _crossings(growth: Values, margin: Values, worth: Values, price: float) -> Points:
    """For each growth the margin at which the value passes the price, where it does."""
    found = []
    for rate, values in zip(growth, worth, strict=True):
        above = values >= price
        if not above[0] and above[-1]:
            last = int(above.argmax())
            part = (price - values[last - 1]) / (values[last] - values[last - 1])
            step = margin[last] - margin[last - 1]
            found.append((float(rate), float(margin[last - 1] + part * step)))
    return tuple(found)
